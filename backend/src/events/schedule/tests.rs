//! Examples, and what holds in every zone, above all on the days around a change of the clocks.

use api_types::Validate;
use api_types::events::{NewEvent, Visibility};
use chrono::{Datelike, FixedOffset, Offset};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::config::Config;
use crate::facts::EventFacts;
use crate::ical::{Method, Publisher};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn clock(minute: u32) -> NaiveTime {
    NaiveTime::from_num_seconds_from_midnight_opt(minute % 1_440 * 60, 0).unwrap()
}

/// An event all day.
fn day_in(zone: &str, first: NaiveDate) -> ValidEvent {
    ValidEvent {
        title: "Title".into(),
        description: "Text".into(),
        location: None,
        date: first,
        time: None,
        end_date: None,
        end_time: None,
        time_zone: Some(zone.into()),
        visibility: Visibility::Public,
        maximum_attendees: None,
        price: None,
    }
}

fn timed(zone: &str, first: &str, time: &str, end: Option<&str>) -> ValidEvent {
    let time_of = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").unwrap();
    ValidEvent {
        time: Some(time_of(time)),
        end_time: end.map(time_of),
        ..day_in(zone, date(first))
    }
}

fn found(event: &ValidEvent) -> Schedule {
    schedule(event, Tz::UTC).unwrap()
}

/// The field at which an event is refused, and why.
fn refusal(event: &ValidEvent) -> Option<(String, RuleCode)> {
    let problem = schedule(event, Tz::UTC).err()?.problem;
    let error = problem.errors.first()?;
    Some((error.field.clone(), error.code))
}

#[test]
fn an_event_without_an_end_is_over_at_the_end_of_its_day() {
    let evening = found(&timed("Europe/Berlin", "2026-12-05", "19:30", None));
    assert_eq!(evening.starts_at, instant("2026-12-05T18:30:00Z"));
    assert_eq!(evening.ends_at, instant("2026-12-05T23:00:00Z"));
}

#[test]
fn a_skipped_time_is_refused_and_a_repeated_one_lasts_longest() {
    let skipped = timed("Europe/Berlin", "2026-03-29", "02:30", None);
    let expected = ("time".into(), RuleCode::TimeSkipped);
    assert_eq!(refusal(&skipped), Some(expected));
    let skipped = timed("Europe/Berlin", "2026-03-29", "01:30", Some("02:30"));
    let expected = ("end_time".into(), RuleCode::TimeSkipped);
    assert_eq!(refusal(&skipped), Some(expected));
    let repeated = found(&timed(
        "Europe/Berlin",
        "2026-10-25",
        "02:15",
        Some("02:45"),
    ));
    assert_eq!(repeated.starts_at, instant("2026-10-25T00:15:00Z"));
    assert_eq!(repeated.ends_at, instant("2026-10-25T01:45:00Z"));
}

#[test]
fn days_are_as_long_as_they_are() {
    for (zone, day, starts_at, hours) in [
        ("Europe/Berlin", "2026-12-05", "2026-12-04T23:00:00Z", 24.0),
        ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 23.0),
        ("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 25.0),
        // Half an hour is enough on this island.
        (
            "Australia/Lord_Howe",
            "2026-10-04",
            "2026-10-03T13:30:00Z",
            23.5,
        ),
        (
            "Australia/Lord_Howe",
            "2026-04-05",
            "2026-04-04T13:00:00Z",
            24.5,
        ),
        // The clocks went from 0:00 to 1:00.
        ("Asia/Beirut", "2022-03-27", "2022-03-26T22:00:00Z", 23.0),
        // The clocks went from 24:00 to 23:00, and from 0:01 to 23:01 of the day before.
        (
            "America/Sao_Paulo",
            "2018-02-17",
            "2018-02-17T02:00:00Z",
            25.0,
        ),
        (
            "America/St_Johns",
            "2006-10-28",
            "2006-10-28T02:30:00Z",
            24.0,
        ),
        (
            "America/St_Johns",
            "2006-10-29",
            "2006-10-29T02:30:00Z",
            25.0,
        ),
        // From 0:00:00 to 0:44:30.
        (
            "Africa/Monrovia",
            "1972-01-07",
            "1972-01-07T00:44:30Z",
            23.258_333,
        ),
        // The day before one that never was.
        ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z", 24.0),
    ] {
        let found = found(&day_in(zone, date(day)));
        assert_eq!(found.starts_at, instant(starts_at), "{zone} {day}");
        let seconds = (found.ends_at - found.starts_at).num_seconds();
        let expected = (hours * 3_600.0_f64).round() as i64;
        assert_eq!(seconds, expected, "{zone} {day}");
    }
}

