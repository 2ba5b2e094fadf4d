//! Where actix-session keeps what it knows: rows of `sessions`.

use std::collections::HashMap;
use std::net::IpAddr;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration;
use chrono::TimeDelta;
use diesel_async::AsyncConnection;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::lookup::{Lookup, Name, NotKnown};
use super::queries::{self, SessionRow};
use crate::secret_value::{SecretValue, hash_of};
use crate::state::AppState;

/// Keys of the session's state: its id.
pub(super) const SESSION: &str = "session_id";
/// Who logged in.
pub(super) const USER: &str = "user_id";
/// From where.
pub(super) const ADDRESS: &str = "ip_address";
/// With what.
pub(super) const AGENT: &str = "user_agent";
/// Stands alone: why the database did not say whose session it is.
pub(super) const UNKNOWN: &str = "unknown";
/// Stands alone: it was not even asked, since more is asked for than can be served.
pub(super) const OVERLOADED: &str = "overloaded";

type State = HashMap<String, String>;

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

fn entry<T: DeserializeOwned>(state: &State, name: &str) -> anyhow::Result<T> {
    let text = state
        .get(name)
        .ok_or_else(|| anyhow::anyhow!("a session without {name}"))?;
    Ok(serde_json::from_str(text)?)
}

fn set(state: &mut State, name: &str, value: &impl Serialize) -> anyhow::Result<()> {
    state.insert(name.to_owned(), serde_json::to_string(value)?);
    Ok(())
}

impl SessionStore for DatabaseStore {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let load = async {
            let name = Name::Key(hash_of(key.as_ref()));
            let Some(session) = self.lookup.session(name).await? else {
                return Ok(None);
            };
            let mut state = State::new();
            set(&mut state, SESSION, &session.id)?;
            set(&mut state, USER, &session.user_id)?;
            set(&mut state, ADDRESS, &session.ip_address.addr())?;
            set(&mut state, AGENT, &session.user_agent)?;
            anyhow::Ok(Some(state))
        };
        // An error here would end the request before anybody could answer it in the way that its
        // address asks for, so `identify` says it.
        load.await.or_else(|error| {
            let mut state = State::new();
            let name = match error.downcast_ref() {
                Some(NotKnown::Overloaded) => OVERLOADED,
                _ => UNKNOWN,
            };
            set(&mut state, name, &format!("{error:#}")).map_err(LoadError::Other)?;
            Ok(Some(state))
        })
    }

    async fn save(&self, state: State, ttl: &Duration) -> Result<SessionKey, SaveError> {
        let save = async {
            let now = self.state.clock.now();
            let key = SecretValue::random();
            let session = SessionRow {
                id: Uuid::now_v7(),
                kind: queries::BROWSER.to_owned(),
                key_hash: Some(key.hash),
                user_id: entry(&state, USER)?,
                ip_address: entry::<IpAddr>(&state, ADDRESS)?.into(),
                user_agent: entry(&state, AGENT)?,
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
