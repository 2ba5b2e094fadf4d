//! An event, as far as mails and calendars tell of it: what was typed, and which instants it means.

use api_types::events::NewEvent;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An event at some moment. It stays readable when the event has changed or is gone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventFacts {
    /// Its id.
    pub id: Uuid,
    /// Counts its edits; rises when it is cancelled, too.
    pub version: i32,
    /// As typed.
    pub typed: NewEvent,
    /// Its first instant.
    pub starts_at: DateTime<Utc>,
    /// The instant from which it is over.
    pub ends_at: DateTime<Utc>,
    /// Its creator's username.
    pub organiser: String,
}

/// The first and the last day of an event, in its own zone.
pub fn days(typed: &NewEvent) -> Option<(NaiveDate, NaiveDate)> {
    let first = typed.date.parse().ok()?;
    let last = typed.end_date.as_deref().map_or(Ok(first), str::parse);
    Some((first, last.ok()?))
}
