//! The command `floor`: see the crate's module of the same name. It prints the address at which it
//! listens.
#![expect(
    clippy::print_stdout,
    reason = "a command talks to the program that called it"
)]

use clap::Parser;

/// Relay messages, and do nothing else
#[derive(Parser)]
struct Arguments {
    /// Where to insert each message first
    #[arg(long)]
    database_url: Option<String>,
    /// Connections to it
    #[arg(long, default_value_t = 16)]
    connections: usize,
}

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let database = arguments
        .database_url
        .map(|url| (url, arguments.connections));
    load::floor::serve(database, |address| println!("{address}")).await
}
