//! From the clock on the wall to instants: what date, time and zone of an event mean.
//!
//! Decisions: an event without a time begins at the first instant of its day. An event without
//! an end is over at the end of its last day, which is the first instant of the next. Times that
//! the clocks skip in spring are refused; of times that they repeat in autumn, a start means the
//! first and an end the second. Who ends before they start, and says no day, ends on the morning
//! after.

use api_types::events::ValidEvent;
use api_types::problem::RuleCode;
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
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
        return Err(match event.end_time {
            Some(_) => ApiError::field("end_time", RuleCode::EndBeforeStart),
            // A day that the calendar skips.
            None => ApiError::field("date", RuleCode::TimeSkipped),
        });
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

/// The first instant of a day: midnight, or, where the clocks skip it (or, as Samoa did in 2011,
/// the whole day), the instant at which they do.
fn first_instant(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    earliest(zone, midnight).unwrap_or_else(|| {
        let has_come = |at: &DateTime<Utc>| at.with_timezone(&zone).date_naive() >= day;
        // No zone is further than this from UTC.
        let mut before = midnight.and_utc() - TimeDelta::days(2);
        let mut after = midnight.and_utc() + TimeDelta::days(2);
        while after - before > TimeDelta::seconds(1) {
            let half = before + TimeDelta::seconds((after - before).num_seconds() / 2);
            if has_come(&half) {
                after = half;
            } else {
                before = half;
            }
        }
        after
    })
}

#[cfg(test)]
mod tests;
