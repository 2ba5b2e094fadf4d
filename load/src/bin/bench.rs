//! The command `bench`: see the crate's module of the same name.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the person who called it"
)]

use clap::{Parser, ValueEnum};
use load::bench::{Options, bookings, chat, crowd};

/// Measure the server and print tables
#[derive(Parser)]
struct Arguments {
    /// Measure only this
    what: Option<What>,
    #[command(flatten)]
    options: Options,
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
    let Arguments {
        what: only,
        options,
    } = Arguments::parse();
    let is_wanted = |what| only.is_none_or(|only| only == what);
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
