//! The API through its front door: a real server, a real PostgreSQL with a database for each
//! test, real HTTP. Run by `cargo xtask test`, or with `TEST_DATABASE_URL` as
//! `cargo xtask postgres` prints it.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, helpers included"
)]

mod accounts;
mod admin_command;
mod administration;
mod announcements;
mod architecture;
mod backups;
mod blocked;
mod bodies;
mod bookings;
mod brokers;
mod calendars;
mod chat;
mod contract;
mod corpora;
mod crawlers;
mod delivery;
mod deploy;
mod doctor;
mod editing;
mod enumeration;
mod events;
mod examples;
mod forgery;
mod guests;
mod headers;
mod injection;
mod invitation_mails;
mod language;
mod limits;
mod links;
mod lists;
mod live;
mod logs;
mod mail;
mod mail_command;
mod matrix;
mod metrics;
mod model;
mod notifications;
mod once;
mod overload;
mod passwords;
mod pictures;
mod privacy;
mod processes;
mod profiles;
mod raw_requests;
mod readiness;
mod requests;
mod routes;
mod security_docs;
mod sessions;
mod site;
mod socket_attacks;
mod sockets;
mod stopping;
mod support;
mod together;
mod tokens;
mod traces;
mod unicode;
mod upgrade;
