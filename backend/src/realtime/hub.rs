//! The open sockets of this process: whose they are, how far each has received its messages, and
//! what each watches.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use api_types::socket::{CloseCode, ErrorCode, ServerMessage};
use bytestring::ByteString;
use chrono::{DateTime, Utc};
use prometheus::IntCounter;
use uuid::Uuid;

use super::outbox::Outbox;
use super::text_of;

/// Most sockets that one person has open in one process.
const SOCKETS_OF_PERSON: usize = 30;

/// Whose socket it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owner {
    /// The account.
    pub user_id: Uuid,
    /// The session with which the socket was opened; it closes with it.
    pub session_id: Uuid,
    /// When the token with which it was opened expires; of cookies, the session tells.
    pub expires_at: Option<DateTime<Utc>>,
}

/// One open socket.
#[derive(Debug)]
pub struct Socket {
    /// Distinguishes the sockets of this process.
    pub id: u64,
    /// Nobody, of guests.
    pub owner: Option<Owner>,
    /// What waits to be sent.
    pub outbox: Outbox,
    /// Whether the person did something since [`Hub::take_active`] was asked last.
    is_active: AtomicBool,
    /// Messages after this position come through it; older ones do not.
    begins_after: AtomicI64,
}

impl Socket {
    /// Notes that the person does something: their session is in use.
    pub fn touch(&self) {
        self.is_active.store(true, Ordering::Relaxed);
    }

    /// Messages after this position come through it, or came.
    pub fn begins_after(&self) -> i64 {
        self.begins_after.load(Ordering::Relaxed)
    }

    /// Notes after which position its messages begin.
    pub fn begin_after(&self, position: i64) {
        self.begins_after.store(position, Ordering::Relaxed);
    }

    /// Says that something was refused.
    pub fn refuse(&self, code: ErrorCode, id: Option<Uuid>, retry_after: Option<u32>) {
        let message = ServerMessage::Error {
            code,
            detail: code.detail().to_owned(),
            id,
            retry_after,
        };
        self.outbox.push(text_of(&message));
    }
}

/// How far a socket has received the messages of its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    /// It reads what it has missed. Whether there was something new meanwhile.
    Catching { woken: bool },
    /// It got everything up to this position and gets the rest as it comes.
    Live(i64),
}

#[derive(Debug)]
struct Open {
    socket: Arc<Socket>,
    stream: Stream,
    events: Vec<Uuid>,
    /// With the names under which it asked for them.
    people: Vec<(Uuid, String)>,
}

impl Open {
    fn name_of(&self, person: Uuid) -> Option<String> {
        let found = self.people.iter().find(|(id, _)| *id == person);
        found.map(|(_, name)| name.clone())
    }
}

#[derive(Debug, Default)]
struct Person {
    sockets: Vec<u64>,
    /// All messages up to this position were given to the sockets that are live.
    delivered: i64,
}

#[derive(Debug, Default)]
struct Inner {
    /// Why no more sockets are opened, if none are.
    closing: Option<CloseCode>,
    sockets: HashMap<u64, Open>,
    people: HashMap<Uuid, Person>,
    events: HashMap<Uuid, HashSet<u64>>,
    watched_people: HashMap<Uuid, HashSet<u64>>,
}

/// A change of what this process has to know of, for those who subscribe to it elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interest {
    /// The person has a socket here, the first one.
    Person(Uuid),
    /// The person has none any more.
    PersonLeft(Uuid),
    /// The event is watched here.
    Event(Uuid),
    /// Not any more.
    EventLeft(Uuid),
    /// The presence of the person is watched here.
    Presence(Uuid),
    /// Not any more.
    PresenceLeft(Uuid),
}

/// Why no socket is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// The person has too many.
    OfPerson,
    /// All of them together are too many.
    OfAll,
}

/// How many sockets are open, and of how many people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Those of guests, too.
    pub sockets: usize,
    /// Everybody who has one.
    pub people: usize,
}

/// The registry.
#[derive(Debug)]
pub struct Hub {
    inner: Mutex<Inner>,
    next_id: AtomicU64,
    room: usize,
    said: IntCounter,
}

