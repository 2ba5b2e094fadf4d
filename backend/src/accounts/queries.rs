//! The statements of the room.

use api_types::accounts::{Account, ValidAccount};
use chrono::{DateTime, Utc};
use diesel::dsl::{exists, select};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::schema::{confirmation_values, users};

diesel::define_sql_function! {
    /// Text in lower case.
    fn lower(text: Text) -> Text;
}

/// A person with an account.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(diesel::pg::Pg))]
pub struct User {
    /// UUID v7.
    pub id: Uuid,
    /// As typed.
    pub username: String,
    /// As typed.
    pub email: String,
    /// Argon2id, PHC string.
    pub password_hash: String,
    /// If told.
    pub first_name: Option<String>,
    /// If told.
    pub last_name: Option<String>,
    /// If told, in years.
    pub age: Option<i16>,
    /// When the email address was confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When they registered.
    pub created_at: DateTime<Utc>,
}

impl From<User> for Account {
    fn from(user: User) -> Self {
        Self {
            id: user.id,
            username: user.username,
            email: user.email,
            first_name: user.first_name,
            last_name: user.last_name,
            age: user.age,
            created_at: user.created_at,
        }
    }
}

/// Adds a person whose email address is not confirmed yet.
pub async fn insert_user(
    conn: &mut AsyncPgConnection,
    account: &ValidAccount,
    password_hash: &str,
    now: DateTime<Utc>,
) -> QueryResult<User> {
    diesel::insert_into(users::table)
        .values((
            users::id.eq(Uuid::now_v7()),
            users::username.eq(&account.username),
            users::email.eq(&account.email),
            users::password_hash.eq(password_hash),
            users::first_name.eq(&account.first_name),
            users::last_name.eq(&account.last_name),
            users::age.eq(account.age),
            users::created_at.eq(now),
        ))
        .returning(User::as_returning())
        .get_result(conn)
        .await
}

/// Which of a username and an email address are taken. Only to name both at once when one of
/// them was refused: what counts are the constraints.
pub async fn taken(
    conn: &mut AsyncPgConnection,
    username: &str,
    email: &str,
) -> QueryResult<(bool, bool)> {
    let has_username = users::table.filter(lower(users::username).eq(lower(username)));
    let has_email = users::table.filter(lower(users::email).eq(lower(email)));
    select((exists(has_username), exists(has_email)))
        .get_result(conn)
        .await
}

/// The person with this username or email address, whatever its case. Only addresses contain an
/// `@`.
pub async fn user_by_login(conn: &mut AsyncPgConnection, login: &str) -> QueryResult<Option<User>> {
    let query = users::table.select(User::as_select()).into_boxed();
    let query = if login.contains('@') {
        query.filter(lower(users::email).eq(lower(login)))
    } else {
        query.filter(lower(users::username).eq(lower(login)))
    };
    query.first(conn).await.optional()
}

/// The person with this id.
pub async fn user_by_id(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<User>> {
    users::table
        .find(id)
        .select(User::as_select())
        .first(conn)
        .await
        .optional()
}

/// Stores the hash of a value that confirms an account.
pub async fn insert_confirmation_value(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    value_hash: &[u8],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(confirmation_values::table)
        .values((
            confirmation_values::id.eq(Uuid::now_v7()),
            confirmation_values::user_id.eq(user_id),
            confirmation_values::purpose.eq("confirm_account"),
            confirmation_values::value_hash.eq(value_hash),
            confirmation_values::created_at.eq(now),
            confirmation_values::expires_at.eq(expires_at),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Uses a value: it and its siblings are gone, and the person it belonged to is returned, unless
/// it is unknown or has expired.
pub async fn consume_confirmation_value(
    conn: &mut AsyncPgConnection,
    value_hash: &[u8],
    now: DateTime<Utc>,
) -> QueryResult<Option<Uuid>> {
    let owner = diesel::delete(confirmation_values::table)
        .filter(confirmation_values::value_hash.eq(value_hash))
        .filter(confirmation_values::expires_at.gt(now))
        .returning(confirmation_values::user_id)
        .get_result::<Uuid>(conn)
        .await
        .optional()?;
    if let Some(user_id) = owner {
        diesel::delete(confirmation_values::table)
            .filter(confirmation_values::user_id.eq(user_id))
            .execute(conn)
            .await?;
    }
    Ok(owner)
}

/// Notes that the person's email address is confirmed.
pub async fn mark_confirmed(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(users::table.find(user_id))
        .filter(users::confirmed_at.is_null())
        .set(users::confirmed_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}
