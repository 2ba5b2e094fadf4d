//! The ticket that the form makes, beside the form on wide screens.

use api_types::events::PlacesLeft;
use api_types::rules;
use yew::prelude::*;

use super::drawn::Drawn;
use super::picture::PictureForm;
use super::typed::TypedEvent;
use crate::components::Ticket;
use crate::{format, t};

/// Properties of [`Preview`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is typed so far.
    pub typed: TypedEvent,
    /// What is chosen so far.
    pub picture: PictureForm,
    /// How many places are booked.
    #[prop_or_default]
    pub taken: i32,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
}

/// The ticket as it will look.
#[component]
pub fn Preview(props: &Props) -> Html {
    let typed = &props.typed;
    let or = |text: &str, stand_in: AttrValue| match text.trim() {
        "" => stand_in,
        text => AttrValue::from(text.to_owned()),
    };
    let present = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let price = rules::price(&typed.price).ok().map(rules::price_text);
    let places = PlacesLeft {
        taken: props.taken,
        of: typed
            .maximum_attendees
            .trim()
            .parse()
            .ok()
            .filter(|of| *of > 0),
    };
    let picture = props.picture.value();
    let chosen = picture.file.clone();
    html! {
        <aside class={classes!("hidden", "self-start", "lg:grid", "lg:gap-4", props.class.clone())} aria-labelledby="preview">
            <h2 class="kicker" id="preview">{ t!("preview") }</h2>
            <div class="max-w-md">
                <Ticket
                    title={or(&typed.title, t!("preview-title"))}
                    description={or(&typed.description, t!("preview-description"))}
                    picture={picture.before.clone().filter(|_| !picture.is_removed)}
                    chosen={chosen.map(|file| html! { <Drawn {file} class="ticket-picture" /> })}
                    location={present(&typed.location).map(AttrValue::from)}
                    date={rules::date(&typed.date).ok()}
                    time={present(&typed.time).map(AttrValue::from)}
                    until={until(typed)}
                    price={format::price(price.as_deref(), Some(&typed.currency))}
                    places={places}
                />
            </div>
            <p class="max-w-md text-sm text-soft">{ t!("preview-note") }</p>
        </aside>
    }
}

fn until(typed: &TypedEvent) -> Option<AttrValue> {
    let last_day = rules::date(&typed.end_date).ok().filter(|_| typed.has_end);
    format::until(rules::date(&typed.date).ok()?, last_day)
}
