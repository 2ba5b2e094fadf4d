//! Sends what was written, keeps it until it is stored, and remembers it over a reload.

use std::cell::RefCell;
use std::rc::Rc;

use api_types::Validate;
use api_types::chat::NewMessage;
use api_types::problem::FieldErrors;
use api_types::socket::{ClientMessage, ErrorCode};
use gloo_timers::callback::Timeout;
use uuid::{Builder, Uuid};

use super::outbox::{Outbox, Outgoing};
use crate::browser;
use crate::hooks::draft::Draft;
use crate::hooks::live::{Listeners, Live};

/// How long to wait if the server does not say, in seconds.
const PAUSE: u32 = 2;

/// The messages of one person on their way, of whoever is logged in.
pub(super) struct Sender {
    live: Live,
    outbox: RefCell<Outbox>,
    place: RefCell<Option<Draft>>,
    pause: RefCell<Option<Timeout>>,
    pub(super) changes: Listeners<()>,
}

impl Sender {
    pub(super) fn new(live: Live) -> Rc<Self> {
        Rc::new(Self {
            live,
            outbox: RefCell::default(),
            place: RefCell::default(),
            pause: RefCell::default(),
            changes: Listeners::default(),
        })
    }

    /// From now on the messages are somebody else's.
    pub(super) fn belong_to(self: &Rc<Self>, account: Option<Uuid>) {
        let place = account.map(Draft::outbox_of);
        let kept = place.as_ref().and_then(Draft::load).unwrap_or_default();
        *self.outbox.borrow_mut() = Outbox::of(kept);
        *self.place.borrow_mut() = place;
        self.changes.tell(&());
        self.send_next();
    }

    /// What is on its way to somebody.
    pub(super) fn to(&self, username: &str) -> Vec<Outgoing> {
        let outbox = self.outbox.borrow();
        let messages = outbox.messages().iter();
        messages
            .filter(|message| message.to == username)
            .cloned()
            .collect()
    }

    /// Says something to somebody, or what is wrong with it.
    pub(super) fn write(self: &Rc<Self>, to: &str, text: &str) -> Result<(), FieldErrors> {
        let new = NewMessage {
            id: None,
            text: text.to_owned(),
        };
        let message = Outgoing {
            text: new.validate()?.text,
            id: fresh_id(),
            to: to.to_owned(),
            written_at: browser::now(),
            refusal: None,
        };
        self.outbox.borrow_mut().add(message);
        self.changed();
        Ok(())
    }

    /// Tries once more.
    pub(super) fn retry(self: &Rc<Self>, id: Uuid) {
        self.outbox.borrow_mut().retry(id);
        self.changed();
    }

    /// It is stored, or not wanted any more.
    pub(super) fn remove(self: &Rc<Self>, id: Uuid) {
        let was_here = self.outbox.borrow_mut().remove(id);
        if was_here {
            self.changed();
        }
    }

    /// There is a connection again.
    pub(super) fn start_again(self: &Rc<Self>) {
        self.outbox.borrow_mut().start_again();
        self.send_next();
    }

    /// The server did not take it.
    pub(super) fn refused(self: &Rc<Self>, id: Uuid, code: ErrorCode, retry_after: Option<u32>) {
        match code {
            // It is stored all the same; the message itself tells so.
            ErrorCode::UserNotConnected => {}
            ErrorCode::RateLimited | ErrorCode::Unavailable => {
                let this = self.clone();
                let pause = retry_after.unwrap_or(PAUSE).max(1).saturating_mul(1_000);
                *self.pause.borrow_mut() = Some(Timeout::new(pause, move || this.start_again()));
            }
            _ => {
                self.outbox.borrow_mut().refuse(id, code);
                self.changed();
            }
        }
    }

    fn changed(self: &Rc<Self>) {
        if let Some(place) = &*self.place.borrow() {
            let outbox = self.outbox.borrow();
            if outbox.messages().is_empty() {
                place.clear();
            } else {
                place.keep(&outbox.messages());
            }
        }
        self.changes.tell(&());
        self.send_next();
    }

    fn send_next(self: &Rc<Self>) {
        let next = self.outbox.borrow().next().cloned();
        let Some(Outgoing { id, to, text, .. }) = next else {
            return;
        };
        // Without a connection it waits for one.
        if self.live.send(&ClientMessage::Send { id, to, text }) {
            self.outbox.borrow_mut().left(id);
        }
    }
}

/// A UUID of version 7: what was written later has the higher one.
fn fresh_id() -> Uuid {
    let mut bytes = [0; 10];
    bytes.copy_from_slice(&browser::random_bytes()[..10]);
    Builder::from_unix_timestamp_millis(browser::now() as u64, &bytes).into_uuid()
}