#[test]
fn nothing_happens_on_a_day_that_never_was() {
    let day = day_in("Pacific/Apia", date("2011-12-30"));
    let expected = ("date".into(), RuleCode::TimeSkipped);
    assert_eq!(refusal(&day), Some(expected));
}

#[test]
fn unknown_zones_are_refused_at_their_field() {
    let mars = day_in("Mars/Olympus", date("2026-12-05"));
    let expected = ("time_zone".into(), RuleCode::UnknownTimeZone);
    assert_eq!(refusal(&mars), Some(expected));
}

fn offset(zone: Tz, at: DateTime<Utc>) -> FixedOffset {
    at.with_timezone(&zone).offset().fix()
}

/// The days of a year around which the clocks of a zone change.
fn changes(zone: Tz, year: i32) -> Vec<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    let noon = |day: NaiveDate| day.and_time(clock(720)).and_utc();
    let days = first.iter_days().take_while(|day| day.year() == year);
    days.filter(|day| offset(zone, noon(*day)) != offset(zone, noon(*day + Days::new(1))))
        .collect()
}

/// A zone and a day, as often as not within a day of a change of its clocks.
fn zones_and_days() -> impl Strategy<Value = (Tz, NaiveDate)> {
    let zone = proptest::sample::select(&chrono_tz::TZ_VARIANTS[..]);
    let random = (any::<proptest::sample::Index>(), any::<bool>(), 0_u64..3);
    (zone, 1971_i32..2100, random).prop_map(|(zone, year, (index, is_anywhere, shift))| {
        let changes = changes(zone, year);
        if is_anywhere || changes.is_empty() {
            let first = NaiveDate::from_ymd_opt(year, 1, 2).unwrap();
            return (zone, first + Days::new(index.index(363) as u64));
        }
        let change = changes[index.index(changes.len())];
        (zone, change + Days::new(shift) - Days::new(1))
    })
}

