//! `cargo xtask <command>`: everything that takes more than one step, so that nobody has to remember
//! the steps. This file knows the command line; each command has a module of its own.
#![expect(
    clippy::print_stdout,
    reason = "a command line program talks to whoever called it"
)]

mod browser;
mod contract;
mod docker;
mod fuzz;
mod fuzz_parsers;
mod generated;
mod load;
mod node;
mod page;
mod postgres;
mod project;
mod python;
mod run;
mod rust;
mod served;
mod server;
mod stamp;
mod start;
mod test;
mod tools;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::bail;
use lexopt::Arg::{Long, Short, Value};
use lexopt::ValueExt;

use project::Project;

const HELP: &str = "\
Starts, tests and generates Event Booking.

Usage: cargo xtask <command> [options]

Commands:
  start      Bring everything that is missing, build, and serve with demo data
  build      The same without serving: target/release/event-booking, with the page in it
  test       Run every check there is; the last line is `N passed, N failed`
  openapi    Rewrite openapi.yaml from the code
  asyncapi   Rewrite asyncapi.yaml from the code
  schema     Rewrite backend/src/db/schema.rs from the migrations
  postgres   Run the tests' PostgreSQL in the foreground, for `cargo test` by hand
  storm [bookings|chat]
             Let hundreds of people do everything at once while servers are killed, and judge it
  chaos [server|database|broker|mail|disk|slow|connections|files|overload]
             Let everything fail, or one of these, while people book and write, and judge it
  bench [reads|bookings|crowd|chat]
             Measure the release build next to the least that could do the same: everything in one
             table (`-- --write` puts it into docs/measurements.md), or one thing at length
  docker     Run the steps of the Dockerfile one by one, without Docker, and try what comes out
  fuzz       Make up requests from openapi.yaml, as guest, user, creator and administrator, and judge the answers
  fuzz-parsers [target]
             Fuzz what reads bytes from outside: one reader, or each for a minute
  autobahn   Run the cases of the test suite Autobahn against our websockets
  screenshots
             Take pictures of every page in each of its states (target/screenshots), and the README's
  style-guide
             Build and serve the components side by side, and build them anew when they change

Options of start:
      --no-demo           Serve without demo data
      -- <arguments>      Pass the rest on to `event-booking serve`

Options of storm, chaos, bench and fuzz:
      -- <arguments>      Pass the rest on to the program, such as `--seconds 120`; `--help` tells which

Options of fuzz-parsers:
      -- <arguments>      Pass the rest on to libFuzzer, such as `-max_total_time=600`

Options of test:
      --only <step,...>   Run these steps, and what they need
      --list              Show the steps and what they check

Options of every command:
  -v, --verbose           Show the output of each step instead of writing it to target/xtask/
  -h, --help              Show this

Environment:
  EVENT_BOOKING_TOOLS     Where tools are kept (default: ~/.cache/event-booking/tools)
  POSTGRES_BIN_DIR        Folder with initdb, pg_ctl and postgres, instead of those from npm
  TEST_DATABASE_URL       PostgreSQL to test against, instead of a private one
  NATS_SERVER             Message broker to test with, instead of the one from PyPI
  CHROMIUM                Browser for the journeys
  CI                      Where set: no animation, and the tests' output as it comes
";

/// What was asked for.
enum Command {
    Help,
    Start {
        demo: bool,
        arguments: Vec<OsString>,
    },
    Build,
    Docker,
    Test {
        only: Vec<String>,
    },
    ListTests,
    OpenApi,
    AsyncApi,
    Schema,
    Postgres,
    Storm {
        what: Option<String>,
        arguments: Vec<OsString>,
    },
    Chaos {
        what: Option<String>,
        arguments: Vec<OsString>,
    },
    Bench {
        what: Option<String>,
        arguments: Vec<OsString>,
    },
    Fuzz {
        arguments: Vec<OsString>,
    },
    FuzzParsers {
        target: Option<String>,
        arguments: Vec<OsString>,
    },
    Autobahn,
    Screenshots,
    StyleGuide,
}

