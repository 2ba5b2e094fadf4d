use std::collections::HashSet;

use super::*;
use crate::demo::table::EVENT;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Every day of more than a year: three changes of the clocks, a 29 February.
fn days() -> impl Iterator<Item = NaiveDate> {
    day("2027-10-01").iter_days().take(420)
}

fn tables() -> impl Iterator<Item = &'static DemoEvent> {
    english::EVENTS.into_iter().chain(german::EVENTS).flatten()
}

/// An instant before the day begins in Berlin, and one after it has ended.
fn bounds(today: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let midnight = today.and_time(NaiveTime::MIN).and_utc();
    (
        midnight - TimeDelta::hours(2),
        midnight + TimeDelta::hours(23),
    )
}

#[test]
fn every_day_has_a_plan_that_obeys_the_rules() {
    for today in days() {
        let events = plan_events(today).unwrap_or_else(|error| panic!("{today}: {error:#}"));
        let (begin, end) = bounds(today);
        let over = |now| {
            let over = |event: &&PlannedEvent| event.schedule.ends_at <= now;
            events.iter().filter(over).count()
        };
        assert_eq!((over(begin), over(end)), (8, 8), "{today}");
        let running = |event: &&PlannedEvent| {
            event.schedule.starts_at <= begin && event.schedule.ends_at > end
        };
        assert_eq!(events.iter().filter(running).count(), 2, "{today}");
    }
}

#[test]
fn a_day_has_one_plan() {
    let today = day("2028-02-29");
    assert_eq!(plan(today).unwrap(), plan(today).unwrap());
    assert_ne!(plan(today).unwrap(), plan(day("2028-03-01")).unwrap());
}

#[test]
fn things_happen_in_their_order() {
    for today in days().step_by(53) {
        let plan = plan(today).unwrap();
        let (now, _) = bounds(today);
        for person in &plan.people {
            assert!(person.registered_at < person.confirmed_at);
        }
        for event in &plan.events {
            let creator = &plan.people[event.creator];
            assert!(creator.confirmed_at < event.created_at);
            assert!(event.created_at < event.schedule.starts_at);
            let mut before = event.created_at;
            for guest in &event.guests {
                let invited_at = guest.invited_at.unwrap_or(event.created_at);
                let accepted_at = guest.accepted_at.unwrap_or(now);
                assert!(event.created_at <= invited_at && invited_at < accepted_at);
                assert!(before <= accepted_at && accepted_at <= now);
                if guest.accepted_at.is_some() {
                    assert!(accepted_at <= event.schedule.starts_at);
                    before = accepted_at;
                }
                assert!(guest.invited_at.is_some() || guest.accepted_at.is_some());
            }
        }
    }
}

#[test]
fn nobody_is_there_twice_and_nobody_books_their_own_event() {
    for event in &plan(day("2026-11-22")).unwrap().events {
        let mut people: HashSet<_> = event.guests.iter().map(|guest| guest.person).collect();
        assert_eq!(people.len(), event.guests.len());
        assert!(people.insert(event.creator), "{}", event.event.title);
        let coming = event
            .guests
            .iter()
            .filter(|guest| guest.accepted_at.is_some());
        let limit = event.event.maximum_attendees.unwrap_or(i32::MAX);
        assert!(coming.count() as i32 <= limit, "{}", event.event.title);
    }
}

#[test]
fn people_and_titles_are_unique() {
    let lower = |text: &str| text.to_lowercase();
    let usernames: HashSet<_> = PEOPLE.iter().map(|person| lower(person.username)).collect();
    let emails: HashSet<_> = PEOPLE.iter().map(|person| lower(person.email)).collect();
    let titles: HashSet<_> = tables().map(|event| event.title).collect();
    assert_eq!((usernames.len(), emails.len()), (12, 12));
    assert_eq!(titles.len(), tables().count());
    assert_eq!(PEOPLE[0].username, LOGIN);
    assert_eq!(plan(day("2026-11-22")).unwrap().people.len(), 12);
    let reserved = |email: &str| email.ends_with("@example.org") || email.ends_with("@example.com");
    assert!(PEOPLE.iter().all(|person| reserved(person.email)));
}

