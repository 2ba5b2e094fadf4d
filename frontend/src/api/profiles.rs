//! What others see of a person, and one's own account.

use api_types::accounts::Confirmation;
use api_types::events::Event;
use api_types::pages::Page;
use api_types::privacy::{AccountDeletion, DeletionPreview};
use api_types::profiles::{EmailConfirmation, Profile, ProfileChanges, UpdatedProfile};

use super::{ApiError, client};

/// Where one's own data are downloaded: an address for the browser itself.
pub const OWN_DATA: &str = "/api/v1/users/me/data";

/// A person as others see them.
pub async fn get_profile(username: &str) -> Result<Profile, ApiError> {
    client::get(&format!("/users/{}", client::encode(username))).await
}

/// The events of a person that one may see, the latest first.
pub async fn list_events_of(
    username: &str,
    limit: u32,
    cursor: Option<&str>,
) -> Result<Page<Event>, ApiError> {
    let path = format!("/users/{}/events", client::encode(username));
    client::get(&client::page(&path, limit, cursor)).await
}

/// Changes one's own profile.
pub async fn update_profile(changes: &ProfileChanges) -> Result<UpdatedProfile, ApiError> {
    client::patch("/users/me", changes).await
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
