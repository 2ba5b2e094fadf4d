//! Whether this process can answer requests, and if not, why: what a load balancer wants to know.
//!
//! The database is asked through a connection that is kept for this, so that a rush of requests does
//! not look like a database that is away. Many may ask at once: one look answers all who asked
//! before it began. What is not looked at: the message broker, without which everything goes on more
//! slowly, the mail server, for which mails wait, and whether the disk of the database is full, which
//! can only be seen by writing to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use api_types::problem::ProblemKind;
use diesel::sql_types::Bool;
use diesel_async::AsyncPgConnection;
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::{Instant as Deadline, timeout_at};

use crate::db;
use crate::db::gate::Gate;
use crate::error::ApiError;
use crate::t;

/// How long a look may take.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// How many connections to the database it keeps.
pub const CONNECTIONS: usize = 1;

/// What holds for the connection that is kept.
const SETTINGS: &str = "SET statement_timeout = '2s'; SET lock_timeout = '1s'";

/// Why a process cannot answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unready {
    /// It is about to end.
    Stopping,
    /// The database does not answer.
    DatabaseAway,
    /// The database only lets us read.
    ReadOnly,
    /// The database has not the schema that this program needs.
    SchemaBehind,
    /// The database answers, but requests get no connection.
    NoConnection,
}

impl From<Unready> for ApiError {
    fn from(why: Unready) -> Self {
        Self::told(ProblemKind::Unavailable, |language| match why {
            Unready::Stopping => t!(language, "detail-stopping"),
            Unready::DatabaseAway => t!(language, "detail-database-away"),
            Unready::ReadOnly => t!(language, "detail-database-read-only"),
            Unready::SchemaBehind => t!(language, "detail-schema-behind"),
            Unready::NoConnection => t!(language, "detail-no-connection"),
        })
    }
}

/// The state of the process; copies share it.
#[derive(Clone)]
pub struct Readiness {
    shared: Arc<Shared>,
}

struct Shared {
    is_stopping: AtomicBool,
    database_url: String,
    gate: Gate,
    look: Mutex<Look>,
}

/// The connection that is kept, and what it said last.
#[derive(Default)]
struct Look {
    connection: Option<AsyncPgConnection>,
    last: Option<(Instant, Result<(), Unready>)>,
}

#[derive(diesel::QueryableByName)]
struct Mode {
    #[diesel(sql_type = Bool)]
    is_read_only: bool,
    #[diesel(sql_type = Bool)]
    has_schema: bool,
}

impl Readiness {
    /// Of a process that uses this database, its requests through this gate.
    pub fn new(database_url: &str, gate: Gate) -> Self {
        Self {
            shared: Arc::new(Shared {
                is_stopping: AtomicBool::new(false),
                database_url: database_url.to_owned(),
                gate,
                look: Mutex::default(),
            }),
        }
    }

    /// From now on the process is not ready any more, whatever else is well.
    pub fn stop(&self) {
        self.shared.is_stopping.store(true, Ordering::SeqCst);
    }

    /// Whether the process is about to end.
    pub fn is_stopping(&self) -> bool {
        self.shared.is_stopping.load(Ordering::SeqCst)
    }

    /// Whether requests can be answered; known within [`PATIENCE`].
    pub async fn check(&self) -> Result<(), Unready> {
        if self.is_stopping() {
            return Err(Unready::Stopping);
        }
        let asked = Instant::now();
        let until = Deadline::now() + PATIENCE;
        let Ok(mut look) = timeout_at(until, self.shared.look.lock()).await else {
            return Err(Unready::DatabaseAway);
        };
        if let Some((began, answer)) = look.last
            && began >= asked
        {
            return answer;
        }
        let began = Instant::now();
        let answer = self.look(&mut look, until).await;
        look.last = Some((began, answer));
        answer
    }

    async fn look(&self, look: &mut Look, until: Deadline) -> Result<(), Unready> {
        let looked = timeout_at(until, self.ask(look)).await;
        match looked {
            Ok(Ok(answer)) => answer?,
            Ok(Err(error)) => {
                tracing::warn!("not ready: {error:#}");
                return Err(Unready::DatabaseAway);
            }
            Err(_) => {
                tracing::warn!("not ready: the database takes too long");
                return Err(Unready::DatabaseAway);
            }
        }
        if self.shared.gate.is_stuck() {
            // Where nobody else asks, nobody else finds out that there are connections again.
            let got = timeout_at(until, self.shared.gate.connection()).await;
            if !matches!(got, Ok(Ok(_))) {
                tracing::warn!("not ready: requests get no connection to the database");
                return Err(Unready::NoConnection);
            }
        }
        Ok(())
    }

    /// Asks through the connection that is kept; where that is broken, through a new one.
    async fn ask(&self, look: &mut Look) -> anyhow::Result<Result<(), Unready>> {
        if let Some(mut kept) = look.connection.take()
            && let Ok(answer) = ask(&mut kept).await
        {
            look.connection = Some(kept);
            return Ok(answer);
        }
        let mut fresh = db::connect(&self.shared.database_url, SETTINGS).await?;
        let answer = ask(&mut fresh).await?;
        look.connection = Some(fresh);
        Ok(answer)
    }

    /// Does something with the connection that is kept, within [`PATIENCE`]; nothing comes of it if
    /// the database does not answer.
    pub async fn with_connection<T>(
        &self,
        work: impl AsyncFnOnce(&mut AsyncPgConnection) -> anyhow::Result<T>,
    ) -> Option<T> {
        let until = Deadline::now() + PATIENCE;
        let worked = timeout_at(until, async {
            let mut look: MutexGuard<'_, Look> = self.shared.look.lock().await;
            self.ask(&mut look).await?.ok();
            let mut connection = look
                .connection
                .take()
                .ok_or_else(|| anyhow::anyhow!("no connection"))?;
            let done = work(&mut connection).await?;
            look.connection = Some(connection);
            anyhow::Ok(done)
        });
        match worked.await {
            Ok(Ok(done)) => Some(done),
            Ok(Err(error)) => {
                tracing::debug!("the database was asked in vain: {error:#}");
                None
            }
            Err(_) => None,
        }
    }
}

async fn ask(connection: &mut AsyncPgConnection) -> anyhow::Result<Result<(), Unready>> {
    // Here, since atomics have a `load` of their own.
    use diesel_async::RunQueryDsl;
    let mode: Mode = diesel::sql_query(
        "SELECT current_setting('transaction_read_only')::boolean AS is_read_only, \
         to_regclass('__diesel_schema_migrations') IS NOT NULL AS has_schema",
    )
    .get_result(connection)
    .await?;
    if mode.is_read_only {
        return Ok(Err(Unready::ReadOnly));
    }
    if !mode.has_schema || db::missing_migrations(connection).await? > 0 {
        return Ok(Err(Unready::SchemaBehind));
    }
    Ok(Ok(()))
}
