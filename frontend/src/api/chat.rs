//! Conversations: what was said, and who may not say anything. New messages go through the socket.

use api_types::chat::{ChatMessage, Conversation, MessageToMail};
use api_types::pages::Page;
use gloo_net::http::Method;
use uuid::Uuid;

use super::once::Once;
use super::{ApiError, client};

/// How many conversations or messages come at once.
const PAGE: u32 = 30;

/// One's own conversations, those with the latest messages first; with a query, those with people
/// whose names begin like that.
pub async fn list_conversations(
    query: &str,
    cursor: Option<&str>,
) -> Result<Page<Conversation>, ApiError> {
    client::get(&client::page(
        "/conversations",
        &[("query", query)],
        PAGE,
        cursor,
    ))
    .await
}

/// The conversation with somebody, even if nothing was said yet.
pub async fn get_conversation(username: &str) -> Result<Conversation, ApiError> {
    client::get(&path(username, "")).await
}

/// What was said, the latest first.
pub async fn list_messages(
    username: &str,
    cursor: Option<&str>,
) -> Result<Page<ChatMessage>, ApiError> {
    client::get(&client::page(
        &path(username, "/messages"),
        &[],
        PAGE,
        cursor,
    ))
    .await
}

/// Sends a message by mail to somebody who is not here.
pub async fn mail_message(username: &str, id: Uuid) -> Result<(), ApiError> {
    client::post(&path(username, "/mail"), &MessageToMail { id }).await
}

/// Hears nothing more of somebody.
pub async fn block_user(username: &str) -> Result<(), ApiError> {
    Once::new(Method::PUT, &block_path(username)).send().await
}

/// Hears of somebody again.
pub async fn unblock_user(username: &str) -> Result<(), ApiError> {
    client::delete(&block_path(username)).await
}

fn path(username: &str, rest: &str) -> String {
    format!("/conversations/{}{rest}", client::encode(username))
}

fn block_path(username: &str) -> String {
    format!("/users/{}/block", client::encode(username))
}
