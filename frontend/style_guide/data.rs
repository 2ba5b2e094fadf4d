//! Made-up people, events and notifications.

use std::rc::Rc;

use api_types::accounts::Person;
use api_types::events::{Event, EventAspect, NewEvent, Picture, PictureFile, Relation, Visibility};
use api_types::notifications::{Notification, NotificationEvent, NotificationKind};
use chrono::{DateTime, Days, NaiveDate, TimeDelta};
use uuid::Uuid;

use crate::browser;

/// Somebody.
pub fn person(first_name: &str, last_name: &str) -> Person {
    Person {
        username: first_name.to_lowercase(),
        first_name: Some(first_name.to_owned()),
        last_name: Some(last_name.to_owned()),
    }
}

/// A day to come.
pub fn day(days: u64) -> NaiveDate {
    browser::today() + Days::new(days)
}

/// The picture of an event.
pub fn picture() -> Picture {
    let file = |width, height| PictureFile {
        address: "/picture.svg".to_owned(),
        width,
        height,
    };
    Picture {
        small: file(640, 360),
        large: file(1600, 900),
        description: Some("Lanterns above a lake at night".to_owned()),
    }
}

/// An event as most of them are; each has a number of its own.
pub fn event(number: u128) -> Event {
    Event {
        id: Uuid::from_u128(number),
        title: "Night of the Small Stages".to_owned(),
        description:
            "Six bands, three living rooms, one ticket. Bring warm socks, the floors are cold."
                .to_owned(),
        location: Some("Stuttgart, Feuersee".to_owned()),
        date: day(9),
        time: Some("19:30".to_owned()),
        end_date: Some(day(9)),
        end_time: Some("23:00".to_owned()),
        time_zone: "Europe/Berlin".to_owned(),
        starts_at: DateTime::UNIX_EPOCH,
        ends_at: DateTime::UNIX_EPOCH,
        is_over: false,
        visibility: Visibility::Public,
        maximum_attendees: Some(80),
        places_taken: 32,
        places_left: Some(48),
        price: Some("12.50".to_owned()),
        currency: Some("EUR".to_owned()),
        picture: None,
        creator: person("Lena", "Hofmann"),
        relation: Relation::None,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
        version: 1,
        creator_view: None,
    }
}

/// Events in every state that a ticket shows, with a name for the state.
pub fn events() -> Vec<(&'static str, Event)> {
    let of = |taken, of: i32| {
        move |event| Event {
            places_taken: taken,
            maximum_attendees: Some(of),
            places_left: Some(of - taken),
            ..event
        }
    };
    let tied = |relation| move |event| Event { relation, ..event };
    vec![
        ("Nothing ties one to it", event(1)),
        ("Booked", tied(Relation::Accepted)(event(2))),
        ("One's own", tied(Relation::Creator)(event(3))),
        ("Invited", tied(Relation::Invited)(event(4))),
        (
            "Invite-only, booked",
            Event {
                visibility: Visibility::InviteOnly,
                relation: Relation::Accepted,
                ..event(5)
            },
        ),
        ("Few places left", of(77, 80)(event(6))),
        ("Fully booked", of(80, 80)(event(7))),
        (
            "Over",
            Event {
                is_over: true,
                relation: Relation::Accepted,
                ..event(8)
            },
        ),
        (
            "Free, without a limit, all day",
            Event {
                title: "Flea market".to_owned(),
                price: None,
                currency: None,
                maximum_attendees: None,
                places_left: None,
                time: None,
                end_time: None,
                ..event(9)
            },
        ),
        (
            "Several days, far too many words",
            Event {
                title: "The Grand Gathering of Everybody Who Ever Played the Accordion in a Stairwell, Volume Three".to_owned(),
                location: Some("Donaudampfschifffahrtsgesellschaftshaus, Untertürkheim".to_owned()),
                end_date: Some(day(12)),
                ..event(10)
            },
        ),
        (
            "With a picture",
            Event {
                title: "Paper lanterns by the lake".to_owned(),
                picture: Some(picture()),
                ..event(11)
            },
        ),
    ]
}

/// Events all over the present month.
pub fn month() -> Vec<Rc<Event>> {
    let on = |number, days, relation| {
        Rc::new(Event {
            date: day(days),
            end_date: None,
            relation,
            ..event(number)
        })
    };
    vec![
        on(21, 0, Relation::None),
        on(22, 0, Relation::Accepted),
        on(23, 0, Relation::Creator),
        on(24, 0, Relation::None),
        on(25, 2, Relation::Invited),
        on(26, 9, Relation::Accepted),
    ]
}

/// An event before and after it was edited, and what is different.
pub fn edit() -> (NewEvent, NewEvent, Vec<EventAspect>) {
    let before = NewEvent {
        title: "Night of the Small Stages".to_owned(),
        description: "Six bands, three living rooms, one ticket.".to_owned(),
        location: Some("Stuttgart, Feuersee".to_owned()),
        date: day(9).to_string(),
        time: Some("19:30".to_owned()),
        maximum_attendees: Some(80),
        price: Some("12.50".to_owned()),
        currency: Some("EUR".to_owned()),
        ..NewEvent::default()
    };
    let after = NewEvent {
        time: Some("20:00".to_owned()),
        location: None,
        price: None,
        currency: None,
        ..before.clone()
    };
    let aspects = EventAspect::differing(&before, &after);
    (before, after, aspects)
}

/// One of each kind; the first are unread.
pub fn notifications() -> Vec<Notification> {
    let one = |(number, kind): (usize, NotificationKind)| {
        let is_message = kind == NotificationKind::Message;
        Notification {
            id: Uuid::from_u128(100 + number as u128),
            kind,
            happened_at: browser::instant()
                - TimeDelta::minutes(47 * number as i64 * number as i64),
            is_read: number > 2,
            count: 1,
            person: Some(person("Mira", "Sanders")),
            event: (!is_message).then(|| NotificationEvent {
                id: (kind != NotificationKind::EventCancelled).then(|| Uuid::from_u128(1)),
                title: "Night of the Small Stages".to_owned(),
            }),
            changed: match kind {
                NotificationKind::EventChanged => {
                    vec![EventAspect::Schedule, EventAspect::Location]
                }
                _ => Vec::new(),
            },
            text: is_message.then(|| "Is there still room for my accordion?".to_owned()),
        }
    };
    NotificationKind::ALL
        .into_iter()
        .enumerate()
        .map(one)
        .collect()
}
