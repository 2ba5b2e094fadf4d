//! The command `event-booking` as it would be if nobody guarded the places. The storm must find
//! that it oversells; nobody else should run it.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    backend::command::run().await
}
