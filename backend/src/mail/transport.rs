//! Speaks with the mail server: one connection, used again for the next mail, and a clear word
//! about what a failure means.
//!
//! lettre has a pool of its own, but it takes a connection back whose exchange was broken off in
//! the middle: answers would then belong to the wrong mail. Here such a connection is closed.

use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use tokio::time::timeout;

use crate::config::{MailConfig, SmtpTls};

/// How long everything may take for one mail. A mail that the server accepts later than this
/// arrives again, so it is not short.
pub const SMTP_TIMEOUT: Duration = Duration::from_secs(60);
/// How long a server may take to accept a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection from before may take to show that it is alive.
const NOOP_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a farewell may take.
const QUIT_TIMEOUT: Duration = Duration::from_secs(1);

/// Answers that say that this recipient gets no mail, now or later.
const RECIPIENT_REFUSED: [u16; 4] = [550, 551, 553, 556];
/// Enhanced codes (RFC 3463) that some servers give with them, but which speak of us: our address
/// is bad, or we are not allowed to send.
const ABOUT_US: [&str; 3] = ["5.1.7", "5.1.8", "5.7."];

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It can be tried again: the server is away or busy, or does not take mail from us.
    #[error("{0}")]
    Passing(String),
    /// The recipient does not exist, or will never take it.
    #[error("{0}")]
    Final(String),
}

impl Failure {
    /// Before the server heard of the recipient.
    fn before(error: Error) -> Self {
        Self::Passing(error.to_string())
    }

    /// About this recipient, or this mail.
    fn about_the_mail(error: Error) -> Self {
        let text = error.to_string();
        let code = error.status().map_or(0, u16::from);
        if RECIPIENT_REFUSED.contains(&code) && !speaks_of_us(&text) {
            Self::Final(text)
        } else {
            Self::Passing(text)
        }
    }
}

fn speaks_of_us(answer: &str) -> bool {
    answer
        .split_whitespace()
        .any(|word| ABOUT_US.iter().any(|code| word.starts_with(code)))
}

/// A way to the mail server.
pub struct Transport {
    config: MailConfig,
    tls: Option<TlsParameters>,
    /// Open and without anything pending.
    idle: Option<AsyncSmtpConnection>,
}

impl Transport {
    /// Checks the configuration; connects when there is something to send.
    pub fn new(config: MailConfig) -> Result<Self, Error> {
        let tls = match config.tls {
            SmtpTls::None => None,
            SmtpTls::StartTls | SmtpTls::Tls => Some(TlsParameters::new(config.host.clone())?),
        };
        Ok(Self {
            config,
            tls,
            idle: None,
        })
    }

    /// Hands one mail over. The server has taken it if, and only if, this is fine; after a failure
    /// it may have, if it was silent after the last byte.
    pub async fn send(&mut self, mail: &Message) -> Result<(), Failure> {
        let exchange = timeout(SMTP_TIMEOUT, self.exchange(mail));
        exchange.await.unwrap_or_else(|_| {
            let seconds = SMTP_TIMEOUT.as_secs();
            Err(Failure::Passing(format!(
                "the mail server took longer than {seconds} seconds"
            )))
        })
    }

    /// The connection is ours until all went well: broken off, it is closed.
    async fn exchange(&mut self, mail: &Message) -> Result<(), Failure> {
        let mut conn = self.connection().await.map_err(Failure::before)?;
        let result = hand_over(&mut conn, mail).await;
        match result {
            Ok(()) => self.idle = Some(conn),
            Err(_) => farewell(conn).await,
        }
        result
    }

    /// The connection from before, if the server still knows it, or a new one.
    async fn connection(&mut self) -> Result<AsyncSmtpConnection, Error> {
        if let Some(mut conn) = self.idle.take()
            && timeout(NOOP_TIMEOUT, conn.test_connected()).await == Ok(true)
        {
            return Ok(conn);
        }
        self.connect().await
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let config = &self.config;
        let me = ClientId::default();
        let server = (config.host.as_str(), config.port);
        let wrapper = self.tls.clone().filter(|_| config.tls == SmtpTls::Tls);
        let mut conn =
            AsyncSmtpConnection::connect_tokio1(server, Some(CONNECT_TIMEOUT), &me, wrapper, None)
                .await?;
        if let (SmtpTls::StartTls, Some(tls)) = (config.tls, &self.tls) {
            conn.starttls(tls.clone(), &me).await?;
        }
        if let Some((user, password)) = &config.credentials {
            let credentials = Credentials::new(user.clone(), password.expose().to_owned());
            conn.auth(DEFAULT_MECHANISMS, &credentials).await?;
        }
        Ok(conn)
    }

    /// Connects and logs in as for a mail, and sends none.
    pub async fn try_out(&self) -> Result<(), Error> {
        farewell(self.connect().await?).await;
        Ok(())
    }

    /// Whether a connection is kept for the next mail.
    pub fn is_open(&self) -> bool {
        self.idle.is_some()
    }

    /// Says goodbye to the server.
    pub async fn close(&mut self) {
        if let Some(conn) = self.idle.take() {
            farewell(conn).await;
        }
    }
}

async fn farewell(mut conn: AsyncSmtpConnection) {
    // Whether the server still answers makes no difference.
    let _ = timeout(QUIT_TIMEOUT, conn.abort()).await;
}

async fn hand_over(conn: &mut AsyncSmtpConnection, mail: &Message) -> Result<(), Failure> {
    let envelope = mail.envelope();
    let bytes = mail.formatted();
    let parameters = parameters(conn, mail, &bytes)?;
    conn.command(Mail::new(envelope.from().cloned(), parameters))
        .await
        .map_err(Failure::before)?;
    for recipient in envelope.to() {
        conn.command(Rcpt::new(recipient.clone(), Vec::new()))
            .await
            .map_err(Failure::about_the_mail)?;
    }
    conn.command(Data).await.map_err(Failure::before)?;
    conn.message(&bytes)
        .await
        .map_err(Failure::about_the_mail)?;
    Ok(())
}

/// What must be announced for letters outside ASCII.
fn parameters(
    conn: &AsyncSmtpConnection,
    mail: &Message,
    bytes: &[u8],
) -> Result<Vec<MailParameter>, Failure> {
    let mut parameters = Vec::new();
    let server = conn.server_info();
    if bytes.is_ascii() {
        return Ok(parameters);
    }
    let addresses = mail.envelope().to().iter().chain(mail.envelope().from());
    if addresses
        .into_iter()
        .any(|address| !AsRef::<str>::as_ref(address).is_ascii())
    {
        if !server.supports_feature(Extension::SmtpUtfEight) {
            return Err(Failure::Final(
                "the mail server cannot send to an address with such letters".into(),
            ));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if server.supports_feature(Extension::EightBitMime) {
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    Ok(parameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_about_our_own_address_or_rights_do_not_end_a_mail() {
        assert!(speaks_of_us("permanent error (550): 5.7.1 Relaying denied"));
        assert!(speaks_of_us("permanent error (553): 5.1.8 Bad sender"));
        assert!(!speaks_of_us("permanent error (550): 5.1.1 No such user"));
        assert!(!speaks_of_us("permanent error (550): 15.7.1 apples"));
    }
}
