//! The statements of the room.

mod announced;

pub use announced::*;
pub use api_types::administration::MailState;

use api_types::language::Language;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Double, Text, Timestamptz};
use diesel::{BoolExpressionMethods, PgExpressionMethods};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::letter::Rendered;
use super::message::ACCOUNT_DELETED;
use crate::db::lower;
use crate::db::schema::outgoing_mails as mails;
use crate::language::StoredLanguage;
use crate::paging::Cursor;

/// The channel on which workers hear that a mail was written.
pub const CHANNEL: &str = "outgoing_mail";

/// How long a mail that was sent is remembered.
const SENT_KEPT: TimeDelta = TimeDelta::days(30);
/// How long a mail that was given up is kept, so that somebody can find out why.
const FAILED_KEPT: TimeDelta = TimeDelta::days(90);

/// How full the outbox is.
#[derive(Debug, Clone, Copy, PartialEq, QueryableByName)]
pub struct Outbox {
    /// Mails that wait to be sent.
    #[diesel(sql_type = BigInt)]
    pub waiting: i64,
    /// Mails that were given up.
    #[diesel(sql_type = BigInt)]
    pub failed: i64,
    /// How long ago the oldest one that waits was written.
    #[diesel(sql_type = Double)]
    pub oldest_age_seconds: f64,
}

/// How full the outbox is.
pub async fn outbox(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<Outbox> {
    diesel::sql_query(
        "SELECT count(*) AS waiting, \
         (SELECT count(*) FROM outgoing_mails WHERE failed_at IS NOT NULL) AS failed, \
         coalesce(extract(epoch FROM greatest($1 - min(created_at), '0')), 0)::float8 \
         AS oldest_age_seconds \
         FROM outgoing_mails WHERE sent_at IS NULL AND failed_at IS NULL",
    )
    .bind::<Timestamptz, _>(now)
    .get_result(conn)
    .await
}

/// A mail that a worker sends.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mails, check_for_backend(diesel::pg::Pg))]
pub struct DueMail {
    /// Also the left side of its Message-ID.
    pub id: Uuid,
    /// Which message it is.
    pub kind: String,
    /// One address.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// There until it was sent.
    pub text_body: Option<String>,
    /// There until it was sent.
    pub html_body: Option<String>,
    /// How many attempts have failed.
    pub attempts: i32,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// What it says, where it has no text of its own.
    pub announcement_id: Option<Uuid>,
    /// The account that an announcement goes to.
    pub recipient_id: Option<Uuid>,
    /// Whom an announcement greets.
    pub recipient_name: Option<String>,
    /// Whether an announcement goes to somebody with a place.
    pub has_place: Option<bool>,
    /// What its recipient reads.
    #[diesel(deserialize_as = StoredLanguage)]
    pub language: Language,
}

/// What somebody may know about a mail that was written to them.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mails, check_for_backend(diesel::pg::Pg))]
pub struct MailSummary {
    /// One address.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it left, if it did.
    pub sent_at: Option<DateTime<Utc>>,
}

/// What somebody who looks after the server may know about a mail.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mails, check_for_backend(diesel::pg::Pg))]
pub struct MailStatus {
    /// As in the log.
    pub id: Uuid,
    /// Which message it is.
    pub kind: String,
    /// One address.
    pub recipient: String,
    /// How many attempts there were.
    pub attempts: i32,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Not before this.
    pub next_attempt_at: DateTime<Utc>,
    /// What went wrong last.
    pub last_error: Option<String>,
    /// When it left.
    pub sent_at: Option<DateTime<Utc>>,
    /// When it was given up.
    pub failed_at: Option<DateTime<Utc>>,
}

type Condition = Box<dyn BoxableExpression<mails::table, diesel::pg::Pg, SqlType = Bool>>;

fn is_in(state: MailState) -> Condition {
    match state {
        MailState::Waiting => Box::new(mails::sent_at.is_null().and(mails::failed_at.is_null())),
        MailState::Sent => Box::new(mails::sent_at.is_not_null()),
        MailState::Failed => Box::new(mails::failed_at.is_not_null()),
    }
}

/// A mail that is about to be written.
pub struct NewMail<'a> {
    /// Which message it is.
    pub kind: &'static str,
    /// One address.
    pub recipient: &'a str,
    /// What its recipient reads.
    pub language: Language,
    /// What it says.
    pub rendered: Rendered,
}

/// Adds a mail and wakes the workers when the transaction is committed.
pub async fn insert_mail(
    conn: &mut AsyncPgConnection,
    letter: &NewMail<'_>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(mails::table)
        .values((
            mails::id.eq(Uuid::now_v7()),
            mails::kind.eq(letter.kind),
            mails::recipient.eq(letter.recipient),
            mails::language.eq(letter.language.tag()),
            mails::subject.eq(&letter.rendered.subject),
            mails::text_body.eq(&letter.rendered.text),
            mails::html_body.eq(&letter.rendered.html),
            mails::created_at.eq(now),
            mails::next_attempt_at.eq(now),
        ))
        .execute(conn)
        .await?;
    wake_workers(conn).await
}

/// Tells the workers that there is something to do, when the transaction is committed.
pub async fn wake_workers(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    diesel::sql_query("SELECT pg_notify($1, '')")
        .bind::<Text, _>(CHANNEL)
        .execute(conn)
        .await?;
    Ok(())
}

