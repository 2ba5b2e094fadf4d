//! The command `storm`: see the crate's module of the same name.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the person who called it"
)]

use std::process::ExitCode;

use clap::Parser;
use load::storm::{self, Options};

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let report = storm::run(&Options::parse()).await?;
    print!("{report}");
    Ok(match report.is_good() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}
