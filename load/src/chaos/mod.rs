//! The chaos: while both storms blow, one thing after the other fails: the servers, the database, its
//! disk, its connections, the broker, the mail server. Everything runs as real processes that only
//! this program starts, kills and starts again.
//!
//! After each failure, nothing that was acknowledged may be lost, nothing may be doubled, the servers
//! must work again by themselves, and what they said of themselves must have been true: bookings are
//! judged as in the [storm](crate::storm), messages as in the [storm in chat](crate::chat_storm), mails
//! by what [arrived](ledger), readiness by what somebody saw who [used](prober) the servers meanwhile.

mod disk;
pub mod ledger;
mod mail_server;
mod overload;
mod phase;
mod postgres;
mod prober;
mod proxy;
mod report;
mod rig;
mod strangers;
mod trial;
pub mod truth;

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};

pub use self::phase::Phase;
pub use self::report::{Outcome, Report, Row};
use self::rig::{Programs, Rig};
use crate::seconds;

/// Let one thing after the other fail while people book and write to each other, and judge whether
/// what they were told is what happened.
#[derive(Debug, Clone, Parser)]
pub struct Options {
    /// What fails; everything if nothing is named
    #[arg(value_enum)]
    pub phases: Vec<Phase>,
    /// People who book at once
    #[arg(long, default_value_t = 40)]
    pub clients: usize,
    /// Events at a time
    #[arg(long, default_value_t = 12)]
    pub events: usize,
    /// Devices that write to each other
    #[arg(long, default_value_t = 12)]
    pub devices: usize,
    /// How long nothing fails, before and after
    #[arg(long = "seconds", value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub calm: Duration,
    /// How long something fails
    #[arg(long = "outage", value_name = "SECONDS", default_value = "12", value_parser = seconds)]
    pub outage: Duration,
    /// The server's program
    #[arg(long)]
    pub server: PathBuf,
    /// The program of the message broker
    #[arg(long, env = "NATS_SERVER", default_value = "nats-server")]
    pub broker: PathBuf,
    /// Where the servers write down what failed; nowhere if it is not said
    #[arg(long)]
    pub logs: Option<PathBuf>,
    /// Do this on purpose, and succeed only if something is noticed
    #[arg(long, value_enum, value_delimiter = ',')]
    pub sabotage: Vec<Sabotage>,
    /// What the dice are thrown with
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// What is done on purpose, and must be noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sabotage {
    /// A place that somebody was promised is taken away
    Booking,
    /// The mail server says that it has accepted a mail, and has not
    Mail,
    /// A message is removed
    Message,
    /// A server says that it is ready, whatever happens
    Readiness,
}

/// Lets everything fail that was asked for. `say` is told what came of each phase.
pub async fn run(options: &Options, say: impl Fn(&str)) -> anyhow::Result<Report> {
    backend::command::allow_many_files();
    let programs = Programs {
        server: std::path::absolute(&options.server)?,
        broker: options.broker.clone(),
    };
    let phases = match options.phases.as_slice() {
        [] => Phase::ALL.to_vec(),
        phases => phases.to_vec(),
    };
    let mut report = Report::default();
    for phase in phases {
        // PostgreSQL, which is somebody else where we are root, must be able to go there.
        let folder = tempfile::Builder::new()
            .prefix("event-booking-chaos-")
            .permissions(Permissions::from_mode(0o755))
            .tempdir()?;
        let log = match &options.logs {
            Some(logs) => {
                std::fs::create_dir_all(logs)?;
                std::path::absolute(logs)?.join(format!("{}.log", phase.name()))
            }
            None => folder.path().join("servers.log"),
        };
        let rig = Rig::start(&programs, phase, folder.path(), log, &options.sabotage).await;
        let outcome = match rig {
            Err(why) if why.is::<disk::NotPermitted>() => Outcome::NotRun(phase, why.to_string()),
            Err(error) => return Err(error),
            Ok(rig) if phase == Phase::Overload => {
                Outcome::Ran(Box::new(overload::run(options, rig).await?))
            }
            Ok(rig) => Outcome::Ran(Box::new(trial::run(options, phase, rig).await?)),
        };
        match &outcome {
            Outcome::Ran(row) => say(&row.to_string()),
            Outcome::NotRun(phase, why) => say(&format!("{}: not run: {why}\n", phase.name())),
        }
        report.outcomes.push(outcome);
    }
    Ok(report)
}
