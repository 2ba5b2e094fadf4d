//! Bookings: who has a place at an event, who was asked to come, and who may book. Owns the table
//! `bookings` and, in the same transaction, the counter `events.places_taken`.
//!
//! Never is one place more given away than there are: the [`desk`] decides with the event's row
//! locked, the counter moves by a conditional update, a CHECK stands behind it, and a person has at
//! most one row per event by a UNIQUE constraint.

pub mod desk;
pub mod eligibility;
pub mod handlers;
pub mod lists;
pub mod queries;

use crate::operations::Operations;

/// The operations of the room.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(lists::list_attendees)
        .service(lists::list_own_bookings)
        .service(handlers::get_eligibility)
        .service(handlers::book_event)
        .service(handlers::cancel_booking)
        .service(handlers::guests::invite_user)
        .service(handlers::guests::remove_attendee);
}
