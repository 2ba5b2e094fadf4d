//! What happens while people look: the sockets that are open ([`hub`]) and what waits for each of
//! them ([`outbox`]). Part of the foundation: it knows who is to be told, not what.
//!
//! The database is told first, the world afterwards. What is lost on the way to the world is found
//! again, because everything that is told here can be asked for.

mod frames;
pub mod hub;
pub mod outbox;
pub mod wire;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use api_types::socket::ServerMessage;
use bytestring::ByteString;
use tokio::sync::Notify;
use uuid::Uuid;

use self::hub::{Hub, Interest, Owner, Socket};

/// How long somebody may be away before it is told: a page that loads again is no absence.
const GRACE: Duration = Duration::from_secs(4);

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
    /// Events of which something is different.
    events: Pending,
    /// People who have new messages.
    people: Pending,
    /// People of whom a session may have ended.
    sessions: Pending,
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

    /// Adds a socket. None if its owner has too many.
    pub fn open(&self, owner: Option<Owner>) -> Option<Arc<Socket>> {
        let (socket, first) = self.hub().open(owner)?;
        if let Some(Interest::Person(user_id)) = first {
            self.follow(first);
            self.presence_changed(user_id, true);
        }
        Some(socket)
    }

    /// Removes a socket.
    pub fn close(&self, socket: &Socket) {
        let changes = self.hub().close(socket);
        for change in &changes {
            if let Interest::PersonLeft(user_id) = *change {
                let realtime = self.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(GRACE).await;
                    if !realtime.hub().is_here(user_id) {
                        realtime.presence_changed(user_id, false);
                    }
                });
            }
        }
        self.follow(changes);
    }

    /// Tells those who watch whether a person is here.
    fn presence_changed(&self, user_id: Uuid, is_connected: bool) {
        tell_presence(self.hub().watchers_of_person(user_id), is_connected);
    }

    /// Whether no other process is told of anything.
    pub fn is_alone(&self) -> bool {
        true
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

    /// Looks whether sockets of a person belong to sessions that have ended. To be called after the
    /// commit.
    pub fn sessions_ended(&self, user_id: Uuid) {
        if self.hub().is_here(user_id) {
            self.shared.sessions.add([user_id]);
        }
    }

    /// Tells other processes that there are new messages for these people.
    pub fn wake_elsewhere(&self, _people: &HashSet<Uuid>) {}

    /// Does something if a person has no socket open anywhere.
    pub fn when_absent(&self, user_id: Uuid, absent: impl FnOnce() + Send + 'static) {
        if !self.hub().is_here(user_id) {
            absent();
        }
    }

    /// Whether a person has a socket open, here or elsewhere.
    pub async fn is_connected(&self, user_id: Uuid) -> bool {
        self.hub().is_here(user_id)
    }

    /// Two people see each other's coming and going no more, and are told that the other is not
    /// here.
    pub fn part(&self, first: Uuid, second: Uuid) {
        for (viewer, seen) in [(first, second), (second, first)] {
            let (watching, changes) = self.hub().stop_watching(viewer, seen);
            self.follow(changes);
            tell_presence(watching, false);
        }
    }

    /// The events of which something is different; waits for them.
    pub async fn changed_events(&self) -> HashSet<Uuid> {
        self.shared.events.take().await
    }

    /// The people who have new messages from elsewhere; waits for them.
    pub async fn woken(&self) -> HashSet<Uuid> {
        self.shared.people.take().await
    }

    /// The people of whom a session may have ended; waits for them.
    pub async fn ended_sessions(&self) -> HashSet<Uuid> {
        self.shared.sessions.take().await
    }

    /// Takes note of what this process has to hear of from now on.
    pub fn follow(&self, changes: impl IntoIterator<Item = Interest>) {
        for change in changes {
            tracing::trace!(?change, "interest");
        }
    }
}

fn tell_presence(watchers: Vec<(Arc<Socket>, String)>, is_connected: bool) {
    for (socket, username) in watchers {
        socket.outbox.push(text_of(&ServerMessage::Presence {
            username,
            is_connected,
        }));
    }
}

/// A message as it travels.
pub fn text_of(message: &ServerMessage) -> ByteString {
    // Numbers, texts and lists of them can always be written.
    serde_json::to_string(message).unwrap_or_default().into()
}
