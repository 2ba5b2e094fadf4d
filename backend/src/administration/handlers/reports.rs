//! Reports: written by anybody, settled by administrators.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use api_types::administration::{
    AdminAction, LogSubjectKind, NewReport, Report, ReportSubjectKind, ReportsQuery, Settlement,
};
use api_types::events::Relation;
use api_types::pages::Page;
use api_types::problem::{Problem, ProblemKind};
use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::administration::AdminUser;
use crate::administration::queries::{self, Complaint, Deed};
use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::events::queries::visible_event;
use crate::extract::{PathId, PathUsername, Valid, ValidQuery};
use crate::limits::Limit;
use crate::paging::{Cursor, page};
use crate::profiles::queries::visible_profile;
use crate::sessions::CurrentUser;
use crate::state::AppState;

/// Report an event
///
/// Tells the administrators that it should not be here. Nobody else learns of it. One report of the
/// same event by the same person can be open at a time.
#[utoipa::path(
    tag = "Administration",
    params(("id" = Uuid, Path, description = "The event's id")),
    request_body = NewReport,
    security(("session" = [])),
    responses(
        (status = 204, description = "The administrators will see it."),
        (status = 404, description = "There is no such event, or none that this person may know of.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is one's own event, or one has reported it already.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/events/{id}/reports")]
pub async fn report_event(
    user: CurrentUser,
    id: PathId,
    state: Data<AppState>,
    body: Valid<NewReport>,
) -> ApiResult<HttpResponse> {
    state.limits.check(Limit::Report, &user.id.to_string())?;
    let mut conn = state.connection().await?;
    let seen = visible_event(&mut conn, id.0, Some(user.id)).await?;
    if seen.relation == Relation::Creator {
        return Err(ApiError::of(ProblemKind::ReportsOneself));
    }
    let complaint = Complaint {
        reporter: user.id,
        kind: ReportSubjectKind::Event,
        subject_id: id.0,
        subject_name: &seen.row.title,
        person: seen.row.creator_id,
        reason: &body.0,
    };
    report(&mut conn, &state, complaint).await
}

/// Report a person
///
/// Tells the administrators that they should not be here. Nobody else learns of it. One report of
/// the same person by the same one can be open at a time.
#[utoipa::path(
    tag = "Administration",
    params(("username" = String, Path, description = "The person's username, whatever its case")),
    request_body = NewReport,
    security(("session" = [])),
    responses(
        (status = 204, description = "The administrators will see it."),
        (status = 404, description = "There is no such person.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is oneself, or one has reported them already.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/users/{username}/reports")]
pub async fn report_user(
    user: CurrentUser,
    username: PathUsername,
    state: Data<AppState>,
    body: Valid<NewReport>,
) -> ApiResult<HttpResponse> {
    state.limits.check(Limit::Report, &user.id.to_string())?;
    let mut conn = state.connection().await?;
    let profile = visible_profile(&mut conn, &username.0, Some(user.id)).await?;
    let complaint = Complaint {
        reporter: user.id,
        kind: ReportSubjectKind::Person,
        subject_id: profile.id,
        subject_name: &profile.person.username,
        person: profile.id,
        reason: &body.0,
    };
    report(&mut conn, &state, complaint).await
}

async fn report(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    complaint: Complaint<'_>,
) -> ApiResult<HttpResponse> {
    queries::insert_report(conn, complaint, state.clock.now())
        .await
        .on_constraint("reports_open_key", || {
            ApiError::of(ProblemKind::ReportedBefore)
        })
        .on_constraint("reports_reporter_check", || {
            ApiError::of(ProblemKind::ReportsOneself)
        })
        // Either of them deleted their account at the same time.
        .on_constraint("reports_person_id_fkey", ApiError::not_found)
        .on_constraint("reports_reporter_id_fkey", || {
            ApiError::of(ProblemKind::LoginRequired)
        })?;
    Ok(HttpResponse::NoContent().finish())
}

/// List reports
///
/// Open or settled ones, or all, the newest first. Settled ones are kept for 180 days.
#[utoipa::path(
    tag = "Administration",
    params(ReportsQuery),
    security(("session" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = Page<Report>),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/admin/reports")]
pub async fn list_reports(
    _: AdminUser,
    state: Data<AppState>,
    query: ValidQuery<ReportsQuery>,
) -> ApiResult<Json<Page<Report>>> {
    let query = query.0;
    let cursor = Cursor::decode_optional(query.cursor.as_deref())?;
    let mut conn = state.connection().await?;
    let reports = queries::reports_page(&mut conn, query.state, cursor, query.limit).await?;
    let position = |report: &Report| Cursor {
        at: report.created_at,
        id: report.id,
    };
    Ok(Json(page(reports, query.limit, position, |report| report)))
}

/// Settle a report
///
/// Notes what was decided. Blocking somebody or removing an event is another step.
#[utoipa::path(
    tag = "Administration",
    params(("id" = Uuid, Path, description = "The report's id")),
    request_body = Settlement,
    security(("session" = [])),
    responses(
        (status = 200, description = "It is settled.", body = Report),
        (status = 404, description = "There is no such report.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Somebody has settled it already.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/admin/reports/{id}/settlement")]
pub async fn settle_report(
    admin: AdminUser,
    id: PathId,
    state: Data<AppState>,
    body: Valid<Settlement>,
) -> ApiResult<Json<Report>> {
    let (decision, now) = (body.0, state.clock.now());
    let mut conn = state.connection().await?;
    let settled = conn
        .transaction(async |conn| {
            let person = queries::person_of_report(conn, id.0).await?;
            let person = person.ok_or_else(ApiError::not_found)?;
            queries::hold(conn, admin.id, person).await?;
            if !queries::settle(conn, id.0, admin.id, &decision, now).await? {
                return Err(ApiError::of(ProblemKind::SettledBefore));
            }
            let report = queries::report(conn, id.0).await?;
            let deed = Deed {
                admin: Some(admin.id),
                action: AdminAction::ReportSettled,
                subject: LogSubjectKind::Report,
                subject_id: Some(id.0),
                subject_name: Some(&report.subject.name),
                person: Some(person),
                reason: Some(&decision),
            };
            queries::log(conn, deed, now).await?;
            Ok(report)
        })
        .await?;
    Ok(Json(settled))
}
