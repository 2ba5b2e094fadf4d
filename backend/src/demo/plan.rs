//! From the tables of the demo data to what is written: accounts and events that obey the rules,
//! and who registered, published, invited and booked when. No clock, no database: the same day
//! makes the same plan.

use anyhow::Context;
use api_types::Validate;
use api_types::accounts::{NewAccount, ValidAccount};
use api_types::events::{NewEvent, ValidEvent, Visibility};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::dice::Dice;
use super::people::PEOPLE;
use super::table::{DemoEvent, DemoPerson, Lena};
use super::{LOGIN, PASSWORD, english, german};
use crate::events::schedule::{Schedule, schedule};

/// Another seed, other choices.
const SEED: u64 = 20_261_122;

/// Everything that [`super::fill`] writes.
#[derive(Debug, PartialEq)]
pub struct Plan {
    /// In the order of the table.
    pub people: Vec<PlannedPerson>,
    /// In the order in which they were published.
    pub events: Vec<PlannedEvent>,
}

/// A person to add.
#[derive(Debug, PartialEq)]
pub struct PlannedPerson {
    /// What they typed.
    pub account: ValidAccount,
    /// When they typed it.
    pub registered_at: DateTime<Utc>,
    /// When they opened the link.
    pub confirmed_at: DateTime<Utc>,
}

/// An event to add.
#[derive(Debug, PartialEq)]
pub struct PlannedEvent {
    /// Index of the person.
    pub creator: usize,
    /// What they typed.
    pub event: ValidEvent,
    /// What it means.
    pub schedule: Schedule,
    /// When it was published.
    pub created_at: DateTime<Utc>,
    /// Who was invited or comes, in the order in which they booked.
    pub guests: Vec<Guest>,
}

/// What ties a person to an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guest {
    /// Index of the person.
    pub person: usize,
    /// When they were asked to come.
    pub invited_at: Option<DateTime<Utc>>,
    /// Since when they have a place.
    pub accepted_at: Option<DateTime<Utc>>,
}

/// The demo data as they are on this day.
pub fn plan(today: NaiveDate) -> anyhow::Result<Plan> {
    let until = latest(today);
    let people = PEOPLE
        .iter()
        .map(|person| plan_person(person, until))
        .collect::<anyhow::Result<_>>()?;
    let events = plan_events(today)?;
    Ok(Plan { people, events })
}

/// Nothing in the data of this day happened later. It is before midnight in Berlin, whatever the
/// season.
pub fn latest(today: NaiveDate) -> DateTime<Utc> {
    today.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(2)
}

