//! The storm: many people do everything at once on two servers, of which one after the other is
//! killed; then a judge holds what they were told against what stands in the database.
//!
//! The judge explains every answer ([`explain`]) by a small machine ([`machine`]) that says what the
//! server promises. During the storm a watch looks at the places all the time, because somebody who
//! gives a place back hides that it was one too many.

mod actor;
mod board;
mod crowd;
mod documented;
pub mod explain;
pub mod history;
pub mod judge;
pub mod machine;
mod report;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::ensure;
use clap::Parser;
use diesel_async::AsyncPgConnection;

use self::board::Board;
pub use self::crowd::{Crowd, Scene, Temper};
use self::documented::Documented;
use self::history::{Diary, Told};
use self::judge::{Found, judge};
use self::report::LOST;
pub use self::report::Report;
use crate::database::Database;
use crate::people::{self, Person};
use crate::queries::{self, Wrong};
use crate::seconds;
use crate::server::{Server, Settings};

/// Connections of each server to the database.
const CONNECTIONS: usize = 8;
/// How often the watch looks.
const WATCH_EVERY: Duration = Duration::from_millis(50);
/// How long the database may take to notice that the servers are dead.
const QUIET_WITHIN: Duration = Duration::from_secs(40);

/// Let many people do everything at once on two servers, kill the servers meanwhile, and judge
/// whether what people were told is what happened.
#[derive(Debug, Clone, Parser)]
pub struct Options {
    /// People who act at once
    #[arg(long, default_value_t = 400)]
    pub clients: usize,
    /// How long they act
    #[arg(long = "seconds", value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub duration: Duration,
    /// Events at a time
    #[arg(long, default_value_t = 40)]
    pub events: usize,
    /// The server's program
    #[arg(long)]
    pub server: PathBuf,
    /// Succeed only if an event was oversold: the program's places are unguarded
    #[arg(long)]
    pub expect_overselling: bool,
    /// Any database of the PostgreSQL in which the storm makes its own
    #[arg(long, env = "TEST_DATABASE_URL", hide_env_values = true)]
    pub database_url: String,
    // The same dice do not make the same storm: who comes first is up to the machine.
    /// What the dice are thrown with
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// What all clients share.
pub struct Storm {
    seed: u64,
    people: Vec<Person>,
    addresses: Vec<String>,
    board: Board,
    documented: Documented,
    started: Instant,
    is_over: AtomicBool,
    counts: Mutex<Counts>,
    temper: Temper,
}

/// How often each operation had each outcome.
pub type Counts = BTreeMap<(&'static str, String), u64>;

impl Storm {
    /// How long it has lasted.
    pub fn now(&self) -> Duration {
        self.started.elapsed()
    }

    fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Relaxed)
    }

    fn end(&self) {
        self.is_over.store(true, Ordering::Relaxed);
    }

    fn count(&self, operation: &'static str, told: &Told) {
        let mut outcome = told.status.to_string();
        if let Some(kind) = told.problem {
            outcome = format!("{outcome} {}", kind.slug());
        }
        if told.replayed {
            outcome.push_str(" (again)");
        }
        self.add(operation, outcome);
    }

    fn count_lost(&self, operation: &'static str) {
        self.add(operation, LOST.to_owned());
    }

    fn add(&self, operation: &'static str, outcome: String) {
        *self.counts().entry((operation, outcome)).or_default() += 1;
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets the storm rage, and judges it.
pub async fn run(options: &Options) -> anyhow::Result<Report> {
    ensure!(
        options.clients >= 2 && (1..=options.clients).contains(&options.events),
        "each event belongs to a client, and at least one other visits it"
    );
    let database = Database::create(&options.database_url, "storm").await?;
    let report = rage(options, &database).await;
    database.remove().await?;
    report
}

async fn rage(options: &Options, database: &Database) -> anyhow::Result<Report> {
    let settings = Settings::new(&database.url, CONNECTIONS)?;
    let mut conn = database.connect().await?;
    if options.expect_overselling {
        queries::drop_places_check(&mut conn).await?;
    }
    let mut servers = [
        Server::start(options.server.clone(), &settings).await?,
        Server::start(options.server.clone(), &settings).await?,
    ];
    let crowd = Crowd::gather(Scene {
        people: people::settle(&mut conn, &settings.signer()?, options.clients).await?,
        addresses: servers
            .iter()
            .map(|server| server.address.clone())
            .collect(),
        events: options.events,
        seed: options.seed,
        temper: Temper::Eager,
    })?;
    let storm = crowd.storm().clone();
    let watch = tokio::spawn(watch(
        storm.clone(),
        database.connect().await?,
        options.clone(),
    ));
    let kills = kill_and_restart(&storm, &mut servers, options.duration).await;
    let diaries = crowd.disperse().await;
    let elapsed = storm.now();
    let wrong = watch.await??;
    drop(servers);
    let found = findings(&mut conn).await?;
    let verdict = judge(&storm.people, &diaries, &found);
    Ok(Report {
        elapsed,
        clients: options.clients,
        created: diaries
            .iter()
            .map(|diary: &Diary| diary.created.len())
            .sum(),
        kills: kills?,
        counts: storm.counts().clone(),
        wrong,
        verdict,
        expect_overselling: options.expect_overselling,
    })
}

/// Kills one server after a third of the time and the other after two thirds; each comes back.
async fn kill_and_restart(
    storm: &Storm,
    servers: &mut [Server; 2],
    duration: Duration,
) -> anyhow::Result<usize> {
    let mut kills = 0;
    for server in servers {
        wait_until(storm, duration * (kills + 1) / 3).await;
        if storm.is_over() {
            return Ok(kills as usize);
        }
        server.restart().await?;
        kills += 1;
    }
    wait_until(storm, duration).await;
    Ok(kills as usize)
}

/// Waits for an instant of the storm, or its end.
async fn wait_until(storm: &Storm, instant: Duration) {
    while !storm.is_over() && storm.now() < instant {
        tokio::time::sleep(WATCH_EVERY).await;
    }
}

/// Looks at the places all the time. What has been found once is enough for the positive control.
async fn watch(
    storm: Arc<Storm>,
    mut conn: AsyncPgConnection,
    options: Options,
) -> anyhow::Result<Wrong> {
    let mut most = Wrong::default();
    while !storm.is_over() {
        let wrong = queries::wrong_events(&mut conn).await?;
        most.oversold = most.oversold.max(wrong.oversold);
        most.miscounted = most.miscounted.max(wrong.miscounted);
        if options.expect_overselling && most.oversold > 0 {
            storm.end();
        }
        tokio::time::sleep(WATCH_EVERY).await;
    }
    Ok(most)
}

/// What stands in the database when nobody writes any more.
async fn findings(conn: &mut AsyncPgConnection) -> anyhow::Result<Found> {
    wait_until_alone(conn).await?;
    Ok(Found {
        events: queries::events(conn).await?,
        bookings: queries::bookings(conn).await?,
        mails: queries::mails(conn).await?,
    })
}

/// Until the database has noticed that the servers are dead.
pub async fn wait_until_alone(conn: &mut AsyncPgConnection) -> anyhow::Result<()> {
    let started = Instant::now();
    while queries::other_connections(conn).await? > 0 {
        ensure!(
            started.elapsed() < QUIET_WITHIN,
            "the database does not notice that the servers are dead"
        );
        tokio::time::sleep(WATCH_EVERY).await;
    }
    Ok(())
}
