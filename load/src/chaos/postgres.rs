//! A PostgreSQL of our own that can be killed, frozen, and started again.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use local_postgres::{LocalPostgres, Options};
use rustix::process::{Pid, Signal, kill_process};
use tokio::task::block_in_place;

/// A server that keeps its data wherever it is killed; stopped when it is dropped.
pub struct Postgres {
    options: Options,
    running: Option<LocalPostgres>,
    /// The URL of the database `postgres`.
    url: String,
    cluster: PathBuf,
}

impl Postgres {
    /// Starts one in this folder.
    pub fn start(folder: &Path) -> anyhow::Result<Self> {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
        let options = Options::new(folder)
            .bin_dir(std::env::var_os("POSTGRES_BIN_DIR").map(Into::into))
            .project_dir(project.context("the project has a folder")?);
        let running = block_in_place(|| options.start())?;
        Ok(Self {
            url: running.url("postgres"),
            cluster: running.data_dir().join("cluster"),
            options,
            running: Some(running),
        })
    }

    /// The URL of one of its databases.
    pub fn url(&self, database: &str) -> String {
        match self.url.rsplit_once('/') {
            Some((server, _)) => format!("{server}/{database}"),
            None => database.to_owned(),
        }
    }

    /// Where the data lies.
    pub fn folder(&self) -> Option<&Path> {
        self.cluster.parent()
    }

    /// The unix socket.
    pub fn socket(&self) -> anyhow::Result<PathBuf> {
        let text = fs::read_to_string(self.cluster.join("postmaster.pid"))?;
        let folder = text.lines().nth(4).context("no folder of sockets")?;
        Ok(Path::new(folder).join(".s.PGSQL.5432"))
    }

    /// Whether its first process is there.
    pub fn is_running(&self) -> bool {
        self.postmaster().is_some_and(|pid| state(pid).is_some())
    }

    /// Ends all of its processes as a power cut would.
    pub fn kill(&mut self) {
        // It cannot start new ones meanwhile.
        self.signal(Signal::STOP);
        self.signal(Signal::KILL);
    }

    /// None of its processes does anything any more.
    pub fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    /// They go on.
    pub fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    /// Starts it with the data that it left behind.
    pub fn start_again(&mut self) -> anyhow::Result<()> {
        block_in_place(|| {
            // Gives the folder free.
            drop(self.running.take());
            self.running = Some(self.options.start()?);
            Ok(())
        })
    }

    /// The first process comes first, so that it does not replace the others.
    fn signal(&self, signal: Signal) {
        let Some(postmaster) = self.postmaster() else {
            return;
        };
        for pid in std::iter::once(postmaster).chain(children_of(postmaster)) {
            // It may have ended already.
            let _ = kill_process(pid, signal);
        }
    }

    fn postmaster(&self) -> Option<Pid> {
        let text = fs::read_to_string(self.cluster.join("postmaster.pid")).ok()?;
        Pid::from_raw(text.lines().next()?.trim().parse().ok()?)
    }
}

/// The parent of a process that has not ended.
fn state(pid: Pid) -> Option<i32> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).ok()?;
    // After the name, which may hold anything, come the state and the parent.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace();
    let is_alive = !matches!(fields.next(), Some("Z" | "X"));
    fields.next()?.parse().ok().filter(|_| is_alive)
}

fn children_of(parent: Pid) -> Vec<Pid> {
    let parent = parent.as_raw_nonzero().get();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter_map(Pid::from_raw)
        .filter(|pid| state(*pid) == Some(parent))
        .collect()
}
