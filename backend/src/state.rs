//! What every handler may reach, built once and shared by all workers.

use std::sync::Arc;

use diesel_async::pooled_connection::deadpool::PoolError;

use crate::accounts::passwords::Passwords;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Pool, PooledConnection};

/// The state of the application; copies share everything.
#[derive(Clone)]
pub struct AppState {
    /// Connections to the database.
    pub db: Pool,
    /// As read at the start.
    pub config: Arc<Config>,
    /// What time it is.
    pub clock: Clock,
    /// Hashes passwords, a few at a time.
    pub passwords: Passwords,
}

impl AppState {
    /// A connection from the pool.
    pub async fn connection(&self) -> Result<PooledConnection, PoolError> {
        self.db.get().await
    }
}
