//! What administrators do with accounts, and what they choose for all of them.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Timestamptz;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::User;
use crate::db::lower;
use crate::db::schema::{instance_settings, users};

/// Whether people can register.
pub async fn is_sign_up_open(conn: &mut AsyncPgConnection) -> QueryResult<bool> {
    instance_settings::table
        .select(instance_settings::sign_up_open)
        .first(conn)
        .await
}

/// Lets people register, or not; false if it was so before.
pub async fn set_sign_up_open(conn: &mut AsyncPgConnection, is_open: bool) -> QueryResult<bool> {
    let changed = diesel::update(instance_settings::table)
        .filter(instance_settings::sign_up_open.ne(is_open))
        .set(instance_settings::sign_up_open.eq(is_open))
        .execute(conn)
        .await?;
    Ok(changed == 1)
}

/// Whether this person administers the instance; nothing if there is no such person any more.
pub async fn is_admin(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<bool>> {
    users::table
        .find(id)
        .select(users::is_admin)
        .first(conn)
        .await
        .optional()
}

/// Keeps these people from leaving until the end of the transaction, in the order in which
/// everybody locks several: what refers to them can be written without waiting. Returns those who
/// are still here.
pub async fn hold_people(conn: &mut AsyncPgConnection, ids: &[Uuid]) -> QueryResult<Vec<Uuid>> {
    users::table
        .filter(users::id.eq_any(ids))
        .order(users::id)
        .select(users::id)
        .for_key_share()
        .load(conn)
        .await
}

/// The person with this username, whatever its case.
pub async fn user_by_username(
    conn: &mut AsyncPgConnection,
    username: &str,
) -> QueryResult<Option<User>> {
    users::table
        .filter(lower(users::username).eq(lower(username)))
        .select(User::as_select())
        .first(conn)
        .await
        .optional()
}

/// Keeps somebody out, or changes the reason; false if it is so for this reason already.
pub async fn block_user(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    reason: &str,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let changed = diesel::update(users::table.find(id))
        .filter(users::blocked_reason.is_distinct_from(reason))
        .set((
            users::blocked_at.eq(sql("coalesce(blocked_at, ")
                .bind::<Timestamptz, _>(now)
                .sql(")")),
            users::blocked_reason.eq(reason),
        ))
        .execute(conn)
        .await?;
    Ok(changed == 1)
}

/// Lets somebody in again; false if they were not kept out.
pub async fn unblock_user(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<bool> {
    let changed = diesel::update(users::table.find(id))
        .filter(users::blocked_at.is_not_null())
        .set((
            users::blocked_at.eq(None::<DateTime<Utc>>),
            users::blocked_reason.eq(None::<String>),
        ))
        .execute(conn)
        .await?;
    Ok(changed == 1)
}

/// Makes somebody an administrator, or takes it away; false if it was so before.
pub async fn set_admin(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    is_admin: bool,
) -> QueryResult<bool> {
    let changed = diesel::update(users::table.find(id))
        .filter(users::is_admin.ne(is_admin))
        .set(users::is_admin.eq(is_admin))
        .execute(conn)
        .await?;
    Ok(changed == 1)
}
