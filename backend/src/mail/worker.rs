//! Sends what stands in the outbox.
//!
//! A few senders share the work, so that one slow address does not hold up the others. Each takes
//! one mail at a time and holds its row's lock while it speaks with the mail server: no other
//! sender, in this process or another, has the same mail, and if this process dies the database
//! frees it at once. They are woken by the database when a mail is written, and by the clock for
//! what must be tried again.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use futures_util::StreamExt;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use super::announcement::Announcement;
use super::compose::compose;
use super::content::Content;
use super::letter::one_line;
use super::queries::{self, CHANNEL, DueMail};
use super::transport::{Failure, Transport};
use crate::config::MailConfig;
use crate::db;
use crate::state::AppState;

/// How many mails a process sends at a time.
const SENDERS: usize = 4;
/// How many connections to the database it has: one for each sender, one that listens for new mails.
pub const CONNECTIONS: usize = SENDERS + 1;
/// How long everybody sleeps if nobody rings.
const SLEEP: Duration = Duration::from_secs(2);
/// How long a connection to the mail server is kept without a mail.
const IDLE: Duration = Duration::from_secs(20);
/// How long everything may take for one mail, database included; longer than the mail server may.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(120);
/// Attempts after which a mail is given up: some two days, with the waits below.
const ATTEMPTS_MAX: i32 = 60;
/// The longest wait between two attempts.
const WAIT_MAX: TimeDelta = TimeDelta::hours(1);

/// What the database calls a sender's connection, where it lists what is open.
pub const NAME: &str = "event-booking: mails";

/// What holds for a sender's connection. It waits for the mail server with a row locked; should
/// this process hang, or its machine vanish, the database frees the row.
const SETTINGS: &str = "SET statement_timeout = '30s'; \
    SET lock_timeout = '15s'; \
    SET idle_in_transaction_session_timeout = '90s'; \
    SET tcp_keepalives_idle = 30; \
    SET tcp_keepalives_interval = 10; \
    SET tcp_keepalives_count = 3";

/// Sends mails until `stop` says so; what is being sent then is finished first.
pub async fn run(
    state: AppState,
    database_url: String,
    config: MailConfig,
    stop: watch::Receiver<bool>,
) {
    let shared = Arc::new(Shared {
        state,
        database_url,
        config,
        bell: Notify::new(),
        unrecorded: Mutex::default(),
    });
    let mut tasks = JoinSet::new();
    for _ in 0..SENDERS {
        match Transport::new(shared.config.clone()) {
            Ok(transport) => {
                let sender = Sender {
                    shared: shared.clone(),
                    transport,
                    conn: None,
                    announced: None,
                };
                tasks.spawn(sender.run(stop.clone()));
            }
            Err(error) => tracing::error!(%error, "mail cannot be sent"),
        }
    }
    tasks.spawn(ring(shared, stop));
    while let Some(ended) = tasks.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a sender of mails broke down");
        }
    }
}

/// What the senders of a process have in common.
struct Shared {
    state: AppState,
    database_url: String,
    config: MailConfig,
    /// Rung when there may be something to send. The sender that slept last wakes, so that few
    /// connections are kept busy, rather than many open.
    bell: Notify,
    /// Mails that have left, but the database could not be told. They must not leave again.
    unrecorded: Mutex<HashSet<Uuid>>,
}

impl Shared {
    fn unrecorded(&self) -> MutexGuard<'_, HashSet<Uuid>> {
        self.unrecorded
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Rings when the database tells of a mail, and now and then because of those that must be tried
/// again.
async fn ring(shared: Arc<Shared>, mut stop: watch::Receiver<bool>) {
    let mut ears = None;
    while !*stop.borrow() {
        if ears.is_none() {
            ears = db::connect(&shared.database_url, &format!("LISTEN {CHANNEL}"))
                .await
                .ok();
        }
        shared.bell.notify_last();
        tokio::select! {
            () = stopped(&mut stop) => return,
            alive = heard(&mut ears) => {
                if !alive {
                    ears = None;
                }
            }
            () = sleep(SLEEP) => {}
        }
    }
}

/// Waits until it is time to end; so it is if nobody is left who could say so.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Waits for a notification; false if the connection is gone.
async fn heard(ears: &mut Option<AsyncPgConnection>) -> bool {
    match ears {
        Some(conn) => {
            let mut notifications = std::pin::pin!(conn.notifications_stream());
            matches!(notifications.next().await, Some(Ok(_)))
        }
        None => std::future::pending().await,
    }
}

/// Sends one mail after the other.
struct Sender {
    shared: Arc<Shared>,
    transport: Transport,
    /// Made when it is needed.
    conn: Option<AsyncPgConnection>,
    /// What was announced last: many mails that say the same follow each other.
    announced: Option<(Uuid, Announcement)>,
}

impl Sender {
    async fn run(mut self, mut stop: watch::Receiver<bool>) {
        let shared = self.shared.clone();
        while !*stop.borrow() {
            match self.send_one().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!("the outbox cannot be worked on: {error:#}"),
            }
            tokio::select! {
                () = stopped(&mut stop) => break,
                () = shared.bell.notified() => {}
                () = sleep(IDLE), if self.transport.is_open() => self.transport.close().await,
            }
        }
        self.transport.close().await;
    }

