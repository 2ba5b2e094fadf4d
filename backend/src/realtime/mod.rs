//! What happens while people look: the sockets that are open ([`hub`]) and what waits for each of
//! them ([`outbox`]). Part of the foundation: it knows who is to be told, not what.
//!
//! The database is told first, the world afterwards. What is lost on the way to the world is found
//! again, because everything that is told here can be asked for.

pub mod bus;
mod frames;
pub mod hub;
pub mod outbox;
pub mod wire;

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use api_types::socket::ServerMessage;
use bytestring::ByteString;
use prometheus::IntCounter;
use tokio::sync::Notify;
use uuid::Uuid;

use self::bus::{Bus, Note, Orders};
use self::hub::{Full, Hub, Interest, Owner, Socket};

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

#[derive(Debug)]
struct Shared {
    hub: Hub,
    /// Events of which something is different.
    events: Pending,
    /// How often they were taken.
    rounds: AtomicU64,
    /// People who have new messages.
    people: Pending,
    /// People of whom a session may have ended.
    sessions: Pending,
    /// To other processes, if there can be any.
    bus: Option<Bus>,
    /// What the bus is to do, until it runs.
    orders: Mutex<Option<Orders>>,
}

/// The way to everybody who looks; copies share it.
#[derive(Debug, Clone)]
pub struct Realtime {
    shared: Arc<Shared>,
}

