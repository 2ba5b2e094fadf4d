//! One's own profile.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, patch, post, put};
use api_types::accounts::{Account, Confirmation, LinkNotice};
use api_types::language::LanguageChoice;
use api_types::problem::{Problem, ProblemKind};
use api_types::profiles::{
    EmailConfirmation, EmailOutcome, ProfileChanges, UpdatedProfile, ValidProfileChanges,
};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use uuid::Uuid;

use super::registration::taken;
use super::{check_client, send_link};
use crate::accounts::links::queries::{LinkRow, consume, revoke};
use crate::accounts::links::{LinkPurpose, issue};
use crate::accounts::queries::{self, User};
use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::extract::Valid;
use crate::limits::Limit;
use crate::mail::{self, Message, To};
use crate::secret_value::hash_of;
use crate::sessions::CurrentUser;
use crate::sessions::queries::delete_sessions_of;
use crate::state::AppState;

/// Read one's own profile
#[utoipa::path(
    tag = "Accounts",
    security(("session" = [])),
    responses((status = 200, description = "The account as only its owner sees it.", body = Account)),
)]
#[get("/users/me")]
pub async fn get_own_profile(user: CurrentUser, state: Data<AppState>) -> ApiResult<Json<Account>> {
    let mut conn = state.connection().await?;
    let account = queries::own_account(&mut conn, user.id, state.clock.now()).await?;
    Ok(Json(account))
}

/// Choose one's language
///
/// In which mails are written, and pages on devices that have chosen none. An answer is in the
/// language of its request all the same.
#[utoipa::path(
    tag = "Accounts",
    request_body = LanguageChoice,
    security(("session" = [])),
    responses((status = 204, description = "Mails are written in this language from now on.")),
)]
#[put("/users/me/language")]
pub async fn choose_language(
    user: CurrentUser,
    state: Data<AppState>,
    body: Valid<LanguageChoice>,
) -> ApiResult<HttpResponse> {
    let mut conn = state.connection().await?;
    queries::set_language(&mut conn, user.id, body.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Change one's own profile
///
/// Only the fields that are sent. A new email address is put in force by a link that is sent there
/// and works once, for 24 hours; the old address is told. Where mail is switched off, the link is
/// in the answer. Sending the present address takes back a change that still waits.
#[utoipa::path(
    tag = "Accounts",
    request_body = ProfileChanges,
    security(("session" = [])),
    responses((status = 200, description = "The profile as it is now.", body = UpdatedProfile)),
)]
#[patch("/users/me")]
pub async fn update_own_profile(
    user: CurrentUser,
    state: Data<AppState>,
    body: Valid<ProfileChanges>,
) -> ApiResult<Json<UpdatedProfile>> {
    let changes = body.0;
    let mut conn = state.connection().await?;
    let updated = conn
        .transaction(async |conn| update(conn, &state, user.id, &changes).await)
        .await;
    let updated = match updated {
        Ok(updated) => updated,
        Err(error) => {
            let (_, email) = taken_by_others(&mut conn, user.id, &changes).await?;
            return Err(error).on_constraint("users_username_key", || taken(true, email));
        }
    };
    Ok(Json(updated))
}

async fn update(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    user_id: Uuid,
    changes: &ValidProfileChanges,
) -> ApiResult<UpdatedProfile> {
    queries::update_user(conn, user_id, changes).await?;
    let (_, email_is_taken) = taken_by_others(conn, user_id, changes).await?;
    if email_is_taken {
        return Err(taken(false, true));
    }
    let user = queries::own_user(conn, user_id).await?;
    let email_confirmation = match &changes.email {
        Some(email) => change_email(conn, state, &user, email).await?,
        None => None,
    };
    Ok(UpdatedProfile {
        account: queries::own_account(conn, user_id, state.clock.now()).await?,
        email_confirmation,
    })
}

