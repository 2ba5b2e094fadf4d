//! The command `event-booking`.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    backend::command::run().await
}
