//! A person, as a ticket: the face on the leaf, what is known beside it.

use chrono::{DateTime, Utc};
use yew::prelude::*;

use crate::components::Heading;
use crate::{format, t};

/// Properties of [`Card`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the page is called in the tab's title.
    pub title: AttrValue,
    /// What stands above the name.
    #[prop_or_default]
    pub kicker: Option<AttrValue>,
    /// How the person is called.
    pub name: String,
    /// The name under which others find them.
    pub username: AttrValue,
    /// Since when they have been a member.
    pub created_at: DateTime<Utc>,
    /// Further facts, as pairs of `dt` and `dd`.
    #[prop_or_default]
    pub facts: Html,
    /// What one can do here.
    #[prop_or_default]
    pub children: Html,
}

/// A person.
#[component]
pub fn Card(props: &Props) -> Html {
    html! {
        <div class="ticket person-card">
            <div class="leaf" aria-hidden="true">
                <span class="leaf-day">{ format::initials(&props.name) }</span>
            </div>
            <div class="grid min-w-0 grid-cols-1 content-start gap-4 p-5 sm:p-7">
                <div>
                    if let Some(kicker) = &props.kicker {
                        <p class="kicker mb-1">{ kicker.clone() }</p>
                    }
                    <Heading title={props.title.clone()} class="break-words">{ &props.name }</Heading>
                </div>
                <dl class="facts">
                    <dt>{ t!("field-username") }</dt>
                    <dd class="break-all">{ props.username.clone() }</dd>
                    { props.facts.clone() }
                    <dt>{ t!("member-since") }</dt>
                    <dd>{ format::instant_day(props.created_at) }</dd>
                </dl>
                { props.children.clone() }
            </div>
        </div>
    }
}

/// A card without anybody on it.
#[component]
pub fn CardSkeleton() -> Html {
    html! {
        <div class="wrap py-8 sm:py-10">
            <p class="sr-only" role="status">{ t!("loading") }</p>
            <div class="ticket person-card" aria-hidden="true">
                <div class="leaf"><span class="bone h-11 w-14" /></div>
                <div class="grid gap-3 p-5 sm:p-7">
                    <span class="bone h-10 w-3/5" />
                    <span class="bone mt-2 h-4 w-2/5" />
                    <span class="bone h-4 w-1/2" />
                </div>
            </div>
        </div>
    }
}
