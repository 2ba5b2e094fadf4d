//! When, where, by whom. What is not known leaves no hole.

use std::rc::Rc;

use api_types::events::Event;
use yew::prelude::*;

use crate::components::{PersonName, message_link};
use crate::hooks::use_session;
use crate::{format, t};

/// Properties of [`Facts`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The event.
    pub event: Rc<Event>,
}

/// The facts of an event.
#[component]
pub fn Facts(props: &Props) -> Html {
    let session = use_session();
    let event = &props.event;
    let when = format::when(event);
    let machine = match &event.time {
        Some(_) => event.starts_at.to_rfc3339(),
        None => event.date.to_string(),
    };
    html! {
        <dl class="mt-6 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 border-t border-line pt-5 min-[60rem]:mb-7 min-[60rem]:border-b min-[60rem]:pb-5">
            <dt class="text-soft">{ t!("fact-when") }</dt>
            <dd class="font-semibold">
                <time datetime={machine}>{ when }</time>
                if let Some(note) = format::zone_note(event) {
                    <span class="block text-sm font-normal text-soft">{ note }</span>
                }
            </dd>
            if let Some(location) = &event.location {
                <dt class="text-soft">{ t!("fact-where") }</dt>
                <dd class="font-semibold">{ location.clone() }</dd>
            }
            <dt class="text-soft">{ t!("fact-by") }</dt>
            <dd>
                <PersonName person={event.creator.clone()} class="font-semibold" />
                <span class="text-soft">
                    { t!("fact-since", day = format::instant_day(event.created_at).as_str()) }
                </span>
                { message_link(&session, &event.creator, Some(t!("message-creator")), "btn btn-sm mt-1.5 flex w-fit") }
            </dd>
        </dl>
    }
}
