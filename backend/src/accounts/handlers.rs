//! HTTP in, HTTP out.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, post};
use api_types::accounts::{
    Account, Confirmation, LinkNotice, ConfirmationRequest, Credentials, CurrentSession,
    Delivery, NewAccount, Registration,
};
use api_types::problem::{FieldError, FieldErrors, Problem, ProblemKind, RuleCode};
use chrono::TimeDelta;
use diesel_async::{AsyncConnection, AsyncPgConnection};

use super::links::{LinkValue, hash_of};
use super::queries::{self, User};
use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::extract::Valid;
use crate::mail::{self, Message};
use crate::sessions::identity::{begin_session, end_session};
use crate::sessions::{CurrentUser, MaybeUser};
use crate::state::AppState;

/// How long a link that confirms an account works.
const CONFIRMATION_HOURS: i64 = 24;

/// Register
///
/// Makes an account and sends a link to its email address. Logging in needs that link first.
/// Where mail is switched off, the link is in the answer.
#[utoipa::path(
    tag = "Accounts",
    request_body = NewAccount,
    responses((status = 201, description = "The account was made and waits for its confirmation.", body = Registration)),
)]
#[post("/auth/register")]
pub async fn register_account(
    state: Data<AppState>,
    body: Valid<NewAccount>,
) -> ApiResult<HttpResponse> {
    let account = body.0;
    let now = state.clock.now();
    let hash = state.passwords.hash(account.password.clone()).await?;
    let mut conn = state.connection().await?;
    let registered = conn
        .transaction(async |conn| {
            let user = queries::insert_user(conn, &account, &hash, now).await?;
            let confirmation = send_confirmation(conn, &state, &user).await?;
            Ok::<_, ApiError>((user, confirmation))
        })
        .await;
    let (user, confirmation) = match registered {
        Ok(registered) => registered,
        Err(error) => {
            let (username, email) =
                queries::taken(&mut conn, &account.username, &account.email).await?;
            return Err(error)
                .on_constraint("users_username_key", || taken(true, email))
                .on_constraint("users_email_key", || taken(username, true));
        }
    };
    Ok(HttpResponse::Created().json(Registration {
        username: user.username,
        email: user.email,
        confirmation,
    }))
}

fn taken(username: bool, email: bool) -> ApiError {
    let errors: Vec<_> = [("username", username), ("email", email)]
        .into_iter()
        .filter(|(_, is_taken)| *is_taken)
        .map(|(field, _)| FieldError::new(field, RuleCode::Taken))
        .collect();
    FieldErrors::from(errors).into()
}

/// Stores a new value for the person's link and sends it, or returns it where mail is off.
async fn send_confirmation(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    user: &User,
) -> ApiResult<LinkNotice> {
    let now = state.clock.now();
    let value = LinkValue::random();
    let expires_at = now + TimeDelta::hours(CONFIRMATION_HOURS);
    queries::insert_confirmation_value(conn, user.id, &value.hash, now, expires_at).await?;
    let link = state
        .config
        .page_url(&format!("/confirm?hash={}", value.text));
    if state.config.mail.is_none() {
        return Ok(LinkNotice {
            delivery: Delivery::Browser,
            link: Some(link),
        });
    }
    let message = Message::ConfirmAccount {
        username: &user.username,
        link: &link,
    };
    mail::enqueue(conn, state, &user.email, &message).await?;
    Ok(mailed())
}

fn mailed() -> LinkNotice {
    LinkNotice {
        delivery: Delivery::Mail,
        link: None,
    }
}

/// Confirm an email address
///
/// Takes the value from the link in the mail. It works once, for 24 hours.
#[utoipa::path(
    tag = "Accounts",
    request_body = Confirmation,
    responses(
        (status = 204, description = "The address is confirmed; its owner can log in."),
        (status = 410, description = "The value is unknown, used or expired.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/auth/confirm")]
