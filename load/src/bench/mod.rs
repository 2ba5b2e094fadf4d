//! The benchmarks: how fast the server is, next to what PostgreSQL itself can do with the same
//! statements ([`bookings`]), and how it bears very many rows ([`crowd`]).
//!
//! What is compared runs in turns, and medians are told: machines are never quiet.

pub mod bookings;
pub mod crowd;
pub mod drive;
pub mod pgbench;
pub mod process;
pub mod table;

use std::path::PathBuf;
use std::time::Duration;

/// What to measure, and how long.
#[derive(Debug, Clone)]
pub struct Options {
    /// The server's program.
    pub server: PathBuf,
    /// Any database of the PostgreSQL to use.
    pub database_url: String,
    /// How often each measurement is repeated.
    pub rounds: usize,
    /// How long each round of bookings lasts.
    pub duration: Duration,
    /// How many events the large database has.
    pub events: u32,
    /// How many people come to its large event.
    pub attendees: usize,
}
