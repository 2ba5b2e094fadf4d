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
pub mod floor;
pub mod pgbench;
pub mod process;
pub mod repeat;
pub mod summary;
pub mod table;

use std::path::PathBuf;
use std::time::Duration;

use crate::seconds;

/// What to measure, and how long.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// How often each measurement is repeated
    #[arg(long, default_value_t = 5)]
    pub rounds: usize,
    /// How long each round of bookings and of messages lasts
    #[arg(long = "seconds", value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    pub duration: Duration,
    /// Events of the large database
    #[arg(long, default_value_t = 1_000_000)]
    pub events: u32,
    /// People at its large event
    #[arg(long, default_value_t = 100_000)]
    pub attendees: usize,
    /// The server's program
    #[arg(long)]
    pub server: PathBuf,
    /// The program `floor`, with which chat is compared
    #[arg(long)]
    pub floor: PathBuf,
    /// Any database of the PostgreSQL in which the benchmarks make their own
    #[arg(long, env = "TEST_DATABASE_URL", hide_env_values = true)]
    pub database_url: String,
}
