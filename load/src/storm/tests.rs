//! The judge is fed wrong histories, and must see through each.

use std::time::Duration;

use api_types::events::{Relation, Visibility};
use api_types::problem::ProblemKind;
use uuid::Uuid;

use super::history::{Change, Created, Deed, Diary, Entry, Told};
use super::judge::{Found, judge};
use crate::people::Person;
use crate::queries::{FoundBooking, FoundEvent, FoundMails};

const EVENT: Uuid = Uuid::from_u128(100);

/// Two people and an event with one place; time goes by with each request.
struct Case {
    people: Vec<Person>,
    diary: Diary,
    found: Found,
    clock: u64,
}

impl Case {
    fn new() -> Self {
        let person = |number: u128| Person {
            id: Uuid::from_u128(number),
            username: format!("person{number}"),
            token: String::new(),
        };
        Self {
            people: vec![person(0), person(1)],
            diary: Diary {
                created: vec![Created {
                    event: EVENT,
                    visibility: Visibility::Public,
                    maximum: Some(1),
                }],
                titles: vec!["Storm".into()],
                ..Diary::default()
            },
            found: Found {
                events: vec![FoundEvent {
                    id: EVENT,
                    title: "Storm".into(),
                    version: 1,
                    visibility: "public".into(),
                    maximum_attendees: Some(1),
                    places_taken: 0,
                }],
                ..Found::default()
            },
            clock: 0,
        }
    }

    fn tick(&mut self) -> Duration {
        self.clock += 1;
        Duration::from_millis(self.clock)
    }

    fn entry(&mut self, person: impl Into<Option<usize>>, deed: Deed) -> &mut Entry {
        let started = self.tick();
        self.diary.entries.push(Entry {
            event: EVENT,
            person: person.into(),
            deed,
            key: None,
            started,
            answered: None,
            over: None,
        });
        self.diary.entries.last_mut().unwrap()
    }

    /// A request that was answered.
    fn told(&mut self, person: impl Into<Option<usize>>, deed: Deed, status: u16) -> &mut Entry {
        self.entry(person, deed);
        let ended = self.tick();
        let entry = self.diary.entries.last_mut().unwrap();
        let told = Told {
            status,
            ..Told::default()
        };
        entry.answered = Some((ended, told));
        entry
    }

    /// A request that was refused.
    fn refused(&mut self, person: usize, deed: Deed, kind: ProblemKind) {
        let entry = self.told(person, deed, kind.status());
        entry.answered.as_mut().unwrap().1.problem = Some(kind);
    }

    /// At the end, the person has a place or an invitation.
    fn finds(&mut self, person: usize, status: &str) {
        self.found.bookings.push(FoundBooking {
            event_id: EVENT,
            user_id: self.people[person].id,
            status: status.into(),
        });
        self.found.events[0].places_taken += i32::from(status == "accepted");
    }

    fn finds_mails(&mut self, person: usize, kind: &str, number: i64) {
        self.found.mails.push(FoundMails {
            event_id: EVENT,
            user_id: self.people[person].id,
            kind: kind.into(),
            number,
        });
    }

    fn faults(&self) -> Vec<String> {
        judge(&self.people, std::slice::from_ref(&self.diary), &self.found).faults
    }

    #[track_caller]
    fn is_fine(&self) {
        assert_eq!(self.faults(), Vec::<String>::new());
    }

    #[track_caller]
    fn is_wrong(&self, words: &str) {
        let faults = self.faults();
        assert!(
            faults.iter().any(|fault| fault.contains(words)),
            "{faults:?}"
        );
    }
}

#[test]
fn what_was_told_and_found_is_fine() {
    let mut case = Case::new();
    case.told(0, Deed::Book, 201);
    case.told(0, Deed::Book, 200);
    case.refused(1, Deed::Book, ProblemKind::EventFull);
    case.finds(0, "accepted");
    case.finds_mails(0, "booking_confirmed", 1);
    case.is_fine();
}

#[test]
fn one_place_too_many_is_seen() {
    let mut case = Case::new();
    for person in [0, 1] {
        case.told(person, Deed::Book, 201);
        case.finds(person, "accepted");
        case.finds_mails(person, "booking_confirmed", 1);
    }
    case.is_wrong("2 people have a place, 2 are counted, 1 may come");
}

