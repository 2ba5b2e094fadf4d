//! Places at events: who has one, and who may book one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::accounts::Person;
use crate::events::Event;
use crate::pages;
use crate::problem::{FieldErrors, ProblemKind};
use crate::{QueryParameters, Validate, rules};

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

/// Whom to invite.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewInvitation {
    /// A username or an email address, whatever its case.
    #[cfg_attr(feature = "openapi", schema(max_length = 254, example = "lena"))]
    pub user: String,
}

impl Validate for NewInvitation {
    type Valid = Self;

    fn validate(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let user = errors.keep("user", rules::line(&self.user, 1, rules::EMAIL_MAX));
        errors.into_result(user.map(|user| Self { user }))
    }
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum InvitationOutcome {
    /// They are invited now.
    Invited,
    /// They were invited before, or have a place; nothing changed.
    AlreadyThere,
}

/// The answer to an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationReceipt {
    /// Whether something changed.
    pub outcome: InvitationOutcome,
    /// Who, as the list shows them.
    pub attendee: Attendee,
}

/// A place or an invitation that one has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Booking {
    /// Whether it is a place.
    pub status: BookingStatus,
    /// When one was invited, or booked.
    pub created_at: DateTime<Utc>,
    /// Since when one has a place.
    pub accepted_at: Option<DateTime<Utc>>,
    /// At what.
    pub event: Event,
}

/// Which of one's bookings to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct BookingQuery {
    /// Places or invitations only; both if it is left out.
    #[cfg_attr(feature = "openapi", param(value_type = Option<BookingStatus>))]
    pub status: Option<String>,
    /// Events to come, soonest first, or past ones, latest first.
    #[cfg_attr(feature = "openapi", param(value_type = Option<pages::Period>))]
    pub period: Option<String>,
    /// Items on a page, 1 to 100; 20 if it is left out.
    #[cfg_attr(feature = "openapi", param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A [`BookingQuery`] that obeys the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidBookingQuery {
    /// Only these.
    pub status: Option<BookingStatus>,
    /// Which events.
    pub period: pages::Period,
    /// Items on a page.
    pub limit: i64,
    /// Where the page before ended; not read yet.
    pub cursor: Option<String>,
}

impl QueryParameters for BookingQuery {
    const NAMES: &'static [&'static str] = &["status", "period", "limit", "cursor"];

    fn set(&mut self, name: &str, value: String) {
        let field = match name {
            "status" => &mut self.status,
            "period" => &mut self.period,
            "limit" => &mut self.limit,
            _ => &mut self.cursor,
        };
        *field = Some(value);
    }
}

impl Validate for BookingQuery {
    type Valid = ValidBookingQuery;

    fn validate(self) -> Result<ValidBookingQuery, FieldErrors> {
        let mut errors = FieldErrors::new();
        let status = errors.keep("status", rules::value_of(self.status));
        let period = errors.keep("period", rules::value_of(self.period));
        let limit = pages::limit(&mut errors, self.limit);
        let cursor = errors.keep("cursor", pages::cursor(self.cursor));
        let valid = (|| {
            Some(ValidBookingQuery {
                status: status?,
                period: period?.unwrap_or_default(),
                limit,
                cursor: cursor?,
            })
        })();
        errors.into_result(valid)
    }
}

/// Which of the people at an event to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct AttendeeQuery {
    /// Beginnings of words that all stand in username or names.
    #[cfg_attr(feature = "openapi", param(max_length = 100, example = "lena"))]
    pub query: Option<String>,
    /// Items on a page, 1 to 100; 20 if it is left out.
    #[cfg_attr(feature = "openapi", param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// An [`AttendeeQuery`] that obeys the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidAttendeeQuery {
    /// The search as typed.
    pub query: Option<String>,
    /// Items on a page.
    pub limit: i64,
    /// Where the page before ended; not read yet.
    pub cursor: Option<String>,
}

impl QueryParameters for AttendeeQuery {
    const NAMES: &'static [&'static str] = &["query", "limit", "cursor"];

    fn set(&mut self, name: &str, value: String) {
        let field = match name {
            "query" => &mut self.query,
            "limit" => &mut self.limit,
            _ => &mut self.cursor,
        };
        *field = Some(value);
    }
}

impl Validate for AttendeeQuery {
    type Valid = ValidAttendeeQuery;

    fn validate(self) -> Result<ValidAttendeeQuery, FieldErrors> {
        let mut errors = FieldErrors::new();
        let query = errors.keep("query", rules::optional_line(self.query, rules::SEARCH_MAX));
        let limit = pages::limit(&mut errors, self.limit);
        let cursor = errors.keep("cursor", pages::cursor(self.cursor));
        let valid = (|| {
            Some(ValidAttendeeQuery {
                query: query?,
                limit,
                cursor: cursor?,
            })
        })();
        errors.into_result(valid)
    }
}
