//! The bookings of one person, those at the events of one person, and their end when the person
//! leaves.

use api_types::bookings::{Booking, BookingStatus};
use chrono::{DateTime, Utc};
use diesel::dsl::count;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::BookingRow;
use crate::db::schema::{bookings, events, users};
use crate::events::queries::{EventRow, PersonRow, SeenEvent, seen};

/// A booking and what it is for.
pub type Attendance = (BookingRow, SeenEvent);

/// A person's bookings and invitations, in the order of the events.
pub async fn bookings_of(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
) -> QueryResult<Vec<Attendance>> {
    let rows = bookings::table
        .inner_join(events::table.inner_join(users::table))
        .filter(bookings::user_id.eq(user_id))
        .order((events::starts_at, events::id))
        .select((
            BookingRow::as_select(),
            EventRow::as_select(),
            PersonRow::as_select(),
        ))
        .load::<AttendanceRow>(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| attendance(row, user_id))
        .collect())
}

/// As it travels, at this instant.
pub fn as_booking((booking, event): Attendance, now: DateTime<Utc>) -> Booking {
    Booking {
        status: BookingStatus::of(booking.accepted_at),
        created_at: booking.created_at,
        accepted_at: booking.accepted_at,
        event: event.into_event(now),
    }
}

/// As queries find it.
pub(super) type AttendanceRow = (BookingRow, EventRow, PersonRow);

pub(super) fn attendance((booking, event, creator): AttendanceRow, user_id: Uuid) -> Attendance {
    let status = Some(booking.status.clone());
    (booking, seen((event, creator, status), Some(user_id)))
}

/// How many people have a place at, or were invited to, what a person's events are still to come.
pub async fn guests_of_coming_events(
    conn: &mut AsyncPgConnection,
    creator: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<i64> {
    bookings::table
        .inner_join(events::table)
        .filter(events::creator_id.eq(creator))
        .filter(events::ends_at.gt(now))
        .select(count(bookings::user_id).aggregate_distinct())
        .first(conn)
        .await
}

/// How many places a person has at events that are still to come.
pub async fn coming_places_of(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<i64> {
    bookings::table
        .inner_join(events::table)
        .filter(bookings::user_id.eq(user_id))
        .filter(bookings::status.eq("accepted"))
        .filter(events::ends_at.gt(now))
        .count()
        .get_result(conn)
        .await
}

/// Removes all bookings and invitations of a person and gives the places back; returns at which
/// events. The caller has locked them.
pub async fn delete_bookings_of(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
) -> QueryResult<Vec<Uuid>> {
    let held = bookings::table
        .filter(bookings::user_id.eq(user_id))
        .filter(bookings::status.eq("accepted"))
        .select(bookings::event_id)
        .load::<Uuid>(conn)
        .await?;
    diesel::delete(bookings::table.filter(bookings::user_id.eq(user_id)))
        .execute(conn)
        .await?;
    diesel::update(events::table.filter(events::id.eq_any(&held)))
        .set(events::places_taken.eq(events::places_taken - 1))
        .execute(conn)
        .await?;
    Ok(held)
}
