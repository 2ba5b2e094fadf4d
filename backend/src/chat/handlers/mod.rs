//! HTTP in, HTTP out: conversations and their messages.

pub mod reach;

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get, post};
use api_types::chat::{
    ChatMessage, Conversation, ConversationsQuery, NewMessage, ReadMark, SentMessage,
};
use api_types::pages::{Page, PageQuery};
use api_types::problem::{Problem, ProblemKind};
use api_types::socket::ErrorCode;
use uuid::Uuid;

use super::post::{Draft, Post};
use super::queries::read::{self, Which, partner, username};
use crate::error::{ApiError, ApiResult};
use crate::extract::{PathUsername, Valid, ValidQuery};
use crate::limits::Limit;
use crate::paging::{Position, page};
use crate::search;
use crate::sessions::CurrentUser;
use crate::state::AppState;

/// List one's conversations
///
/// Those in which something was said, the latest first.
#[utoipa::path(
    tag = "Chat",
    params(ConversationsQuery),
    security(("session" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = Page<Conversation>),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/conversations")]
pub async fn list_conversations(
    user: CurrentUser,
    state: Data<AppState>,
    query: ValidQuery<ConversationsQuery>,
) -> ApiResult<Json<Page<Conversation>>> {
    let query = query.0;
    let patterns = query.query.as_deref().map(search::beginnings);
    let which = Which::Latest {
        patterns: &patterns.unwrap_or_default(),
        before: Position::decode_optional(query.cursor.as_deref())?,
        limit: query.limit + 1,
    };
    let mut conn = state.connection().await?;
    let own = username(&mut conn, user.id).await?;
    let found = read::conversations(&mut conn, (user.id, &own), which).await?;
    let latest = |seen: &Conversation| {
        let message = seen.last_message.as_ref();
        Position(message.map_or(0, |message| message.position))
    };
    Ok(Json(page(found, query.limit, latest, |seen| seen)))
}

/// Look at a conversation
///
/// Also if nothing was said yet.
#[utoipa::path(
    tag = "Chat",
    params(("username" = String, Path, description = "The other one's username, whatever its case")),
    security(("session" = [])),
    responses(
        (status = 200, description = "What this person sees of it.", body = Conversation),
        (status = 404, description = "There is nobody of this name.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is one's own name.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/conversations/{username}")]
pub async fn get_conversation(
    user: CurrentUser,
    with: PathUsername,
    state: Data<AppState>,
) -> ApiResult<Json<Conversation>> {
    let mut conn = state.connection().await?;
    let other = partner(&mut conn, &with.0, user.id).await?;
    let own = username(&mut conn, user.id).await?;
    let which = Which::With(other.id);
    let found = read::conversations(&mut conn, (user.id, &own), which).await?;
    let seen = found.into_iter().next().ok_or_else(ApiError::not_found)?;
    Ok(Json(seen))
}

/// Read the messages of a conversation
///
/// The latest first; the cursor leads to older ones.
#[utoipa::path(
    tag = "Chat",
    params(("username" = String, Path, description = "The other one's username, whatever its case"), PageQuery),
    security(("session" = [])),
    responses(
        (status = 200, description = "A page of them.", body = Page<ChatMessage>),
        (status = 400, description = "A parameter is unknown or has a bad value.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is nobody of this name.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is one's own name.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[get("/conversations/{username}/messages")]
pub async fn list_messages(
    user: CurrentUser,
    with: PathUsername,
    state: Data<AppState>,
    query: ValidQuery<PageQuery>,
) -> ApiResult<Json<Page<ChatMessage>>> {
    let query = query.0;
    let before = Position::decode_optional(query.cursor.as_deref())?;
    let mut conn = state.connection().await?;
    let other = partner(&mut conn, &with.0, user.id).await?;
    let own = username(&mut conn, user.id).await?;
    let found = read::messages(&mut conn, (user.id, &own), &other, before, query.limit + 1).await?;
    let oldest = |message: &ChatMessage| Position(message.position);
    Ok(Json(page(found, query.limit, oldest, |message| message)))
}

/// Send a message
///
/// It is stored before this answers. Sent again under the same id, it is the same message, as it
/// was stored first.
#[utoipa::path(
    tag = "Chat",
    params(("username" = String, Path, description = "The recipient's username, whatever its case")),
    request_body = NewMessage,
    security(("session" = [])),
    responses(
        (status = 201, description = "It is stored, and on its way to all devices of both people.", body = SentMessage),
        (status = 200, description = "It was stored before.", body = SentMessage),
        (status = 404, description = "There is nobody of this name.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is one's own name, or the message cannot reach the recipient.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/conversations/{username}/messages")]
pub async fn send_message(
    user: CurrentUser,
    with: PathUsername,
    state: Data<AppState>,
    post: Data<Post>,
    body: Valid<NewMessage>,
) -> ApiResult<HttpResponse> {
    state
        .limits
        .check(Limit::ChatMessage, &user.id.to_string())?;
    let draft = Draft {
        id: body.0.id.unwrap_or_else(Uuid::now_v7),
        sender_id: user.id,
        recipient: with.0,
        text: body.0.text,
    };
    let sent = post
        .send(draft)
        .await
        .map_err(|code| ApiError::of(problem(code)))?;
    let mut answer = match sent.is_new {
        true => HttpResponse::Created(),
        false => HttpResponse::Ok(),
    };
    Ok(answer.json(SentMessage {
        recipient_connected: state.realtime.is_connected(sent.recipient_id).await,
        message: sent.message,
    }))
}

fn problem(code: ErrorCode) -> ProblemKind {
    match code {
        ErrorCode::UserNotFound => ProblemKind::NotFound,
        ErrorCode::OwnUsername => ProblemKind::OwnUsername,
        ErrorCode::UserBlocked => ProblemKind::UserBlocked,
        ErrorCode::NotDelivered => ProblemKind::NotDelivered,
        _ => ProblemKind::Unavailable,
    }
}

/// Say up to where one has read
///
/// The other one is told. Going back is not possible, and no error.
#[utoipa::path(
    tag = "Chat",
    params(("username" = String, Path, description = "The other one's username, whatever its case")),
    request_body = ReadMark,
    security(("session" = [])),
    responses(
        (status = 204, description = "It is noted."),
        (status = 404, description = "There is nobody of this name.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It is one's own name.", body = Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/conversations/{username}/read")]
pub async fn mark_conversation_read(
    user: CurrentUser,
    with: PathUsername,
    state: Data<AppState>,
    post: Data<Post>,
    body: Valid<ReadMark>,
) -> ApiResult<HttpResponse> {
    let other = {
        let mut conn = state.connection().await?;
        partner(&mut conn, &with.0, user.id).await?
    };
    post.read(user.id, other.username, body.0.up_to)
        .await
        .map_err(|code| ApiError::of(problem(code)))?;
    Ok(HttpResponse::NoContent().finish())
}
