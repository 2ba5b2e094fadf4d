//! Closes sockets whose session has ended, and keeps sessions alive that are in use through one.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use api_types::socket::CloseCode;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

use crate::db::in_time;
use crate::error::ApiResult;
use crate::realtime::hub::Socket;
use crate::sessions::identity::horizon;
use crate::sessions::queries::{alive_sessions, touch_sessions};
use crate::state::AppState;

/// How often all sockets are looked at: how long one may outlive a session that ended by itself.
const ROUND: Duration = Duration::from_secs(10);

/// Looks at the sockets of those whose session has ended, and now and then at all of them.
pub async fn run(state: AppState) {
    let mut round = tokio::time::interval(ROUND);
    round.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let hub = state.realtime.hub();
    loop {
        let looked_at = tokio::select! {
            people = state.realtime.ended_sessions() => {
                let sockets = people.into_iter().flat_map(|person| hub.sockets(Some(person)));
                in_time(close_ended(&state, sockets.collect())).await
            }
            _ = round.tick() => in_time(look_at_all(&state)).await,
        };
        if let Err(error) = looked_at {
            tracing::warn!("it is not known whose sessions have ended: {error}");
        }
    }
}

async fn look_at_all(state: &AppState) -> ApiResult<()> {
    let hub = state.realtime.hub();
    let active = hub.take_active();
    if !active.is_empty() {
        let mut conn = state.connection().await?;
        touch_sessions(&mut conn, &active, state.clock.now()).await?;
    }
    close_ended(state, hub.sockets(None)).await
}

async fn close_ended(state: &AppState, sockets: Vec<Arc<Socket>>) -> ApiResult<()> {
    let owners = sockets.iter().filter_map(|socket| socket.owner);
    let sessions: HashSet<Uuid> = owners.map(|owner| owner.session_id).collect();
    if sessions.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = sessions.into_iter().collect();
    let mut conn = state.connection().await?;
    let alive = alive_sessions(&mut conn, &ids, horizon(state)).await?;
    let alive: HashSet<_> = alive.into_iter().collect();
    let now = state.clock.now();
    for socket in sockets {
        if let Some(owner) = socket.owner
            && (!alive.contains(&owner.session_id) || owner.expires_at.is_some_and(|at| at <= now))
        {
            socket.outbox.close(CloseCode::SessionEnded);
        }
    }
    Ok(())
}
