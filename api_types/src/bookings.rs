//! Places at events: who has one, and who may book one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::accounts::Person;
use crate::events::Event;
use crate::problem::ProblemKind;

/// What ties a person to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BookingStatus {
    /// Asked to come; holds no place yet.
    Invited,
    /// Has a place.
    Accepted,
}

impl BookingStatus {
    /// A booking is accepted from an instant on.
    pub fn of(accepted_at: Option<DateTime<Utc>>) -> Self {
        match accepted_at {
            Some(_) => Self::Accepted,
            None => Self::Invited,
        }
    }
}

/// What became of a request to book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BookingOutcome {
    /// The place is yours now.
    Booked,
    /// The place was yours before; nothing changed.
    AlreadyBooked,
}

/// The answer to a booking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookingReceipt {
    /// Whether something changed.
    pub outcome: BookingOutcome,
    /// Since when the place is booked.
    pub accepted_at: DateTime<Utc>,
    /// The event as it is now.
    pub event: Event,
}

/// Why somebody cannot book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BookingObstacle {
    /// Nobody is logged in.
    LoginRequired,
    /// It is one's own event.
    OwnEvent,
    /// The event has ended.
    EventOver,
    /// One has a place already.
    AlreadyBooked,
    /// No place is left.
    EventFull,
}

impl BookingObstacle {
    /// With what problem a booking is refused for this reason; booking twice is no problem.
    pub fn problem(self) -> Option<ProblemKind> {
        match self {
            Self::LoginRequired => Some(ProblemKind::LoginRequired),
            Self::OwnEvent => Some(ProblemKind::OwnEvent),
            Self::EventOver => Some(ProblemKind::EventOver),
            Self::EventFull => Some(ProblemKind::EventFull),
            Self::AlreadyBooked => None,
        }
    }
}

/// What one can do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// Book a place.
    Book,
    /// Log in, then come back.
    LogIn,
    /// Give the place back.
    CancelBooking,
    /// Look at other events.
    BrowseEvents,
}

/// May I book, and if not, why not?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Eligibility {
    /// Whether a booking would succeed at this moment.
    pub may_book: bool,
    /// What stands in the way, if something does.
    pub obstacle: Option<BookingObstacle>,
    /// What to do next.
    pub next_step: NextStep,
}

impl Eligibility {
    /// The rule that both the question and the booking itself follow.
    pub fn of(obstacle: Option<BookingObstacle>) -> Self {
        Self {
            may_book: obstacle.is_none(),
            obstacle,
            next_step: match obstacle {
                None => NextStep::Book,
                Some(BookingObstacle::LoginRequired) => NextStep::LogIn,
                Some(BookingObstacle::AlreadyBooked) => NextStep::CancelBooking,
                Some(_) => NextStep::BrowseEvents,
            },
        }
    }
}

/// Somebody who comes to an event, or is asked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attendee {
    /// Who.
    pub person: Person,
    /// Whether they have a place; the invited are told only to the event's creator.
    pub status: BookingStatus,
    /// Since when they have a place.
    pub accepted_at: Option<DateTime<Utc>>,
}
