//! The server under load: programs of the crate `load`, all in release builds, against the tests'
//! PostgreSQL or, where time is measured, one that does not lose what it has said.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Result, bail, ensure};

use crate::postgres::{TestDatabase, bring_programs, with_durable_server};
use crate::project::Project;
use crate::run::{must, run};
use crate::{python, server, start};

/// A storm of bookings, unless another one is named.
pub fn storm(project: &Project, what: Option<&str>, arguments: &[OsString]) -> Result<()> {
    match what {
        None | Some("bookings") => storm_of_bookings(project, arguments),
        Some("chat") => storm_in_chat(project, arguments),
        Some(other) => bail!("there is no storm of `{other}`"),
    }
}

/// A large storm, and then one on unguarded places, which must be noticed.
fn storm_of_bookings(project: &Project, arguments: &[OsString]) -> Result<()> {
    server::build(project)?;
    let storm = build(project, "storm", "")?;
    let unguarded = build(project, "event-booking-unguarded", "unguarded")?;
    let database = TestDatabase::start(project)?;
    for (title, server, expected) in [
        ("A storm", project.server(), None),
        (
            "A storm on unguarded places, which it must notice",
            unguarded,
            Some("--expect-overselling"),
        ),
    ] {
        println!("\n-> {title}");
        let mut command = project.command(&storm);
        command
            .args(arguments)
            .args(expected)
            .arg("--server")
            .arg(server)
            .env("TEST_DATABASE_URL", database.url());
        let finished = run(project, "storm", command, true)?;
        ensure!(finished.success, "the storm did not end as it should");
    }
    database.stop()
}

fn storm_in_chat(project: &Project, arguments: &[OsString]) -> Result<()> {
    server::build(project)?;
    let mut command = project.command(build(project, "chat-storm", "")?);
    let database = TestDatabase::start(project)?;
    command
        .args(arguments)
        .arg("--server")
        .arg(project.server())
        .env("NATS_SERVER", python::nats_server(project)?)
        .env("TEST_DATABASE_URL", database.url());
    let finished = run(project, "chat-storm", command, true)?;
    ensure!(finished.success, "the storm did not end as it should");
    database.stop()
}

/// Lets everything fail, or what is named, while both storms blow. It brings a PostgreSQL of its own,
/// which it kills.
pub fn chaos(project: &Project, what: Option<String>, arguments: &[OsString]) -> Result<()> {
    server::build(project)?;
    bring_programs(project)?;
    let mut command = project.command(build(project, "chaos", "")?);
    command
        .args(&what)
        .args(arguments)
        .arg("--server")
        .arg(project.server())
        .arg("--logs")
        .arg(project.target.join("chaos"))
        .env("NATS_SERVER", python::nats_server(project)?);
    let finished = run(project, "chaos", command, true)?;
    ensure!(finished.success, "the chaos did not end as it should");
    Ok(())
}

/// Measures, and prints tables.
pub fn bench(project: &Project, what: Option<String>, arguments: &[OsString]) -> Result<()> {
    match what {
        // What a first visit loads is in the table, too.
        None => start::build(project)?,
        Some(_) => server::build(project)?,
    }
    let bench = build(project, "bench", "")?;
    let floor = build(project, "floor", "")?;
    with_durable_server(project, |url| {
        let mut command = project.command(&bench);
        command
            .args(&what)
            .args(arguments)
            .arg("--server")
            .arg(project.server())
            .arg("--floor")
            .arg(&floor)
            .env("TEST_DATABASE_URL", url);
        let finished = run(project, "bench", command, true)?;
        ensure!(
            finished.success,
            "the benchmarks did not end as they should"
        );
        Ok(())
    })
}

/// A release build of a program of the crate `load`.
fn build(project: &Project, program: &str, features: &str) -> Result<PathBuf> {
    let mut cargo = project.cargo(&[
        "build",
        "--release",
        "-p",
        "load",
        "--bin",
        program,
        "--features",
        features,
    ]);
    server::name_page(project, &mut cargo);
    must(project, &format!("cargo build of {program}"), cargo)?;
    Ok(project.target.join("release").join(program))
}
