//! HTTP in, HTTP out.

use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use api_types::calendars::{CalendarFeed, NewCalendarFeed};
use api_types::problem::{Problem, ProblemKind};

use super::queries;
use crate::client_address::check_client;
use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::events::queries::visible_event;
use crate::extract::{PathId, PathToken};
use crate::ical::{Method, Publisher};
use crate::limits::Limit;
use crate::secret_value::{SecretValue, hash_of};
use crate::sessions::{CurrentUser, MaybeUser};
use crate::state::AppState;
use crate::t;

/// The media type of calendars.
const CALENDAR: &str = "text/calendar; charset=utf-8";
/// The longest name of a file, without its ending.
const NAME_MAX: usize = 60;

/// Download an event for one's calendar
///
/// As iCalendar (RFC 5545). The file of the same event has the same UID each time, so that a
/// calendar program replaces what it knows.
#[utoipa::path(
    tag = "Calendars",
    params(("id" = Uuid, Path, description = "The event's id")),
    security((), ("session" = [])),
    responses(
        (status = 200, description = "The file.", body = String, content_type = "text/calendar", headers(("Content-Disposition" = String, description = "A name for the file"))),
        (status = 404, description = "There is no such event, or none that this person may know of.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/events/{id}/calendar")]
pub async fn download_event_calendar(
    user: MaybeUser,
    id: PathId,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let mut conn = state.connection().await?;
    let seen = visible_event(&mut conn, id.0, user.id()).await?;
    let facts = seen.row.facts(&seen.creator.username);
    let file = Publisher::of(&state.config).file(Method::Publish, &facts, state.clock.now());
    let name = format!(
        "attachment; filename=\"{}.ics\"",
        file_name(&facts.typed.title)
    );
    Ok(HttpResponse::Ok()
        .content_type(CALENDAR)
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(file))
}

/// A title as far as every file system takes it.
fn file_name(title: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric();
    let words = title
        .split(|c| !is_plain(c))
        .filter(|word| !word.is_empty());
    let name = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    let name = name.get(..NAME_MAX).unwrap_or(&name);
    match name.trim_end_matches('-') {
        "" => "event".to_owned(),
        name => name.to_owned(),
    }
}

/// Ask whether one's bookings can be read at a private address
#[utoipa::path(
    tag = "Calendars",
    security(("session" = [])),
    responses((status = 200, description = "Since when there is an address, if there is one.", body = CalendarFeed)),
)]
#[get("/users/me/calendar-feed")]
pub async fn get_calendar_feed(
    user: CurrentUser,
    state: Data<AppState>,
) -> ApiResult<Json<CalendarFeed>> {
    let mut conn = state.connection().await?;
    let created_at = queries::feed_created_at(&mut conn, user.id).await?;
    Ok(Json(CalendarFeed { created_at }))
}

/// Make a private address at which one's bookings can be read
///
/// For a calendar program. It takes the place of the address that there was before, which ends.
#[utoipa::path(
    tag = "Calendars",
    security(("session" = [])),
    responses((status = 201, description = "The address. It is told this once.", body = NewCalendarFeed)),
)]
#[post("/users/me/calendar-feed")]
pub async fn create_calendar_feed(
    user: CurrentUser,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let (token, now) = (SecretValue::random(), state.clock.now());
    let mut conn = state.connection().await?;
    queries::replace_feed(&mut conn, user.id, &token.hash, now)
        .await
        // Somebody deleted their account at the same time.
        .on_constraint("calendar_feeds_user_id_fkey", || {
            ApiError::of(ProblemKind::LoginRequired)
        })?;
    let path = format!("/api/v1/calendars/{}.ics", token.text);
    Ok(HttpResponse::Created().json(NewCalendarFeed {
        address: state.config.page_url(&path),
        created_at: now,
    }))
}

/// End the private address of one's bookings
///
/// Whoever has it reads nothing any more. Doing so twice is no error.
#[utoipa::path(
    tag = "Calendars",
    security(("session" = [])),
    responses((status = 204, description = "There is no address.")),
)]
#[delete("/users/me/calendar-feed")]
pub async fn revoke_calendar_feed(
    user: CurrentUser,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let mut conn = state.connection().await?;
    queries::delete_feed(&mut conn, user.id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Read somebody's bookings at their private address
///
/// As iCalendar (RFC 5545): the events at which they have a place, those of the last year and all
/// that are to come, at most 1,000. The address is all that one needs.
#[utoipa::path(
    tag = "Calendars",
    params(("token" = String, Path, description = "From the answer of create_calendar_feed")),
    responses(
        (status = 200, description = "The calendar.", body = String, content_type = "text/calendar"),
        (status = 404, description = "There is no such address, or none any more.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/calendars/{token}.ics")]
pub async fn read_calendar_feed(
    request: HttpRequest,
    token: PathToken,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    check_client(&request, &state, Limit::LinkByClient)?;
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    let (owner, username, language) = queries::feed_owner(&mut conn, &hash_of(&token.0))
        .await?
        .ok_or_else(ApiError::not_found)?;
    let events = queries::booked_events(&mut conn, owner, now).await?;
    let name = t!(language.into(), "feed-name", username = username);
    let feed = Publisher::of(&state.config).feed(&name, &events, now);
    Ok(HttpResponse::Ok()
        .content_type(CALENDAR)
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .body(feed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_event_as_far_as_that_is_safe() {
        assert_eq!(
            file_name("Night of the Small Stages!"),
            "night-of-the-small-stages"
        );
        assert_eq!(file_name("../../etc/passwd\"\r\n; x"), "etc-passwd-x");
        assert_eq!(file_name("東京"), "event");
        assert_eq!(file_name(&"long ".repeat(40)), ["long"; 12].join("-"));
    }
}
