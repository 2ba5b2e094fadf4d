//! The command `chat-storm`: see the crate's module of the same name.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the person who called it"
)]

use std::process::ExitCode;

use clap::Parser;
use load::chat_storm::{self, Options};

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let report = chat_storm::run(&Options::parse()).await?;
    print!("{report}");
    Ok(match report.faults.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}
