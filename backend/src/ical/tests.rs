//! What is written here, another library reads: the crate `icalendar`.

use api_types::events::{NewEvent, Visibility};
use icalendar::{
    Calendar, CalendarComponent, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike,
};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn publisher() -> Publisher {
    publisher_with(&[("MAIL", "smtp"), ("SMTP_HOST", "mail.example.org")])
}

fn publisher_with(variables: &[(&str, &str)]) -> Publisher {
    let config = Config::from_source(|name| match name {
        "PUBLIC_URL" => Some("https://events.example.org".into()),
        "MAIL_FROM_ADDRESS" => Some("events@example.org".into()),
        _ => variables
            .iter()
            .find(|(variable, _)| *variable == name)
            .map(|(_, value)| (*value).to_owned()),
    });
    Publisher::of(&config.unwrap())
}

fn typed() -> NewEvent {
    NewEvent {
        title: "Choir, without; talent".into(),
        description: "Two hours\nof singing.".into(),
        location: Some("Stuttgart, Feuersee".into()),
        date: "2026-12-12".into(),
        time: Some("19:30".into()),
        end_time: Some("22:00".into()),
        time_zone: Some("Europe/Berlin".into()),
        visibility: Visibility::Public,
        ..NewEvent::default()
    }
}

fn facts(typed: NewEvent) -> EventFacts {
    EventFacts {
        id: Uuid::from_u128(7),
        version: 3,
        typed,
        starts_at: "2026-12-12T18:30:00Z".parse().unwrap(),
        ends_at: "2026-12-12T21:00:00Z".parse().unwrap(),
        organiser: "murat".into(),
    }
}

fn stamp() -> DateTime<Utc> {
    "2026-11-22T10:00:00Z".parse().unwrap()
}

fn file(typed: NewEvent) -> String {
    publisher().file(Method::Publish, &facts(typed), stamp())
}

fn read(text: &str) -> (Calendar, Event) {
    let calendar: Calendar = text.parse().unwrap();
    let mut events: Vec<_> = calendar.events().cloned().collect();
    assert_eq!(events.len(), 1, "{text}");
    (calendar, events.remove(0))
}

fn instant_of(time: Option<DatePerhapsTime>) -> Option<DateTime<Utc>> {
    match time? {
        DatePerhapsTime::DateTime(CalendarDateTime::Utc(at)) => Some(at),
        other => panic!("{other:?} is no instant"),
    }
}

fn day_of(time: Option<DatePerhapsTime>) -> NaiveDate {
    match time {
        Some(DatePerhapsTime::Date(day)) => day,
        other => panic!("{other:?} is no day"),
    }
}

#[test]
fn another_library_reads_the_whole_event() {
    let (calendar, event) = read(&file(typed()));
    assert_eq!(calendar.property_value("METHOD"), Some("PUBLISH"));
    assert_eq!(calendar.property_value("VERSION"), Some("2.0"));
    let value = |name| event.property_value(name).unwrap_or_default();
    assert_eq!(
        value("UID"),
        format!("{}@events.example.org", Uuid::from_u128(7))
    );
    assert_eq!(value("SEQUENCE"), "3");
    assert_eq!(value("STATUS"), "CONFIRMED");
    let page = format!(
        "https://events.example.org/event-detail/{}",
        Uuid::from_u128(7)
    );
    assert_eq!(value("URL"), page);
    assert_eq!(value("ORGANIZER"), "mailto:events@example.org");
    let organiser = &event.properties()["ORGANIZER"];
    assert_eq!(organiser.params()["CN"].value(), "murat");
    assert_eq!(event.get_timestamp(), Some(stamp()));
    assert_eq!(event.get_summary(), Some("Choir, without; talent"));
    assert_eq!(event.get_description(), Some("Two hours\nof singing."));
    assert_eq!(event.get_location(), Some("Stuttgart, Feuersee"));
    let at = |text: &str| text.parse::<DateTime<Utc>>().ok();
    assert_eq!(instant_of(event.get_start()), at("2026-12-12T18:30:00Z"));
    assert_eq!(instant_of(event.get_end()), at("2026-12-12T21:00:00Z"));
}

