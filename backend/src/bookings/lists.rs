//! Lists: who comes to an event.

use actix_web::get;
use actix_web::web::{Data, Json};
use api_types::bookings::Attendee;
use api_types::events::Relation;
use api_types::pages::{Page, PageQuery};
use api_types::problem::Problem;

use super::queries::{self, BookingRow, as_attendee};
use crate::error::ApiResult;
use crate::events::queries::{PersonRow, visible_event};
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
    Ok(Json(page(rows, filter.limit, position, as_attendee)))
}
