//! What others see of a person, and one's own account.

use api_types::accounts::{Confirmation, Person};
use api_types::bookings::{Booking, BookingStatus};
use api_types::calendars::{CalendarFeed, NewCalendarFeed};
use api_types::events::Event;
use api_types::language::{Language, LanguageChoice};
use api_types::pages::{Page, Period};
use api_types::privacy::{AccountDeletion, DeletionPreview};
use api_types::profiles::{EmailConfirmation, Profile, ProfileChanges, UpdatedProfile};

use super::kept::Kept;
use super::{ApiError, client};

/// Where one's own data are downloaded: an address for the browser itself.
pub const OWN_DATA: &str = "/api/v1/users/me/data";

/// Where the private address for calendar programs is made and ended.
const FEED: &str = "/users/me/calendar-feed";

/// A person as others see them.
pub async fn get_profile(username: &str) -> Result<Profile, ApiError> {
    client::get(&format!("/users/{}", client::encode(username))).await
}

/// People whose names begin like that; at most ten.
pub async fn find_users(query: &str) -> Result<Page<Person>, ApiError> {
    client::get(&client::with_query("/users", &[("query", query)])).await
}

/// The events of a person that one may see: those of a period, or all, the latest first.
pub async fn list_events_of(
    username: &str,
    period: Option<Period>,
    limit: u32,
    cursor: Option<&str>,
) -> Result<Page<Event>, ApiError> {
    let path = format!("/users/{}/events", client::encode(username));
    let period = period.map(period_name).unwrap_or_default();
    client::get(&client::page(&path, &[("period", period)], limit, cursor)).await
}

/// One's own places or invitations at the events of a period.
pub async fn list_own_bookings(
    status: BookingStatus,
    period: Period,
    limit: u32,
    cursor: Option<&str>,
) -> Result<Kept<Page<Booking>>, ApiError> {
    let status = match status {
        BookingStatus::Invited => "invited",
        BookingStatus::Accepted => "accepted",
    };
    let parameters = [("status", status), ("period", period_name(period))];
    client::get_kept(&client::page("/bookings", &parameters, limit, cursor)).await
}

fn period_name(period: Period) -> &'static str {
    match period {
        Period::Upcoming => "upcoming",
        Period::Past => "past",
    }
}

/// Changes one's own profile.
pub async fn update_profile(changes: &ProfileChanges) -> Result<UpdatedProfile, ApiError> {
    client::patch("/users/me", changes).await
}

/// Tells in which language mails are to be written.
pub async fn choose_language(language: Language) -> Result<(), ApiError> {
    let choice = LanguageChoice {
        language: language.to_string(),
    };
    client::put_json("/users/me/language", &choice).await
}

/// Confirms a new address, or brings back the old one, with the value from the mail.
pub async fn confirm_email(hash: String) -> Result<EmailConfirmation, ApiError> {
    client::post("/auth/email/confirm", &Confirmation { hash }).await
}

/// What deleting the account would do.
pub async fn preview_deletion() -> Result<DeletionPreview, ApiError> {
    client::get("/users/me/deletion").await
}

/// Deletes the account.
pub async fn delete_account(deletion: &AccountDeletion) -> Result<(), ApiError> {
    client::post("/users/me/deletion", deletion).await
}

/// Whether there is a private address for calendar programs.
pub async fn get_calendar_feed() -> Result<CalendarFeed, ApiError> {
    client::get(FEED).await
}

/// Makes a private address for calendar programs, in place of the one before.
pub async fn create_calendar_feed() -> Result<NewCalendarFeed, ApiError> {
    client::post(FEED, &serde_json::Map::new()).await
}

/// Ends the private address.
pub async fn revoke_calendar_feed() -> Result<(), ApiError> {
    client::delete(FEED).await
}

/// Ends the invitation mails to whoever the token of such a mail belongs to.
pub async fn unsubscribe(token: &str) -> Result<(), ApiError> {
    let path = client::with_query("/invitation-mails/unsubscribe", &[("token", token)]);
    client::post(&path, &serde_json::Map::new()).await
}
