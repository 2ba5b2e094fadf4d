//! The statements of the room.

mod administered;

pub use administered::*;

use api_types::accounts::{Account, ValidAccount};
use api_types::language::Language;
use api_types::problem::ProblemKind;
use api_types::profiles::ValidProfileChanges;
use chrono::{DateTime, Utc};
use diesel::dsl::{exists, select};
use diesel::prelude::*;
use diesel::result::OptionalEmptyChangesetExtension;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::links::queries::pending_email;
use crate::db::lower;
use crate::db::schema::users;
use crate::error::{ApiError, ApiResult};
use crate::language::StoredLanguage;
use crate::mail::To;

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
    /// Whether invitations are sent by mail, too.
    pub wants_invitation_mails: bool,
    /// What they read.
    #[diesel(deserialize_as = StoredLanguage)]
    pub language: Language,
    /// Whether they administer this instance.
    pub is_admin: bool,
    /// Since when administrators keep them out.
    pub blocked_at: Option<DateTime<Utc>>,
    /// Why, as they were told.
    pub blocked_reason: Option<String>,
}

impl User {
    /// As it travels to its owner; `pending_email` is a new address that waits.
    pub fn into_account(self, pending_email: Option<String>) -> Account {
        Account {
            id: self.id,
            username: self.username,
            email: self.email,
            first_name: self.first_name,
            last_name: self.last_name,
            age: self.age,
            pending_email,
            wants_invitation_mails: self.wants_invitation_mails,
            language: self.language,
            is_admin: self.is_admin,
            created_at: self.created_at,
        }
    }

    /// As mails reach them.
    pub fn mailbox(&self) -> To<'_> {
        To {
            address: &self.email,
            language: self.language,
        }
    }

    /// Refuses somebody whom administrators keep out, with their reason. Only for those who have
    /// proved who they are.
    pub fn refuse_blocked(&self) -> ApiResult<()> {
        match &self.blocked_reason {
            Some(reason) => Err(ApiError::told(ProblemKind::AccountBlocked, |_| {
                reason.clone()
            })),
            None => Ok(()),
        }
    }

    /// What a password of this person must not be guessed from.
    pub fn personal_words(&self) -> [&str; 4] {
        [
            &self.username,
            &self.email,
            self.first_name.as_deref().unwrap_or_default(),
            self.last_name.as_deref().unwrap_or_default(),
        ]
    }
}

/// Adds a person whose email address is not confirmed yet.
pub async fn insert_user(
    conn: &mut AsyncPgConnection,
    account: &ValidAccount,
    password_hash: &str,
    language: Language,
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
            users::language.eq(language.tag()),
            users::created_at.eq(now),
        ))
        .returning(User::as_returning())
        .get_result(conn)
        .await
}

/// Which of a username and an email address somebody else than `except` has. Only to name both at
/// once when one of them was refused: what counts are the constraints.
pub async fn taken(
    conn: &mut AsyncPgConnection,
    username: &str,
    email: &str,
    except: Option<Uuid>,
) -> QueryResult<(bool, bool)> {
    // Nobody has the nil id.
    let others = users::id.ne(except.unwrap_or_default());
    let has_username = users::table
        .filter(others)
        .filter(lower(users::username).eq(lower(username)));
    let has_email = users::table
        .filter(others)
        .filter(lower(users::email).eq(lower(email)));
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

/// One's own account, with the new address that waits for its confirmation.
pub async fn account(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<Option<Account>> {
    let Some(user) = user_by_id(conn, id).await? else {
        return Ok(None);
    };
    let pending = pending_email(conn, id, now).await?;
    Ok(Some(user.into_account(pending)))
}

/// As [`account`], for a request that its owner made; nobody is logged in with an account that is
/// gone.
pub async fn own_account(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> ApiResult<Account> {
    account(conn, id, now).await?.ok_or_else(login_required)
}

/// As [`own_account`], with what only the server knows.
pub async fn own_user(conn: &mut AsyncPgConnection, id: Uuid) -> ApiResult<User> {
    user_by_id(conn, id).await?.ok_or_else(login_required)
}

fn login_required() -> ApiError {
    ApiError::of(ProblemKind::LoginRequired)
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

/// Replaces a password hash, unless it is another one by now.
pub async fn replace_password_hash(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    old: &str,
    new: &str,
) -> QueryResult<bool> {
    let replaced = diesel::update(users::table.find(user_id))
        .filter(users::password_hash.eq(old))
        .set(users::password_hash.eq(new))
        .execute(conn)
        .await?;
    Ok(replaced == 1)
}

/// What [`update_user`] changes; `None` leaves a column alone.
#[derive(AsChangeset)]
#[diesel(table_name = users)]
struct UserChanges<'a> {
    username: Option<&'a str>,
    first_name: Option<Option<&'a str>>,
    last_name: Option<Option<&'a str>>,
    age: Option<Option<i16>>,
    wants_invitation_mails: Option<bool>,
}

/// Changes what can be changed at once: everything but the email address.
pub async fn update_user(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    changes: &ValidProfileChanges,
) -> QueryResult<()> {
    let set = UserChanges {
        username: changes.username.as_deref(),
        first_name: changes.first_name.as_ref().map(Option::as_deref),
        last_name: changes.last_name.as_ref().map(Option::as_deref),
        age: changes.age,
        wants_invitation_mails: changes.wants_invitation_mails,
    };
    let update = diesel::update(users::table.find(id)).set(set);
    // Nothing to change is no error.
    update.execute(conn).await.optional_empty_changeset()?;
    Ok(())
}

/// Puts another email address in force and returns the one before it. The person's row stays
/// locked until the end of the transaction.
pub async fn replace_email(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    email: &str,
) -> QueryResult<User> {
    let before = users::table
        .find(user_id)
        .select(User::as_select())
        .for_no_key_update()
        .first(conn)
        .await?;
    diesel::update(users::table.find(user_id))
        .set(users::email.eq(email))
        .execute(conn)
        .await?;
    Ok(before)
}

/// The person with this id, locked until the end of the transaction against everything that would
/// refer to them.
pub async fn lock_user(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<User>> {
    users::table
        .find(id)
        .select(User::as_select())
        .for_update()
        .first(conn)
        .await
        .optional()
}

/// Removes a person whom nothing refers to any more.
pub async fn delete_user(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<()> {
    diesel::delete(users::table.find(id)).execute(conn).await?;
    Ok(())
}

/// Notes what a person reads.
pub async fn set_language(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    language: Language,
) -> QueryResult<()> {
    diesel::update(users::table.find(user_id))
        .set(users::language.eq(language.tag()))
        .execute(conn)
        .await?;
    Ok(())
}

/// Sends a person no more invitations by mail; false if there is no such person.
pub async fn stop_invitation_mails(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
) -> QueryResult<bool> {
    let changed = diesel::update(users::table.find(user_id))
        .set(users::wants_invitation_mails.eq(false))
        .execute(conn)
        .await?;
    Ok(changed == 1)
}
