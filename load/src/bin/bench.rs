//! The command `bench`: see the crate's module of the same name.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the person who called it"
)]

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use load::bench::{Options, bookings, chat, crowd};

/// Measure the server and print tables
#[derive(Parser)]
struct Arguments {
    /// Measure only this
    what: Option<What>,
    /// How often each measurement is repeated
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How long each round of bookings and of messages lasts
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
    /// The program `floor`, with which chat is compared
    #[arg(long)]
    floor: PathBuf,
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
    /// Messages per second, and the memory of idle sockets, next to bare relays
    Chat,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let options = Options {
        server: arguments.server,
        floor: arguments.floor,
        database_url: arguments.database_url,
        rounds: arguments.rounds,
        duration: Duration::from_secs(arguments.seconds),
        events: arguments.events,
        attendees: arguments.attendees,
    };
    let is_wanted = |what| arguments.what.is_none_or(|only| only == what);
    if is_wanted(What::Bookings) {
        println!("{}", bookings::run(&options).await?);
    }
    if is_wanted(What::Crowd) {
        println!("{}", crowd::run(&options).await?);
    }
    if is_wanted(What::Chat) {
        for table in chat::run(&options).await? {
            println!("{table}");
        }
    }
    Ok(())
}
