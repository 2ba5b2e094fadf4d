//! Pages of lists: who comes to an event, and where a person goes.

use api_types::bookings::BookingStatus;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{Attendance, AttendanceRow, BookingRow, attendance};
use crate::db::schema::{bookings, events, users};
use crate::events::queries::{EventRow, PeriodAt, PersonRow};
use crate::paging::Cursor;
use crate::search;

/// A page of the people who come to an event, in the order in which they booked, with one more
/// than the limit if there are more; the invited follow last, if they are wanted. Each must be
/// called like the text, if there is one.
pub async fn attendees(
    conn: &mut AsyncPgConnection,
    event_id: Uuid,
    with_invited: bool,
    text: Option<&str>,
    cursor: Option<Cursor>,
    limit: i64,
) -> QueryResult<Vec<(BookingRow, PersonRow)>> {
    let order = "coalesce(bookings.accepted_at, 'infinity')";
    let mut query = bookings::table
        .inner_join(users::table)
        .filter(bookings::event_id.eq(event_id))
        .order((sql::<Timestamptz>(order), bookings::id))
        .limit(limit + 1)
        .select((BookingRow::as_select(), PersonRow::as_select()))
        .into_boxed();
    if !with_invited {
        query = query.filter(bookings::status.eq("accepted"));
    }
    for pattern in text.into_iter().flat_map(search::beginnings) {
        query = query.filter(search::matches("users.search_text", pattern));
    }
    if let Some(cursor) = cursor {
        // The invited have no date; their cursor carries the end of time.
        let at = (cursor.at != Cursor::end_of_time()).then_some(cursor.at);
        query = query.filter(
            sql::<Bool>("(coalesce(bookings.accepted_at, 'infinity'), bookings.id) > (coalesce(")
                .bind::<Nullable<Timestamptz>, _>(at)
                .sql(", 'infinity'), ")
                .bind::<SqlUuid, _>(cursor.id)
                .sql(")"),
        );
    }
    query.load(conn).await
}

/// A page of what ties a person to events of a period, with one more than the limit if there are
/// more: places, invitations, or both.
pub async fn attendances(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    status: Option<BookingStatus>,
    period: PeriodAt,
    cursor: Option<Cursor>,
    limit: i64,
) -> QueryResult<Vec<Attendance>> {
    let mut query = bookings::table
        .inner_join(events::table.inner_join(users::table))
        .filter(bookings::user_id.eq(user_id))
        .filter(period.holds())
        .order(period.order())
        .limit(limit + 1)
        .select((
            BookingRow::as_select(),
            EventRow::as_select(),
            PersonRow::as_select(),
        ))
        .into_boxed();
    query = match status {
        Some(BookingStatus::Accepted) => query.filter(bookings::status.eq("accepted")),
        Some(BookingStatus::Invited) => query.filter(bookings::status.eq("invited")),
        None => query,
    };
    if let Some(cursor) = cursor {
        query = query.filter(period.rows_after(cursor));
    }
    let rows = query.load::<AttendanceRow>(conn).await?;
    Ok(rows
        .into_iter()
        .map(|row| attendance(row, user_id))
        .collect())
}
