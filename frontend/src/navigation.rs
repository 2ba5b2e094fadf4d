//! Moving between addresses: history, and what the reader expects of it. Going to a page starts
//! at its top with the focus on its heading; coming back finds scroll position and focus where
//! they were.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use gloo_events::EventListener;
use web_sys::{Element, HtmlElement};
use yew_router::history::{BrowserHistory, History};

use crate::browser;

/// How one came to the present address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// By loading the page.
    Load,
    /// By following a link.
    Push,
    /// By going back or forward.
    Pop,
}

/// Where one was on an address that was left.
#[derive(Debug, Clone, Default)]
struct Place {
    scroll: f64,
    focus: Option<String>,
}

/// What one comes back to as soon as it is there, unless something else has the focus by then.
struct Late {
    place: Place,
    focused: Option<Element>,
}

thread_local! {
    static ADDRESS: RefCell<String> = const { RefCell::new(String::new()) };
    static PLACES: RefCell<HashMap<String, Place>> = RefCell::new(HashMap::new());
    static ARRIVAL: Cell<Arrival> = const { Cell::new(Arrival::Load) };
    static UNSETTLED: Cell<Option<Arrival>> = const { Cell::new(None) };
    static LATE: RefCell<Option<Late>> = const { RefCell::new(None) };
}

/// Listens to back and forward. Must run before the router is made, so that it hears first.
pub fn install() {
    ADDRESS.with_borrow_mut(|address| *address = browser::current_address());
    let window = browser::window();
    if let Ok(history) = window.history() {
        // We restore positions ourselves, when the content is there; after a reload the browser does.
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
        EventListener::new(&window, "pagehide", move |_| {
            let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Auto);
        })
        .forget();
    }
    EventListener::new(&window, "popstate", |_| leave(Arrival::Pop)).forget();
}

/// Goes to an address; the present one stays in the history.
pub fn push(address: &str) {
    remember();
    BrowserHistory::new().push(address);
    arrive(Arrival::Push);
}

/// Goes to an address in place of the present one.
pub fn replace(address: &str) {
    BrowserHistory::new().replace(address);
    arrive(Arrival::Push);
}

/// How one came to the present address.
pub fn arrival() -> Arrival {
    ARRIVAL.get()
}

fn remember() {
    let place = Place {
        scroll: browser::window().scroll_y().unwrap_or_default(),
        focus: browser::document()
            .active_element()
            .map(|element| element.id())
            .filter(|id| !id.is_empty()),
    };
    let address = ADDRESS.with_borrow(Clone::clone);
    PLACES.with_borrow_mut(|places| places.insert(address, place));
}

fn leave(arrival: Arrival) {
    remember();
    arrive(arrival);
}

fn path(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

fn arrive(arrival: Arrival) {
    let now = browser::current_address();
    let before = ADDRESS.replace(now.clone());
    if before == now {
        return;
    }
    ARRIVAL.set(arrival);
    LATE.set(None);
    if path(&before) == path(&now) {
        // Another filter on the same page is not another page: the focus stays, and whoever comes
        // back finds the scroll position as soon as there is something to scroll to.
        if arrival == Arrival::Pop {
            come_back_late(Place {
                focus: None,
                ..place_left()
            });
        }
        return;
    }
    UNSETTLED.set(Some(arrival));
    if arrival == Arrival::Push {
        browser::window().scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Where one was when one left the present address.
fn place_left() -> Place {
    ADDRESS.with_borrow(|address| {
        PLACES.with_borrow(|places| places.get(address).cloned().unwrap_or_default())
    })
}

/// Called with a page's heading as soon as the page shows its content: moves focus and scroll
/// position to where the reader expects them, once for each arrival.
pub fn settle(heading: &HtmlElement) {
    let Some(arrival) = UNSETTLED.take() else {
        return;
    };
    let place = match arrival {
        Arrival::Pop => place_left(),
        Arrival::Load | Arrival::Push => Place::default(),
    };
    if go_back_to(&place).is_none() {
        browser::focus_in_place(heading);
        if arrival == Arrival::Pop {
            come_back_late(place);
        }
    }
}

fn come_back_late(place: Place) {
    LATE.set(Some(Late {
        place,
        focused: browser::document().active_element(),
    }));
}

/// Called when a part of the page arrives later than its heading: what the reader comes back to may
/// be there only now. Who has gone on meanwhile is left alone.
pub fn settle_late() {
    let Some(Late { place, focused }) = LATE.take() else {
        return;
    };
    let is_waiting = browser::focus_is_lost() || browser::document().active_element() == focused;
    if is_waiting {
        go_back_to(&place);
    }
}

/// Restores scroll position and focus, if what had the focus is there.
fn go_back_to(place: &Place) -> Option<()> {
    browser::window().scroll_to_with_x_and_y(0.0, place.scroll);
    let before = browser::element(place.focus.as_deref()?)?;
    browser::focus_in_place(&before);
    Some(())
}
