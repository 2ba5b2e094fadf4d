//! The statements of the room.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::message::Rendered;
use crate::db::schema::outgoing_mails as mails;

/// The channel on which workers hear that a mail was written.
pub const CHANNEL: &str = "outgoing_mail";

/// How long a worker may take for the mails it took up; then another takes over.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);

/// A mail that a worker has taken up.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mails, check_for_backend(diesel::pg::Pg))]
pub struct DueMail {
    /// Also the left side of its Message-ID.
    pub id: Uuid,
    /// One address.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// There until it was sent.
    pub text_body: Option<String>,
    /// There until it was sent.
    pub html_body: Option<String>,
    /// This attempt included.
    pub attempts: i32,
}

/// Adds a mail and wakes the workers when the transaction is committed.
pub async fn insert_mail(
    conn: &mut AsyncPgConnection,
    kind: &str,
    recipient: &str,
    rendered: &Rendered,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(mails::table)
        .values((
            mails::id.eq(Uuid::now_v7()),
            mails::kind.eq(kind),
            mails::recipient.eq(recipient),
            mails::subject.eq(&rendered.subject),
            mails::text_body.eq(&rendered.text),
            mails::html_body.eq(&rendered.html),
            mails::created_at.eq(now),
            mails::next_attempt_at.eq(now),
        ))
        .execute(conn)
        .await?;
    diesel::sql_query("SELECT pg_notify($1, '')")
        .bind::<Text, _>(CHANNEL)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes up mails that are due. Other workers do not see them until the lease is over, so a
/// worker that dies in the middle holds nothing up for longer than that.
pub async fn take_due_mails(
    conn: &mut AsyncPgConnection,
    count: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<DueMail>> {
    let due = mails::table
        .filter(mails::sent_at.is_null())
        .filter(mails::failed_at.is_null())
        .filter(mails::next_attempt_at.le(now))
        .order(mails::next_attempt_at)
        .limit(count)
        .select(mails::id)
        .for_update()
        .skip_locked()
        .load::<Uuid>(conn)
        .await?;
    diesel::update(mails::table.filter(mails::id.eq_any(due)))
        .set((
            mails::attempts.eq(mails::attempts + 1),
            mails::next_attempt_at.eq(now + LEASE),
        ))
        .returning(DueMail::as_returning())
        .load(conn)
        .await
}

/// Notes that a mail has left, and forgets what it said: it may hold a link that opens an
/// account.
pub async fn mark_sent(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(mails::table.find(id))
        .set((
            mails::sent_at.eq(now),
            mails::text_body.eq(None::<String>),
            mails::html_body.eq(None::<String>),
            mails::last_error.eq(None::<String>),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that an attempt failed, and when the next one follows.
pub async fn mark_for_retry(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    error: &str,
    next_attempt_at: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(mails::table.find(id))
        .set((
            mails::next_attempt_at.eq(next_attempt_at),
            mails::last_error.eq(error),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Gives a mail up.
pub async fn mark_failed(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    error: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(mails::table.find(id))
        .set((mails::failed_at.eq(now), mails::last_error.eq(error)))
        .execute(conn)
        .await?;
    Ok(())
}
