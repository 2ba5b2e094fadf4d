//! How many places there are left: a bar, and words.

use api_types::events::PlacesLeft;
use yew::prelude::*;

use crate::t;

/// How many are left, in words; the long ones name the whole number, too.
pub fn places_words(places: PlacesLeft, is_long: bool) -> AttrValue {
    match (places.left(), places.of) {
        (Some(0), _) => t!("places-none"),
        (Some(left), Some(of)) if is_long => t!("places-left-of", count = left, of = of),
        (Some(left), _) => t!("places-left", count = left),
        (None, _) => t!("places-unlimited"),
    }
}

/// How many are booked, in words.
pub fn taken_words(places: PlacesLeft) -> AttrValue {
    match places.of {
        Some(of) => t!("places-taken-of", count = places.taken, of = of),
        None => t!("places-taken", count = places.taken),
    }
}

/// Properties of [`Places`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The numbers.
    pub places: PlacesLeft,
    /// Whether the words name the whole number, too.
    #[prop_or_default]
    pub is_long: bool,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
}

/// How many places are left.
#[component]
pub fn Places(props: &Props) -> Html {
    let places = props.places;
    let bar = places.filled().map(|filled| {
        html! {
            <svg
                class={classes!("places-bar", props.is_long.then_some("flex-none w-full"))}
                data-left={places.mood()}
                viewBox="0 0 100 6"
                preserveAspectRatio="none"
                aria-hidden="true"
            >
                <rect x="0" y="0" height="6" width={filled.to_string()} />
            </svg>
        }
    });
    let direction = if props.is_long {
        "flex-col items-stretch gap-1.5"
    } else {
        "items-center gap-3"
    };
    html! {
        <div class={classes!("flex", direction, props.class.clone())}>
            { for bar }
            <span class="places" data-left={places.mood()}>{ places_words(places, props.is_long) }</span>
        </div>
    }
}
