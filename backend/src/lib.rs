//! The server of Event Booking.
//!
//! By feature: each room ([`accounts`], [`sessions`], [`events`], [`bookings`], [`mail`]) owns its
//! tables and says in its first paragraph what it does. The foundation ([`config`], [`db`],
//! [`error`], [`extract`], [`paging`], [`clock`], [`telemetry`]) knows none of them; [`app`] and [`openapi`]
//! put everything together.

pub mod accounts;
pub mod app;
pub mod bookings;
pub mod clock;
pub mod config;
pub mod db;
pub mod demo;
pub mod error;
pub mod events;
pub mod extract;
pub mod mail;
pub mod openapi;
pub mod page;
pub mod paging;
pub mod security;
pub mod sessions;
pub mod state;
pub mod telemetry;
