//! The statements of the room.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::lower;
use crate::db::schema::{events, users};
use crate::error::{ApiError, ApiResult};
use crate::events::queries::{PersonRow, is_public};
use crate::search;

/// A member as others see them.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(diesel::pg::Pg))]
pub struct ProfileRow {
    /// UUID v7.
    pub id: Uuid,
    /// Since when they have been a member.
    pub created_at: DateTime<Utc>,
    /// What they told.
    #[diesel(embed)]
    pub person: PersonRow,
}

/// The member with this name, whatever its case, if the viewer may know of them. Whoever has not
/// confirmed an address is no member yet.
pub async fn visible_profile(
    conn: &mut AsyncPgConnection,
    username: &str,
    viewer: Option<Uuid>,
) -> ApiResult<ProfileRow> {
    let mut query = users::table
        .filter(lower(users::username).eq(lower(username)))
        .filter(users::confirmed_at.is_not_null())
        .select(ProfileRow::as_select())
        .into_boxed();
    if viewer.is_none() {
        let published = events::table
            .filter(events::creator_id.eq(users::id))
            .filter(is_public());
        query = query.filter(exists(published));
    }
    query
        .first(conn)
        .await
        .optional()?
        .ok_or_else(ApiError::not_found)
}

/// How many people are found at a time.
const FOUND_MAX: i64 = 10;

/// Members whose username or names begin like this, without the one who looks for them.
pub async fn people_called(
    conn: &mut AsyncPgConnection,
    text: &str,
    viewer: Uuid,
) -> QueryResult<Vec<PersonRow>> {
    let patterns = search::beginnings(text);
    if patterns.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = users::table
        .filter(users::confirmed_at.is_not_null())
        .filter(users::id.ne(viewer))
        .order(lower(users::username))
        .limit(FOUND_MAX)
        .select(PersonRow::as_select())
        .into_boxed();
    for pattern in patterns {
        query = query.filter(search::matches("users.search_text", pattern));
    }
    query.load(conn).await
}

/// Where each part ends of the people who published something for everybody, but the last.
pub async fn ends_of_publisher_parts(
    conn: &mut AsyncPgConnection,
    size: i64,
) -> QueryResult<Vec<String>> {
    let found = diesel::sql_query(
        "SELECT username FROM (
             SELECT username, row_number() OVER by_name AS number,
                    lead(id) OVER by_name AS next
             FROM users WHERE confirmed_at IS NOT NULL AND EXISTS (
                 SELECT FROM events WHERE creator_id = users.id AND visibility = 'public'
             )
             WINDOW by_name AS (ORDER BY lower(username))
         ) AS numbered
         WHERE number % $1 = 0 AND next IS NOT NULL ORDER BY number",
    )
    .bind::<BigInt, _>(size)
    .load::<Boundary>(conn)
    .await?;
    Ok(found
        .into_iter()
        .map(|boundary| boundary.username)
        .collect())
}

#[derive(QueryableByName)]
struct Boundary {
    #[diesel(sql_type = Text)]
    username: String,
}

/// A part of the people who published something for everybody, in the order of their usernames.
pub async fn part_of_publishers(
    conn: &mut AsyncPgConnection,
    after: Option<&str>,
    size: i64,
) -> QueryResult<Vec<String>> {
    let published = events::table
        .filter(events::creator_id.eq(users::id))
        .filter(is_public());
    let mut query = users::table
        .filter(users::confirmed_at.is_not_null())
        .filter(exists(published))
        .order(lower(users::username))
        .limit(size)
        .select(users::username)
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(lower(users::username).gt(lower(after)));
    }
    query.load(conn).await
}
