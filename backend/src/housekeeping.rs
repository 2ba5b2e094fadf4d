//! Sweeps away what has ended by itself: sessions, links, mails that were sent long ago, and the
//! counts of limits. Several processes may do so at the same time.

use std::time::Duration;

use tokio::sync::watch;

use crate::accounts::links;
use crate::sessions::identity::horizon;
use crate::state::AppState;
use crate::{administration, idempotency, mail, notifications, sessions};

/// How long to wait between two rounds.
const INTERVAL: Duration = Duration::from_secs(300);

/// Sweeps until `stop` says so.
pub async fn run(state: AppState, mut stop: watch::Receiver<bool>) {
    loop {
        match sweep(&state).await {
            Ok(swept) => tracing::debug!(?swept, "swept"),
            Err(error) => tracing::warn!("sweeping failed: {error:#}"),
        }
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(INTERVAL) => {}
        }
    }
}

/// What one round removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    /// Sessions that had expired or were not used for too long.
    pub sessions: usize,
    /// Links that had expired.
    pub links: usize,
    /// Mails whose time was over.
    pub mails: usize,
    /// What mails had said.
    pub announcements: usize,
    /// Notifications that were read long ago.
    pub notifications: usize,
    /// Reports that were settled long ago.
    pub reports: usize,
    /// Requests of which no repetition will come any more.
    pub requests: usize,
}

/// One round.
pub async fn sweep(state: &AppState) -> anyhow::Result<Swept> {
    state.limits.forget_idle();
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    Ok(Swept {
        sessions: sessions::queries::delete_ended_sessions(&mut conn, horizon(state)).await?,
        links: links::queries::delete_expired(&mut conn, now).await?,
        mails: mail::queries::delete_old_mails(&mut conn, now).await?,
        announcements: mail::queries::delete_spent_announcements(&mut conn, None, now).await?,
        notifications: notifications::queries::delete_old_notifications(&mut conn, now).await?,
        reports: administration::queries::delete_old_reports(&mut conn, now).await?,
        requests: idempotency::queries::delete_old_keys(&mut conn, now).await?,
    })
}
