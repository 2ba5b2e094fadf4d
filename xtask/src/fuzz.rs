//! `cargo xtask fuzz`: schemathesis makes up requests from openapi.yaml, as everybody who can ask,
//! and holds the answers against it. What it must know is in `contract/`.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::postgres::with_scratch_database;
use crate::project::Project;
use crate::run::run;
use crate::served::Served;
use crate::{python, server};

/// Who asks: the names of `ROLES` in `contract/hooks.py`.
pub const ROLES: [&str; 4] = ["guest", "user", "creator", "admin"];

/// How much is tried in the tests: the same each time, little of everything.
pub const BOUNDED: [&str; 4] = ["--max-examples", "8", "--seed", "7"];

/// What is tried where nobody says how much.
const USUAL: [&str; 2] = ["--max-examples", "100"];

/// What came of the requests of one role.
pub struct Findings {
    /// Operations without complaints.
    pub sound: u64,
    /// Complaints, each counted once.
    pub complaints: u64,
}

/// Builds the server and tries it out as everybody.
pub fn fuzz(project: &Project, arguments: &[OsString]) -> Result<()> {
    server::build(project)?;
    let usual = USUAL.map(OsString::from);
    let arguments = match arguments {
        [] => usual.as_slice(),
        arguments => arguments,
    };
    let mut complaints = 0;
    for role in ROLES {
        println!("\n-> As {role}");
        complaints += try_out(project, role, arguments, true)?.complaints;
    }
    ensure!(complaints == 0, "{complaints} complaints");
    Ok(())
}

/// Tries out the release build, on a database of its own, as one role.
pub fn try_out(
    project: &Project,
    role: &str,
    arguments: &[OsString],
    stream: bool,
) -> Result<Findings> {
    let program = python::SCHEMATHESIS.ensure(project)?;
    let report = project.target.join(format!("xtask/fuzz-{role}.json"));
    if report.exists() {
        fs::remove_file(&report)?;
    }
    with_scratch_database(project, |url| {
        let name = format!("fuzz-{role}");
        let served = Served::start(project, &name, url)?;
        let mut command = project.command(program);
        command
            .args(["--config-file", "contract/schemathesis.toml"])
            .args(["run", "openapi.yaml", "--url", &served.url])
            .args(["--report", "json", "--report-json-path"])
            .arg(&report)
            .args(arguments)
            .env("ROLE", role)
            .env("SERVER", &served.url)
            // Nothing of it stays in the checkout.
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env(
                "HYPOTHESIS_STORAGE_DIRECTORY",
                project.target.join("xtask/hypothesis"),
            );
        let finished = run(project, &name, command, stream)?;
        let findings = Findings::read(&report, finished.success)?;
        if findings.complaints > 0 {
            finished.show_tail();
        }
        Ok(findings)
    })
}

impl Findings {
    fn read(report: &Path, success: bool) -> Result<Self> {
        #[derive(Deserialize)]
        struct Report {
            complete: bool,
            operations: Operations,
            failures: Vec<Failure>,
            errors: Vec<serde_json::Value>,
        }
        #[derive(Deserialize)]
        struct Operations {
            tested: u64,
        }
        #[derive(Deserialize)]
        struct Failure {
            count: u64,
        }
        let text = fs::read_to_string(report).context("schemathesis left no report")?;
        let report: Report = serde_json::from_str(&text)?;
        let failures: u64 = report.failures.iter().map(|failure| failure.count).sum();
        let mut complaints = failures + report.errors.len() as u64;
        if complaints == 0 && !(success && report.complete && report.operations.tested > 0) {
            complaints = 1;
        }
        Ok(Self {
            sound: report.operations.tested.saturating_sub(complaints),
            complaints,
        })
    }
}
