//! The statements of the desk. Each does its work for many orders at once, and is prepared once
//! for each connection.

use std::collections::HashMap;

use api_types::language::Language;
use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Array, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::schema::{events, users};
use crate::events::queries::{EventRow, PersonRow};
use crate::language::StoredLanguage;
use crate::mail::Recipient;

/// Somebody who books, or whose event is booked.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(Pg))]
pub struct PersonAtDesk {
    /// The account.
    pub id: Uuid,
    /// As typed.
    pub username: String,
    /// Where mails go.
    pub email: String,
    /// If told.
    pub first_name: Option<String>,
    /// If told.
    pub last_name: Option<String>,
    /// What they read.
    #[diesel(deserialize_as = StoredLanguage)]
    pub language: Language,
}

impl PersonAtDesk {
    /// As others see them.
    pub fn person(&self) -> PersonRow {
        PersonRow {
            username: self.username.clone(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
        }
    }

    /// As mails reach them.
    pub fn recipient(&self) -> Recipient {
        Recipient {
            id: self.id,
            username: self.username.clone(),
            email: self.email.clone(),
            language: self.language,
        }
    }
}

/// These people and the creators of these events; none of them is deleted before the end of the
/// transaction.
pub async fn hold_people(
    conn: &mut AsyncPgConnection,
    user_ids: &[Uuid],
    event_ids: &[Uuid],
) -> QueryResult<Vec<PersonAtDesk>> {
    HoldPeople {
        user_ids,
        event_ids,
    }
    .load(conn)
    .await
}

struct HoldPeople<'a> {
    user_ids: &'a [Uuid],
    event_ids: &'a [Uuid],
}

impl QueryId for HoldPeople<'_> {
    type QueryId = HoldPeople<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for HoldPeople<'_> {
    type SqlType = (SqlUuid, Text, Text, Nullable<Text>, Nullable<Text>, Text);
}

impl QueryFragment<Pg> for HoldPeople<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        // One list of ids: with OR instead, PostgreSQL reads everybody there is.
        out.push_sql(
            "SELECT id, username, email, first_name, last_name, language FROM users \
             WHERE id = ANY (",
        );
        out.push_bind_param::<Array<SqlUuid>, _>(self.user_ids)?;
        out.push_sql(" || ARRAY(SELECT creator_id FROM events WHERE id = ANY (");
        out.push_bind_param::<Array<SqlUuid>, _>(self.event_ids)?;
        out.push_sql("))) ORDER BY id FOR KEY SHARE");
        Ok(())
    }
}

/// These events, locked until the end of the transaction.
pub async fn lock_events(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> QueryResult<Vec<EventRow>> {
    let rows = events::table
        .filter(events::id.eq_any(ids))
        .order(events::id)
        .select(EventRow::as_select());
    // The storm's positive control is built without the lock, to see that the storm would notice.
    #[cfg(feature = "unguarded")]
    return rows.load(conn).await;
    #[cfg(not(feature = "unguarded"))]
    rows.for_update().load(conn).await
}

/// Since when people have a place, by event and person; nothing of those who are only invited. The
/// two lists go together, pair by pair.
pub async fn bookings_at(
    conn: &mut AsyncPgConnection,
    event_ids: &[Uuid],
    user_ids: &[Uuid],
) -> QueryResult<Vec<(Uuid, Uuid, Option<DateTime<Utc>>)>> {
    BookingsAt {
        event_ids,
        user_ids,
    }
    .load(conn)
    .await
}

struct BookingsAt<'a> {
    event_ids: &'a [Uuid],
    user_ids: &'a [Uuid],
}

impl QueryId for BookingsAt<'_> {
    type QueryId = BookingsAt<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for BookingsAt<'_> {
    type SqlType = (SqlUuid, SqlUuid, Nullable<Timestamptz>);
}

impl QueryFragment<Pg> for BookingsAt<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "SELECT bookings.event_id, bookings.user_id, bookings.accepted_at FROM unnest(",
        );
        out.push_bind_param::<Array<SqlUuid>, _>(self.event_ids)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<SqlUuid>, _>(self.user_ids)?;
        out.push_sql(
            ") AS wanted (event_id, user_id) \
             JOIN bookings ON bookings.event_id = wanted.event_id AND bookings.user_id = wanted.user_id",
        );
        Ok(())
    }
}

/// A place that somebody gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewBooking {
    /// At this event.
    pub event_id: Uuid,
    /// For this person.
    pub user_id: Uuid,
}

/// Gives people a booking, or turns their invitation into one; the counters are the caller's.
pub async fn accept_bookings(
    conn: &mut AsyncPgConnection,
    bookings: &[NewBooking],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    AcceptBookings {
        ids: bookings.iter().map(|_| Uuid::now_v7()).collect(),
        event_ids: bookings.iter().map(|booking| booking.event_id).collect(),
        user_ids: bookings.iter().map(|booking| booking.user_id).collect(),
        now,
    }
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(QueryId)]
struct AcceptBookings {
    ids: Vec<Uuid>,
    event_ids: Vec<Uuid>,
    user_ids: Vec<Uuid>,
    now: DateTime<Utc>,
}

impl QueryFragment<Pg> for AcceptBookings {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "INSERT INTO bookings (id, event_id, user_id, status, created_at, accepted_at) \
             SELECT id, event_id, user_id, 'accepted', moment, moment FROM unnest(",
        );
        out.push_bind_param::<Array<SqlUuid>, _>(&self.ids)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.event_ids)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.user_ids)?;
        out.push_sql(") AS given (id, event_id, user_id), (SELECT ");
        out.push_bind_param::<Timestamptz, _>(&self.now)?;
        out.push_sql(
            " AS moment) AS clock ON CONFLICT ON CONSTRAINT bookings_event_user_key \
             DO UPDATE SET status = 'accepted', accepted_at = excluded.accepted_at",
        );
        Ok(())
    }
}

/// Takes so many places at each of these events; false if one has not so many left, or is gone.
pub async fn take_places(
    conn: &mut AsyncPgConnection,
    taken: &HashMap<Uuid, i32>,
) -> QueryResult<bool> {
    let (event_ids, counts) = taken.iter().unzip();
    let updated = TakePlaces { event_ids, counts }.execute(conn).await?;
    Ok(updated == taken.len())
}

#[derive(QueryId)]
struct TakePlaces {
    event_ids: Vec<Uuid>,
    counts: Vec<i32>,
}

impl QueryFragment<Pg> for TakePlaces {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("UPDATE events SET places_taken = places_taken + taken.count FROM unnest(");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.event_ids)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Integer>, _>(&self.counts)?;
        out.push_sql(") AS taken (id, count) WHERE events.id = taken.id");
        // The storm's positive control is built without this, too.
        #[cfg(not(feature = "unguarded"))]
        out.push_sql(
            " AND (events.maximum_attendees IS NULL \
             OR events.places_taken + taken.count <= events.maximum_attendees)",
        );
        Ok(())
    }
}
