//! Calendars: we write them and read none. Whatever an event is called, the file holds that event,
//! nothing beside it, and can be read.

use std::sync::LazyLock;

use api_types::events::NewEvent;
use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty, ICalendarValue};
use chrono::{DateTime, TimeDelta};
use uuid::Uuid;

use super::text;
use crate::config::Config;
use crate::facts::EventFacts;
use crate::ical::{Method, Publisher};

/// The longest line, in bytes (RFC 5545, 3.1).
const LINE_MAX: usize = 75;

/// Title, description, place, days and times, parted by zeros, which no text of ours has.
pub fn calendar(bytes: &[u8]) {
    static PUBLISHER: LazyLock<Publisher> = LazyLock::new(|| {
        let config = Config::from_source(|_| None);
        Publisher::of(&config.expect("a good configuration"))
    });
    let mut parts = text(bytes).split('\0').map(str::to_owned);
    let mut part = || parts.next();
    let typed = NewEvent {
        title: part().unwrap_or_default(),
        description: part().unwrap_or_default(),
        location: part(),
        date: part().unwrap_or_default(),
        time: part(),
        end_date: part(),
        end_time: part(),
        ..NewEvent::default()
    };
    let starts_at = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
    let event = EventFacts {
        id: Uuid::from_u128(7),
        version: 3,
        typed,
        starts_at,
        ends_at: starts_at + TimeDelta::hours(3),
        organiser: part().unwrap_or_default(),
    };
    for method in [Method::Publish, Method::Cancel] {
        check(&PUBLISHER.file(method, &event, starts_at), &event, 1);
    }
    let both = [event.clone(), event.clone()];
    check(
        &PUBLISHER.feed(&event.typed.title, &both, starts_at),
        &event,
        2,
    );
}

fn check(file: &str, event: &EventFacts, events: usize) {
    for line in file.split("\r\n") {
        assert!(line.len() <= LINE_MAX, "{line:?} is long");
        assert!(!line.contains(['\r', '\n']), "{line:?} has an end in it");
    }
    let begun = file
        .split("\r\n")
        .filter(|line| *line == "BEGIN:VEVENT")
        .count();
    assert_eq!(begun, events, "{file}");
    let read = ICalendar::parse(file).expect("a calendar");
    let components = read.components.iter();
    let found: Vec<_> = components
        .filter(|component| component.component_type == ICalendarComponentType::VEvent)
        .collect();
    assert_eq!(found.len(), events, "{file}");
    for component in found {
        let text = |property| {
            let entry = component.property(&property)?;
            let texts = entry.values.iter().filter_map(ICalendarValue::as_text);
            Some(texts.collect::<Vec<_>>().join(","))
        };
        let title = text(ICalendarProperty::Summary).unwrap_or_default();
        assert_eq!(readable(&title), readable(&event.typed.title), "{file}");
        let description = text(ICalendarProperty::Description).unwrap_or_default();
        assert_eq!(
            readable(&description),
            readable(&event.typed.description),
            "{file}"
        );
    }
}

/// A text without what calendars do not tell apart: the ends of lines and white space around.
fn readable(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .collect::<String>()
        .trim()
        .to_owned()
}
