//! Logging in and out, with a browser or a program.

use actix_web::cookie::time::Duration as CookieDuration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, get, post};
use api_types::accounts::{Account, Credentials, CurrentSession};
use api_types::problem::{Problem, ProblemKind};
use api_types::sessions::Tokens;
use chrono::TimeDelta;
use diesel_async::AsyncConnection;
use uuid::Uuid;

use super::check_client;
use crate::accounts::current_session;
use crate::accounts::links::queries::pending_email;
use crate::accounts::queries::{self, User};
use crate::config::Config;
use crate::error::{ApiError, ApiResult};
use crate::extract::Valid;
use crate::limits::Limit;
use crate::security::cookie_name;
use crate::sessions::MaybeUser;
use crate::sessions::identity::{begin_session, client_of, end_session};
use crate::sessions::tokens::begin_api_session;
use crate::signing::{Bearer, Purpose};
use crate::state::AppState;

/// The cookie by which a device is known on which somebody has logged in before.
const DEVICE_COOKIE: &str = "event_booking_device";

/// How long a device is known.
const DEVICE_DAYS: i64 = 365;

/// Log in
///
/// With username or email address. Sets the session cookie.
#[utoipa::path(
    tag = "Accounts",
    request_body = Credentials,
    responses(
        (status = 200, description = "Logged in.", body = Account, headers(("Set-Cookie" = String, description = "The session"))),
        (status = 401, description = "Login and password do not match.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The email address was never confirmed, or administrators have blocked the account: `detail` is their reason.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/auth/login")]
pub async fn log_in(
    request: HttpRequest,
    state: Data<AppState>,
    body: Valid<Credentials>,
) -> ApiResult<HttpResponse> {
    let user = authenticate(&request, &state, body.0).await?;
    let mut conn = state.connection().await?;
    let pending_email = pending_email(&mut conn, user.id, state.clock.now()).await?;
    let mut answer = HttpResponse::Ok();
    if known_device(&request, &state, &user).is_none() {
        answer.cookie(remember_device(&state, &user)?);
    }
    begin_session(&request, &state.config, user.id)?;
    tracing::info!(account = %user.id, "a browser logged in");
    Ok(answer.json(user.into_account(pending_email)))
}

/// Get tokens
///
/// For programs: a short-lived access token, sent as `Authorization: Bearer …` with every further
/// request, and a refresh token with which to get the next pair. They are listed beside the
/// sessions of browsers and can be ended like them.
#[utoipa::path(
    tag = "Sessions",
    request_body = Credentials,
    responses(
        (status = 200, description = "The tokens.", body = Tokens),
        (status = 401, description = "Login and password do not match.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "The email address was never confirmed, or administrators have blocked the account: `detail` is their reason.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/auth/token")]
pub async fn create_token(
    request: HttpRequest,
    state: Data<AppState>,
    body: Valid<Credentials>,
) -> ApiResult<Json<Tokens>> {
    let user = authenticate(&request, &state, body.0).await?;
    let client = client_of(&request, &state.config);
    let mut conn = state.connection().await?;
    let tokens = conn
        .transaction(async |conn| begin_api_session(conn, &state, user.id, client).await)
        .await?;
    tracing::info!(account = %user.id, "a program logged in");
    Ok(Json(tokens))
}

/// Whom login and password belong to.
async fn authenticate(
    request: &HttpRequest,
    state: &AppState,
    credentials: Credentials,
) -> ApiResult<User> {
    let Credentials { login, password } = credentials;
    check_client(request, state, Limit::LoginByClient)?;
    // The connection goes back before the password is checked: that takes a while.
    let user = {
        let mut conn = state.connection().await?;
        queries::user_by_login(&mut conn, &login).await?
    };
    // What strangers try does not count for a device that the owner has used before.
    let who = user
        .as_ref()
        .and_then(|user| known_device(request, state, user))
        .map_or_else(|| login.to_lowercase(), |device| device.to_string());
    state.limits.check(Limit::LoginToAccount, &who)?;
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let matches = state.passwords.verify(password.clone(), hash).await?;
    if !matches {
        let account = user.as_ref().map(|user| user.id);
        tracing::info!(?account, "a log-in was refused: wrong name or password");
    }
    let outcome = if matches { "succeeded" } else { "failed" };
    state.metrics.logins.with_label_values(&[outcome]).inc();
    let user = user
        .filter(|_| matches)
        .ok_or_else(|| ApiError::of(ProblemKind::InvalidCredentials))?;
    state.limits.forgive(Limit::LoginToAccount, &who);
    user.refuse_blocked()?;
    if user.confirmed_at.is_none() {
        return Err(ApiError::of(ProblemKind::NotConfirmed));
    }
    if state.passwords.is_outdated(&user.password_hash) {
        let hash = state.passwords.hash(password).await?;
        let mut conn = state.connection().await?;
        queries::replace_password_hash(&mut conn, user.id, &user.password_hash, &hash).await?;
    }
    Ok(user)
}

/// The device that the request comes from, if this person has logged in on it before.
fn known_device(request: &HttpRequest, state: &AppState, user: &User) -> Option<Uuid> {
    let cookie = request.cookie(&cookie_name(DEVICE_COOKIE, &state.config))?;
    let now = state.clock.now();
    let device = state
        .signer
        .verify(Purpose::KnownDevice, cookie.value(), now)?;
    (device.user_id == user.id).then_some(device.session_id)
}

fn remember_device(state: &AppState, user: &User) -> ApiResult<Cookie<'static>> {
    let device = Bearer {
        user_id: user.id,
        session_id: Uuid::now_v7(),
    };
    let lifetime = TimeDelta::days(DEVICE_DAYS);
    let token = state
        .signer
        .sign(Purpose::KnownDevice, device, state.clock.now(), lifetime)
        .map_err(ApiError::internal)?;
    let mut cookie = device_cookie(token, &state.config);
    cookie.set_max_age(CookieDuration::days(DEVICE_DAYS));
    Ok(cookie)
}

/// Makes a device forget who has logged in on it.
pub fn forget_device(config: &Config) -> Cookie<'static> {
    let mut cookie = device_cookie(String::new(), config);
    cookie.make_removal();
    cookie
}

/// Of this host alone, which wants the path `/`.
fn device_cookie(value: String, config: &Config) -> Cookie<'static> {
    Cookie::build(cookie_name(DEVICE_COOKIE, config), value)
        .path("/")
        .secure(config.is_https())
        .http_only(true)
        .same_site(SameSite::Lax)
        .finish()
}

/// Log out
///
/// Ends the session that the request belongs to, of a browser or a program. Doing so twice is no
/// error.
#[utoipa::path(
    tag = "Accounts",
    security((), ("session" = [])),
    responses((status = 204, description = "Nobody is logged in any more.")),
)]
#[post("/auth/logout")]
pub async fn log_out(request: HttpRequest, state: Data<AppState>) -> ApiResult<HttpResponse> {
    end_session(&request, &state).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ask who is logged in
///
/// For pages that must know before they show anything; guests are no error.
#[utoipa::path(
    tag = "Accounts",
    security((), ("session" = [])),
    responses((status = 200, description = "The account, or null for a guest.", body = CurrentSession)),
)]
#[get("/auth/session")]
pub async fn get_session(
    user: MaybeUser,
    state: Data<AppState>,
) -> ApiResult<Json<CurrentSession>> {
    Ok(Json(current_session(&state, user.id()).await?))
}
