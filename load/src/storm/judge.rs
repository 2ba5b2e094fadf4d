//! Holds what the clients were told against what stands in the database at the end.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use api_types::events::Visibility;
use uuid::Uuid;

use super::explain::{Unexplained, explain};
use super::history::{Created, Deed, Diary, Entry};
use super::machine::{Event, Mails, State, Terms, Tie};
use crate::people::Person;
use crate::queries::{FoundBooking, FoundEvent, FoundMails};

/// What stands in the database at the end.
#[derive(Debug, Default)]
pub struct Found {
    /// All events.
    pub events: Vec<FoundEvent>,
    /// All bookings.
    pub bookings: Vec<FoundBooking>,
    /// All mails about events.
    pub mails: Vec<FoundMails>,
}

/// What the judge looked at, and what was wrong.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Events that more people may come to than there are places at.
    pub oversold: usize,
    /// Histories of an event and a person that were explained.
    pub histories: usize,
    /// Mails that were counted.
    pub mails: i64,
    /// What must not be, in words.
    pub faults: Vec<String>,
}

/// Who is who, and what became of it.
struct Case<'a> {
    people: &'a [Person],
    events: HashMap<Uuid, &'a FoundEvent>,
    /// By event and person.
    ties: HashMap<Uuid, HashMap<Uuid, Tie>>,
    /// By event and person.
    mails: HashMap<Uuid, HashMap<Uuid, Mails>>,
    entries: HashMap<Uuid, Vec<&'a Entry>>,
}

/// Judges a storm by the diaries of all clients and what was found after it.
pub fn judge(people: &[Person], diaries: &[Diary], found: &Found) -> Verdict {
    let mut verdict = Verdict {
        mails: found.mails.iter().map(|mails| mails.number).sum(),
        ..Verdict::default()
    };
    for diary in diaries {
        verdict.faults.extend(diary.faults.iter().cloned());
    }
    let case = Case::of(people, diaries, found, &mut verdict.faults);
    check_places(&case, found, &mut verdict);
    check_creations(diaries, found, &mut verdict.faults);
    check_strangers(&case, diaries, &mut verdict.faults);
    for created in diaries.iter().flat_map(|diary| &diary.created) {
        check_event(&case, created, &mut verdict);
        check_people_told(&case, created.event, &mut verdict.faults);
    }
    verdict
}

impl<'a> Case<'a> {
    fn of(
        people: &'a [Person],
        diaries: &'a [Diary],
        found: &'a Found,
        faults: &mut Vec<String>,
    ) -> Self {
        let mut case = Self {
            people,
            events: found.events.iter().map(|event| (event.id, event)).collect(),
            ties: HashMap::new(),
            mails: HashMap::new(),
            entries: HashMap::new(),
        };
        for entry in diaries.iter().flat_map(|diary| &diary.entries) {
            case.entries.entry(entry.event).or_default().push(entry);
        }
        for entries in case.entries.values_mut() {
            entries.sort_by_key(|entry| entry.started);
        }
        for booking in &found.bookings {
            let tie = match booking.status.as_str() {
                "accepted" => Tie::Accepted,
                _ => Tie::Invited,
            };
            let ties = case.ties.entry(booking.event_id).or_default();
            ties.insert(booking.user_id, tie);
        }
        for mails in &found.mails {
            let of_event = case.mails.entry(mails.event_id).or_default();
            let counts = of_event.entry(mails.user_id).or_default();
            let count = match mails.kind.as_str() {
                "booking_confirmed" => &mut counts.confirmed,
                "booking_cancelled" => &mut counts.given_back,
                "invitation" => &mut counts.invited,
                "removal" => &mut counts.removed,
                "event_changed" => &mut counts.changed,
                "event_cancelled" => &mut counts.cancelled,
                other => {
                    faults.push(format!("a mail of the unknown kind {other}"));
                    continue;
                }
            };
            *count = u16::try_from(mails.number).unwrap_or(u16::MAX);
        }
        case
    }

    fn ties(&self, event: Uuid) -> impl Iterator<Item = (&Uuid, &Tie)> {
        self.ties.get(&event).into_iter().flatten()
    }

    fn mails(&self, event: Uuid) -> impl Iterator<Item = (&Uuid, &Mails)> {
        self.mails.get(&event).into_iter().flatten()
    }

    fn tie(&self, event: Uuid, person: Uuid) -> Tie {
        let ties = self.ties.get(&event);
        ties.and_then(|ties| ties.get(&person))
            .copied()
            .unwrap_or_default()
    }

    fn mails_to(&self, event: Uuid, person: Uuid) -> Mails {
        let mails = self.mails.get(&event);
        mails
            .and_then(|mails| mails.get(&person))
            .copied()
            .unwrap_or_default()
    }

    /// How the event and what ties the person to it are at the end.
    fn is_end(&self, event: Uuid, person: Option<Uuid>, state: &State) -> bool {
        let is_event = match (self.events.get(&event), state.event) {
            (None, None) => true,
            (Some(found), Some(event)) => {
                let visibility = match found.visibility.as_str() {
                    "public" => Visibility::Public,
                    _ => Visibility::InviteOnly,
                };
                let terms = Terms {
                    visibility,
                    maximum: found.maximum_attendees,
                };
                event
                    == Event {
                        version: found.version,
                        terms,
                    }
            }
            _ => false,
        };
        let Some(person) = person else {
            return is_event;
        };
        is_event
            && state.tie == self.tie(event, person)
            && state.mails == self.mails_to(event, person)
    }
}

