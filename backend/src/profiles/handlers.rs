//! HTTP in, HTTP out.

use actix_web::get;
use actix_web::web::{Data, Json};
use api_types::accounts::Person;
use api_types::events::Event;
use api_types::pages::Page;
use api_types::problem::Problem;
use api_types::profiles::{EventsOfUserQuery, PersonQuery, Profile};

use super::queries::{people_called, visible_profile};
use crate::error::ApiResult;
use crate::events::queries::{PeriodAt, SeenEvent, events_of};
use crate::extract::{PathUsername, ValidQuery};
use crate::paging::{Cursor, page};
use crate::sessions::{CurrentUser, MaybeUser};
use crate::state::AppState;

/// Find people
///
/// By how their username or their names begin, for a field that helps while one types. At most 10,
/// in the order of their usernames, and never oneself.
#[utoipa::path(
    tag = "Profiles",
    params(PersonQuery),
    security(("session" = [])),
    responses(
        (status = 200, description = "Those who were found; there is no next page.", body = Page<Person>),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/users")]
pub async fn find_users(
    user: CurrentUser,
    state: Data<AppState>,
    query: ValidQuery<PersonQuery>,
) -> ApiResult<Json<Page<Person>>> {
    let mut conn = state.connection().await?;
    let people = people_called(&mut conn, &query.0, user.id).await?;
    Ok(Json(Page {
        items: people.into_iter().map(Person::from).collect(),
        next_cursor: None,
    }))
}

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
/// Those that the one who asks may see: upcoming, past, or all.
#[utoipa::path(
    tag = "Profiles",
    params(("username" = String, Path, description = "The person's username, whatever its case"), EventsOfUserQuery),
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
    query: ValidQuery<EventsOfUserQuery>,
) -> ApiResult<Json<Page<Event>>> {
    let query = query.0;
    let cursor = Cursor::decode_optional(query.cursor.as_deref())?;
    let now = state.clock.now();
    let period = query.period.map(|period| PeriodAt(period, now));
    let mut conn = state.connection().await?;
    let creator = visible_profile(&mut conn, &username.0, user.id()).await?;
    let seen = events_of(
        &mut conn,
        creator.id,
        user.id(),
        period,
        cursor,
        query.limit,
    )
    .await?;
    Ok(Json(page(
        seen,
        query.limit,
        SeenEvent::position,
        |event| event.into_event(now),
    )))
}
