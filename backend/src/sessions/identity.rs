//! Who is asking: resolved once per request, then looked up wherever it matters.

use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_session::{Session, SessionExt};
use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest};
use api_types::problem::ProblemKind;
use uuid::Uuid;

use super::store::{ADDRESS, AGENT, USER};
use crate::config::{Config, SessionBinding};
use crate::error::{ApiError, ApiResult};
use crate::security::client_address;
use crate::state::AppState;

/// Most characters of a User-Agent header that are kept and compared.
const AGENT_MAX: usize = 512;

/// Somebody who is logged in. As a handler's argument it refuses guests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurrentUser {
    /// Their account.
    pub id: Uuid,
}

impl FromRequest for CurrentUser {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let user = request.extensions().get::<Self>().copied();
        ready(user.ok_or_else(|| ApiError::of(ProblemKind::LoginRequired)))
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
        ready(Ok(Self(request.extensions().get::<CurrentUser>().copied())))
    }
}

/// Middleware: makes the three checks and notes who is asking. A session that somebody else uses
/// is destroyed.
pub async fn identify(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let session = request.get_session();
    if let Some(user_id) = session.get::<Uuid>(USER).map_err(ApiError::internal)? {
        let state = request
            .app_data::<Data<AppState>>()
            .ok_or_else(|| ApiError::internal(anyhow::anyhow!("no application state")))?;
        if is_bound(&session, request.request(), &state.config)? {
            request.extensions_mut().insert(CurrentUser { id: user_id });
        } else {
            tracing::warn!(%user_id, "a session was used by another client and is destroyed");
            session.purge();
        }
    }
    next.call(request).await
}

fn is_bound(session: &Session, request: &HttpRequest, config: &Config) -> ApiResult<bool> {
    let agent = || -> ApiResult<bool> {
        let at_login = session.get::<String>(AGENT).map_err(ApiError::internal)?;
        Ok(at_login == Some(user_agent(request)))
    };
    let address = || -> ApiResult<bool> {
        let at_login = session.get::<IpAddr>(ADDRESS).map_err(ApiError::internal)?;
        Ok(at_login == Some(client_address(request, config)))
    };
    Ok(match config.session_binding {
        SessionBinding::Off => true,
        SessionBinding::Agent => agent()?,
        SessionBinding::IpAndAgent => agent()? && address()?,
    })
}

/// Begins a session for somebody who has just proved who they are, under a new key.
pub fn begin_session(request: &HttpRequest, config: &Config, user_id: Uuid) -> ApiResult<()> {
    let session = request.get_session();
    session.clear();
    session.renew();
    let insert = || -> anyhow::Result<()> {
        session.insert(USER, user_id)?;
        session.insert(ADDRESS, client_address(request, config))?;
        session.insert(AGENT, user_agent(request))?;
        Ok(())
    };
    insert().map_err(ApiError::internal)
}

/// Ends the session that the request belongs to, if there is one.
pub fn end_session(request: &HttpRequest) {
    request.get_session().purge();
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
