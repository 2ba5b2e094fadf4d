//! The statements of the room.

mod of_person;

pub use of_person::*;

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::schema::{bookings, events, users};
use crate::events::queries::PersonRow;
use crate::paging::Cursor;

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

/// Gives the person a booking, or turns their invitation into one. `None` if they had one before.
pub async fn accept_booking(
    conn: &mut AsyncPgConnection,
    event_id: Uuid,
    user_id: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<Option<DateTime<Utc>>> {
    let upsert = diesel::insert_into(bookings::table)
        .values((
            bookings::id.eq(Uuid::now_v7()),
            bookings::event_id.eq(event_id),
            bookings::user_id.eq(user_id),
            bookings::status.eq("accepted"),
            bookings::created_at.eq(now),
            bookings::accepted_at.eq(now),
        ))
        .on_conflict((bookings::event_id, bookings::user_id))
        .do_update()
        .set((
            bookings::status.eq("accepted"),
            bookings::accepted_at.eq(now),
        ));
    diesel::query_dsl::methods::FilterDsl::filter(upsert, bookings::status.eq("invited"))
        .returning(bookings::accepted_at.assume_not_null())
        .get_result(conn)
        .await
        .optional()
}

/// Takes a place at the event; false if none is left or the event is over or gone.
pub async fn take_place(
    conn: &mut AsyncPgConnection,
    event_id: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let taken = diesel::update(events::table.find(event_id))
        .filter(
            events::maximum_attendees
                .is_null()
                .or(events::places_taken.lt(events::maximum_attendees.assume_not_null())),
        )
        .filter(events::ends_at.gt(now))
        .set(events::places_taken.eq(events::places_taken + 1))
        .execute(conn)
        .await?;
    Ok(taken == 1)
}

/// Since when the person has a place, if they have one.
pub async fn accepted_at(
    conn: &mut AsyncPgConnection,
    event_id: Uuid,
    user_id: Uuid,
) -> QueryResult<Option<DateTime<Utc>>> {
    bookings::table
        .filter(bookings::event_id.eq(event_id))
        .filter(bookings::user_id.eq(user_id))
        .filter(bookings::status.eq("accepted"))
        .select(bookings::accepted_at.assume_not_null())
        .first(conn)
        .await
        .optional()
}

/// Removes what ties the person to the event and returns its status, if there was something.
pub async fn delete_booking(
    conn: &mut AsyncPgConnection,
    event_id: Uuid,
    user_id: Uuid,
) -> QueryResult<Option<String>> {
    diesel::delete(bookings::table)
        .filter(bookings::event_id.eq(event_id))
        .filter(bookings::user_id.eq(user_id))
        .returning(bookings::status)
        .get_result(conn)
        .await
        .optional()
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

/// A page of the people who come to an event, in the order in which they booked, with one more
/// than the limit if there are more; the invited follow last, if they are wanted.
pub async fn attendees(
    conn: &mut AsyncPgConnection,
    event_id: Uuid,
    with_invited: bool,
    cursor: Option<Cursor>,
    limit: i64,
) -> QueryResult<Vec<(BookingRow, PersonRow)>> {
    let order = "coalesce(bookings.accepted_at, 'infinity')";
    let mut query = bookings::table
        .inner_join(users::table)
        .filter(bookings::event_id.eq(event_id))
        .order((sql::<Timestamptz>(order), bookings::id))
        .limit(limit + 1)
        .select((BookingRow::as_select(), PersonRow::as_select()))
        .into_boxed();
    if !with_invited {
        query = query.filter(bookings::status.eq("accepted"));
    }
    if let Some(cursor) = cursor {
        // The invited have no date; their cursor carries the end of time.
        let at = (cursor.at != Cursor::end_of_time()).then_some(cursor.at);
        query = query.filter(
            sql::<Bool>("(coalesce(bookings.accepted_at, 'infinity'), bookings.id) > (coalesce(")
                .bind::<diesel::sql_types::Nullable<Timestamptz>, _>(at)
                .sql(", 'infinity'), ")
                .bind::<diesel::sql_types::Uuid, _>(cursor.id)
                .sql(")"),
        );
    }
    query.load(conn).await
}
