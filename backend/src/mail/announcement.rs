//! News of an event, told to many people in the same words.
//!
//! What it says is stored once ([`Announcement`]); each mail is a short row that refers to it, and
//! its text is written when it leaves. So a hundred thousand people are told by two statements,
//! and the memory that it takes does not grow with them.

use api_types::events::NewEvent;
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::letter::one_line;
use super::queries;
use crate::error::{ApiError, ApiResult};
use crate::facts::EventFacts;
use crate::state::AppState;

/// News of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Announcement {
    /// What happened.
    pub news: News,
    /// To what.
    pub event: EventFacts,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// The recipient has a place.
    BookingConfirmed,
    /// The recipient gave the place back.
    BookingCancelled,
    /// The recipient is asked to come.
    Invitation,
    /// The event is not as it was.
    EventChanged {
        /// As people were told before.
        before: Box<NewEvent>,
    },
    /// The event does not take place.
    EventCancelled {
        /// Why, if told.
        reason: Option<String>,
    },
    /// The creator took back the recipient's place or invitation.
    Removal {
        /// Whether it was a place.
        had_place: bool,
    },
}

impl News {
    /// Whether it is about a place that the recipient has or had, rather than an invitation, as
    /// far as the news themselves tell.
    pub fn is_about_a_place(&self) -> bool {
        match self {
            Self::Invitation | Self::Removal { had_place: false } => false,
            Self::BookingConfirmed
            | Self::BookingCancelled
            | Self::EventChanged { .. }
            | Self::EventCancelled { .. }
            | Self::Removal { had_place: true } => true,
        }
    }
}

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The account.
    pub id: Uuid,
    /// Whom it greets.
    pub username: String,
    /// Where it goes.
    pub email: String,
}

impl Announcement {
    /// The name of the message in the outbox.
    pub fn kind(&self) -> &'static str {
        match self.news {
            News::BookingConfirmed => "booking_confirmed",
            News::BookingCancelled => "booking_cancelled",
            News::Invitation => "invitation",
            News::EventChanged { .. } => "event_changed",
            News::EventCancelled { .. } => "event_cancelled",
            News::Removal { .. } => "removal",
        }
    }

    /// The same for all recipients.
    pub fn subject(&self) -> String {
        let title = one_line(&self.event.typed.title);
        match self.news {
            News::BookingConfirmed => format!("Booked: {title}"),
            News::BookingCancelled => format!("Your place is given back: {title}"),
            News::Invitation => format!("You are invited: {title}"),
            News::EventChanged { .. } => format!("Changed: {title}"),
            News::EventCancelled { .. } => format!("Cancelled: {title}"),
            News::Removal { had_place: true } => format!("Your place was taken back: {title}"),
            News::Removal { had_place: false } => {
                format!("Your invitation was taken back: {title}")
            }
        }
    }
}

/// Tells these people, in the caller's transaction; where mail is switched off, nobody.
pub async fn announce(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    announcement: &Announcement,
    recipients: &[Recipient],
) -> ApiResult<()> {
    if state.config.mail.is_none() || recipients.is_empty() {
        return Ok(());
    }
    let now = state.clock.now();
    let id = store(conn, announcement, now).await?;
    for chunk in recipients.chunks(super::CHUNK) {
        queries::insert_announced_mails(conn, id, announcement, chunk, now).await?;
    }
    Ok(queries::wake_workers(conn).await?)
}

/// Tells everybody who has a place at the event or is invited, in the caller's transaction. Returns
/// how many; where mail is switched off, nobody.
pub async fn announce_to_all(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    announcement: &Announcement,
) -> ApiResult<i64> {
    if state.config.mail.is_none() {
        return Ok(0);
    }
    let now = state.clock.now();
    let id = store(conn, announcement, now).await?;
    let told = queries::insert_mails_to_attendees(conn, id, announcement, now).await?;
    queries::wake_workers(conn).await?;
    Ok(told)
}

/// Stores what it says, unless the same stands there already.
async fn store(
    conn: &mut AsyncPgConnection,
    announcement: &Announcement,
    now: DateTime<Utc>,
) -> ApiResult<Uuid> {
    let content = serde_json::to_value(announcement).map_err(ApiError::internal)?;
    let digest = Sha256::digest(content.to_string());
    Ok(queries::store_announcement(conn, &digest, &content, now).await?)
}
