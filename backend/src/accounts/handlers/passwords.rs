//! Passwords: forgotten, and changed.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, post, put};
use api_types::accounts::{Account, Delivery, LinkNotice};
use api_types::passwords::{PasswordChange, PasswordReset, PasswordResetRequest};
use api_types::problem::{FieldErrors, Problem, ProblemKind, RuleCode};
use api_types::rules;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use uuid::Uuid;

use super::{check_client, nothing_sent, send_link, steadily};
use crate::accounts::links::queries::{consume, owner, revoke};
use crate::accounts::links::{LinkPurpose, issue};
use crate::accounts::queries::{self, User};
use crate::error::{ApiError, ApiResult};
use crate::extract::Valid;
use crate::limits::Limit;
use crate::mail::{self, Message};
use crate::secret_value::hash_of;
use crate::sessions::CurrentUser;
use crate::sessions::identity::begin_session;
use crate::sessions::queries::delete_sessions_of;
use crate::state::AppState;

/// Ask for a new password
///
/// Sends a link with which to choose one, if there is an account with this address. The answer is
/// the same in any case. Where mail is switched off, the link is in the answer while the server is
/// being tried out on one machine, and in the server's log otherwise.
#[utoipa::path(
    tag = "Accounts",
    request_body = PasswordResetRequest,
    responses((status = 202, description = "A link is on its way, if it was due.", body = LinkNotice)),
)]
#[post("/auth/password/forgot")]
pub async fn request_password_reset(
    request: HttpRequest,
    state: Data<AppState>,
    body: Valid<PasswordResetRequest>,
) -> ApiResult<HttpResponse> {
    let email = body.0.email;
    check_client(&request, &state, Limit::MailByClient)?;
    state
        .limits
        .check(Limit::MailToAccount, &email.to_lowercase())?;
    let notice = steadily(send_reset_link(&state, &email)).await?;
    Ok(HttpResponse::Accepted().json(notice))
}

async fn send_reset_link(state: &AppState, email: &str) -> ApiResult<LinkNotice> {
    let mut conn = state.connection().await?;
    let notice = conn
        .transaction(async |conn| {
            let Some(user) = queries::user_by_login(conn, email).await? else {
                return Ok(nothing_sent(state));
            };
            let link = issue(conn, state, user.id, LinkPurpose::ResetPassword, None).await?;
            let message = Message::ResetPassword {
                username: &user.username,
                link: &link,
            };
            send_link(conn, state, user.mailbox(), &message, &link).await
        })
        .await?;
    Ok(match notice.delivery {
        Delivery::Browser if !state.config.is_local() => hand_to_operator(notice),
        _ => notice,
    })
}

/// Whoever asks would get into the account, so only those who run the server see the link.
fn hand_to_operator(notice: LinkNotice) -> LinkNotice {
    if let Some(link) = notice.link {
        tracing::warn!(
            link,
            "somebody asked for a new password, and mail is switched off"
        );
    }
    LinkNotice {
        delivery: Delivery::Operator,
        link: None,
    }
}

/// Choose a new password
///
/// With the value from the link, which works once, for an hour. Ends all sessions of the account,
/// also those of programs, and logs in here. Whoever is blocked chooses none.
#[utoipa::path(
    tag = "Accounts",
    request_body = PasswordReset,
    responses(
        (status = 200, description = "The password is changed; logged in.", body = Account, headers(("Set-Cookie" = String, description = "The session"))),
        (status = 403, description = "Administrators have blocked the account: `detail` is their reason.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The value is unknown, used or expired.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/auth/password/reset")]
