//! The one thing to do on the page of an event: book, or give the place back. What can be done is
//! what the server says (`eligibility`), not what this program believes.

use std::rc::Rc;

use api_types::bookings::{BookingObstacle, Eligibility};
use api_types::events::{Event, Relation};
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::components::{Button, ButtonKind, Dialog, Link, PlacesLeft};
use crate::hooks::{Remote, use_booking, use_remote, use_session};
use crate::routes::{self, Route};
use crate::{api, browser, t};

/// Properties of [`Action`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The event.
    pub event: Rc<Event>,
    /// What a place costs, in words.
    pub price: AttrValue,
    /// Hears of the event as it is afterwards.
    pub on_change: Callback<Rc<Event>>,
}

/// The action; a bar at the bottom of the screen on phones.
#[component]
pub fn Action(props: &Props) -> Html {
    let event = &props.event;
    let session = use_session();
    let booking = use_booking(event.clone(), props.on_change.clone());
    let asks = use_state(|| false);
    let area = use_node_ref();
    // Asked again whenever the person's tie to the event or the number of places changes.
    let key = (event.id, event.relation, event.places_left, session.epoch);
    let remote = use_remote(key, |key| async move { api::get_eligibility(key.0).await });
    let obstacle = match &remote.value {
        Remote::Ready(eligibility) => Some(eligibility.obstacle),
        // The booking itself is the last word; until the answer is there, the event tells enough.
        Remote::Loading if event.relation == Relation::Accepted => {
            Some(Some(BookingObstacle::AlreadyBooked))
        }
        Remote::Loading => None,
        Remote::Failed(_) => Some(guess(event, session.account().is_some())),
    };
    let places = PlacesLeft::of_event(event);
    let was_booked = use_mut_ref(|| event.relation == Relation::Accepted);
    let is_booked = event.relation == Relation::Accepted;
    let is_fresh = is_booked && !*was_booked.borrow();
    {
        let area = area.clone();
        use_effect_with(is_booked, move |is_booked| {
            let changed = was_booked.replace(*is_booked) != *is_booked;
            // The button that was pressed is gone; the focus stays where it was.
            if changed
                && browser::focus_is_lost()
                && let Some(area) = area.cast::<HtmlElement>()
            {
                browser::focus_in_place(&area);
            }
        });
    }
    let ask = {
        let asks = asks.clone();
        Callback::from(move |()| asks.set(true))
    };
    let keep = {
        let asks = asks.clone();
        Callback::from(move |()| asks.set(false))
    };
    let cancel = {
        let (asks, cancel) = (asks.clone(), booking.cancel.clone());
        Callback::from(move |()| {
            asks.set(false);
            cancel.emit(());
        })
    };
    let control = match obstacle {
        None => html! { <span class="bone action h-11" /> },
        Some(None) => html! {
            <Button kind={ButtonKind::Main} is_busy={booking.is_busy} on_press={booking.book}>
                { t!("book-a-place") }
            </Button>
        },
        Some(Some(BookingObstacle::LoginRequired)) => html! {
            <Link to={routes::login_before(&Route::event(event.id))} class="btn btn-primary">
                { t!("log-in-to-book") }
            </Link>
        },
        Some(Some(BookingObstacle::AlreadyBooked)) => html! {
            <Button is_busy={booking.is_busy} on_press={ask}>{ t!("cancel-booking") }</Button>
        },
        Some(Some(obstacle)) => instead(obstacle),
    };
    let is_over_or_full = matches!(
        obstacle,
        Some(Some(
            BookingObstacle::EventOver | BookingObstacle::EventFull | BookingObstacle::OwnEvent
        ))
    );
    html! {
        <>
            if is_booked {
                <p class="stamp" role="status" data-fresh={is_fresh.to_string()}>{ t!("booked-stamp") }</p>
            }
            <div class="action-bar" ref={area} tabindex="-1">
                if !is_over_or_full {
                    // On phones the stub with the numbers may be out of sight.
                    <p class="max-w-28 text-sm leading-snug min-[60rem]:hidden" aria-hidden="true">
                        <strong class="block">{ props.price.clone() }</strong>
                        { places.words(false) }
                    </p>
                }
                { control }
            </div>
            <Dialog id="cancel-booking" is_open={*asks} title={t!("cancel-booking-title")} on_close={keep.clone()}>
                <p>{ t!("cancel-booking-text", title = event.title.as_str()) }</p>
                <div class="mt-6 flex flex-wrap justify-end gap-3 max-sm:flex-col">
                    <Button on_press={keep}>{ t!("cancel-booking-no") }</Button>
                    <Button kind={ButtonKind::Main} on_press={cancel}>{ t!("cancel-booking-yes") }</Button>
                </div>
            </Dialog>
        </>
    }
}

/// Where nothing can be booked: why, and what to do instead.
fn instead(obstacle: BookingObstacle) -> Html {
    let words = match obstacle {
        BookingObstacle::OwnEvent => t!("obstacle-own"),
        BookingObstacle::EventOver => t!("obstacle-over"),
        BookingObstacle::EventFull => t!("obstacle-full"),
        BookingObstacle::LoginRequired | BookingObstacle::AlreadyBooked => AttrValue::default(),
    };
    html! {
        <div class="action grid gap-1">
            <p class="font-semibold">{ words }</p>
            if obstacle != BookingObstacle::OwnEvent {
                <Link to="/event-overview" class="text-link justify-self-start text-sm">{ t!("see-other-events") }</Link>
            }
        </div>
    }
}

/// What the event itself tells, for the case that the question could not be asked.
fn guess(event: &Event, is_member: bool) -> Option<BookingObstacle> {
    let obstacle = match event.relation {
        Relation::Creator => Some(BookingObstacle::OwnEvent),
        Relation::Accepted => Some(BookingObstacle::AlreadyBooked),
        _ if event.is_over => Some(BookingObstacle::EventOver),
        _ if event.places_left == Some(0) => Some(BookingObstacle::EventFull),
        _ if !is_member => Some(BookingObstacle::LoginRequired),
        _ => None,
    };
    Eligibility::of(obstacle).obstacle
}
