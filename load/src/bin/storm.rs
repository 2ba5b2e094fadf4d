//! The command `storm`: see the crate's module of the same name.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the person who called it"
)]

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use load::storm::{self, Options};

/// Let many people do everything at once on two servers, kill the servers meanwhile, and judge
/// whether what people were told is what happened.
#[derive(Parser)]
struct Arguments {
    /// People who act at once
    #[arg(long, default_value_t = 400)]
    clients: usize,
    /// How long they act
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Events at a time
    #[arg(long, default_value_t = 40)]
    events: usize,
    /// The server's program
    #[arg(long)]
    server: PathBuf,
    /// Succeed only if an event was oversold: the program's places are unguarded
    #[arg(long)]
    expect_overselling: bool,
    /// Any database of the PostgreSQL in which the storm makes its own
    #[arg(long, env = "TEST_DATABASE_URL", hide_env_values = true)]
    database_url: String,
    /// What the dice are thrown with
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let arguments = Arguments::parse();
    let report = storm::run(&Options {
        clients: arguments.clients,
        duration: Duration::from_secs(arguments.seconds),
        events: arguments.events,
        server: arguments.server,
        expect_overselling: arguments.expect_overselling,
        database_url: arguments.database_url,
        seed: arguments.seed,
    })
    .await?;
    print!("{report}");
    Ok(match report.is_good() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}
