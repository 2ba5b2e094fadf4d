//! The statements about links.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::LinkPurpose;
use crate::db::schema::confirmation_values as links;

/// A link whose value came back.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = links, check_for_backend(diesel::pg::Pg))]
pub struct LinkRow {
    /// Whose.
    pub user_id: Uuid,
    /// As [`LinkPurpose::name`] has it.
    pub purpose: String,
    /// The address that it puts in force, where it does that.
    pub email: Option<String>,
}

/// Stores the hash of a value.
pub async fn insert_value(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    purpose: LinkPurpose,
    email: Option<&str>,
    value_hash: &[u8],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(links::table)
        .values((
            links::id.eq(Uuid::now_v7()),
            links::user_id.eq(user_id),
            links::purpose.eq(purpose.name()),
            links::email.eq(email),
            links::value_hash.eq(value_hash),
            links::created_at.eq(now),
            links::expires_at.eq(expires_at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// The person to whom a value for this purpose belongs, without using it.
pub async fn owner(
    conn: &mut AsyncPgConnection,
    value_hash: &[u8],
    purpose: LinkPurpose,
    now: DateTime<Utc>,
) -> QueryResult<Option<Uuid>> {
    links::table
        .filter(links::value_hash.eq(value_hash))
        .filter(links::purpose.eq(purpose.name()))
        .filter(links::expires_at.gt(now))
        .select(links::user_id)
        .first(conn)
        .await
        .optional()
}

/// Uses a value for one of these purposes: it and its siblings of the same purpose are gone. `None`
/// if it is unknown, for something else, or has expired.
pub async fn consume(
    conn: &mut AsyncPgConnection,
    value_hash: &[u8],
    purposes: &[LinkPurpose],
    now: DateTime<Utc>,
) -> QueryResult<Option<LinkRow>> {
    let names = purposes.iter().map(|purpose| purpose.name());
    let used = diesel::delete(links::table)
        .filter(links::value_hash.eq(value_hash))
        .filter(links::purpose.eq_any(names))
        .filter(links::expires_at.gt(now))
        .returning(LinkRow::as_returning())
        .get_result(conn)
        .await
        .optional()?;
    if let Some(used) = &used {
        diesel::delete(links::table)
            .filter(links::user_id.eq(used.user_id))
            .filter(links::purpose.eq(&used.purpose))
            .execute(conn)
            .await?;
    }
    Ok(used)
}

/// The new address of a person that waits for its confirmation.
pub async fn pending_email(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<Option<String>> {
    links::table
        .filter(links::user_id.eq(user_id))
        .filter(links::purpose.eq(LinkPurpose::ChangeEmail.name()))
        .filter(links::expires_at.gt(now))
        .order(links::created_at.desc())
        .select(links::email.assume_not_null())
        .first(conn)
        .await
        .optional()
}

/// The addresses to which mails about a change went, whether it happened or not.
pub async fn new_emails(conn: &mut AsyncPgConnection, user_id: Uuid) -> QueryResult<Vec<String>> {
    links::table
        .filter(links::user_id.eq(user_id))
        .filter(links::email.is_not_null())
        .select(links::email.assume_not_null())
        .load(conn)
        .await
}

/// Takes back a person's links of these purposes.
pub async fn revoke(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    purposes: &[LinkPurpose],
) -> QueryResult<()> {
    let names = purposes.iter().map(|purpose| purpose.name());
    diesel::delete(links::table)
        .filter(links::user_id.eq(user_id))
        .filter(links::purpose.eq_any(names))
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes the values that have expired, and returns how many there were.
pub async fn delete_expired(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::delete(links::table.filter(links::expires_at.le(now)))
        .execute(conn)
        .await
}
