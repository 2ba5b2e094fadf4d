//! HTTP in, HTTP out.

use actix_web::http::header;
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, post};
use api_types::calendars::CalendarFeed;
use api_types::privacy::{AccountDeletion, DeletionPreview, OwnData, OwnMail};
use diesel_async::AsyncConnection;

use super::departure::delete_person;
use crate::accounts::handlers::{check_password, forget_device};
use crate::accounts::queries::own_account;
use crate::administration::queries::{deeds_about, reports_by};
use crate::bookings::queries::{
    as_booking, bookings_of, coming_places_of, guests_of_coming_events,
};
use crate::calendars::queries::feed_created_at;
use crate::chat::queries::blocks::blocked_by;
use crate::chat::queries::missed::missed_messages;
use crate::chat::queries::read::count_conversations;
use crate::error::ApiResult;
use crate::events::queries::{count_events_of, events_of};
use crate::extract::Valid;
use crate::mail::queries::mails_to;
use crate::notifications::queries::notifications_of;
use crate::notifications::tell_all;
use crate::sessions::CurrentUser;
use crate::sessions::identity::{end_session, horizon};
use crate::sessions::queries::sessions_of;
use crate::state::AppState;

/// Download one's own data
///
/// Everything that is stored about the person, as one JSON document.
#[utoipa::path(
    tag = "Accounts",
    security(("session" = [])),
    responses((status = 200, description = "The document, to be kept as a file.", body = OwnData, headers(("Content-Disposition" = String, description = "A name for the file")))),
)]
#[get("/users/me/data")]
pub async fn download_own_data(
    user: CurrentUser,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    let account = own_account(&mut conn, user.id, now).await?;
    let mut addresses = vec![account.email.clone()];
    addresses.extend(account.pending_email.clone());
    let sessions = sessions_of(&mut conn, user.id, horizon(&state), None, i64::MAX).await?;
    let events = events_of(&mut conn, user.id, Some(user.id), None, None, i64::MAX).await?;
    let bookings = bookings_of(&mut conn, user.id).await?;
    let notifications = notifications_of(&mut conn, user.id, None, i64::MAX).await?;
    let mails = mails_to(&mut conn, &addresses).await?;
    let created_at = feed_created_at(&mut conn, user.id).await?;
    let messages = missed_messages(&mut conn, &[(user.id, 0)], i64::MAX).await?;
    let messages = messages.into_iter().map(|one| one.message).collect();
    let blocked = blocked_by(&mut conn, user.id).await?;
    let data = OwnData {
        exported_at: now,
        sessions: sessions
            .into_iter()
            .map(|row| row.into_session(user.session_id))
            .collect(),
        events: events
            .into_iter()
            .map(|event| event.into_event(now))
            .collect(),
        bookings: bookings
            .into_iter()
            .map(|booking| as_booking(booking, now))
            .collect(),
        messages,
        blocked,
        notifications,
        calendar_feed: CalendarFeed { created_at },
        reports: reports_by(&mut conn, user.id).await?,
        administration: deeds_about(&mut conn, user.id).await?,
        mails: mails
            .into_iter()
            .map(|mail| OwnMail {
                recipient: mail.recipient,
                subject: mail.subject,
                created_at: mail.created_at,
                sent_at: mail.sent_at,
            })
            .collect(),
        account,
    };
    let name = format!(
        "attachment; filename=\"event-booking-{}-{}.json\"",
        data.account.username,
        now.date_naive()
    );
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_DISPOSITION, name))
        .json(data))
}

/// Ask what deleting the account would do
#[utoipa::path(
    tag = "Accounts",
    security(("session" = [])),
    responses((status = 200, description = "What would happen at this moment.", body = DeletionPreview)),
)]
#[get("/users/me/deletion")]
pub async fn preview_account_deletion(
    user: CurrentUser,
    state: Data<AppState>,
) -> ApiResult<Json<DeletionPreview>> {
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    let (coming, past) = count_events_of(&mut conn, user.id, now).await?;
    Ok(Json(DeletionPreview {
        events_to_cancel: coming,
        past_events: past,
        people_to_tell: guests_of_coming_events(&mut conn, user.id, now).await?,
        places_to_free: coming_places_of(&mut conn, user.id, now).await?,
        conversations: count_conversations(&mut conn, user.id).await?,
    }))
}

/// Delete the account
///
/// For good, with all that belongs to it: events that are still to come are cancelled and their
/// attendees told, past ones removed, places given back, sessions and tokens ended.
#[utoipa::path(
    tag = "Accounts",
    request_body = AccountDeletion,
    security(("session" = [])),
    responses((status = 204, description = "There is no such account any more.")),
)]
#[post("/users/me/deletion")]
pub async fn delete_account(
    user: CurrentUser,
    request: HttpRequest,
    state: Data<AppState>,
    body: Valid<AccountDeletion>,
) -> ApiResult<HttpResponse> {
    check_password(&state, user.id, "password", body.0.password).await?;
    let mut conn = state.connection().await?;
    let parting = conn
        .transaction(async |conn| delete_person(conn, &state, user.id).await)
        .await?;
    tell_all(&state, parting.told);
    for event_id in parting.changed_events {
        state.realtime.event_changed(event_id);
    }
    end_session(&request, &state).await?;
    Ok(HttpResponse::NoContent()
        .cookie(forget_device(&state.config))
        .finish())
}
