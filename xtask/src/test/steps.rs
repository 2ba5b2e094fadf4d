//! The steps of `cargo xtask test`, cheap ones first.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Session;
use super::counts::{Counts, failures_of_cargo_test};
use crate::generated::{self, Server};
use crate::postgres::bring_programs;
use crate::project::Project;
use crate::run::{Interrupted, must, run};
use crate::tools::{self, Tools};
use crate::{browser, contract, fuzz, node, page, python, rust, server};

/// One step.
pub struct Step {
    /// What `--only` calls it.
    pub name: &'static str,
    /// What it checks.
    pub about: &'static str,
    /// Earlier steps that must have passed.
    pub needs: &'static [&'static str],
    /// Does it. An error counts as one failed check.
    pub run: fn(&mut Session) -> Result<Counts>,
}

/// All of them, in the order in which they run.
pub const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        about: "the code is formatted",
        needs: &[],
        run: fmt,
    },
    Step {
        name: "clippy",
        about: "the linter has no complaints, neither for the server nor for the browser",
        needs: &[],
        run: clippy,
    },
    Step {
        name: "unit",
        about: "unit, property, documentation and API tests, against a real PostgreSQL",
        needs: &[],
        run: unit,
    },
    Step {
        name: "deny",
        about: "dependencies have the licences, the origins and the versions that deny.toml allows",
        needs: &[],
        run: deny,
    },
    Step {
        name: "page-unit",
        about: "the page's own logic, on this machine",
        needs: &[],
        run: page_unit,
    },
    Step {
        name: "page",
        about: "the page builds for the browser",
        needs: &[],
        run: build_page,
    },
    Step {
        name: "server",
        about: "the server's release build, with the page in it",
        needs: &["page"],
        run: build_server,
    },
    Step {
        name: "openapi",
        about: "openapi.yaml and asyncapi.yaml are what the code describes, and the linter has no complaints",
        needs: &["server"],
        run: openapi,
    },
    Step {
        name: "client",
        about: "a client in TypeScript, its types made from openapi.yaml, compiles and uses the server",
        needs: &["server"],
        run: client,
    },
    Step {
        name: "fuzz",
        about: "whatever schemathesis asks as guest, user, creator and administrator is answered as openapi.yaml says",
        needs: &["server"],
        run: fuzz,
    },
    Step {
        name: "schema",
        about: "backend/src/db/schema.rs is what the migrations make",
        needs: &["server"],
        run: schema,
    },
    Step {
        name: "sockets",
        about: "our websockets pass every case of the test suite Autobahn",
        needs: &[],
        run: sockets,
    },
    Step {
        name: "storm",
        about: "what people are told in a storm is what happens; and the storm notices where it is not",
        needs: &["server"],
        run: storm,
    },
    Step {
        name: "chaos",
        about: "what people are told is what happens, whatever is killed; and it would be noticed if not",
        needs: &["server"],
        run: chaos,
    },
    Step {
        name: "browser",
        about: "a Chromium is there for the journeys",
        needs: &[],
        run: find_browser,
    },
    Step {
        name: "journeys",
        about: "people use the whole thing in a browser",
        needs: &["server", "browser"],
        run: journeys,
    },
    Step {
        name: "budget",
        about: "a first visit costs no more bytes and no more patience than it may",
        needs: &["server", "browser"],
        run: budget,
    },
    Step {
        name: SCREENSHOTS,
        about: "pictures of every page in each of its states, and those of the README",
        needs: &["server", "browser"],
        run: screenshots,
    },
];

/// Pictures prove nothing by themselves: they are taken when somebody wants to look at them.
pub const SCREENSHOTS: &str = "screenshots";

fn fmt(session: &mut Session) -> Result<Counts> {
    let project = session.project;
    check(
        project,
        "cargo fmt",
        project.cargo(&["fmt", "--all", "--check"]),
    )
}

fn clippy(session: &mut Session) -> Result<Counts> {
    let project = session.project;
    server::ensure_page_folder(project)?;
    let host = [
        "clippy",
        "--workspace",
        "--exclude",
        "frontend",
        "--all-targets",
    ];
    let browser = [
        "clippy",
        "-p",
        "frontend",
        "--features",
        "split",
        "--target",
        rust::BROWSER_TARGET,
    ];
    let mut counts = lint(project, "clippy for the server", &host)?;
    counts += match rust::ensure_browser_target(project) {
        Ok(_) => lint(project, "clippy for the browser", &browser)?,
        Err(error) => failed_because(error)?,
    };
    Ok(counts)
}

