//! What happened while one was looking elsewhere.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Validate;
use crate::accounts::Person;
use crate::events::EventAspect;
use crate::problem::FieldErrors;

/// What a notification is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotificationKind {
    /// Somebody booked a place at one's event.
    Booking,
    /// Somebody gave their place at one's event back.
    BookingCancelled,
    /// One is invited.
    Invitation,
    /// An event to which one comes, or is invited, was changed, and its creator tells so.
    EventChanged,
    /// An event to which one came, or was invited, does not take place.
    EventCancelled,
    /// The creator of an event took one's place or invitation back.
    Removal,
    /// Somebody wrote.
    Message,
}

impl NotificationKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Booking,
        Self::BookingCancelled,
        Self::Invitation,
        Self::EventChanged,
        Self::EventCancelled,
        Self::Removal,
        Self::Message,
    ];

    /// The name under which it travels and is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Booking => "booking",
            Self::BookingCancelled => "booking_cancelled",
            Self::Invitation => "invitation",
            Self::EventChanged => "event_changed",
            Self::EventCancelled => "event_cancelled",
            Self::Removal => "removal",
            Self::Message => "message",
        }
    }
}

/// The event that a notification is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotificationEvent {
    /// If it is still there, and this person may see it.
    pub id: Option<Uuid>,
    /// What it was called then.
    #[cfg_attr(feature = "openapi", schema(example = "Paper lanterns by the lake"))]
    pub title: String,
}

/// Something that happened. While it is unread, what happens of the same kind at the same event (or
/// in the same conversation) is added to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notification {
    /// UUID.
    pub id: Uuid,
    /// What it is about.
    pub kind: NotificationKind,
    /// When it happened last.
    pub happened_at: DateTime<Utc>,
    /// Whether it was seen.
    pub is_read: bool,
    /// How often it happened since it was read; of messages, how many are unread, up to 100.
    pub count: i32,
    /// Who brought it about last, if they are still here: who booked, invited, wrote.
    pub person: Option<Person>,
    /// At which event; none for messages.
    pub event: Option<NotificationEvent>,
    /// Of a change: what is different.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<EventAspect>,
    /// Of a cancellation: the creator's reason, if one was given. Of a message: how it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Notifications, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NotificationsPage {
    /// The items, in the order of the list.
    pub items: Vec<Notification>,
    /// Send it as `cursor` to get the next page; absent at the end of the list.
    pub next_cursor: Option<String>,
    /// How many there are that were not read; counted up to 100.
    pub unread: i64,
}

/// Which notifications were seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NotificationsSeen {
    /// These, at most 100. Without it: all that there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub ids: Option<Vec<Uuid>>,
}

impl Validate for NotificationsSeen {
    type Valid = Self;

    fn validate(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let count = self.ids.as_ref().map_or(0, Vec::len);
        let range = (0, crate::rules::PAGE.1);
        let counted = crate::rules::number(i64::try_from(count).unwrap_or(i64::MAX), range);
        let fine = errors.keep("ids", counted);
        errors.into_result(fine.map(|_| self))
    }
}

/// How many notifications are left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnreadCount {
    /// Not read yet; counted up to 100.
    pub unread: i64,
}
