//! Where actix-session keeps what it knows: rows of `sessions`.

use std::collections::HashMap;
use std::net::IpAddr;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration;
use anyhow::Context;
use chrono::TimeDelta;
use diesel_async::AsyncConnection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::lookup::{Lookup, Name, NotKnown};
use super::queries::{self, SessionRow};
use crate::secret_value::{SecretValue, hash_of};
use crate::state::AppState;

/// What the session's state holds: a [`Login`].
pub(super) const LOGIN: &str = "login";
/// Stands alone: why the database did not say whose session it is.
pub(super) const UNKNOWN: &str = "unknown";
/// Stands alone: it was not even asked, since more is asked for than can be served.
pub(super) const OVERLOADED: &str = "overloaded";

type State = HashMap<String, String>;

/// What is known of a login.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Login {
    /// Of a session that was stored, its id.
    pub(super) session_id: Option<Uuid>,
    /// Who logged in.
    pub(super) user_id: Uuid,
    /// From where.
    pub(super) ip_address: IpAddr,
    /// With what.
    pub(super) user_agent: String,
}

/// The store; it holds connections, not sessions.
#[derive(Clone)]
pub struct DatabaseStore {
    state: AppState,
    lookup: Lookup,
}

impl DatabaseStore {
    /// A store in the application's database.
    pub fn new(state: AppState, lookup: Lookup) -> Self {
        Self { state, lookup }
    }
}

fn state_of(name: &str, value: &impl Serialize) -> anyhow::Result<State> {
    Ok(State::from([(
        name.to_owned(),
        serde_json::to_string(value)?,
    )]))
}

impl SessionStore for DatabaseStore {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let name = Name::Key(hash_of(key.as_ref()));
        let state = match self.lookup.session(name).await {
            Ok(None) => return Ok(None),
            Ok(Some(session)) => state_of(
                LOGIN,
                &Login {
                    session_id: Some(session.id),
                    user_id: session.user_id,
                    ip_address: session.ip_address.addr(),
                    user_agent: session.user_agent,
                },
            ),
            // An error here would end the request before anybody could answer it in the way that its
            // address asks for, so `identify` says it.
            Err(NotKnown::Overloaded) => state_of(OVERLOADED, &true),
            Err(NotKnown::Away(why)) => state_of(UNKNOWN, &why),
        };
        state.map(Some).map_err(LoadError::Other)
    }

    async fn save(&self, state: State, ttl: &Duration) -> Result<SessionKey, SaveError> {
        let save = async {
            let login = state.get(LOGIN).context("a session without a login")?;
            let login: Login = serde_json::from_str(login)?;
            let now = self.state.clock.now();
            let key = SecretValue::random();
            let session = SessionRow {
                id: Uuid::now_v7(),
                kind: queries::BROWSER.to_owned(),
                key_hash: Some(key.hash),
                user_id: login.user_id,
                ip_address: login.ip_address.into(),
                user_agent: login.user_agent,
                created_at: now,
                last_used_at: now,
                expires_at: now + TimeDelta::seconds(ttl.whole_seconds()),
            };
            let mut conn = self.state.connection().await?;
            // Of somebody who was blocked a moment ago there is none, and the key opens nothing.
            conn.transaction(async |conn| queries::insert_session(conn, &session).await)
                .await?;
            Ok(SessionKey::try_from(key.text)?)
        };
        save.await.map_err(SaveError::Other)
    }

    /// What a session holds is fixed at login, so there is nothing to update.
    async fn update(
        &self,
        key: SessionKey,
        _: State,
        _: &Duration,
    ) -> Result<SessionKey, UpdateError> {
        Ok(key)
    }

    /// The expiry is fixed at login, too.
    async fn update_ttl(&self, _: &SessionKey, _: &Duration) -> anyhow::Result<()> {
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> anyhow::Result<()> {
        let mut conn = self.state.connection().await?;
        queries::delete_session_by_key(&mut conn, &hash_of(key.as_ref())).await?;
        Ok(())
    }
}
