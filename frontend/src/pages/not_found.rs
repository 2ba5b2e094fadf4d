//! An address that leads nowhere, or to something that this person may not know of.

use yew::prelude::*;

use crate::components::{Heading, Link};
use crate::t;

/// Properties of [`NotFound`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is not there.
    pub title: AttrValue,
    /// Why that may be.
    pub text: AttrValue,
}

/// Says that something is not there, and where to go instead.
#[component]
pub fn NotFound(props: &Props) -> Html {
    html! {
        <div class="wrap grid justify-items-start gap-5 py-16">
            <div class="ticket w-44" aria-hidden="true">
                <div class="leaf"><span class="leaf-day">{ "?" }</span></div>
                <div class="grid gap-2 self-center p-4">
                    <span class="h-2.5 w-full rounded bg-sunken" />
                    <span class="h-2.5 w-2/3 rounded bg-sunken" />
                </div>
            </div>
            <Heading title={props.title.clone()}>{ props.title.clone() }</Heading>
            <p class="max-w-prose text-lg text-soft">{ props.text.clone() }</p>
            <Link to="/event-overview" class="btn btn-primary">{ t!("see-events") }</Link>
        </div>
    }
}

/// The page for addresses that lead nowhere.
#[component]
pub fn NotFoundPage() -> Html {
    html! { <NotFound title={t!("not-found-title")} text={t!("not-found-text")} /> }
}
