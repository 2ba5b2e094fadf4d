//! The events of one person: their list, and their end when the person leaves.

use api_types::pages::Period;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{EventRow, PeriodAt, PersonRow, SeenEvent, SeenRow, seen, seen_by, visible};
use crate::db::schema::{bookings, events};
use crate::paging::Cursor;

/// A page of the events that somebody published, as far as the viewer may see them, with one event
/// more than the limit if there are more: those of a period, or all, the latest first.
pub async fn events_of(
    conn: &mut AsyncPgConnection,
    creator: Uuid,
    viewer: Option<Uuid>,
    period: Option<PeriodAt>,
    cursor: Option<Cursor>,
    limit: i64,
) -> QueryResult<Vec<SeenEvent>> {
    let viewer_id = viewer.unwrap_or_default();
    // All are in the order of what is past.
    let order = period.unwrap_or(PeriodAt(Period::Past, DateTime::UNIX_EPOCH));
    let mut query = seen_by(viewer_id)
        .filter(events::creator_id.eq(creator))
        .filter(visible(viewer_id))
        .order(order.order())
        .limit(limit.saturating_add(1))
        .select((
            EventRow::as_select(),
            PersonRow::as_select(),
            bookings::status.nullable(),
        ))
        .into_boxed();
    if let Some(period) = period {
        query = query.filter(period.holds());
    }
    if let Some(cursor) = cursor {
        query = query.filter(order.rows_after(cursor));
    }
    let rows = query.load::<SeenRow>(conn).await?;
    Ok(rows.into_iter().map(|row| seen(row, viewer)).collect())
}

/// How many events of a person are still to come or going on, and how many are over.
pub async fn count_events_of(
    conn: &mut AsyncPgConnection,
    creator: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<(i64, i64)> {
    let own = events::table.filter(events::creator_id.eq(creator));
    let coming = own.filter(events::ends_at.gt(now)).count();
    let past = own.filter(events::ends_at.le(now)).count();
    Ok((coming.get_result(conn).await?, past.get_result(conn).await?))
}

/// All events of a person, locked until the end of the transaction: nobody can book meanwhile.
/// Those at which the person has a place are locked with them, all in the same order as everybody
/// locks several events, so that nobody waits for somebody who waits for them.
pub async fn lock_events_of(
    conn: &mut AsyncPgConnection,
    creator: Uuid,
) -> QueryResult<Vec<EventRow>> {
    let attended = bookings::table
        .filter(bookings::user_id.eq(creator))
        .filter(bookings::status.eq("accepted"))
        .select(bookings::event_id);
    let mut locked: Vec<EventRow> = events::table
        .filter(
            events::creator_id
                .eq(creator)
                .or(events::id.eq_any(attended)),
        )
        .order(events::id)
        .select(EventRow::as_select())
        .for_update()
        .load(conn)
        .await?;
    locked.retain(|event| event.creator_id == creator);
    Ok(locked)
}

/// Removes all events of a person, and with them the bookings of others.
pub async fn delete_events_of(conn: &mut AsyncPgConnection, creator: Uuid) -> QueryResult<()> {
    diesel::delete(events::table.filter(events::creator_id.eq(creator)))
        .execute(conn)
        .await?;
    Ok(())
}
