//! A ticket in a list: all of it leads to the event, and a place can be booked right there.

use std::rc::Rc;

use api_types::events::{Event, Relation, Visibility};
use yew::prelude::*;

use super::{Button, ButtonKind, Link, PlacesLeft, Ticket, Withdrawal};
use crate::hooks::{Sight, is_out_of_sight, use_booking, use_live_event};
use crate::routes::Route;
use crate::{browser, format, t};

/// Properties of [`EventTicket`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The event.
    pub event: Rc<Event>,
    /// Hears of the event as it is after a booking.
    pub on_change: Callback<Rc<Event>>,
}

/// A ticket that can be opened and booked.
#[component]
pub fn EventTicket(props: &Props) -> Html {
    let event = &props.event;
    let booking = use_booking(event.clone(), props.on_change.clone());
    let is_gone = use_live_event(event, props.on_change.clone()) == Sight::Gone;
    let places = PlacesLeft::of_event(event);
    let link_id = format!("event-{}", event.id);
    {
        // A button that did its work is gone; the focus stays on its ticket.
        let (link_id, was) = (link_id.clone(), use_mut_ref(|| event.relation));
        use_effect_with(event.relation, move |relation| {
            let changed = was.replace(*relation) != *relation;
            if changed
                && browser::focus_is_lost()
                && let Some(link) = browser::element(&link_id)
            {
                browser::focus_in_place(&link);
            }
        });
    }
    let asks = use_state(|| false);
    let ask = |is_open: bool| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(is_open))
    };
    let is_invited = event.relation == Relation::Invited && !event.is_over && !is_gone;
    let may_book = !event.is_over
        && !is_gone
        && places.left() != Some(0)
        && matches!(event.relation, Relation::None | Relation::Invited)
        && !is_out_of_sight(event);
    let decline = {
        let (asks, cancel) = (asks.setter(), booking.cancel.clone());
        Callback::from(move |()| {
            asks.set(false);
            cancel.emit(());
        })
    };
    let title = event.title.as_str();
    html! {
        <Ticket
            title={event.title.clone()}
            description={event.description.clone()}
            location={event.location.clone()}
            date={event.date}
            time={event.time.clone()}
            until={format::until(event.date, event.end_date)}
            price={format::price(event.price.as_deref(), event.currency.as_deref())}
            places={(!event.is_over && !is_gone).then_some(places)}
            tags={tags(event, is_gone)}
        >
            <div class="-mr-1.5 flex items-center gap-0.5">
                <Link
                    to={Route::event(event.id)}
                    id={link_id}
                    class="stretch btn btn-ghost btn-sm px-2.5"
                    label={t!("details-of", title = title)}
                >
                    { t!("details") }
                </Link>
                if may_book && !is_invited {
                    <Button
                        class="above btn-sm px-2.5"
                        label={t!("book-a-place-at", title = title)}
                        is_busy={booking.is_busy}
                        on_press={booking.book.clone()}
                    >
                        { t!("book") }
                    </Button>
                }
            </div>
            if is_invited {
                <div class="mt-2.5 flex w-full gap-2.5">
                    if may_book {
                        <Button
                            kind={ButtonKind::Main}
                            class="above btn-sm flex-1"
                            label={t!("accept-at", title = title)}
                            is_busy={booking.is_busy}
                            on_press={booking.book}
                        >
                            { t!("accept") }
                        </Button>
                    }
                    <Button
                        class="above btn-sm flex-1"
                        label={t!("decline-at", title = title)}
                        is_busy={booking.is_busy}
                        on_press={ask(true)}
                    >
                        { t!("decline") }
                    </Button>
                </div>
                <Withdrawal event={event.clone()} is_open={*asks} on_keep={ask(false)} on_leave={decline} />
            }
        </Ticket>
    }
}

fn tags(event: &Event, is_gone: bool) -> Html {
    let relation = match event.relation {
        Relation::Accepted => Some(("ok", t!("tag-booked"))),
        Relation::Creator => Some(("calm", t!("tag-own"))),
        Relation::Invited => Some(("main", t!("tag-invited"))),
        Relation::None => None,
    };
    let private = (event.visibility == Visibility::InviteOnly
        && event.relation != Relation::Invited)
        .then(|| ("calm", t!("tag-invite-only")));
    let over = event.is_over.then(|| ("calm", t!("tag-over")));
    let gone = is_gone.then(|| ("calm", t!("tag-gone")));
    [relation, private, over, gone]
        .into_iter()
        .flatten()
        .map(|(tone, words)| html! { <span class="tag" data-tone={tone}>{ words }</span> })
        .collect()
}
