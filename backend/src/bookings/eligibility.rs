//! The rule that decides whether somebody may book, for the question and for the deed.

use api_types::bookings::BookingObstacle;
use api_types::events::Relation;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::events::queries::SeenEvent;

/// What stands in the way of a booking by this viewer at this instant, as far as what was read
/// tells. Whether a place is still left when the booking is written, only the write decides.
pub fn obstacle(
    event: &SeenEvent,
    viewer: Option<Uuid>,
    now: DateTime<Utc>,
) -> Option<BookingObstacle> {
    let row = &event.row;
    let is_full = row
        .maximum_attendees
        .is_some_and(|most| row.places_taken >= most);
    if event.relation == Relation::Creator {
        Some(BookingObstacle::OwnEvent)
    } else if event.relation == Relation::Accepted {
        Some(BookingObstacle::AlreadyBooked)
    } else if row.ends_at <= now {
        Some(BookingObstacle::EventOver)
    } else if is_full {
        Some(BookingObstacle::EventFull)
    } else if viewer.is_none() {
        Some(BookingObstacle::LoginRequired)
    } else {
        None
    }
}
