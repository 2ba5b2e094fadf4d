//! Mail that leaves. Owns the table `outgoing_mails`.
//!
//! A mail is written by [`enqueue`] in the transaction of what it tells about, and sent later by
//! the [`worker`]. This room knows messages, not domains: who gets which message when is decided
//! by the room that enqueues it.

pub mod announcement;
pub mod command;
mod compose;
pub mod letter;
pub mod message;
pub mod queries;
pub mod transport;
mod words;
pub mod worker;

use diesel_async::AsyncPgConnection;

pub use announcement::{
    Announcement, EventFacts, News, Recipient, announce, announce_each, announce_to_all,
};
pub use message::Message;

use self::queries::NewMail;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// How many mails are written with one statement; it can have 65,535 parameters.
const CHUNK: usize = 500;

/// Writes a mail into the outbox. It leaves when the transaction is committed, and never if it is
/// rolled back.
pub async fn enqueue(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    recipient: &str,
    message: &Message<'_>,
) -> ApiResult<()> {
    enqueue_all(conn, state, &[(recipient, message.clone())]).await
}

/// As [`enqueue`], but where mail is switched off, nobody is told: for news that is not in the
/// answer to who brought it about.
pub async fn notify(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    recipient: &str,
    message: &Message<'_>,
) -> ApiResult<()> {
    match state.config.mail {
        Some(_) => enqueue(conn, state, recipient, message).await,
        None => Ok(()),
    }
}

/// Writes many mails into the outbox, each to one recipient.
pub async fn enqueue_all(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    letters: &[(&str, Message<'_>)],
) -> ApiResult<()> {
    let (site, now) = (state.config.page_url(""), state.clock.now());
    for chunk in letters.chunks(CHUNK) {
        let mails = chunk
            .iter()
            .map(|(recipient, message)| {
                Ok(NewMail {
                    kind: message.kind(),
                    recipient,
                    rendered: message.render(&site)?,
                })
            })
            .collect::<Result<Vec<_>, askama::Error>>()
            .map_err(ApiError::internal)?;
        queries::insert_mails(conn, &mails, now).await?;
    }
    Ok(())
}
