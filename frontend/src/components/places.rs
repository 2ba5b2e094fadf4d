//! How many places there are left: a bar, and words.

use api_types::events::Event;
use yew::prelude::*;

use crate::t;

/// How many places an event has, and how many of them are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacesLeft {
    /// How many are booked.
    pub taken: i32,
    /// How many there are; no limit if it is absent.
    pub of: Option<i32>,
}

impl PlacesLeft {
    /// The places of an event.
    pub fn of_event(event: &Event) -> Self {
        Self {
            taken: event.places_taken,
            of: event.maximum_attendees,
        }
    }

    /// How many are left, where there is a limit.
    pub fn left(self) -> Option<i32> {
        self.of.map(|of| (of - self.taken).max(0))
    }

    fn mood(self) -> &'static str {
        match (self.left(), self.of) {
            (Some(0), _) => "none",
            (Some(left), Some(of)) if left <= 3 || (left <= 10 && left * 10 <= of) => "few",
            _ => "many",
        }
    }

    /// How many are left, in words.
    pub fn words(self, is_long: bool) -> AttrValue {
        match (self.left(), self.of) {
            (Some(0), _) => t!("places-none"),
            (Some(left), Some(of)) if is_long => t!("places-left-of", count = left, of = of),
            (Some(left), _) => t!("places-left", count = left),
            (None, _) => t!("places-unlimited"),
        }
    }

    /// How many are booked, in words.
    pub fn taken_words(self) -> AttrValue {
        match self.of {
            Some(of) => t!("places-taken-of", count = self.taken, of = of),
            None => t!("places-taken", count = self.taken),
        }
    }

    /// How full it is, in hundredths of the bar.
    fn filled(self) -> Option<i32> {
        let of = self.of.filter(|of| *of > 0)?;
        let exact = f64::from(self.taken.clamp(0, of)) * 100.0 / f64::from(of);
        Some(exact.round() as i32)
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
            <span class="places" data-left={places.mood()}>{ places.words(props.is_long) }</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(taken: i32, of: i32) -> PlacesLeft {
        PlacesLeft {
            taken,
            of: Some(of),
        }
    }

    #[test]
    fn few_is_few_for_small_and_large_events() {
        assert_eq!(places(77, 80).mood(), "few");
        assert_eq!(places(990, 1000).mood(), "few");
        assert_eq!(places(7, 12).mood(), "many");
        assert_eq!(places(12, 12).mood(), "none");
    }

    #[test]
    fn an_event_without_a_limit_is_never_full() {
        let places = PlacesLeft {
            taken: 5000,
            of: None,
        };
        assert_eq!(
            (places.mood(), places.left(), places.filled()),
            ("many", None, None)
        );
    }
}
