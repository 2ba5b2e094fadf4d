//! `event-booking mail`: look at the outbox, begin again with what was given up, try the mail
//! server. Works beside a running server.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the person who called it"
)]

use std::fmt::Write;

use anyhow::{Context, bail};
use api_types::language::Language;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use uuid::Uuid;

use super::Message;
use super::compose::compose;
use super::content::Content;
use super::letter::one_line;
use super::queries::{self, DueMail, MailState, MailStatus};
use super::transport::Transport;
use crate::config::Config;

/// What can be done about mails.
#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// Show mails, the newest first
    List(Choice),
    /// Begin again with mails that were given up
    Retry {
        /// Their ids, as `mail list --failed` shows them
        #[arg(required_unless_present = "all_failed")]
        ids: Vec<Uuid>,
        /// All that were given up
        #[arg(long, conflicts_with = "ids")]
        all_failed: bool,
    },
    /// Send a mail to this address, to see whether the mail server takes it
    SendTest {
        /// Where it goes
        address: String,
    },
}

/// Which mails are shown.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Choice {
    /// Only those that were given up
    #[arg(long, group = "state")]
    failed: bool,
    /// Only those that wait for their first or for another attempt
    #[arg(long, group = "state")]
    waiting: bool,
    /// Only those that were sent
    #[arg(long, group = "state")]
    sent: bool,
    /// At most this many
    #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..))]
    limit: i64,
}

impl Choice {
    fn state(&self) -> Option<MailState> {
        [
            (self.failed, MailState::Failed),
            (self.waiting, MailState::Waiting),
            (self.sent, MailState::Sent),
        ]
        .into_iter()
        .find_map(|(is_chosen, state)| is_chosen.then_some(state))
    }
}

/// Does what needs the database, and prints what came of it.
pub async fn run(command: MailCommand, database_url: &str) -> anyhow::Result<()> {
    let mut conn = AsyncPgConnection::establish(database_url).await?;
    match command {
        MailCommand::List(choice) => list(&mut conn, &choice).await,
        MailCommand::Retry { ids, all_failed } => {
            let ids = (!all_failed).then_some(ids);
            retry(&mut conn, ids).await
        }
        MailCommand::SendTest { .. } => Ok(()),
    }
}

async fn list(conn: &mut AsyncPgConnection, choice: &Choice) -> anyhow::Result<()> {
    let mails = queries::list_mails(conn, choice.state(), None, choice.limit).await?;
    if !mails.is_empty() {
        println!("{}", table(&mails)?);
    }
    let waiting = queries::count_mails(conn, MailState::Waiting).await?;
    let sent = queries::count_mails(conn, MailState::Sent).await?;
    let failed = queries::count_mails(conn, MailState::Failed).await?;
    println!("{waiting} waiting, {sent} sent, {failed} failed");
    Ok(())
}

async fn retry(conn: &mut AsyncPgConnection, ids: Option<Vec<Uuid>>) -> anyhow::Result<()> {
    let count = conn
        .transaction(async |conn| {
            let found = queries::retry_failed_mails(conn, ids.as_deref(), Utc::now()).await?;
            if let Some(id) = ids.iter().flatten().find(|id| !found.contains(id)) {
                bail!("no failed mail has the id {id}; nothing was changed");
            }
            Ok(found.len())
        })
        .await?;
    println!("Mails that are tried again: {count}");
    Ok(())
}

/// Sends a mail past the outbox, so that what the mail server says can be shown.
pub async fn send_test(config: &Config, address: &str) -> anyhow::Result<()> {
    let mail_config = config
        .mail
        .as_ref()
        .context("mail is switched off: set MAIL=smtp and the mail server to send some")?;
    let message = Message::Test;
    let language = Language::default();
    let content = Content::plain(message.render(language, &config.page_url(""))?);
    let mail = DueMail {
        id: Uuid::now_v7(),
        kind: message.kind().to_owned(),
        recipient: address.to_owned(),
        subject: content.rendered.subject.clone(),
        text_body: None,
        html_body: None,
        attempts: 0,
        created_at: Utc::now(),
        announcement_id: None,
        recipient_id: None,
        recipient_name: None,
        has_place: None,
        language,
    };
    let composed = compose(mail_config, &mail, &content)
        .with_context(|| format!("no mail can be written to {}", one_line(address)))?;
    let mut transport = Transport::new(mail_config.clone())?;
    let server = format!("{}:{}", mail_config.host, mail_config.port);
    if let Err(failure) = transport.send(&composed).await {
        let answer = one_line(&failure.to_string());
        bail!("{server} did not take the mail: {answer}");
    }
    transport.close().await;
    println!("{server} has taken the mail for {}.", one_line(address));
    Ok(())
}

const HEAD: [&str; 7] = [
    "ID",
    "KIND",
    "RECIPIENT",
    "STATE",
    "ATTEMPTS",
    "NEXT ATTEMPT",
    "LAST ERROR",
];

/// The mails in columns. What is stored came from outside and must not move the cursor.
fn table(mails: &[MailStatus]) -> anyhow::Result<String> {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(mails.iter().map(cells));
    let widths: Vec<_> = (0..HEAD.len())
        .map(|column| rows.iter().map(|row| row[column].chars().count()).max())
        .map(Option::unwrap_or_default)
        .collect();
    let mut table = String::new();
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            write!(line, "{cell:width$}  ")?;
        }
        writeln!(table, "{}", line.trim_end())?;
    }
    Ok(table)
}

fn cells(mail: &MailStatus) -> [String; 7] {
    let (state, next) = match (mail.sent_at, mail.failed_at) {
        (Some(_), _) => ("sent", String::new()),
        (_, Some(_)) => ("failed", String::new()),
        _ => ("waiting", minute(mail.next_attempt_at)),
    };
    [
        mail.id.to_string(),
        one_line(&mail.kind),
        one_line(&mail.recipient),
        state.to_owned(),
        mail.attempts.to_string(),
        next,
        one_line(mail.last_error.as_deref().unwrap_or_default()),
    ]
}

fn minute(instant: DateTime<Utc>) -> String {
    instant.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status() -> MailStatus {
        MailStatus {
            id: Uuid::nil(),
            kind: "reset_password".into(),
            recipient: "lena@example.org".into(),
            attempts: 3,
            created_at: DateTime::UNIX_EPOCH,
            next_attempt_at: DateTime::UNIX_EPOCH,
            last_error: Some("permanent error (550)\u{1b}[2J\r\nall is well".into()),
            sent_at: None,
            failed_at: None,
        }
    }

    #[test]
    fn a_mail_is_one_line_that_cannot_move_the_cursor() {
        let table = table(&[status()]).unwrap();
        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines.len(), 2, "{table}");
        assert!(!table.contains(['\u{1b}', '\r']));
        assert!(
            lines[1].contains("waiting  3         1970-01-01 00:00:00 UTC"),
            "{table}"
        );
        assert!(
            lines[1].ends_with("permanent error (550) [2J  all is well"),
            "{table}"
        );
    }

    #[test]
    fn what_has_ended_has_no_next_attempt() {
        let sent = MailStatus {
            sent_at: Some(DateTime::UNIX_EPOCH),
            ..status()
        };
        assert!(!table(&[sent]).unwrap().contains("1970"));
    }
}
