//! One's own data: taking them along, and leaving for good.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::Validate;
use crate::accounts::Account;
use crate::administration::AdminAction;
use crate::bookings::Booking;
use crate::calendars::CalendarFeed;
use crate::chat::ChatMessage;
use crate::events::Event;
use crate::notifications::Notification;
use crate::problem::FieldErrors;
use crate::rules;
use crate::sessions::Session;

/// Everything that is stored about a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnData {
    /// When it was put together.
    pub exported_at: DateTime<Utc>,
    /// Account and profile.
    pub account: Account,
    /// Where the person is logged in.
    pub sessions: Vec<Session>,
    /// The events that the person published.
    pub events: Vec<Event>,
    /// Bookings and invitations, and the events that they are for.
    pub bookings: Vec<Booking>,
    /// The private address at which calendar programs read the bookings; only that there is one.
    pub calendar_feed: CalendarFeed,
    /// What the person said to others, and others to them.
    pub messages: Vec<ChatMessage>,
    /// The usernames of those whom the person has blocked.
    pub blocked: Vec<String>,
    /// What happened that concerns the person.
    pub notifications: Vec<Notification>,
    /// What the person reported to the administrators.
    pub reports: Vec<OwnReport>,
    /// What administrators did that concerns the person, as far as it was told.
    pub administration: Vec<OwnDeed>,
    /// The mails to the person that are still remembered, without what they said.
    pub mails: Vec<OwnMail>,
}

/// A report that the person wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnReport {
    /// The title of the event or the username, as it was then.
    pub subject: String,
    /// In the person's words.
    pub reason: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When the administrators settled it, if they did.
    pub settled_at: Option<DateTime<Utc>>,
}

/// Something that administrators did that concerns the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnDeed {
    /// What.
    pub action: AdminAction,
    /// To what: the title of the event or the username, as it was then.
    pub subject: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub happened_at: DateTime<Utc>,
}

/// A mail that was sent to the person, or shall be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnMail {
    /// Where it goes.
    pub recipient: String,
    /// What it is about.
    pub subject: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it left.
    pub sent_at: Option<DateTime<Utc>>,
}

/// What deleting the account would do at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeletionPreview {
    /// How many events of the person would be cancelled.
    pub events_to_cancel: i64,
    /// How many people would be told of that.
    pub people_to_tell: i64,
    /// How many past events of the person would be removed.
    pub past_events: i64,
    /// How many places at coming events would be given back.
    pub places_to_free: i64,
    /// How many conversations would be removed, for both sides.
    pub conversations: i64,
}

/// Deletes the account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountDeletion {
    /// The password of the account.
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 128, example = "dragonfly on a warm roof"))]
    pub password: String,
}

impl Validate for AccountDeletion {
    type Valid = Self;

    fn validate(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let password = errors.keep("password", rules::known_password(&self.password));
        errors.into_result(password.map(|password| Self { password }))
    }
}
