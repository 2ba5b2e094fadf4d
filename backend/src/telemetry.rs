//! Logs: what happened, with the id of the request in which it happened, and nothing about anybody.
//!
//! A line names a request by its id and by the pattern of its address; people by the ids of their
//! accounts, if at all. What other programs answer, mail servers above all, may quote an address:
//! those are taken out of every line ([`Discreet`]).

use std::io::{self, IsTerminal, Write};
use std::panic::PanicHookInfo;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::{Error, HttpMessage};
use tracing::{Level, Span};
use tracing_actix_web::{RequestId, RootSpanBuilder};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Config, LogFormat};

/// What is ours. Libraries write what travels through them into their deeper levels, so those are only
/// for us, unless `LOG` names a library.
const OURS: [&str; 3] = ["backend", "access", "local_postgres"];

/// The driver of the database writes the parameters of every statement, and mails hold links:
/// whatever `LOG` says, it only warns.
const DRIVER: &str = "tokio_postgres";

/// What stands in place of what nobody has to know.
const HIDDEN: &str = "…";

/// Starts to write log lines to standard error. Once per process.
pub fn start(config: &Config) {
    let filtered = tracing_subscriber::registry().with(filter(&config.log));
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(config.log_format == LogFormat::Text && io::stderr().is_terminal())
        .with_writer(|| Discreet(io::stderr()));
    match config.log_format {
        LogFormat::Text => filtered.with(lines.compact()).init(),
        LogFormat::Json => filtered.with(lines.json()).init(),
    }
    std::panic::set_hook(Box::new(log_panic));
}

fn filter(log: &str) -> Targets {
    let mut directives = Vec::new();
    for part in log.split(',').map(str::trim) {
        let level = part.to_ascii_lowercase();
        match level.as_str() {
            "debug" | "trace" => {
                directives.push("info".to_owned());
                directives.extend(OURS.map(|ours| format!("{ours}={level}")));
                directives.push(format!("{DRIVER}=warn"));
            }
            "info" => directives.extend([level, format!("{DRIVER}=warn")]),
            _ if part.starts_with(DRIVER) => {}
            _ => directives.push(part.to_owned()),
        }
    }
    let directives = directives.join(",");
    directives
        .parse()
        .unwrap_or_else(|_| Targets::new().with_default(Level::INFO))
}

/// A panic is a line like all others. Words that were put together at run time may hold anything, so
/// only those that stand in the code are written.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    let words = panic.payload().downcast_ref::<&str>().copied();
    tracing::error!(
        place = place.as_deref().unwrap_or(HIDDEN),
        "panicked: {}",
        words.unwrap_or(HIDDEN)
    );
}

/// Writes lines without the addresses of people, whoever wrote them in.
struct Discreet<W>(W);

impl<W: Write> Write for Discreet<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if line.contains(&b'@') {
            let hidden = without_addresses(&String::from_utf8_lossy(line));
            self.0.write_all(hidden.as_bytes())?;
        } else {
            self.0.write_all(line)?;
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The text without mail addresses, and without what stands before the host in other addresses.
fn without_addresses(text: &str) -> String {
    let is_part =
        |letter: char| letter.is_alphanumeric() || "@.!#$%&'*+-/=?^_`|~:".contains(letter);
    let mut left = text;
    let mut shown = String::with_capacity(text.len());
    while let Some(at) = left.find('@') {
        let start = left[..at]
            .rfind(|letter| !is_part(letter))
            .map_or(0, |place| {
                place + left[place..].chars().next().map_or(0, char::len_utf8)
            });
        let end = left[at..]
            .find(|letter| !is_part(letter))
            .map_or(left.len(), |place| at + place);
        shown.push_str(&left[..start]);
        shown.push_str(HIDDEN);
        left = &left[end..];
    }
    shown.push_str(left);
    shown
}

/// The span around each request. The address stays out of it: it may hold what opens something, or
/// what is nobody's business.
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request
            .extensions()
            .get::<RequestId>()
            .map(ToString::to_string)
            .unwrap_or_default();
        // Of the highest level, so that errors have it even where nothing else is written.
        tracing::error_span!("request", id)
    }

    /// `crate::metrics::observe` writes the line.
    fn on_request_end<B: MessageBody>(_: Span, _: &Result<ServiceResponse<B>, Error>) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_hidden_and_everything_else_is_not() {
        for (text, shown) in [
            ("nothing to hide", "nothing to hide"),
            ("lena@example.org", "…"),
            (
                "permanent error (550): 5.1.1 <lena.k+x@example.org>: unknown, ask post@example.org",
                "permanent error (550): 5.1.1 <…>: unknown, ask …",
            ),
            (
                "{\"error\":\"lena@example.org\",\"n\":1}",
                "{\"error\":\"…\",\"n\":1}",
            ),
            ("für „läna@example.org“ nicht", "für „…“ nicht"),
            ("nats://name:password@broker:4222 away", "… away"),
            ("a @ b", "a … b"),
            ("@", "…"),
        ] {
            assert_eq!(without_addresses(text), shown);
        }
    }

    #[test]
    fn a_line_that_is_written_says_that_all_of_it_was() {
        let mut written = Vec::new();
        let line = "an error about lena@example.org\n".as_bytes();
        assert_eq!(Discreet(&mut written).write(line).unwrap(), line.len());
        assert_eq!(written, "an error about …\n".as_bytes());
    }

    #[test]
    fn libraries_are_quiet_unless_they_are_named_and_the_driver_always() {
        let shown = |log: &str| {
            let filter = filter(log).to_string();
            let mut parts: Vec<_> = filter.split(',').map(str::to_owned).collect();
            parts.sort();
            parts
        };
        let debug = [
            "access=debug",
            "backend=debug",
            "info",
            "local_postgres=debug",
            "tokio_postgres=warn",
        ];
        assert_eq!(shown("Debug"), debug);
        assert_eq!(
            shown("info,actix_http=trace,tokio_postgres=trace"),
            ["actix_http=trace", "info", "tokio_postgres=warn"]
        );
        assert_eq!(shown("error"), ["error"]);
        assert_eq!(shown("warn,access=info"), ["access=info", "warn"]);
        assert_eq!(shown("nonsense=nonsense"), ["info"]);
    }
}
