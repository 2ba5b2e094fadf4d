//! Programs that put the server under load, from outside: real processes, real HTTP, a database of
//! their own on a PostgreSQL that somebody names.
//!
//! [`storm`] lets many people do everything at once, kills servers meanwhile, and then judges
//! whether what they were told is what happened; [`chat_storm`] does so with messages. [`chaos`] lets
//! both blow while everything else fails, too. [`bench`] measures how fast the server is; [`floor`]
//! is the least that could do what it is compared with.

use std::num::ParseIntError;
use std::time::Duration;

pub mod bench;
pub mod broker;
pub mod chaos;
pub mod chat_storm;
pub mod client;
pub mod database;
pub mod floor;
pub mod people;
pub mod queries;
pub mod server;
pub mod socket;
pub mod storm;

/// An option that is a number of seconds.
fn seconds(text: &str) -> Result<Duration, ParseIntError> {
    text.parse().map(Duration::from_secs)
}
