//! The database: its connections, its migrations, and the private PostgreSQL that is started
//! where no other is named.

pub mod print_schema;
pub mod private;
#[rustfmt::skip]
#[expect(missing_docs, reason = "generated; the tables and columns have comments in the database")]
pub mod schema;

use std::time::Duration;

use deadpool::managed::Metrics;
use diesel::migration::MigrationSource;
use diesel::pg::Pg;
use diesel_async::pooled_connection::deadpool::{Hook, HookError, Object, Pool as DeadPool};
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod,
};
use diesel_async::{
    AsyncConnection, AsyncMigrationHarness, AsyncPgConnection, SimpleAsyncConnection,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

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

/// What holds for every connection of a pool: a query that hangs must not hold its locks for ever.
const SETTINGS: &str = "SET statement_timeout = '30s'; \
    SET idle_in_transaction_session_timeout = '60s'";

/// A connection that nobody has used for so long is tried before somebody gets it. One whose server
/// has hung up is noticed without; what this is for are those that went silently.
const TRIED_AFTER: Duration = Duration::from_secs(1);

/// Connections that are shared by everybody in the process.
pub type Pool = DeadPool<AsyncPgConnection>;

/// A connection from the pool.
pub type PooledConnection = Object<AsyncPgConnection>;

/// A pool for the given database. Connections are made when they are needed.
pub fn pool(url: &str, connections: usize) -> anyhow::Result<Pool> {
    let mut config = ManagerConfig::<AsyncPgConnection>::default();
    // The default asks the database whether it is there each time, which costs as much as reading
    // a row does.
    config.recycling_method = RecyclingMethod::Fast;
    let manager = AsyncDieselConnectionManager::new_with_config(url, config);
    let pool = Pool::builder(manager)
        .max_size(connections)
        .wait_timeout(Some(Duration::from_secs(10)))
        .create_timeout(Some(Duration::from_secs(10)))
        .runtime(deadpool_runtime())
        .pre_recycle(Hook::async_fn(
            |connection: &mut AsyncPgConnection, metrics: &Metrics| {
                let is_fresh = metrics.last_used() < TRIED_AFTER;
                Box::pin(async move {
                    if is_fresh {
                        return Ok(());
                    }
                    let tried = connection.batch_execute("SELECT 1").await;
                    tried.map_err(|error| HookError::message(error.to_string()))
                })
            },
        ))
        .post_create(Hook::async_fn(|connection: &mut AsyncPgConnection, _| {
            Box::pin(async move {
                connection
                    .batch_execute(SETTINGS)
                    .await
                    .map_err(|error| HookError::message(error.to_string()))
            })
        }))
        .build()?;
    Ok(pool)
}

fn deadpool_runtime() -> deadpool::Runtime {
    deadpool::Runtime::Tokio1
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
    let mut connection = AsyncPgConnection::establish(url).await?;
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
