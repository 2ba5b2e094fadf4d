//! The socket itself: opened, lost, opened again, and told what the page shows.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use api_types::socket::{
    ClientMessage, CloseCode, ServerMessage, WATCHED_EVENTS_MAX, WATCHED_PEOPLE_MAX,
};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{CloseEvent, MessageEvent, WebSocket};
use yew::Callback;

use super::listeners::Listeners;
use super::pace;
use super::watched::Watched;
use crate::{api, browser};

/// How long parts of the page may come and go before the server is told what is watched, in
/// milliseconds.
const WATCH_REST: u32 = 50;
/// How long the server may be silent when it owes an answer, in milliseconds.
const PATIENCE: u32 = 10_000;

/// How the connection is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LiveState {
    /// For the first time, for somebody else, or while the server restarts.
    Connecting,
    /// It is there, and everything that was missed has come.
    Online,
    /// It broke, or never came about.
    Lost {
        /// When, in milliseconds of the browser's clock.
        since: f64,
    },
}

/// An open socket, and what listens to it. Closed when it is dropped.
struct Connection {
    socket: WebSocket,
    _listeners: [EventListener; 2],
}

impl Drop for Connection {
    fn drop(&mut self) {
        let socket = self.socket.clone();
        // Fails only for codes that may not be sent; this one is the usual one.
        let close = move || drop(socket.close());
        if self.socket.ready_state() == WebSocket::CONNECTING {
            // The browser complains in the console about one that is closed before it is open.
            EventListener::once(&self.socket, "open", move |_| close()).forget();
        } else {
            close();
        }
    }
}

/// The socket of the tab.
pub(super) struct Client {
    pub(super) messages: Listeners<Rc<ServerMessage>>,
    pub(super) states: Listeners<LiveState>,
    state: Cell<LiveState>,
    /// Whose socket it is; nobody's for guests.
    owner: Cell<Option<Uuid>>,
    /// The highest position that was seen.
    seen: Cell<Option<i64>>,
    attempts: Cell<u32>,
    connection: RefCell<Option<Connection>>,
    retry: RefCell<Option<Timeout>>,
    patience: RefCell<Option<Timeout>>,
    watch: RefCell<Option<Timeout>>,
    events: RefCell<Watched<Uuid>>,
    people: RefCell<Watched<String>>,
    /// The server has another idea of who is there.
    on_stranger: Callback<()>,
}

impl Client {
    pub(super) fn new(on_stranger: Callback<()>) -> Rc<Self> {
        Rc::new(Self {
            messages: Listeners::default(),
            states: Listeners::default(),
            state: Cell::new(LiveState::Connecting),
            owner: Cell::default(),
            seen: Cell::default(),
            attempts: Cell::default(),
            connection: RefCell::default(),
            retry: RefCell::default(),
            patience: RefCell::default(),
            watch: RefCell::default(),
            events: RefCell::default(),
            people: RefCell::default(),
            on_stranger,
        })
    }

    pub(super) fn state(&self) -> LiveState {
        self.state.get()
    }

    /// Opens the socket for somebody, in place of the one before.
    pub(super) fn open_for(self: &Rc<Self>, owner: Option<Uuid>) {
        if self.owner.replace(owner) != owner {
            self.seen.set(None);
        }
        self.attempts.set(0);
        self.change(LiveState::Connecting);
        self.connect();
    }

    /// There is reason to believe that it works now.
    pub(super) fn hurry(self: &Rc<Self>) {
        if matches!(self.state(), LiveState::Lost { .. }) {
            // An attempt may be under way that began before, and fails.
            self.attempts.set(0);
            if self.connection.borrow().is_none() {
                self.connect();
            }
        }
    }

    /// The browser says that there is no network.
    pub(super) fn cut_off(self: &Rc<Self>) {
        if self.connection.borrow().is_some() {
            self.lost(None);
        }
    }

    /// Says something; false if there is no connection.
    pub(super) fn send(self: &Rc<Self>, message: &ClientMessage) -> bool {
        let connection = self.connection.borrow();
        let Some(connection) = connection.as_ref().filter(|_| self.is_online()) else {
            return false;
        };
        let Ok(text) = serde_json::to_string(message) else {
            return false;
        };
        // It may be closing without our having heard of it; the browser complains about that itself.
        let is_sent = connection.socket.ready_state() == WebSocket::OPEN
            && connection.socket.send_with_str(&text).is_ok();
        if is_sent && matches!(message, ClientMessage::Send { .. }) {
            self.expect_something();
        }
        is_sent
    }

    // Whoever wants something is told how it is now, even if others wanted it before: all that is
    // watched is sent again.
    pub(super) fn watch_event(self: &Rc<Self>, id: &Uuid) {
        self.events.borrow_mut().add(id);
        self.watch_soon();
    }

    pub(super) fn watch_person(self: &Rc<Self>, username: &String) {
        self.people.borrow_mut().add(username);
        self.watch_soon();
    }

    pub(super) fn unwatch_event(self: &Rc<Self>, id: &Uuid) {
        if self.events.borrow_mut().remove(id) {
            self.watch_soon();
        }
    }

    pub(super) fn unwatch_person(self: &Rc<Self>, username: &String) {
        if self.people.borrow_mut().remove(username) {
            self.watch_soon();
        }
    }

    fn is_online(&self) -> bool {
        self.state() == LiveState::Online
    }

    fn change(&self, state: LiveState) {
        if self.state.replace(state) != state {
            self.states.tell(&state);
        }
    }

