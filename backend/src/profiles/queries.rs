//! The statements of the room.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
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
        query = query.filter(users::search_text.like(pattern));
    }
    query.load(conn).await
}
