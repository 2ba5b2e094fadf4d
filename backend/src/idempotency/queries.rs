//! The statements of the room.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::Named;
use crate::db::schema::idempotency_keys as keys;

/// How long a request is remembered.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// What is remembered of a request.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = keys, check_for_backend(diesel::pg::Pg))]
pub struct Remembered {
    /// Whose request it was.
    pub user_id: Uuid,
    /// Under which key.
    pub key: String,
    /// What the key is good for.
    pub fingerprint: Vec<u8>,
    /// What the answer is made of.
    pub outcome: Option<Value>,
}

/// Takes a key; false if it was taken before. Waits for a transaction that is just taking it.
pub async fn insert_key(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    named: &Named,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let added = diesel::insert_into(keys::table)
        .values((
            keys::user_id.eq(user_id),
            keys::key.eq(&named.key),
            keys::fingerprint.eq(&named.fingerprint),
            keys::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(added == 1)
}

/// What is remembered under a key.
pub async fn remembered(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    key: &str,
) -> QueryResult<Option<Remembered>> {
    keys::table
        .find((user_id, key))
        .select(Remembered::as_select())
        .first(conn)
        .await
        .optional()
}

/// What is remembered under any of these keys of any of these people.
pub async fn all_remembered(
    conn: &mut AsyncPgConnection,
    users: &[Uuid],
    names: &[&str],
) -> QueryResult<Vec<Remembered>> {
    keys::table
        .filter(keys::user_id.eq_any(users))
        .filter(keys::key.eq_any(names))
        .select(Remembered::as_select())
        .load(conn)
        .await
}

/// Notes what the answer is made of.
pub async fn set_outcome(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    key: &str,
    outcome: &Value,
) -> QueryResult<()> {
    diesel::update(keys::table.find((user_id, key)))
        .set(keys::outcome.eq(outcome))
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes keys of which nobody has taken any, with what became of their requests. One that was
/// taken meanwhile violates `idempotency_keys_pkey`.
pub async fn insert_outcomes(
    conn: &mut AsyncPgConnection,
    outcomes: &[(Uuid, &Named, Value)],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let rows: Vec<_> = outcomes
        .iter()
        .map(|(user_id, named, outcome)| {
            (
                keys::user_id.eq(user_id),
                keys::key.eq(&named.key),
                keys::fingerprint.eq(&named.fingerprint),
                keys::outcome.eq(outcome),
                keys::created_at.eq(now),
            )
        })
        .collect();
    diesel::insert_into(keys::table)
        .values(rows)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets requests of which no repetition will come any more.
pub async fn delete_old_keys(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::delete(keys::table)
        .filter(keys::created_at.lt(now - KEPT))
        .execute(conn)
        .await
}
