//! HTTP in, HTTP out.

use actix_web::get;
use actix_web::web::{Data, Json};
use api_types::events::Event;
use api_types::pages::{Page, PageQuery};
use api_types::problem::Problem;
use api_types::profiles::Profile;

use super::queries::visible_profile;
use crate::error::ApiResult;
use crate::events::queries::{SeenEvent, events_of};
use crate::extract::{PathUsername, ValidQuery};
use crate::paging::{Cursor, page};
use crate::sessions::MaybeUser;
use crate::state::AppState;

/// Read somebody's profile
///
/// Guests see the profiles of people who have published a public event.
#[utoipa::path(
    tag = "Profiles",
    params(("username" = String, Path, description = "The person's username, whatever its case")),
    security((), ("session" = [])),
    responses(
        (status = 200, description = "What others see of the person.", body = Profile),
        (status = 404, description = "There is no such person, or none that the one who asks may know of.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/users/{username}")]
pub async fn get_profile(
    user: MaybeUser,
    username: PathUsername,
    state: Data<AppState>,
) -> ApiResult<Json<Profile>> {
    let mut conn = state.connection().await?;
    let row = visible_profile(&mut conn, &username.0, user.id()).await?;
    Ok(Json(Profile {
        person: row.person.into(),
        created_at: row.created_at,
    }))
}

/// List the events that somebody published
///
/// Those that the one who asks may see, the latest first; past ones included.
#[utoipa::path(
    tag = "Profiles",
    params(("username" = String, Path, description = "The person's username, whatever its case"), PageQuery),
    security((), ("session" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = Page<Event>),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such person, or none that the one who asks may know of.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/users/{username}/events")]
pub async fn list_events_of_user(
    user: MaybeUser,
    username: PathUsername,
    state: Data<AppState>,
    query: ValidQuery<PageQuery>,
) -> ApiResult<Json<Page<Event>>> {
    let cursor = Cursor::decode_optional(query.0.cursor.as_deref())?;
    let (limit, now) = (query.0.limit, state.clock.now());
    let mut conn = state.connection().await?;
    let creator = visible_profile(&mut conn, &username.0, user.id()).await?;
    let seen = events_of(&mut conn, creator.id, user.id(), cursor, limit).await?;
    let position = |last: &SeenEvent| Cursor {
        at: last.row.starts_at,
        id: last.row.id,
    };
    Ok(Json(page(seen, limit, position, |event| {
        event.into_event(now)
    })))
}
