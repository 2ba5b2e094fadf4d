//! Events as administrators see them: all, whoever may see them otherwise.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{EventRow, PersonRow, SeenEvent, SeenRow, seen, seen_by};
use crate::db::schema::{bookings, events};
use crate::paging::Cursor;
use crate::search;

/// A page of all events, the one that was published last first, with one more than the limit if
/// there are more. What ties the viewer to them is told, too. What is sought is words, or an id.
pub async fn all_events(
    conn: &mut AsyncPgConnection,
    viewer: Uuid,
    sought: Option<&str>,
    cursor: Option<Cursor>,
    limit: i64,
) -> QueryResult<Vec<SeenEvent>> {
    let mut query = seen_by(viewer)
        .order((events::created_at.desc(), events::id.desc()))
        .limit(limit.saturating_add(1))
        .select((
            EventRow::as_select(),
            PersonRow::as_select(),
            bookings::status.nullable(),
        ))
        .into_boxed();
    if let Some(id) = sought.and_then(|sought| Uuid::try_parse(sought).ok()) {
        query = query.filter(events::id.eq(id));
    } else {
        for pattern in sought.into_iter().flat_map(search::patterns) {
            query = query.filter(events::search_text.like(pattern));
        }
    }
    if let Some(cursor) = cursor {
        query = query.filter(cursor.rows_below("events.created_at, events.id"));
    }
    let rows = query.load::<SeenRow>(conn).await?;
    let seen = |row| seen(row, Some(viewer));
    Ok(rows.into_iter().map(seen).collect())
}

/// Who published an event, if there is one.
pub async fn creator_of(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<Uuid>> {
    events::table
        .find(id)
        .select(events::creator_id)
        .first(conn)
        .await
        .optional()
}
