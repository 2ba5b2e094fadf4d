//! Private addresses at which calendar programs read a person's bookings.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Whether there is an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarFeed {
    /// Since when; absent if there is none.
    pub created_at: Option<DateTime<Utc>>,
}

/// A new address. Whoever knows it can read the bookings, until it is revoked or replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewCalendarFeed {
    /// For the calendar program. It is told this once: only its hash is stored.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "https://events.example.org/api/v1/calendars/p9s3….ics")
    )]
    pub address: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
}
