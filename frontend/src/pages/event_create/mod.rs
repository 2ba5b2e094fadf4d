//! Publish an event: a form, and beside it the ticket that it makes.

mod form;

use yew::prelude::*;

use self::form::EventForm;
use crate::components::Heading;
use crate::pages::event_form::{Preview, TypedEvent, use_picture};
use crate::t;

/// The page on which one publishes an event.
#[component]
pub fn EventCreatePage() -> Html {
    let shown = use_state(TypedEvent::start);
    let on_change = {
        let shown = shown.setter();
        Callback::from(move |typed| shown.set(typed))
    };
    let picture = use_picture(None);
    html! {
        <div class="wrap grid gap-x-14 gap-y-8 py-10 sm:py-12 lg:grid-cols-[minmax(0,38rem)_minmax(0,1fr)]">
            <div class="grid gap-3 lg:col-span-2">
                <Heading title={t!("create-title")}>{ t!("create-title") }</Heading>
                <p class="text-lg text-soft">{ t!("create-lead") }</p>
            </div>
            <EventForm picture={picture.clone()} {on_change} />
            <Preview typed={(*shown).clone()} {picture} class="lg:sticky lg:top-8" />
        </div>
    }
}
