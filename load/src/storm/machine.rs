//! What the server promises, as a small machine: an event, one person, and what ties them. The
//! judge runs histories through it.

use std::collections::BTreeMap;

use api_types::bookings::BookingObstacle;
use api_types::events::{Relation, Visibility};
use api_types::problem::ProblemKind;

use super::history::{Change, Created, Deed, Entry, Told};

/// What ties the person to the event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Tie {
    /// Nothing.
    #[default]
    None,
    /// An invitation.
    Invited,
    /// A place.
    Accepted,
}

/// How many mails of each kind were written to the person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Mails {
    /// A place is booked.
    pub confirmed: u16,
    /// It was given back.
    pub given_back: u16,
    /// An invitation.
    pub invited: u16,
    /// Place or invitation were taken back.
    pub removed: u16,
    /// The event is not as it was.
    pub changed: u16,
    /// The event does not take place.
    pub cancelled: u16,
}

/// What of an event can be edited here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Terms {
    /// Who can see it.
    pub visibility: Visibility,
    /// How many places there are.
    pub maximum: Option<i32>,
}

/// An event that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Event {
    /// Counts the edits.
    pub version: i32,
    /// As it is.
    pub terms: Terms,
}

/// Everything at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct State {
    /// None once it was cancelled.
    pub event: Option<Event>,
    /// What ties the person to it.
    pub tie: Tie,
    /// What was written to the person.
    pub mails: Mails,
    /// What people were told last, if that is not how the event is.
    announced: Option<Terms>,
    /// The statuses that are remembered by Idempotency-Key.
    keys: BTreeMap<u64, u16>,
}

/// A way in which the server may take a request.
struct Outcome {
    status: u16,
    problem: Option<ProblemKind>,
    after: State,
}

impl State {
    /// Just made; nobody is tied to it.
    pub fn of(created: &Created) -> Self {
        Self {
            event: Some(Event {
                version: 1,
                terms: Terms {
                    visibility: created.visibility,
                    maximum: created.maximum,
                },
            }),
            tie: Tie::None,
            mails: Mails::default(),
            announced: None,
            keys: BTreeMap::new(),
        }
    }

    /// The states in which a request may leave the event. If an answer came, only those that it
    /// fits; if none came, only those in which something has changed.
    pub fn after(&self, entry: &Entry) -> Vec<Self> {
        let told = entry.answered.as_ref().map(|(_, told)| told);
        let remembered = entry.key.and_then(|key| self.keys.get(&key));
        if let Some(&status) = remembered {
            let fits = told.is_some_and(|told| self.repeats(entry.deed, status, told));
            return if fits { vec![self.clone()] } else { Vec::new() };
        }
        self.outcomes(entry)
            .into_iter()
            .filter(|outcome| told.is_none_or(|told| self.fits(entry.deed, outcome, told)))
            .map(|mut outcome| {
                if let Some(key) = entry.key
                    && outcome.problem.is_none()
                {
                    outcome.after.keys.insert(key, outcome.status);
                }
                outcome.after
            })
            .filter(|after| told.is_some() || after != self)
            .collect()
    }

    /// Whether this may be the answer to a request that was done before. Where it shows the event
    /// or a person on its list, they must be there still.
    fn repeats(&self, deed: Deed, status: u16, told: &Told) -> bool {
        let is_there = match deed {
            Deed::Book => self.is_visible(),
            Deed::Edit { .. } => self.event.is_some(),
            Deed::Invite => self.event.is_some() && self.tie != Tie::None,
            _ => true,
        };
        match is_there {
            true => told.replayed && told.status == status,
            false => told.problem == Some(ProblemKind::NotFound),
        }
    }

    /// Whether the event exists for the person.
    fn is_visible(&self) -> bool {
        self.event.is_some_and(|event| {
            event.terms.visibility == Visibility::Public || self.tie != Tie::None
        })
    }

    fn fits(&self, deed: Deed, outcome: &Outcome, told: &Told) -> bool {
        let is_same = told.status == outcome.status && told.problem == outcome.problem;
        let tie = match told.relation {
            Some(Relation::Invited) => self.tie == Tie::Invited,
            Some(Relation::Accepted) => self.tie == Tie::Accepted,
            Some(Relation::None) => self.tie == Tie::None,
            Some(Relation::Creator) | None => true,
        };
        // Changes are shown as the event is a moment later.
        let is_version = match (deed, told.version, self.event) {
            (Deed::Read, Some(version), Some(event)) => version == event.version,
            _ => true,
        };
        let obstacle = deed != Deed::Ask
            || (told.obstacle == Some(BookingObstacle::AlreadyBooked))
                == (self.tie == Tie::Accepted);
        !told.replayed && is_same && tie && obstacle && is_version
    }

