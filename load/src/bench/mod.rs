//! The benchmarks: how fast the server is, next to what PostgreSQL itself can do with the same
//! statements ([`bookings`]), how it bears very many rows ([`crowd`]), and how it relays messages, next
//! to the least that could do it ([`chat`]).
//!
//! What is compared runs in turns, and medians are told: machines are never quiet.

pub mod bookings;
pub mod chat;
pub mod crowd;
pub mod drive;
pub mod exchange;
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
    /// The program [`crate::floor`].
    pub floor: PathBuf,
    /// Any database of the PostgreSQL to use.
    pub database_url: String,
    /// How often each measurement is repeated.
    pub rounds: usize,
    /// How long each round of bookings and of messages lasts.
    pub duration: Duration,
    /// How many events the large database has.
    pub events: u32,
    /// How many people come to its large event.
    pub attendees: usize,
}
