//! Notifications: what happened while one was looking elsewhere. Owns the table `notifications`.
//! Conversations in which somebody wrote stand in the same list, read from where the messages are.
//!
//! Whoever lets something happen that others should know writes it down in their own transaction
//! ([`queries::notify`]) and, after the commit, tells those who look ([`tell_all`]).

pub mod handlers;
pub mod queries;
mod tell;

use crate::operations::Operations;

pub use tell::{Told, tell_all, tell_of_reading};

/// The operations of the room.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(handlers::list_notifications)
        .service(handlers::mark_notifications_read);
}