fn plan_events(today: NaiveDate) -> anyhow::Result<Vec<PlannedEvent>> {
    let until = latest(today);
    let mut events = english::EVENTS
        .into_iter()
        .chain(german::EVENTS)
        .flatten()
        .map(|event| {
            plan_event(event, today, until)
                .with_context(|| format!("the demo event {:?}", event.title))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    events.sort_by_key(|event| event.created_at);
    Ok(events)
}

fn plan_person(person: &DemoPerson, until: DateTime<Utc>) -> anyhow::Result<PlannedPerson> {
    let mut dice = dice_for(person.username);
    let account = NewAccount {
        username: person.username.into(),
        email: person.email.into(),
        password: PASSWORD.into(),
        first_name: Some(person.first_name.into()),
        last_name: Some(person.last_name.into()),
        age: person.age,
    };
    let account = account
        .validate()
        .map_err(|errors| anyhow::anyhow!("the demo account {}: {errors:?}", person.username))?;
    let registered_at = in_daytime(&mut dice, until, 460, 520);
    Ok(PlannedPerson {
        account,
        registered_at,
        confirmed_at: registered_at + TimeDelta::seconds(dice.between(40, 2_400)),
    })
}

fn plan_event(
    event: &DemoEvent,
    today: NaiveDate,
    until: DateTime<Utc>,
) -> anyhow::Result<PlannedEvent> {
    let mut dice = dice_for(event.title);
    let creator = PEOPLE
        .iter()
        .position(|person| person.username == event.by)
        .with_context(|| format!("there is no {}", event.by))?;
    let valid = as_typed(event, today)
        .validate()
        .map_err(|errors| anyhow::anyhow!("{errors:?}"))?;
    let schedule = schedule(&valid, Tz::UTC)?;
    // Who comes knows it when it begins.
    let until = until.min(schedule.starts_at);
    let created_at = in_daytime(&mut dice, until, 4, 40);
    Ok(PlannedEvent {
        creator,
        event: valid,
        schedule,
        created_at,
        guests: guests(event, &mut dice, created_at, until)?,
    })
}

/// The event as its creator would have typed it on this day.
fn as_typed(event: &DemoEvent, today: NaiveDate) -> NewEvent {
    let when = event.when;
    NewEvent {
        title: event.title.into(),
        description: event.text.join("\n\n"),
        location: event.place.map(Into::into),
        date: when.first_day(today).to_string(),
        time: when.time.map(Into::into),
        end_date: when.last_day(today).map(|day| day.to_string()),
        end_time: when.end.map(Into::into),
        time_zone: Some(event.region.time_zone.into()),
        visibility: if event.invite_only {
            Visibility::InviteOnly
        } else {
            Visibility::Public
        },
        maximum_attendees: event.limit,
        price: event.price.map(Into::into),
        currency: event.price.map(|_| event.region.currency.into()),
    }
}

fn guests(
    event: &DemoEvent,
    dice: &mut Dice,
    created_at: DateTime<Utc>,
    until: DateTime<Utc>,
) -> anyhow::Result<Vec<Guest>> {
    let lena = PEOPLE.iter().position(|person| person.username == LOGIN);
    let mut others: Vec<usize> = (0..PEOPLE.len())
        .filter(|person| Some(*person) != lena && PEOPLE[*person].username != event.by)
        .collect();
    dice.shuffle(&mut others);
    let mut take = |count: usize, with_lena: bool| {
        let mut taken: Vec<usize> = lena.filter(|_| with_lena).into_iter().collect();
        let missing = count - taken.len().min(count);
        taken.extend(others.drain(..missing.min(others.len())));
        dice.shuffle(&mut taken);
        anyhow::ensure!(taken.len() == count, "there are not enough people");
        Ok(taken)
    };
    let coming = take(event.booked, event.lena == Lena::Comes)?;
    let hesitating = take(event.invited, event.lena == Lena::Hesitates)?;

    let invitation = |number: usize| {
        (event.invite_only || number >= coming.len())
            .then(|| created_at + TimeDelta::minutes(3 + 4 * number as i64))
    };
    // Every invitation is out before the first twentieth of the time has gone by.
    let time = (until - created_at).num_seconds() as f64;
    let mut bookings: Vec<_> = coming
        .iter()
        .map(|_| (time * (0.05 + 0.95 * dice.fraction())) as i64)
        .collect();
    bookings.sort_unstable();
    let accepted = coming.iter().zip(bookings).map(|(person, seconds)| {
        let accepted_at = Some(created_at + TimeDelta::seconds(seconds));
        (*person, accepted_at)
    });
    let waiting = hesitating.iter().map(|person| (*person, None));
    Ok(accepted
        .chain(waiting)
        .enumerate()
        .map(|(number, (person, accepted_at))| Guest {
            person,
            invited_at: invitation(number),
            accepted_at,
        })
        .collect())
}

/// Some instant between breakfast and bedtime, so many days before another.
pub fn in_daytime(dice: &mut Dice, before: DateTime<Utc>, least: i64, most: i64) -> DateTime<Utc> {
    let day = before.date_naive() - Days::new(dice.between(least, most).unsigned_abs());
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::seconds(dice.between(6 * 3_600, 20 * 3_600))
}

/// Dice of its own for each name (FNV-1a), so that a new event does not change the others.
/// The same for the same name.
pub fn dice_for(name: &str) -> Dice {
    let hash = name.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    Dice::new(hash ^ SEED)
}

#[cfg(test)]
mod tests;