    fn outcomes(&self, entry: &Entry) -> Vec<Outcome> {
        let deed = entry.deed;
        let Some(event) = self.event else {
            return vec![self.refuses(ProblemKind::NotFound)];
        };
        // What is about nobody in particular is asked by the creator.
        let is_by_visitor = matches!(deed, Deed::Read | Deed::Ask | Deed::Book | Deed::GiveBack)
            && entry.person.is_some();
        match deed {
            _ if is_by_visitor && !self.is_visible() => vec![self.refuses(ProblemKind::NotFound)],
            Deed::Read | Deed::Ask => vec![self.answers(200)],
            Deed::Book => self.book(event.terms),
            Deed::GiveBack => vec![self.lose(|mails| mails.given_back += 1)],
            Deed::Invite if self.tie == Tie::None => vec![self.changes(201, |state| {
                state.tie = Tie::Invited;
                state.mails.invited += 1;
            })],
            Deed::Invite => vec![self.answers(200)],
            Deed::Remove if self.tie == Tie::None => vec![self.refuses(ProblemKind::NotFound)],
            Deed::Remove => vec![self.changes(204, |state| {
                state.tie = Tie::None;
                state.mails.removed += 1;
            })],
            Deed::Edit { seen, change } => self.edit(event, seen, change),
            Deed::Notify if self.announced.is_none() => {
                vec![self.refuses(ProblemKind::NothingToTell)]
            }
            Deed::Notify => vec![self.changes(200, |state| {
                state.announced = None;
                state.mails.changed += u16::from(state.tie != Tie::None);
            })],
            Deed::CancelEvent => vec![self.changes(200, |state| {
                state.event = None;
                state.announced = None;
                state.mails.cancelled += u16::from(state.tie != Tie::None);
                state.tie = Tie::None;
            })],
        }
    }

    /// Whether a place was left depends on everybody; that there was none can be true only if
    /// their number is limited.
    fn book(&self, terms: Terms) -> Vec<Outcome> {
        if self.tie == Tie::Accepted {
            return vec![self.answers(200)];
        }
        let mut outcomes = vec![self.changes(201, |state| {
            state.tie = Tie::Accepted;
            state.mails.confirmed += 1;
        })];
        if terms.maximum.is_some() {
            outcomes.push(self.refuses(ProblemKind::EventFull));
        }
        outcomes
    }

    /// Declining an invitation is told to nobody.
    fn lose(&self, write: impl Fn(&mut Mails)) -> Outcome {
        self.changes(204, |state| {
            if state.tie == Tie::Accepted {
                write(&mut state.mails);
            }
            state.tie = Tie::None;
        })
    }

    fn edit(&self, event: Event, seen: i32, change: Change) -> Vec<Outcome> {
        if seen != event.version {
            return vec![self.refuses(ProblemKind::EditedMeanwhile)];
        }
        let terms = match change {
            Change::Visibility(visibility) => Terms {
                visibility,
                ..event.terms
            },
            Change::Maximum(maximum) => Terms {
                maximum,
                ..event.terms
            },
        };
        if terms == event.terms {
            return vec![self.answers(200)];
        }
        let before = self.announced.unwrap_or(event.terms);
        let mut news = vec![(before != terms).then_some(before)];
        // Where nobody is on the list, nobody has to be told; of others than this person, nothing
        // is known here.
        if self.tie == Tie::None && news != [None] {
            news.push(None);
        }
        let mut outcomes: Vec<Outcome> = news
            .into_iter()
            .map(|announced| {
                self.changes(200, |state| {
                    state.event = Some(Event {
                        version: event.version + 1,
                        terms,
                    });
                    state.announced = announced;
                })
            })
            .collect();
        let is_fewer = terms
            .maximum
            .is_some_and(|new| event.terms.maximum.is_none_or(|old| new < old));
        if is_fewer {
            outcomes.push(self.refuses(ProblemKind::ValidationFailed));
        }
        outcomes
    }

    fn answers(&self, status: u16) -> Outcome {
        self.changes(status, |_| ())
    }

    fn refuses(&self, kind: ProblemKind) -> Outcome {
        Outcome {
            status: kind.status(),
            problem: Some(kind),
            after: self.clone(),
        }
    }

    fn changes(&self, status: u16, change: impl FnOnce(&mut Self)) -> Outcome {
        let mut after = self.clone();
        change(&mut after);
        Outcome {
            status,
            problem: None,
            after,
        }
    }
}
