//! People, as administrators see them.

use api_types::administration::{PeopleChoice, PersonRecord};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::lower;
use crate::db::schema::users;
use crate::error::{ApiError, ApiResult};
use crate::events::queries::PersonRow;
use crate::paging::Cursor;
use crate::search;

/// A person, with what only administrators and they themselves know.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(diesel::pg::Pg))]
pub struct PersonRecordRow {
    /// UUID v7.
    pub id: Uuid,
    /// What others see.
    #[diesel(embed)]
    pub person: PersonRow,
    /// Where mails go.
    pub email: String,
    /// When they registered.
    pub created_at: DateTime<Utc>,
    /// When the email address was confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Whether they administer the instance.
    pub is_admin: bool,
    /// Since when they are kept out.
    pub blocked_at: Option<DateTime<Utc>>,
    /// Why.
    pub blocked_reason: Option<String>,
}

impl PersonRecordRow {
    /// Where they stand in the list.
    pub fn position(&self) -> Cursor {
        Cursor {
            at: self.created_at,
            id: self.id,
        }
    }
}

impl From<PersonRecordRow> for PersonRecord {
    fn from(row: PersonRecordRow) -> Self {
        Self {
            id: row.id,
            person: row.person.into(),
            email: row.email,
            created_at: row.created_at,
            confirmed_at: row.confirmed_at,
            is_admin: row.is_admin,
            blocked_at: row.blocked_at,
            blocked_reason: row.blocked_reason,
        }
    }
}

/// A page of people, the latest account first, with one more than the limit if there are more. An
/// email address is found as a whole, names by how their words begin.
pub async fn people_page(
    conn: &mut AsyncPgConnection,
    query: Option<&str>,
    only: PeopleChoice,
    cursor: Option<Cursor>,
    limit: i64,
) -> QueryResult<Vec<PersonRecordRow>> {
    let mut people = users::table
        .order((users::created_at.desc(), users::id.desc()))
        .limit(limit.saturating_add(1))
        .select(PersonRecordRow::as_select())
        .into_boxed();
    people = match only {
        PeopleChoice::All => people,
        PeopleChoice::Blocked => people.filter(users::blocked_at.is_not_null()),
        PeopleChoice::Unconfirmed => people.filter(users::confirmed_at.is_null()),
        PeopleChoice::Admins => people.filter(users::is_admin),
    };
    match query {
        Some(email) if email.contains('@') => {
            people = people.filter(lower(users::email).eq(lower(email)));
        }
        Some(words) => {
            let patterns = search::beginnings(words);
            if patterns.is_empty() {
                return Ok(Vec::new());
            }
            for pattern in patterns {
                people = people.filter(users::search_text.like(pattern));
            }
        }
        None => {}
    }
    if let Some(cursor) = cursor {
        people = people.filter(cursor.rows_below("users.created_at, users.id"));
    }
    people.load(conn).await
}

/// A person.
pub async fn person_record(conn: &mut AsyncPgConnection, id: Uuid) -> ApiResult<PersonRecord> {
    let row = users::table
        .find(id)
        .select(PersonRecordRow::as_select())
        .first(conn)
        .await
        .optional()?;
    row.map(PersonRecord::from).ok_or_else(ApiError::not_found)
}
