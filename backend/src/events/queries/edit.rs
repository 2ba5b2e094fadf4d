//! What the creator of an event does with it.

use api_types::events::{CreatorView, Event, EventAspect, NewEvent, Relation, ValidEvent};
use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::{AsyncConnectionCore, AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::{EventRow, TypedColumns, visible_event};
use crate::db::schema::{bookings, events, users};
use crate::error::{ApiError, ApiResult};
use crate::events::schedule::Schedule;

/// An event that somebody is about to change.
#[derive(Debug, Clone)]
pub struct OwnEvent {
    /// As it is stored.
    pub row: EventRow,
    /// Its creator's username.
    pub creator: String,
    /// What the people who come were told last, if it is something else.
    pub announced: Option<NewEvent>,
}

/// Whether this person has such an event.
pub async fn own_event_exists(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    creator_id: Uuid,
) -> QueryResult<bool> {
    let own = events::table
        .find(id)
        .filter(events::creator_id.eq(creator_id));
    diesel::select(exists(own)).get_result(conn).await
}

/// An event of this person, locked until the end of the transaction. Of somebody else's there is
/// none, and one that is over is refused: nothing about it changes any more.
pub async fn lock_open_event(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    creator_id: Uuid,
    now: DateTime<Utc>,
) -> ApiResult<OwnEvent> {
    let own = lock_event_of(conn, id, creator_id).await?;
    own.row.refuse_past(now)?;
    Ok(own)
}

/// As [`lock_open_event`], also if it is over.
pub async fn lock_event_of(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    creator_id: Uuid,
) -> ApiResult<OwnEvent> {
    let found = events::table
        .find(id)
        .filter(events::creator_id.eq(creator_id))
        .select((EventRow::as_select(), events::announced))
        .for_update()
        .first::<(EventRow, Option<Value>)>(conn)
        .await
        .optional()?;
    let (row, announced) = found.ok_or_else(ApiError::not_found)?;
    let creator = users::table
        .find(creator_id)
        .select(users::username)
        .first(conn)
        .await?;
    Ok(OwnEvent {
        row,
        creator,
        announced: read_announced(announced)?,
    })
}

fn read_announced(value: Option<Value>) -> ApiResult<Option<NewEvent>> {
    value
        .map(serde_json::from_value)
        .transpose()
        .map_err(ApiError::internal)
}

/// Changes an event that is locked, and keeps in mind what people were told before. Where nothing
/// changes, it stays the same version.
pub async fn update_event(
    conn: &mut AsyncPgConnection,
    own: &OwnEvent,
    event: &ValidEvent,
    schedule: &Schedule,
    now: DateTime<Utc>,
) -> ApiResult<()> {
    let id = own.row.id;
    let before = own.row.typed();
    let after = event.typed(schedule.time_zone.name());
    if before == after {
        return Ok(());
    }
    let told = own.announced.clone().unwrap_or(before);
    let is_news = !EventAspect::differing(&told, &after).is_empty() && has_people(conn, id).await?;
    diesel::update(events::table.find(id))
        .set((
            TypedColumns::of(event, schedule),
            events::version.eq(events::version + 1),
            events::updated_at.eq(now),
            events::announced.eq(written(is_news.then_some(&told))?),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether anybody has a place or an invitation.
async fn has_people(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<bool> {
    let there = bookings::table.filter(bookings::event_id.eq(id));
    diesel::select(exists(there)).get_result(conn).await
}

/// Notes what people were told last, or that they know all there is to know.
pub async fn set_announced(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    announced: Option<&NewEvent>,
) -> ApiResult<()> {
    diesel::update(events::table.find(id))
        .set(events::announced.eq(written(announced)?))
        .execute(conn)
        .await?;
    Ok(())
}

fn written(announced: Option<&NewEvent>) -> ApiResult<Option<Value>> {
    announced
        .map(serde_json::to_value)
        .transpose()
        .map_err(ApiError::internal)
}

/// Removes an event, and with it the bookings of others.
pub async fn delete_event(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<()> {
    diesel::delete(events::table.find(id)).execute(conn).await?;
    Ok(())
}

/// An event as this person sees it when they read it alone.
pub async fn read_event(
    conn: &mut impl AsyncConnectionCore<Backend = Pg>,
    id: Uuid,
    viewer: Option<Uuid>,
    now: DateTime<Utc>,
) -> ApiResult<Event> {
    let mut event = visible_event(conn, id, viewer).await?.into_event(now);
    if event.relation == Relation::Creator {
        event.creator_view = Some(creator_view(conn, id).await?);
    }
    Ok(event)
}

async fn creator_view(
    conn: &mut impl AsyncConnectionCore<Backend = Pg>,
    id: Uuid,
) -> ApiResult<CreatorView> {
    let people_invited = bookings::table
        .filter(bookings::event_id.eq(id))
        .filter(bookings::status.eq("invited"))
        .count()
        .get_result(conn)
        .await?;
    let announced = events::table
        .find(id)
        .select(events::announced)
        .first(conn)
        .await?;
    Ok(CreatorView {
        people_invited,
        announced: read_announced(announced)?,
    })
}
