//! Which days a month shows, and which events lie on each.

use std::rc::Rc;

use api_types::events::Event;
use chrono::{Datelike, Days, NaiveDate};

use super::super::view::Shown;

/// The weeks in which a month lies, each from the first day of the week on, which is counted from
/// Monday as 1.
pub fn weeks(month: Shown, first_weekday: u32) -> Vec<[NaiveDate; 7]> {
    let before = (month.first.weekday().number_from_monday() + 7 - first_weekday) % 7;
    let mut day = month.first - Days::new(before.into());
    let mut weeks = Vec::new();
    while day <= month.last() {
        weeks.push([0, 1, 2, 3, 4, 5, 6].map(|number| day + Days::new(number)));
        day = day + Days::new(7);
    }
    weeks
}

/// The last day on which an event is shown: a night that ends before noon belongs to the day on which
/// it began.
pub fn last_day(event: &Event) -> NaiveDate {
    let last = event.end_date.unwrap_or(event.date);
    let ends_in_the_morning = event.end_time.as_deref().is_some_and(|time| time < "12:00");
    if ends_in_the_morning && Some(last) == event.date.succ_opt() {
        return event.date;
    }
    last
}

/// The events of a day, in the order in which they came.
pub fn events_on(events: &[Rc<Event>], day: NaiveDate) -> Vec<Rc<Event>> {
    let is_on = |event: &&Rc<Event>| event.date <= day && day <= last_day(event);
    events.iter().filter(is_on).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn weeks_begin_where_people_begin_them_and_hold_the_whole_month() {
        let november = Shown::around(date("2026-11-22"));
        let monday = weeks(november, 1);
        assert_eq!(monday[0][0], date("2026-10-26"));
        assert_eq!(monday.last().unwrap()[6], date("2026-12-06"));
        let sunday = weeks(november, 7);
        assert_eq!(sunday[0][0], date("2026-11-01"));
        assert_eq!(sunday.last().unwrap()[6], date("2026-12-05"));
        // February 2027 begins on a Monday and has four weeks.
        assert_eq!(weeks(Shown::around(date("2027-02-10")), 1).len(), 4);
    }
}
