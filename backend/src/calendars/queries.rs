//! The statements of the room.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Double, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::schema::{bookings, calendar_feeds as feeds, events, users};
use crate::events::queries::EventRow;
use crate::facts::EventFacts;
use crate::language::StoredLanguage;

/// How long a feed tells of what is over.
const PAST_KEPT: TimeDelta = TimeDelta::days(365);
/// How many events a feed holds.
const EVENTS_MAX: i64 = 1_000;

/// Puts a new address in the place of the one that there was, if there was one.
pub async fn replace_feed(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let new = (feeds::token_hash.eq(token_hash), feeds::created_at.eq(now));
    diesel::insert_into(feeds::table)
        .values((feeds::user_id.eq(user_id), new))
        .on_conflict(feeds::user_id)
        .do_update()
        .set(new)
        .execute(conn)
        .await?;
    Ok(())
}

/// Since when a person has an address, if they have one.
pub async fn feed_created_at(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
) -> QueryResult<Option<DateTime<Utc>>> {
    feeds::table
        .find(user_id)
        .select(feeds::created_at)
        .first(conn)
        .await
        .optional()
}

/// Ends a person's address.
pub async fn delete_feed(conn: &mut AsyncPgConnection, user_id: Uuid) -> QueryResult<()> {
    diesel::delete(feeds::table.find(user_id))
        .execute(conn)
        .await?;
    Ok(())
}

/// To whom an address belongs: id, username and language. Whoever is blocked has none that opens.
pub async fn feed_owner(
    conn: &mut AsyncPgConnection,
    token_hash: &[u8],
) -> QueryResult<Option<(Uuid, String, StoredLanguage)>> {
    feeds::table
        .inner_join(users::table)
        .filter(feeds::token_hash.eq(token_hash))
        .filter(users::blocked_at.is_null())
        .select((users::id, users::username, users::language))
        .first(conn)
        .await
        .optional()
}

/// What a person has places at: those nearest to now, if there are too many.
pub async fn booked_events(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<Vec<EventFacts>> {
    let distance = sql::<Double>("abs(extract(epoch FROM events.starts_at - ")
        .bind::<Timestamptz, _>(now)
        .sql("))");
    let rows = bookings::table
        .inner_join(events::table.inner_join(users::table))
        .filter(bookings::user_id.eq(user_id))
        .filter(bookings::status.eq("accepted"))
        .filter(events::ends_at.gt(now - PAST_KEPT))
        .order((distance, events::id))
        .limit(EVENTS_MAX)
        .select((EventRow::as_select(), users::username))
        .load::<(EventRow, String)>(conn)
        .await?;
    let facts = |(row, organiser): (EventRow, String)| row.facts(&organiser);
    Ok(rows.into_iter().map(facts).collect())
}
