//! The tokens of programs.

use std::net::IpAddr;

use api_types::problem::ProblemKind;
use api_types::sessions::Tokens;
use chrono::{DateTime, TimeDelta, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::identity::horizon;
use super::lookup::{Lookup, Name};
use super::queries::{self, RefreshTokenUse, SessionRow};
use crate::error::{ApiError, ApiResult};
use crate::secret_value::{SecretValue, hash_of};
use crate::signing::{Bearer, Purpose};
use crate::state::AppState;

/// How long an access token is good. The session behind it is looked up all the same.
const ACCESS_LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// Begins a session of a program, for somebody who has just proved who they are from this address
/// and with this User-Agent.
pub async fn begin_api_session(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    user_id: Uuid,
    (ip_address, user_agent): (IpAddr, String),
) -> ApiResult<Tokens> {
    let now = state.clock.now();
    let session = SessionRow {
        id: Uuid::now_v7(),
        kind: queries::API.to_owned(),
        key_hash: None,
        user_id,
        ip_address: ip_address.into(),
        user_agent,
        created_at: now,
        last_used_at: now,
        expires_at: now + TimeDelta::hours(state.config.session_hours.into()),
    };
    if !queries::insert_session(conn, &session).await? {
        return Err(ApiError::of(ProblemKind::AccountBlocked));
    }
    issue(conn, state, &session).await
}

/// Exchanges a refresh token for new tokens. One that was exchanged before is in the wrong hands:
/// then the session has ended when this returns, for whoever holds any of its tokens.
pub async fn refresh(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    token: &str,
) -> ApiResult<Option<Tokens>> {
    let now = state.clock.now();
    match queries::use_refresh_token(conn, &hash_of(token), now).await? {
        RefreshTokenUse::First(id) => {
            let alive = queries::api_sessions(conn, &[id], horizon(state)).await?;
            let Some(session) = alive.first() else {
                return Ok(None);
            };
            queries::touch_sessions(conn, &[id], now).await?;
            issue(conn, state, session).await.map(Some)
        }
        RefreshTokenUse::Again(id) => {
            tracing::warn!(session = %id, "a refresh token was used twice; its session has ended");
            queries::end_session(conn, id).await?;
            Ok(None)
        }
        RefreshTokenUse::Unknown => Ok(None),
    }
}

async fn issue(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    session: &SessionRow,
) -> ApiResult<Tokens> {
    let now = state.clock.now();
    let refresh_token = SecretValue::random();
    queries::insert_refresh_token(conn, session.id, &refresh_token.hash, now).await?;
    let bearer = Bearer {
        user_id: session.user_id,
        session_id: session.id,
    };
    let lifetime = ACCESS_LIFETIME.min(session.expires_at - now);
    let access_token = state
        .signer
        .sign(Purpose::Access, bearer, now, lifetime)
        .map_err(ApiError::internal)?;
    Ok(Tokens {
        access_token,
        token_type: "Bearer".to_owned(),
        expires_in: u32::try_from(lifetime.num_seconds()).unwrap_or_default(),
        refresh_token: refresh_token.text,
        session_expires_at: session.expires_at,
    })
}

/// The session that an access token names, if both are good, and until when the token is.
pub async fn session_of(
    state: &AppState,
    lookup: &Lookup,
    token: &str,
) -> ApiResult<Option<(SessionRow, DateTime<Utc>)>> {
    let now = state.clock.now();
    let verified = state.signer.verify_until(Purpose::Access, token, now);
    let Some((bearer, expires_at)) = verified else {
        return Ok(None);
    };
    let session = lookup.session(Name::Program(bearer.session_id)).await?;
    let session = session.filter(|session| session.user_id == bearer.user_id);
    Ok(session.map(|session| (session, expires_at)))
}
