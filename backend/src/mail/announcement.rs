//! News of an event, told to many people in the same words.
//!
//! What it says is stored once ([`Announcement`]); each mail is a short row that refers to it, and
//! its text is written when it leaves. So a hundred thousand people are told by two statements,
//! and the memory that it takes does not grow with them.

use api_types::events::NewEvent;
use api_types::language::Language;
use diesel_async::AsyncPgConnection;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{event_words, queries};
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
    /// Administrators have removed the event, so that it does not take place.
    EventRemoved {
        /// Why.
        reason: String,
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
            | Self::EventRemoved { .. }
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
    /// What they read.
    pub language: Language,
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
            News::EventRemoved { .. } => "event_removed",
            News::Removal { .. } => "removal",
        }
    }

    /// The same for all recipients who read a language.
    pub fn subject(&self, language: Language) -> String {
        event_words::subject(language, self)
    }
}

/// Tells these people, in the caller's transaction; where mail is switched off, nobody.
pub async fn announce(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    announcement: &Announcement,
    recipients: &[Recipient],
) -> ApiResult<()> {
    let news = [(announcement.clone(), recipients.to_vec())];
    if announce_each(conn, state, &news).await? {
        queries::wake_workers(conn).await?;
    }
    Ok(())
}

/// Tells of each event its people, in the caller's transaction, by a few statements for all. True
/// if there is a mail to send: then the caller wakes those who do, when the time has come.
pub async fn announce_each(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    news: &[(Announcement, Vec<Recipient>)],
) -> ApiResult<bool> {
    if state.config.mail.is_none() || news.iter().all(|(_, people)| people.is_empty()) {
        return Ok(false);
    }
    let now = state.clock.now();
    let stored = news
        .iter()
        .map(|(announcement, _)| Stored::of(announcement));
    let stored = stored.collect::<ApiResult<Vec<_>>>()?;
    let ids = queries::store_announcements(conn, &stored, now).await?;
    let mails: Vec<_> = news
        .iter()
        .zip(&stored)
        .flat_map(|((announcement, recipients), stored)| {
            let id = ids.get(&stored.digest);
            recipients.iter().filter_map(move |recipient| {
                Some(AnnouncedMail {
                    announcement_id: *id?,
                    kind: announcement.kind(),
                    subject: announcement.subject(recipient.language),
                    recipient,
                    has_place: announcement.news.is_about_a_place(),
                })
            })
        })
        .collect();
    queries::insert_announced_mails(conn, &mails, now).await?;
    Ok(true)
}

/// A mail of an announcement.
pub struct AnnouncedMail<'a> {
    /// What it says.
    pub announcement_id: Uuid,
    /// The name of the message in the outbox.
    pub kind: &'static str,
    /// One line.
    pub subject: String,
    /// To whom.
    pub recipient: &'a Recipient,
    /// Whether it is about a place, rather than an invitation.
    pub has_place: bool,
}

/// What is stored of an announcement.
pub struct Stored {
    /// SHA-256 of the content.
    pub digest: Vec<u8>,
    /// Which message, and the event as it was then.
    pub content: Value,
}

impl Stored {
    fn of(announcement: &Announcement) -> ApiResult<Self> {
        let content = serde_json::to_value(announcement).map_err(ApiError::internal)?;
        let digest = Sha256::digest(content.to_string()).to_vec();
        Ok(Self { digest, content })
    }
}

/// Tells everybody who has a place at the event or is invited, in the caller's transaction; where
/// mail is switched off, nobody.
pub async fn announce_to_all(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    announcement: &Announcement,
) -> ApiResult<()> {
    if state.config.mail.is_none() {
        return Ok(());
    }
    let now = state.clock.now();
    let stored = [Stored::of(announcement)?];
    let ids = queries::store_announcements(conn, &stored, now).await?;
    let Some(id) = ids.into_values().next() else {
        return Ok(());
    };
    queries::insert_mails_to_attendees(conn, id, announcement, now).await?;
    Ok(queries::wake_workers(conn).await?)
}
