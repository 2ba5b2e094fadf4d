//! What every handler may reach, built once and shared by all workers.

use std::sync::Arc;

use actix_web::cookie::Key;
use diesel_async::AsyncPgConnection;

use crate::accounts::passwords::Passwords;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::gate::{Gate, NoConnection};
use crate::db::{self, Pool, PooledConnection, Reader};
use crate::error::ApiResult;
use crate::limits::Limits;
use crate::listener;
use crate::metrics::Metrics;
use crate::pictures::Pictures;
use crate::readiness::Readiness;
use crate::realtime::Realtime;
use crate::recently::Recently;
use crate::signing::Signer;
use crate::traces::Traces;

/// The state of the application; copies share everything.
#[derive(Clone)]
pub struct AppState {
    /// The way to connections to the database.
    pub gate: Gate,
    /// Connections for short reads.
    reader: Reader,
    /// Those of the desk where places are booked, so that however many people look, some can book.
    pub desk_db: Pool,
    /// Those of the chat, so that messages wait for nothing else.
    pub chat_db: Pool,
    /// Whether requests can be answered.
    pub readiness: Readiness,
    /// What is counted.
    pub metrics: Metrics,
    /// Where requests are traced.
    pub traces: Traces,
    /// As read at the start.
    pub config: Arc<Config>,
    /// What time it is.
    pub clock: Clock,
    /// Hashes passwords, a few at a time.
    pub passwords: Passwords,
    /// Makes pictures small, a few at a time.
    pub pictures: Pictures,
    /// Counts how often something is tried.
    pub limits: Limits,
    /// Signs tokens.
    pub signer: Signer,
    /// Whether people can register, as the database said a few seconds ago.
    pub sign_up_open: Recently<bool>,
    /// The way to everybody who looks at the moment.
    pub realtime: Realtime,
}

impl AppState {
    /// With the database at the given URL and the key of the session cookie.
    pub fn new(config: Config, database_url: &str, cookie_key: &Key) -> anyhow::Result<Self> {
        let clock = Clock::system();
        let connections = config.database_connections;
        let pool = db::pool(database_url, connections)?;
        let metrics = Metrics::new()?;
        let turned_away = metrics.turned_away.clone();
        let gate = Gate::new(pool, config.requests_waiting, turned_away);
        let sockets = listener::sockets(&config);
        let said = metrics.socket_messages.with_label_values(&["out"]);
        Ok(Self {
            readiness: Readiness::new(database_url, gate.clone()),
            gate,
            reader: Reader::new(database_url, connections),
            desk_db: db::pool(database_url, db::DESK_CONNECTIONS)?,
            chat_db: db::pool(database_url, db::CHAT_CONNECTIONS)?,
            passwords: Passwords::new(config.password_cost)?,
            pictures: Pictures::default(),
            limits: Limits::new(config.rate_limits, &clock, metrics.limits.clone()),
            signer: Signer::new(&config, cookie_key),
            sign_up_open: Recently::default(),
            realtime: Realtime::new(config.nats_url.is_some(), sockets, said),
            metrics,
            traces: Traces::start(&config)?,
            config: Arc::new(config),
            clock,
        })
    }

    /// The same, as the thread with this number sees it that serves requests.
    #[must_use]
    pub fn at(&self, thread: usize) -> Self {
        Self {
            gate: self.gate.at(thread),
            reader: self.reader.at(thread),
            ..self.clone()
        }
    }

    /// Reads a few rows by their keys or along an index, together with others if possible. It may be
    /// asked twice, if the first time was in vain.
    pub async fn read<T>(
        &self,
        query: impl AsyncFn(&mut &AsyncPgConnection) -> ApiResult<T>,
    ) -> ApiResult<T> {
        match self.reader.read(&query).await {
            Some(read) => read,
            None => self.read_alone(query).await,
        }
    }

    /// The same, before others: for what everybody waits for.
    pub async fn read_first<T>(
        &self,
        query: impl AsyncFn(&mut &AsyncPgConnection) -> ApiResult<T>,
    ) -> ApiResult<T> {
        match self.reader.read_first(&query).await {
            Some(read) => read,
            None => self.read_alone(query).await,
        }
    }

    /// Reads what may take longer, over a connection that nobody else uses meanwhile.
    pub async fn read_alone<T>(
        &self,
        query: impl AsyncFnOnce(&mut &AsyncPgConnection) -> ApiResult<T>,
    ) -> ApiResult<T> {
        let connection = self.connection().await?;
        query(&mut &*connection).await
    }

    /// A connection from those that all share, in turn.
    pub async fn connection(&self) -> Result<PooledConnection, NoConnection> {
        self.gate.connection().await
    }
}
