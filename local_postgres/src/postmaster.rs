//! The server process: started and stopped through pg_ctl, and recognised when it is running already.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

use crate::Error;
use crate::account::Account;
use crate::binaries::Binaries;
use crate::cluster::{self, SETTINGS};
use crate::error::Context;
use crate::place::Place;

/// How long a start (with recovery after a crash) or an orderly stop may take.
const TIMEOUT: Duration = Duration::from_secs(60);
/// How long the children of a killed server may take to notice.
const ORPHANS_TIMEOUT: Duration = Duration::from_secs(10);
/// A log longer than this is put aside at the next start.
const LONG_LOG: u64 = 16 * 1024 * 1024;

/// The server of one data folder, running or not. Whoever has this holds the folder's lock.
#[derive(Debug)]
pub(crate) struct Postmaster {
    account: Account,
    binaries: Binaries,
    place: Place,
    durable: bool,
}

impl Postmaster {
    pub(crate) fn new(account: Account, binaries: Binaries, place: Place, durable: bool) -> Self {
        Self {
            account,
            binaries,
            place,
            durable,
        }
    }

    /// Brings the server up. True if it was running already and could be taken over as it is.
    pub(crate) fn start_or_adopt(&self) -> Result<bool, Error> {
        cluster::ensure(&self.place, &self.binaries, self.account, self.durable)?;
        if let Some(running) = PidFile::of_running(&self.place) {
            if running.status != "stopping" && self.wait_until_adoptable() {
                return Ok(true);
            }
            self.stop()?;
        }
        self.forget_foreign_process()?;
        self.place.make_sockets(self.account)?;
        let settings = self.place.cluster.join(SETTINGS);
        fs::write(&settings, self.settings())
            .and_then(|()| self.account.take_over(&settings))
            .doing("write", &settings)?;
        self.start().inspect_err(|_| {
            // The error matters more than a folder that stays behind.
            let _ = self.place.remove_sockets(self.account);
        })?;
        Ok(false)
    }

    /// Ends the connections and the server, at once if it does not want to in good time.
    pub(crate) fn stop(&self) -> Result<(), Error> {
        if PidFile::of_running(&self.place).is_some() {
            let stopped = self.pg_ctl_stop("fast");
            if stopped.is_err() && PidFile::of_running(&self.place).is_some() {
                self.pg_ctl_stop("immediate")?;
            }
        }
        self.place.remove_sockets(self.account)
    }

    fn pg_ctl_stop(&self, mode: &str) -> Result<(), Error> {
        let mut command = self.pg_ctl("stop");
        command.args(["--mode", mode]);
        cluster::run(&mut command, "pg_ctl stop")
    }

    fn pg_ctl(&self, action: &str) -> Command {
        let mut command = self.account.command(self.binaries.program("pg_ctl"));
        command
            .arg(action)
            .arg("--pgdata")
            .arg(&self.place.cluster)
            .arg("--wait")
            .args(["--timeout", &TIMEOUT.as_secs().to_string()]);
        command
    }

    /// Waits for a running server to be ready. False if it ended instead, or must be started anew
    /// because its settings are others than ours or somebody removed its socket.
    fn wait_until_adoptable(&self) -> bool {
        let settings = fs::read_to_string(self.place.cluster.join(SETTINGS));
        if settings.ok().as_deref() != Some(&self.settings()) {
            return false;
        }
        let deadline = Instant::now() + TIMEOUT;
        while let Some(running) = PidFile::of_running(&self.place) {
            match running.status.as_str() {
                "ready" => return running.has_socket(),
                "stopping" => return false,
                _ if Instant::now() > deadline => return false,
                _ => sleep(Duration::from_millis(50)),
            }
        }
        false
    }

    /// After a reboot the process id in `postmaster.pid` may be that of any process, and PostgreSQL
    /// would take it for its predecessor. The lock on the folder tells us that it is not.
    fn forget_foreign_process(&self) -> Result<(), Error> {
        let path = self.place.cluster.join("postmaster.pid");
        match PidFile::read(&self.place) {
            Some(file) if file.process_exists() => fs::remove_file(&path).doing("remove", &path),
            _ => Ok(()),
        }
    }

    fn start(&self) -> Result<(), Error> {
        let deadline = Instant::now() + ORPHANS_TIMEOUT;
        loop {
            let log_start = self.prepare_log().doing("write", &self.place.log)?;
            let mut command = self.pg_ctl("start");
            command.arg("--silent").arg("--log").arg(&self.place.log);
            let Err(error) = cluster::run(&mut command, "pg_ctl start") else {
                return Ok(());
            };
            let said = self.log_from(log_start);
            let orphans = said.contains("shared memory block") || said.contains("is still in use");
            if orphans && Instant::now() < deadline {
                sleep(Duration::from_millis(200));
                continue;
            }
            if said.is_empty() {
                return Err(error);
            }
            return Err(Error::Start {
                log_file: self.place.log.clone(),
                log_tail: said,
            });
        }
    }

    /// Makes sure that the server may write its log, and returns how long that is already.
    fn prepare_log(&self) -> std::io::Result<u64> {
        let log = &self.place.log;
        if fs::metadata(log).is_ok_and(|meta| meta.len() > LONG_LOG) {
            fs::rename(log, log.with_extension("log.1"))?;
        }
        let file = File::options().create(true).append(true).open(log)?;
        self.account.take_over(log)?;
        Ok(file.metadata()?.len())
    }

