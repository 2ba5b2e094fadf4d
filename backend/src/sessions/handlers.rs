//! HTTP in, HTTP out.

use actix_web::web::{Data, Json};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use api_types::pages::{Page, PageQuery};
use api_types::problem::{Problem, ProblemKind};
use api_types::sessions::{Session, SessionKind, TokenRefresh, Tokens};
use diesel_async::AsyncConnection;
use uuid::Uuid;

use super::client::Client;
use super::identity::{CurrentUser, end_session as end_current_session, horizon};
use super::queries::{self, SessionRow};
use super::tokens;
use crate::client_address::{client_address, household};
use crate::error::{ApiError, ApiResult};
use crate::extract::{PathId, Valid, ValidQuery};
use crate::limits::Limit;
use crate::paging::{Cursor, page};
use crate::state::AppState;

/// Get new tokens
///
/// Exchanges a refresh token for a new pair. Each refresh token works once: whoever sends one that
/// was exchanged before ends its session, because one of the two who hold it should not.
#[utoipa::path(
    tag = "Sessions",
    request_body = TokenRefresh,
    responses(
        (status = 200, description = "New tokens; the old refresh token is used up.", body = Tokens),
        (status = 401, description = "The token is unknown, was exchanged before, or its session has ended.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/auth/token/refresh")]
pub async fn refresh_token(
    request: HttpRequest,
    state: Data<AppState>,
    body: Valid<TokenRefresh>,
) -> ApiResult<Json<Tokens>> {
    let client = household(client_address(&request, &state.config));
    state.limits.check(Limit::LinkByClient, &client)?;
    let mut conn = state.connection().await?;
    let tokens = conn
        .transaction(async |conn| tokens::refresh(conn, &state, &body.0.refresh_token).await)
        .await?;
    tokens
        .map(Json)
        .ok_or_else(|| ApiError::of(ProblemKind::TokenInvalid))
}

/// See where one is logged in
///
/// Browsers and programs alike, the latest login first.
#[utoipa::path(
    tag = "Sessions",
    params(PageQuery),
    security(("session" = [])),
    responses(
        (status = 200, description = "A page of one's sessions.", body = Page<Session>),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/auth/sessions")]
pub async fn list_sessions(
    user: CurrentUser,
    state: Data<AppState>,
    query: ValidQuery<PageQuery>,
) -> ApiResult<Json<Page<Session>>> {
    let cursor = Cursor::decode_optional(query.0.cursor.as_deref())?;
    let limit = query.0.limit;
    let mut conn = state.connection().await?;
    let rows = queries::sessions_of(&mut conn, user.id, horizon(&state), cursor, limit).await?;
    let position = |row: &SessionRow| Cursor {
        at: row.created_at,
        id: row.id,
    };
    let session = |row: SessionRow| row.into_session(user.session_id);
    Ok(Json(page(rows, limit, position, session)))
}

impl SessionRow {
    /// As it travels, to somebody who asks from the session with the given id.
    pub fn into_session(self, current: Uuid) -> Session {
        let client = Client::of(&self.user_agent);
        Session {
            id: self.id,
            kind: match self.kind.as_str() {
                queries::BROWSER => SessionKind::Browser,
                _ => SessionKind::Api,
            },
            client: client.name,
            operating_system: client.operating_system,
            user_agent: self.user_agent,
            ip_address: self.ip_address.addr(),
            created_at: self.created_at,
            last_used_at: self.last_used_at,
            expires_at: self.expires_at,
            is_current: self.id == current,
        }
    }
}

/// End a session
///
/// Whoever holds its cookie or tokens is logged out at once.
#[utoipa::path(
    tag = "Sessions",
    params(("id" = Uuid, Path, description = "The session's id")),
    security(("session" = [])),
    responses(
        (status = 204, description = "It has ended."),
        (status = 404, description = "One has no such session.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[delete("/auth/sessions/{id}")]
pub async fn end_session(
    user: CurrentUser,
    id: PathId,
    request: HttpRequest,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let mut conn = state.connection().await?;
    if !queries::delete_session(&mut conn, user.id, id.0).await? {
        return Err(ApiError::not_found());
    }
    if id.0 == user.session_id {
        end_current_session(&request, &state).await?;
    }
    state.realtime.sessions_ended(user.id);
    Ok(HttpResponse::NoContent().finish())
}

/// End all other sessions
///
/// All but the one that asks. Doing so twice is no error.
#[utoipa::path(
    tag = "Sessions",
    security(("session" = [])),
    responses((status = 204, description = "Nobody else is logged in with this account.")),
)]
#[delete("/auth/sessions")]
pub async fn end_other_sessions(
    user: CurrentUser,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let mut conn = state.connection().await?;
    queries::delete_sessions_of(&mut conn, user.id, Some(user.session_id)).await?;
    state.realtime.sessions_ended(user.id);
    Ok(HttpResponse::NoContent().finish())
}
