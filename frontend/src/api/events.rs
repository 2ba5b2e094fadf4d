//! Publishing, finding and reading events; places at them.

use api_types::bookings::{Attendee, BookingReceipt, Eligibility};
use api_types::events::{Event, NewEvent};
use api_types::pages::Page;
use uuid::Uuid;

use super::{ApiError, client};

/// Which part of which list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Words in title or location.
    pub query: String,
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day, `YYYY-MM-DD`.
    pub to: String,
    /// Whether events that are over are listed, too.
    pub include_past: bool,
    /// How many; the server's choice if it is absent.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

impl Listing {
    fn path(&self) -> String {
        let mut path = String::from("/events");
        let mut separator = '?';
        let mut add = |name: &str, value: &str| {
            if !value.is_empty() {
                path.push(separator);
                path.push_str(name);
                path.push('=');
                path.push_str(&client::encode(value));
                separator = '&';
            }
        };
        add("query", &self.query);
        add("from", &self.from);
        add("to", &self.to);
        add("include_past", if self.include_past { "true" } else { "" });
        add(
            "limit",
            &self
                .limit
                .map(|limit| limit.to_string())
                .unwrap_or_default(),
        );
        add("cursor", self.cursor.as_deref().unwrap_or_default());
        path
    }
}

/// A page of the events that one may see, by date.
pub async fn list_events(listing: &Listing) -> Result<Page<Event>, ApiError> {
    client::get(&listing.path()).await
}

/// One event.
pub async fn get_event(id: Uuid) -> Result<Event, ApiError> {
    client::get(&format!("/events/{id}")).await
}

/// Publishes an event.
pub async fn create_event(event: &NewEvent) -> Result<Event, ApiError> {
    client::post("/events", event).await
}

/// Who comes.
pub async fn list_attendees(
    id: Uuid,
    limit: u32,
    cursor: Option<&str>,
) -> Result<Page<Attendee>, ApiError> {
    client::get(&client::page(
        &format!("/events/{id}/attendees"),
        limit,
        cursor,
    ))
    .await
}

/// Whether one may book, and what to do next.
pub async fn get_eligibility(id: Uuid) -> Result<Eligibility, ApiError> {
    client::get(&format!("/events/{id}/eligibility")).await
}

/// Books a place.
pub async fn book_event(id: Uuid) -> Result<BookingReceipt, ApiError> {
    client::put(&format!("/events/{id}/booking")).await
}

/// Gives the place back.
pub async fn cancel_booking(id: Uuid) -> Result<(), ApiError> {
    client::delete(&format!("/events/{id}/booking")).await
}