    /// At most the last 40 lines of what was logged after `start`.
    fn log_from(&self, start: u64) -> String {
        let mut bytes = Vec::new();
        let _ = File::open(&self.place.log).and_then(|mut file| {
            file.seek(SeekFrom::Start(start))?;
            file.read_to_end(&mut bytes)
        });
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }

    fn settings(&self) -> String {
        let sockets = self.place.sockets.display();
        let mut settings = format!(
            "# Written by the program that owns this server, before each start.\n\
             listen_addresses = ''\n\
             port = 5432\n\
             unix_socket_directories = '{sockets}'\n\
             unix_socket_permissions = 0700\n\
             timezone = 'UTC'\n\
             log_timezone = 'UTC'\n"
        );
        settings.push_str(if self.durable {
            "max_connections = 200\n"
        } else {
            "max_connections = 400\n\
             fsync = off\n\
             synchronous_commit = off\n\
             full_page_writes = off\n\
             wal_level = minimal\n\
             max_wal_senders = 0\n\
             checkpoint_timeout = 30min\n\
             max_wal_size = 2GB\n"
        });
        settings
    }
}

/// The folder with the socket of a server that takes connections, whoever owns it.
pub(crate) fn ready_sockets(place: &Place) -> Option<PathBuf> {
    PidFile::of_running(place)
        .filter(|file| file.status == "ready" && file.has_socket())
        .map(|file| file.sockets)
}

/// What PostgreSQL writes into `postmaster.pid`.
#[derive(Debug)]
struct PidFile {
    pid: Pid,
    cluster: PathBuf,
    sockets: PathBuf,
    /// `starting`, `ready`, `stopping` or `standby`; empty in the first moments.
    status: String,
}

impl PidFile {
    fn read(place: &Place) -> Option<Self> {
        let text = fs::read_to_string(place.cluster.join("postmaster.pid")).ok()?;
        Self::parse(&text)
    }

    /// The lines are: process id, data directory, start time, port, socket directory, address,
    /// shared memory key, status. The last ones come a little later than the first.
    fn parse(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let line = |number: usize| lines.get(number).copied().unwrap_or_default();
        Some(Self {
            pid: Pid::from_raw(line(0).parse().ok().filter(|pid| *pid > 0)?)?,
            cluster: PathBuf::from(line(1)),
            sockets: PathBuf::from(line(4)),
            status: line(7).to_owned(),
        })
    }

    /// The file of a process that exists and really is this folder's server.
    fn of_running(place: &Place) -> Option<Self> {
        let file = Self::read(place)?;
        (file.cluster == place.cluster
            && file.process_exists()
            && command_line(file.pid).is_some_and(|line| is_server_of(&line, &place.cluster)))
        .then_some(file)
    }

    fn process_exists(&self) -> bool {
        matches!(test_kill_process(self.pid), Ok(()) | Err(Errno::PERM))
    }

    fn has_socket(&self) -> bool {
        self.sockets.join(".s.PGSQL.5432").exists()
    }
}

/// The words of a process's command line, separated by zero bytes or blanks.
fn command_line(pid: Pid) -> Option<Vec<u8>> {
    let pid = pid.as_raw_nonzero().to_string();
    if Path::new("/proc/self/cmdline").exists() {
        return fs::read(format!("/proc/{pid}/cmdline")).ok();
    }
    let output = Command::new("ps")
        .args(["-o", "command=", "-p", &pid])
        .output();
    output.ok().map(|output| output.stdout)
}

/// pg_ctl starts the server as `…/postgres -D <folder>`.
fn is_server_of(command_line: &[u8], cluster: &Path) -> bool {
    let text = String::from_utf8_lossy(command_line).replace('\0', " ") + " ";
    text.contains("postgres") && text.contains(&format!("-D {} ", cluster.display()))
}

#[cfg(test)]
mod tests {
    use super::{PidFile, is_server_of};
    use std::path::Path;

    #[test]
    fn a_pid_file_is_understood_in_all_its_stages() {
        let text = "4711\n/data/cluster\n1700000000\n5432\n/tmp/s\n\n  5432001   7\nready   \n";
        let file = PidFile::parse(text).unwrap();
        assert_eq!(file.pid.as_raw_nonzero().get(), 4711);
        assert_eq!(file.sockets, Path::new("/tmp/s"));
        assert_eq!(file.status, "ready");
        assert_eq!(PidFile::parse("4711\n/data/cluster\n").unwrap().status, "");
        assert!(PidFile::parse("").is_none());
        assert!(PidFile::parse("-4711\n").is_none());
    }

    #[test]
    fn only_the_server_of_this_folder_counts() {
        let cluster = Path::new("/data/cluster");
        assert!(is_server_of(
            b"/usr/bin/postgres\0-D\0/data/cluster\0",
            cluster
        ));
        assert!(!is_server_of(
            b"/usr/bin/postgres\0-D\0/other/cluster\0",
            cluster
        ));
        assert!(!is_server_of(
            b"/usr/bin/postgres\0-D\0/data/cluster2\0",
            cluster
        ));
        assert!(!is_server_of(b"vim\0/data/cluster\0", cluster));
    }
}