fn lint(project: &Project, name: &str, arguments: &[&str]) -> Result<Counts> {
    let mut cargo = project.cargo(arguments);
    cargo.args(["--", "-D", "warnings"]);
    check(project, name, cargo)
}

fn unit(session: &mut Session) -> Result<Counts> {
    server::ensure_page_folder(session.project)?;
    let url = session.database_url()?;
    let mut cargo = workspace_test(session.project);
    cargo
        .env("TEST_DATABASE_URL", url)
        .env("NATS_SERVER", python::nats_server(session.project)?);
    cargo_test(session.project, "cargo test", cargo)
}

/// Known weaknesses are looked for by hand: their list is at GitHub, which not every machine reaches.
fn deny(session: &mut Session) -> Result<Counts> {
    let project = session.project;
    let mut deny = project.command(tools::cargo_deny(project)?);
    deny.args(["--locked", "check", "licenses", "bans", "sources"])
        // What deny.toml excuses must need it.
        .args(["-D", "unmatched-skip", "-D", "unnecessary-skip"]);
    check(project, "cargo deny", deny)
}

/// Tests of everything but the page.
fn workspace_test(project: &Project) -> Command {
    project.cargo(&[
        "test",
        "--workspace",
        "--exclude",
        "frontend",
        "--no-fail-fast",
    ])
}

fn page_unit(session: &mut Session) -> Result<Counts> {
    let cargo = session
        .project
        .cargo(&["test", "-p", "frontend", "--no-fail-fast"]);
    cargo_test(session.project, "cargo test of the page", cargo)
}

fn build_page(session: &mut Session) -> Result<Counts> {
    let project = session.project;
    node::check()?;
    rust::ensure_browser_target(project)?;
    let tools = Tools::ensure(project)?;
    node::install(project)?;
    page::build(project, &tools)?;
    Ok(Counts::one_passed())
}

fn build_server(session: &mut Session) -> Result<Counts> {
    server::build(session.project)?;
    Ok(Counts::one_passed())
}

fn openapi(session: &mut Session) -> Result<Counts> {
    let project = session.project;
    let server = Server(project.server());
    let text = generated::openapi(&server)?;
    generated::compare(project, generated::OPENAPI, &text, "openapi")?;
    let text = generated::asyncapi(&server)?;
    generated::compare(project, generated::ASYNCAPI, &text, "asyncapi")?;
    contract::lint(project)?;
    Ok(Counts::one_passed())
}

fn client(session: &mut Session) -> Result<Counts> {
    contract::client(session.project)?;
    Ok(Counts::one_passed())
}

/// Each operation that was tried out, as each role, is a check.
fn fuzz(session: &mut Session) -> Result<Counts> {
    let project = session.project;
    let bounded = fuzz::BOUNDED.map(OsString::from);
    let mut counts = Counts::default();
    for role in fuzz::ROLES {
        let findings = fuzz::try_out(project, role, &bounded, project.ci || project.verbose)?;
        counts += Counts {
            passed: findings.sound,
            failed: findings.complaints,
        };
    }
    Ok(counts)
}

fn schema(session: &mut Session) -> Result<Counts> {
    let project = session.project;
    let text = generated::schema(project, &Server(project.server()))?;
    generated::compare(project, generated::SCHEMA, &text, "schema")?;
    Ok(Counts::one_passed())
}

/// The same packages as in `unit`, so that what they need is compiled once.
fn sockets(session: &mut Session) -> Result<Counts> {
    let mut cargo = workspace_test(session.project);
    cargo
        .args(["--test", "autobahn"])
        .env("KOSOKU", python::KOSOKU.ensure(session.project)?);
    cargo_test(session.project, "autobahn", cargo)
}

