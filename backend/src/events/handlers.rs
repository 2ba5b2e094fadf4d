//! HTTP in, HTTP out.

use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use api_types::events::{Event, EventFilter, NewEvent};
use api_types::pages::Page;
use api_types::problem::{Problem, ProblemKind, RuleCode};

use super::queries::{self, SeenEvent};
use super::schedule::schedule;
use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::extract::{PathId, Valid, ValidQuery};
use crate::paging::{Cursor, page};
use crate::sessions::{CurrentUser, MaybeUser};
use crate::state::AppState;

/// Find events
///
/// In the order of their start, page by page. Invite-only events are in the list of their
/// creator and of the people who were invited, and in no other. Events that are over are left
/// out unless `include_past` is true.
#[utoipa::path(
    tag = "Events",
    params(EventFilter),
    security((), ("session" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = Page<Event>),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/events")]
pub async fn list_events(
    user: MaybeUser,
    state: Data<AppState>,
    filter: ValidQuery<EventFilter>,
) -> ApiResult<Json<Page<Event>>> {
    let filter = filter.0;
    let cursor = Cursor::decode_optional(filter.cursor.as_deref())?;
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    let seen = queries::visible_events(&mut conn, user.id(), &filter, cursor, now).await?;
    let position = |last: &SeenEvent| Cursor {
        at: last.row.starts_at,
        id: last.row.id,
    };
    Ok(Json(page(seen, filter.limit, position, |event| {
        event.into_event(now)
    })))
}

/// Publish an event
#[utoipa::path(
    tag = "Events",
    request_body = NewEvent,
    security(("session" = [])),
    responses((status = 201, description = "The event is published.", body = Event, headers(("Location" = String, description = "Where it can be read")))),
)]
#[post("/events")]
pub async fn create_event(
    user: CurrentUser,
    state: Data<AppState>,
    body: Valid<NewEvent>,
) -> ApiResult<HttpResponse> {
    let event = body.0;
    let schedule = schedule(&event, state.config.default_time_zone)?;
    let now = state.clock.now();
    if schedule.ends_at <= now {
        let field = if event.end_date.is_some() {
            "end_date"
        } else {
            "date"
        };
        return Err(ApiError::field(field, RuleCode::InThePast));
    }
    let mut conn = state.connection().await?;
    let id = queries::insert_event(&mut conn, user.id, &event, &schedule, now)
        .await
        // Somebody deleted their account at the same time.
        .on_constraint("events_creator_id_fkey", || {
            ApiError::of(ProblemKind::LoginRequired)
        })?;
    let created = queries::visible_event(&mut conn, id, Some(user.id)).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("/api/v1/events/{id}")))
        .json(created.into_event(now)))
}

/// Read an event
#[utoipa::path(
    tag = "Events",
    params(("id" = Uuid, Path, description = "The event's id")),
    security((), ("session" = [])),
    responses(
        (status = 200, description = "The event as the person who asks may see it.", body = Event),
        (status = 404, description = "There is no such event, or none that this person may know of.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/events/{id}")]
pub async fn get_event(
    user: MaybeUser,
    id: PathId,
    state: Data<AppState>,
) -> ApiResult<Json<Event>> {
    let mut conn = state.connection().await?;
    let event = queries::visible_event(&mut conn, id.0, user.id()).await?;
    Ok(Json(event.into_event(state.clock.now())))
}
