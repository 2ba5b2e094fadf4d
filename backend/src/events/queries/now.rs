//! What changes of events while people look at them.

use api_types::socket::EventNow;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{seen_by, visible};
use crate::db::schema::events;

/// Those of these events that the viewer may see, as they are now.
pub async fn events_now(
    conn: &mut AsyncPgConnection,
    ids: &[Uuid],
    viewer: Option<Uuid>,
) -> QueryResult<Vec<EventNow>> {
    let viewer = viewer.unwrap_or_default();
    let rows: Vec<(Uuid, i32, i32, Option<i32>)> = seen_by(viewer)
        .filter(events::id.eq_any(ids))
        .filter(visible(viewer))
        .select((
            events::id,
            events::version,
            events::places_taken,
            events::maximum_attendees,
        ))
        .load(conn)
        .await?;
    let now = |(id, version, places_taken, maximum): (Uuid, i32, i32, Option<i32>)| EventNow {
        id,
        version,
        places_taken,
        places_left: maximum.map(|maximum| maximum - places_taken),
    };
    Ok(rows.into_iter().map(now).collect())
}