/// Bookings twice: against the server, and against one whose places are unguarded. The same packages
/// as in `unit`, so that what they need is compiled once.
fn storm(session: &mut Session) -> Result<Counts> {
    let mut counts = Counts::default();
    let broker = python::nats_server(session.project)?;
    for (name, test, features) in [
        ("storm", "storm", ""),
        ("storm in chat", "chat_storm", ""),
        ("unguarded storm", "storm", "load/unguarded"),
    ] {
        let url = session.database_url()?;
        let mut cargo = workspace_test(session.project);
        cargo
            .args(["--test", test, "--features", features])
            .env("TEST_DATABASE_URL", url)
            .env("NATS_SERVER", &broker)
            .env("EVENT_BOOKING_BIN", session.project.server());
        counts += cargo_test(session.project, name, cargo)?;
    }
    Ok(counts)
}

/// It brings a PostgreSQL of its own, which it kills.
fn chaos(session: &mut Session) -> Result<Counts> {
    let project = session.project;
    bring_programs(project)?;
    let mut cargo = workspace_test(project);
    // One at a time: each takes the whole machine.
    cargo
        .args(["--test", "chaos", "--", "--test-threads", "1"])
        .env("NATS_SERVER", python::nats_server(project)?)
        .env("EVENT_BOOKING_BIN", project.server());
    cargo_test(project, "chaos", cargo)
}

fn find_browser(session: &mut Session) -> Result<Counts> {
    node::check()?;
    node::install(session.project)?;
    let chromium = browser::ensure(session.project)?;
    println!("   {}", chromium.display());
    session.chromium = Some(chromium);
    Ok(Counts::one_passed())
}

fn journeys(session: &mut Session) -> Result<Counts> {
    playwright(session, &[])
}

fn budget(session: &mut Session) -> Result<Counts> {
    playwright(session, &[("BUDGET", OsStr::new("1"))])
}

fn screenshots(session: &mut Session) -> Result<Counts> {
    let folder = session.project.target.join("screenshots");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let counts = playwright(session, &[("SCREENSHOTS", folder.as_os_str())])?;
    println!("   in {}", folder.display());
    Ok(counts)
}

/// Runs the journeys, or what a variable names instead.
fn playwright(session: &mut Session, instead: &[(&str, &OsStr)]) -> Result<Counts> {
    let project = session.project;
    let chromium = session.chromium.clone().context("no browser was found")?;
    let report = project.target.join("xtask/playwright.json");
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut playwright = project.command(project.npm_program("playwright"));
    playwright
        .args([
            "test",
            "--config",
            "e2e/playwright.config.ts",
            "--reporter=list,json",
        ])
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
        .env("TEST_DATABASE_URL", session.database_url()?)
        .env("EVENT_BOOKING_BIN", project.server())
        .env("NATS_SERVER", python::nats_server(project)?)
        .env("CHROMIUM", chromium);
    playwright.envs(instead.iter().copied());
    let finished = run(
        project,
        "playwright",
        playwright,
        project.ci || project.verbose,
    )?;
    if !finished.success {
        finished.show_tail();
    }
    let Some(counts) = fs::read_to_string(&report)
        .ok()
        .and_then(|text| Counts::of_playwright(&text))
    else {
        bail!("Playwright left no report");
    };
    Ok(counts.of_program(finished.success))
}

/// A program whose success is one check.
fn check(project: &Project, name: &str, command: Command) -> Result<Counts> {
    match must(project, name, command) {
        Ok(_) => Ok(Counts::one_passed()),
        Err(error) => failed_because(error),
    }
}

fn failed_because(error: anyhow::Error) -> Result<Counts> {
    if error.is::<Interrupted>() {
        return Err(error);
    }
    println!("   error: {error:#}");
    Ok(Counts::one_failed())
}

fn cargo_test(project: &Project, name: &str, cargo: Command) -> Result<Counts> {
    let finished = run(project, name, cargo, project.ci || project.verbose)?;
    let counts = Counts::of_cargo_test(&finished.lines);
    if finished.success && counts.passed == 0 {
        println!("   no test ran");
    }
    if !finished.success {
        if counts.failed > 0 {
            let failures = failures_of_cargo_test(&finished.lines);
            failures.iter().for_each(|line| println!("   {line}"));
        } else {
            finished.show_tail();
        }
    }
    Ok(counts.of_program(finished.success))
}
