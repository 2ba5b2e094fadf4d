//! Makes up events, as many as are wanted: the same ones from the same seed on the same day.

use anyhow::Context;
use api_types::Validate;
use api_types::events::{NewEvent, ValidEvent, Visibility};
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::words::{CITIES, Words};
use crate::demo::dice::Dice;
use crate::demo::plan::{Guest, in_daytime, latest};
use crate::events::schedule::{Schedule, schedule};

/// How far events reach into the past, in days.
const PAST_DAYS: i64 = 365;
/// How far events reach into the future, in days.
const COMING_DAYS: f64 = 730.0;
/// How likely something is on a Monday, a Tuesday, and so on, seen from the busiest day.
const WEEKDAYS: [f64; 7] = [0.3, 0.4, 0.5, 0.6, 0.9, 1.0, 0.7];
/// Usual numbers of places.
const LIMITS: [i32; 14] = [8, 10, 12, 15, 20, 25, 30, 40, 60, 80, 100, 150, 300, 500];

/// An event that was made up.
pub struct Generated {
    /// Index of the person who publishes it.
    pub creator: usize,
    /// As it would have been typed.
    pub event: ValidEvent,
    /// What it means.
    pub schedule: Schedule,
    /// When it was published.
    pub created_at: DateTime<Utc>,
    /// A few of them have bookings and invitations.
    pub guests: Vec<Guest>,
}

/// Makes up events.
pub struct Generator {
    dice: Dice,
    today: NaiveDate,
    /// Nothing happened later.
    until: DateTime<Utc>,
    people: usize,
    english: Words,
    german: Words,
}

impl Generator {
    /// Events of so many people, at least two, as they are on a day.
    pub fn new(seed: u64, today: NaiveDate, people: usize) -> Self {
        Self {
            dice: Dice::new(seed),
            today,
            until: latest(today),
            people,
            english: Words::english(),
            german: Words::german(),
        }
    }

    /// The next one.
    pub fn next(&mut self) -> anyhow::Result<Generated> {
        let typed = self.typed();
        let about = format!("{:?} on {}", typed.title, typed.date);
        let event = typed
            .validate()
            .map_err(|errors| anyhow::anyhow!("{about}: {errors:?}"))?;
        let schedule = schedule(&event, Tz::UTC).context(about)?;
        let until = self.until.min(schedule.starts_at);
        let created_at = in_daytime(&mut self.dice, until, 2, 90);
        let creator = self.dice.below(self.people);
        let guests = self.guests(&event, creator, created_at, until);
        Ok(Generated {
            creator,
            event,
            schedule,
            created_at,
            guests,
        })
    }

    fn typed(&mut self) -> NewEvent {
        let dice = &mut self.dice;
        let words = if dice.chance(0.5) {
            &self.english
        } else {
            &self.german
        };
        let city = dice.pick_early(CITIES);
        let date = day(dice, self.today);
        let mut event = NewEvent {
            title: words.title(dice),
            description: words.description(dice),
            location: dice.chance(0.95).then(|| words.location(dice, city)),
            date: date.to_string(),
            time_zone: Some(city.region.time_zone.into()),
            ..NewEvent::default()
        };
        if dice.chance(0.12) {
            let more = dice.chance(0.3).then(|| dice.between(1, 3).unsigned_abs());
            event.end_date = more.map(|more| (date + Days::new(more)).to_string());
        } else {
            times(dice, date, &mut event);
        }
        if dice.chance(0.05) {
            event.visibility = Visibility::InviteOnly;
        }
        event.maximum_attendees = dice.chance(0.6).then(|| *dice.pick(&LIMITS));
        if dice.chance(0.55) {
            let half_units = dice.between(4, 120);
            event.price = Some(format!("{}.{}0", half_units / 2, half_units % 2 * 5));
            event.currency = Some(city.region.currency.into());
        }
        event
    }

