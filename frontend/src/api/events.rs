//! Publishing, finding and reading events; places at them.

use api_types::bookings::{
    Attendee, BookingReceipt, Eligibility, InvitationReceipt, NewInvitation,
};
use api_types::events::{Cancellation, Event, EventChanges, NewEvent, PeopleTold};
use api_types::pages::Page;
use gloo_net::http::Method;
use uuid::Uuid;

use super::once::Once;
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
        let limit = self.limit.map(|limit| limit.to_string());
        client::with_query(
            "/events",
            &[
                ("query", &self.query),
                ("from", &self.from),
                ("to", &self.to),
                ("include_past", if self.include_past { "true" } else { "" }),
                ("limit", limit.as_deref().unwrap_or_default()),
                ("cursor", self.cursor.as_deref().unwrap_or_default()),
            ],
        )
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
    Once::new(Method::POST, "/events").json(event).send().await
}

/// Changes an event, unless somebody else changed this version of it meanwhile.
pub async fn update_event(
    id: Uuid,
    version: i32,
    changes: &EventChanges,
) -> Result<Event, ApiError> {
    Once::new(Method::PATCH, &format!("/events/{id}"))
        .version(version)
        .json(changes)
        .send()
        .await
}

/// Calls an event off, and tells everybody who has a place or an invitation.
pub async fn cancel_event(id: Uuid, cancellation: &Cancellation) -> Result<PeopleTold, ApiError> {
    Once::new(Method::POST, &format!("/events/{id}/cancellation"))
        .json(cancellation)
        .send()
        .await
}

/// Tells everybody who has a place or an invitation what has changed.
pub async fn notify_attendees(id: Uuid) -> Result<PeopleTold, ApiError> {
    Once::new(Method::POST, &format!("/events/{id}/notifications"))
        .send()
        .await
}

/// Asks somebody to come.
pub async fn invite_user(
    id: Uuid,
    invitation: &NewInvitation,
) -> Result<InvitationReceipt, ApiError> {
    Once::new(Method::POST, &format!("/events/{id}/invitations"))
        .json(invitation)
        .send()
        .await
}

/// Takes back somebody's place or invitation.
pub async fn remove_attendee(id: Uuid, username: &str) -> Result<(), ApiError> {
    let username = client::encode(username);
    Once::new(
        Method::DELETE,
        &format!("/events/{id}/attendees/{username}"),
    )
    .send()
    .await
}

/// Who comes; with a `query`, whose names fit it.
pub async fn list_attendees(
    id: Uuid,
    query: &str,
    limit: u32,
    cursor: Option<&str>,
) -> Result<Page<Attendee>, ApiError> {
    let path = format!("/events/{id}/attendees");
    client::get(&client::page(&path, &[("query", query)], limit, cursor)).await
}

/// Whether one may book, and what to do next.
pub async fn get_eligibility(id: Uuid) -> Result<Eligibility, ApiError> {
    client::get(&format!("/events/{id}/eligibility")).await
}

/// Books a place; that accepts an invitation, too.
pub async fn book_event(id: Uuid) -> Result<BookingReceipt, ApiError> {
    Once::new(Method::PUT, &format!("/events/{id}/booking"))
        .send()
        .await
}

/// Gives the place back, or declines an invitation.
pub async fn cancel_booking(id: Uuid) -> Result<(), ApiError> {
    Once::new(Method::DELETE, &format!("/events/{id}/booking"))
        .send()
        .await
}

/// Where an event is downloaded for a calendar program: an address for the browser itself.
pub fn calendar_of(id: Uuid) -> String {
    client::address(&format!("/events/{id}/calendar"))
}
