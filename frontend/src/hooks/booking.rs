//! Booking a place and giving it back, from a ticket or from an event's own page.

use std::rc::Rc;

use api_types::bookings::BookingOutcome;
use api_types::events::{Event, Relation, Visibility};
use api_types::problem::ProblemKind;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::form::{Guard, use_guard};
use super::session::{Session, use_session};
use super::toasts::{Toasts, use_toasts};
use crate::api::{self, ApiError};
use crate::t;

/// The ways to book and to cancel.
pub struct Booking {
    /// The event as it will be, as long as the server is being asked; else as it is. Nobody else
    /// hears of it before it is true, so there is nothing to take back when it is refused.
    pub event: Rc<Event>,
    /// Whether the server is being asked.
    pub is_busy: bool,
    /// Books a place.
    pub book: Callback<()>,
    /// Gives the place back, or declines the invitation.
    pub cancel: Callback<()>,
}

/// Books places at an event. `on_change` hears of the event as it is afterwards.
#[hook]
pub fn use_booking(event: Rc<Event>, on_change: Callback<Rc<Event>>) -> Booking {
    let expected = use_state(|| None::<Rc<Event>>);
    let shown = (*expected).clone().unwrap_or_else(|| event.clone());
    let attempt = Attempt {
        event,
        expected: expected.setter(),
        on_change,
        session: use_session(),
        toasts: use_toasts(),
        guard: use_guard(),
    };
    let is_busy = attempt.guard.is_busy();
    let book = {
        let attempt = attempt.clone();
        Callback::from(move |()| attempt.clone().book())
    };
    let cancel = Callback::from(move |()| attempt.clone().cancel());
    Booking {
        event: shown,
        is_busy,
        book,
        cancel,
    }
}

#[derive(Clone)]
struct Attempt {
    event: Rc<Event>,
    expected: UseStateSetter<Option<Rc<Event>>>,
    on_change: Callback<Rc<Event>>,
    session: Session,
    toasts: Toasts,
    guard: Guard,
}

/// Whether somebody who was at an event does not see it any more.
pub fn is_out_of_sight(event: &Event) -> bool {
    event.visibility == Visibility::InviteOnly && event.relation == Relation::None
}

impl Attempt {
    fn book(self) {
        if !self.guard.start() {
            return;
        }
        self.expected.set(Some(Rc::new(self.with_booking())));
        spawn_local(async move {
            match api::book_event(self.event.id).await {
                Ok(receipt) => {
                    let title = receipt.event.title.as_str();
                    self.toasts.done(match receipt.outcome {
                        BookingOutcome::Booked => t!("booked-toast", title = title),
                        BookingOutcome::AlreadyBooked => t!("booked-already-toast", title = title),
                    });
                    self.on_change.emit(Rc::new(receipt.event));
                }
                Err(error) => self.refused(error).await,
            }
            self.expected.set(None);
            self.guard.finish();
        });
    }

    fn cancel(self) {
        if !self.guard.start() {
            return;
        }
        self.expected.set(Some(Rc::new(self.without_booking())));
        spawn_local(async move {
            match api::cancel_booking(self.event.id).await {
                Ok(()) => {
                    self.say_cancelled();
                    // An invite-only event is out of sight now; asking for it would find nothing.
                    if self.event.visibility == Visibility::InviteOnly || !self.refresh().await {
                        self.on_change.emit(Rc::new(self.without_booking()));
                    }
                }
                Err(error) => self.refused(error).await,
            }
            self.expected.set(None);
            self.guard.finish();
        });
    }

    /// Says what was given up, and offers it again where that is possible.
    fn say_cancelled(&self) {
        let title = self.event.title.as_str();
        let words = match self.event.relation {
            Relation::Invited => t!("declined-toast", title = title),
            _ => t!("cancelled-toast", title = title),
        };
        // Booking would be more than to be invited again, and what is out of sight cannot be booked.
        if self.event.relation == Relation::Invited
            || self.event.visibility == Visibility::InviteOnly
        {
            self.toasts.done(words);
            return;
        }
        let again = Self {
            event: Rc::new(self.without_booking()),
            ..self.clone()
        };
        let undo = Callback::from(move |()| again.clone().book());
        self.toasts.undoable(words, t!("undo"), undo);
    }

    /// The event as it is when this person has a place.
    fn with_booking(&self) -> Event {
        let event = (*self.event).clone();
        let taken = i32::from(event.relation != Relation::Accepted);
        Event {
            relation: Relation::Accepted,
            places_taken: event.places_taken + taken,
            places_left: event.places_left.map(|left| (left - taken).max(0)),
            ..event
        }
    }

    /// The event as it is when this person has given back what they had.
    fn without_booking(&self) -> Event {
        let event = (*self.event).clone();
        let freed = i32::from(event.relation == Relation::Accepted);
        Event {
            relation: Relation::None,
            places_taken: event.places_taken - freed,
            places_left: event.places_left.map(|left| left + freed),
            ..event
        }
    }

    /// Says why not, and shows the event as it is by now.
    async fn refused(&self, error: ApiError) {
        match error.kind() {
            Some(ProblemKind::LoginRequired) => self.session.ended(),
            Some(
                ProblemKind::EventFull
                | ProblemKind::EventOver
                | ProblemKind::OwnEvent
                | ProblemKind::NotFound,
            ) => {
                self.toasts.notice(error.words());
                self.refresh().await;
            }
            _ => {
                self.toasts.notice(error.words());
                // It may have had its effect all the same.
                if error.is_open() {
                    self.refresh().await;
                }
            }
        }
    }

    /// Shows the event as the server has it now; false if it is not to be had.
    async fn refresh(&self) -> bool {
        match api::get_event(self.event.id).await {
            Ok(event) => {
                self.on_change.emit(Rc::new(event));
                true
            }
            Err(_) => false,
        }
    }
}
