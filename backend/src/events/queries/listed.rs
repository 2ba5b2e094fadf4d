//! What search engines are told: the public events to come, in parts.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::is_public;
use crate::db::schema::events;
use crate::paging::Cursor;

#[derive(QueryableByName)]
struct Boundary {
    #[diesel(sql_type = Timestamptz)]
    starts_at: DateTime<Utc>,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// Where each part ends of the public events that begin from now on, but the last.
pub async fn ends_of_parts(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    size: i64,
) -> QueryResult<Vec<Cursor>> {
    let found = diesel::sql_query(
        "SELECT starts_at, id FROM (
             SELECT starts_at, id, row_number() OVER by_start AS number,
                    lead(id) OVER by_start AS next
             FROM events WHERE visibility = 'public' AND starts_at >= $1
             WINDOW by_start AS (ORDER BY starts_at, id)
         ) AS numbered
         WHERE number % $2 = 0 AND next IS NOT NULL ORDER BY number",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<BigInt, _>(size)
    .load::<Boundary>(conn)
    .await?;
    let cursor = |Boundary { starts_at, id }| Cursor { at: starts_at, id };
    Ok(found.into_iter().map(cursor).collect())
}

/// A part: ids, and when each event was last edited.
pub async fn part_of_public(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    after: Option<Cursor>,
    size: i64,
) -> QueryResult<Vec<(Uuid, DateTime<Utc>)>> {
    let mut query = events::table
        .filter(is_public())
        .filter(events::starts_at.ge(now))
        .order((events::starts_at, events::id))
        .limit(size)
        .select((events::id, events::updated_at))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(after.rows_above("events.starts_at, events.id"));
    }
    query.load(conn).await
}
