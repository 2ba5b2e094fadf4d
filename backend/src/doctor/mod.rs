//! `event-booking doctor`: looks at everything that a server needs, changes nothing, and says what
//! to do. It works before the first start and beside a running server.

mod address;
mod database;
mod folder;
mod services;

use std::fmt;

use rustix::process::{Resource, getrlimit};
use serde::Serialize;

use crate::config::{Config, ConfigErrors};

/// How many open files leave room for a good number of sockets.
const ENOUGH_FILES: u64 = 4_096;

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing to do.
    Ok,
    /// It works, but somebody should look at it.
    Warning,
    /// It does not work.
    Problem,
}

/// What was looked at, and what was found. Nothing secret stands in it.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// What was looked at.
    pub about: &'static str,
    /// How it went.
    pub state: State,
    /// What was found.
    pub found: String,
    /// What to do, if there is anything to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
}

impl Finding {
    fn new(about: &'static str, state: State, found: String, advice: Option<&str>) -> Self {
        Self {
            about,
            state,
            // What others say must neither move the cursor nor begin a line.
            found: found.replace(char::is_control, " "),
            advice: advice.map(str::to_owned),
        }
    }

    fn ok(about: &'static str, found: impl Into<String>) -> Self {
        Self::new(about, State::Ok, found.into(), None)
    }

    fn warning(about: &'static str, found: impl Into<String>, advice: &str) -> Self {
        Self::new(about, State::Warning, found.into(), Some(advice))
    }

    fn problem(about: &'static str, found: impl Into<String>, advice: &str) -> Self {
        Self::new(about, State::Problem, found.into(), Some(advice))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.state {
            State::Ok => "ok",
            State::Warning => "warning",
            State::Problem => "PROBLEM",
        };
        write!(f, "{mark:<8} {:<14} {}", self.about, self.found)?;
        match &self.advice {
            Some(advice) => write!(f, "\n{:24}→ {advice}", ""),
            None => Ok(()),
        }
    }
}

/// Everything that was found.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The worst of them.
    pub state: State,
    /// One for each check.
    pub findings: Vec<Finding>,
}

impl Report {
    fn of(findings: Vec<Finding>) -> Self {
        let worst = findings.iter().map(|finding| finding.state).max();
        Self {
            state: worst.unwrap_or(State::Ok),
            findings,
        }
    }

    /// How many of them do not work.
    pub fn problems(&self) -> usize {
        let bad = |finding: &&Finding| finding.state == State::Problem;
        self.findings.iter().filter(bad).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        Ok(())
    }
}

/// Looks at everything. Where the configuration cannot be read, at nothing else: what it would
/// have meant is not known.
pub async fn examine(config: Result<Config, ConfigErrors>) -> Report {
    let config = match config {
        Ok(config) => config,
        Err(errors) => {
            let advice = "see .env.example for what each variable means; the rest is looked at \
                when this is right";
            let problem = |text: &String| Finding::problem("configuration", text, advice);
            return Report::of(errors.problems().iter().map(problem).collect());
        }
    };
    let mut findings = vec![Finding::ok("configuration", "can be read")];
    findings.extend(address::look(&config).await);
    findings.extend(folder::look(&config));
    findings.push(open_files());
    findings.extend(database::look(&config).await);
    findings.extend(services::look_at_mail(&config).await);
    findings.push(services::look_at_broker(&config).await);
    Report::of(findings)
}

fn open_files() -> Finding {
    let about = "open files";
    match getrlimit(Resource::Nofile).maximum {
        Some(most) if most < ENOUGH_FILES => Finding::warning(
            about,
            format!("at most {most}, and each connection is one"),
            "raise the limit: LimitNOFILE= in a systemd unit, ulimits in a compose file",
        ),
        Some(most) => Finding::ok(about, format!("at most {most}")),
        None => Finding::ok(about, "as many as are needed"),
    }
}
