//! A door of its own for those who watch over the process (`METRICS_LISTEN`): what is counted, for
//! Prometheus, and whether the process is well. Nothing of it is reached by the door that everybody
//! uses.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::dev::Server;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{App, HttpResponse, HttpServer, get};
use tokio::sync::Mutex;

use crate::app::{get_liveness, get_readiness};
use crate::db::Pool;
use crate::error::{ApiError, ApiResult};
use crate::mail::queries::{Outbox, outbox};
use crate::metrics::States;
use crate::readiness::Unready;
use crate::state::AppState;

/// How long what was read of the outbox is good enough.
const OUTBOX_FRESH: Duration = Duration::from_secs(5);
/// As Prometheus calls its format.
const TEXT_FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Builds the server; it runs when it is awaited.
pub fn server(state: AppState, listener: TcpListener) -> anyhow::Result<Server> {
    let state = Data::new(state);
    let known = Data::from(Arc::new(Known::default()));
    let server = HttpServer::new(move || {
        App::new()
            .app_data(state.clone())
            .app_data(known.clone())
            .service(show_metrics)
            .service(get_liveness)
            .service(get_readiness)
    })
    .workers(1)
    .shutdown_timeout(1)
    .disable_signals()
    .listen(listener)?;
    Ok(server.run())
}

/// What was read of the outbox last: many may ask.
#[derive(Default)]
struct Known(Mutex<Option<(Instant, Option<Outbox>)>>);

impl Known {
    async fn outbox(&self, state: &AppState) -> Option<Outbox> {
        let mut known = self.0.lock().await;
        if let Some((at, outbox)) = *known
            && at.elapsed() < OUTBOX_FRESH
        {
            return outbox;
        }
        let now = state.clock.now();
        let read = state
            .readiness
            .with_connection(async |conn| Ok(outbox(conn, now).await?))
            .await;
        *known = Some((Instant::now(), read));
        read
    }
}

/// Everything that is counted, and how things are. It is there even when the database is not.
#[get("/metrics")]
async fn show_metrics(state: Data<AppState>, known: Data<Known>) -> ApiResult<HttpResponse> {
    let ready = state.readiness.check().await;
    let outbox = match ready {
        Err(Unready::DatabaseAway) => None,
        _ => known.outbox(&state).await,
    };
    look(&state, ready, outbox);
    let text = state.metrics.text().map_err(ApiError::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, TEXT_FORMAT))
        .body(text))
}

/// Notes how things are.
fn look(state: &AppState, ready: Result<(), Unready>, outbox: Option<Outbox>) {
    let states = &state.metrics.states;
    states.ready.set(ready.is_ok().into());
    let is_up = ready != Err(Unready::DatabaseAway);
    states.database_up.set(is_up.into());
    let has_broker = state.realtime.has_broker().unwrap_or(true);
    states.broker_up.set(has_broker.into());
    for (name, pool) in [
        ("requests", state.gate.pool()),
        ("desk", &state.desk_db),
        ("chat", &state.chat_db),
    ] {
        look_at_pool(states, name, pool);
    }
    // What is not known is no number.
    let number = |read: fn(Outbox) -> f64| outbox.map_or(f64::NAN, read);
    states.outbox_waiting.set(number(|it| it.waiting as f64));
    states.outbox_failed.set(number(|it| it.failed as f64));
    states.outbox_oldest.set(number(|it| it.oldest_age_seconds));
    let count = state.realtime.hub().count();
    states.sockets.set(whole(count.sockets));
    states.people.set(whole(count.people));
}

fn look_at_pool(states: &States, name: &str, pool: &Pool) {
    let status = pool.status();
    let used = status.size.saturating_sub(status.available);
    for (gauge, value) in [
        (&states.pool_limit, status.max_size),
        (&states.pool_open, status.size),
        (&states.pool_used, used),
        (&states.pool_waiting, status.waiting),
    ] {
        gauge.with_label_values(&[name]).set(whole(value));
    }
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
