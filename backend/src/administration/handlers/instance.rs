//! The instance as a whole: its numbers, its settings, and what was done to it.

use actix_web::web::{Data, Json};
use actix_web::{get, patch};
use api_types::administration::{
    AdminAction, Administration, LogEntry, LogSubjectKind, Settings, SettingsChanges,
};
use api_types::pages::{Page, PageQuery};
use api_types::problem::Problem;
use diesel_async::AsyncConnection;

use crate::accounts::queries::{is_sign_up_open, set_sign_up_open};
use crate::administration::AdminUser;
use crate::administration::queries::{self, Deed};
use crate::error::{ApiError, ApiResult};
use crate::extract::{Valid, ValidQuery};
use crate::paging::{Cursor, page};
use crate::state::AppState;

/// See what the instance is like
///
/// How many people, events, bookings, mails and reports there are, and the settings.
#[utoipa::path(
    tag = "Administration",
    security(("session" = [])),
    responses((status = 200, description = "At this moment.", body = Administration)),
)]
#[get("/admin")]
pub async fn get_administration(
    _: AdminUser,
    state: Data<AppState>,
) -> ApiResult<Json<Administration>> {
    let mut conn = state.connection().await?;
    let overview = queries::overview(&mut conn, state.clock.now()).await?;
    Ok(Json(overview))
}

/// Change the settings
///
/// Only those that are sent. While sign-up is closed, nobody can register; whoever has registered
/// already can still confirm their address and log in.
#[utoipa::path(
    tag = "Administration",
    request_body = SettingsChanges,
    security(("session" = [])),
    responses((status = 200, description = "The settings as they are now.", body = Settings)),
)]
#[patch("/admin/settings")]
pub async fn update_settings(
    admin: AdminUser,
    state: Data<AppState>,
    body: Valid<SettingsChanges>,
) -> ApiResult<Json<Settings>> {
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    let sign_up_open = conn
        .transaction(async |conn| {
            if let Some(is_open) = body.0.sign_up_open
                && set_sign_up_open(conn, is_open).await?
            {
                let deed = Deed {
                    admin: Some(admin.id),
                    action: match is_open {
                        true => AdminAction::SignUpOpened,
                        false => AdminAction::SignUpClosed,
                    },
                    subject: LogSubjectKind::Settings,
                    subject_id: None,
                    subject_name: None,
                    person: None,
                    reason: None,
                };
                queries::log(conn, deed, now).await?;
            }
            Ok::<_, ApiError>(is_sign_up_open(conn).await?)
        })
        .await?;
    state.sign_up_open.set(sign_up_open);
    Ok(Json(Settings { sign_up_open }))
}

/// See what administrators have done
///
/// Everything that they have changed, the latest first. It stays when those whom it concerns have
/// left, without their names.
#[utoipa::path(
    tag = "Administration",
    params(PageQuery),
    security(("session" = [])),
    responses(
        (status = 200, description = "A page of the log.", body = Page<LogEntry>),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/admin/log")]
pub async fn list_administration_log(
    _: AdminUser,
    state: Data<AppState>,
    query: ValidQuery<PageQuery>,
) -> ApiResult<Json<Page<LogEntry>>> {
    let cursor = Cursor::decode_optional(query.0.cursor.as_deref())?;
    let limit = query.0.limit;
    let mut conn = state.connection().await?;
    let entries = queries::log_page(&mut conn, cursor, limit).await?;
    let position = |entry: &LogEntry| Cursor {
        at: entry.happened_at,
        id: entry.id,
    };
    Ok(Json(page(entries, limit, position, |entry| entry)))
}
