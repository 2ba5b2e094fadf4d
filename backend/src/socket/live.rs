//! Live events: whoever watches an event learns what is different, as soon as it is.
//!
//! However often an event changes, it is read at most once in a round, and one statement reads all
//! that have changed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use api_types::socket::ServerMessage;
use uuid::Uuid;

use crate::db::in_time;
use crate::error::ApiResult;
use crate::events::queries::{EventState, event_states, tied_to};
use crate::realtime::hub::Socket;
use crate::realtime::text_of;
use crate::state::AppState;

/// How long a round lasts.
const ROUND: Duration = Duration::from_millis(100);
/// How long to wait when the database does not answer.
const RETRY: Duration = Duration::from_secs(1);

/// Tells of changed events, for as long as the process runs.
pub async fn run(state: AppState) {
    loop {
        let ids = Vec::from_iter(state.realtime.changed_events().await);
        while let Err(error) = in_time(tell(&state, &ids)).await {
            tracing::warn!("those who watch events wait for news: {error}");
            tokio::time::sleep(RETRY).await;
        }
        tokio::time::sleep(ROUND).await;
    }
}

/// Who watches, and how things are.
struct Look {
    watchers: HashMap<Uuid, Vec<Arc<Socket>>>,
    states: HashMap<Uuid, EventState>,
    /// Of events that not everybody may see: which of those who watch are on the list.
    listed: HashSet<(Uuid, Uuid)>,
}

async fn tell(state: &AppState, ids: &[Uuid]) -> ApiResult<()> {
    let look = Look::at(state, ids).await?;
    for (event_id, sockets) in &look.watchers {
        let found = look.states.get(event_id);
        let news = found.map(|found| {
            text_of(&ServerMessage::Event {
                event: found.now.clone(),
            })
        });
        let gone = text_of(&ServerMessage::EventGone { id: *event_id });
        for socket in sockets {
            match &news {
                Some(news) if look.may_see(*event_id, socket) => socket.outbox.push(news.clone()),
                _ => {
                    let left = state.realtime.hub().unwatch_event(socket, *event_id);
                    state.realtime.follow(left);
                    socket.outbox.push(gone.clone());
                }
            }
        }
    }
    Ok(())
}

impl Look {
    async fn at(state: &AppState, ids: &[Uuid]) -> ApiResult<Self> {
        let hub = state.realtime.hub();
        let watchers: HashMap<_, _> = ids.iter().map(|id| (*id, hub.watchers(*id))).collect();
        let mut conn = state.connection().await?;
        let states = event_states(&mut conn, ids).await?;
        let private = states.iter().filter(|event| !event.is_public);
        let private: Vec<_> = private.map(|event| event.now.id).collect();
        let people: HashSet<_> = private
            .iter()
            .filter_map(|id| watchers.get(id))
            .flatten()
            .filter_map(|socket| Some(socket.owner?.user_id))
            .collect();
        let listed = tied_to(&mut conn, &private, &Vec::from_iter(people)).await?;
        Ok(Self {
            watchers,
            states: states
                .into_iter()
                .map(|event| (event.now.id, event))
                .collect(),
            listed,
        })
    }

    fn may_see(&self, event_id: Uuid, socket: &Socket) -> bool {
        let Some(event) = self.states.get(&event_id) else {
            return false;
        };
        let person = socket.owner.map(|owner| owner.user_id);
        event.is_public
            || person
                .is_some_and(|id| id == event.creator_id || self.listed.contains(&(event_id, id)))
    }
}
