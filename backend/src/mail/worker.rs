//! Sends what stands in the outbox.
//!
//! Woken by the database when a mail is written, and by the clock for what must be tried again.
//! Several workers, in one process or many, share the work without sending twice.

use std::time::Duration;

use chrono::TimeDelta;
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use futures_util::StreamExt;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use tokio::sync::watch;

use super::queries::{self, CHANNEL, DueMail};
use crate::clock::Clock;
use crate::config::{MailConfig, SmtpTls};
use crate::db::PooledConnection;
use crate::state::AppState;

/// Mails that one worker takes up at a time.
const BATCH: i64 = 10;
/// How long the worker sleeps if nobody wakes it.
const SLEEP: Duration = Duration::from_secs(2);
/// How long a mail server may take for one mail.
const SMTP_TIMEOUT: Duration = Duration::from_secs(20);
/// Attempts after which a mail is given up: some two days, with the waits below.
const ATTEMPTS_MAX: i32 = 60;
/// The longest wait between two attempts.
const WAIT_MAX: TimeDelta = TimeDelta::hours(1);

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// Sends mails until `stop` says so; what is being sent then is finished first.
pub async fn run(
    state: AppState,
    database_url: String,
    config: MailConfig,
    mut stop: watch::Receiver<bool>,
) {
    let transport = match transport(&config) {
        Ok(transport) => transport,
        Err(error) => {
            tracing::error!(%error, "mail cannot be sent");
            return;
        }
    };
    let mut ears: Option<AsyncPgConnection> = None;
    while !*stop.borrow() {
        match send_due(&state, &transport, &config).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => {
                tracing::warn!("the outbox could not be read: {error:#}");
            }
        }
        if ears.is_none() {
            ears = listen(&database_url).await;
        }
        tokio::select! {
            changed = stop.changed() => {
                if changed.is_err() {
                    return;
                }
            }
            alive = heard(&mut ears) => {
                if !alive {
                    ears = None;
                }
            }
            () = tokio::time::sleep(SLEEP) => {}
        }
    }
}

