//! HTTP in, HTTP out: one's own place at an event.

pub mod guests;

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, put};
use api_types::bookings::{BookingOutcome, BookingReceipt, Eligibility};
use api_types::notifications::NotificationKind;
use api_types::problem::Problem;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::desk::{Desk, Order};
use super::eligibility::obstacle;
use super::queries;
use crate::error::ApiResult;
use crate::events::queries::{SeenEvent, visible_event};
use crate::extract::{BodyDigest, PathId};
use crate::idempotency::{Intent, once};
use crate::mail::{Announcement, News, Recipient, announce};
use crate::notifications::queries::{Notice, notify, settle_invitations};
use crate::notifications::{Told, tell_all, tell_of_reading};
use crate::sessions::{CurrentUser, MaybeUser};
use crate::state::AppState;

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
    intent: Intent,
    desk: Data<Desk>,
) -> ApiResult<HttpResponse> {
    let order = Order {
        event_id: id.0,
        user_id: user.id,
        named: intent.named(&BodyDigest::default()),
    };
    let done = desk.book(order).await?;
    let mut answer = match done.outcome.outcome {
        BookingOutcome::Booked => HttpResponse::Created(),
        BookingOutcome::AlreadyBooked => HttpResponse::Ok(),
    };
    Ok(done.mark(&mut answer).json(done.outcome))
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
    intent: Intent,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let (event_id, now) = (id.0, state.clock.now());
    let named = intent.named(&BodyDigest::default());
    let mut conn = state.connection().await?;
    let mut news = Afterwards::default();
    let done = once(&mut conn, user.id, named, now, async |conn| {
        // Before the booking, as everybody who changes bookings does: who holds one lock and
        // waits for the other would wait for ever.
        queries::desk::lock_events(conn, &[event_id]).await?;
        let seen = visible_event(conn, event_id, Some(user.id)).await?;
        seen.row.refuse_past(now)?;
        let removed = queries::delete_booking(conn, event_id, user.id).await?;
        news.settled = settle_invitations(conn, &[event_id], &[user.id], now).await?;
        if let Some(removed) = removed.filter(|removed| removed.had_place) {
            give_back(conn, &state, &seen, removed.recipient, &mut news).await?;
            news.is_cancelled = true;
        }
        Ok(())
    })
    .await?;
    news.tell(&state, event_id);
    Ok(done.mark(&mut HttpResponse::NoContent()).finish())
}

/// Somebody gives their place back: it is free, they get a mail, and the creator is notified.
async fn give_back(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    seen: &SeenEvent,
    person: Recipient,
    news: &mut Afterwards,
) -> ApiResult<()> {
    let row = &seen.row;
    queries::free_place(conn, row.id).await?;
    let announcement = Announcement {
        news: News::BookingCancelled,
        event: row.facts(&seen.creator.username),
    };
    let notice = Notice {
        kind: NotificationKind::BookingCancelled,
        user_id: row.creator_id,
        event_id: row.id,
        event_title: &row.title,
        can_see: true,
        person_id: person.id,
        count: 1,
    };
    news.told = notify(conn, &[notice], state.clock.now()).await?;
    announce(conn, state, &announcement, &[person]).await
}

/// What is told of an event after the commit.
#[derive(Debug, Default)]
struct Afterwards {
    /// Notifications that were written.
    told: Vec<Told>,
    /// Those whose notification of an invitation is settled.
    settled: Vec<Uuid>,
    /// Whether somebody has given back their place.
    is_cancelled: bool,
}

impl Afterwards {
    fn tell(self, state: &AppState, event_id: Uuid) {
        if self.is_cancelled {
            let bookings = &state.metrics.bookings;
            bookings.with_label_values(&["cancelled"]).inc();
        }
        tell_all(state, self.told);
        tell_of_reading(state, self.settled);
        state.realtime.event_changed(event_id);
    }
}
