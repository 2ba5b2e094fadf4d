//! HTTP in, HTTP out.

use actix_web::web::{Data, Json};
use actix_web::{get, post};
use api_types::notifications::{NotificationsPage, NotificationsSeen, UnreadCount};
use api_types::pages::PageQuery;
use api_types::problem::Problem;
use diesel_async::AsyncConnection;

use super::{queries, tell_of_reading};
use crate::chat::queries::noticed::notice_conversations;
use crate::error::ApiResult;
use crate::extract::{Valid, ValidQuery};
use crate::paging::{Cursor, page};
use crate::sessions::CurrentUser;
use crate::state::AppState;

/// List one's notifications
///
/// What happened at events, and who wrote: one item for each conversation with messages. The latest
/// first. What happens again while an item is unread is added to it.
#[utoipa::path(
    tag = "Notifications",
    params(PageQuery),
    security(("session" = [])),
    responses(
        (status = 200, description = "A page of the list, and how many are unread in all.", body = NotificationsPage),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/notifications")]
pub async fn list_notifications(
    user: CurrentUser,
    state: Data<AppState>,
    query: ValidQuery<PageQuery>,
) -> ApiResult<Json<NotificationsPage>> {
    let limit = query.0.limit;
    let cursor = Cursor::decode_optional(query.0.cursor.as_deref())?;
    let mut conn = state.connection().await?;
    let items = queries::notifications_of(&mut conn, user.id, cursor, limit).await?;
    let unread = queries::count_unread(&mut conn, user.id).await?;
    let list = page(items, limit, queries::position, |item| item);
    Ok(Json(NotificationsPage {
        items: list.items,
        next_cursor: list.next_cursor,
        unread,
    }))
}

/// Mark notifications as read
///
/// All, or those that are named. Of messages, only that one has noticed them: they stay unread in
/// their conversation.
#[utoipa::path(
    tag = "Notifications",
    request_body = NotificationsSeen,
    security(("session" = [])),
    responses((status = 200, description = "What is left.", body = UnreadCount)),
)]
#[post("/notifications/read")]
pub async fn mark_notifications_read(
    user: CurrentUser,
    state: Data<AppState>,
    body: Valid<NotificationsSeen>,
) -> ApiResult<Json<UnreadCount>> {
    let (ids, now) = (body.0.ids.as_deref(), state.clock.now());
    let mut conn = state.connection().await?;
    // Two transactions: who changes conversations takes another lock first than who leaves.
    let read = queries::mark_read(&mut conn, user.id, ids, now).await?;
    let noticed = conn
        .transaction(async |conn| notice_conversations(conn, user.id, ids).await)
        .await?;
    let unread = queries::count_unread(&mut conn, user.id).await?;
    if read + noticed > 0 {
        tell_of_reading(&state, [user.id]);
    }
    Ok(Json(UnreadCount { unread }))
}