/// Never more places than there are, and counted as they are.
fn check_places(case: &Case, found: &Found, verdict: &mut Verdict) {
    for event in &found.events {
        let ties = case.ties(event.id);
        let accepted = ties.filter(|(_, tie)| **tie == Tie::Accepted).count();
        let is_oversold = event
            .maximum_attendees
            .is_some_and(|most| accepted > usize::try_from(most).unwrap_or_default());
        verdict.oversold += usize::from(is_oversold);
        if is_oversold || usize::try_from(event.places_taken) != Ok(accepted) {
            verdict.faults.push(format!(
                "“{}”: {accepted} people have a place, {} are counted, {} may come",
                event.title,
                event.places_taken,
                event
                    .maximum_attendees
                    .map_or("all".to_owned(), |most| most.to_string()),
            ));
        }
    }
}

/// Each event was asked for, and is there once.
fn check_creations(diaries: &[Diary], found: &Found, faults: &mut Vec<String>) {
    let mut wanted: HashSet<&str> = diaries
        .iter()
        .flat_map(|diary| &diary.titles)
        .map(String::as_str)
        .collect();
    for event in &found.events {
        if !wanted.remove(event.title.as_str()) {
            faults.push(format!(
                "“{}” is there twice, or nobody asked for it",
                event.title
            ));
        }
    }
}

/// Nobody is tied to an event that nobody knows.
fn check_strangers(case: &Case, diaries: &[Diary], faults: &mut Vec<String>) {
    let created = diaries.iter().flat_map(|diary| &diary.created);
    let known: HashSet<Uuid> = created.map(|created| created.event).collect();
    for event in case.ties.keys().filter(|event| !known.contains(event)) {
        faults.push(format!(
            "people are tied to event {event}, of which nobody was told"
        ));
    }
}

/// What each person was told about the event is explained by how things are, and the other way
/// round.
fn check_event(case: &Case, created: &Created, verdict: &mut Verdict) {
    let none = Vec::new();
    let entries = case.entries.get(&created.event).unwrap_or(&none);
    let mut about: HashMap<Uuid, Option<usize>> = HashMap::new();
    let tied = case.ties(created.event).map(|(person, _)| *person);
    let mailed = case.mails(created.event).map(|(person, _)| *person);
    about.extend(tied.chain(mailed).map(|person| (person, None)));
    for index in entries.iter().filter_map(|entry| entry.person) {
        about.insert(case.people[index].id, Some(index));
    }
    let mut everybody: Vec<(Option<Uuid>, Option<usize>)> = about
        .into_iter()
        .map(|(person, index)| (Some(person), index))
        .collect();
    everybody.push((None, None));
    for (person, index) in everybody {
        let history: Vec<&Entry> = entries
            .iter()
            .copied()
            .filter(|entry| entry.person.is_none() || entry.person == index)
            .collect();
        let is_end = |state: &State| case.is_end(created.event, person, state);
        match explain(State::of(created), &history, is_end) {
            Ok(()) => verdict.histories += 1,
            Err(why) => {
                let fault = words_for(case, created, (person, index), &history, why);
                verdict.faults.push(fault);
            }
        }
    }
}

/// A mail to each person who was counted.
fn check_people_told(case: &Case, event: Uuid, faults: &mut Vec<String>) {
    let entries = case.entries.get(&event).into_iter().flatten();
    for entry in entries.filter(|entry| entry.deed == Deed::CancelEvent) {
        let told = entry.answered.as_ref().map(|(_, told)| told);
        let Some(people) = told.and_then(|told| told.people_told) else {
            continue;
        };
        let mails = case.mails(event);
        let written: i64 = mails.map(|(_, mails)| i64::from(mails.cancelled)).sum();
        if people != written {
            faults.push(format!(
                "event {event} was cancelled; {people} were said to be told, and {written} mails written"
            ));
        }
    }
}

/// A history that cannot be, for people.
fn words_for(
    case: &Case,
    created: &Created,
    (person, index): (Option<Uuid>, Option<usize>),
    history: &[&Entry],
    why: Unexplained,
) -> String {
    let name = index.map_or("nobody in particular", |index| &case.people[index].username);
    let mut text = match why {
        Unexplained::Answer(index) => {
            format!("the answer to request {index} about {name} cannot be:")
        }
        Unexplained::End => format!(
            "what {name} was told does not lead to {:?}, {:?}, {:?}:",
            case.events.get(&created.event),
            person.map(|person| case.tie(created.event, person)),
            person.map(|person| case.mails_to(created.event, person)),
        ),
        Unexplained::TooMany => format!("what {name} was told has too many explanations:"),
    };
    for (number, entry) in history.iter().enumerate() {
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "\n    {number}: {:?} {:?}, key {:?}: {:?}",
            entry.started, entry.deed, entry.key, entry.answered
        );
    }
    text
}
