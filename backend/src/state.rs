//! What every handler may reach, built once and shared by all workers.

use std::sync::Arc;

use actix_web::cookie::Key;
use diesel_async::pooled_connection::deadpool::PoolError;

use crate::accounts::passwords::Passwords;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{self, Pool, PooledConnection};
use crate::limits::Limits;
use crate::pictures::Pictures;
use crate::realtime::Realtime;
use crate::recently::Recently;
use crate::signing::Signer;

/// The state of the application; copies share everything.
#[derive(Clone)]
pub struct AppState {
    /// Connections to the database.
    pub db: Pool,
    /// Those of the desk where places are booked, so that however many people look, some can book.
    pub desk_db: Pool,
    /// Those of the chat, so that messages wait for nothing else.
    pub chat_db: Pool,
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
        Ok(Self {
            db: db::pool(database_url, config.database_connections)?,
            desk_db: db::pool(database_url, db::DESK_CONNECTIONS)?,
            chat_db: db::pool(database_url, db::CHAT_CONNECTIONS)?,
            passwords: Passwords::new(config.password_cost)?,
            pictures: Pictures::default(),
            limits: Limits::new(config.rate_limits, &clock),
            signer: Signer::new(&config, cookie_key),
            sign_up_open: Recently::default(),
            realtime: Realtime::new(config.nats_url.is_some()),
            config: Arc::new(config),
            clock,
        })
    }

    /// A connection from the pool.
    pub async fn connection(&self) -> Result<PooledConnection, PoolError> {
        self.db.get().await
    }
}
