//! The server of Event Booking.
//!
//! By feature: each room ([`accounts`], [`sessions`], [`profiles`], [`events`], [`bookings`],
//! [`calendars`], [`chat`], [`notifications`], [`privacy`], [`idempotency`], [`mail`], [`socket`]) owns its tables and says in its first
//! paragraph what it does. The foundation ([`config`], [`db`], [`error`], [`extract`], [`paging`],
//! [`search`], [`clock`], [`limits`], [`signing`], [`facts`], [`ical`], [`telemetry`]) knows none of
//! them; [`app`], [`openapi`], [`housekeeping`] and [`command`] put everything together.

pub mod accounts;
pub mod app;
pub mod asyncapi;
pub mod bookings;
pub mod calendars;
pub mod chat;
pub mod client_address;
pub mod clock;
pub mod command;
pub mod config;
pub mod db;
pub mod demo;
pub mod error;
pub mod events;
pub mod extract;
pub mod facts;
pub mod housekeeping;
pub mod ical;
pub mod idempotency;
pub mod limits;
pub mod mail;
pub mod notifications;
pub mod openapi;
pub mod page;
pub mod paging;
pub mod privacy;
pub mod profiles;
pub mod realtime;
pub mod search;
pub mod secret_value;
pub mod security;
pub mod sessions;
pub mod signing;
pub mod socket;
pub mod state;
pub mod telemetry;