async fn taken_by_others(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    changes: &ValidProfileChanges,
) -> ApiResult<(bool, bool)> {
    let username = changes.username.as_deref().unwrap_or_default();
    let email = changes.email.as_deref().unwrap_or_default();
    Ok(queries::taken(conn, username, email, Some(user_id)).await?)
}

/// Begins a change of the address in place of any other that still waits.
async fn change_email(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    user: &User,
    new_email: &str,
) -> ApiResult<Option<LinkNotice>> {
    revoke(conn, user.id, &[LinkPurpose::ChangeEmail]).await?;
    if new_email == user.email {
        return Ok(None);
    }
    state
        .limits
        .check(Limit::MailToAccount, &user.id.to_string())?;
    let purpose = LinkPurpose::ChangeEmail;
    let link = issue(conn, state, user.id, purpose, Some(new_email)).await?;
    let username = &user.username;
    let message = Message::ConfirmEmail {
        username,
        new_email,
        link: &link,
    };
    let new_mailbox = To {
        address: new_email,
        ..user.mailbox()
    };
    let notice = send_link(conn, state, new_mailbox, &message, &link).await?;
    let warning = Message::EmailChangeRequested {
        username,
        new_email,
    };
    mail::notify(conn, state, user.mailbox(), &warning).await?;
    Ok(Some(notice))
}

/// Confirm a new email address
///
/// Takes the value from the link in the mail to the new address; from now on it is in force, and
/// the old address gets a link with which its owner can take that back for seven days. That link's
/// value is taken here, too: it puts the old address in force again and ends all sessions.
#[utoipa::path(
    tag = "Accounts",
    request_body = Confirmation,
    responses(
        (status = 200, description = "The address that is in force now.", body = EmailConfirmation),
        (status = 409, description = "Somebody else registered this address meanwhile.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The value is unknown, used or expired.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/auth/email/confirm")]
pub async fn confirm_email(
    request: HttpRequest,
    state: Data<AppState>,
    body: Valid<Confirmation>,
) -> ApiResult<Json<EmailConfirmation>> {
    check_client(&request, &state, Limit::LinkByClient)?;
    let now = state.clock.now();
    let hash = hash_of(&body.0.hash);
    let purposes = [LinkPurpose::ChangeEmail, LinkPurpose::RestoreEmail];
    let mut conn = state.connection().await?;
    let confirmed = conn
        .transaction(async |conn| {
            let link = consume(conn, &hash, &purposes, now).await?;
            let link = link.ok_or_else(|| ApiError::of(ProblemKind::LinkInvalid))?;
            put_in_force(conn, &state, link).await
        })
        .await
        .on_constraint("users_email_key", || ApiError::of(ProblemKind::EmailTaken))?;
    Ok(Json(confirmed))
}

async fn put_in_force(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    link: LinkRow,
) -> ApiResult<EmailConfirmation> {
    let email = link.email.unwrap_or_default();
    let before = queries::replace_email(conn, link.user_id, &email).await?;
    let outcome = if link.purpose == LinkPurpose::RestoreEmail.name() {
        // Somebody else had the account in hand: nothing that they began may go on.
        delete_sessions_of(conn, link.user_id, None).await?;
        revoke(conn, link.user_id, &LinkPurpose::ALL).await?;
        EmailOutcome::Restored
    } else {
        tell_old_address(conn, state, &before, &email).await?;
        EmailOutcome::Changed
    };
    Ok(EmailConfirmation { outcome, email })
}

async fn tell_old_address(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    before: &User,
    new_email: &str,
) -> ApiResult<()> {
    if state.config.mail.is_none() {
        return Ok(());
    }
    let purpose = LinkPurpose::RestoreEmail;
    let restore_link = issue(conn, state, before.id, purpose, Some(&before.email)).await?;
    let message = Message::EmailChanged {
        username: &before.username,
        new_email,
        restore_link: &restore_link,
    };
    mail::enqueue(conn, state, before.mailbox(), &message).await
}
