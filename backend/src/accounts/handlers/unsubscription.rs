//! Getting no more invitations by mail, without logging in: whoever holds the mail may say so.

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use api_types::problem::{Problem, ProblemKind};
use api_types::profiles::Unsubscription;
use url::form_urlencoded::byte_serialize;

use crate::accounts::queries;
use crate::client_address::check_client;
use crate::error::{ApiError, ApiResult};
use crate::extract::ValidQuery;
use crate::limits::Limit;
use crate::signing::Purpose;
use crate::state::AppState;

/// Get no more invitations by mail
///
/// What mail programs call when their users click *unsubscribe* (RFC 8058); they may send a form
/// `List-Unsubscribe=One-Click`, which says nothing new. Nobody needs to be logged in. Doing so
/// twice is no error; `update_own_profile` takes it back.
#[utoipa::path(
    tag = "Accounts",
    params(Unsubscription),
    responses(
        (status = 204, description = "Invitations come by mail no more."),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The value is not one of ours, or its account is gone.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/invitation-mails/unsubscribe")]
pub async fn unsubscribe_from_invitations(
    request: HttpRequest,
    state: Data<AppState>,
    query: ValidQuery<Unsubscription>,
) -> ApiResult<HttpResponse> {
    check_client(&request, &state, Limit::LinkByClient)?;
    let now = state.clock.now();
    let refused = || ApiError::of(ProblemKind::LinkInvalid);
    let bearer = state.signer.verify(Purpose::Unsubscribe, &query.0, now);
    let user_id = bearer.ok_or_else(refused)?.user_id;
    let mut conn = state.connection().await?;
    if !queries::stop_invitation_mails(&mut conn, user_id).await? {
        return Err(refused());
    }
    Ok(HttpResponse::NoContent().finish())
}

/// Open the page on which one unsubscribes
///
/// For mail programs that open the address rather than call it. Opening it changes nothing, since
/// programs that look through mails open addresses, too.
#[utoipa::path(
    tag = "Accounts",
    params(Unsubscription),
    responses(
        (status = 303, description = "The page is there.", headers(("Location" = String, description = "Where the page is"))),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/invitation-mails/unsubscribe")]
pub async fn open_unsubscribe_page(query: ValidQuery<Unsubscription>) -> HttpResponse {
    let token: String = byte_serialize(query.0.as_bytes()).collect();
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, format!("/unsubscribe?token={token}")))
        .finish()
}
