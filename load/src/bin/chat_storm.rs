//! The command `chat-storm`: see the crate's module of the same name.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the person who called it"
)]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use load::chat_storm::{self, Options};

/// Let many devices write to each other while connections, servers and the broker fail, and judge
/// whether each message came exactly once to each device.
#[derive(Parser)]
struct Arguments {
    /// Devices that are connected at once
    #[arg(long, default_value_t = 200)]
    devices: usize,
    /// Messages that they send
    #[arg(long, default_value_t = 10_000)]
    messages: usize,
    /// The server's program
    #[arg(long)]
    server: PathBuf,
    /// The program of the message broker
    #[arg(long, env = "NATS_SERVER", default_value = "nats-server")]
    broker: PathBuf,
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
    let report = chat_storm::run(&Options {
        devices: arguments.devices,
        messages: arguments.messages,
        server: arguments.server,
        broker: arguments.broker,
        database_url: arguments.database_url,
        seed: arguments.seed,
    })
    .await?;
    print!("{report}");
    Ok(match report.faults.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}
