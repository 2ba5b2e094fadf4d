//! Mail that leaves. Owns the table `outgoing_mails`.
//!
//! A mail is written by [`enqueue`] in the transaction of what it tells about, and sent later by
//! the [`worker`]. This room knows messages, not domains: who gets which message when is decided
//! by the room that enqueues it.

pub mod command;
mod compose;
pub mod letter;
pub mod message;
pub mod queries;
pub mod transport;
pub mod worker;

use diesel_async::AsyncPgConnection;

pub use message::Message;

use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// Writes a mail into the outbox. It leaves when the transaction is committed, and never if it is
/// rolled back.
pub async fn enqueue(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    recipient: &str,
    message: &Message<'_>,
) -> ApiResult<()> {
    let rendered = message
        .render(&state.config.page_url(""))
        .map_err(ApiError::internal)?;
    queries::insert_mail(
        conn,
        message.kind(),
        recipient,
        &rendered,
        state.clock.now(),
    )
    .await?;
    Ok(())
}