/// The instants at which the clocks of a zone show this, the first one first; found by trying out
/// every offset that the zone has around that time.
fn instants_of(zone: Tz, local: NaiveDateTime) -> Vec<DateTime<Utc>> {
    let hours = -36..=36;
    let mut found: Vec<_> = hours
        .map(|hour| offset(zone, local.and_utc() + TimeDelta::hours(hour)))
        .map(|offset| local.and_utc() - TimeDelta::seconds(offset.local_minus_utc().into()))
        .filter(|at| at.with_timezone(&zone).naive_local() == local)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn skipped_at(field: &str) -> Option<(String, RuleCode)> {
    Some((field.to_owned(), RuleCode::TimeSkipped))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_start_is_the_first_instant_at_which_the_clocks_show_it(
        (zone, day) in zones_and_days(),
        minute in 0_u32..1_440,
    ) {
        let event = ValidEvent { time: Some(clock(minute)), ..day_in(zone.name(), day) };
        let instants = instants_of(zone, day.and_time(clock(minute)));
        match instants.first() {
            Some(first) => prop_assert_eq!(found(&event).starts_at, *first),
            None => prop_assert_eq!(refusal(&event), skipped_at("time")),
        }
    }

    #[test]
    fn an_end_is_the_last_instant_at_which_the_clocks_show_it(
        (zone, day) in zones_and_days(),
        minute in 0_u32..1_440,
    ) {
        let event = ValidEvent {
            end_date: Some(day),
            end_time: Some(clock(minute)),
            ..day_in(zone.name(), day - Days::new(1))
        };
        let instants = instants_of(zone, day.and_time(clock(minute)));
        match instants.last() {
            Some(last) => prop_assert_eq!(found(&event).ends_at, *last),
            None => prop_assert_eq!(refusal(&event), skipped_at("end_time")),
        }
    }

    #[test]
    fn an_event_all_day_begins_when_the_calendar_first_shows_its_day(
        (zone, day) in zones_and_days(),
        length in 1_u64..4,
    ) {
        let last = day + Days::new(length - 1);
        let event = ValidEvent { end_date: Some(last), ..day_in(zone.name(), day) };
        // Samoa and some of its neighbours have left out a day.
        if let Ok(found) = schedule(&event, Tz::UTC) {
            let shown = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
            for (at, first) in [(found.starts_at, day), (found.ends_at, last + Days::new(1))] {
                prop_assert!(shown(at) >= first);
                for seconds in [1, 60, 1_800, 3_600, 7_200, 43_200] {
                    prop_assert!(shown(at - TimeDelta::seconds(seconds)) < first);
                }
            }
        }
    }

    #[test]
    fn days_follow_each_other_without_gap_and_overlap((zone, day) in zones_and_days()) {
        let next = day + Days::new(1);
        let days = [day, next].map(|day| schedule(&day_in(zone.name(), day), Tz::UTC));
        if let [Ok(day), Ok(next)] = days {
            prop_assert_eq!(day.ends_at, next.starts_at);
        }
    }

    #[test]
    fn who_ends_before_they_start_ends_on_the_morning_after(
        (zone, day) in zones_and_days(),
        start in 1_u32..1_440,
        share in 0.0_f64..1.0,
    ) {
        let end = clock((f64::from(start) * share) as u32);
        let typed = NewEvent {
            title: "Title".into(),
            description: "Text".into(),
            date: day.to_string(),
            time: Some(clock(start).format("%H:%M").to_string()),
            end_time: Some(end.format("%H:%M").to_string()),
            time_zone: Some(zone.name().into()),
            ..NewEvent::default()
        };
        let event = typed.validate().unwrap();
        let instants = instants_of(zone, (day + Days::new(1)).and_time(end));
        if let Ok(found) = schedule(&event, Tz::UTC) {
            prop_assert_eq!(Some(&found.ends_at), instants.last());
            prop_assert!(found.ends_at > found.starts_at);
        } else {
            let is_skipped = instants.is_empty()
                || instants_of(zone, day.and_time(clock(start))).is_empty();
            prop_assert!(is_skipped);
        }
    }

    #[test]
    fn an_event_ends_after_it_starts(
        (zone, day) in zones_and_days(),
        start in 0_u32..1_440,
        end in proptest::option::of(0_u32..1_440),
    ) {
        let event = ValidEvent {
            time: Some(clock(start)),
            end_time: end.map(clock),
            ..day_in(zone.name(), day)
        };
        if let Ok(found) = schedule(&event, Tz::UTC) {
            prop_assert!(found.ends_at > found.starts_at);
            prop_assert!(found.ends_at - found.starts_at <= TimeDelta::hours(26));
        }
    }

    #[test]
    fn calendars_are_told_the_same_instants_and_days(
        (zone, day) in zones_and_days(),
        start in proptest::option::of(0_u32..1_440),
        has_end in any::<bool>(),
    ) {
        let time = start.map(clock);
        let end = time.filter(|_| has_end).map(|_| (day + Days::new(1), clock(600)));
        let event = ValidEvent {
            time,
            end_date: end.map(|(day, _)| day),
            end_time: end.map(|(_, time)| time),
            ..day_in(zone.name(), day)
        };
        if let Ok(found) = schedule(&event, Tz::UTC) {
            let told = told_in_calendars(&event, found);
            let utc = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
            let expected = match (time, end) {
                (Some(_), Some(_)) => (utc(found.starts_at), Some(utc(found.ends_at))),
                (Some(_), None) => (utc(found.starts_at), None),
                _ => {
                    let day_after = day + Days::new(1);
                    let text = |day: NaiveDate| day.format("%Y%m%d").to_string();
                    (text(day), Some(text(day_after)))
                }
            };
            prop_assert_eq!(told, expected);
        }
    }
}

/// The start and the end that another library reads in the file for calendars.
fn told_in_calendars(event: &ValidEvent, found: Schedule) -> (String, Option<String>) {
    use icalendar::{Calendar, Component};
    let text = |time: NaiveTime| time.format("%H:%M").to_string();
    let facts = EventFacts {
        id: Uuid::nil(),
        version: 1,
        typed: NewEvent {
            date: event.date.to_string(),
            time: event.time.map(text),
            end_date: event.end_date.map(|day| day.to_string()),
            end_time: event.end_time.map(text),
            time_zone: event.time_zone.clone(),
            ..NewEvent::default()
        },
        starts_at: found.starts_at,
        ends_at: found.ends_at,
        organiser: "murat".into(),
    };
    let publisher = Publisher::of(&Config::from_source(|_| None).unwrap());
    let file = publisher.file(Method::Publish, &facts, found.starts_at);
    let calendar: Calendar = file.parse().unwrap();
    let event = calendar.events().next().unwrap();
    let value = |name| event.property_value(name).map(str::to_owned);
    (value("DTSTART").unwrap(), value("DTEND"))
}