#[test]
fn a_wrong_counter_is_seen() {
    let mut case = Case::new();
    case.found.events[0].places_taken = 1;
    case.is_wrong("0 people have a place, 1 are counted");
}

#[test]
fn a_booking_that_was_told_and_is_not_there_is_seen() {
    let mut case = Case::new();
    case.told(0, Deed::Book, 201);
    case.finds_mails(0, "booking_confirmed", 1);
    case.is_wrong("does not lead to");
}

#[test]
fn a_booking_that_nobody_asked_for_is_seen() {
    let mut case = Case::new();
    case.finds(0, "accepted");
    case.is_wrong("does not lead to");
}

#[test]
fn a_place_that_was_given_back_and_is_there_is_seen() {
    let mut case = Case::new();
    case.told(0, Deed::Book, 201);
    case.told(0, Deed::GiveBack, 204);
    case.finds(0, "accepted");
    case.finds_mails(0, "booking_confirmed", 1);
    case.finds_mails(0, "booking_cancelled", 1);
    case.is_wrong("does not lead to");
}

#[test]
fn a_mail_too_few_or_too_many_is_seen() {
    for number in [0, 2] {
        let mut case = Case::new();
        case.told(0, Deed::Book, 201);
        case.finds(0, "accepted");
        if number > 0 {
            case.finds_mails(0, "booking_confirmed", number);
        }
        case.is_wrong("does not lead to");
    }
}

#[test]
fn what_was_cut_off_may_have_happened_or_not() {
    for happened in [false, true] {
        let mut case = Case::new();
        case.entry(0, Deed::Book);
        if happened {
            case.finds(0, "accepted");
            case.finds_mails(0, "booking_confirmed", 1);
        }
        case.is_fine();
    }
}

#[test]
fn what_was_cut_off_happens_at_most_once() {
    let mut case = Case::new();
    case.entry(0, Deed::Book);
    case.finds(0, "accepted");
    case.finds_mails(0, "booking_confirmed", 2);
    case.is_wrong("does not lead to");
}

#[test]
fn what_was_cut_off_may_come_late_but_not_early() {
    // The place was given back before anybody asked for it again.
    let mut case = Case::new();
    case.told(0, Deed::Book, 201);
    case.told(0, Deed::GiveBack, 204);
    case.entry(0, Deed::Book);
    case.told(0, Deed::Book, 200);
    case.finds(0, "accepted");
    case.finds_mails(0, "booking_confirmed", 2);
    case.finds_mails(0, "booking_cancelled", 1);
    case.is_fine();
    case.diary.entries.swap(2, 3);
    let (late, early) = (case.diary.entries[2].started, case.diary.entries[3].started);
    case.diary.entries[3].started = late + Duration::from_millis(10);
    assert!(early < late);
    case.is_wrong("the answer to request");
}

#[test]
fn what_the_server_could_not_do_is_not_done_much_later() {
    for (over, is_fine) in [(false, true), (true, false)] {
        let mut case = Case::new();
        let started = case.entry(0, Deed::Book).started;
        case.diary.entries[0].over = over.then_some(started);
        case.told(0, Deed::Read, 200)
            .answered
            .as_mut()
            .unwrap()
            .1
            .relation = Some(Relation::None);
        case.finds(0, "accepted");
        case.finds_mails(0, "booking_confirmed", 1);
        match is_fine {
            true => case.is_fine(),
            false => case.is_wrong("does not lead to"),
        }
    }
}

#[test]
fn what_was_cut_off_many_times_is_explained() {
    let mut case = Case::new();
    for _ in 0..40 {
        case.entry(0, Deed::Book);
        case.entry(0, Deed::GiveBack);
    }
    case.finds_mails(0, "booking_confirmed", 3);
    case.finds_mails(0, "booking_cancelled", 3);
    case.is_fine();
}

#[test]
fn two_answers_at_once_may_have_come_in_either_order() {
    let mut case = Case::new();
    case.told(0, Deed::Book, 201);
    case.told(0, Deed::GiveBack, 204);
    case.diary.entries[1].started = case.diary.entries[0].started;
    case.finds_mails(0, "booking_confirmed", 1);
    case.finds_mails(0, "booking_cancelled", 1);
    case.is_fine();
    // Given back before it was booked: nothing to tell, and the place is there.
    case.found.mails.truncate(1);
    case.finds(0, "accepted");
    case.is_fine();
}