/// A connection that hears of new mails; without it the clock wakes the worker.
async fn listen(database_url: &str) -> Option<AsyncPgConnection> {
    let mut conn = AsyncPgConnection::establish(database_url).await.ok()?;
    conn.batch_execute(&format!("LISTEN {CHANNEL}"))
        .await
        .ok()?;
    Some(conn)
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

/// Sends one batch and returns how many mails it had.
async fn send_due(
    state: &AppState,
    transport: &Transport,
    config: &MailConfig,
) -> anyhow::Result<usize> {
    let mut conn = state.connection().await?;
    let now = state.clock.now();
    let mails = conn
        .transaction(async |conn| queries::take_due_mails(conn, BATCH, now).await)
        .await?;
    for mail in &mails {
        send(&mut conn, &state.clock, transport, config, mail).await?;
    }
    Ok(mails.len())
}

async fn send(
    conn: &mut PooledConnection,
    clock: &Clock,
    transport: &Transport,
    config: &MailConfig,
    mail: &DueMail,
) -> anyhow::Result<()> {
    let message = match compose(config, mail) {
        Ok(message) => message,
        Err(error) => {
            tracing::warn!(mail = %mail.id, %error, "a mail cannot be written");
            queries::mark_failed(conn, mail.id, &error.to_string(), clock.now()).await?;
            return Ok(());
        }
    };
    match transport.send(message).await {
        Ok(_) => {
            queries::mark_sent(conn, mail.id, clock.now()).await?;
            tracing::info!(mail = %mail.id, "a mail was sent");
        }
        Err(error) if error.is_permanent() || mail.attempts >= ATTEMPTS_MAX => {
            tracing::warn!(mail = %mail.id, %error, "a mail was given up");
            queries::mark_failed(conn, mail.id, &error.to_string(), clock.now()).await?;
        }
        Err(error) => {
            let wait = wait_after(mail.attempts);
            tracing::warn!(mail = %mail.id, %error, %wait, "a mail was not sent and will be tried again");
            queries::mark_for_retry(conn, mail.id, &error.to_string(), clock.now() + wait).await?;
        }
    }
    Ok(())
}

/// The wait after so many attempts: doubled each time, up to an hour.
fn wait_after(attempts: i32) -> TimeDelta {
    TimeDelta::seconds(1 << attempts.clamp(0, 12)).min(WAIT_MAX)
}

fn transport(config: &MailConfig) -> anyhow::Result<Transport> {
    let tls = match config.tls {
        SmtpTls::None => Tls::None,
        SmtpTls::StartTls => Tls::Required(TlsParameters::new(config.host.clone())?),
        SmtpTls::Tls => Tls::Wrapper(TlsParameters::new(config.host.clone())?),
    };
    let mut builder = Transport::builder_dangerous(&config.host)
        .port(config.port)
        .tls(tls)
        .timeout(Some(SMTP_TIMEOUT));
    if let Some((user, password)) = &config.credentials {
        builder = builder.credentials(Credentials::new(user.clone(), password.expose().to_owned()));
    }
    Ok(builder.build())
}

fn compose(config: &MailConfig, mail: &DueMail) -> anyhow::Result<lettre::Message> {
    let sender: Address = config.from_address.parse()?;
    let recipient: Address = mail.recipient.parse()?;
    let message_id = format!("<{}@{}>", mail.id, sender.domain());
    let part = |kind: ContentType, body: &Option<String>| {
        SinglePart::builder()
            .header(kind)
            .body(body.clone().unwrap_or_default())
    };
    let message = lettre::Message::builder()
        .from(Mailbox::new(Some(config.from_name.clone()), sender))
        .to(Mailbox::new(None, recipient))
        .subject(&mail.subject)
        .message_id(Some(message_id))
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(
            MultiPart::alternative()
                .singlepart(part(ContentType::TEXT_PLAIN, &mail.text_body))
                .singlepart(part(ContentType::TEXT_HTML, &mail.html_body)),
        )?;
    Ok(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> MailConfig {
        MailConfig {
            host: "mail.example.org".into(),
            port: 25,
            tls: SmtpTls::None,
            credentials: None,
            from_address: "events@example.org".into(),
            from_name: "Event Booking".into(),
        }
    }

    fn mail(recipient: &str) -> DueMail {
        DueMail {
            id: uuid::Uuid::nil(),
            recipient: recipient.into(),
            subject: "Grüße\r\nBcc: everybody@example.org".into(),
            text_body: Some("text".into()),
            html_body: Some("<p>html</p>".into()),
            attempts: 1,
        }
    }

    #[test]
    fn a_mail_names_itself_and_its_sender() {
        let formatted = compose(&config(), &mail("lena@example.org"))
            .unwrap()
            .formatted();
        let text = String::from_utf8(formatted).unwrap();
        assert!(text.contains("Message-ID: <00000000-0000-0000-0000-000000000000@example.org>"));
        assert!(text.contains("Auto-Submitted: auto-generated"));
        assert!(text.contains("multipart/alternative"));
    }

    #[test]
    fn a_subject_cannot_add_a_header() {
        let formatted = compose(&config(), &mail("lena@example.org"))
            .unwrap()
            .formatted();
        let text = String::from_utf8(formatted).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("Bcc:")), "{text}");
    }

    #[test]
    fn an_impossible_recipient_is_an_error() {
        assert!(compose(&config(), &mail("a@b\r\nBcc: c@d.org")).is_err());
    }

    #[test]
    fn waits_grow_up_to_an_hour() {
        assert_eq!(wait_after(1), TimeDelta::seconds(2));
        assert_eq!(wait_after(5), TimeDelta::seconds(32));
        assert_eq!(wait_after(59), WAIT_MAX);
    }
}