    /// Nobody for most events; a few people for one in a hundred, and for one in ten of those to
    /// which one has to be invited.
    fn guests(
        &mut self,
        event: &ValidEvent,
        creator: usize,
        created_at: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Vec<Guest> {
        let dice = &mut self.dice;
        let by_invitation = event.visibility == Visibility::InviteOnly;
        if !dice.chance(if by_invitation { 0.1 } else { 0.01 }) {
            return Vec::new();
        }
        let mut others: Vec<usize> = (0..self.people).filter(|one| *one != creator).collect();
        dice.shuffle(&mut others);
        // No event has fewer places than this.
        others.truncate(dice.between(1, 6) as usize);
        let time = (until - created_at).num_seconds();
        others
            .into_iter()
            .map(|person| {
                let invited_at = by_invitation.then(|| created_at + TimeDelta::minutes(5));
                let accepts = !by_invitation || dice.chance(0.7);
                let accepted_at = created_at + TimeDelta::seconds(dice.between(600, time));
                Guest {
                    person,
                    invited_at,
                    accepted_at: accepts.then_some(accepted_at),
                }
            })
            .collect()
    }
}

/// One in ten days is gone. Of the others, the next months have more than the later ones, and
/// weekends more than Mondays.
fn day(dice: &mut Dice, today: NaiveDate) -> NaiveDate {
    loop {
        let day = if dice.chance(0.1) {
            // What lasts for several days is over, too.
            today - Days::new(dice.between(5, PAST_DAYS).unsigned_abs())
        } else {
            today + Days::new(1 + (dice.fraction().powf(1.6) * COMING_DAYS) as u64)
        };
        if dice.chance(WEEKDAYS[day.weekday().num_days_from_monday() as usize]) {
            return day;
        }
    }
}

/// Most begin in the evening; three in four say when they end, which is never between one and
/// three at night, when clocks are changed.
fn times(dice: &mut Dice, date: NaiveDate, event: &mut NewEvent) {
    let clock = |quarter: i64| format!("{:02}:{:02}", quarter / 4 % 24, quarter % 4 * 15);
    let start = if dice.chance(0.65) {
        dice.between(4 * 18, 4 * 21)
    } else {
        dice.between(4 * 8, 4 * 17)
    };
    event.time = Some(clock(start));
    if dice.chance(0.75) {
        let end = (start + dice.between(4, 20)).min(4 * 24 + 3);
        event.end_time = Some(clock(end));
        event.end_date = (end >= 4 * 24).then(|| (date + Days::new(1)).to_string());
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn some(seed: u64, today: &str, count: usize) -> Vec<Generated> {
        let mut generator = Generator::new(seed, today.parse().unwrap(), 12);
        (0..count).map(|_| generator.next().unwrap()).collect()
    }

    #[test]
    fn the_mixture_is_as_described() {
        let events = some(1, "2026-11-22", 20_000);
        let now = "2026-11-22T10:00:00Z".parse::<DateTime<Utc>>().unwrap();
        let share = |wanted: &dyn Fn(&Generated) -> bool| {
            let count = events.iter().filter(|event| wanted(event)).count();
            count as f64 / events.len() as f64
        };
        assert!((0.09..0.11).contains(&share(&|one| one.schedule.ends_at <= now)));
        assert!(
            (0.04..0.06).contains(&share(&|one| one.event.visibility == Visibility::InviteOnly))
        );
        assert!((0.005..0.02).contains(&share(&|one| !one.guests.is_empty())));
        let near = now + TimeDelta::days(180);
        assert!((0.3..0.5).contains(&share(&|one| {
            one.schedule.ends_at > now && one.schedule.starts_at < near
        })));
        let last = events
            .iter()
            .map(|one| one.schedule.starts_at)
            .max()
            .unwrap();
        assert!((600..=732).contains(&(last - now).num_days()));
    }

    #[test]
    fn searches_meet_frequent_and_rare_words() {
        let events = some(2, "2026-11-22", 20_000);
        let mut words: HashMap<String, usize> = HashMap::new();
        for one in &events {
            for word in one.event.title.split_whitespace() {
                *words.entry(word.to_lowercase()).or_default() += 1;
            }
        }
        assert!(words.values().any(|count| *count > 1_000));
        assert!(
            words
                .values()
                .filter(|count| (20..200).contains(*count))
                .count()
                > 100
        );
        assert!(words.values().filter(|count| **count <= 3).count() > 1_000);
    }

    #[test]
    fn on_any_day_everything_happens_in_its_order() {
        for today in ["2026-11-22", "2027-03-28", "2028-02-29", "2028-10-29"] {
            for one in some(3, today, 5_000) {
                assert!(one.created_at < one.schedule.starts_at);
                let coming = one.guests.iter().filter_map(|guest| guest.accepted_at);
                let limit = one.event.maximum_attendees.unwrap_or(i32::MAX);
                assert!(coming.clone().count() as i32 <= limit);
                for at in coming {
                    assert!(one.created_at < at && at <= one.schedule.starts_at);
                }
                assert!(one.guests.iter().all(|guest| guest.person != one.creator));
            }
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_events() {
        let titles = |seed| {
            let events = some(seed, "2026-11-22", 50);
            events.into_iter().map(|one| one.event).collect::<Vec<_>>()
        };
        assert_eq!(titles(4), titles(4));
        assert_ne!(titles(4), titles(5));
    }
}
