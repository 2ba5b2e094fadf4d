//! A private PostgreSQL as a child process tree, for when there is no other: the server starts one
//! where `DATABASE_URL` is not set, and the tests run against one.
//!
//! It listens on a unix socket only, in a folder that nobody else can enter, and trusts whoever gets
//! there. It is started through `pg_ctl`, which detaches it from the terminal, so that Ctrl-C reaches
//! its owner first. One process owns it, by a lock on a file in the data folder; a database that
//! outlived its owner (`kill -9`) is adopted by the next one.
//!
//! This crate speaks no SQL. A new data folder comes with the database [`DATABASE`] besides
//! `postgres`; further databases are the callers' business. Everything here blocks.
//!
//! ```no_run
//! # fn main() -> Result<(), local_postgres::Error> {
//! let postgres = local_postgres::Options::new(".data/postgres").start()?;
//! println!("DATABASE_URL={}", postgres.url(local_postgres::DATABASE));
//! postgres.stop()
//! # }
//! ```

mod account;
mod binaries;
mod cluster;
mod error;
mod npm;
mod place;
mod postmaster;

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use account::Account;
use binaries::Binaries;
use error::Context;
use place::Place;
use postmaster::Postmaster;

pub use error::Error;

/// The database that a new data folder comes with.
pub const DATABASE: &str = "event_booking";
/// The superuser to connect as.
pub const USER: &str = "event_booking";

/// How long the owner of a data folder may take to bring its server up while others wait for it.
const ATTACH_TIMEOUT: Duration = Duration::from_secs(90);

/// Where and how to run a private PostgreSQL.
#[derive(Debug, Clone)]
pub struct Options {
    data_dir: PathBuf,
    bin_dir: Option<PathBuf>,
    project_dir: Option<PathBuf>,
    durable: bool,
    empty: bool,
}

impl Options {
    /// A server that keeps its data in `data_dir`, which is made when it is missing. Where root's
    /// stand-in cannot reach that folder, a folder below /var/lib/event-booking takes its place.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            bin_dir: None,
            project_dir: None,
            durable: true,
            empty: false,
        }
    }

    /// The folder with initdb, pg_ctl and postgres. Without one they are searched for: below
    /// `node_modules` of the project, the current folder and the folders above the executable, then
    /// on the PATH, then in /usr/lib/postgresql.
    #[must_use]
    pub fn bin_dir(mut self, bin_dir: Option<PathBuf>) -> Self {
        self.bin_dir = bin_dir;
        self
    }

    /// The folder whose `node_modules` may hold the binaries.
    #[must_use]
    pub fn project_dir(mut self, project_dir: impl Into<PathBuf>) -> Self {
        self.project_dir = Some(project_dir.into());
        self
    }

    /// For tests: fast instead of durable, and up to 400 connections. Data that does not survive a
    /// crash of the machine is thrown away and made anew.
    #[must_use]
    pub fn for_tests(mut self) -> Self {
        self.durable = false;
        self
    }

    /// For scratch databases: throws away what is in the data folder before each start.
    #[must_use]
    pub fn empty(mut self) -> Self {
        self.empty = true;
        self
    }

    /// Starts the server, or adopts one that has lost its owner, and owns it from then on.
    ///
    /// # Errors
    /// [`Error::InUse`] when another process owns the data folder; otherwise whatever is in the way.
    pub fn start(&self) -> Result<LocalPostgres, Error> {
        let account = Account::for_this_process()?;
        let place = Place::prepare(&self.data_dir, account)?;
        let lock = take_lock(&place)?;
        self.start_owned(account, place, lock)
    }

    /// Like [`start`](Self::start), but when another process owns the data folder, uses its server
    /// without owning it: stopping it does nothing then.
    ///
    /// # Errors
    /// Whatever is in the way of a start, or [`Error::InUse`] when the owner's server does not come up.
    pub fn attach_or_start(&self) -> Result<LocalPostgres, Error> {
        let account = Account::for_this_process()?;
        let place = Place::prepare(&self.data_dir, account)?;
        let deadline = Instant::now() + ATTACH_TIMEOUT;
        loop {
            let in_use = match take_lock(&place) {
                Ok(lock) => return self.start_owned(account, place, lock),
                Err(in_use @ Error::InUse { .. }) => in_use,
                Err(other) => return Err(other),
            };
            if let Some(sockets) = postmaster::ready_sockets(&place) {
                return Ok(LocalPostgres {
                    owned: None,
                    data_dir: place.dir,
                    log_file: place.log,
                    sockets,
                });
            }
            if Instant::now() > deadline {
                return Err(in_use);
            }
            sleep(Duration::from_millis(50));
        }
    }

    fn start_owned(
        &self,
        account: Account,
        place: Place,
        lock: File,
    ) -> Result<LocalPostgres, Error> {
        let binaries = Binaries::find(
            self.bin_dir.as_deref(),
            self.project_dir.as_deref(),
            account,
        )?;
        let version = binaries.version.clone();
        let postmaster = Postmaster::new(account, binaries, place.clone(), self.durable);
        if self.empty {
            postmaster.stop()?;
            cluster::remove(&place)?;
        }
        let mut started = postmaster.start_or_adopt();
        if started.is_err() && !self.durable {
            postmaster.stop()?;
            cluster::remove(&place)?;
            started = postmaster.start_or_adopt();
        }
        let adopted = started?;
        Ok(LocalPostgres {
            data_dir: place.dir,
            log_file: place.log,
            sockets: place.sockets,
            owned: Some(Owned {
                postmaster,
                version,
                adopted,
                _lock: lock,
            }),
        })
    }
}

