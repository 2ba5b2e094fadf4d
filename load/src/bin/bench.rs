//! The command `bench`: see the crate's module of the same name.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the person who called it"
)]

use std::path::{Path, PathBuf};

use chrono::Utc;
use clap::{Parser, ValueEnum};
use load::bench::summary::{self, document, reads};
use load::bench::{Options, bookings, chat, crowd};

/// Measure the server next to the least that could do the same
#[derive(Parser)]
struct Arguments {
    /// Measure one thing at length, instead of everything in one table
    what: Option<What>,
    /// Put the table and its picture into the documentation, in this folder
    #[arg(long, value_name = "FOLDER", num_args = 0..=1, default_missing_value = "docs")]
    write: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Reading events and logging in, next to a bare program
    Reads,
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
        what,
        write,
        mut options,
    } = Arguments::parse();
    // It runs in folders of its own.
    options.server = options.server.canonicalize()?;
    // Sockets of clients are files, too.
    backend::command::allow_many_files();
    match what {
        None => everything(&options, write.as_deref()).await?,
        Some(What::Reads) => println!("{}", document::table(&reads::measure(&options).await?)),
        Some(What::Bookings) => println!("{}", bookings::run(&options).await?),
        Some(What::Crowd) => println!("{}", crowd::run(&options).await?),
        Some(What::Chat) => {
            for table in chat::run(&options).await? {
                println!("{table}");
            }
        }
    }
    Ok(())
}

async fn everything(options: &Options, write: Option<&Path>) -> anyhow::Result<()> {
    let lines = summary::run(options, |line| {
        println!("   {}: {:.2} of {}", line.what, line.ratio, line.floor_is);
    })
    .await?;
    let machine = document::machine(&summary::postgres(options).await?);
    println!("\n{machine}\n\n{}", document::table(&lines));
    if let Some(folder) = write {
        document::write(folder, &lines, &machine, Utc::now().date_naive())?;
    }
    Ok(())
}
