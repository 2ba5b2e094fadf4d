//! What happened while one was looking elsewhere.

use api_types::notifications::{NotificationsPage, NotificationsSeen, UnreadCount};

use super::{ApiError, client};

/// One's notifications, the latest first, and how many are unread in all.
pub async fn list_notifications(
    limit: u32,
    cursor: Option<&str>,
) -> Result<NotificationsPage, ApiError> {
    client::get(&client::page("/notifications", &[], limit, cursor)).await
}

/// Marks some notifications as read, or all; says how many are left.
pub async fn mark_notifications_read(seen: &NotificationsSeen) -> Result<UnreadCount, ApiError> {
    client::post("/notifications/read", seen).await
}
