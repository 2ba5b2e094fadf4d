//! What is one's own: events, places and invitations, each as a list of what is to come and of what
//! is past.

mod feed;
mod kept;
mod list;

use api_types::pages::Period;
use yew::prelude::*;
use yew_router::hooks::use_location;

use self::feed::FeedSection;
use self::list::MineList;
use crate::components::{Heading, Link};
use crate::t;

/// Which of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mine {
    /// The events that one published.
    Events,
    /// The places that one has.
    Bookings,
    /// The events that one is asked to come to.
    Invitations,
}

impl Mine {
    const ALL: [Self; 3] = [Self::Events, Self::Bookings, Self::Invitations];

    /// Its address, of what is to come.
    pub const fn address(self) -> &'static str {
        match self {
            Self::Events => "/my-events",
            Self::Bookings => "/my-bookings",
            Self::Invitations => "/my-invitations",
        }
    }

    fn title(self) -> AttrValue {
        match self {
            Self::Events => t!("my-events"),
            Self::Bookings => t!("my-bookings"),
            Self::Invitations => t!("my-invitations"),
        }
    }

    /// Nothing is there: why, and what to do next.
    fn empty(self, period: Period) -> (AttrValue, &'static str, AttrValue) {
        let look_around = t!("see-events");
        match (self, period) {
            (Self::Events, Period::Upcoming) => {
                (t!("my-events-none"), "/event-create", t!("home-publish"))
            }
            (Self::Events, Period::Past) => (
                t!("my-events-none-past"),
                "/my-events",
                t!("period-upcoming"),
            ),
            (Self::Bookings, Period::Upcoming) => {
                (t!("my-bookings-none"), "/event-overview", look_around)
            }
            (Self::Bookings, Period::Past) => {
                (t!("my-bookings-none-past"), "/event-overview", look_around)
            }
            (Self::Invitations, Period::Upcoming) => {
                (t!("my-invitations-none"), "/event-overview", look_around)
            }
            (Self::Invitations, Period::Past) => (
                t!("my-invitations-none-past"),
                "/event-overview",
                look_around,
            ),
        }
    }
}

/// Properties of [`MinePage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which of the lists.
    pub what: Mine,
}

/// The page of one of the lists.
#[component]
pub fn MinePage(props: &Props) -> Html {
    let what = props.what;
    let query = use_location().map(|location| location.query_str().to_owned());
    let period = period_of(&query.unwrap_or_default());
    let tab = |other: Mine| {
        html! {
            <Link to={other.address()} class="nav-link" is_current={other == what}>{ other.title() }</Link>
        }
    };
    let past = format!("{}?period=past", what.address());
    html! {
        <div class="wrap pt-8 pb-16 sm:pt-10">
            <nav class="tabs-line" aria-label={t!("nav-mine")}>{ for Mine::ALL.map(tab) }</nav>
            <div class="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
                <Heading title={what.title()}>{ what.title() }</Heading>
                <nav class="segments" aria-label={t!("nav-period")}>
                    <Link to={what.address()} is_current={period == Period::Upcoming}>{ t!("period-upcoming") }</Link>
                    <Link to={past} is_current={period == Period::Past}>{ t!("period-past") }</Link>
                </nav>
            </div>
            <MineList {what} {period} />
            if what == Mine::Bookings {
                <FeedSection />
            }
        </div>
    }
}

fn period_of(query: &str) -> Period {
    let query = query.trim_start_matches('?');
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    if pairs.contains(&("period".to_owned(), "past".to_owned())) {
        Period::Past
    } else {
        Period::Upcoming
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_past_is_asked_for_in_the_address() {
        assert_eq!(period_of("?period=past"), Period::Past);
        assert_eq!(period_of("?period=upcoming"), Period::Upcoming);
        assert_eq!(period_of(""), Period::Upcoming);
        assert_eq!(period_of("?period=%&x"), Period::Upcoming);
    }
}
