//! A ticket in a list, as the app shows it.

use api_types::events::{Event, PlacesLeft, Relation, Visibility};
use askama::Template;
use chrono::NaiveDate;

use super::asked::Asked;
use super::head::beginning;
use super::words::Words;

/// The leaf of a tear-off calendar.
struct Leaf {
    machine: String,
    spoken: String,
    month: String,
    day: String,
    weekday: String,
    time: String,
}

impl Leaf {
    fn of(event: &Event, words: Words, today: NaiveDate) -> Self {
        let time = match &event.time {
            Some(time) => words.time(time),
            None => words.text("all-day"),
        };
        let (month, weekday) = words.leaf(event.date, today);
        Self {
            machine: machine(event),
            spoken: words.span((event.date, event.time.as_deref()), (None, None)),
            month,
            day: event.date.format("%-d").to_string(),
            weekday,
            time,
        }
    }
}

/// When an event begins on the clocks of its place, for machines.
pub(super) fn machine(event: &Event) -> String {
    match &event.time {
        Some(time) => format!("{}T{time}", event.date),
        None => event.date.to_string(),
    }
}

/// How many places are left: a bar, and words.
#[derive(Template)]
#[template(path = "site/places.html")]
pub(super) struct Places {
    words: Words,
    places: PlacesLeft,
    is_long: bool,
}

impl Places {
    /// Of an event that is not over.
    pub fn of(event: &Event, words: Words, is_long: bool) -> Option<Self> {
        (!event.is_over).then(|| Self {
            words,
            places: PlacesLeft::of_event(event),
            is_long,
        })
    }
}

/// A ticket.
#[derive(Template)]
#[template(path = "site/ticket.html")]
pub(super) struct Ticket<'a> {
    words: Words,
    event: &'a Event,
    leaf: Leaf,
    /// The beginning: no more of it is shown.
    description: String,
    until: Option<String>,
    tags: Vec<(&'static str, String)>,
    places: Option<Places>,
    price: String,
    href: String,
    may_book: bool,
    is_invited: bool,
}

impl<'a> Ticket<'a> {
    /// One for each event.
    pub fn all(asked: &Asked, events: &'a [Event]) -> Vec<Self> {
        let today = asked.state.clock.now().date_naive();
        let one = |event| Self::of(event, asked.words, today);
        events.iter().map(one).collect()
    }

    fn of(event: &'a Event, words: Words, today: NaiveDate) -> Self {
        let last_day = event.end_date.filter(|day| *day > event.date);
        Self {
            words,
            event,
            leaf: Leaf::of(event, words, today),
            description: beginning(&event.description),
            until: last_day
                .map(|day| words.filled("until", &[("day", words.short_day(day).into())])),
            tags: tags(event, words),
            places: Places::of(event, words, false),
            price: words.price(event.price.as_deref(), event.currency.as_deref()),
            href: format!("/event-detail/{}", event.id),
            may_book: !event.is_over
                && event.places_left != Some(0)
                && matches!(event.relation, Relation::None | Relation::Invited),
            is_invited: event.relation == Relation::Invited && !event.is_over,
        }
    }
}

fn tags(event: &Event, words: Words) -> Vec<(&'static str, String)> {
    let relation = match event.relation {
        Relation::Accepted => Some(("ok", "tag-booked")),
        Relation::Creator => Some(("calm", "tag-own")),
        Relation::Invited => Some(("main", "tag-invited")),
        Relation::None => None,
    };
    let private = (event.visibility == Visibility::InviteOnly
        && event.relation != Relation::Invited)
        .then_some(("calm", "tag-invite-only"));
    let over = event.is_over.then_some(("calm", "tag-over"));
    [relation, private, over]
        .into_iter()
        .flatten()
        .map(|(tone, key)| (tone, words.text(key)))
        .collect()
}