pub async fn confirm_account(
    state: Data<AppState>,
    body: Valid<Confirmation>,
) -> ApiResult<HttpResponse> {
    let now = state.clock.now();
    let hash = hash_of(&body.0.hash);
    let mut conn = state.connection().await?;
    conn.transaction(async |conn| {
        let user_id = queries::consume_confirmation_value(conn, &hash, now)
            .await?
            .ok_or_else(|| ApiError::of(ProblemKind::LinkInvalid))?;
        queries::mark_confirmed(conn, user_id, now).await?;
        Ok::<_, ApiError>(())
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Send the confirmation again
///
/// Sends a new link, if there is such an account and it is not confirmed yet. The answer is the
/// same in any case. Where mail is switched off, the link is in the answer.
#[utoipa::path(
    tag = "Accounts",
    request_body = ConfirmationRequest,
    responses((status = 202, description = "A link is on its way, if it was due.", body = LinkNotice)),
)]
#[post("/auth/confirm/resend")]
pub async fn resend_confirmation(
    state: Data<AppState>,
    body: Valid<ConfirmationRequest>,
) -> ApiResult<HttpResponse> {
    let login = body.0.login;
    let mut conn = state.connection().await?;
    let notice = conn
        .transaction(
            async |conn| match queries::user_by_login(conn, &login).await? {
                Some(user) if user.confirmed_at.is_none() => {
                    send_confirmation(conn, &state, &user).await
                }
                _ => Ok(match state.config.mail {
                    Some(_) => mailed(),
                    None => LinkNotice {
                        delivery: Delivery::Browser,
                        link: None,
                    },
                }),
            },
        )
        .await?;
    Ok(HttpResponse::Accepted().json(notice))
}

/// Log in
///
/// With username or email address. Sets the session cookie.
#[utoipa::path(
    tag = "Accounts",
    request_body = Credentials,
    responses(
        (status = 200, description = "Logged in.", body = Account, headers(("Set-Cookie" = String, description = "The session"))),
        (status = 401, description = "Login and password do not match.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The email address was never confirmed.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/auth/login")]
pub async fn log_in(
    request: HttpRequest,
    state: Data<AppState>,
    body: Valid<Credentials>,
) -> ApiResult<Json<Account>> {
    let Credentials { login, password } = body.0;
    // The connection goes back before the password is checked: that takes a while.
    let user = {
        let mut conn = state.connection().await?;
        queries::user_by_login(&mut conn, &login).await?
    };
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let matches = state.passwords.verify(password, hash).await?;
    let user = user
        .filter(|_| matches)
        .ok_or_else(|| ApiError::of(ProblemKind::InvalidCredentials))?;
    if user.confirmed_at.is_none() {
        return Err(ApiError::of(ProblemKind::NotConfirmed));
    }
    begin_session(&request, &state.config, user.id)?;
    Ok(Json(user.into()))
}

/// Log out
///
/// Ends the session that the request belongs to. Doing so twice is no error.
#[utoipa::path(
    tag = "Accounts",
    responses((status = 204, description = "Nobody is logged in any more.")),
)]
#[post("/auth/logout")]
pub async fn log_out(request: HttpRequest) -> HttpResponse {
    end_session(&request);
    HttpResponse::NoContent().finish()
}

/// Ask who is logged in
///
/// For pages that must know before they show anything; guests are no error.
#[utoipa::path(
    tag = "Accounts",
    responses((status = 200, description = "The account, or null for a guest.", body = CurrentSession)),
)]
#[get("/auth/session")]
pub async fn get_session(
    user: MaybeUser,
    state: Data<AppState>,
) -> ApiResult<Json<CurrentSession>> {
    let account = match user.id() {
        Some(id) => {
            let mut conn = state.connection().await?;
            queries::user_by_id(&mut conn, id).await?.map(Account::from)
        }
        None => None,
    };
    Ok(Json(CurrentSession {
        account,
        default_time_zone: state.config.default_time_zone.name().to_owned(),
    }))
}

/// Read one's own profile
#[utoipa::path(
    tag = "Accounts",
    security(("session" = [])),
    responses((status = 200, description = "The account as only its owner sees it.", body = Account)),
)]
#[get("/users/me")]
pub async fn get_own_profile(user: CurrentUser, state: Data<AppState>) -> ApiResult<Json<Account>> {
    let mut conn = state.connection().await?;
    let account = queries::user_by_id(&mut conn, user.id)
        .await?
        .ok_or_else(|| ApiError::of(ProblemKind::LoginRequired))?;
    Ok(Json(account.into()))
}
