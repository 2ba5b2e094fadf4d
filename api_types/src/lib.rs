//! The contract between the server, the page and every other program.
//!
//! Holds the types that travel as JSON (one module for each domain), the rules that
//! what people type must obey ([`rules`]), and the ways in which a request can fail
//! ([`problem`]). It compiles for the server and for the browser, so that a rule is written
//! once: the browser calls it while one types, the server when the request arrives.
//!
//! It knows no clock and does no input or output. Rules that need either (a date in the past, a
//! taken username) live in the server and answer with the same [`problem::FieldError`].

pub mod accounts;
pub mod administration;
pub mod bookings;
pub mod calendars;
pub mod chat;
pub mod cookies;
pub mod events;
pub mod language;
pub mod notifications;
pub mod pages;
pub mod passwords;
pub mod privacy;
pub mod problem;
pub mod profiles;
pub mod rules;
pub mod sessions;
pub mod socket;

use problem::FieldErrors;
use serde::{Deserialize, Deserializer};

/// Something that arrived from outside and has not been checked yet.
pub trait Validate: Sized {
    /// What it becomes when every rule holds: trimmed, normalised and typed.
    type Valid;

    /// Checks every field and reports all problems together.
    fn validate(self) -> Result<Self::Valid, FieldErrors>;
}

/// Tells a field that is `null` from one that was left out.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// The parameters of a request that stand in its address, after the question mark.
///
/// All values are text until [`Validate::validate`] reads them, so that each bad value can be
/// refused by its name.
pub trait QueryParameters: Validate + Default {
    /// The names that are known; any other is refused.
    const NAMES: &'static [&'static str];

    /// Takes over the value of one of [`Self::NAMES`].
    fn set(&mut self, name: &str, value: String);
}
