//! A ticket in a list: all of it leads to the event.

use std::rc::Rc;

use api_types::events::{Event, PlacesLeft, Relation, Visibility};
use yew::prelude::*;

use super::{Later, Link, Ticket, TicketSkeletons};
use crate::chunk::Members;
use crate::hooks::{Sight, use_live_event, use_session};
use crate::routes::{self, Route};
use crate::{format, t};

/// Properties of [`EventTicket`].
#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    /// The event.
    pub event: Rc<Event>,
    /// Whether it is written already; until then there is its shape.
    #[prop_or(true)]
    pub is_made: bool,
    /// Hears of the event as it is by now.
    pub on_change: Callback<Rc<Event>>,
}

/// A ticket that can be opened, and by members booked.
#[component]
pub fn EventTicket(props: &Props) -> Html {
    let props = props.clone();
    let is_guest = use_session().account().is_none();
    if !props.is_made {
        return html! { <TicketSkeletons count=1 /> };
    }
    let plain = html! { <PlainTicket ..props.clone() /> };
    if is_guest {
        return plain;
    }
    html! {
        <Later
            meanwhile={html! { <TicketSkeletons count=1 /> }}
            instead={plain}
            show={move |members: Members| (members.ticket)(props.event.clone(), props.on_change.clone())}
        />
    }
}

/// A ticket without what comes later: it can be opened, and guests who want to book are sent to log in
/// first, and on to the event.
#[component]
fn PlainTicket(props: &Props) -> Html {
    let event = &props.event;
    let is_guest = use_session().account().is_none();
    let is_gone = use_live_event(event, props.on_change.clone()) == Sight::Gone;
    let places = PlacesLeft::of_event(event);
    let title = event.title.as_str();
    let controls = html! {
        <div class="-mr-1.5 ml-auto flex items-center gap-0.5">
            { details(event) }
            if is_guest && !event.is_over && !is_gone && places.left() != Some(0) {
                <Link
                    to={routes::login_before(&Route::event(event.id))}
                    class="above btn btn-sm px-2.5"
                    label={t!("book-a-place-at", title = title)}
                >
                    { t!("book") }
                </Link>
            }
        </div>
    };
    ticket(event, is_gone, controls)
}

/// Where the link to the event is found again.
pub(super) fn details_id(event: &Event) -> String {
    format!("event-{}", event.id)
}

/// The link to the event.
pub(super) fn details(event: &Event) -> Html {
    html! {
        <Link
            to={Route::event(event.id)}
            id={details_id(event)}
            class="stretch btn btn-ghost btn-sm px-2.5"
            label={t!("details-of", title = event.title.as_str())}
        >
            { t!("details") }
        </Link>
    }
}

/// The ticket of an event, with these controls.
pub(super) fn ticket(event: &Event, is_gone: bool, controls: Html) -> Html {
    let places = PlacesLeft::of_event(event);
    html! {
        <Ticket
            title={event.title.clone()}
            description={event.description.clone()}
            picture={event.picture.clone()}
            location={event.location.clone()}
            date={event.date}
            time={event.time.clone()}
            until={format::until(event.date, event.end_date)}
            price={format::price(event.price.as_deref(), event.currency.as_deref())}
            places={(!event.is_over && !is_gone).then_some(places)}
            tags={tags(event, is_gone)}
        >
            { controls }
        </Ticket>
    }
}

/// Small marks that say how one stands to it.
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
