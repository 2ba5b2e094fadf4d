//! Conversations of two people.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::accounts::Person;
use crate::pages;
use crate::problem::FieldErrors;
use crate::{QueryParameters, Validate, rules};

/// Something that one person said to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChatMessage {
    /// Made by the sender's program. What comes again under the same id is the same message.
    pub id: Uuid,
    /// Its place in the one order of all messages. Grows; numbers are left out.
    pub position: i64,
    /// The sender's username.
    #[cfg_attr(feature = "openapi", schema(example = "lena"))]
    pub from: String,
    /// The recipient's username.
    #[cfg_attr(feature = "openapi", schema(example = "mira"))]
    pub to: String,
    /// Plain text, with line breaks.
    #[cfg_attr(feature = "openapi", schema(example = "Shall I bring a lantern?"))]
    pub text: String,
    /// When the server stored it.
    pub sent_at: DateTime<Utc>,
    /// When it was also sent by mail, if it was. Only its sender is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailed_at: Option<DateTime<Utc>>,
}

/// A new message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    /// Made by the client, best as UUID v7, so that sending again is harmless. Without one, the
    /// server makes one.
    pub id: Option<Uuid>,
    /// 1 to 4,000 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 4000))]
    pub text: String,
}

/// A [`NewMessage`] that obeys the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidMessage {
    /// Made by the client, if it made one.
    pub id: Option<Uuid>,
    /// Trimmed and normalised.
    pub text: String,
}

impl Validate for NewMessage {
    type Valid = ValidMessage;

    fn validate(self) -> Result<ValidMessage, FieldErrors> {
        let mut errors = FieldErrors::new();
        let text = errors.keep("text", rules::paragraphs(&self.text, rules::MESSAGE_MAX));
        errors.into_result(text.map(|text| ValidMessage { id: self.id, text }))
    }
}

/// The answer to a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SentMessage {
    /// As it was stored.
    pub message: ChatMessage,
    /// Whether the recipient is connected at this moment. If not, `mail_message` reaches them.
    pub recipient_connected: bool,
}

/// What one person sees of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conversation {
    /// The other one.
    pub with: Person,
    /// The latest message; none if nothing was said yet.
    pub last_message: Option<ChatMessage>,
    /// How many messages of the other one were not read yet; counted up to 100.
    pub unread: i64,
    /// Up to which position this person has read.
    pub read_up_to: i64,
    /// Up to which position the other one has read.
    pub read_by_other_up_to: i64,
    /// Whether this person has blocked the other one. Whether it is the other way round is not
    /// told.
    pub is_blocked: bool,
}

/// Up to where a conversation was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReadMark {
    /// The position of the last message that was read.
    pub up_to: i64,
}

impl Validate for ReadMark {
    type Valid = Self;

    fn validate(self) -> Result<Self, FieldErrors> {
        Ok(self)
    }
}

/// Which message is to be sent by mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MessageToMail {
    /// One that this person sent in the conversation.
    pub id: Uuid,
}

impl Validate for MessageToMail {
    type Valid = Self;

    fn validate(self) -> Result<Self, FieldErrors> {
        Ok(self)
    }
}

/// Which conversations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ConversationsQuery {
    /// Beginnings of words in the username or name of the other one.
    pub query: Option<String>,
    /// Items on a page, 1 to 100; 20 if it is left out.
    #[cfg_attr(feature = "openapi", param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// A [`ConversationsQuery`] that obeys the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidConversationsQuery {
    /// What to look for.
    pub query: Option<String>,
    /// Items on a page.
    pub limit: i64,
    /// Where the page before ended; not read yet.
    pub cursor: Option<String>,
}

impl QueryParameters for ConversationsQuery {
    const NAMES: &'static [&'static str] = &["query", "limit", "cursor"];

    fn set(&mut self, name: &str, value: String) {
        match name {
            "query" => self.query = Some(value),
            "limit" => self.limit = Some(value),
            _ => self.cursor = Some(value),
        }
    }
}

impl Validate for ConversationsQuery {
    type Valid = ValidConversationsQuery;

    fn validate(self) -> Result<ValidConversationsQuery, FieldErrors> {
        let mut errors = FieldErrors::new();
        let query = errors.keep("query", rules::optional_line(self.query, rules::SEARCH_MAX));
        let limit = pages::limit(&mut errors, self.limit);
        let cursor = errors.keep("cursor", pages::cursor(self.cursor));
        errors.into_result(
            query
                .zip(cursor)
                .map(|(query, cursor)| ValidConversationsQuery {
                    query,
                    limit,
                    cursor,
                }),
        )
    }
}
