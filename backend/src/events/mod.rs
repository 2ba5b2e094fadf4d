//! Events: publishing, finding and reading them. Owns the tables `events` and
//! `event_pictures`, with one exception: `places_taken` belongs to the bookings, which change it in
//! their own transaction.
//!
//! Who may see an event is decided here, in one place: [`queries::visible`].

pub mod ending;
pub mod handlers;
pub mod queries;
pub mod schedule;

use crate::operations::Operations;

/// The operations of the room.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(handlers::list_events)
        .service(handlers::create_event)
        .service(handlers::get_event)
        .service(handlers::edit::update_event)
        .service(handlers::edit::notify_attendees)
        .service(handlers::edit::cancel_event)
        .service(handlers::picture::set_event_picture)
        .service(handlers::picture::update_event_picture)
        .service(handlers::picture::remove_event_picture)
        .service(handlers::picture::get_event_picture);
}
