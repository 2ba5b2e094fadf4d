//! What a mail says and carries, put together when it leaves.

use anyhow::Context;
use chrono::TimeDelta;
use uuid::Uuid;

use super::announcement::{Announcement, News};
use super::event_words::{self, Addressee};
use super::letter::Rendered;
use super::queries::DueMail;
use crate::ical::{Method, Publisher};
use crate::signing::{Bearer, Purpose};
use crate::state::AppState;

/// How long one can unsubscribe by a mail: people keep mails.
const UNSUBSCRIBE_LIFETIME: TimeDelta = TimeDelta::days(5 * 365);

/// A mail without its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// What it says.
    pub rendered: Rendered,
    /// A file for calendar programs.
    pub calendar: Option<CalendarFile>,
    /// Where one unsubscribes from mails of its kind, with one click.
    pub unsubscribe: Option<String>,
}

/// A file for calendar programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFile {
    /// What it does to the event.
    pub method: Method,
    /// As iCalendar.
    pub text: String,
}

impl Content {
    /// Of a mail that was written whole.
    pub fn stored(mail: &DueMail) -> anyhow::Result<Self> {
        let text = mail.text_body.clone().context("it has no text")?;
        let html = mail.html_body.clone().context("it has no text")?;
        let subject = mail.subject.clone();
        Ok(Self::plain(Rendered {
            subject,
            text,
            html,
        }))
    }

    /// Nothing but words.
    pub fn plain(rendered: Rendered) -> Self {
        Self {
            rendered,
            calendar: None,
            unsubscribe: None,
        }
    }

    /// Of a mail that tells one person of many. The same mail says the same at every attempt.
    pub fn announced(
        mail: &DueMail,
        announcement: &Announcement,
        state: &AppState,
    ) -> anyhow::Result<Self> {
        let config = &state.config;
        let has_place = mail.has_place.unwrap_or_default();
        let page = config.page_url(&format!("/event-detail/{}", announcement.event.id));
        let token = unsubscribe_token(mail, state)?;
        let unsubscribe = config.page_url(&format!("/unsubscribe?token={token}"));
        let to = Addressee {
            username: mail.recipient_name.as_deref().unwrap_or_default(),
            language: mail.language,
            has_place,
            event_page: &page,
            unsubscribe: &unsubscribe,
        };
        let letter = event_words::letter(announcement, to);
        let calendar = calendar_method(&announcement.news, has_place).map(|method| CalendarFile {
            method,
            text: Publisher::of(config).file(method, &announcement.event, mail.created_at),
        });
        Ok(Self {
            rendered: letter.render(&config.page_url(""))?,
            calendar,
            unsubscribe: letter.unsubscribe.map(|_| {
                config.page_url(&format!(
                    "/api/v1/invitation-mails/unsubscribe?token={token}"
                ))
            }),
        })
    }
}

/// An invitation is nothing that one has planned: it comes into no calendar, and out of none.
fn calendar_method(news: &News, has_place: bool) -> Option<Method> {
    let method = match news {
        News::Invitation => return None,
        News::BookingConfirmed | News::EventChanged { .. } => Method::Publish,
        News::BookingCancelled
        | News::EventCancelled { .. }
        | News::EventRemoved { .. }
        | News::Removal { .. } => Method::Cancel,
    };
    has_place.then_some(method)
}

/// Lets whoever has the mail unsubscribe its recipient, without a login.
fn unsubscribe_token(mail: &DueMail, state: &AppState) -> anyhow::Result<String> {
    let bearer = Bearer {
        user_id: mail.recipient_id.unwrap_or_default(),
        session_id: Uuid::nil(),
    };
    let (purpose, since) = (Purpose::Unsubscribe, mail.created_at);
    state
        .signer
        .sign(purpose, bearer, since, UNSUBSCRIBE_LIFETIME)
}
