//! The command `floor`: see the crate's module of the same name. It prints the address at which it
//! listens.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the program that called it"
)]

use clap::Parser;
use load::floor::{self, answers};

/// Relay messages, or answer with events, and do nothing else
#[derive(Parser)]
struct Arguments {
    /// Answer with the events of the database instead of relaying messages
    #[arg(long, requires = "database_url")]
    answers: bool,
    /// Where events are, or where to insert each message first
    #[arg(long)]
    database_url: Option<String>,
    /// Connections to it
    #[arg(long, default_value_t = 16)]
    connections: usize,
}

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let tell = |address: &str| println!("{address}");
    if let Some(url) = arguments.database_url.clone().filter(|_| arguments.answers) {
        return answers::serve(url, arguments.connections, tell).await;
    }
    let database = arguments
        .database_url
        .map(|url| (url, arguments.connections));
    floor::serve(database, tell).await
}
