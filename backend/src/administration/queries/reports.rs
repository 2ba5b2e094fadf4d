//! What people report.

use api_types::accounts::Person;
use api_types::administration::{Report, ReportState, ReportSubject, ReportSubjectKind};
use api_types::privacy::OwnReport;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::named;
use crate::db::schema::reports;
use crate::paging::Cursor;

/// How long a report is kept after it was settled.
const SETTLED_KEPT: TimeDelta = TimeDelta::days(180);

/// The name of a kind of subject in the database.
fn kind_name(kind: ReportSubjectKind) -> &'static str {
    match kind {
        ReportSubjectKind::Event => "event",
        ReportSubjectKind::Person => "person",
    }
}

/// Something that somebody wants to report.
#[derive(Debug, Clone, Copy)]
pub struct Complaint<'a> {
    /// Who reports it.
    pub reporter: Uuid,
    /// A person or an event.
    pub kind: ReportSubjectKind,
    /// Its id.
    pub subject_id: Uuid,
    /// What it is called.
    pub subject_name: &'a str,
    /// The person, or who published the event.
    pub person: Uuid,
    /// What is wrong.
    pub reason: &'a str,
}

/// Adds a report.
pub async fn insert_report(
    conn: &mut AsyncPgConnection,
    complaint: Complaint<'_>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(reports::table)
        .values((
            reports::id.eq(Uuid::now_v7()),
            reports::reporter_id.eq(complaint.reporter),
            reports::subject_kind.eq(kind_name(complaint.kind)),
            reports::subject_id.eq(complaint.subject_id),
            reports::subject_name.eq(complaint.subject_name),
            reports::person_id.eq(complaint.person),
            reports::reason.eq(complaint.reason),
            reports::created_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Whom a report is about, if there is such a report.
pub async fn person_of_report(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Option<Uuid>> {
    reports::table
        .find(id)
        .select(reports::person_id)
        .first(conn)
        .await
        .optional()
}

/// Notes what came of a report; false if that was decided before.
pub async fn settle(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    admin: Uuid,
    decision: &str,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let settled = diesel::update(reports::table.find(id))
        .filter(reports::settled_at.is_null())
        .set((
            reports::settled_at.eq(now),
            reports::settled_by.eq(admin),
            reports::decision.eq(decision),
        ))
        .execute(conn)
        .await?;
    Ok(settled == 1)
}

#[derive(QueryableByName)]
struct ReportRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    subject_kind: String,
    #[diesel(sql_type = Text)]
    subject_name: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    event_id: Option<Uuid>,
    #[diesel(sql_type = Text)]
    reason: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    settled_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Text>)]
    decision: Option<String>,
    #[diesel(sql_type = Text)]
    person_username: String,
    #[diesel(sql_type = Nullable<Text>)]
    person_first_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    person_last_name: Option<String>,
    #[diesel(sql_type = Bool)]
    is_blocked: bool,
    #[diesel(sql_type = Nullable<Text>)]
    reporter_username: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    reporter_first_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    reporter_last_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    settler_username: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    settler_first_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    settler_last_name: Option<String>,
}

/// Reports with those who have to do with them, before any condition.
const REPORTS: &str = "SELECT report.id, subject_kind, subject_name, events.id AS event_id, \
    reason, report.created_at, settled_at, decision, \
    person.username AS person_username, person.first_name AS person_first_name, \
    person.last_name AS person_last_name, person.blocked_at IS NOT NULL AS is_blocked, \
    reporter.username AS reporter_username, reporter.first_name AS reporter_first_name, \
    reporter.last_name AS reporter_last_name, \
    settler.username AS settler_username, settler.first_name AS settler_first_name, \
    settler.last_name AS settler_last_name \
    FROM reports AS report JOIN users AS person ON person.id = person_id \
    LEFT JOIN users AS reporter ON reporter.id = reporter_id \
    LEFT JOIN users AS settler ON settler.id = settled_by \
    LEFT JOIN events ON subject_kind = 'event' AND events.id = subject_id";

/// A page of reports in a state, or of all, the newest first, with one more than the limit if there
/// are more.
pub async fn reports_page(
    conn: &mut AsyncPgConnection,
    state: Option<ReportState>,
    cursor: Option<Cursor>,
    limit: i64,
) -> QueryResult<Vec<Report>> {
    let condition = match state {
        None => "true",
        Some(ReportState::Open) => "settled_at IS NULL",
        Some(ReportState::Settled) => "settled_at IS NOT NULL",
    };
    let query = format!(
        "{REPORTS} WHERE {condition} AND ($1 IS NULL OR (report.created_at, report.id) < ($1, $2)) \
         ORDER BY report.created_at DESC, report.id DESC LIMIT $3"
    );
    let rows = diesel::sql_query(query)
        .bind::<Nullable<Timestamptz>, _>(cursor.map(|cursor| cursor.at))
        .bind::<Nullable<SqlUuid>, _>(cursor.map(|cursor| cursor.id))
        .bind::<BigInt, _>(limit.saturating_add(1))
        .load::<ReportRow>(conn)
        .await?;
    Ok(rows.into_iter().map(Report::from).collect())
}

/// A report.
pub async fn report(conn: &mut AsyncPgConnection, id: Uuid) -> QueryResult<Report> {
    diesel::sql_query(format!("{REPORTS} WHERE report.id = $1"))
        .bind::<SqlUuid, _>(id)
        .get_result::<ReportRow>(conn)
        .await
        .map(Report::from)
}

impl From<ReportRow> for Report {
    fn from(row: ReportRow) -> Self {
        Self {
            id: row.id,
            subject: ReportSubject {
                kind: match row.subject_kind.as_str() {
                    "event" => ReportSubjectKind::Event,
                    _ => ReportSubjectKind::Person,
                },
                name: row.subject_name,
                event_id: row.event_id,
                person: Person {
                    username: row.person_username,
                    first_name: row.person_first_name,
                    last_name: row.person_last_name,
                },
                is_blocked: row.is_blocked,
            },
            reporter: named(
                row.reporter_username,
                row.reporter_first_name,
                row.reporter_last_name,
            ),
            reason: row.reason,
            created_at: row.created_at,
            settled_at: row.settled_at,
            settled_by: named(
                row.settler_username,
                row.settler_first_name,
                row.settler_last_name,
            ),
            decision: row.decision,
        }
    }
}

/// What somebody has reported, the latest first.
pub async fn reports_by(
    conn: &mut AsyncPgConnection,
    reporter: Uuid,
) -> QueryResult<Vec<OwnReport>> {
    let rows = reports::table
        .filter(reports::reporter_id.eq(reporter))
        .order((reports::created_at.desc(), reports::id.desc()))
        .select((
            reports::subject_name,
            reports::reason,
            reports::created_at,
            reports::settled_at,
        ))
        .load::<(String, String, DateTime<Utc>, Option<DateTime<Utc>>)>(conn)
        .await?;
    let reports = rows.into_iter().map(|row| {
        let (subject, reason, created_at, settled_at) = row;
        OwnReport {
            subject,
            reason,
            created_at,
            settled_at,
        }
    });
    Ok(reports.collect())
}

/// Removes reports that were settled long ago, and returns how many there were.
pub async fn delete_old_reports(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::delete(reports::table.filter(reports::settled_at.lt(now - SETTLED_KEPT)))
        .execute(conn)
        .await
}
