//! Where one is logged in.

use api_types::pages::Page;
use api_types::sessions::Session;
use uuid::Uuid;

use super::{ApiError, client};

/// One's sessions, the latest login first.
pub async fn list_sessions(limit: u32, cursor: Option<&str>) -> Result<Page<Session>, ApiError> {
    client::get(&client::page("/auth/sessions", &[], limit, cursor)).await
}

/// Ends a session of one's own.
pub async fn end_session(id: Uuid) -> Result<(), ApiError> {
    client::delete(&format!("/auth/sessions/{id}")).await
}

/// Ends all of one's sessions but this one.
pub async fn end_other_sessions() -> Result<(), ApiError> {
    client::delete("/auth/sessions").await
}
