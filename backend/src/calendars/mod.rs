//! Calendars: events as files for calendar programs, one by one, and as a private feed of what a
//! person has booked. Owns the table `calendar_feeds`; how a file looks is decided in [`crate::ical`].

pub mod handlers;
pub mod queries;

use crate::operations::Operations;

/// The operations of the room.
pub fn routes(cfg: &mut impl Operations) {
    cfg.service(handlers::download_event_calendar)
        .service(handlers::get_calendar_feed)
        .service(handlers::create_calendar_feed)
        .service(handlers::revoke_calendar_feed)
        .service(handlers::read_calendar_feed);
}
