//! What is counted while the process runs, in the words of Prometheus. To count costs no lock that
//! anybody waits for; what is a state, not a count, is looked up when somebody asks
//! (`crate::monitor`).
//!
//! Labels have few values: the pattern of an address, never the address itself, and nothing about
//! anybody.

use std::sync::Arc;
use std::time::Instant;

use actix_web::HttpMessage;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use prometheus::{
    Encoder, Gauge, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec,
    Opts, Registry, TextEncoder,
};
use tracing_actix_web::RequestId;

use crate::state::AppState;
use crate::traces::Answered;

/// Before every name of ours.
const PREFIX: &str = "event_booking";
/// The pattern of addresses that have none: files, plain pages and nonsense.
const OTHER: &str = "other";
/// In seconds: from what the cache of a processor answers to what a person does not wait for.
const BUCKETS: [f64; 13] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// All that is counted; copies share it.
#[derive(Clone)]
pub struct Metrics {
    registry: Registry,
    /// Requests, by method, pattern and class of status.
    requests: IntCounterVec,
    durations: HistogramVec,
    in_flight: IntGauge,
    /// Requests that were turned away since more was asked for than can be served.
    pub turned_away: IntCounter,
    /// Bookings, by what came of them.
    pub bookings: IntCounterVec,
    /// Messages that were stored.
    pub messages: IntCounter,
    /// Attempts to log in, by what came of them.
    pub logins: IntCounterVec,
    /// Attempts to send a mail, by what came of them.
    pub mails: IntCounterVec,
    /// What was refused by a limit, by its name.
    pub limits: IntCounterVec,
    /// Messages of sockets, by their direction.
    pub socket_messages: IntCounterVec,
    /// What is looked up when somebody asks.
    pub states: Arc<States>,
}

/// What is a state, not a count.
pub struct States {
    /// Whether the database answers.
    pub database_up: IntGauge,
    /// Whether requests can be answered.
    pub ready: IntGauge,
    /// Whether the message broker is there.
    pub broker_up: IntGauge,
    /// Most connections of a pool, by its name.
    pub pool_limit: IntGaugeVec,
    /// Open ones.
    pub pool_open: IntGaugeVec,
    /// Those in use.
    pub pool_used: IntGaugeVec,
    /// Who waits for one.
    pub pool_waiting: IntGaugeVec,
    /// Mails that wait to be sent.
    pub outbox_waiting: Gauge,
    /// Mails that were given up.
    pub outbox_failed: Gauge,
    /// For how long the oldest mail that waits has been due, in seconds.
    pub outbox_oldest: Gauge,
    /// Open sockets.
    pub sockets: IntGauge,
    /// Everybody who has one.
    pub people: IntGauge,
}

fn opts(name: &str, help: &str) -> Opts {
    Opts::new(format!("{PREFIX}_{name}"), help)
}

impl Metrics {
    /// Nothing counted yet.
    pub fn new() -> anyhow::Result<Self> {
        let registry = Registry::new();
        let made = Maker(&registry);
        let durations = HistogramOpts::new(
            format!("{PREFIX}_http_request_duration_seconds"),
            "From the head of the request to the head of the answer",
        );
        let durations =
            HistogramVec::new(durations.buckets(BUCKETS.to_vec()), &["method", "route"])?;
        registry.register(Box::new(durations.clone()))?;
        let build = made.states("build_info", "The version of the program", &["version"])?;
        build.with_label_values(&[env!("CARGO_PKG_VERSION")]).set(1);
        #[cfg(target_os = "linux")]
        registry.register(Box::new(
            prometheus::process_collector::ProcessCollector::for_self(),
        ))?;
        let metrics = Self {
            requests: made.counts(
                "http_requests_total",
                "Requests that were answered",
                &["method", "route", "status"],
            )?,
            durations,
            in_flight: made.state("http_requests_in_flight", "Requests that are being served")?,
            turned_away: made.count(
                "overload_refusals_total",
                "Requests that were turned away because more was asked for than can be served",
            )?,
            bookings: made.counts(
                "bookings_total",
                "Places that were wanted or given back, by what came of it",
                &["outcome"],
            )?,
            messages: made.count("chat_messages_total", "Messages that were stored")?,
            logins: made.counts(
                "logins_total",
                "Attempts to log in, by what came of them",
                &["outcome"],
            )?,
            mails: made.counts(
                "mail_attempts_total",
                "Attempts to send a mail, by what came of them",
                &["outcome"],
            )?,
            limits: made.counts(
                "limit_refusals_total",
                "What was refused because somebody tried it too often",
                &["limit"],
            )?,
            socket_messages: made.counts(
                "socket_messages_total",
                "Messages through websockets, as seen from the server",
                &["direction"],
            )?,
            states: Arc::new(States {
                database_up: made.state("database_up", "Whether the database answers")?,
                ready: made.state("ready", "Whether requests can be answered")?,
                broker_up: made.state(
                    "broker_up",
                    "Whether the message broker is there; 1 where none is wanted",
                )?,
                pool_limit: made.states(
                    "database_connections_max",
                    "Most connections of a pool",
                    &["pool"],
                )?,
                pool_open: made.states(
                    "database_connections_open",
                    "Connections of a pool that are open",
                    &["pool"],
                )?,
                pool_used: made.states(
                    "database_connections_in_use",
                    "Connections of a pool that somebody uses",
                    &["pool"],
                )?,
                pool_waiting: made.states(
                    "database_connections_waiting",
                    "Those who wait for a connection of a pool",
                    &["pool"],
                )?,
                outbox_waiting: made.number("outbox_waiting", "Mails that wait to be sent")?,
                outbox_failed: made.number("outbox_failed", "Mails that were given up")?,
                outbox_oldest: made.number(
                    "outbox_oldest_age_seconds",
                    "How long the oldest mail that waits has been written",
                )?,
                sockets: made.state("sockets_open", "Websockets that are open")?,
                people: made.state("people_connected", "People who have a websocket open")?,
            }),
            registry,
        };
        metrics.begin_at_zero();
        Ok(metrics)
    }

