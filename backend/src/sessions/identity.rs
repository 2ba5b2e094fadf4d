//! Who is asking: resolved once per request, then looked up wherever it matters.

use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_session::SessionExt;
use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};
use api_types::problem::ProblemKind;
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::lookup::Lookup;
use super::queries::{self, Horizon};
use super::store::{LOGIN, Login, OVERLOADED, UNKNOWN};
use super::tokens::session_of;
use crate::client_address::client_address;
use crate::config::{Config, SessionBinding};
use crate::error::{ApiError, ApiResult};
use crate::security::bearer;
use crate::state::AppState;

/// Most characters of a User-Agent header that are kept and compared.
const AGENT_MAX: usize = 512;

/// Somebody who is logged in. As a handler's argument it refuses guests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurrentUser {
    /// Their account.
    pub id: Uuid,
    /// The session that they use.
    pub session_id: Uuid,
    /// When the token that they showed expires; of a cookie, the session tells.
    pub expires_at: Option<DateTime<Utc>>,
}

/// What the middleware found out; nothing is found of a guest.
#[derive(Debug, Clone, Copy)]
enum Identity {
    User(CurrentUser),
    /// A token that is not good. Whoever sends one does not want to be a guest.
    BadToken,
}

fn identity(request: &HttpRequest) -> ApiResult<Option<CurrentUser>> {
    match request.extensions().get::<Identity>() {
        Some(Identity::User(user)) => Ok(Some(*user)),
        Some(Identity::BadToken) => Err(ApiError::of(ProblemKind::TokenInvalid)),
        None => Ok(None),
    }
}

impl FromRequest for CurrentUser {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let user = identity(request);
        ready(user.and_then(|user| user.ok_or_else(|| ApiError::of(ProblemKind::LoginRequired))))
    }
}

/// Somebody, or a guest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaybeUser(pub Option<CurrentUser>);

impl MaybeUser {
    /// The account, if there is one.
    pub fn id(self) -> Option<Uuid> {
        self.0.map(|user| user.id)
    }
}

impl FromRequest for MaybeUser {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(identity(request).map(Self))
    }
}

/// What parts sessions that are alive from those that have ended by themselves.
pub fn horizon(state: &AppState) -> Horizon {
    let now = state.clock.now();
    Horizon {
        now,
        idle_since: now - TimeDelta::hours(state.config.session_idle_hours.into()),
    }
}

/// Middleware: finds out who is asking, by the bearer token if there is one, else by the cookie. A
/// session that somebody else uses is destroyed.
pub async fn identify(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let state = request
        .app_data::<Data<AppState>>()
        .cloned()
        .ok_or_else(|| ApiError::internal(anyhow::anyhow!("no application state")))?;
    let found = match bearer(request.headers()) {
        Some(token) => by_token(&request, &state, token).await.map(Some),
        None => by_cookie(&state, request.request()),
    };
    match found {
        Ok(Some(found)) => drop(request.extensions_mut().insert(found)),
        Ok(None) => {}
        Err(error) => return Ok(request.error_response(error).map_into_right_body()),
    }
    let answered = next.call(request).await?;
    Ok(answered.map_into_left_body())
}

async fn by_token(request: &ServiceRequest, state: &AppState, token: &str) -> ApiResult<Identity> {
    let lookup = request
        .app_data::<Data<Lookup>>()
        .ok_or_else(|| ApiError::internal(anyhow::anyhow!("nobody looks sessions up")))?;
    Ok(match session_of(state, lookup, token).await? {
        Some((session, expires_at)) => Identity::User(CurrentUser {
            id: session.user_id,
            session_id: session.id,
            expires_at: Some(expires_at),
        }),
        None => Identity::BadToken,
    })
}

/// The session was looked up already; this makes the third check.
fn by_cookie(state: &AppState, request: &HttpRequest) -> ApiResult<Option<Identity>> {
    let session = request.get_session();
    if session.entries().contains_key(OVERLOADED) {
        return Err(ApiError::overloaded());
    }
    if let Some(why) = session.get::<String>(UNKNOWN).map_err(ApiError::internal)? {
        return Err(ApiError::unavailable(anyhow::anyhow!(why)));
    }
    let Some(login) = session.get::<Login>(LOGIN).map_err(ApiError::internal)? else {
        return Ok(None);
    };
    let user_id = login.user_id;
    if !is_bound(&login, request, &state.config) {
        tracing::warn!(%user_id, "a session was used by another client and is destroyed");
        session.purge();
        return Ok(None);
    }
    Ok(Some(Identity::User(CurrentUser {
        id: user_id,
        session_id: login.session_id.unwrap_or_default(),
        expires_at: None,
    })))
}

fn is_bound(login: &Login, request: &HttpRequest, config: &Config) -> bool {
    let same_agent = || login.user_agent == user_agent(request);
    match config.session_binding {
        SessionBinding::Off => true,
        SessionBinding::Agent => same_agent(),
        SessionBinding::IpAndAgent => {
            same_agent() && login.ip_address == client_address(request, config)
        }
    }
}

/// Begins a session for somebody who has just proved who they are, under a new key.
pub fn begin_session(request: &HttpRequest, config: &Config, user_id: Uuid) -> ApiResult<()> {
    let session = request.get_session();
    session.clear();
    session.renew();
    let (ip_address, user_agent) = client_of(request, config);
    let login = Login {
        session_id: None,
        user_id,
        ip_address,
        user_agent,
    };
    session.insert(LOGIN, login).map_err(ApiError::internal)
}

/// Ends the session that the request belongs to, if there is one, and removes the cookie if it is
/// that which named it.
pub async fn end_session(request: &HttpRequest, state: &AppState) -> ApiResult<()> {
    if let Ok(Some(user)) = identity(request) {
        let mut conn = state.connection().await?;
        queries::end_session(&mut conn, user.session_id).await?;
        state.realtime.sessions_ended(user.id);
    }
    if bearer(request.headers()).is_none() {
        request.get_session().purge();
    }
    Ok(())
}

/// What a session remembers of the client that began it: address and User-Agent.
pub fn client_of(request: &HttpRequest, config: &Config) -> (IpAddr, String) {
    (client_address(request, config), user_agent(request))
}

fn user_agent(request: &HttpRequest) -> String {
    let bytes = request
        .headers()
        .get(header::USER_AGENT)
        .map(header::HeaderValue::as_bytes)
        .unwrap_or_default();
    // PostgreSQL's text holds every character but this one.
    let text = String::from_utf8_lossy(bytes).replace('\0', "");
    text.chars().take(AGENT_MAX).collect()
}
