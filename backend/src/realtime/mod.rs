//! What happens while people look: the sockets that are open ([`hub`]) and what waits for each of
//! them ([`outbox`]). Part of the foundation: it knows who is to be told, not what.
//!
//! The database is told first, the world afterwards. What is lost on the way to the world is found
//! again, because everything that is told here can be asked for.

pub mod hub;
pub mod outbox;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use api_types::socket::ServerMessage;
use bytestring::ByteString;
use tokio::sync::Notify;
use uuid::Uuid;

use self::hub::{Hub, Interest};

/// A set that somebody waits for.
#[derive(Debug, Default)]
struct Pending {
    ids: Mutex<HashSet<Uuid>>,
    filled: Notify,
}

impl Pending {
    fn add(&self, ids: impl IntoIterator<Item = Uuid>) {
        let mut pending = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        pending.extend(ids);
        if !pending.is_empty() {
            self.filled.notify_one();
        }
    }

    async fn take(&self) -> HashSet<Uuid> {
        loop {
            let taken =
                std::mem::take(&mut *self.ids.lock().unwrap_or_else(PoisonError::into_inner));
            if !taken.is_empty() {
                return taken;
            }
            self.filled.notified().await;
        }
    }
}

#[derive(Debug, Default)]
struct Shared {
    hub: Hub,
    events: Pending,
}

/// The way to everybody who looks; copies share it.
#[derive(Debug, Clone, Default)]
pub struct Realtime {
    shared: Arc<Shared>,
}

impl Realtime {
    /// The sockets of this process.
    pub fn hub(&self) -> &Hub {
        &self.shared.hub
    }

    /// Tells everybody who watches an event that something of it is different: its numbers, its
    /// words, or whether it is there at all. To be called after the commit.
    pub fn event_changed(&self, event_id: Uuid) {
        if self.hub().is_watched(event_id) {
            self.shared.events.add([event_id]);
        }
    }

    /// Sends something to all devices of a person. To be called after the commit of what it tells.
    pub fn tell(&self, user_id: Uuid, message: &ServerMessage) {
        self.hub().send(user_id, &text_of(message));
    }

    /// Whether a person may have a device to which [`Self::tell`] leads.
    pub fn can_reach(&self, user_id: Uuid) -> bool {
        self.hub().is_here(user_id)
    }

    /// The events of which something is different; waits for them.
    pub async fn changed_events(&self) -> HashSet<Uuid> {
        self.shared.events.take().await
    }

    /// Takes note of what this process has to hear of from now on.
    pub fn follow(&self, changes: impl IntoIterator<Item = Interest>) {
        for change in changes {
            tracing::trace!(?change, "interest");
        }
    }
}

/// A message as it travels.
pub fn text_of(message: &ServerMessage) -> ByteString {
    // Numbers, texts and lists of them can always be written.
    serde_json::to_string(message).unwrap_or_default().into()
}
