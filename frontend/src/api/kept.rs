//! Answers that the service worker kept, for when there is no connection.

use chrono::{DateTime, Utc};

/// Says when an answer was kept; fresh ones lack it.
pub(super) const HEADER: &str = "x-kept-at";

/// An answer that may be from before.
pub struct Kept<T> {
    /// What was answered.
    pub value: T,
    /// When it was kept, if it did not come from the server now.
    pub at: Option<DateTime<Utc>>,
}
