//! The command `chaos`: see the crate's module of the same name.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the person who called it"
)]

use std::process::ExitCode;

use anyhow::bail;
use clap::Parser;
use load::chaos::{self, Options};
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let options = Options::parse();
    let (mut interrupt, mut terminate) = (
        signal(SignalKind::interrupt())?,
        signal(SignalKind::terminate())?,
    );
    let report = tokio::select! {
        // What was started is ended, and what was mounted taken away.
        _ = interrupt.recv() => bail!("interrupted"),
        _ = terminate.recv() => bail!("interrupted"),
        report = chaos::run(&options, |said| print!("\n{said}")) => report?,
    };
    println!("\n{report}");
    // What is done on purpose must be noticed.
    Ok(match report.is_good() == options.sabotage.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}
