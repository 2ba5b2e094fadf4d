//! Mail that leaves. Owns the tables `outgoing_mails` and `announcements`.
//!
//! A mail is written by [`enqueue`], or by [`announce`] if it is about an event, in the transaction
//! of what it tells about, and sent later by the [`worker`]. This room knows messages, not domains:
//! who gets which message when is decided by the room that writes it.

pub mod announcement;
pub mod command;
mod compose;
mod content;
mod event_words;
pub mod letter;
pub mod message;
pub mod queries;
pub mod transport;
mod words;
pub mod worker;

use api_types::language::Language;
use diesel_async::AsyncPgConnection;

pub use announcement::{Announcement, News, Recipient, announce, announce_each, announce_to_all};
pub use message::Message;

use self::queries::NewMail;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// Where a mail goes.
#[derive(Debug, Clone, Copy)]
pub struct To<'a> {
    /// One address.
    pub address: &'a str,
    /// What its owner reads.
    pub language: Language,
}

/// Writes a mail into the outbox. It leaves when the transaction is committed, and never if it is
/// rolled back.
pub async fn enqueue(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    to: To<'_>,
    message: &Message<'_>,
) -> ApiResult<()> {
    let mail = NewMail {
        kind: message.kind(),
        recipient: to.address,
        language: to.language,
        rendered: message
            .render(to.language, &state.config.page_url(""))
            .map_err(ApiError::internal)?,
    };
    Ok(queries::insert_mail(conn, &mail, state.clock.now()).await?)
}

/// As [`enqueue`], but where mail is switched off, nobody is told: for news that is not in the
/// answer to who brought it about.
pub async fn notify(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    to: To<'_>,
    message: &Message<'_>,
) -> ApiResult<()> {
    match state.config.mail {
        Some(_) => enqueue(conn, state, to, message).await,
        None => Ok(()),
    }
}
