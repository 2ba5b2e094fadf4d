//! People: finding them, keeping them out, letting them in again.

use actix_web::web::{Data, Json};
use actix_web::{delete, get, put};
use api_types::administration::{AdminAction, LogSubjectKind, PeopleQuery, PersonRecord, Reason};
use api_types::pages::Page;
use api_types::problem::{Problem, ProblemKind};
use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::accounts::queries::{User, block_user, unblock_user, user_by_username};
use crate::administration::AdminUser;
use crate::administration::queries::{self, Deed, PersonRecordRow};
use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::extract::{PathUsername, Valid, ValidQuery};
use crate::mail::{self, Message};
use crate::paging::{Cursor, page};
use crate::sessions::queries::delete_sessions_of;
use crate::state::AppState;

/// List people
///
/// Everybody who has an account, the latest first.
#[utoipa::path(
    tag = "Administration",
    params(PeopleQuery),
    security(("session" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = Page<PersonRecord>),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/admin/people")]
pub async fn list_people(
    _: AdminUser,
    state: Data<AppState>,
    query: ValidQuery<PeopleQuery>,
) -> ApiResult<Json<Page<PersonRecord>>> {
    let query = query.0;
    let cursor = Cursor::decode_optional(query.cursor.as_deref())?;
    let mut conn = state.connection().await?;
    let words = query.query.as_deref();
    let rows = queries::people_page(&mut conn, words, query.only, cursor, query.limit).await?;
    Ok(Json(page(
        rows,
        query.limit,
        PersonRecordRow::position,
        PersonRecord::from,
    )))
}

/// Block somebody
///
/// They are logged out everywhere, also with programs; the private address of their bookings and
/// their sockets close. They cannot log in, and are told the reason when they try, and by mail. Their
/// events stay. Blocking again with another reason replaces it. Administrators cannot be blocked.
#[utoipa::path(
    tag = "Administration",
    params(("username" = String, Path, description = "The person's username, whatever its case")),
    request_body = Reason,
    security(("session" = [])),
    responses(
        (status = 200, description = "They are blocked.", body = PersonRecord),
        (status = 404, description = "There is no such person.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "They are an administrator.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[put("/admin/people/{username}/block")]
pub async fn block_person(
    admin: AdminUser,
    username: PathUsername,
    state: Data<AppState>,
    body: Valid<Reason>,
) -> ApiResult<Json<PersonRecord>> {
    let (reason, now) = (body.0, state.clock.now());
    let mut conn = state.connection().await?;
    let record = conn
        .transaction(async |conn| {
            let user = held(conn, admin, &username.0).await?;
            if block_user(conn, user.id, &reason, now).await? {
                delete_sessions_of(conn, user.id, None).await?;
                let deed = deed(admin, AdminAction::PersonBlocked, &user, Some(&reason));
                queries::log(conn, deed, now).await?;
                let message = Message::AccountBlocked {
                    username: &user.username,
                    reason: &reason,
                };
                mail::notify(conn, &state, user.mailbox(), &message).await?;
            }
            queries::person_record(conn, user.id).await
        })
        .await
        .on_constraint("users_admin_not_blocked_check", || {
            ApiError::of(ProblemKind::AdministratorProtected)
        })?;
    state.realtime.sessions_ended(record.id);
    Ok(Json(record))
}

/// Let somebody in again
///
/// They can log in as before, and are told by mail. Doing so twice is no error.
#[utoipa::path(
    tag = "Administration",
    params(("username" = String, Path, description = "The person's username, whatever its case")),
    security(("session" = [])),
    responses(
        (status = 200, description = "They are not blocked any more.", body = PersonRecord),
        (status = 404, description = "There is no such person.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[delete("/admin/people/{username}/block")]
pub async fn unblock_person(
    admin: AdminUser,
    username: PathUsername,
    state: Data<AppState>,
) -> ApiResult<Json<PersonRecord>> {
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    let record = conn
        .transaction(async |conn| {
            let user = held(conn, admin, &username.0).await?;
            if unblock_user(conn, user.id).await? {
                let deed = deed(admin, AdminAction::PersonUnblocked, &user, None);
                queries::log(conn, deed, now).await?;
                let message = Message::AccountUnblocked {
                    username: &user.username,
                    link: &state.config.page_url("/login"),
                };
                mail::notify(conn, &state, user.mailbox(), &message).await?;
            }
            queries::person_record(conn, user.id).await
        })
        .await?;
    Ok(Json(record))
}

/// The person with this username, who does not leave meanwhile.
async fn held(conn: &mut AsyncPgConnection, admin: AdminUser, username: &str) -> ApiResult<User> {
    let user = user_by_username(conn, username).await?;
    let user = user.ok_or_else(ApiError::not_found)?;
    queries::hold(conn, admin.id, user.id).await?;
    Ok(user)
}

fn deed<'a>(
    admin: AdminUser,
    action: AdminAction,
    user: &'a User,
    reason: Option<&'a str>,
) -> Deed<'a> {
    Deed {
        admin: Some(admin.id),
        action,
        subject: LogSubjectKind::Person,
        subject_id: Some(user.id),
        subject_name: Some(&user.username),
        person: Some(user.id),
        reason,
    }
}
