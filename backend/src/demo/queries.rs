//! The statements that only the demo data need.

use diesel::dsl::{exists, select};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::table::DemoPerson;
use crate::db::schema::{events, users};

/// Keeps others from registering until the transaction ends, so that what is asked about
/// accounts stays true.
pub async fn lock_users(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    diesel::sql_query("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE")
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether anybody has an account.
pub async fn any_user(conn: &mut AsyncPgConnection) -> QueryResult<bool> {
    select(exists(users::table.select(users::id)))
        .get_result(conn)
        .await
}

/// The ids of those people of the demo data who are there.
pub async fn demo_people(
    conn: &mut AsyncPgConnection,
    people: &[DemoPerson],
) -> QueryResult<Vec<Uuid>> {
    let usernames = people.iter().map(|person| person.username);
    let emails = people.iter().map(|person| person.email);
    users::table
        .filter(users::username.eq_any(usernames))
        .filter(users::email.eq_any(emails))
        .order(users::username)
        .select(users::id)
        .load(conn)
        .await
}

/// Marks as read what happened more than a few days before the latest that did.
pub async fn mark_old_notifications_read(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    diesel::sql_query(
        "UPDATE notifications SET read_at = happened_at WHERE happened_at < \
         (SELECT max(happened_at) - interval '3 days' FROM notifications)",
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many events there are.
pub async fn count_events(conn: &mut AsyncPgConnection) -> QueryResult<i64> {
    events::table.count().get_result(conn).await
}
