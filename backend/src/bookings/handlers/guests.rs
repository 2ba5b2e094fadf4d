//! HTTP in, HTTP out: whom the creator of an event invites, and takes off its list.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, post};
use api_types::bookings::{InvitationOutcome, InvitationReceipt, NewInvitation};
use api_types::notifications::NotificationKind;
use api_types::problem::{Problem, RuleCode};
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Afterwards;
use crate::bookings::queries;
use crate::error::{ApiError, ApiResult};
use crate::events::queries::{EventRow, lock_open_event, own_event_exists};
use crate::extract::{BodyDigest, PathId, PathUsername, Valid};
use crate::idempotency::{Intent, once};
use crate::limits::Limit;
use crate::mail::{Announcement, News, announce};
use crate::notifications::queries::{Notice, notify, settle_invitations};
use crate::sessions::CurrentUser;
use crate::state::AppState;

/// What is remembered of an invitation.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Invited {
    outcome: InvitationOutcome,
    user_id: Uuid,
}

/// Invite somebody
///
/// By username or email address. They get a mail, unless they want none of that kind, and see the
/// event from now on. Inviting somebody twice changes nothing and says so.
#[utoipa::path(
    tag = "Bookings",
    params(("id" = Uuid, Path, description = "The event's id")),
    request_body = NewInvitation,
    security(("session" = [])),
    responses(
        (status = 201, description = "They are invited.", body = InvitationReceipt),
        (status = 200, description = "They were invited before, or have a place; nothing changed.", body = InvitationReceipt),
        (status = 404, description = "There is no such event of this person.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The event is over.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/events/{id}/invitations")]
pub async fn invite_user(
    user: CurrentUser,
    id: PathId,
    intent: Intent,
    state: Data<AppState>,
    body: Valid<NewInvitation>,
) -> ApiResult<HttpResponse> {
    let (named, whom, now) = (intent.named(&body.1), body.0.user, state.clock.now());
    let mut conn = state.connection().await?;
    // Nobody learns by somebody else's event who is here.
    if !own_event_exists(&mut conn, id.0, user.id).await? {
        return Err(ApiError::not_found());
    }
    state
        .limits
        .check(Limit::Invitation, &user.id.to_string())?;
    let mut listed = None;
    let mut news = Afterwards::default();
    let done = once(&mut conn, user.id, named, now, async |conn| {
        let invited = invite(conn, &state, (id.0, user.id), &whom, &mut news).await?;
        // Before anybody can decline, or be removed.
        listed = queries::attendee(conn, id.0, invited.user_id).await?;
        Ok(invited)
    })
    .await?;
    news.tell(&state, id.0);
    let Invited { outcome, user_id } = done.outcome;
    if done.is_replay {
        listed = queries::attendee(&mut conn, id.0, user_id).await?;
    }
    let attendee = listed.ok_or_else(ApiError::not_found)?;
    let mut answer = match outcome {
        InvitationOutcome::Invited => HttpResponse::Created(),
        InvitationOutcome::AlreadyThere => HttpResponse::Ok(),
    };
    Ok(done
        .mark(&mut answer)
        .json(InvitationReceipt { outcome, attendee }))
}

async fn invite(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    (event_id, creator_id): (Uuid, Uuid),
    whom: &str,
    news: &mut Afterwards,
) -> ApiResult<Invited> {
    let now = state.clock.now();
    // People before events: see the desk.
    let person = queries::hold_person(conn, whom)
        .await?
        .ok_or_else(|| ApiError::field("user", RuleCode::UnknownPerson))?;
    if person.recipient.id == creator_id {
        return Err(ApiError::field("user", RuleCode::InvitesOneself));
    }
    let own = lock_open_event(conn, event_id, creator_id, now).await?;
    let user_id = person.recipient.id;
    if !queries::insert_invitation(conn, event_id, user_id, now).await? {
        let outcome = InvitationOutcome::AlreadyThere;
        return Ok(Invited { outcome, user_id });
    }
    let notice = notice_to(NotificationKind::Invitation, user_id, &own.row);
    news.told = notify(conn, &[notice], now).await?;
    if person.wants_invitation_mails {
        let announcement = Announcement {
            news: News::Invitation,
            event: own.row.facts(&own.creator),
        };
        announce(conn, state, &announcement, &[person.recipient]).await?;
    }
    let outcome = InvitationOutcome::Invited;
    Ok(Invited { outcome, user_id })
}

/// As the creator of an event tells one person.
fn notice_to(kind: NotificationKind, user_id: Uuid, event: &EventRow) -> Notice<'_> {
    Notice {
        kind,
        user_id,
        event_id: event.id,
        event_title: &event.title,
        can_see: kind == NotificationKind::Invitation || event.is_public(),
        person_id: event.creator_id,
        count: 1,
    }
}

/// Remove somebody from an event
///
/// Takes back a place or an invitation. The person is told; the place can be booked by others at
/// once.
#[utoipa::path(
    tag = "Bookings",
    params(
        ("id" = Uuid, Path, description = "The event's id"),
        ("username" = String, Path, description = "The person's username, whatever its case"),
    ),
    security(("session" = [])),
    responses(
        (status = 204, description = "They are not on the list any more."),
        (status = 404, description = "There is no such event of this person, or nobody of that name on its list.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The event is over.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[delete("/events/{id}/attendees/{username}")]
pub async fn remove_attendee(
    user: CurrentUser,
    id: PathId,
    username: PathUsername,
    intent: Intent,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let (named, now) = (intent.named(&BodyDigest::default()), state.clock.now());
    let mut conn = state.connection().await?;
    let mut news = Afterwards::default();
    let done = once(&mut conn, user.id, named, now, async |conn| {
        let own = lock_open_event(conn, id.0, user.id, now).await?;
        let user_id = queries::listed_person(conn, id.0, &username.0)
            .await?
            .ok_or_else(ApiError::not_found)?;
        let removed = queries::delete_booking(conn, id.0, user_id)
            .await?
            .ok_or_else(ApiError::not_found)?;
        if removed.had_place {
            queries::free_place(conn, id.0).await?;
        }
        news.settled = settle_invitations(conn, &[id.0], &[user_id], now).await?;
        let notice = notice_to(NotificationKind::Removal, user_id, &own.row);
        news.told = notify(conn, &[notice], now).await?;
        let announcement = Announcement {
            news: News::Removal {
                had_place: removed.had_place,
            },
            event: own.row.facts(&own.creator),
        };
        announce(conn, &state, &announcement, &[removed.recipient]).await?;
        Ok(())
    })
    .await?;
    news.tell(&state, id.0);
    Ok(done.mark(&mut HttpResponse::NoContent()).finish())
}