impl Realtime {
    /// With a bus to other processes, or alone, and with room for so many sockets; what they are told
    /// is counted.
    pub fn new(has_broker: bool, room: usize, said: IntCounter) -> Self {
        let (bus, orders) = has_broker.then(Bus::new).unzip();
        let shared = Shared {
            hub: Hub::new(room, said),
            events: Pending::default(),
            rounds: AtomicU64::new(0),
            people: Pending::default(),
            sessions: Pending::default(),
            bus,
            orders: Mutex::new(orders),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// What the bus is to do; for the one who runs it.
    pub fn take_orders(&self) -> Option<Orders> {
        let orders = self.shared.orders.lock();
        orders.unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The sockets of this process.
    pub fn hub(&self) -> &Hub {
        &self.shared.hub
    }

    fn bus(&self) -> Option<&Bus> {
        self.shared.bus.as_ref()
    }

    // --- Sockets that come and go ---

    /// Adds a socket, if there is room.
    pub fn open(&self, owner: Option<Owner>) -> Result<Arc<Socket>, Full> {
        let (socket, first) = self.hub().open(owner)?;
        if let Some(Interest::Person(user_id)) = first {
            self.follow(first);
            self.presence_changed(user_id, true);
        }
        Ok(socket)
    }

    /// Removes a socket.
    pub fn close(&self, socket: &Socket) {
        let changes = self.hub().close(socket);
        for change in &changes {
            if let Interest::PersonLeft(user_id) = *change {
                let realtime = self.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(GRACE).await;
                    if !realtime.is_connected(user_id).await {
                        realtime.presence_changed(user_id, false);
                    }
                });
            }
        }
        self.follow(changes);
    }

    /// Takes note of what this process has to hear of from now on.
    pub fn follow(&self, changes: impl IntoIterator<Item = Interest>) {
        if let Some(bus) = self.bus() {
            changes.into_iter().for_each(|change| bus.follow(change));
        }
    }

    /// What is followed so far is heard when this returns: what is read from the database now, and
    /// what is heard, leave no gap.
    pub async fn settle(&self) {
        if let Some(bus) = self.bus() {
            bus.settle().await;
        }
    }

    // --- What is told, here and elsewhere; to be called after the commit ---

    /// Tells everybody who watches an event that something of it is different: its numbers, its
    /// words, or whether it is there at all.
    pub fn event_changed(&self, event_id: Uuid) {
        self.event_changed_here(event_id);
        if let Some(bus) = self.bus() {
            bus.tell_event(event_id);
        }
    }

    fn event_changed_here(&self, event_id: Uuid) {
        if self.hub().is_watched(event_id) {
            self.shared.events.add([event_id]);
        }
    }

    /// Sends something to all devices of a person.
    pub fn tell(&self, user_id: Uuid, message: &ServerMessage) {
        self.note(user_id, Note::Text(text_of(message)));
    }

    /// Whether a person may have a device to which [`Self::tell`] leads.
    pub fn can_reach(&self, user_id: Uuid) -> bool {
        self.bus().is_some() || self.hub().is_here(user_id)
    }

    /// Looks whether sockets of a person belong to sessions that have ended.
    pub fn sessions_ended(&self, user_id: Uuid) {
        self.note(user_id, Note::Sessions);
    }

    /// Two people see each other's coming and going no more, and are told that the other is not
    /// here.
    pub fn part(&self, first: Uuid, second: Uuid) {
        self.note(first, Note::Apart(second));
        self.note(second, Note::Apart(first));
    }

    fn note(&self, user_id: Uuid, note: Note) {
        if let Some(bus) = self.bus() {
            bus.tell_person(user_id, &note);
        }
        self.take_note(user_id, note);
    }

    fn take_note(&self, user_id: Uuid, note: Note) {
        if !self.hub().is_here(user_id) {
            return;
        }
        match note {
            Note::Messages => self.shared.people.add([user_id]),
            Note::Sessions => self.shared.sessions.add([user_id]),
            Note::Text(text) => self.hub().send(user_id, &text),
            Note::Apart(other) => {
                let (watching, changes) = self.hub().stop_watching(user_id, other);
                self.follow(changes);
                tell_presence(watching, false);
            }
        }
    }

    /// Tells other processes that there are new messages for these people.
    pub fn wake_elsewhere(&self, people: &HashSet<Uuid>) {
        if let Some(bus) = self.bus() {
            for id in people {
                bus.tell_person(*id, &Note::Messages);
            }
        }
    }

    // --- Who is here ---

    fn presence_changed(&self, user_id: Uuid, is_connected: bool) {
        self.tell_watchers(user_id, is_connected);
        if let Some(bus) = self.bus() {
            bus.tell_presence(user_id, is_connected);
        }
    }

    fn tell_watchers(&self, user_id: Uuid, is_connected: bool) {
        tell_presence(self.hub().watchers_of_person(user_id), is_connected);
    }

    /// Whether a person has a socket open, here or elsewhere.
    pub async fn is_connected(&self, user_id: Uuid) -> bool {
        if self.hub().is_here(user_id) {
            return true;
        }
        match self.bus() {
            Some(bus) => bus.is_elsewhere(user_id).await,
            None => false,
        }
    }

    /// Does something if a person has no socket open anywhere.
    pub fn when_absent(&self, user_id: Uuid, absent: impl FnOnce() + Send + 'static) {
        if self.hub().is_here(user_id) {
            return;
        }
        let realtime = self.clone();
        tokio::spawn(async move {
            if !realtime.is_connected(user_id).await {
                absent();
            }
        });
    }

    // --- For those who carry the news ---

    /// Whether the message broker is there; nothing where none is wanted.
    pub fn has_broker(&self) -> Option<bool> {
        self.bus().map(Bus::is_up)
    }

    /// Whether no other process is told of anything.
    pub fn is_alone(&self) -> bool {
        self.bus().is_none()
    }

    /// Looks up everything that other processes may have told in vain, and if wanted, lets the
    /// pages ask for the rest.
    fn look_everywhere(&self, with_pages: bool) {
        self.shared.people.add(self.hub().people());
        self.shared.sessions.add(self.hub().people());
        self.shared.events.add(self.hub().watched_events());
        if with_pages {
            let refresh = text_of(&ServerMessage::Refresh);
            self.hub().send_to_members(&refresh);
        }
    }

    /// The events of which something is different; waits for them.
    pub async fn changed_events(&self) -> HashSet<Uuid> {
        let events = self.shared.events.take().await;
        self.shared.rounds.fetch_add(1, Ordering::SeqCst);
        events
    }

    /// How often [`Self::changed_events`] were taken: if it is the same before something is read and
    /// after it is told, nothing newer was told in between.
    pub fn rounds(&self) -> u64 {
        self.shared.rounds.load(Ordering::SeqCst)
    }

    /// Tells those who watch here how these events are, once more.
    pub fn tell_again(&self, events: impl IntoIterator<Item = Uuid>) {
        self.shared.events.add(events);
    }

    /// The people who have new messages from elsewhere; waits for them.
    pub async fn woken(&self) -> HashSet<Uuid> {
        self.shared.people.take().await
    }

    /// The people of whom a session may have ended; waits for them.
    pub async fn ended_sessions(&self) -> HashSet<Uuid> {
        self.shared.sessions.take().await
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