pub async fn reset_password(
    request: HttpRequest,
    state: Data<AppState>,
    body: Valid<PasswordReset>,
) -> ApiResult<Json<Account>> {
    check_client(&request, &state, Limit::LinkByClient)?;
    let now = state.clock.now();
    let value_hash = hash_of(&body.0.hash);
    let invalid = || ApiError::of(ProblemKind::LinkInvalid);
    // The link stays good if the password does not do, and no connection waits for the hash.
    let user = {
        let mut conn = state.connection().await?;
        let id = owner(&mut conn, &value_hash, LinkPurpose::ResetPassword, now).await?;
        queries::own_user(&mut conn, id.ok_or_else(invalid)?).await?
    };
    user.refuse_blocked()?;
    let password = strong_password(&body.0.password, &user)?;
    let hash = state.passwords.hash(password).await?;
    let mut conn = state.connection().await?;
    let account = conn
        .transaction(async |conn| {
            consume(conn, &value_hash, &[LinkPurpose::ResetPassword], now)
                .await?
                .ok_or_else(invalid)?;
            let user = queries::own_user(conn, user.id).await?;
            user.refuse_blocked()?;
            set_password(conn, &state, &user, &hash, None).await?;
            // Whoever reads the mails owns the address.
            queries::mark_confirmed(conn, user.id, now).await?;
            queries::own_account(conn, user.id, now).await
        })
        .await?;
    state.realtime.sessions_ended(account.id);
    begin_session(&request, &state.config, account.id)?;
    Ok(Json(account))
}

/// Change one's password
///
/// With the present one. Ends all other sessions, also those of programs.
#[utoipa::path(
    tag = "Accounts",
    request_body = PasswordChange,
    security(("session" = [])),
    responses((status = 204, description = "The password is changed.")),
)]
#[put("/users/me/password")]
pub async fn change_password(
    user: CurrentUser,
    state: Data<AppState>,
    body: Valid<PasswordChange>,
) -> ApiResult<HttpResponse> {
    let PasswordChange {
        current_password,
        password,
    } = body.0;
    let owner = check_password(&state, user.id, "current_password", current_password).await?;
    let password = strong_password(&password, &owner)?;
    let hash = state.passwords.hash(password).await?;
    let mut conn = state.connection().await?;
    conn.transaction(async |conn| {
        set_password(conn, &state, &owner, &hash, Some(user.session_id)).await
    })
    .await?;
    state.realtime.sessions_ended(user.id);
    Ok(HttpResponse::NoContent().finish())
}

/// Somebody who is logged in proves again who they are; a wrong password is told at the field.
pub async fn check_password(
    state: &AppState,
    user_id: Uuid,
    field: &str,
    password: String,
) -> ApiResult<User> {
    let who = user_id.to_string();
    state.limits.check(Limit::PasswordCheck, &who)?;
    let user = {
        let mut conn = state.connection().await?;
        queries::own_user(&mut conn, user_id).await?
    };
    let hash = Some(user.password_hash.clone());
    if !state.passwords.verify(password, hash).await? {
        tracing::info!(account = %user_id, "a wrong password was given by who is logged in");
        return Err(ApiError::field(field, RuleCode::WrongPassword));
    }
    state.limits.forgive(Limit::PasswordCheck, &who);
    Ok(user)
}

/// The rule for new passwords once more, now that it is known whose it is.
fn strong_password(password: &str, user: &User) -> ApiResult<String> {
    rules::password(password, &user.personal_words())
        .map_err(|broken| FieldErrors::from(vec![broken.at("password")]).into())
}

/// Stores a new password in place of the one that was read with the user, and with it everything
/// that follows: other sessions end, links that are still open close, and the owner is told.
async fn set_password(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    user: &User,
    hash: &str,
    except_session: Option<Uuid>,
) -> ApiResult<()> {
    let is_current = queries::replace_password_hash(conn, user.id, &user.password_hash, hash);
    if !is_current.await? {
        return Err(ApiError::field("current_password", RuleCode::WrongPassword));
    }
    delete_sessions_of(conn, user.id, except_session).await?;
    let open = [LinkPurpose::ResetPassword, LinkPurpose::ChangeEmail];
    revoke(conn, user.id, &open).await?;
    let message = Message::PasswordChanged {
        username: &user.username,
        reset_link: &state.config.page_url("/password-reset"),
    };
    tracing::info!(account = %user.id, "a password is changed; other sessions end");
    mail::notify(conn, state, user.mailbox(), &message).await
}
