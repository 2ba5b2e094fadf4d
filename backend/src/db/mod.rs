//! The database: its connections, its migrations, and the private PostgreSQL that is started
//! where no other is named.

mod fixed;
pub mod gate;
mod pool;
pub mod print_schema;
pub mod private;
pub mod reader;
#[rustfmt::skip]
#[expect(missing_docs, reason = "generated; the tables and columns have comments in the database")]
pub mod schema;

use std::time::Duration;

use anyhow::Context;
use deadpool::managed::Metrics;
use diesel::QueryDsl;
use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel_async::pooled_connection::deadpool::{Hook, HookError, Pool as DeadPool};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use diesel_async::{
    AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use tokio::time::timeout;

use crate::error::{ApiError, ApiResult};

diesel::define_sql_function! {
    /// Text in lower case.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// The migrations, inside the program.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../migrations");

/// What `pg_advisory_lock` gets while migrations run, so that of several servers that start
/// together one migrates and the others wait.
pub const MIGRATION_LOCK: i64 = 0x6576_656e_7473;

/// How many connections the desk has where places are booked, besides those of the configuration.
pub const DESK_CONNECTIONS: usize = 4;

/// How many connections the chat has: one for what is stored, one for what was missed.
pub const CHAT_CONNECTIONS: usize = 2;

/// How long anybody waits for a connection, whether others have it or it must be made.
pub const WAIT_MAX: Duration = Duration::from_secs(5);

/// How long a connection from before may take to show that it is alive.
const RECYCLE_TIMEOUT: Duration = Duration::from_secs(2);

/// How long the database may take to accept a connection.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long those who serve many at once wait for a transaction: longer than the database lets any
/// statement run, so that it is only over when the database is not heard of any more.
pub const SILENCE_MAX: Duration = Duration::from_secs(45);

/// How long a process waits for another one that migrates.
const MIGRATION_WAIT: &str = "30min";

/// What holds for every connection of a pool: a query that hangs must not hold its locks for ever,
/// and who waits for a lock must not wait until the client has given up.
const SETTINGS: &str = "SET statement_timeout = '30s'; \
    SET lock_timeout = '15s'; \
    SET idle_in_transaction_session_timeout = '60s'";

/// A connection that nobody has used for so long is tried before somebody gets it. One whose server
/// has hung up is noticed without; what this is for are those that went silently.
const TRIED_AFTER: Duration = Duration::from_secs(1);

pub use fixed::Fixed;
pub use pool::{Pool, PooledConnection};
pub use reader::Reader;

/// A pool for the given database. Connections are made when they are needed.
pub fn pool(url: &str, connections: usize) -> anyhow::Result<Pool> {
    Pool::new(connections, threads(), |connections| part(url, connections))
}

/// How many threads serve requests.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn part(url: &str, connections: usize) -> anyhow::Result<DeadPool<AsyncPgConnection>> {
    let mut config = ManagerConfig::<AsyncPgConnection>::default();
    // The default asks the database whether it is there each time, which costs as much as reading
    // a row does.
    config.recycling_method = RecyclingMethod::Fast;
    let manager = AsyncDieselConnectionManager::new_with_config(url, config);
    let pool = DeadPool::builder(manager)
        .max_size(connections)
        .wait_timeout(Some(WAIT_MAX))
        .create_timeout(Some(CONNECT_TIMEOUT))
        .recycle_timeout(Some(RECYCLE_TIMEOUT))
        .runtime(deadpool::Runtime::Tokio1)
        .pre_recycle(Hook::async_fn(
            |connection: &mut AsyncPgConnection, metrics: &Metrics| {
                let is_fresh = metrics.last_used() < TRIED_AFTER;
                Box::pin(async move {
                    if is_fresh {
                        return Ok(());
                    }
                    // The pool has no patience of its own for this.
                    let tried = timeout(RECYCLE_TIMEOUT, connection.batch_execute("SELECT 1"));
                    let tried = tried
                        .await
                        .map_err(|_| HookError::message("it does not answer"))?;
                    tried.map_err(|error| HookError::message(error.to_string()))
                })
            },
        ))
        .post_create(Hook::async_fn(|connection: &mut AsyncPgConnection, _| {
            Box::pin(async move {
                // The pool has no patience of its own for this.
                let set = timeout(CONNECT_TIMEOUT, connection.batch_execute(SETTINGS));
                let set = set
                    .await
                    .map_err(|_| HookError::message("it does not answer"))?;
                set.map_err(|error| HookError::message(error.to_string()))
            })
        }))
        .build()?;
    Ok(pool)
}

/// A connection of one's own with settings that hold for it, unless the database takes too long.
pub async fn connect(url: &str, settings: &str) -> anyhow::Result<AsyncPgConnection> {
    let connecting = async {
        let mut connection = AsyncPgConnection::establish(url).await?;
        connection.batch_execute(settings).await?;
        Ok(connection)
    };
    timeout(CONNECT_TIMEOUT, connecting)
        .await
        .context("the database does not answer")?
}

/// How many of the migrations that this program knows the database does not have yet.
pub async fn missing_migrations(connection: &mut AsyncPgConnection) -> anyhow::Result<usize> {
    let known = MigrationSource::<Pg>::migrations(&MIGRATIONS)
        .map_err(|error| anyhow::anyhow!("the migrations cannot be read: {error}"))?;
    let known: Vec<_> = known
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    let done: Vec<String> = done::schema_migrations::table
        .select(done::schema_migrations::version)
        .load(connection)
        .await?;
    Ok(known.iter().filter(|one| !done.contains(one)).count())
}

/// What diesel notes of the migrations that were done.
mod done {
    diesel::table! {
        #[sql_name = "__diesel_schema_migrations"]
        schema_migrations (version) {
            version -> Text,
        }
    }
}

/// Waits for a transaction, but not for a database that is not heard of any more: who serves many at
/// once must not wait for ever. The connection is closed then.
pub async fn in_time<T>(work: impl Future<Output = ApiResult<T>>) -> ApiResult<T> {
    timeout(SILENCE_MAX, work).await.unwrap_or_else(|_| {
        Err(ApiError::unavailable(anyhow::anyhow!(
            "the database does not answer"
        )))
    })
}

/// A program does not know what a newer one has made of the database, and would write what is wrong.
fn refuse_newer(harness: &mut impl MigrationHarness<Pg>) -> anyhow::Result<()> {
    let failed = |error| anyhow::anyhow!("the migrations cannot be read: {error}");
    let known = MigrationSource::<Pg>::migrations(&MIGRATIONS).map_err(failed)?;
    let applied = harness.applied_migrations().map_err(failed)?;
    let unknown = applied
        .iter()
        .find(|version| known.iter().all(|ours| ours.name().version() != **version));
    match unknown {
        Some(version) => anyhow::bail!(
            "the database is newer than this program: it has the migration {version}. Run the \
             newer program, or restore a backup from before it"
        ),
        None => Ok(()),
    }
}

/// Brings the database to the present schema and returns the names of the migrations that ran.
pub async fn migrate(url: &str) -> anyhow::Result<Vec<String>> {
    let settings = format!("SET lock_timeout = '{MIGRATION_WAIT}'");
    let mut connection = connect(url, &settings).await?;
    connection
        .batch_execute(&format!("SELECT pg_advisory_lock({MIGRATION_LOCK})"))
        .await?;
    // The lock goes with the connection.
    tokio::task::spawn_blocking(move || {
        let mut harness = AsyncMigrationHarness::new(connection);
        refuse_newer(&mut harness)?;
        harness
            .run_pending_migrations(MIGRATIONS)
            .map(|versions| versions.iter().map(ToString::to_string).collect())
            .map_err(|error| anyhow::anyhow!("a migration failed: {error}"))
    })
    .await?
}
