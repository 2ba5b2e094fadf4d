//! The data directory itself: made once and in one step, and only used by the version that made it.

use std::fs::{self, DirBuilder, File};
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::process::{Command, Stdio};

use crate::account::Account;
use crate::binaries::Binaries;
use crate::error::Context;
use crate::place::Place;
use crate::{DATABASE, Error, USER};

/// Written anew before each start, and included by `postgresql.conf`.
pub(crate) const SETTINGS: &str = "local_postgres.conf";

/// Makes the data directory if there is none. A kill in the middle leaves at most a folder with
/// another name, which the next attempt removes.
pub(crate) fn ensure(
    place: &Place,
    binaries: &Binaries,
    account: Account,
    durable: bool,
) -> Result<(), Error> {
    let version_file = place.cluster.join("PG_VERSION");
    if version_file.exists() {
        let version = fs::read_to_string(&version_file).doing("read", &version_file)?;
        return check_version(version.trim(), place, binaries);
    }
    if place.staging.exists() {
        fs::remove_dir_all(&place.staging).doing("remove", &place.staging)?;
    }
    DirBuilder::new()
        .mode(0o700)
        .create(&place.staging)
        .and_then(|()| account.take_over(&place.staging))
        .doing("create the folder", &place.staging)?;
    initdb(place, binaries, account, durable)?;
    create_database(place, binaries, account)?;
    if durable {
        File::open(&place.dir)
            .and_then(|dir| dir.sync_all())
            .doing("write", &place.dir)?;
    }
    fs::rename(&place.staging, &place.cluster).doing("create", &place.cluster)
}

/// Throws the data away, if there is any.
pub(crate) fn remove(place: &Place) -> Result<(), Error> {
    if !place.cluster.exists() {
        return Ok(());
    }
    fs::remove_dir_all(&place.cluster).doing("remove", &place.cluster)
}

fn check_version(data_version: &str, place: &Place, binaries: &Binaries) -> Result<(), Error> {
    if data_version == binaries.major.to_string() {
        return Ok(());
    }
    Err(Error::VersionMismatch {
        cluster: place.cluster.clone(),
        data_version: data_version.to_owned(),
        bin_dir: binaries.dir.clone(),
        binaries_version: binaries.major,
    })
}

fn initdb(
    place: &Place,
    binaries: &Binaries,
    account: Account,
    durable: bool,
) -> Result<(), Error> {
    let mut command = account.command(binaries.program("initdb"));
    command
        .arg("--pgdata")
        .arg(&place.staging)
        .args(["--username", USER])
        .args(["--auth", "trust", "--encoding", "UTF8", "--no-instructions"]);
    if binaries.major >= 17 {
        // Comes with PostgreSQL itself, so that sorting does not change with the system.
        command.args([
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
        ]);
    } else {
        command.arg("--locale=C.UTF-8");
    }
    if !durable {
        command.arg("--no-sync");
    }
    run(&mut command, "initdb")?;

    let main = place.staging.join("postgresql.conf");
    File::options()
        .append(true)
        .open(&main)
        .and_then(|mut file| writeln!(file, "\ninclude_if_exists = '{SETTINGS}'"))
        .doing("write", &main)
}

/// Creates the application's database without a running server.
fn create_database(place: &Place, binaries: &Binaries, account: Account) -> Result<(), Error> {
    let mut child = account
        .command(binaries.program("postgres"))
        .args(["--single", "-j", "-D"])
        .arg(&place.staging)
        .arg("postgres")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .doing("run postgres in", &place.staging)?;
    if let Some(mut input) = child.stdin.take() {
        // If it ended early, its output says why.
        let _ = write!(input, "CREATE DATABASE {DATABASE};\n\n");
    }
    let output = child
        .wait_with_output()
        .doing("run postgres in", &place.staging)?;
    let said = text(&output);
    // In this mode an error does not show in the exit code.
    if output.status.success() && !said.contains("ERROR:") {
        return Ok(());
    }
    Err(Error::Command {
        program: "postgres --single".to_owned(),
        status: output.status.to_string(),
        output: said,
    })
}

/// Runs one of the programs to its end; what it printed is in the error.
pub(crate) fn run(command: &mut Command, program: &str) -> Result<(), Error> {
    let failed = |status: String, output| Error::Command {
        program: program.to_owned(),
        status,
        output,
    };
    match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(failed(output.status.to_string(), text(&output))),
        Err(error) => Err(failed(error.to_string(), String::new())),
    }
}

fn text(output: &std::process::Output) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    format!("{}\n{}", stdout.trim(), stderr.trim())
        .trim()
        .to_owned()
}
