//! The opened ticket: facts and text on the sheet, price and action on the stub.

use std::rc::Rc;

use api_types::events::{Event, PlacesLeft, Relation, Visibility};
use uuid::Uuid;
use yew::prelude::*;

use super::action::Action;
use super::attendees::Attendees;
use super::facts::Facts;
use crate::chunk::Members;
use crate::components::{EventPicture, Glyph, Heading, Icon, Later, Link, Places, Share, prose};
use crate::hooks::{Sight, use_session};
use crate::{api, format, t};

/// Properties of [`Opened`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The event.
    pub event: Rc<Event>,
    /// Hears of the event as it is after a booking.
    pub on_change: Callback<Rc<Event>>,
    /// Whether it is still there: what is gone can be read, and nothing else.
    pub sight: Sight,
    /// Counts what was heard of it since.
    pub pulse: u32,
    /// What there is to say about that.
    pub children: Html,
}

/// The opened ticket.
#[component]
pub fn Opened(props: &Props) -> Html {
    let event = &props.event;
    let price = format::price(event.price.as_deref(), event.currency.as_deref());
    let is_member = use_session().account().is_some();
    html! {
        <div class="wrap py-6 sm:py-9">
            <div class="mb-3 flex flex-wrap items-center justify-between gap-x-4">
                <nav aria-label={t!("nav-back")}>
                    <Link to="/event-overview" class="inline-flex items-center gap-1.5 rounded text-sm font-semibold text-soft hover:text-ink">
                        <Icon glyph={Glyph::ArrowLeft} class="size-4" />
                        { t!("all-events") }
                    </Link>
                </nav>
                <Share event={event.clone()} />
            </div>
            { props.children.clone() }
            if props.sight != Sight::Gone && event.creator_view.is_some() {
                { news(props) }
            }
            if let Some(picture) = &event.picture {
                <EventPicture picture={picture.clone()} class="opened-picture" sizes="(min-width: 76rem) 72rem, 100vw" is_first=true />
            }
            <article class="opened">
                <div class="opened-head">
                    if event.visibility == Visibility::InviteOnly {
                        <p class="tag mb-3" data-tone="calm">
                            <Icon glyph={Glyph::Lock} class="size-3.5" />
                            { t!("tag-invite-only") }
                        </p>
                    }
                    <Heading title={event.title.clone()}>{ event.title.clone() }</Heading>
                    <Facts event={event.clone()} />
                </div>
                { stub(props, price) }
                <div class="opened-text">
                    <div class="prose-text text-lg">{ prose(&event.description) }</div>
                    <Attendees event={event.clone()} pulse={props.pulse} sight={props.sight} />
                    if is_member && event.relation != Relation::Creator && props.sight != Sight::Gone {
                        { report(event.id) }
                    }
                </div>
            </article>
        </div>
    }
}

/// What its creator could tell those who come.
fn news(props: &Props) -> Html {
    let (event, on_change) = (props.event.clone(), props.on_change.clone());
    html! {
        <Later meanwhile={Html::default()} instead={Html::default()} show={move |members: Members| (members.news)(event.clone(), on_change.clone())} />
    }
}

/// The way to say that it should not be here; nobody reports their own.
fn report(id: Uuid) -> Html {
    html! {
        <div class="mt-8 -ml-2">
            <Later meanwhile={Html::default()} instead={Html::default()} show={move |members: Members| (members.report)(id)} />
        </div>
    }
}

fn stub(props: &Props, price: AttrValue) -> Html {
    let event = &props.event;
    let is_open = !event.is_over && props.sight != Sight::Gone;
    html! {
        <aside class="opened-stub" aria-label={t!("stub")}>
            <div class="stub-content">
                <div>
                    <p class="text-sm text-soft">{ t!("price") }</p>
                    <p class="font-display text-3xl leading-tight font-extrabold">{ price.clone() }</p>
                </div>
                if is_open {
                    <Places places={PlacesLeft::of_event(event)} is_long=true />
                }
                if props.sight != Sight::Gone {
                    <Action event={event.clone()} {price} on_change={props.on_change.clone()} />
                }
                if is_open {
                    // An answer for the browser itself, which hands it to a calendar.
                    <a class="btn btn-ghost btn-sm justify-self-start px-2 -ml-2" href={api::calendar_of(event.id)} download="">
                        <Icon glyph={Glyph::Calendar} class="size-4.5" />
                        { t!("add-to-calendar") }
                    </a>
                }
            </div>
        </aside>
    }
}
