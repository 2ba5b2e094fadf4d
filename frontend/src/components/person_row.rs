//! A person in a list: who it is, what ties them to it, and what can be done about that.

use api_types::accounts::Person;
use api_types::bookings::BookingStatus;
use yew::prelude::*;

use super::PersonName;
use crate::{format, t};

/// Properties of [`PersonRow`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Who it is.
    pub person: Person,
    /// Whether they come, or are invited.
    pub status: BookingStatus,
    /// What can be done.
    pub children: Html,
}

/// A person.
#[component]
pub fn PersonRow(props: &Props) -> Html {
    let person = &props.person;
    let (tone, status) = match props.status {
        BookingStatus::Accepted => ("ok", t!("tag-booked")),
        BookingStatus::Invited => ("calm", t!("tag-invited")),
    };
    html! {
        <li>
            <span class="face" aria-hidden="true">{ format::initials(&person.display_name()) }</span>
            <span class="grid min-w-0 flex-1">
                <span class="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                    <PersonName person={person.clone()} class="font-semibold" />
                    <span class="tag" data-tone={tone}>{ status }</span>
                </span>
                <span class="text-sm break-all text-soft">{ &person.username }</span>
            </span>
            { props.children.clone() }
        </li>
    }
}
