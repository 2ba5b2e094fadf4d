//! The statements of the room.

pub mod desk;
mod lists;
mod of_person;

pub use lists::*;
pub use of_person::*;

use api_types::bookings::{Attendee, BookingStatus};
use api_types::language::Language;
use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::lower;
use crate::db::schema::{bookings, events, users};
use crate::events::queries::PersonRow;
use crate::language::StoredLanguage;
use crate::mail::Recipient;

/// What ties a person to an event.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = bookings, check_for_backend(Pg))]
pub struct BookingRow {
    /// UUID v7.
    pub id: Uuid,
    /// `invited` or `accepted`.
    pub status: String,
    /// When the person was invited or booked.
    pub created_at: DateTime<Utc>,
    /// Since when there is a place.
    pub accepted_at: Option<DateTime<Utc>>,
}

/// Somebody whom the creator of an event wants to invite.
#[derive(Debug, Clone)]
pub struct Invitee {
    /// How they are told.
    pub recipient: Recipient,
    /// Whether they want to be told by mail.
    pub wants_invitation_mails: bool,
}

/// Somebody who is not on the list any more.
#[derive(Debug, Clone)]
pub struct Removed {
    /// How they are told.
    pub recipient: Recipient,
    /// Whether they had a place.
    pub had_place: bool,
}

/// The person with this username or email address, whatever its case, unless the address was never
/// confirmed. They are not deleted before the end of the transaction.
pub async fn hold_person(
    conn: &mut AsyncPgConnection,
    username_or_email: &str,
) -> QueryResult<Option<Invitee>> {
    let wanted = username_or_email.to_lowercase();
    let found = users::table
        .filter(
            lower(users::username)
                .eq(&wanted)
                .or(lower(users::email).eq(&wanted)),
        )
        .filter(users::confirmed_at.is_not_null())
        .select((RecipientRow::as_select(), users::wants_invitation_mails))
        .for_key_share()
        .first::<(RecipientRow, bool)>(conn)
        .await
        .optional()?;
    Ok(found.map(|(person, wants_invitation_mails)| Invitee {
        recipient: person.into(),
        wants_invitation_mails,
    }))
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(Pg))]
struct RecipientRow {
    id: Uuid,
    username: String,
    email: String,
    #[diesel(deserialize_as = StoredLanguage)]
    language: Language,
}

impl From<RecipientRow> for Recipient {
    fn from(row: RecipientRow) -> Self {
        Self {
            id: row.id,
            username: row.username,
            email: row.email,
            language: row.language,
        }
    }
}

/// Removes what ties a person to an event, whose row the caller has locked.
pub async fn delete_booking(
    conn: &mut AsyncPgConnection,
    event_id: Uuid,
    user_id: Uuid,
) -> QueryResult<Option<Removed>> {
    let found = bookings::table
        .inner_join(users::table)
        .filter(bookings::event_id.eq(event_id))
        .filter(bookings::user_id.eq(user_id))
        .select((bookings::status, RecipientRow::as_select()))
        .first::<(String, RecipientRow)>(conn)
        .await
        .optional()?;
    let Some((status, person)) = found else {
        return Ok(None);
    };
    diesel::delete(bookings::table)
        .filter(bookings::event_id.eq(event_id))
        .filter(bookings::user_id.eq(user_id))
        .execute(conn)
        .await?;
    Ok(Some(Removed {
        recipient: person.into(),
        had_place: status == "accepted",
    }))
}

/// The person with this username, whatever its case, if they are on the list of an event.
pub async fn listed_person(
    conn: &mut AsyncPgConnection,
    event_id: Uuid,
    username: &str,
) -> QueryResult<Option<Uuid>> {
    bookings::table
        .inner_join(users::table)
        .filter(bookings::event_id.eq(event_id))
        .filter(lower(users::username).eq(username.to_lowercase()))
        .select(users::id)
        .first(conn)
        .await
        .optional()
}

/// Somebody on the list of an event.
pub async fn attendee(
    conn: &mut AsyncPgConnection,
    event_id: Uuid,
    user_id: Uuid,
) -> QueryResult<Option<Attendee>> {
    let found = bookings::table
        .inner_join(users::table)
        .filter(bookings::event_id.eq(event_id))
        .filter(bookings::user_id.eq(user_id))
        .select((BookingRow::as_select(), PersonRow::as_select()))
        .first::<(BookingRow, PersonRow)>(conn)
        .await
        .optional()?;
    Ok(found.map(as_attendee))
}

/// As it travels.
pub fn as_attendee((booking, person): (BookingRow, PersonRow)) -> Attendee {
    Attendee {
        person: person.into(),
        status: BookingStatus::of(booking.accepted_at),
        accepted_at: booking.accepted_at,
    }
}

/// Gives a place back.
pub async fn free_place(conn: &mut AsyncPgConnection, event_id: Uuid) -> QueryResult<()> {
    diesel::update(events::table.find(event_id))
        .set(events::places_taken.eq(events::places_taken - 1))
        .execute(conn)
        .await?;
    Ok(())
}

/// Invites a person; false if something ties them to the event already.
pub async fn insert_invitation(
    conn: &mut AsyncPgConnection,
    event_id: Uuid,
    user_id: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let added = diesel::insert_into(bookings::table)
        .values((
            bookings::id.eq(Uuid::now_v7()),
            bookings::event_id.eq(event_id),
            bookings::user_id.eq(user_id),
            bookings::status.eq("invited"),
            bookings::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(added == 1)
}
