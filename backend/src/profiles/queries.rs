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