    /// What can happen is there before it happens: who asks how much something has grown must not
    /// miss the first time.
    fn begin_at_zero(&self) {
        let known: [(&IntCounterVec, &[&str]); 4] = [
            (
                &self.bookings,
                &["booked", "already_booked", "refused", "cancelled"],
            ),
            (&self.logins, &["succeeded", "failed"]),
            (&self.mails, &["sent", "postponed", "given_up"]),
            (&self.socket_messages, &["in", "out"]),
        ];
        for (counter, labels) in known {
            for label in labels {
                counter.with_label_values(&[label]);
            }
        }
    }

    /// Everything, as Prometheus reads it.
    pub fn text(&self) -> anyhow::Result<String> {
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        Ok(String::from_utf8(text)?)
    }

    fn answered(&self, method: &str, route: &str, status: StatusCode, seconds: f64) {
        let class = match status.as_u16() / 100 {
            1 => "1xx",
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        };
        self.requests
            .with_label_values(&[method, route, class])
            .inc();
        self.durations
            .with_label_values(&[method, route])
            .observe(seconds);
    }
}

/// Makes what is counted, and registers it.
struct Maker<'a>(&'a Registry);

impl Maker<'_> {
    fn count(&self, name: &str, help: &str) -> prometheus::Result<IntCounter> {
        let made = IntCounter::with_opts(opts(name, help))?;
        self.0.register(Box::new(made.clone()))?;
        Ok(made)
    }

    fn counts(&self, name: &str, help: &str, labels: &[&str]) -> prometheus::Result<IntCounterVec> {
        let made = IntCounterVec::new(opts(name, help), labels)?;
        self.0.register(Box::new(made.clone()))?;
        Ok(made)
    }

    fn state(&self, name: &str, help: &str) -> prometheus::Result<IntGauge> {
        let made = IntGauge::with_opts(opts(name, help))?;
        self.0.register(Box::new(made.clone()))?;
        Ok(made)
    }

    fn states(&self, name: &str, help: &str, labels: &[&str]) -> prometheus::Result<IntGaugeVec> {
        let made = IntGaugeVec::new(opts(name, help), labels)?;
        self.0.register(Box::new(made.clone()))?;
        Ok(made)
    }

    fn number(&self, name: &str, help: &str) -> prometheus::Result<Gauge> {
        let made = Gauge::with_opts(opts(name, help))?;
        self.0.register(Box::new(made.clone()))?;
        Ok(made)
    }
}

/// A request that is being served, as long as this lives: clients may hang up.
struct InFlight(IntGauge);

impl InFlight {
    fn begin(gauge: &IntGauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Middleware: counts requests and how long they take, and writes a line for each into the log.
pub async fn observe(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let state = request.app_data::<Data<AppState>>().cloned();
    let metrics = state.as_ref().map(|state| &state.metrics);
    let begun = state
        .as_ref()
        .and_then(|state| state.traces.begin(request.request()))
        .map(|begun| (begun, request_id(&request)));
    let method = name_of(request.method());
    let began = Instant::now();
    let in_flight = metrics.map(|metrics| InFlight::begin(&metrics.in_flight));
    let answered = next.call(request).await;
    drop(in_flight);
    let took = began.elapsed();
    let (route, status) = match &answered {
        Ok(answer) => (answer.request().match_pattern(), answer.status()),
        Err(error) => (None, error.as_response_error().status_code()),
    };
    let route = route.as_deref().unwrap_or(OTHER);
    if let Some(metrics) = metrics {
        metrics.answered(method, route, status, took.as_secs_f64());
    }
    if let (Some(state), Some((begun, request_id))) = (&state, begun) {
        let answered = Answered {
            method,
            route,
            status,
            request_id: &request_id,
        };
        state.traces.end(begun, answered);
    }
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(
        target: "access",
        method,
        route,
        status = status.as_u16(),
        milliseconds,
        "answered"
    );
    answered
}

fn request_id(request: &ServiceRequest) -> String {
    let extensions = request.extensions();
    let id = extensions.get::<RequestId>().map(ToString::to_string);
    id.unwrap_or_default()
}

/// Methods are what the client likes; labels are not.
fn name_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => OTHER,
    }
}