impl Hub {
    /// With room for so many sockets; what they are told is counted.
    pub fn new(room: usize, said: IntCounter) -> Self {
        Self {
            inner: Mutex::default(),
            next_id: AtomicU64::new(0),
            room,
            said,
        }
    }

    /// How many there are.
    pub fn count(&self) -> Count {
        let inner = self.inner();
        Count {
            sockets: inner.sockets.len(),
            people: inner.people.len(),
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a socket that has everything still to catch up with, and says whether it is the person's
    /// first one.
    pub fn open(&self, owner: Option<Owner>) -> Result<(Arc<Socket>, Option<Interest>), Full> {
        let mut inner = self.inner();
        if inner.sockets.len() >= self.room {
            return Err(Full::OfAll);
        }
        let socket = Arc::new(Socket {
            id: self.next_id.fetch_add(1, Ordering::Relaxed),
            owner,
            outbox: Outbox::counting(self.said.clone()),
            is_active: AtomicBool::new(false),
            begins_after: AtomicI64::new(i64::MAX),
        });
        let mut interest = None;
        if let Some(owner) = owner {
            let person = inner.people.entry(owner.user_id).or_default();
            if person.sockets.len() >= SOCKETS_OF_PERSON {
                return Err(Full::OfPerson);
            }
            if person.sockets.is_empty() {
                interest = Some(Interest::Person(owner.user_id));
            }
            person.sockets.push(socket.id);
        }
        let open = Open {
            socket: socket.clone(),
            stream: Stream::Catching { woken: false },
            events: Vec::new(),
            people: Vec::new(),
        };
        if let Some(code) = inner.closing {
            socket.outbox.close(code);
        }
        inner.sockets.insert(socket.id, open);
        Ok((socket, interest))
    }

    /// Removes a socket and all that it watches.
    pub fn close(&self, socket: &Socket) -> Vec<Interest> {
        let mut inner = self.inner();
        let mut changes = inner.watch_events(socket.id, Vec::new());
        changes.extend(inner.watch_people(socket.id, Vec::new()));
        inner.sockets.remove(&socket.id);
        if let Some(owner) = socket.owner
            && let Entry::Occupied(mut person) = inner.people.entry(owner.user_id)
        {
            person.get_mut().sockets.retain(|id| *id != socket.id);
            if person.get().sockets.is_empty() {
                person.remove();
                changes.push(Interest::PersonLeft(owner.user_id));
            }
        }
        changes
    }

    /// Whether the person has a socket open here.
    pub fn is_here(&self, user_id: Uuid) -> bool {
        self.inner().people.contains_key(&user_id)
    }

    /// Sends a text to all sockets of a person.
    pub fn send(&self, user_id: Uuid, text: &ByteString) {
        let inner = self.inner();
        for open in inner.sockets_of(user_id) {
            open.socket.outbox.push(text.clone());
        }
    }

    /// Sends a text to every socket that belongs to somebody.
    pub fn send_to_members(&self, text: &ByteString) {
        for open in self.inner().sockets.values() {
            if open.socket.owner.is_some() {
                open.socket.outbox.push(text.clone());
            }
        }
    }

    /// Closes every socket, and those that are still being opened.
    pub fn close_all(&self, code: CloseCode) {
        let mut inner = self.inner();
        inner.closing = Some(code);
        for open in inner.sockets.values() {
            open.socket.outbox.close(code);
        }
    }

    // --- Messages, in the order of their positions ---

    /// There may be new messages for a person. Returns whether somebody waits for them here and now.
    pub fn wake(&self, user_id: Uuid) -> bool {
        let mut inner = self.inner();
        let Inner {
            sockets, people, ..
        } = &mut *inner;
        let mut is_live = false;
        for id in people
            .get(&user_id)
            .iter()
            .flat_map(|person| &person.sockets)
        {
            match sockets.get_mut(id).map(|open| &mut open.stream) {
                Some(Stream::Catching { woken }) => *woken = true,
                Some(Stream::Live(_)) => is_live = true,
                None => {}
            }
        }
        is_live
    }

    /// Gives a message to the live sockets of a person that do not have it yet, and wakes the others.
    pub fn deliver(&self, user_id: Uuid, position: i64, text: &ByteString) {
        let mut inner = self.inner();
        let Inner {
            sockets, people, ..
        } = &mut *inner;
        let Some(person) = people.get_mut(&user_id) else {
            return;
        };
        for id in &person.sockets {
            let Some(open) = sockets.get_mut(id) else {
                continue;
            };
            match &mut open.stream {
                Stream::Catching { woken } => *woken = true,
                Stream::Live(cursor) if *cursor < position => {
                    *cursor = position;
                    open.socket.outbox.push(text.clone());
                }
                Stream::Live(_) => {}
            }
        }
        person.delivered = person.delivered.max(position);
    }

    /// A socket has read everything up to this position. True if that is all: it is told so, and
    /// gets the rest as it comes. False if there was something new meanwhile, and it has to read on.
    pub fn go_live(&self, socket: &Socket, position: i64) -> bool {
        let mut inner = self.inner();
        let Some(owner) = socket.owner else {
            return true;
        };
        let is_alone = !inner
            .sockets_of(owner.user_id)
            .any(|open| matches!(open.stream, Stream::Live(_)));
        let Some(open) = inner.sockets.get_mut(&socket.id) else {
            return true;
        };
        if open.stream == (Stream::Catching { woken: true }) {
            open.stream = Stream::Catching { woken: false };
            return false;
        }
        open.stream = Stream::Live(position);
        let up_to_date = ServerMessage::UpToDate { position };
        socket.outbox.push(text_of(&up_to_date));
        if is_alone && let Some(person) = inner.people.get_mut(&owner.user_id) {
            person.delivered = position;
        }
        true
    }

    /// Of these people, those with a live socket, and up to which position they have everything.
    pub fn delivered(&self, people: impl IntoIterator<Item = Uuid>) -> Vec<(Uuid, i64)> {
        let inner = self.inner();
        people
            .into_iter()
            .filter(|id| {
                inner
                    .sockets_of(*id)
                    .any(|open| matches!(open.stream, Stream::Live(_)))
            })
            .filter_map(|id| Some((id, inner.people.get(&id)?.delivered)))
            .collect()
    }

    /// Everybody who has a socket open here.
    pub fn people(&self) -> Vec<Uuid> {
        self.inner().people.keys().copied().collect()
    }

    // --- What is watched ---

    /// Replaces the events that a socket watches.
    pub fn watch_events(&self, socket: &Socket, events: Vec<Uuid>) -> Vec<Interest> {
        self.inner().watch_events(socket.id, events)
    }

    /// A socket watches one event less.
    pub fn unwatch_event(&self, socket: &Socket, event_id: Uuid) -> Vec<Interest> {
        let mut inner = self.inner();
        let left = inner.sockets.get(&socket.id).map(|open| {
            let mut events = open.events.clone();
            events.retain(|id| *id != event_id);
            events
        });
        match left {
            Some(events) => inner.watch_events(socket.id, events),
            None => Vec::new(),
        }
    }

    /// Replaces the people whose presence a socket watches; each with the name that it is told.
    pub fn watch_people(&self, socket: &Socket, people: Vec<(Uuid, String)>) -> Vec<Interest> {
        self.inner().watch_people(socket.id, people)
    }

    /// No socket of the viewer watches this person any more. Returns those that did, and the name
    /// that they were told.
    pub fn stop_watching(
        &self,
        viewer: Uuid,
        person: Uuid,
    ) -> (Vec<(Arc<Socket>, String)>, Vec<Interest>) {
        let mut inner = self.inner();
        let watching: Vec<_> = inner
            .sockets_of(viewer)
            .filter_map(|open| Some((open.socket.clone(), open.name_of(person)?)))
            .collect();
        let mut changes = Vec::new();
        for (socket, _) in &watching {
            let mut left = inner.sockets[&socket.id].people.clone();
            left.retain(|(id, _)| *id != person);
            changes.extend(inner.watch_people(socket.id, left));
        }
        (watching, changes)
    }

    /// The sockets that watch an event.
    pub fn watchers(&self, event_id: Uuid) -> Vec<Arc<Socket>> {
        let inner = self.inner();
        inner
            .events
            .get(&event_id)
            .into_iter()
            .flatten()
            .filter_map(|id| Some(inner.sockets.get(id)?.socket.clone()))
            .collect()
    }

    /// The sockets that watch whether somebody is here, and the name that each is told.
    pub fn watchers_of_person(&self, user_id: Uuid) -> Vec<(Arc<Socket>, String)> {
        let inner = self.inner();
        inner
            .watched_people
            .get(&user_id)
            .into_iter()
            .flatten()
            .filter_map(|id| inner.sockets.get(id))
            .filter_map(|open| Some((open.socket.clone(), open.name_of(user_id)?)))
            .collect()
    }

    /// Whether somebody watches an event.
    pub fn is_watched(&self, event_id: Uuid) -> bool {
        self.inner().events.contains_key(&event_id)
    }

    /// All events that are watched.
    pub fn watched_events(&self) -> Vec<Uuid> {
        self.inner().events.keys().copied().collect()
    }

    /// All people whose presence is watched.
    pub fn watched_people(&self) -> Vec<Uuid> {
        self.inner().watched_people.keys().copied().collect()
    }

    // --- Sessions ---

    /// The sockets of a person, or of everybody.
    pub fn sockets(&self, user_id: Option<Uuid>) -> Vec<Arc<Socket>> {
        let inner = self.inner();
        match user_id {
            Some(user_id) => {
                let open = inner.sockets_of(user_id);
                open.map(|open| open.socket.clone()).collect()
            }
            None => {
                let open = inner.sockets.values();
                open.map(|open| open.socket.clone()).collect()
            }
        }
    }

    /// The sessions that were in use since this was asked last.
    pub fn take_active(&self) -> Vec<Uuid> {
        let inner = self.inner();
        inner
            .sockets
            .values()
            .filter(|open| open.socket.is_active.swap(false, Ordering::Relaxed))
            .filter_map(|open| Some(open.socket.owner?.session_id))
            .collect()
    }
}

impl Inner {
    fn sockets_of(&self, user_id: Uuid) -> impl Iterator<Item = &Open> {
        self.people
            .get(&user_id)
            .into_iter()
            .flat_map(|person| &person.sockets)
            .filter_map(|id| self.sockets.get(id))
    }

    fn watch_events(&mut self, socket: u64, events: Vec<Uuid>) -> Vec<Interest> {
        let Some(open) = self.sockets.get_mut(&socket) else {
            return Vec::new();
        };
        let before = std::mem::replace(&mut open.events, events.clone());
        watch(
            &mut self.events,
            socket,
            (&before, &events),
            (Interest::Event, Interest::EventLeft),
        )
    }

    fn watch_people(&mut self, socket: u64, people: Vec<(Uuid, String)>) -> Vec<Interest> {
        let Some(open) = self.sockets.get_mut(&socket) else {
            return Vec::new();
        };
        let ids = |people: &[(Uuid, String)]| people.iter().map(|(id, _)| *id).collect::<Vec<_>>();
        let (before, now) = (ids(&open.people), ids(&people));
        open.people = people;
        watch(
            &mut self.watched_people,
            socket,
            (&before, &now),
            (Interest::Presence, Interest::PresenceLeft),
        )
    }
}

type Change = fn(Uuid) -> Interest;

/// Moves a socket from those that it watched to those that it watches now.
fn watch(
    watchers: &mut HashMap<Uuid, HashSet<u64>>,
    socket: u64,
    (before, now): (&[Uuid], &[Uuid]),
    (begins, ends): (Change, Change),
) -> Vec<Interest> {
    let mut changes = Vec::new();
    for id in now {
        let sockets = watchers.entry(*id).or_default();
        if sockets.is_empty() {
            changes.push(begins(*id));
        }
        sockets.insert(socket);
    }
    for id in before.iter().filter(|id| !now.contains(id)) {
        if let Entry::Occupied(mut sockets) = watchers.entry(*id) {
            sockets.get_mut().remove(&socket);
            if sockets.get().is_empty() {
                sockets.remove();
                changes.push(ends(*id));
            }
        }
    }
    changes
}