fn main() -> ExitCode {
    match parse().and_then(|(command, verbose)| execute(command, verbose)) {
        Ok(code) => code,
        Err(error) if error.is::<run::Interrupted>() => {
            println!("\nInterrupted.");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command, verbose: bool) -> anyhow::Result<ExitCode> {
    if let Command::Help = command {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    }
    if let Command::ListTests = command {
        test::list();
        return Ok(ExitCode::SUCCESS);
    }
    let project = Project::find(verbose)?;
    match command {
        Command::Help | Command::ListTests => {}
        Command::Start { demo, arguments } => start::start(&project, demo, &arguments)?,
        Command::Build => start::build(&project)?,
        Command::Docker => docker::check(&project)?,
        Command::Test { only } => return test::test(&project, &only),
        Command::OpenApi => generated::rewrite_openapi(&project)?,
        Command::AsyncApi => generated::rewrite_asyncapi(&project)?,
        Command::Schema => generated::rewrite_schema(&project)?,
        Command::Postgres => postgres::run_in_foreground(&project)?,
        Command::Storm { what, arguments } => load::storm(&project, what.as_deref(), &arguments)?,
        Command::Chaos { what, arguments } => load::chaos(&project, what, &arguments)?,
        Command::Bench { what, arguments } => load::bench(&project, what, &arguments)?,
        Command::Fuzz { arguments } => fuzz::fuzz(&project, &arguments)?,
        Command::FuzzParsers { target, arguments } => {
            fuzz_parsers::fuzz(&project, target.as_deref(), &arguments)?;
        }
        Command::Screenshots => return test::test(&project, &[test::SCREENSHOTS.to_owned()]),
        Command::StyleGuide => page::style_guide::serve(&project)?,
        Command::Autobahn => return test::test(&project, &["sockets".to_owned()]),
    }
    Ok(ExitCode::SUCCESS)
}

fn parse() -> anyhow::Result<(Command, bool)> {
    let mut ours: Vec<OsString> = std::env::args_os().skip(1).collect();
    // What follows a bare `--` is for the program that is run.
    let arguments = match ours.iter().position(|argument| argument == "--") {
        Some(separator) => ours.split_off(separator).split_off(1),
        None => Vec::new(),
    };
    let mut parser = lexopt::Parser::from_args(ours);
    let (mut name, mut what): (Option<String>, Option<String>) = (None, None);
    let (mut verbose, mut demo, mut list) = (false, true, false);
    let mut only: Vec<String> = Vec::new();
    while let Some(argument) = parser.next()? {
        match (argument, name.as_deref()) {
            (Short('h') | Long("help"), _) => return Ok((Command::Help, verbose)),
            (Short('v') | Long("verbose"), _) => verbose = true,
            (Long("no-demo"), Some("start")) => demo = false,
            (Long("list"), Some("test")) => list = true,
            (Long("only"), Some("test")) => {
                let steps = parser.value()?.string()?;
                only.extend(steps.split(',').map(|step| step.trim().to_owned()));
            }
            (Value(value), None) => name = Some(value.string()?),
            (Value(value), Some("storm" | "chaos" | "bench" | "fuzz-parsers"))
                if what.is_none() =>
            {
                what = Some(value.string()?);
            }
            (other, _) => return Err(other.unexpected().into()),
        }
    }
    let command = match name.as_deref() {
        None | Some("help") => Command::Help,
        Some("start") => Command::Start { demo, arguments },
        Some("storm") => Command::Storm { what, arguments },
        Some("chaos") => Command::Chaos { what, arguments },
        Some("bench") => Command::Bench { what, arguments },
        Some("fuzz") => Command::Fuzz { arguments },
        Some("fuzz-parsers") => Command::FuzzParsers {
            target: what,
            arguments,
        },
        Some(other) if !arguments.is_empty() => bail!("`{other}` takes nothing after `--`"),
        Some("build") => Command::Build,
        Some("docker") => Command::Docker,
        Some("test") if list => Command::ListTests,
        Some("test") => Command::Test { only },
        Some("openapi") => Command::OpenApi,
        Some("asyncapi") => Command::AsyncApi,
        Some("schema") => Command::Schema,
        Some("postgres") => Command::Postgres,
        Some("autobahn") => Command::Autobahn,
        Some("screenshots") => Command::Screenshots,
        Some("style-guide") => Command::StyleGuide,
        Some(other) => bail!("there is no command `{other}`; see cargo xtask --help"),
    };
    Ok((command, verbose))
}
