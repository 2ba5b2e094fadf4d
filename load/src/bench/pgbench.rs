//! PostgreSQL's own benchmark, with the statements that the server sends for one booking.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, bail, ensure};

/// The transaction of a booking; see the head of the file.
const SCRIPT: &str = include_str!("booking.sql");

/// Where Debian and Ubuntu put PostgreSQL's programs.
const DEBIAN: &str = "/usr/lib/postgresql";

/// A pgbench on this machine, and the script that it runs.
pub struct Pgbench {
    program: PathBuf,
    script: tempfile::NamedTempFile,
    database_url: String,
}

/// Which bookings a run makes: of the event `first_event` and those after it.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// People, from the second on.
    pub people: usize,
    /// The number of the first event.
    pub first_event: usize,
    /// How many events there are.
    pub events: usize,
}

impl Pgbench {
    /// Finds the program.
    pub fn find(database_url: &str) -> anyhow::Result<Self> {
        let program = on_path().or_else(in_debian).context(
            "pgbench is not there: install PostgreSQL's programs (Debian and Ubuntu: apt install postgresql)",
        )?;
        let script = tempfile::NamedTempFile::new()?;
        std::fs::write(script.path(), SCRIPT)?;
        Ok(Self {
            program,
            script,
            database_url: database_url.to_owned(),
        })
    }

    /// Books for so long, over so many connections; returns the bookings per second.
    pub async fn run(
        &self,
        load: Load,
        connections: usize,
        duration: Duration,
    ) -> anyhow::Result<f64> {
        let mut command = Command::new(&self.program);
        command
            .args(["--no-vacuum", "--protocol=prepared", "--jobs=2"])
            .arg(format!("--client={connections}"))
            .arg(format!("--time={}", duration.as_secs()))
            .arg("--file")
            .arg(self.script.path());
        for (name, value) in [
            ("i", 0),
            ("clients", connections),
            ("people", load.people),
            ("first_event", load.first_event),
            ("events", load.events),
        ] {
            command.arg(format!("--define={name}={value}"));
        }
        command.arg(&self.database_url);
        let output = tokio::task::spawn_blocking(move || command.output()).await??;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            bail!("pgbench: {}", String::from_utf8_lossy(&output.stderr));
        }
        ensure!(
            text.contains("number of failed transactions: 0"),
            "pgbench: {text}"
        );
        let tps = text
            .lines()
            .find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        tps.with_context(|| format!("pgbench tells no rate: {text}"))
    }
}

fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join("pgbench"))
        .find(|file| file.is_file())
}

/// The newest.
fn in_debian() -> Option<PathBuf> {
    let folders = std::fs::read_dir(Path::new(DEBIAN)).ok()?;
    folders
        .flatten()
        .map(|folder| folder.path())
        .filter(|folder| folder.join("bin/pgbench").is_file())
        .max_by_key(|folder| {
            let version = folder.file_name().and_then(OsStr::to_str);
            version.and_then(|version| version.parse::<u32>().ok())
        })
        .map(|folder| folder.join("bin/pgbench"))
}
