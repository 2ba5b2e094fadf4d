//! The server of Event Booking.
//!
//! By feature: each room ([`accounts`], [`administration`], [`sessions`], [`profiles`], [`events`], [`bookings`],
//! [`calendars`], [`chat`], [`notifications`], [`privacy`], [`idempotency`], [`mail`], [`site`], [`socket`]) owns its tables and says in its first
//! paragraph what it does. The foundation ([`config`], [`db`], [`error`], [`extract`], [`paging`],
//! [`search`], [`clock`], [`readiness`], [`listener`], [`metrics`], [`language`], [`limits`], [`pictures`], [`recently`], [`signing`], [`facts`], [`ical`], [`words`], [`telemetry`], [`traces`]) knows none of
//! them; [`app`], [`openapi`], [`housekeeping`], [`monitor`] and [`command`] put everything together; [`backup`], [`doctor`] and [`health`]
//! are for those who look after a server.

pub mod accounts;
pub mod administration;
pub mod app;
pub mod asyncapi;
pub mod backup;
pub mod bookings;
pub mod calendars;
pub mod chat;
pub mod client_address;
pub mod clock;
pub mod command;
pub mod config;
pub mod db;
pub mod demo;
pub mod doctor;
pub mod error;
pub mod events;
pub mod extract;
pub mod facts;
#[doc(hidden)]
pub mod fuzzing;
pub mod health;
pub mod housekeeping;
pub mod ical;
pub mod idempotency;
pub mod language;
pub mod limits;
pub mod listener;
pub mod mail;
pub mod metrics;
pub mod monitor;
pub mod notifications;
pub mod openapi;
pub mod operations;
pub mod paging;
pub mod pictures;
pub mod privacy;
pub mod profiles;
pub mod readiness;
pub mod realtime;
pub mod recently;
pub mod search;
pub mod secret_value;
pub mod security;
pub mod sessions;
pub mod signing;
pub mod site;
pub mod socket;
pub mod state;
pub mod telemetry;
pub mod traces;
pub mod words;
