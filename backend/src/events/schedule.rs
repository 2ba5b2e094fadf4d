//! From the clock on the wall to instants: what date, time and zone of an event mean.
//!
//! Decisions: an event without a time begins at the first instant of its day. An event without
//! an end is over at the end of its last day. Times that the clocks skip in spring are refused;
//! of times that they repeat in autumn, a start means the first and an end the second.

use api_types::events::ValidEvent;
use api_types::problem::RuleCode;
use chrono::{
    DateTime, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

use crate::error::{ApiError, ApiResult};

/// When an event happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// Its zone.
    pub time_zone: Tz,
    /// Its first instant.
    pub starts_at: DateTime<Utc>,
    /// The instant from which it is over.
    pub ends_at: DateTime<Utc>,
}

/// Works out when an event happens; `default_zone` applies if it names none.
pub fn schedule(event: &ValidEvent, default_zone: Tz) -> ApiResult<Schedule> {
    let zone = match &event.time_zone {
        Some(name) => name
            .parse::<Tz>()
            .map_err(|_| ApiError::field("time_zone", RuleCode::UnknownTimeZone))?,
        None => default_zone,
    };
    let last_day = event.end_date.unwrap_or(event.date);
    let starts_at = match event.time {
        Some(time) => earliest(zone, event.date.and_time(time))
            .ok_or_else(|| ApiError::field("time", RuleCode::TimeSkipped))?,
        None => first_instant(zone, event.date),
    };
    let ends_at = match event.end_time {
        Some(time) => latest(zone, last_day.and_time(time))
            .ok_or_else(|| ApiError::field("end_time", RuleCode::TimeSkipped))?,
        None => first_instant(zone, last_day + Days::new(1)),
    };
    if ends_at <= starts_at {
        return Err(ApiError::field("end_time", RuleCode::EndBeforeStart));
    }
    Ok(Schedule {
        time_zone: zone,
        starts_at,
        ends_at,
    })
}

fn earliest(zone: Tz, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    zone.from_local_datetime(&local)
        .earliest()
        .map(|instant| instant.to_utc())
}

fn latest(zone: Tz, local: NaiveDateTime) -> Option<DateTime<Utc>> {
    zone.from_local_datetime(&local)
        .latest()
        .map(|instant| instant.to_utc())
}

/// The first instant of a day: midnight, or, where the clocks skip midnight (or, as Samoa did in
/// 2011, the whole day), the first that exists.
fn first_instant(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    let mut local = day.and_time(NaiveTime::MIN);
    for _ in 0..200 {
        match zone.from_local_datetime(&local) {
            LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => {
                return instant.to_utc();
            }
            LocalResult::None => local += TimeDelta::minutes(15),
        }
    }
    // No zone ever skipped more than a day; if one does, its midnight is that of UTC.
    Utc.from_utc_datetime(&day.and_time(NaiveTime::MIN))
}

#[cfg(test)]
mod tests {
    use api_types::events::Visibility;
    use proptest::prelude::*;

    use super::*;

    fn event(date: &str, time: Option<&str>, end: Option<&str>, zone: &str) -> ValidEvent {
        let time_of = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").unwrap();
        ValidEvent {
            title: "Title".into(),
            description: "Text".into(),
            location: None,
            date: date.parse().unwrap(),
            time: time.map(time_of),
            end_date: None,
            end_time: end.map(time_of),
            time_zone: Some(zone.into()),
            visibility: Visibility::Public,
            maximum_attendees: None,
            price: None,
        }
    }

    fn span(event: &ValidEvent) -> (String, String) {
        let schedule = schedule(event, Tz::UTC).unwrap();
        (
            schedule.starts_at.to_rfc3339(),
            schedule.ends_at.to_rfc3339(),
        )
    }

    #[test]
    fn an_event_all_day_lasts_from_midnight_to_midnight() {
        let day = event("2026-12-05", None, None, "Europe/Berlin");
        assert_eq!(
            span(&day),
            (
                "2026-12-04T23:00:00+00:00".into(),
                "2026-12-05T23:00:00+00:00".into()
            )
        );
    }

    #[test]
    fn an_event_without_an_end_is_over_at_the_end_of_its_day() {
        let evening = event("2026-12-05", Some("19:30"), None, "Europe/Berlin");
        assert_eq!(
            span(&evening),
            (
                "2026-12-05T18:30:00+00:00".into(),
                "2026-12-05T23:00:00+00:00".into()
            )
        );
    }

    #[test]
    fn a_skipped_time_is_refused_and_a_repeated_one_lasts_longest() {
        let skipped = event("2026-03-29", Some("02:30"), None, "Europe/Berlin");
        let problem = schedule(&skipped, Tz::UTC).unwrap_err().problem;
        assert_eq!(problem.errors[0].code, RuleCode::TimeSkipped);
        let repeated = event("2026-10-25", Some("02:15"), Some("02:45"), "Europe/Berlin");
        assert_eq!(
            span(&repeated),
            (
                "2026-10-25T00:15:00+00:00".into(),
                "2026-10-25T01:45:00+00:00".into()
            )
        );
    }

    #[test]
    fn a_day_without_midnight_begins_later() {
        // Beirut's clocks went from 00:00 to 01:00 on that day.
        let day = event("2022-03-27", None, None, "Asia/Beirut");
        assert_eq!(span(&day).0, "2022-03-26T22:00:00+00:00");
    }

    #[test]
    fn unknown_zones_are_refused_at_their_field() {
        let mars = event("2026-12-05", None, None, "Mars/Olympus");
        let problem = schedule(&mars, Tz::UTC).unwrap_err().problem;
        assert_eq!(problem.errors[0].field, "time_zone");
    }

    proptest! {
        #[test]
        fn in_every_zone_an_event_ends_after_it_starts(
            zone in proptest::sample::select(&chrono_tz::TZ_VARIANTS[..]),
            day in 0_u64..80_000,
            minute in 0_u32..1_440,
            timed in any::<bool>(),
        ) {
            let date = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + Days::new(day);
            let event = ValidEvent {
                date,
                time: timed.then(|| NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap()),
                time_zone: Some(zone.name().into()),
                ..event("2026-01-01", None, None, "UTC")
            };
            if let Ok(found) = schedule(&event, Tz::UTC) {
                prop_assert!(found.ends_at > found.starts_at);
                prop_assert!(found.ends_at - found.starts_at <= TimeDelta::hours(50));
            }
        }
    }
}