    fn connect(self: &Rc<Self>) {
        *self.retry.borrow_mut() = None;
        *self.connection.borrow_mut() = None;
        let Ok(socket) = WebSocket::new(&api::socket_address(self.seen.get())) else {
            self.lost(None);
            return;
        };
        let on_message = {
            let this = self.clone();
            EventListener::new(&socket, "message", move |event| {
                let text = event
                    .dyn_ref::<MessageEvent>()
                    .and_then(|event| event.data().as_string());
                // What a newer server says is not understood, and does no harm.
                if let Some(message) = text.and_then(|text| serde_json::from_str(&text).ok()) {
                    this.hear(&Rc::new(message));
                }
            })
        };
        // An `error` is always followed by it.
        let on_close = {
            let this = self.clone();
            EventListener::new(&socket, "close", move |event| {
                let code = event.dyn_ref::<CloseEvent>().map(CloseEvent::code);
                this.lost(code);
            })
        };
        *self.connection.borrow_mut() = Some(Connection {
            socket,
            _listeners: [on_message, on_close],
        });
        self.expect_something();
    }

    fn hear(self: &Rc<Self>, message: &Rc<ServerMessage>) {
        *self.patience.borrow_mut() = None;
        if let Some(position) = position(message) {
            self.seen.set(self.seen.get().max(Some(position)));
        }
        match &**message {
            ServerMessage::Welcome { username }
                if username.is_some() != self.owner.get().is_some() =>
            {
                self.on_stranger.emit(());
            }
            // Guests miss nothing.
            ServerMessage::Welcome { username: None } | ServerMessage::UpToDate { .. } => {
                self.arrived();
            }
            _ => {}
        }
        self.messages.tell(message);
    }

    fn arrived(self: &Rc<Self>) {
        self.attempts.set(0);
        self.change(LiveState::Online);
        if !self.events.borrow().is_empty() || !self.people.borrow().is_empty() {
            self.send_watch();
        }
    }

    fn lost(self: &Rc<Self>, code: Option<u16>) {
        *self.connection.borrow_mut() = None;
        *self.patience.borrow_mut() = None;
        if code == Some(CloseCode::Restart.code()) {
            return self.come_back();
        }
        if !matches!(self.state(), LiveState::Lost { .. }) {
            self.change(LiveState::Lost {
                since: browser::now(),
            });
        }
        let attempts = self.attempts.get();
        let is_unwelcome = [CloseCode::SessionEnded, CloseCode::Flood]
            .iter()
            .any(|unwelcome| Some(unwelcome.code()) == code);
        let pauses = if is_unwelcome {
            attempts.max(pace::UNWELCOME)
        } else {
            attempts
        };
        self.attempts.set(pauses.saturating_add(1));
        self.connect_after(pace::pause(pauses, js_sys::Math::random()));
        if code == Some(CloseCode::SessionEnded.code()) {
            // Perhaps another session took its place; if not, this becomes the page for guests.
            self.on_stranger.emit(());
        }
    }

    /// The server has said that it will be back in a moment, or another one in its place: nothing to
    /// speak of, unless it is not.
    fn come_back(self: &Rc<Self>) {
        self.attempts.set(0);
        self.change(LiveState::Connecting);
        self.connect_after(pace::restart(js_sys::Math::random()));
    }

    fn connect_after(self: &Rc<Self>, pause: u32) {
        let this = self.clone();
        *self.retry.borrow_mut() = Some(Timeout::new(pause, move || this.connect()));
    }

    /// A connection that is dead without knowing it is given up. The browser answers the server's
    /// pings by itself, so that a page hears of nothing for as long as nothing happens: it can only
    /// tell when it waits for something.
    fn expect_something(self: &Rc<Self>) {
        let mut patience = self.patience.borrow_mut();
        if patience.is_none() {
            let this = self.clone();
            *patience = Some(Timeout::new(PATIENCE, move || this.lost(None)));
        }
    }

    fn watch_soon(self: &Rc<Self>) {
        let mut watch = self.watch.borrow_mut();
        if watch.is_none() {
            let this = self.clone();
            *watch = Some(Timeout::new(WATCH_REST, move || this.send_watch()));
        }
    }

    fn send_watch(self: &Rc<Self>) {
        *self.watch.borrow_mut() = None;
        let watched = ClientMessage::Watch {
            events: self.events.borrow().latest(WATCHED_EVENTS_MAX),
            people: self.people.borrow().latest(WATCHED_PEOPLE_MAX),
        };
        // Without a connection it is sent when there is one.
        self.send(&watched);
    }
}

/// Up to where a message says that everything has come.
fn position(message: &ServerMessage) -> Option<i64> {
    match message {
        ServerMessage::Message { message } => Some(message.position),
        ServerMessage::UpToDate { position } => Some(*position),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_positions_is_asked_for_from_there_on() {
        let heard = r#"{"type":"up_to_date","position":7}"#;
        assert_eq!(position(&serde_json::from_str(heard).unwrap()), Some(7));
        let heard = r#"{"type":"message","message":{"id":"01999f4e-8f5c-7c1a-9a52-3d1d55f7c7a1",
            "position":9,"from":"lena","to":"mira","text":"Hi","sent_at":"2026-11-22T17:00:00Z"}}"#;
        assert_eq!(position(&serde_json::from_str(heard).unwrap()), Some(9));
        let heard = r#"{"type":"read","reader":"lena","partner":"mira","up_to":12}"#;
        assert_eq!(position(&serde_json::from_str(heard).unwrap()), None);
    }
}
