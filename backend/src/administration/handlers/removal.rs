//! Events: finding them all, and removing one.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use api_types::administration::{AdminAction, AllEventsQuery, LogSubjectKind, Reason};
use api_types::events::{Event, PeopleTold};
use api_types::pages::Page;
use api_types::problem::Problem;
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::accounts::queries::user_by_id;
use crate::administration::AdminUser;
use crate::administration::queries::{self, Deed};
use crate::error::{ApiError, ApiResult};
use crate::events::ending::{people_told, remove};
use crate::events::queries::{SeenEvent, all_events, creator_of, lock_event_of};
use crate::extract::{PathId, Valid, ValidQuery};
use crate::idempotency::{Intent, once};
use crate::mail::{self, Message};
use crate::notifications::{Told, tell_all};
use crate::paging::{Cursor, page};
use crate::state::AppState;

/// List all events
///
/// Past and invite-only ones, too, the one that was published last first.
#[utoipa::path(
    tag = "Administration",
    params(AllEventsQuery),
    security(("session" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = Page<Event>),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/admin/events")]
pub async fn list_all_events(
    admin: AdminUser,
    state: Data<AppState>,
    query: ValidQuery<AllEventsQuery>,
) -> ApiResult<Json<Page<Event>>> {
    let query = query.0;
    let cursor = Cursor::decode_optional(query.cursor.as_deref())?;
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    let sought = query.query.as_deref();
    let seen = all_events(&mut conn, admin.id, sought, cursor, query.limit).await?;
    let position = |event: &SeenEvent| Cursor {
        at: event.row.created_at,
        id: event.row.id,
    };
    let event = |event: SeenEvent| event.into_event(now);
    Ok(Json(page(seen, query.limit, position, event)))
}

/// Remove an event
///
/// As when its creator cancels it: everybody who has a place or an invitation is told, with the
/// reason, and the event and its bookings are deleted for good. Its creator is told by mail. One that
/// is over can be removed, too; then nobody else is told.
#[utoipa::path(
    tag = "Administration",
    params(("id" = Uuid, Path, description = "The event's id")),
    request_body = Reason,
    security(("session" = [])),
    responses(
        (status = 200, description = "The event is gone, and they are told.", body = PeopleTold),
        (status = 404, description = "There is no such event.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/admin/events/{id}/removal")]
pub async fn remove_event(
    admin: AdminUser,
    id: PathId,
    intent: Intent,
    state: Data<AppState>,
    body: Valid<Reason>,
) -> ApiResult<HttpResponse> {
    let (named, reason, now) = (intent.named(&body.1), body.0, state.clock.now());
    let mut conn = state.connection().await?;
    let mut told = None;
    let done = once(&mut conn, admin.id, named, now, async |conn| {
        told = remove_held(conn, &state, admin, id.0, &reason, now).await?;
        Ok(told
            .as_ref()
            .map_or(PeopleTold { people_told: 0 }, people_told))
    })
    .await?;
    tell_all(&state, told.into_iter().collect());
    state.realtime.event_changed(id.0);
    Ok(done.mark(&mut HttpResponse::Ok()).json(done.outcome))
}

async fn remove_held(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    admin: AdminUser,
    id: Uuid,
    reason: &str,
    now: DateTime<Utc>,
) -> ApiResult<Option<Told>> {
    // People first, then the event: its creator may be leaving.
    let creator = creator_of(conn, id).await?;
    let creator = creator.ok_or_else(ApiError::not_found)?;
    queries::hold(conn, admin.id, creator).await?;
    let event = lock_event_of(conn, id, creator).await?;
    let told = remove(conn, state, &event, reason, now).await?;
    let deed = Deed {
        admin: Some(admin.id),
        action: AdminAction::EventRemoved,
        subject: LogSubjectKind::Event,
        subject_id: Some(id),
        subject_name: Some(&event.row.title),
        person: Some(creator),
        reason: Some(reason),
    };
    queries::log(conn, deed, now).await?;
    let creator = user_by_id(conn, creator).await?;
    let creator = creator.ok_or_else(ApiError::not_found)?;
    let message = Message::OwnEventRemoved {
        username: &creator.username,
        title: &event.row.title,
        reason,
        others_told: told.is_some(),
    };
    mail::notify(conn, state, creator.mailbox(), &message).await?;
    Ok(told)
}
