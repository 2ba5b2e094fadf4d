//! The statements of the room.

mod administered;
mod edit;
mod listed;
mod now;
mod of_person;
mod period;
mod pictures;
mod rows;

pub use administered::*;
pub use edit::*;
pub use listed::*;
pub use now::*;
pub use of_person::*;
pub use period::PeriodAt;
pub use pictures::*;
pub use rows::*;

use api_types::events::{ValidEvent, ValidEventFilter};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Timestamptz;
use diesel_async::{AsyncConnectionCore, AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::schedule::Schedule;
use crate::db::Fixed;
use crate::db::schema::{bookings, events, users};
use crate::error::{ApiError, ApiResult};
use crate::paging::Cursor;
use crate::search;

diesel::define_sql_function! {
    /// The time between two instants, without the second.
    fn tstzrange(from: Timestamptz, to: Timestamptz) -> Range<Timestamptz>;
}

/// Adds an event.
pub async fn insert_event(
    conn: &mut AsyncPgConnection,
    creator_id: Uuid,
    event: &ValidEvent,
    schedule: &Schedule,
    now: DateTime<Utc>,
) -> QueryResult<Uuid> {
    diesel::insert_into(events::table)
        .values((
            TypedColumns::of(event, schedule),
            events::id.eq(Uuid::now_v7()),
            events::creator_id.eq(creator_id),
            events::created_at.eq(now),
            events::updated_at.eq(now),
        ))
        .returning(events::id)
        .get_result(conn)
        .await
}

/// Events with their creator and the viewer's own booking, before any condition. A guest has the
/// nil id, which nobody has.
#[diesel::dsl::auto_type(no_type_alias)]
fn seen_by(viewer: Uuid) -> _ {
    events::table.inner_join(users::table).left_join(
        bookings::table.on(bookings::event_id
            .eq(events::id)
            .and(bookings::user_id.eq(viewer))),
    )
}

/// The condition under which everybody may see an event.
#[diesel::dsl::auto_type(no_type_alias)]
pub fn is_public() -> _ {
    let public: &'static str = PUBLIC;
    events::visibility.eq(public)
}

/// The condition under which somebody may see an event; for everybody else it does not exist.
#[diesel::dsl::auto_type(no_type_alias)]
pub fn visible(viewer: Uuid) -> _ {
    let public: &'static str = PUBLIC;
    events::visibility
        .eq(public)
        .or(events::creator_id.eq(viewer))
        .or(bookings::id.nullable().is_not_null())
}

/// An event, if the viewer may see it; for everybody else it is not found.
pub async fn visible_event(
    conn: &mut impl AsyncConnectionCore<Backend = Pg>,
    id: Uuid,
    viewer: Option<Uuid>,
) -> ApiResult<SeenEvent> {
    let viewer_id = viewer.unwrap_or_default();
    let query = seen_by(viewer_id)
        .filter(events::id.eq(id))
        .filter(visible(viewer_id))
        .select((
            EventRow::as_select(),
            PersonRow::as_select(),
            bookings::status.nullable(),
        ));
    let row = Fixed::new(query)
        .get_result::<SeenRow>(conn)
        .await
        .optional()?
        .ok_or_else(ApiError::not_found)?;
    Ok(seen(row, viewer))
}

/// Which part of a list: events that had begun at an instant, or those that begin from it on.
#[derive(Clone, Copy)]
enum Part {
    Running(DateTime<Utc>),
    Coming(DateTime<Utc>),
    Whole,
}

/// A page of the events that the viewer may see, in the order of their start, with one event more
/// than the limit if there are more.
///
/// Past events are skipped without reading them: the list consists of the few events that are
/// going on (found by the index over their periods) and of those that begin later (read along
/// the index over their starts).
pub async fn visible_events(
    conn: &mut impl AsyncConnectionCore<Backend = Pg>,
    viewer: Option<Uuid>,
    filter: &ValidEventFilter,
    cursor: Option<Cursor>,
    now: DateTime<Utc>,
) -> QueryResult<Vec<SeenEvent>> {
    let wanted = filter.limit + 1;
    // No zone is a day ahead of UTC, so an event on or after the first day ends after this.
    let from = filter
        .from
        .map(|day| day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::days(1));
    let begin = match (filter.include_past, from) {
        (true, from) => from,
        (false, from) => Some(from.map_or(now, |from| from.max(now))),
    };
    let Some(begin) = begin else {
        return part(conn, viewer, filter, cursor, now, Part::Whole, wanted).await;
    };
    let mut found = if cursor.is_none_or(|cursor| cursor.at < begin) {
        part(
            conn,
            viewer,
            filter,
            cursor,
            now,
            Part::Running(begin),
            wanted,
        )
        .await?
    } else {
        Vec::new()
    };
    let missing = wanted - found.len() as i64;
    if missing > 0 {
        found.extend(
            part(
                conn,
                viewer,
                filter,
                cursor,
                now,
                Part::Coming(begin),
                missing,
            )
            .await?,
        );
    }
    Ok(found)
}

async fn part(
    conn: &mut impl AsyncConnectionCore<Backend = Pg>,
    viewer: Option<Uuid>,
    filter: &ValidEventFilter,
    cursor: Option<Cursor>,
    now: DateTime<Utc>,
    part: Part,
    limit: i64,
) -> QueryResult<Vec<SeenEvent>> {
    let viewer_id = viewer.unwrap_or_default();
    let mut query = seen_by(viewer_id)
        .filter(visible(viewer_id))
        .order((events::starts_at, events::id))
        .limit(limit)
        .select((
            EventRow::as_select(),
            PersonRow::as_select(),
            bookings::status.nullable(),
        ))
        .into_boxed();
    if viewer.is_none() {
        // Follows from the condition above, and lets the index of public events serve.
        query = query.filter(is_public());
    }
    query = match part {
        Part::Whole => query,
        Part::Coming(begin) => query.filter(events::starts_at.ge(begin)),
        // Not "before": no index must find the many that began before.
        Part::Running(begin) => query
            .filter(events::starts_at.ne(begin))
            .filter(tstzrange(events::starts_at, events::ends_at).contains(begin)),
    };
    if !filter.include_past {
        query = query.filter(events::ends_at.gt(now));
    }
    if let Some(from) = filter.from {
        query = query.filter(
            events::date
                .ge(from)
                .or(events::end_date.ge(from).assume_not_null()),
        );
    }
    if let Some(to) = filter.to {
        // The second condition follows from the first and ends the reading of the index.
        let end = to.and_time(NaiveTime::MIN).and_utc() + TimeDelta::days(2);
        query = query
            .filter(events::date.le(to))
            .filter(events::starts_at.lt(end));
    }
    for pattern in filter.query.iter().flat_map(|text| search::patterns(text)) {
        query = match part {
            // Few events are going on at an instant. Reading them beats looking up a frequent
            // word in the index of words, which is what the planner would like to do here. So
            // one plan fits all words.
            Part::Running(_) => query.filter(events::search_text.concat("").like(pattern)),
            Part::Coming(_) | Part::Whole => {
                query.filter(search::matches("events.search_text", pattern))
            }
        };
    }
    if let Some(cursor) = cursor {
        query = query.filter(cursor.rows_above("events.starts_at, events.id"));
    }
    let rows = query.load::<SeenRow>(conn).await?;
    Ok(rows.into_iter().map(|row| seen(row, viewer)).collect())
}
