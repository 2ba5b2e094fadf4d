//! Booking a place and giving it back, from a ticket or from an event's own page.

use std::rc::Rc;

use api_types::bookings::BookingOutcome;
use api_types::events::{Event, Relation};
use api_types::problem::ProblemKind;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::form::{Guard, use_guard};
use super::session::{Session, use_session};
use super::toasts::{Toasts, use_toasts};
use crate::api::{self, ApiError};
use crate::routes::{self, Route};
use crate::{navigation, t};

/// The ways to book and to cancel.
pub struct Booking {
    /// Whether the server is being asked.
    pub is_busy: bool,
    /// Books a place; guests are sent to log in first, and on to the event.
    pub book: Callback<()>,
    /// Gives the place back.
    pub cancel: Callback<()>,
}

/// Books places at an event. `on_change` hears of the event as it is afterwards.
#[hook]
pub fn use_booking(event: Rc<Event>, on_change: Callback<Rc<Event>>) -> Booking {
    let attempt = Attempt {
        event,
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
        is_busy,
        book,
        cancel,
    }
}

#[derive(Clone)]
struct Attempt {
    event: Rc<Event>,
    on_change: Callback<Rc<Event>>,
    session: Session,
    toasts: Toasts,
    guard: Guard,
}

impl Attempt {
    fn book(self) {
        if self.session.account().is_none() {
            navigation::push(&routes::login_before(&Route::event(self.event.id)));
            return;
        }
        if !self.guard.start() {
            return;
        }
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
            self.guard.finish();
        });
    }

    fn cancel(self) {
        if !self.guard.start() {
            return;
        }
        spawn_local(async move {
            match api::cancel_booking(self.event.id).await {
                Ok(()) => {
                    self.toasts
                        .done(t!("cancelled-toast", title = self.event.title.as_str()));
                    // An invite-only event is out of sight without its booking.
                    if !self.refresh().await {
                        self.on_change.emit(Rc::new(self.without_booking()));
                    }
                }
                Err(error) => self.refused(error).await,
            }
            self.guard.finish();
        });
    }

    /// The event as it is when this person has given back their place.
    fn without_booking(&self) -> Event {
        let event = (*self.event).clone();
        Event {
            relation: Relation::None,
            places_taken: event.places_taken - 1,
            places_left: event.places_left.map(|left| left + 1),
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
            _ => self.toasts.notice(error.words()),
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
