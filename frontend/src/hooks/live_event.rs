//! An event on the page that stays as it is on the server.

use std::rc::Rc;

use api_types::events::{Event, Picture};
use api_types::pages::Page;
use api_types::socket::{EventNow, ServerMessage};
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::live::{use_server_messages, use_watched_event};
use crate::api;

/// How long to wait at most before an event that was edited is fetched, in milliseconds: not all who
/// look at it ask at once.
const SPREAD: f64 = 500.0;
/// How long one's own request may take to say that an event is gone before this page says so itself,
/// in milliseconds.
const GONE_PAUSE: u32 = 1_000;

/// Whether an event is still there for the one who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// It is.
    There,
    /// It is not, as of this moment. If it was this person who left it or called it off, the answer to
    /// that is about to come.
    Going,
    /// It is gone.
    Gone,
}

/// Keeps an event up to date: `on_change` hears of it as it is by now.
#[hook]
pub fn use_live_event(event: &Rc<Event>, on_change: Callback<Rc<Event>>) -> Sight {
    let id = event.id;
    let sight = use_state_eq(|| Sight::There);
    let timer = use_mut_ref(|| None::<Timeout>);
    use_watched_event(id);
    let latest = use_mut_ref(|| (event.clone(), on_change.clone()));
    *latest.borrow_mut() = (event.clone(), on_change);
    {
        let (sight, timer) = (sight.setter(), timer.clone());
        use_server_messages(Callback::from(move |message: Rc<ServerMessage>| {
            let (known, on_change) = latest.borrow().clone();
            match &*message {
                ServerMessage::Event { event: now } if now.id == id => {
                    sight.set(Sight::There);
                    if now.version > known.version || is_other(known.picture.as_ref(), now) {
                        let latest = latest.clone();
                        let pause = (js_sys::Math::random() * SPREAD) as u32;
                        *timer.borrow_mut() = Some(Timeout::new(pause, move || {
                            spawn_local(async move {
                                // Without an answer, the next news bring it.
                                if let Ok(event) = api::get_event(id).await {
                                    let (_, on_change) = latest.borrow().clone();
                                    on_change.emit(Rc::new(event));
                                }
                            });
                        }));
                    } else if let Some(newer) = with_numbers(&known, now) {
                        on_change.emit(Rc::new(newer));
                    }
                }
                ServerMessage::EventGone { id: gone } if *gone == id => {
                    sight.set(Sight::Going);
                    let sight = sight.clone();
                    *timer.borrow_mut() =
                        Some(Timeout::new(GONE_PAUSE, move || sight.set(Sight::Gone)));
                }
                _ => {}
            }
        }));
    }
    use_effect_with((), move |()| move || drop(timer.borrow_mut().take()));
    *sight
}

/// A page of a list with an event as it is by now.
pub fn with_event(page: &Page<Event>, newer: &Event) -> Page<Event> {
    let mut next = page.clone();
    for event in &mut next.items {
        if event.id == newer.id {
            *event = newer.clone();
        }
    }
    next
}

/// Whether an event looks different by now.
fn is_other(known: Option<&Picture>, now: &EventNow) -> bool {
    match (known, &now.picture) {
        (Some(known), Some(name)) => !known.large.address.contains(name),
        (known, now) => known.is_some() != now.is_some(),
    }
}

/// The event with the numbers of this moment, if they are others.
fn with_numbers(event: &Event, now: &EventNow) -> Option<Event> {
    let is_news = now.version == event.version && now.places_taken != event.places_taken;
    is_news.then(|| Event {
        places_taken: now.places_taken,
        places_left: now.places_left,
        ..event.clone()
    })
}
