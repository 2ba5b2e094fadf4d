//! The command `bench`: see the crate's module of the same name.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the person who called it"
)]

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use load::bench::{Options, bookings, crowd};

/// Measure the server and print tables
#[derive(Parser)]
struct Arguments {
    /// Measure only this
    #[arg(long)]
    only: Option<What>,
    /// How often each measurement is repeated
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How long each round of bookings lasts
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Events of the large database
    #[arg(long, default_value_t = 1_000_000)]
    events: u32,
    /// People at its large event
    #[arg(long, default_value_t = 100_000)]
    attendees: usize,
    /// The server's program
    #[arg(long)]
    server: PathBuf,
    /// Any database of the PostgreSQL in which the benchmarks make their own
    #[arg(long, env = "TEST_DATABASE_URL", hide_env_values = true)]
    database_url: String,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Bookings per second, next to pgbench
    Bookings,
    /// Very many events and attendees
    Crowd,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let options = Options {
        server: arguments.server,
        database_url: arguments.database_url,
        rounds: arguments.rounds,
        duration: Duration::from_secs(arguments.seconds),
        events: arguments.events,
        attendees: arguments.attendees,
    };
    if arguments.only != Some(What::Crowd) {
        println!("{}", bookings::run(&options).await?);
    }
    if arguments.only != Some(What::Bookings) {
        println!("{}", crowd::run(&options).await?);
    }
    Ok(())
}
