//! The one thing to do on the page of somebody's event: for guests, to log in. What can be done is
//! what the server says (`eligibility`), not what this program believes.

use api_types::bookings::BookingObstacle;
use api_types::events::{Event, PlacesLeft};
use yew::prelude::*;

use super::action::Props;
use crate::api;
use crate::chunk::Members;
use crate::components::{Later, Link, places_words};
use crate::hooks::{Remote, use_remote, use_session};
use crate::routes::{self, Route};
use crate::t;

/// What somebody can do who did not create the event.
#[component]
pub fn Offer(props: &Props) -> Html {
    let props = props.clone();
    if use_session().account().is_none() {
        return html! { <GuestOffer ..props /> };
    }
    html! { <Later meanwhile={bar(bones())} show={move |members: Members| (members.offer)(props.clone())} /> }
}

#[component]
fn GuestOffer(props: &Props) -> Html {
    let event = &props.event;
    let session = use_session();
    // Asked again whenever there is a place, or none any more.
    let key = (event.id, event.places_left == Some(0), session.epoch);
    let remote = use_remote(key, |key| async move { api::get_eligibility(key.0).await });
    let obstacle = match &remote.value {
        Remote::Ready(eligibility) => eligibility.obstacle,
        Remote::Loading => return bar(bones()),
        // The event itself tells enough.
        Remote::Failed(_) if event.places_left == Some(0) => Some(BookingObstacle::EventFull),
        Remote::Failed(_) => Some(BookingObstacle::LoginRequired),
    };
    match obstacle {
        Some(obstacle @ (BookingObstacle::EventOver | BookingObstacle::EventFull)) => {
            bar(instead(obstacle))
        }
        _ => bar(html! {
            <>
                { numbers(event, &props.price) }
                <Link to={routes::login_before(&Route::event(event.id))} class="btn btn-primary">
                    { t!("log-in-to-book") }
                </Link>
            </>
        }),
    }
}

fn bar(content: Html) -> Html {
    html! { <div class="action-bar" tabindex="-1">{ content }</div> }
}

fn bones() -> Html {
    html! { <span class="bone action h-11" /> }
}

/// Price and places: on phones the stub that has them may be out of sight.
pub(super) fn numbers(event: &Event, price: &AttrValue) -> Html {
    html! {
        <p class="max-w-28 text-sm leading-snug min-[60rem]:hidden" aria-hidden="true">
            <strong class="block">{ price }</strong>
            { places_words(PlacesLeft::of_event(event), false) }
        </p>
    }
}

/// Where nothing can be booked: why, and what to do instead.
pub(super) fn instead(obstacle: BookingObstacle) -> Html {
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
