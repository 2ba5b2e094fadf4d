//! What the clients of a storm remember: what they asked for, when, and what they were told.

use std::time::Duration;

use api_types::bookings::BookingObstacle;
use api_types::events::{Relation, Visibility};
use api_types::problem::ProblemKind;
use uuid::Uuid;

/// What somebody does with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Looks at it.
    Read,
    /// Asks whether one may book.
    Ask,
    /// Books a place, or accepts an invitation.
    Book,
    /// Gives a place back, or declines an invitation.
    GiveBack,
    /// The creator invites the person.
    Invite,
    /// The creator takes back the person's place or invitation.
    Remove,
    /// The creator changes the version that was seen.
    Edit {
        /// Which was seen.
        seen: i32,
        /// What changes.
        change: Change,
    },
    /// The creator tells everybody what has changed.
    Notify,
    /// The creator cancels it.
    CancelEvent,
}

/// What an edit changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Who can see the event.
    Visibility(Visibility),
    /// How many places there are.
    Maximum(Option<i32>),
}

impl Deed {
    /// What the API calls it.
    pub const fn operation(self) -> &'static str {
        match self {
            Self::Read => "get_event",
            Self::Ask => "get_eligibility",
            Self::Book => "book_event",
            Self::GiveBack => "cancel_booking",
            Self::Invite => "invite_user",
            Self::Remove => "remove_attendee",
            Self::Edit { .. } => "update_event",
            Self::Notify => "notify_attendees",
            Self::CancelEvent => "cancel_event",
        }
    }
}

/// What a client was told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The HTTP status.
    pub status: u16,
    /// The kind of problem, if the server refused and said why.
    pub problem: Option<ProblemKind>,
    /// Whether the answer was given again.
    pub replayed: bool,
    /// What ties the reader to the event.
    pub relation: Option<Relation>,
    /// The event's version.
    pub version: Option<i32>,
    /// What stands in the way of a booking.
    pub obstacle: Option<BookingObstacle>,
    /// To how many people a mail was written.
    pub people_told: Option<i64>,
}

/// A request and what became of it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// About this event.
    pub event: Uuid,
    /// About what ties this person to it; about the whole event if it is nobody.
    pub person: Option<usize>,
    /// What was asked for.
    pub deed: Deed,
    /// The number of the Idempotency-Key, if there was one.
    pub key: Option<u64>,
    /// Not before this did the server hear of it.
    pub started: Duration,
    /// When the answer had come, and which. Without one, the client hung up or the server died:
    /// then it may have happened at any time since, or never.
    pub answered: Option<(Duration, Told)>,
    /// If the server only said that it cannot: not after this did it happen, if it has.
    pub over: Option<Duration>,
}

/// An event that a client was told is there.
#[derive(Debug, Clone)]
pub struct Created {
    /// Its id.
    pub event: Uuid,
    /// As it was made.
    pub visibility: Visibility,
    /// As it was made.
    pub maximum: Option<i32>,
}

/// What one client remembers.
#[derive(Debug, Default)]
pub struct Diary {
    /// Its requests about events.
    pub entries: Vec<Entry>,
    /// The events that it made.
    pub created: Vec<Created>,
    /// Titles of events that it asked for; each may be there once.
    pub titles: Vec<String>,
    /// What it was told and no rule allows, in words.
    pub faults: Vec<String>,
}
