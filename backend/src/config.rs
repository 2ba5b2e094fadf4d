//! Configuration: read once from the environment (and `.env`), checked as a whole, every problem
//! named at once. `.env.example` explains each variable; a test holds the two together.

mod reader;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use chrono_tz::Tz;
use ipnet::IpNet;
use url::{Host, Url};

use self::reader::Reader;

/// Every variable that is read. `.env.example` lists the same.
pub const VARIABLES: &[&str] = &[
    "LISTEN",
    "PUBLIC_URL",
    "HSTS_SUBDOMAINS",
    "DATABASE_URL",
    "DATABASE_PASSWORD",
    "DATABASE_CONNECTIONS",
    "REQUESTS_WAITING",
    "CONNECTIONS",
    "SHUTDOWN_DELAY_SECONDS",
    "METRICS_LISTEN",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_SERVICE_NAME",
    "OTEL_TRACES_SAMPLER_ARG",
    "DATA_DIR",
    "POSTGRES_BIN_DIR",
    "SECRET_KEY",
    "TOKEN_KEYS",
    "SESSION_HOURS",
    "SESSION_IDLE_HOURS",
    "SESSION_BINDING",
    "PASSWORD_MEMORY_MIB",
    "PASSWORD_ITERATIONS",
    "RATE_LIMITS",
    "TRUSTED_PROXIES",
    "CLIENT_ADDRESS_HEADER",
    "DEFAULT_TIME_ZONE",
    "MAIL",
    "MAIL_FROM_ADDRESS",
    "MAIL_FROM_NAME",
    "SMTP_HOST",
    "SMTP_PORT",
    "SMTP_TLS",
    "SMTP_USER",
    "SMTP_PASSWORD",
    "NATS_URL",
    "LOG",
    "LOG_FORMAT",
];

/// Those of them that nobody else should read: each may also stand in a file, which `NAME_FILE`
/// names.
pub const SECRETS: &[&str] = &[
    "DATABASE_URL",
    "DATABASE_PASSWORD",
    "SECRET_KEY",
    "TOKEN_KEYS",
    "SMTP_PASSWORD",
    "NATS_URL",
];

/// Everything that can be set from outside.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the server listens.
    pub listen: SocketAddr,
    /// The address that people see, with which links in mails begin; without a slash at its end.
    pub public_url: Url,
    /// Whether, where that is HTTPS, everything under its host is by HTTPS only, too.
    pub hsts_subdomains: bool,
    /// A database to use instead of a private one.
    pub database_url: Option<Secret>,
    /// Most connections to the database.
    pub database_connections: usize,
    /// How many requests may wait for one of them.
    pub requests_waiting: usize,
    /// Most connections of clients, websockets among them.
    pub connections: usize,
    /// How long the server goes on after it was told to stop, so that balancers see that it stops.
    pub shutdown_delay_seconds: u32,
    /// Where those who watch over the server look: metrics and health.
    pub metrics_listen: Option<SocketAddr>,
    /// Where traces are sent to, if anywhere.
    pub traces: Option<TraceConfig>,
    /// Where the private database and the secret key are kept.
    pub data_dir: PathBuf,
    /// Where PostgreSQL's programs are, if not in one of the usual places.
    pub postgres_bin_dir: Option<PathBuf>,
    /// Signs the session cookie; at least 64 bytes. Made and kept in `data_dir` if absent.
    pub secret_key: Option<Secret>,
    /// Sign the tokens of programs: the first one signs, the others are still accepted. Derived
    /// from the secret key if empty.
    pub token_keys: Vec<Secret>,
    /// How long a login lasts.
    pub session_hours: u32,
    /// How long it lasts if it is not used.
    pub session_idle_hours: u32,
    /// What a session is bound to.
    pub session_binding: SessionBinding,
    /// What a new password hash costs.
    pub password_cost: PasswordCost,
    /// Whether guessing is slowed down.
    pub rate_limits: bool,
    /// Proxies that may name the client's address.
    pub trusted_proxies: Vec<IpNet>,
    /// Where they name it.
    pub client_address_header: ClientAddressHeader,
    /// The zone of events if nobody says otherwise.
    pub default_time_zone: Tz,
    /// How mails leave; `None` shows in the browser what they would have said.
    pub mail: Option<MailConfig>,
    /// The message broker that makes several server processes one.
    pub nats_url: Option<Secret>,
    /// Which events are logged, in the syntax of `tracing_subscriber::filter::Targets`.
    pub log: String,
    /// How they are written.
    pub log_format: LogFormat,
}

/// What must stay the same from login to logout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionBinding {
    /// The client's address and its User-Agent header.
    IpAndAgent,
    /// Its User-Agent header.
    Agent,
    /// Nothing.
    Off,
}

/// The header in which a trusted proxy names the client. Only the one that the proxy itself writes
/// may be believed: it passes the other on as the client sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAddressHeader {
    /// What most proxies write.
    XForwardedFor,
    /// RFC 7239.
    Forwarded,
}

/// What Argon2id spends on a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory in MiB.
    pub memory_mib: u32,
    /// Passes over that memory.
    pub iterations: u32,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// A mail server and how to speak to it.
