//! The command `event-booking`.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// The system's allocator keeps what was needed for a moment, such as the memory that hashing a
/// password takes.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    backend::command::run().await
}
