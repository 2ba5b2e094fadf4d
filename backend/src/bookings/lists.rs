//! Lists: who comes to an event, and where one goes.

use actix_web::get;
use actix_web::web::{Data, Json};
use api_types::bookings::{Attendee, AttendeeQuery, Booking, BookingQuery};
use api_types::events::Relation;
use api_types::pages::Page;
use api_types::problem::Problem;

use super::queries::{self, Attendance, BookingRow, as_attendee, as_booking};
use crate::error::ApiResult;
use crate::events::queries::{PeriodAt, PersonRow, visible_event};
use crate::extract::{PathId, ValidQuery};
use crate::paging::{Cursor, page};
use crate::sessions::CurrentUser;
use crate::state::AppState;

/// See who comes to an event
///
/// In the order in which they booked. People who were invited and have not answered follow last,
/// and only the event's creator sees them.
#[utoipa::path(
    tag = "Bookings",
    params(("id" = Uuid, Path, description = "The event's id"), AttendeeQuery),
    security(("session" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = Page<Attendee>),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such event, or none that this person may know of.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/events/{id}/attendees")]
pub async fn list_attendees(
    user: CurrentUser,
    id: PathId,
    state: Data<AppState>,
    filter: ValidQuery<AttendeeQuery>,
) -> ApiResult<Json<Page<Attendee>>> {
    let filter = filter.0;
    let cursor = Cursor::decode_optional(filter.cursor.as_deref())?;
    let mut conn = state.connection().await?;
    let event = visible_event(&mut conn, id.0, Some(user.id)).await?;
    let is_creator = event.relation == Relation::Creator;
    let rows = queries::attendees(
        &mut conn,
        id.0,
        is_creator,
        filter.query.as_deref(),
        cursor,
        filter.limit,
    )
    .await?;
    let position = |(booking, _): &(BookingRow, PersonRow)| Cursor {
        at: booking.accepted_at.unwrap_or_else(Cursor::end_of_time),
        id: booking.id,
    };
    Ok(Json(page(rows, filter.limit, position, as_attendee)))
}

/// List one's bookings
///
/// Places and invitations: for events that are going on or to come, the soonest first, or for past
/// ones, the latest first.
#[utoipa::path(
    tag = "Bookings",
    params(BookingQuery),
    security(("session" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = Page<Booking>),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/bookings")]
pub async fn list_own_bookings(
    user: CurrentUser,
    state: Data<AppState>,
    filter: ValidQuery<BookingQuery>,
) -> ApiResult<Json<Page<Booking>>> {
    let filter = filter.0;
    let cursor = Cursor::decode_optional(filter.cursor.as_deref())?;
    let now = state.clock.now();
    let period = PeriodAt(filter.period, now);
    let mut conn = state.connection().await?;
    let rows = queries::attendances(
        &mut conn,
        user.id,
        filter.status,
        period,
        cursor,
        filter.limit,
    )
    .await?;
    let position = |(_, event): &Attendance| event.position();
    Ok(Json(page(rows, filter.limit, position, |booking| {
        as_booking(booking, now)
    })))
}
