//! Mails that leave, or did not.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use api_types::administration::{AdminAction, LogSubjectKind, MailRecord, MailState, MailsQuery};
use api_types::pages::Page;
use api_types::problem::Problem;
use diesel_async::AsyncConnection;

use crate::administration::AdminUser;
use crate::administration::queries::{self, Deed};
use crate::error::{ApiError, ApiResult};
use crate::extract::{PathId, ValidQuery};
use crate::mail::queries::{MailStatus, list_mails, retry_failed_mail};
use crate::paging::{Cursor, page};
use crate::state::AppState;

/// List mails
///
/// Those that wait, were given up or were sent in the last 30 days, the newest first. What they say
/// is not told.
#[utoipa::path(
    tag = "Administration",
    params(MailsQuery),
    security(("session" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = Page<MailRecord>),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/admin/mails")]
pub async fn list_outgoing_mails(
    _: AdminUser,
    state: Data<AppState>,
    query: ValidQuery<MailsQuery>,
) -> ApiResult<Json<Page<MailRecord>>> {
    let query = query.0;
    let cursor = Cursor::decode_optional(query.cursor.as_deref())?;
    let mut conn = state.connection().await?;
    let wanted = query.limit.saturating_add(1);
    let mails = list_mails(&mut conn, query.state, cursor, wanted).await?;
    let position = |mail: &MailStatus| Cursor {
        at: mail.created_at,
        id: mail.id,
    };
    Ok(Json(page(mails, query.limit, position, record)))
}

fn record(mail: MailStatus) -> MailRecord {
    let state = match (mail.sent_at, mail.failed_at) {
        (Some(_), _) => MailState::Sent,
        (None, Some(_)) => MailState::Failed,
        (None, None) => MailState::Waiting,
    };
    MailRecord {
        id: mail.id,
        kind: mail.kind,
        recipient: mail.recipient,
        state,
        attempts: mail.attempts,
        last_error: mail.last_error,
        created_at: mail.created_at,
        next_attempt_at: (state == MailState::Waiting).then_some(mail.next_attempt_at),
        ended_at: mail.sent_at.or(mail.failed_at),
    }
}

/// Try a mail again
///
/// One that was given up begins anew, and is sent soon.
#[utoipa::path(
    tag = "Administration",
    params(("id" = Uuid, Path, description = "The mail's id")),
    security(("session" = [])),
    responses(
        (status = 204, description = "It is tried again."),
        (status = 404, description = "No such mail was given up.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/admin/mails/{id}/retry")]
pub async fn retry_mail(
    admin: AdminUser,
    id: PathId,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    conn.transaction(async |conn| {
        let kind = retry_failed_mail(conn, id.0, now).await?;
        let kind = kind.ok_or_else(ApiError::not_found)?;
        let deed = Deed {
            admin: Some(admin.id),
            action: AdminAction::MailRetried,
            subject: LogSubjectKind::Mail,
            subject_id: Some(id.0),
            subject_name: Some(&kind),
            person: None,
            reason: None,
        };
        queries::log(conn, deed, now).await?;
        Ok::<_, ApiError>(())
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
