//! HTTP in, HTTP out: reaching somebody who is not here, and not being reached.

use actix_web::web::Data;
use actix_web::{HttpResponse, delete, post, put};
use api_types::chat::MessageToMail;
use api_types::problem::{Problem, ProblemKind};
use diesel_async::AsyncConnection;

use crate::chat::queries::blocks::{
    blocked, delete_block, insert_block, message_to_mail, set_mailed,
};
use crate::chat::queries::read::{partner, username};
use crate::error::{ApiError, ApiResult};
use crate::extract::{PathUsername, Valid};
use crate::limits::Limit;
use crate::mail::{self, Message, To};
use crate::sessions::CurrentUser;
use crate::state::AppState;

/// Send a message by mail, too
///
/// For a message that this person sent and the other one has not read. Each goes once; neither of
/// the two learns the other's address.
#[utoipa::path(
    tag = "Chat",
    params(("username" = String, Path, description = "The recipient's username, whatever its case")),
    request_body = MessageToMail,
    security(("session" = [])),
    responses(
        (status = 204, description = "The mail is on its way."),
        (status = 404, description = "There is nobody of this name, or no such message to them.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It was mailed or read before, it cannot reach the recipient, or the server sends no mail.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/conversations/{username}/mail")]
pub async fn mail_message(
    user: CurrentUser,
    with: PathUsername,
    state: Data<AppState>,
    body: Valid<MessageToMail>,
) -> ApiResult<HttpResponse> {
    if state.config.mail.is_none() {
        return Err(ApiError::of(ProblemKind::MailOff));
    }
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    let other = partner(&mut conn, &with.0, user.id).await?;
    let own = username(&mut conn, user.id).await?;
    refuse_blocked(blocked(&mut conn, user.id, other.id).await?)?;
    let who = user.id.to_string();
    state.limits.check(Limit::ChatMail, &who)?;
    state
        .limits
        .check(Limit::ChatMailToPerson, &format!("{who} {}", other.id))?;
    let link = state.config.page_url(&format!("/chat/{own}"));
    let named = (user.id, other.id, body.0.id);
    conn.transaction(async |conn| {
        let message = message_to_mail(conn, named)
            .await?
            .ok_or_else(ApiError::not_found)?;
        if message.is_mailed {
            return Err(ApiError::of(ProblemKind::MailedBefore));
        }
        if message.is_read {
            return Err(ApiError::of(ProblemKind::ReadBefore));
        }
        let to = To {
            address: &message.email,
            language: message.language,
        };
        let mail = Message::ChatMessage {
            username: &other.username,
            sender: &own,
            text: &message.text,
            link: &link,
        };
        mail::enqueue(conn, &state, to, &mail).await?;
        Ok(set_mailed(conn, named, now).await?)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}

fn refuse_blocked((is_blocking, is_blocked): (bool, bool)) -> ApiResult<()> {
    if is_blocking {
        return Err(ApiError::of(ProblemKind::UserBlocked));
    }
    if is_blocked {
        return Err(ApiError::of(ProblemKind::NotDelivered));
    }
    Ok(())
}

/// Block somebody
///
/// They cannot write to this person any more, nor see whether they are connected, type or read;
/// nor the other way round. They are not told.
#[utoipa::path(
    tag = "Chat",
    params(("username" = String, Path, description = "The person's username, whatever its case")),
    security(("session" = [])),
    responses(
        (status = 204, description = "They are blocked."),
        (status = 404, description = "There is nobody of this name.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is one's own name.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[put("/users/{username}/block")]
pub async fn block_user(
    user: CurrentUser,
    whom: PathUsername,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let mut conn = state.connection().await?;
    let other = partner(&mut conn, &whom.0, user.id).await?;
    insert_block(&mut conn, user.id, other.id, state.clock.now()).await?;
    state.realtime.part(user.id, other.id);
    Ok(HttpResponse::NoContent().finish())
}

/// Block somebody no more
///
/// Doing so twice is no error.
#[utoipa::path(
    tag = "Chat",
    params(("username" = String, Path, description = "The person's username, whatever its case")),
    security(("session" = [])),
    responses(
        (status = 204, description = "They can write again."),
        (status = 404, description = "There is nobody of this name.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is one's own name.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[delete("/users/{username}/block")]
pub async fn unblock_user(
    user: CurrentUser,
    whom: PathUsername,
    state: Data<AppState>,
) -> ApiResult<HttpResponse> {
    let mut conn = state.connection().await?;
    let other = partner(&mut conn, &whom.0, user.id).await?;
    delete_block(&mut conn, user.id, other.id).await?;
    Ok(HttpResponse::NoContent().finish())
}
