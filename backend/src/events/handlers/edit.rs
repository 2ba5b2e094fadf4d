//! Changing an event, telling people of it, and cancelling it: for its creator.

use actix_web::web::Data;
use actix_web::{HttpResponse, patch, post};
use api_types::events::{Cancellation, Event, EventAspect, EventChanges, NewEvent, PeopleTold};
use api_types::notifications::NotificationKind;
use api_types::problem::{FieldError, FieldErrors, Problem, ProblemKind, RuleCode};
use api_types::{Validate, events::ValidEvent};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

use super::{etag, planned};
use crate::error::{ApiError, ApiResult};
use crate::events::ending::{cancel, people_told};
use crate::events::queries::{self, EventRow, OwnEvent, lock_open_event, read_event};
use crate::events::schedule::Schedule;
use crate::extract::{BodyDigest, IfMatch, PathId, Valid};
use crate::idempotency::{Intent, once};
use crate::mail::{Announcement, News, announce_to_all};
use crate::notifications::queries::{NoticeToAll, notify_attendees_of};
use crate::notifications::{Told, tell_all};
use crate::sessions::CurrentUser;
use crate::state::AppState;

/// Change an event
///
/// What is left out stays as it is. `If-Match` names the version that was read, so that nobody
/// overwrites what they have not seen. The maximum of attendees cannot go below the places that
/// are taken. People are told by `notify_attendees`.
#[utoipa::path(
    tag = "Events",
    params(
        ("id" = Uuid, Path, description = "The event's id"),
        ("If-Match" = String, Header, description = "The version that is changed, as its ETag says; `*` for whichever there is", example = "\"3\""),
    ),
    request_body = EventChanges,
    security(("session" = [])),
    responses(
        (status = 200, description = "The event as it is now.", body = Event, headers(("ETag" = String, description = "Its version"))),
        (status = 404, description = "There is no such event of this person.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The event is over.", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "The event was changed meanwhile.", body = Problem, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[patch("/events/{id}")]
pub async fn update_event(
    user: CurrentUser,
    id: PathId,
    if_match: IfMatch,
    intent: Intent,
    state: Data<AppState>,
    body: Valid<EventChanges>,
) -> ApiResult<HttpResponse> {
    let (named, changes, now) = (intent.named(&body.1), body.0, state.clock.now());
    let mut conn = state.connection().await?;
    let mut changed = None;
    let done = once(&mut conn, user.id, named, now, async |conn| {
        let own = lock_open_event(conn, id.0, user.id, now).await?;
        if_match.check(own.row.version)?;
        let event = changes.clone().apply(own.row.typed());
        let (event, schedule) = checked(event, &own.row, &state, now)?;
        queries::update_event(conn, &own, &event, &schedule, now).await?;
        // Before anybody else can change it again.
        changed = Some(read_event(conn, id.0, Some(user.id), now).await?);
        Ok(())
    })
    .await?;
    let event = match changed {
        Some(event) => {
            state.realtime.event_changed(id.0);
            event
        }
        None => read_event(&mut conn, id.0, Some(user.id), now).await?,
    };
    let mut answer = HttpResponse::Ok();
    answer.insert_header(etag(&event));
    Ok(done.mark(&mut answer).json(event))
}

/// The rules of a new event, and those of one that people have booked.
fn checked(
    event: NewEvent,
    before: &EventRow,
    state: &AppState,
    now: DateTime<Utc>,
) -> ApiResult<(ValidEvent, Schedule)> {
    let event = event.validate()?;
    let schedule = planned(&event, state, now)?;
    let taken = before.places_taken;
    if event.maximum_attendees.is_some_and(|most| most < taken) {
        let min = Some(i64::from(taken));
        let error =
            FieldError::with_limits("maximum_attendees", RuleCode::BelowPlacesTaken, min, None);
        return Err(FieldErrors::from(vec![error]).into());
    }
    Ok((event, schedule))
}

/// Tell people what has changed
///
/// Everybody who has a place or an invitation is notified, and gets a mail that says in words what
/// has changed since they were told last.
#[utoipa::path(
    tag = "Events",
    params(("id" = Uuid, Path, description = "The event's id")),
    security(("session" = [])),
    responses(
        (status = 200, description = "They are told.", body = PeopleTold),
        (status = 404, description = "There is no such event of this person.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Nothing has changed since people were told, or the event is over.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/events/{id}/notifications")]
pub async fn notify_attendees(
    user: CurrentUser,
    id: PathId,
    intent: Intent,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let (named, now) = (intent.named(&BodyDigest::default()), state.clock.now());
    let mut conn = state.connection().await?;
    let mut told = None;
    let done = once(&mut conn, user.id, named, now, async |conn| {
        let own = lock_open_event(conn, id.0, user.id, now).await?;
        let before = news_of(&own)?;
        let mut notice = notice_to_all(NotificationKind::EventChanged, &own);
        notice.changed = EventAspect::differing(&before, &own.row.typed());
        let news = News::EventChanged {
            before: Box::new(before),
        };
        let event = own.row.facts(&own.creator);
        announce_to_all(conn, &state, &Announcement { news, event }).await?;
        queries::set_announced(conn, own.row.id, None).await?;
        tell_people(conn, &notice, now, &mut told).await
    })
    .await?;
    tell_all(&state, told.into_iter().collect());
    Ok(done.mark(&mut HttpResponse::Ok()).json(done.outcome))
}

/// As the creator tells everybody.
fn notice_to_all(kind: NotificationKind, own: &OwnEvent) -> NoticeToAll<'_> {
    NoticeToAll {
        kind,
        event_id: own.row.id,
        event_title: &own.row.title,
        person_id: Some(own.row.creator_id),
        changed: Vec::new(),
        reason: None,
    }
}

/// Writes it down for everybody, and keeps in `told` what to tell them after the commit.
async fn tell_people(
    conn: &mut AsyncPgConnection,
    notice: &NoticeToAll<'_>,
    now: DateTime<Utc>,
    told: &mut Option<Told>,
) -> ApiResult<PeopleTold> {
    let written = told.insert(notify_attendees_of(conn, notice, now).await?);
    Ok(people_told(written))
}

/// What people were told last, if it is not what they would be told now.
fn news_of(own: &OwnEvent) -> ApiResult<NewEvent> {
    let now = own.row.typed();
    own.announced
        .clone()
        .filter(|before| !EventAspect::differing(before, &now).is_empty())
        .ok_or_else(|| ApiError::of(ProblemKind::NothingToTell))
}

/// Cancel an event
///
/// Everybody who has a place or an invitation is told, with the reason; then the event and its
/// bookings are deleted for good.
#[utoipa::path(
    tag = "Events",
    params(("id" = Uuid, Path, description = "The event's id")),
    request_body = Cancellation,
    security(("session" = [])),
    responses(
        (status = 200, description = "The event is gone, and they are told.", body = PeopleTold),
        (status = 404, description = "There is no such event of this person.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The event is over.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/events/{id}/cancellation")]
pub async fn cancel_event(
    user: CurrentUser,
    id: PathId,
    intent: Intent,
    state: Data<AppState>,
    body: Valid<Cancellation>,
) -> ApiResult<HttpResponse> {
    let (named, reason, now) = (intent.named(&body.1), body.0.reason, state.clock.now());
    let mut conn = state.connection().await?;
    let mut told = None;
    let done = once(&mut conn, user.id, named, now, async |conn| {
        let own = lock_open_event(conn, id.0, user.id, now).await?;
        let ended = told.insert(cancel(conn, &state, &own, reason.as_deref()).await?);
        Ok(people_told(ended))
    })
    .await?;
    tell_all(&state, told.into_iter().collect());
    state.realtime.event_changed(id.0);
    Ok(done.mark(&mut HttpResponse::Ok()).json(done.outcome))
}
