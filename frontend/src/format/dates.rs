//! Dates and times. An event happens on the clocks of its own zone, so its date and time are
//! written as they are; where the person's clocks differ, a note says so.

use api_types::events::Event;
use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use js_sys::Date;
use yew::AttrValue;

use super::intl;
use crate::{browser, t};

const WEEKDAY: (&str, &str) = ("weekday", "long");
const DAY: (&str, &str) = ("day", "numeric");
const MONTH: (&str, &str) = ("month", "long");
const YEAR: (&str, &str) = ("year", "numeric");
/// Wall-clock values are carried as if they were UTC, so that no zone moves them.
const AS_IS: (&str, &str) = ("timeZone", "UTC");

/// How much of a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateWriting {
    /// Saturday, 28 November 2026.
    Full,
    /// 28 Nov 2026.
    Short,
}

const CLOCK: [(&str, &str); 2] = [("hour", "numeric"), ("minute", "2-digit")];

fn date_of(instant: DateTime<Utc>) -> Date {
    Date::new(&(instant.timestamp_millis() as f64).into())
}

fn as_is(date: NaiveDate, minutes: u32) -> Date {
    let midnight = DateTime::<Utc>::from_naive_utc_and_offset(date.into(), Utc);
    let at = midnight.timestamp_millis() as f64 + f64::from(minutes) * 60_000.0;
    Date::new(&at.into())
}

/// A day in words.
pub fn day_written(date: NaiveDate, writing: DateWriting) -> AttrValue {
    let options: &[_] = match writing {
        DateWriting::Full => &[WEEKDAY, DAY, MONTH, YEAR, AS_IS],
        DateWriting::Short => &[DAY, ("month", "short"), YEAR, AS_IS],
    };
    AttrValue::from(intl::date(&as_is(date, 0), options))
}

/// A month in words: December 2026.
pub fn month_written(day: NaiveDate) -> AttrValue {
    AttrValue::from(intl::date(&as_is(day, 0), &[MONTH, YEAR, AS_IS]))
}

/// A weekday in short and in full.
pub fn weekday(day: NaiveDate) -> (AttrValue, AttrValue) {
    let at = as_is(day, 0);
    let short = intl::date(&at, &[("weekday", "short"), AS_IS]);
    let long = intl::date(&at, &[WEEKDAY, AS_IS]);
    (AttrValue::from(short), AttrValue::from(long))
}

/// The day on which an instant falls where the person is, in words.
pub fn instant_day(instant: DateTime<Utc>) -> AttrValue {
    AttrValue::from(intl::date(&date_of(instant), &[DAY, MONTH, YEAR]))
}

/// An instant on the person's own calendar and clock.
pub fn instant(instant: DateTime<Utc>) -> AttrValue {
    let options = [DAY, MONTH, YEAR, CLOCK[0], CLOCK[1]];
    AttrValue::from(intl::date(&date_of(instant), &options))
}

/// The day on the person's own calendar on which an instant falls.
pub fn local_day(instant: DateTime<Utc>) -> NaiveDate {
    let at = date_of(instant);
    NaiveDate::from_ymd_opt(at.get_full_year() as i32, at.get_month() + 1, at.get_date())
        .unwrap_or_default()
}

/// An instant on the person's own clock.
pub fn clock(instant: DateTime<Utc>) -> AttrValue {
    AttrValue::from(intl::date(&date_of(instant), &CLOCK))
}

/// A day as a heading above what happened on it: today, yesterday, or its date.
pub fn day_heading(day: NaiveDate) -> AttrValue {
    match (browser::today() - day).num_days() {
        0 => t!("today"),
        1 => t!("yesterday"),
        _ => day_written(day, DateWriting::Full),
    }
}

/// An instant in a narrow column: the time of today, else the day.
pub fn brief(instant: DateTime<Utc>) -> AttrValue {
    let (day, today) = (local_day(instant), browser::today());
    if day == today {
        return clock(instant);
    }
    let (short, year) = (("month", "short"), ("year", "2-digit"));
    AttrValue::from(if day.year() == today.year() {
        intl::date(&date_of(instant), &[DAY, short])
    } else {
        intl::date(&date_of(instant), &[DAY, short, year])
    })
}

