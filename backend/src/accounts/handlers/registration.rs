//! Registering, and confirming the address.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use api_types::accounts::{
    Confirmation, ConfirmationRequest, LinkNotice, NewAccount, Registration,
};
use api_types::problem::{FieldError, FieldErrors, Problem, ProblemKind, RuleCode};
use diesel_async::{AsyncConnection, AsyncPgConnection};

use super::{check_client, nothing_sent, send_link, steadily};
use crate::accounts::links::queries::consume;
use crate::accounts::links::{LinkPurpose, issue};
use crate::accounts::queries::{self, User};
use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::extract::Valid;
use crate::language;
use crate::limits::Limit;
use crate::mail::Message;
use crate::secret_value::hash_of;
use crate::state::AppState;

/// Register
///
/// Makes an account and sends a link to its email address. Logging in needs that link first.
/// Where mail is switched off, the link is in the answer.
#[utoipa::path(
    tag = "Accounts",
    request_body = NewAccount,
    responses(
        (status = 201, description = "The account was made and waits for its confirmation.", body = Registration),
        (status = 403, description = "Administrators have closed the sign-up.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/auth/register")]
pub async fn register_account(
    request: HttpRequest,
    state: Data<AppState>,
    body: Valid<NewAccount>,
) -> ApiResult<HttpResponse> {
    check_client(&request, &state, Limit::Registration)?;
    let account = body.0;
    let (now, language) = (state.clock.now(), language::of(&request));
    // Before the work of hashing, and once more when it counts.
    refuse_closed(&mut *state.connection().await?).await?;
    let hash = state.passwords.hash(account.password.clone()).await?;
    let mut conn = state.connection().await?;
    let registered = conn
        .transaction(async |conn| {
            refuse_closed(conn).await?;
            let user = queries::insert_user(conn, &account, &hash, language, now).await?;
            let confirmation = send_confirmation(conn, &state, &user).await?;
            Ok::<_, ApiError>((user, confirmation))
        })
        .await;
    let (user, confirmation) = match registered {
        Ok(registered) => registered,
        Err(error) => {
            let (username, email) =
                queries::taken(&mut conn, &account.username, &account.email, None).await?;
            return Err(error)
                .on_constraint("users_username_key", || taken(true, email))
                .on_constraint("users_email_key", || taken(username, true));
        }
    };
    Ok(HttpResponse::Created().json(Registration {
        username: user.username,
        email: user.email,
        confirmation,
    }))
}

async fn refuse_closed(conn: &mut AsyncPgConnection) -> ApiResult<()> {
    match queries::is_sign_up_open(conn).await? {
        true => Ok(()),
        false => Err(ApiError::of(ProblemKind::SignUpClosed)),
    }
}

/// The refusal of values that somebody else has.
pub(super) fn taken(username: bool, email: bool) -> ApiError {
    let errors: Vec<_> = [("username", username), ("email", email)]
        .into_iter()
        .filter(|(_, is_taken)| *is_taken)
        .map(|(field, _)| FieldError::new(field, RuleCode::Taken))
        .collect();
    FieldErrors::from(errors).into()
}

async fn send_confirmation(
    conn: &mut AsyncPgConnection,
    state: &AppState,
    user: &User,
) -> ApiResult<LinkNotice> {
    let link = issue(conn, state, user.id, LinkPurpose::ConfirmAccount, None).await?;
    let message = Message::ConfirmAccount {
        username: &user.username,
        link: &link,
    };
    send_link(conn, state, user.mailbox(), &message, &link).await
}

/// Confirm an email address
///
/// Takes the value from the link in the mail. It works once, for 24 hours.
#[utoipa::path(
    tag = "Accounts",
    request_body = Confirmation,
    responses(
        (status = 204, description = "The address is confirmed; its owner can log in."),
        (status = 410, description = "The value is unknown, used or expired.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/auth/confirm")]
pub async fn confirm_account(
    request: HttpRequest,
    state: Data<AppState>,
    body: Valid<Confirmation>,
) -> ApiResult<HttpResponse> {
    check_client(&request, &state, Limit::LinkByClient)?;
    let now = state.clock.now();
    let hash = hash_of(&body.0.hash);
    let mut conn = state.connection().await?;
    conn.transaction(async |conn| {
        let link = consume(conn, &hash, &[LinkPurpose::ConfirmAccount], now)
            .await?
            .ok_or_else(|| ApiError::of(ProblemKind::LinkInvalid))?;
        queries::mark_confirmed(conn, link.user_id, now).await?;
        Ok::<_, ApiError>(())
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Send the confirmation again
///
/// Sends a new link, if there is such an account and it is not confirmed yet. The answer is the
/// same in any case. Where mail is switched off, the link is in the answer.
#[utoipa::path(
    tag = "Accounts",
    request_body = ConfirmationRequest,
    responses((status = 202, description = "A link is on its way, if it was due.", body = LinkNotice)),
)]
#[post("/auth/confirm/resend")]
pub async fn resend_confirmation(
    request: HttpRequest,
    state: Data<AppState>,
    body: Valid<ConfirmationRequest>,
) -> ApiResult<HttpResponse> {
    let login = body.0.login;
    check_client(&request, &state, Limit::MailByClient)?;
    state
        .limits
        .check(Limit::MailToAccount, &login.to_lowercase())?;
    let notice = steadily(send_confirmation_again(&state, &login)).await?;
    Ok(HttpResponse::Accepted().json(notice))
}

async fn send_confirmation_again(state: &AppState, login: &str) -> ApiResult<LinkNotice> {
    let mut conn = state.connection().await?;
    conn.transaction(
        async |conn| match queries::user_by_login(conn, login).await? {
            Some(user) if user.confirmed_at.is_none() => {
                send_confirmation(conn, state, &user).await
            }
            _ => Ok(nothing_sent(state)),
        },
    )
    .await
}