/// The mail that has been due for longest. It is locked until the transaction ends: others pass
/// over it, and it is free again at once if this process dies.
pub async fn lock_due_mail(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> QueryResult<Option<DueMail>> {
    mails::table
        .filter(mails::sent_at.is_null())
        .filter(mails::failed_at.is_null())
        .filter(mails::next_attempt_at.le(now))
        .order(mails::next_attempt_at)
        .limit(1)
        .select(DueMail::as_select())
        .for_update()
        .skip_locked()
        .first(conn)
        .await
        .optional()
}

/// Notes that a mail has left, and forgets what it said: it may hold a link that opens an
/// account.
pub async fn mark_sent(
    conn: &mut AsyncPgConnection,
    mail: &DueMail,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    if mail.kind == ACCOUNT_DELETED {
        return forget(conn, mail.id).await;
    }
    diesel::update(mails::table.find(mail.id))
        .set((
            mails::attempts.eq(mails::attempts + 1),
            mails::sent_at.eq(now),
            mails::text_body.eq(None::<String>),
            mails::html_body.eq(None::<String>),
            mails::announcement_id.eq(None::<Uuid>),
            mails::recipient_id.eq(None::<Uuid>),
            mails::recipient_name.eq(None::<String>),
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
            mails::attempts.eq(mails::attempts + 1),
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
    mail: &DueMail,
    error: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    if mail.kind == ACCOUNT_DELETED {
        return forget(conn, mail.id).await;
    }
    diesel::update(mails::table.find(mail.id))
        .set((
            mails::attempts.eq(mails::attempts + 1),
            mails::failed_at.eq(now),
            mails::last_error.eq(error),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes a goodbye, however it ended: its address is nobody's business any more.
async fn forget(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<()> {
    diesel::delete(mails::table.find(id)).execute(conn).await?;
    Ok(())
}

fn in_lower_case(addresses: &[String]) -> Vec<String> {
    addresses
        .iter()
        .map(|address| address.to_lowercase())
        .collect()
}

/// The mails to any of these addresses, whatever their case; the newest first.
pub async fn mails_to(
    conn: &mut AsyncPgConnection,
    addresses: &[String],
) -> QueryResult<Vec<MailSummary>> {
    mails::table
        .filter(lower(mails::recipient).eq_any(in_lower_case(addresses)))
        .order((mails::created_at.desc(), mails::id.desc()))
        .select(MailSummary::as_select())
        .load(conn)
        .await
}

/// Removes the mails to any of these addresses, whatever their case. One that is being sent is
/// waited for.
pub async fn delete_mails_to(
    conn: &mut AsyncPgConnection,
    addresses: &[String],
) -> QueryResult<usize> {
    let found = mails::table.filter(lower(mails::recipient).eq_any(in_lower_case(addresses)));
    diesel::delete(found).execute(conn).await
}

/// Removes mails whose end is long ago.
pub async fn delete_old_mails(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let old = mails::sent_at
        .lt(now - SENT_KEPT)
        .or(mails::failed_at.lt(now - FAILED_KEPT));
    diesel::delete(mails::table)
        .filter(old.is_not_distinct_from(true))
        .execute(conn)
        .await
}

/// The mails in this state, or all; the newest first, after the end of the page before.
pub async fn list_mails(
    conn: &mut AsyncPgConnection,
    state: Option<MailState>,
    cursor: Option<Cursor>,
    limit: i64,
) -> QueryResult<Vec<MailStatus>> {
    let mut query = mails::table
        .select(MailStatus::as_select())
        .order((mails::created_at.desc(), mails::id.desc()))
        .limit(limit)
        .into_boxed();
    if let Some(state) = state {
        query = query.filter(is_in(state));
    }
    if let Some(cursor) = cursor {
        query = query.filter(cursor.rows_below("created_at, id"));
    }
    query.load(conn).await
}

/// How many mails are in this state.
pub async fn count_mails(conn: &mut AsyncPgConnection, state: MailState) -> QueryResult<i64> {
    mails::table
        .filter(is_in(state))
        .count()
        .get_result(conn)
        .await
}

/// Begins again with the mails that were given up: with these, or with all. Returns those that
/// it found.
pub async fn retry_failed_mails(
    conn: &mut AsyncPgConnection,
    ids: Option<&[Uuid]>,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Uuid>> {
    let chosen: Condition = match ids {
        Some(ids) => Box::new(is_in(MailState::Failed).and(mails::id.eq_any(ids.to_vec()))),
        None => is_in(MailState::Failed),
    };
    let ids = diesel::update(mails::table)
        .filter(chosen)
        .set((
            mails::attempts.eq(0),
            mails::failed_at.eq(None::<DateTime<Utc>>),
            mails::next_attempt_at.eq(now),
        ))
        .returning(mails::id)
        .load(conn)
        .await?;
    wake_workers(conn).await?;
    Ok(ids)
}

/// Begins again with a mail that was given up, and returns which message it is; nothing if no such
/// mail was.
pub async fn retry_failed_mail(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<Option<String>> {
    match retry_failed_mails(conn, Some(&[id]), now).await?.is_empty() {
        true => Ok(None),
        false => mails::table
            .find(id)
            .select(mails::kind)
            .first(conn)
            .await
            .optional(),
    }
}
