//! HTTP in, HTTP out: finding, publishing and reading events.

pub mod edit;
pub mod picture;

use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use api_types::events::{Event, EventFilter, NewEvent, ValidEvent, ValidEventFilter};
use api_types::pages::Page;
use api_types::problem::{Problem, ProblemKind, RuleCode};

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

use super::queries::{self, SeenEvent, read_event};
use super::schedule::{Schedule, schedule};
use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::extract::{PathId, Valid, ValidQuery};
use crate::idempotency::{Intent, once};
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
    let events = async |conn: &mut &AsyncPgConnection| {
        Ok(queries::visible_events(conn, user.id(), &filter, cursor, now).await?)
    };
    let seen = match is_short(&filter, cursor, now) {
        true => state.read(events).await?,
        false => state.read_alone(events).await?,
    };
    Ok(Json(page(
        seen,
        filter.limit,
        SeenEvent::position,
        |event| event.into_event(now),
    )))
}

/// Whether no more is read than what is shown, however many events there are, with a plan that does
/// not know what is asked for.
fn is_short(filter: &ValidEventFilter, cursor: Option<Cursor>, now: DateTime<Utc>) -> bool {
    let finds = filter.query.is_some() || filter.from.is_some() || filter.to.is_some();
    !finds && !filter.include_past && cursor.is_none_or(|cursor| cursor.at >= now)
}

/// Publish an event
#[utoipa::path(
    tag = "Events",
    request_body = NewEvent,
    security(("session" = [])),
    responses((status = 201, description = "The event is published.", body = Event, headers(("Location" = String, description = "Where it can be read"), ("ETag" = String, description = "Its version, for If-Match")))),
)]
#[post("/events")]
pub async fn create_event(
    user: CurrentUser,
    intent: Intent,
    state: Data<AppState>,
    body: Valid<NewEvent>,
) -> ApiResult<HttpResponse> {
    let (named, event, now) = (intent.named(&body.1), body.0, state.clock.now());
    let schedule = planned(&event, &state, now)?;
    let mut conn = state.connection().await?;
    let done = once(&mut conn, user.id, named, now, async |conn| {
        let id = queries::insert_event(conn, user.id, &event, &schedule, now).await?;
        Ok(id)
    })
    .await
    // Somebody deleted their account at the same time.
    .on_constraint("events_creator_id_fkey", || {
        ApiError::of(ProblemKind::LoginRequired)
    })?;
    let created = read_event(&mut conn, done.outcome, Some(user.id), now).await?;
    let mut answer = HttpResponse::Created();
    answer
        .insert_header((header::LOCATION, format!("/api/v1/events/{}", created.id)))
        .insert_header(etag(&created));
    Ok(done.mark(&mut answer).json(created))
}

/// When the event happens; refuses what would be over already.
fn planned(event: &ValidEvent, state: &AppState, now: DateTime<Utc>) -> ApiResult<Schedule> {
    let schedule = schedule(event, state.config.default_time_zone)?;
    if schedule.ends_at <= now {
        let field = match event.end_date {
            Some(_) => "end_date",
            None => "date",
        };
        return Err(ApiError::field(field, RuleCode::InThePast));
    }
    Ok(schedule)
}

/// The header that names the version, for If-Match.
fn etag(event: &Event) -> (header::HeaderName, String) {
    (header::ETAG, format!("\"{}\"", event.version))
}

/// Read an event
#[utoipa::path(
    tag = "Events",
    params(("id" = Uuid, Path, description = "The event's id")),
    security((), ("session" = [])),
    responses(
        (status = 200, description = "The event as the person who asks may see it.", body = Event, headers(("ETag" = String, description = "Its version, for If-Match"))),
        (status = 404, description = "There is no such event, or none that this person may know of.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/events/{id}")]
pub async fn get_event(
    user: MaybeUser,
    id: PathId,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let now = state.clock.now();
    let event = state
        .read(async |conn| read_event(conn, id.0, user.id(), now).await)
        .await?;
    Ok(HttpResponse::Ok().insert_header(etag(&event)).json(event))
}