#[test]
fn there_is_something_of_everything() {
    let count =
        |wanted: &dyn Fn(&DemoEvent) -> bool| tables().filter(|event| wanted(event)).count();
    let left = |event: &DemoEvent| event.limit.map(|limit| limit - event.booked as i32);
    let language = |tables: [&[DemoEvent]; 2]| tables.concat().len();
    assert!((55..=70).contains(&tables().count()));
    assert!(language(english::EVENTS).abs_diff(language(german::EVENTS)) <= 4);
    let cities: HashSet<_> = tables()
        .filter_map(|event| event.place?.split(',').next())
        .collect();
    let zones: HashSet<_> = tables().map(|event| event.region.time_zone).collect();
    let currencies: HashSet<_> = tables().map(|event| event.region.currency).collect();
    assert!(cities.len() >= 10 && zones.len() >= 5 && currencies.len() >= 4);
    assert!(count(&|event| left(event) == Some(0)) >= 5);
    assert!(count(&|event| left(event).is_some_and(|left| (1..=3).contains(&left))) >= 6);
    assert!(count(&|event| event.limit.is_none()) >= 8);
    assert!(count(&|event| event.invite_only) >= 4);
    assert!(count(&|event| event.place.is_none()) >= 2);
    assert!(count(&|event| event.price.is_none()) >= 15);
    assert!(count(&|event| event.when.time.is_none()) >= 4);
    assert!(count(&|event| event.when.time.is_some() && event.when.end.is_none()) >= 4);
    assert!(
        count(&|event| event
            .when
            .end
            .is_some_and(|end| Some(end) < event.when.time))
            >= 6
    );
    assert!(count(&|event| event.text.iter().any(|part| part.contains("https://"))) >= 8);
    assert!(count(&|event| event.by == LOGIN) >= 5);
    assert!(count(&|event| event.lena == Lena::Comes) >= 8);
    assert!(count(&|event| event.lena == Lena::Hesitates) >= 2);
}

#[test]
fn texts_have_one_to_four_paragraphs_and_keep_calm() {
    for event in tables() {
        assert!((1..=4).contains(&event.text.len()), "{}", event.title);
        for paragraph in event.text {
            assert!(!paragraph.contains(['!', '\n']), "{paragraph}");
            assert!(!paragraph.contains("  "), "{paragraph}");
            let links = paragraph.matches("https://").count();
            assert_eq!(
                paragraph.matches(".example.org").count(),
                links,
                "{paragraph}"
            );
        }
    }
}

#[test]
fn the_days_are_counted_from_tomorrow_on() {
    use crate::demo::table::{all_day, span};
    use chrono::Weekday::{Mon, Sat, Sun};
    let sunday = day("2026-11-22");
    assert_eq!(all_day(0, Sun).first_day(sunday), day("2026-11-29"));
    assert_eq!(all_day(0, Mon).first_day(sunday), day("2026-11-23"));
    assert_eq!(all_day(-2, Sun).first_day(sunday), day("2026-11-15"));
    assert_eq!(
        all_day(1, Sat).over(3).last_day(sunday),
        Some(day("2026-12-07"))
    );
    let night = span(0, Sat, "22:00", "03:00");
    assert_eq!(night.last_day(sunday), Some(day("2026-11-29")));
    let evening = span(0, Sat, "19:00", "22:00");
    assert_eq!(evening.last_day(sunday), None);
}

#[test]
fn more_guests_than_people_are_refused() {
    let crowded = DemoEvent {
        booked: 12,
        ..EVENT
    };
    let now = Utc::now();
    assert!(guests(&crowded, &mut Dice::new(1), now - TimeDelta::days(3), now).is_err());
}
