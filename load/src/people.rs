//! People with accounts and tokens, made in the database: logging in is not what is put under load.

use std::collections::HashMap;

use backend::signing::{Bearer, Purpose, Signer};
use chrono::{TimeDelta, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use crate::queries;

/// How long the tokens are good.
const TOKEN_LIFETIME: TimeDelta = TimeDelta::hours(12);

/// Somebody who is logged in.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account.
    pub id: Uuid,
    /// Its name; `@example.org` makes it the email address.
    pub username: String,
    /// Opens the API.
    pub token: String,
}

/// Adds so many people, each with the session of a program.
pub async fn settle(
    conn: &mut AsyncPgConnection,
    signer: &Signer,
    count: usize,
) -> anyhow::Result<Vec<Person>> {
    queries::insert_users(conn, count).await?;
    let mut sessions: HashMap<Uuid, Uuid> = HashMap::new();
    for session in queries::insert_sessions(conn).await? {
        sessions.insert(session.user_id, session.id);
    }
    let mut people = Vec::with_capacity(count);
    for user in queries::users(conn).await? {
        let Some(&session_id) = sessions.get(&user.id) else {
            continue;
        };
        let bearer = Bearer {
            user_id: user.id,
            session_id,
        };
        people.push(Person {
            id: user.id,
            username: user.username,
            token: signer.sign(Purpose::Access, bearer, Utc::now(), TOKEN_LIFETIME)?,
        });
    }
    Ok(people)
}