/// How long ago an instant is, in words: "5 minutes ago".
pub fn ago(instant: DateTime<Utc>) -> AttrValue {
    let seconds = (browser::now() - instant.timestamp_millis() as f64) / 1000.0;
    let (length, unit) = match seconds {
        // It is known to the minute, and two clocks never agree.
        ..120.0 => return t!("just-now"),
        ..5_400.0 => (60.0, "minute"),
        ..129_600.0 => (3_600.0, "hour"),
        _ => (86_400.0, "day"),
    };
    AttrValue::from(intl::relative(-(seconds / length).round(), unit))
}

/// A time of the day such as `19:30` in the person's writing.
pub fn time_written(time: &str) -> AttrValue {
    let minutes = time.split_once(':').and_then(|(hours, minutes)| {
        Some(hours.parse::<u32>().ok()? * 60 + minutes.get(..2)?.parse::<u32>().ok()?)
    });
    match minutes {
        Some(minutes) => AttrValue::from(intl::date(
            &as_is(NaiveDate::default(), minutes),
            &[CLOCK[0], CLOCK[1], AS_IS],
        )),
        None => AttrValue::from(time.to_owned()),
    }
}

/// What stands on a calendar leaf: month (with the year if it is not this one), day, weekday.
pub fn leaf(date: NaiveDate) -> (AttrValue, AttrValue, AttrValue) {
    let at = as_is(date, 0);
    let month = intl::date(&at, &[("month", "short"), AS_IS]);
    // Two words on a leaf, as the server writes them, not a date.
    let month = if date.year() == browser::today().year() {
        month
    } else {
        format!("{month} {}", date.year())
    };
    let weekday = intl::date(&at, &[("weekday", "short"), AS_IS]);
    (
        AttrValue::from(month),
        AttrValue::from(date.day().to_string()),
        AttrValue::from(weekday),
    )
}

/// When an event happens, in one phrase.
pub fn when(event: &Event) -> AttrValue {
    span(
        event.date,
        event.time.as_deref(),
        event.end_date,
        event.end_time.as_deref(),
    )
}

/// A first day and time and a last one, in one phrase.
pub fn span(
    date: NaiveDate,
    time: Option<&str>,
    end_date: Option<NaiveDate>,
    end_time: Option<&str>,
) -> AttrValue {
    let point = |date: NaiveDate, time: Option<&str>| {
        let day = day_written(date, DateWriting::Full);
        match time {
            Some(time) => t!(
                "when-at",
                day = day.as_str(),
                time = time_written(time).as_str()
            ),
            None => day,
        }
    };
    let last_day = end_date.unwrap_or(date);
    let end = if last_day != date {
        Some(point(last_day, end_time))
    } else {
        end_time.map(|time| t!("when-clock", time = time_written(time).as_str()))
    };
    let start = point(date, time);
    match end {
        Some(end) => t!("when-span", start = start.as_str(), end = end.as_str()),
        None if time.is_none() => t!("when-all-day", day = start.as_str()),
        None => start,
    }
}

/// Up to when an event lasts, for one of several days.
pub fn until(first_day: NaiveDate, last_day: Option<NaiveDate>) -> Option<AttrValue> {
    let last_day = last_day.filter(|last_day| *last_day > first_day)?;
    let day = day_written(last_day, DateWriting::Short);
    Some(t!("until", day = day.as_str()))
}

/// What to add where the person's clocks differ from the event's: the zone, and their own time.
pub fn zone_note(event: &Event) -> Option<AttrValue> {
    let time = event.time.as_deref()?;
    let at = date_of(event.starts_at);
    let here =
        NaiveDate::from_ymd_opt(at.get_full_year() as i32, at.get_month() + 1, at.get_date())?
            .and_hms_opt(at.get_hours(), at.get_minutes(), 0)?;
    let there = format!("{}T{time}", event.date);
    if format!("{}T{:02}:{:02}", here.date(), here.hour(), here.minute()) == there {
        return None;
    }
    let zone = intl::zone_name(&at, &event.time_zone).unwrap_or_else(|| event.time_zone.clone());
    let own_time = time_written(&format!("{:02}:{:02}", here.hour(), here.minute()));
    Some(if here.date() == event.date {
        t!("zone-note", zone = zone, time = own_time.as_str())
    } else {
        let day = day_written(here.date(), DateWriting::Short);
        t!(
            "zone-note-day",
            zone = zone,
            time = own_time.as_str(),
            day = day.as_str()
        )
    })
}