#[derive(Debug, Clone)]
pub struct MailConfig {
    /// Name or address.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// Whether and when the connection is encrypted.
    pub tls: SmtpTls,
    /// Name and password, if the server wants them.
    pub credentials: Option<(String, Secret)>,
    /// Address in the From header.
    pub from_address: String,
    /// Name in the From header.
    pub from_name: String,
}

/// A collector of traces (OTLP over HTTP), and what it gets.
#[derive(Debug, Clone, PartialEq)]
pub struct TraceConfig {
    /// Where traces are sent to.
    pub collector: Url,
    /// What the server is called there.
    pub service_name: String,
    /// Which part of all requests it gets, from 0 to 1.
    pub share: f64,
}

/// Whether and when an SMTP connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpTls {
    /// Never.
    None,
    /// After STARTTLS.
    StartTls,
    /// From the first byte.
    Tls,
}

/// A value that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The value itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// Everything that is wrong with the configuration.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigErrors(Vec<String>);

impl ConfigErrors {
    /// One sentence for each.
    pub fn problems(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the configuration has {} problem(s):", self.0.len())?;
        for problem in &self.0 {
            writeln!(f, "  - {problem}")?;
        }
        write!(f, "See .env.example for what each variable means.")
    }
}

impl std::error::Error for ConfigErrors {}

impl Config {
    /// Reads `.env` from the working directory, if there is one, then the environment, which
    /// wins.
    pub fn from_env() -> Result<Self, ConfigErrors> {
        if let Err(error) = dotenvy::dotenv()
            && !error.not_found()
        {
            return Err(ConfigErrors(vec![format!(".env cannot be read: {error}")]));
        }
        Self::from_source(|name| std::env::var(name).ok())
    }

    /// Reads every variable through the given function. An empty value counts as absent.
    pub fn from_source(source: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigErrors> {
        let mut reader = Reader {
            source: &source,
            problems: Vec::new(),
        };
        let listen = reader.parsed(
            "LISTEN",
            "127.0.0.1:8080",
            "an address and a port, like 127.0.0.1:8080",
        );
        let config = Self {
            public_url: reader.public_url(listen),
            hsts_subdomains: reader.choice("HSTS_SUBDOMAINS", &[("on", true), ("off", false)]),
            listen,
            database_url: reader.database_url(),
            database_connections: reader.in_range("DATABASE_CONNECTIONS", 16, 2..=1_000) as usize,
            requests_waiting: reader.in_range("REQUESTS_WAITING", 5_000, 1..=100_000) as usize,
            connections: reader.in_range("CONNECTIONS", 10_000, 20..=1_000_000) as usize,
            shutdown_delay_seconds: reader.in_range("SHUTDOWN_DELAY_SECONDS", 0, 0..=600) as u32,
            metrics_listen: reader.address("METRICS_LISTEN"),
            traces: reader.traces(),
            data_dir: reader.parsed("DATA_DIR", ".data", "a folder"),
            postgres_bin_dir: reader.optional("POSTGRES_BIN_DIR").map(PathBuf::from),
            secret_key: reader.secret_key(),
            token_keys: reader.token_keys(),
            session_hours: reader.in_range("SESSION_HOURS", 336, 1..=8_760) as u32,
            session_idle_hours: reader.in_range("SESSION_IDLE_HOURS", 168, 1..=8_760) as u32,
            session_binding: reader.choice(
                "SESSION_BINDING",
                &[
                    ("ip+agent", SessionBinding::IpAndAgent),
                    ("agent", SessionBinding::Agent),
                    ("off", SessionBinding::Off),
                ],
            ),
            password_cost: PasswordCost {
                memory_mib: reader.in_range("PASSWORD_MEMORY_MIB", 19, 19..=1_024) as u32,
                iterations: reader.in_range("PASSWORD_ITERATIONS", 2, 2..=100) as u32,
            },
            rate_limits: reader.choice("RATE_LIMITS", &[("on", true), ("off", false)]),
            trusted_proxies: reader.networks("TRUSTED_PROXIES"),
            client_address_header: reader.choice(
                "CLIENT_ADDRESS_HEADER",
                &[
                    ("x-forwarded-for", ClientAddressHeader::XForwardedFor),
                    ("forwarded", ClientAddressHeader::Forwarded),
                ],
            ),
            default_time_zone: reader.parsed(
                "DEFAULT_TIME_ZONE",
                "Europe/Berlin",
                "an IANA time zone, like Europe/Berlin",
            ),
            mail: reader.mail(),
            nats_url: reader.secret("NATS_URL").map(Secret),
            log: reader.optional("LOG").unwrap_or_else(|| "info".into()),
            log_format: reader.choice(
                "LOG_FORMAT",
                &[("text", LogFormat::Text), ("json", LogFormat::Json)],
            ),
        };
        if reader.problems.is_empty() {
            Ok(config)
        } else {
            Err(ConfigErrors(reader.problems))
        }
    }

    /// An address of the page, for links in mails.
    pub fn page_url(&self, path_and_query: &str) -> String {
        format!(
            "{}{path_and_query}",
            self.public_url.as_str().trim_end_matches('/')
        )
    }

    /// Whether only people at this very machine reach the server by the address that it knows of
    /// itself: it is being tried out, not run for others.
    pub fn is_local(&self) -> bool {
        match self.public_url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// Whether people reach the server by HTTPS, so that the cookie must not travel otherwise.
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}

#[cfg(test)]
mod tests;