/// A running private PostgreSQL. When it is dropped, the server stops if it is ours.
#[derive(Debug)]
pub struct LocalPostgres {
    owned: Option<Owned>,
    data_dir: PathBuf,
    log_file: PathBuf,
    sockets: PathBuf,
}

/// What only the owner has. The lock is released when this goes.
#[derive(Debug)]
struct Owned {
    postmaster: Postmaster,
    version: String,
    adopted: bool,
    _lock: File,
}

impl LocalPostgres {
    /// The URL of one of its databases, as libpq and tokio-postgres understand it: the host is the
    /// percent-encoded folder of the socket. `database` is encoded, too.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let host = percent_encode(self.sockets.as_os_str().as_encoded_bytes());
        let database = percent_encode(database.as_bytes());
        format!("postgresql://{USER}@{host}/{database}")
    }

    /// Where the data lies, which may be another folder than the one that was asked for.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// What the server logs goes here.
    #[must_use]
    pub fn log_file(&self) -> &Path {
        &self.log_file
    }

    /// Do we own the server, so that it ends with us?
    #[must_use]
    pub fn is_owner(&self) -> bool {
        self.owned.is_some()
    }

    /// Was the server running already, left over from an owner that was killed?
    #[must_use]
    pub fn was_adopted(&self) -> bool {
        self.owned.as_ref().is_some_and(|owned| owned.adopted)
    }

    /// The version of the binaries, for example `18.4`, if the server is ours.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.owned.as_ref().map(|owned| owned.version.as_str())
    }

    /// Ends all connections, stops the server and waits for that. Does nothing if it is not ours.
    ///
    /// # Errors
    /// When the server does not stop, not even at once.
    pub fn stop(mut self) -> Result<(), Error> {
        match self.owned.take() {
            Some(owned) => owned.postmaster.stop(),
            None => Ok(()),
        }
    }
}

impl Drop for LocalPostgres {
    fn drop(&mut self) {
        if let Some(owned) = self.owned.take() {
            // Nobody is left to tell; the next start deals with a server that goes on.
            let _ = owned.postmaster.stop();
        }
    }
}

/// Locks the data folder for this process and leaves our process id for others to read.
fn take_lock(place: &Place) -> Result<File, Error> {
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&place.lock)
        .doing("open", &place.lock)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut text = String::new();
            let _ = file.read_to_string(&mut text);
            return Err(Error::InUse {
                data_dir: place.dir.clone(),
                pid: text.trim().parse().ok(),
            });
        }
        Err(TryLockError::Error(error)) => return Err(error).doing("lock", &place.lock),
    }
    file.set_len(0)
        .and_then(|()| file.rewind())
        .and_then(|()| writeln!(file, "{}", std::process::id()))
        .doing("write", &place.lock)?;
    Ok(file)
}

fn percent_encode(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::new();
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
