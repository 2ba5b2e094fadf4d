//! What of events changes while people look.

use std::collections::HashSet;

use api_types::socket::EventNow;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::rows::PUBLIC;
use super::{seen_by, visible};
use crate::db::schema::{bookings, events};

/// An event as it is now, and who may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventState {
    /// What those are told.
    pub now: EventNow,
    /// Whether everybody may know.
    pub is_public: bool,
    /// Who may in any case.
    pub creator_id: Uuid,
}

type NowRow = (Uuid, i32, i32, Option<i32>, Option<String>);

fn now((id, version, places_taken, maximum, picture): NowRow) -> EventNow {
    EventNow {
        id,
        version,
        places_taken,
        places_left: maximum.map(|most| most - places_taken),
        picture,
    }
}

/// Those of these events that are there.
pub async fn event_states(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> QueryResult<Vec<EventState>> {
    let rows = events::table
        .filter(events::id.eq_any(ids))
        .select((
            (
                events::id,
                events::version,
                events::places_taken,
                events::maximum_attendees,
                events::picture_hash,
            ),
            events::visibility,
            events::creator_id,
        ))
        .load::<(NowRow, String, Uuid)>(conn)
        .await?;
    let state = |(row, visibility, creator_id): (_, String, _)| EventState {
        now: now(row),
        is_public: visibility == PUBLIC,
        creator_id,
    };
    Ok(rows.into_iter().map(state).collect())
}

/// Who of these people has a place at which of these events, or is invited.
pub async fn tied_to(
    conn: &mut AsyncPgConnection,
    event_ids: &[Uuid],
    user_ids: &[Uuid],
) -> QueryResult<HashSet<(Uuid, Uuid)>> {
    if event_ids.is_empty() || user_ids.is_empty() {
        return Ok(HashSet::new());
    }
    let found = bookings::table
        .filter(bookings::event_id.eq_any(event_ids))
        .filter(bookings::user_id.eq_any(user_ids))
        .select((bookings::event_id, bookings::user_id))
        .load(conn)
        .await?;
    Ok(found.into_iter().collect())
}

/// Those of these events that the viewer may see, as they are now.
pub async fn events_now(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
    viewer: Option<Uuid>,
) -> QueryResult<Vec<EventNow>> {
    let viewer = viewer.unwrap_or_default();
    let rows = seen_by(viewer)
        .filter(events::id.eq_any(ids))
        .filter(visible(viewer))
        .select((
            events::id,
            events::version,
            events::places_taken,
            events::maximum_attendees,
            events::picture_hash,
        ))
        .load::<NowRow>(conn)
        .await?;
    Ok(rows.into_iter().map(now).collect())
}

/// Which of these events the viewer may see.
pub async fn visible_among(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
    viewer: Uuid,
) -> QueryResult<HashSet<Uuid>> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let found = events_now(conn, ids, Some(viewer)).await?;
    Ok(found.into_iter().map(|event| event.id).collect())
}