#[test]
fn what_is_cancelled_says_so_twice() {
    let facts = facts(typed());
    let (calendar, event) = read(&publisher().file(Method::Cancel, &facts, stamp()));
    assert_eq!(calendar.property_value("METHOD"), Some("CANCEL"));
    assert_eq!(event.property_value("STATUS"), Some("CANCELLED"));
}

#[test]
fn what_nobody_told_is_left_out() {
    let bare = NewEvent {
        location: None,
        end_time: None,
        ..typed()
    };
    let (_, event) = read(&file(bare));
    assert_eq!(event.get_end(), None);
    assert_eq!(event.get_location(), None);
}

#[test]
fn an_event_all_day_is_told_in_days() {
    let day = |end_date: Option<&str>| NewEvent {
        time: None,
        end_time: None,
        end_date: end_date.map(str::to_owned),
        ..typed()
    };
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let (_, event) = read(&file(day(None)));
    assert_eq!(day_of(event.get_start()), date("2026-12-12"));
    assert_eq!(day_of(event.get_end()), date("2026-12-13"));
    let (_, event) = read(&file(day(Some("2026-12-31"))));
    assert_eq!(day_of(event.get_end()), date("2027-01-01"));
}

#[test]
fn without_mail_the_organiser_is_their_page() {
    let publisher = publisher_with(&[]);
    let text = publisher.file(Method::Publish, &facts(typed()), stamp());
    let (_, event) = read(&text);
    let organiser = event.property_value("ORGANIZER");
    assert_eq!(organiser, Some("https://events.example.org/profile/murat"));
}

#[test]
fn a_feed_holds_all_events_and_says_when_to_ask_again() {
    let one = facts(typed());
    let other = EventFacts {
        id: Uuid::from_u128(8),
        ..one.clone()
    };
    let text = publisher().feed("lena at Event Booking", &[one, other], stamp());
    let calendar: Calendar = text.parse().unwrap();
    let is_event =
        |component: &&CalendarComponent| matches!(component, CalendarComponent::Event(_));
    assert_eq!(calendar.iter().filter(is_event).count(), 2);
    assert_eq!(calendar.get_name(), Some("lena at Event Booking"));
    assert!(
        text.contains("X-WR-CALNAME:lena at Event Booking\r\n"),
        "{text}"
    );
    assert!(
        text.contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"),
        "{text}"
    );
    let empty: Calendar = publisher().feed("lena", &[], stamp()).parse().unwrap();
    assert!(empty.is_empty());
}

/// Lines end with both characters and have at most 75 bytes; no character is cut apart.
fn check_lines(text: &str) {
    assert!(text.ends_with("\r\n"), "{text:?}");
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{line:?} is too long");
        assert!(!line.contains(['\r', '\n']), "{line:?} is broken");
    }
}

/// Text of the kinds that are hard to write: what must be masked, what is long, what has many
/// bytes, and white space where lines may be folded.
fn hard_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(",".to_owned()),
        Just(";".to_owned()),
        Just("\\".to_owned()),
        Just("\n".to_owned()),
        Just("\\n".to_owned()),
        Just("\"".to_owned()),
        Just(":".to_owned()),
        " {1,80}",
        "[a-zA-Z0-9]{1,90}",
        "🎉{1,40}",
        "[äöüß東京日]{1,40}",
        Just("👩\u{200D}👩\u{200D}👧".to_owned()),
        "\\PC{1,30}",
    ];
    proptest::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_text_comes_back(title in hard_text(), description in hard_text()) {
        let mut facts = facts(typed());
        facts.typed.title.clone_from(&title);
        facts.typed.description.clone_from(&description);
        facts.typed.location = Some(title.clone());
        let text = publisher().file(Method::Publish, &facts, stamp());
        check_lines(&text);
        let (_, event) = read(&text);
        prop_assert_eq!(event.get_summary(), Some(title.as_str()));
        prop_assert_eq!(event.get_location(), Some(title.as_str()));
        prop_assert_eq!(event.get_description(), Some(description.as_str()));
    }
}
