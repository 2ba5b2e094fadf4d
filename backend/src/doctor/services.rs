//! The mail server and the message broker.

use std::time::{Duration, Instant};

use async_nats::ConnectOptions;
use futures_util::StreamExt;
use tokio::time::timeout;

use super::Finding;
use crate::config::{Config, MailConfig, SmtpTls};
use crate::mail::transport::Transport;

const MAIL: &str = "mail";
const BROKER: &str = "broker";
const PATIENCE: Duration = Duration::from_secs(10);

/// Connects, encrypts and logs in; sends nothing.
pub(super) async fn look_at_mail(config: &Config) -> Vec<Finding> {
    let Some(mail) = &config.mail else {
        return vec![match config.is_local() {
            true => Finding::ok(MAIL, "is off: what mails would say is shown in the browser"),
            false => Finding::warning(
                MAIL,
                "is off: nobody can choose a new password, and news reach nobody who is away",
                "set MAIL=smtp and the mail server",
            ),
        }];
    };
    let server = format!("{}:{}", mail.host, mail.port);
    let mut findings = vec![match Transport::new(mail.clone()) {
        Err(error) => Finding::problem(MAIL, format!("{server}: {error}"), "correct SMTP_HOST"),
        Ok(transport) => match timeout(PATIENCE, transport.try_out()).await {
            Ok(Ok(())) => Finding::ok(MAIL, format!("{server} lets us in")),
            Ok(Err(error)) => refused(mail, &server, &error),
            Err(_) => Finding::problem(
                MAIL,
                format!("{server} does not answer"),
                "see whether SMTP_PORT and SMTP_TLS fit each other, and whether a firewall is between",
            ),
        },
    }];
    let is_near = ["localhost", "127.0.0.1", "::1"].contains(&mail.host.as_str());
    if mail.tls == SmtpTls::None && mail.credentials.is_some() && !is_near {
        findings.push(Finding::warning(
            MAIL,
            format!("the password for {server} travels in the clear"),
            "set SMTP_TLS to starttls or tls",
        ));
    }
    findings
}

fn refused(mail: &MailConfig, server: &str, error: &lettre::transport::smtp::Error) -> Finding {
    // 535 and its relatives: name and password; 530: none, where some are wanted.
    let advice = match error.status().map(u16::from) {
        Some(530 | 534 | 535 | 538) => "set the right SMTP_USER and SMTP_PASSWORD",
        Some(_) => "its answer says why; its log may tell more",
        None if error.is_tls() && mail.tls == SmtpTls::Tls => {
            "if it wants STARTTLS (mostly port 587), set SMTP_TLS=starttls"
        }
        None if error.is_tls() => "its certificate must be valid for SMTP_HOST",
        None => "start it, or correct SMTP_HOST, SMTP_PORT and SMTP_TLS",
    };
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
    let cause = cause.filter(|cause| !error.to_string().contains(cause.as_str()));
    let found = format!("{server}: {error}{}", cause.unwrap_or_default());
    Finding::problem(MAIL, found, advice)
}

/// Says something there, and waits until it comes back.
pub(super) async fn look_at_broker(config: &Config) -> Finding {
    let Some(url) = &config.nats_url else {
        return Finding::ok(BROKER, "none: right for a single server process");
    };
    let started = Instant::now();
    match timeout(PATIENCE, go_around(url.expose())).await {
        Ok(Ok(())) => {
            let time = started.elapsed().as_millis();
            Finding::ok(BROKER, format!("says again what it is told ({time} ms)"))
        }
        Ok(Err(error)) => Finding::problem(
            BROKER,
            error.to_string(),
            "start it, and see whether NATS_URL has its host, port, name and password; until \
             then, news between processes are looked up every two seconds",
        ),
        Err(_) => Finding::problem(
            BROKER,
            "does not answer",
            "see whether NATS_URL is right, and whether a firewall is between",
        ),
    }
}

async fn go_around(url: &str) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let options = ConnectOptions::new().name("event-booking doctor");
    let client = options.connect(url).await?;
    let subject = client.new_inbox();
    let mut answers = client.subscribe(subject.clone()).await?;
    client.publish(subject, "hello".into()).await?;
    client.flush().await?;
    answers.next().await.ok_or("it has closed the connection")?;
    Ok(())
}