    /// Sends the mail that has been due for longest; false if there is none.
    async fn send_one(&mut self) -> anyhow::Result<bool> {
        // Taken out, so that a connection on which something went wrong is closed, and with it
        // the transaction.
        let mut conn = match self.conn.take() {
            Some(conn) => conn,
            // Our own, so that a slow mail server takes none away from the requests.
            None => {
                let settings = format!("{SETTINGS}; SET application_name = '{NAME}'");
                db::connect(&self.shared.database_url, &settings).await?
            }
        };
        let attempt = conn.transaction(async |conn| self.attempt(conn).await);
        let sent = timeout(ATTEMPT_TIMEOUT, attempt).await??;
        self.conn = Some(conn);
        if let Some(id) = sent {
            self.shared.unrecorded().remove(&id);
        }
        Ok(sent.is_some())
    }

    /// One mail, from the lock on its row to what became of it; its id, if there was one.
    async fn attempt(&mut self, conn: &mut AsyncPgConnection) -> anyhow::Result<Option<Uuid>> {
        let shared = self.shared.clone();
        let now = shared.state.clock.now();
        let Some(mail) = queries::lock_due_mail(conn, now).await? else {
            return Ok(None);
        };
        // There may be more.
        shared.bell.notify_last();
        if let Some(id) = mail.announcement_id {
            self.read_announcement(conn, id).await?;
        }
        let result = self.send(&mail).await;
        record(conn, &mail, result, &shared.state).await?;
        Ok(Some(mail.id))
    }

    /// Makes sure that [`Self::announced`] is this one, if it can be read: if not, its mails fail,
    /// and others go on.
    async fn read_announcement(
        &mut self,
        conn: &mut AsyncPgConnection,
        id: Uuid,
    ) -> anyhow::Result<()> {
        if self
            .announced
            .as_ref()
            .is_none_or(|(known, _)| *known != id)
        {
            let content = queries::announcement_content(conn, id).await?;
            self.announced = serde_json::from_value(content).ok().map(|told| (id, told));
        }
        Ok(())
    }

    async fn send(&mut self, mail: &DueMail) -> Result<(), Failure> {
        let shared = &self.shared;
        if shared.unrecorded().contains(&mail.id) {
            return Ok(());
        }
        let message = self
            .content(mail)
            .and_then(|content| compose(&shared.config, mail, &content))
            .map_err(|error| Failure::Final(format!("the mail cannot be written: {error}")))?;
        self.transport.send(&message).await?;
        shared.unrecorded().insert(mail.id);
        Ok(())
    }

    fn content(&self, mail: &DueMail) -> anyhow::Result<Content> {
        match &self.announced {
            Some((id, announcement)) if mail.announcement_id == Some(*id) => {
                Content::announced(mail, announcement, &self.shared.state)
            }
            _ => Content::stored(mail),
        }
    }
}

/// Writes down what became of an attempt.
async fn record(
    conn: &mut AsyncPgConnection,
    mail: &DueMail,
    result: Result<(), Failure>,
    state: &AppState,
) -> anyhow::Result<()> {
    let clock = &state.clock;
    let count = |outcome| state.metrics.mails.with_label_values(&[outcome]).inc();
    let attempts = mail.attempts + 1;
    match result {
        Ok(()) => {
            queries::mark_sent(conn, mail, clock.now()).await?;
            count("sent");
            tracing::info!(mail = %mail.id, "a mail was sent");
        }
        Err(Failure::Passing(error)) if attempts < ATTEMPTS_MAX => {
            let wait = wait_after(attempts);
            tracing::warn!(mail = %mail.id, %error, %wait, "a mail was not sent and will be tried again");
            let next = clock.now() + wait;
            queries::mark_for_retry(conn, mail.id, &one_line(&error), next).await?;
            count("postponed");
        }
        Err(Failure::Passing(error) | Failure::Final(error)) => {
            tracing::warn!(mail = %mail.id, %error, "a mail was given up");
            queries::mark_failed(conn, mail, &one_line(&error), clock.now()).await?;
            count("given_up");
        }
    }
    Ok(())
}

/// The wait after so many attempts: doubled each time, up to an hour.
fn wait_after(attempts: i32) -> TimeDelta {
    TimeDelta::seconds(1 << attempts.clamp(0, 12)).min(WAIT_MAX)
}

#[cfg(test)]
mod tests {
    use super::super::transport::SMTP_TIMEOUT;
    use super::*;

    #[test]
    fn waits_grow_up_to_an_hour() {
        assert_eq!(wait_after(1), TimeDelta::seconds(2));
        assert_eq!(wait_after(5), TimeDelta::seconds(32));
        assert_eq!(wait_after(59), WAIT_MAX);
    }

    #[test]
    fn the_database_waits_longer_than_the_mail_server_may_take() {
        assert!(SETTINGS.contains("idle_in_transaction_session_timeout = '90s'"));
        assert!(SMTP_TIMEOUT < Duration::from_secs(90));
        assert!(SMTP_TIMEOUT + Duration::from_secs(30) < ATTEMPT_TIMEOUT);
    }
}
