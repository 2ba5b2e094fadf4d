//! Backups: all that the database holds, in one file that this program brings back.
//!
//! A backup is a tar archive inside zstd. It begins with `manifest.json`, which says what it is
//! of; then come the rows of every table as COPY writes them, in parts of a few megabytes
//! (`tables/<table>/<number>`); it ends with `seal.json`: how many rows there must be, and the
//! SHA-256 of every part. What has no seal is not complete. All rows are of one instant, though
//! servers go on writing, and what is read or written needs no more memory than a few parts.
//!
//! A restore is one transaction: the schema that the backup was made of, its rows, the migrations
//! that came later. Whatever goes wrong before its end leaves the database as it was.

mod archive;
mod catalog;
mod migrations;
mod restore;
mod write;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tokio_postgres::{Client, NoTls};

use self::catalog::{Sequence, Table};
pub use self::migrations::versions as migrations;
pub use self::restore::{Consent, check, restore};
pub use self::write::write;

/// Which form a backup has. A program reads its own and all earlier ones.
const FORMAT: u32 = 1;

const MANIFEST: &str = "manifest.json";
const SEAL: &str = "seal.json";

/// What a session has that reads or writes all there is: values look the same everywhere, rows come
/// in the same order each time, and nothing ends it but its own end.
const SETTINGS: &str = "SET client_encoding = 'UTF8'; SET datestyle = 'ISO, YMD'; \
    SET intervalstyle = 'postgres'; SET timezone = 'UTC'; SET bytea_output = 'hex'; \
    SET extra_float_digits = 1; SET synchronize_seqscans = off; SET statement_timeout = 0; \
    SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; \
    SET client_min_messages = warning";

/// Where a backup is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a file.
    File(PathBuf),
    /// In what this process reads or writes.
    Stream,
}

impl From<&Path> for Place {
    fn from(path: &Path) -> Self {
        match path.as_os_str() == "-" {
            true => Self::Stream,
            false => Self::File(path.to_owned()),
        }
    }
}

/// What a backup is of. Its first part.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Manifest {
    format: u32,
    /// The version of the program that made it.
    program: String,
    created_at: DateTime<Utc>,
    /// The versions of the migrations that had run.
    migrations: Vec<String>,
    /// In an order in which each row finds those that it refers to.
    tables: Vec<Table>,
    sequences: Vec<Sequence>,
}

/// That a backup is complete, and how to tell whether it is undamaged. Its last part.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seal {
    /// Rows of each table.
    rows: BTreeMap<String, u64>,
    /// The SHA-256 of each part, in hexadecimal digits.
    sha256: BTreeMap<String, String>,
}

/// What was written or read.
#[derive(Debug, PartialEq, Eq)]
pub struct Summary {
    /// When the backup was made.
    pub created_at: DateTime<Utc>,
    /// The version of the program that made it.
    pub program: String,
    /// Rows of each table.
    pub rows: BTreeMap<String, u64>,
}

impl Summary {
    fn of(manifest: Manifest, seal: Seal) -> Self {
        Self {
            created_at: manifest.created_at,
            program: manifest.program,
            rows: seal.rows,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |table: &str| self.rows.get(table).copied().unwrap_or_default();
        write!(
            f,
            "{} people, {} events, {} bookings, {} messages; {} rows in {} tables",
            of("users"),
            of("events"),
            of("bookings"),
            of("messages"),
            self.rows.values().sum::<u64>(),
            self.rows.len()
        )
    }
}

/// A connection of our own; it ends with the client.
async fn connect(url: &str) -> anyhow::Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls)
        .await
        .context("cannot connect to the database")?;
    tokio::spawn(connection);
    client.batch_execute(SETTINGS).await?;
    Ok(client)
}