#[test]
fn a_request_with_a_key_happens_once() {
    let mut case = Case::new();
    case.told(0, Deed::Book, 201).key = Some(7);
    case.told(0, Deed::GiveBack, 204);
    let again = case.told(0, Deed::Book, 201);
    again.key = Some(7);
    again.answered.as_mut().unwrap().1.replayed = true;
    case.finds_mails(0, "booking_confirmed", 1);
    case.finds_mails(0, "booking_cancelled", 1);
    case.is_fine();
    // Without saying that it is a repetition, it would have been a second booking.
    let again = case.diary.entries[2].answered.as_mut().unwrap();
    again.1.replayed = false;
    case.is_wrong("the answer to request 2");
}

#[test]
fn a_repetition_of_nothing_is_seen() {
    let mut case = Case::new();
    let entry = case.told(0, Deed::Book, 201);
    entry.key = Some(7);
    entry.answered.as_mut().unwrap().1.replayed = true;
    case.finds(0, "accepted");
    case.finds_mails(0, "booking_confirmed", 1);
    case.is_wrong("the answer to request 0");
}

#[test]
fn full_is_no_answer_where_everybody_may_come() {
    let mut case = Case::new();
    case.diary.created[0].maximum = None;
    case.found.events[0].maximum_attendees = None;
    case.refused(0, Deed::Book, ProblemKind::EventFull);
    case.is_wrong("the answer to request 0");
}

#[test]
fn what_the_creator_does_counts() {
    let mut case = Case::new();
    case.told(0, Deed::Invite, 201);
    case.told(0, Deed::Book, 201);
    case.told(0, Deed::Remove, 204);
    case.refused(0, Deed::Remove, ProblemKind::NotFound);
    case.finds_mails(0, "invitation", 1);
    case.finds_mails(0, "booking_confirmed", 1);
    case.finds_mails(0, "removal", 1);
    case.is_fine();
    case.finds(0, "accepted");
    case.is_wrong("does not lead to");
}

#[test]
fn edits_count_versions() {
    let edit = |seen, maximum| Deed::Edit {
        seen,
        change: Change::Maximum(maximum),
    };
    let mut case = Case::new();
    case.told(None, edit(1, Some(5)), 200);
    case.found.events[0].maximum_attendees = Some(5);
    case.found.events[0].version = 2;
    case.is_fine();
    // Somebody overwrote what they had not seen.
    case.told(None, edit(1, Some(6)), 200);
    case.found.events[0].maximum_attendees = Some(6);
    case.found.events[0].version = 3;
    case.is_wrong("the answer to request 1 about nobody in particular");
}

#[test]
fn whoever_comes_is_told_of_the_end() {
    let mut case = Case::new();
    case.told(0, Deed::Book, 201);
    let entry = case.told(None, Deed::CancelEvent, 200);
    entry.answered.as_mut().unwrap().1.people_told = Some(1);
    case.found.events.clear();
    case.finds_mails(0, "booking_confirmed", 1);
    case.is_wrong("1 were said to be told, and 0 mails written");
    case.finds_mails(0, "event_cancelled", 1);
    case.is_fine();
}

#[test]
fn an_event_that_is_hidden_is_not_found() {
    let mut case = Case::new();
    case.diary.created[0].visibility = Visibility::InviteOnly;
    case.found.events[0].visibility = "invite-only".into();
    case.refused(0, Deed::Book, ProblemKind::NotFound);
    case.told(0, Deed::Invite, 201);
    case.finds_mails(0, "invitation", 1);
    case.finds(0, "invited");
    case.is_fine();
    case.refused(0, Deed::Book, ProblemKind::NotFound);
    case.is_wrong("the answer to request 2");
}

#[test]
fn events_that_nobody_asked_for_are_seen() {
    let mut case = Case::new();
    let again = case.found.events[0].clone();
    case.found.events.push(FoundEvent {
        id: Uuid::from_u128(101),
        ..again
    });
    case.is_wrong("“Storm” is there twice");
    case.finds(0, "invited");
    case.found.bookings[0].event_id = Uuid::from_u128(101);
    case.is_wrong("of which nobody was told");
}
