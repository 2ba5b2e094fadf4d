//! HTTP in, HTTP out.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, put};
use api_types::bookings::{Attendee, BookingOutcome, BookingReceipt, BookingStatus, Eligibility};
use api_types::events::Relation;
use api_types::pages::{Page, PageQuery};
use api_types::problem::{Problem, ProblemKind};
use diesel_async::AsyncConnection;

use super::eligibility::obstacle;
use super::queries::{self, BookingRow};
use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::events::queries::{PersonRow, visible_event};
use crate::extract::{PathId, ValidQuery};
use crate::paging::{Cursor, page};
use crate::sessions::{CurrentUser, MaybeUser};
use crate::state::AppState;

/// See who comes to an event
///
/// In the order in which they booked. People who were invited and have not answered follow last,
/// and only the event's creator sees them.
#[utoipa::path(
    tag = "Bookings",
    params(("id" = Uuid, Path, description = "The event's id"), PageQuery),
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
    filter: ValidQuery<PageQuery>,
) -> ApiResult<Json<Page<Attendee>>> {
    let filter = filter.0;
    let cursor = Cursor::decode_optional(filter.cursor.as_deref())?;
    let mut conn = state.connection().await?;
    let event = visible_event(&mut conn, id.0, Some(user.id)).await?;
    let is_creator = event.relation == Relation::Creator;
    let rows = queries::attendees(&mut conn, id.0, is_creator, cursor, filter.limit).await?;
    let position = |(booking, _): &(BookingRow, PersonRow)| Cursor {
        at: booking.accepted_at.unwrap_or_else(Cursor::end_of_time),
        id: booking.id,
    };
    let attendee = |(booking, person): (BookingRow, PersonRow)| Attendee {
        person: person.into(),
        status: BookingStatus::of(booking.accepted_at),
        accepted_at: booking.accepted_at,
    };
    Ok(Json(page(rows, filter.limit, position, attendee)))
}

/// Ask whether one may book
///
/// And if not, why not, and what to do next. Follows the same rule as the booking itself.
#[utoipa::path(
    tag = "Bookings",
    params(("id" = Uuid, Path, description = "The event's id")),
    security((), ("session" = [])),
    responses(
        (status = 200, description = "The answer, true at this moment.", body = Eligibility),
        (status = 404, description = "There is no such event, or none that this person may know of.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/events/{id}/eligibility")]
pub async fn get_eligibility(
    user: MaybeUser,
    id: PathId,
    state: Data<AppState>,
) -> ApiResult<Json<Eligibility>> {
    let mut conn = state.connection().await?;
    let event = visible_event(&mut conn, id.0, user.id()).await?;
    Ok(Json(Eligibility::of(obstacle(
        &event,
        user.id(),
        state.clock.now(),
    ))))
}

/// Book a place
///
/// Or accept an invitation. Booking twice changes nothing and says so.
#[utoipa::path(
    tag = "Bookings",
    params(("id" = Uuid, Path, description = "The event's id")),
    security(("session" = [])),
    responses(
        (status = 201, description = "The place is booked.", body = BookingReceipt),
        (status = 200, description = "It was booked before; nothing changed.", body = BookingReceipt),
        (status = 404, description = "There is no such event, or none that this person may know of.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is full, over, or one's own.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[put("/events/{id}/booking")]
pub async fn book_event(
    user: CurrentUser,
    id: PathId,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let (event_id, now) = (id.0, state.clock.now());
    let mut conn = state.connection().await?;
    let booked_at = conn
        .transaction(async |conn| {
            let event = visible_event(conn, event_id, Some(user.id)).await?;
            if let Some(kind) =
                obstacle(&event, Some(user.id), now).and_then(|found| found.problem())
            {
                return Err(ApiError::of(kind));
            }
            let booked_at = queries::accept_booking(conn, event_id, user.id, now).await?;
            if booked_at.is_some() && !queries::take_place(conn, event_id, now).await? {
                return Err(ApiError::of(ProblemKind::EventFull));
            }
            Ok(booked_at)
        })
        .await
        // Somebody deleted the event, or their account, at the same time.
        .on_constraint("bookings_event_id_fkey", ApiError::not_found)
        .on_constraint("bookings_user_id_fkey", || {
            ApiError::of(ProblemKind::LoginRequired)
        })?;
    let outcome = match booked_at {
        Some(_) => BookingOutcome::Booked,
        None => BookingOutcome::AlreadyBooked,
    };
    let accepted_at = match booked_at {
        Some(at) => at,
        None => queries::accepted_at(&mut conn, event_id, user.id)
            .await?
            .unwrap_or(now),
    };
    let event = visible_event(&mut conn, event_id, Some(user.id))
        .await?
        .into_event(now);
    let receipt = BookingReceipt {
        outcome,
        accepted_at,
        event,
    };
    Ok(match outcome {
        BookingOutcome::Booked => HttpResponse::Created().json(receipt),
        BookingOutcome::AlreadyBooked => HttpResponse::Ok().json(receipt),
    })
}

/// Cancel one's booking
///
/// Or decline an invitation. The place can be booked by others at once. Doing so twice is no
/// error.
#[utoipa::path(
    tag = "Bookings",
    params(("id" = Uuid, Path, description = "The event's id")),
    security(("session" = [])),
    responses(
        (status = 204, description = "Nothing ties the person to the event any more."),
        (status = 404, description = "There is no such event, or none that this person may know of.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The event is over.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[delete("/events/{id}/booking")]
pub async fn cancel_booking(
    user: CurrentUser,
    id: PathId,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let (event_id, now) = (id.0, state.clock.now());
    let mut conn = state.connection().await?;
    conn.transaction(async |conn| {
        let event = visible_event(conn, event_id, Some(user.id)).await?;
        if event.row.ends_at <= now {
            return Err(ApiError::of(ProblemKind::EventOver));
        }
        let removed = queries::delete_booking(conn, event_id, user.id).await?;
        if removed.as_deref() == Some("accepted") {
            queries::free_place(conn, event_id).await?;
        }
        Ok(())
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
