//! The one thing to do on the page of somebody's event, for members: book, give the place back, or
//! answer an invitation. What can be done is what the server says (`eligibility`), not what this
//! program believes. Part of what comes later.

use api_types::bookings::{BookingObstacle, Eligibility};
use api_types::events::{Event, Relation};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::action::Props;
use super::offer::{instead, numbers};
use crate::components::{Button, ButtonKind, Stamp, Withdrawal};
use crate::hooks::{Remote, use_booking, use_remote, use_session};
use crate::{api, browser, t};

/// What a member can do who did not create the event.
#[component]
pub fn MemberOffer(props: &Props) -> Html {
    let event = &props.event;
    let session = use_session();
    let booking = use_booking(event.clone(), props.on_change.clone());
    let asks = use_state(|| false);
    let area = use_node_ref();
    // Asked again whenever the person's tie to the event changes, or whether there is a place at all.
    let is_full = event.places_left == Some(0);
    let key = (event.id, event.relation, is_full, session.epoch);
    let remote = use_remote(key, |key| async move { api::get_eligibility(key.0).await });
    // From here on as it will be, while a booking is on its way.
    let event = &booking.event;
    let obstacle = match &remote.value {
        _ if booking.is_busy => Some(guess(event)),
        Remote::Ready(eligibility) => Some(eligibility.obstacle),
        // The booking itself is the last word; until the answer is there, the event tells enough.
        Remote::Loading if event.relation == Relation::Accepted => {
            Some(Some(BookingObstacle::AlreadyBooked))
        }
        Remote::Loading => None,
        Remote::Failed(_) => Some(guess(event)),
    };
    let is_booked = event.relation == Relation::Accepted;
    let is_invited = event.relation == Relation::Invited;
    let was = use_mut_ref(|| event.relation);
    let is_fresh = is_booked && *was.borrow() != Relation::Accepted;
    {
        let area = area.clone();
        use_effect_with(event.relation, move |relation| {
            let changed = was.replace(*relation) != *relation;
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
                { if is_invited { t!("accept") } else { t!("book-a-place") } }
            </Button>
        },
        Some(Some(BookingObstacle::AlreadyBooked)) => html! {
            <Button is_busy={booking.is_busy} on_press={ask.clone()}>{ t!("cancel-booking") }</Button>
        },
        Some(Some(obstacle)) => instead(obstacle),
    };
    let is_over_or_full = matches!(
        obstacle,
        Some(Some(
            BookingObstacle::EventOver | BookingObstacle::EventFull | BookingObstacle::OwnEvent
        ))
    );
    let has_room_for_numbers = !is_over_or_full && !is_invited;
    html! {
        <>
            if is_booked {
                <Stamp words={t!("booked-stamp")} {is_fresh} />
            }
            if is_invited {
                <p class="font-semibold">{ t!("invited-note", name = event.creator.display_name()) }</p>
            }
            <div class="action-bar" ref={area} tabindex="-1">
                if has_room_for_numbers {
                    { numbers(event, &props.price) }
                }
                { control }
                if is_invited && obstacle.is_some() {
                    <Button on_press={ask}>{ t!("decline") }</Button>
                }
            </div>
            <Withdrawal event={event.clone()} is_open={*asks} on_keep={keep} on_leave={cancel} />
        </>
    }
}

/// What the event itself tells, for the case that the question could not be asked.
fn guess(event: &Event) -> Option<BookingObstacle> {
    let obstacle = match event.relation {
        Relation::Creator => Some(BookingObstacle::OwnEvent),
        Relation::Accepted => Some(BookingObstacle::AlreadyBooked),
        _ if event.is_over => Some(BookingObstacle::EventOver),
        _ if event.places_left == Some(0) => Some(BookingObstacle::EventFull),
        _ => None,
    };
    Eligibility::of(obstacle).obstacle
}
