//! What administrators have done.

use api_types::administration::{AdminAction, LogEntry, LogSubject, LogSubjectKind};
use api_types::privacy::OwnDeed;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::named;
use crate::db::schema::administration_log as log;
use crate::paging::Cursor;

/// Something that was done.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'a> {
    /// Who did it; a command on the server is nobody.
    pub admin: Option<Uuid>,
    /// What.
    pub action: AdminAction,
    /// To what.
    pub subject: LogSubjectKind,
    /// Its id, if it has one.
    pub subject_id: Option<Uuid>,
    /// What it is called, if it has a name.
    pub subject_name: Option<&'a str>,
    /// Whom it concerns.
    pub person: Option<Uuid>,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Writes it down, in the transaction in which it is done.
pub async fn log(
    conn: &mut AsyncPgConnection,
    deed: Deed<'_>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(log::table)
        .values((
            log::id.eq(Uuid::now_v7()),
            log::admin_id.eq(deed.admin),
            log::by_command.eq(deed.admin.is_none()),
            log::action.eq(deed.action.as_str()),
            log::subject_kind.eq(deed.subject.as_str()),
            log::subject_id.eq(deed.subject_id),
            log::subject_name.eq(deed.subject_name),
            log::person_id.eq(deed.person),
            log::reason.eq(deed.reason),
            log::happened_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

#[derive(QueryableByName)]
struct LogRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Timestamptz)]
    happened_at: DateTime<Utc>,
    #[diesel(sql_type = Bool)]
    by_command: bool,
    #[diesel(sql_type = Text)]
    action: String,
    #[diesel(sql_type = Text)]
    subject_kind: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    subject_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    subject_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    reason: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    admin_username: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    admin_first_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    admin_last_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    person_username: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    person_first_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    person_last_name: Option<String>,
}

/// A page of the log, the latest first, with one entry more than the limit if there are more.
pub async fn log_page(
    conn: &mut AsyncPgConnection,
    cursor: Option<Cursor>,
    limit: i64,
) -> QueryResult<Vec<LogEntry>> {
    let rows = diesel::sql_query(
        "SELECT entry.*, admin.username AS admin_username, admin.first_name AS admin_first_name, \
         admin.last_name AS admin_last_name, person.username AS person_username, \
         person.first_name AS person_first_name, person.last_name AS person_last_name \
         FROM administration_log AS entry LEFT JOIN users AS admin ON admin.id = entry.admin_id \
         LEFT JOIN users AS person ON person.id = entry.person_id \
         WHERE $1 IS NULL OR (entry.happened_at, entry.id) < ($1, $2) \
         ORDER BY entry.happened_at DESC, entry.id DESC LIMIT $3",
    )
    .bind::<Nullable<Timestamptz>, _>(cursor.map(|cursor| cursor.at))
    .bind::<Nullable<SqlUuid>, _>(cursor.map(|cursor| cursor.id))
    .bind::<BigInt, _>(limit.saturating_add(1))
    .load::<LogRow>(conn)
    .await?;
    Ok(rows.into_iter().filter_map(LogRow::into_entry).collect())
}

impl LogRow {
    /// As it travels. The constraints of the table let nothing be stored that has no name here.
    fn into_entry(self) -> Option<LogEntry> {
        Some(LogEntry {
            id: self.id,
            happened_at: self.happened_at,
            admin: named(
                self.admin_username,
                self.admin_first_name,
                self.admin_last_name,
            ),
            by_command: self.by_command,
            action: action_called(&self.action)?,
            subject: LogSubject {
                kind: kind_called(&self.subject_kind)?,
                id: self.subject_id,
                name: self.subject_name,
                person: named(
                    self.person_username,
                    self.person_first_name,
                    self.person_last_name,
                ),
            },
            reason: self.reason,
        })
    }
}

fn action_called(name: &str) -> Option<AdminAction> {
    let mut all = AdminAction::ALL.iter().copied();
    all.find(|action| action.as_str() == name)
}

fn kind_called(name: &str) -> Option<LogSubjectKind> {
    let mut all = LogSubjectKind::ALL.iter().copied();
    all.find(|kind| kind.as_str() == name)
}

/// What was done that concerns a person and that they were told, the latest first.
pub async fn deeds_about(conn: &mut AsyncPgConnection, person: Uuid) -> QueryResult<Vec<OwnDeed>> {
    // What was decided about reports, only administrators read.
    let rows = log::table
        .filter(log::person_id.eq(person))
        .filter(log::action.ne(AdminAction::ReportSettled.as_str()))
        .order((log::happened_at.desc(), log::id.desc()))
        .select((
            log::action,
            log::subject_name,
            log::reason,
            log::happened_at,
        ))
        .load::<(String, Option<String>, Option<String>, DateTime<Utc>)>(conn)
        .await?;
    let deeds = rows.into_iter().filter_map(|row| {
        let (action, subject, reason, happened_at) = row;
        Some(OwnDeed {
            action: action_called(&action)?,
            subject,
            reason,
            happened_at,
        })
    });
    Ok(deeds.collect())
}

/// Somebody leaves: that something was done is remembered, but no longer to whom and why.
pub async fn forget_subject(conn: &mut AsyncPgConnection, person: Uuid) -> QueryResult<()> {
    diesel::update(log::table.filter(log::person_id.eq(person)))
        .set((
            log::subject_id.eq(None::<Uuid>),
            log::subject_name.eq(None::<String>),
            log::reason.eq(None::<String>),
        ))
        .execute(conn)
        .await?;
    Ok(())
}
