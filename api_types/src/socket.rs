//! What travels through the websocket at `/api/v1/socket`: one JSON object in each text message.
//!
//! `asyncapi.yaml` is made from these types; `docs/socket.md` tells the story.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::chat::ChatMessage;
use crate::notifications::Notification;
use crate::problem::{FieldErrors, RuleCode};
use crate::rules::Broken;
use crate::{QueryParameters, Validate};

/// Most events that one socket watches.
pub const WATCHED_EVENTS_MAX: usize = 200;
/// Most people whose presence one socket watches.
pub const WATCHED_PEOPLE_MAX: usize = 50;
/// The longest message to the server, in bytes, however many frames it comes in.
pub const MESSAGE_BYTES_MAX: usize = 64 * 1024;

/// Where a socket begins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct SocketQuery {
    /// The highest position that the client has seen: messages after it are sent. Without it, only
    /// those that are new.
    #[cfg_attr(feature = "openapi", param(value_type = Option<i64>, minimum = 0))]
    pub after: Option<String>,
}

/// A [`SocketQuery`] that obeys the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValidSocketQuery {
    /// The highest position that the client has seen.
    pub after: Option<i64>,
}

impl QueryParameters for SocketQuery {
    const NAMES: &'static [&'static str] = &["after"];

    fn set(&mut self, _: &str, value: String) {
        self.after = Some(value);
    }
}

impl Validate for SocketQuery {
    type Valid = ValidSocketQuery;

    fn validate(self) -> Result<ValidSocketQuery, FieldErrors> {
        let mut errors = FieldErrors::new();
        let read = |text: String| match text.parse::<i64>() {
            Ok(position) if position >= 0 => Ok(position),
            _ => Err(Broken::new(RuleCode::NotANumber)),
        };
        let after = errors.keep("after", self.after.map(read).transpose());
        errors.into_result(after.map(|after| ValidSocketQuery { after }))
    }
}

/// What a client says. Who says it is known from the session or token with which the socket was
/// opened; there is no field for it, and unknown fields are refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientMessage {
    /// Say something to somebody. It is stored once, however often it is sent under the same id.
    /// When it is stored, the `message` comes back on all sockets of both people; when it is not,
    /// an `error` with the id comes back on this one.
    Send {
        /// Made by the client, best as UUID v7.
        id: Uuid,
        /// The recipient's username.
        to: String,
        /// 1 to 4,000 characters.
        text: String,
    },
    /// All messages of a conversation up to this position were read.
    Read {
        /// The other one's username.
        with: String,
        /// The position of the last message that was read.
        up_to: i64,
    },
    /// This person is typing. Good for 5 seconds.
    Typing {
        /// Who may see it: a username.
        to: String,
    },
    /// What the page shows, instead of what it showed before. The server answers with an `event`
    /// for each of the events and a `presence` for each of the people, and again whenever one
    /// changes. What this person may not see is left out.
    Watch {
        /// Ids of events, at most 200.
        #[serde(default)]
        events: Vec<Uuid>,
        /// Usernames, at most 50.
        #[serde(default)]
        people: Vec<String>,
    },
}

/// What the server says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case", try_from = "Parts")]
pub enum ServerMessage {
    /// The first one. What was missed since `after` follows, then `up_to_date`.
    Welcome {
        /// Who one is; none for guests, who can only watch public events.
        username: Option<String>,
    },
    /// All messages up to this position were sent; what comes from now on is new.
    UpToDate {
        /// Keep it, and the position of each later message, as `after` for the next time.
        position: i64,
    },
    /// A message to or from this person. Each comes once on each socket, in the order of their
    /// positions.
    Message {
        /// What was said.
        message: ChatMessage,
    },
    /// Somebody has read a conversation: the other one, or this person on another device.
    Read {
        /// Who read.
        reader: String,
        /// Whose messages.
        partner: String,
        /// Up to this position.
        up_to: i64,
    },
    /// Somebody is typing to this person. Good for 5 seconds.
    Typing {
        /// Who.
        from: String,
    },
    /// Whether somebody who is watched is connected.
    Presence {
        /// Who.
        username: String,
        /// Whether they have a socket open.
        is_connected: bool,
    },
    /// Something happened that stands in `list_notifications` from now on.
    Notification {
        /// What.
        notification: Notification,
    },
    /// Notifications were read on another device: ask `list_notifications` how many are left.
    NotificationsRead,
    /// An event that is watched, as it is now.
    Event {
        /// Its numbers.
        event: EventNow,
    },
    /// An event that was watched is gone for this person: cancelled, or not visible any more. It
    /// is not watched any more.
    EventGone {
        /// Its id.
        id: Uuid,
    },
    /// Something may have been missed that has no positions: notifications, read marks, presence.
    /// Ask for what the page shows. (The connection between servers was interrupted.)
    Refresh,
    /// What the client said was refused.
    Error {
        /// Why.
        code: ErrorCode,
        /// The same in a sentence.
        detail: String,
        /// Which message, if it was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<Uuid>,
        /// In how many seconds to try again, where waiting helps.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u32>,
    },
}

/// All that any of the server's messages has. What is derived for such an enum reads everything
/// inside by a second program, which would make the page larger by a tenth.
#[derive(Deserialize)]
struct Parts {
    r#type: String,
    username: Option<String>,
    position: Option<i64>,
    message: Option<ChatMessage>,
    reader: Option<String>,
    partner: Option<String>,
    up_to: Option<i64>,
    from: Option<String>,
    is_connected: Option<bool>,
    notification: Option<Notification>,
    event: Option<EventNow>,
    id: Option<Uuid>,
    code: Option<ErrorCode>,
    detail: Option<String>,
    retry_after: Option<u32>,
}

impl TryFrom<Parts> for ServerMessage {
    type Error = &'static str;

    fn try_from(parts: Parts) -> Result<Self, &'static str> {
        let message = match &*parts.r#type {
            "welcome" => Some(Self::Welcome {
                username: parts.username,
            }),
            "up_to_date" => parts.position.map(|position| Self::UpToDate { position }),
            "message" => parts.message.map(|message| Self::Message { message }),
            "read" => parts.reader.zip(parts.partner).zip(parts.up_to).map(
                |((reader, partner), up_to)| Self::Read {
                    reader,
                    partner,
                    up_to,
                },
            ),
            "typing" => parts.from.map(|from| Self::Typing { from }),
            "presence" => parts
                .username
                .zip(parts.is_connected)
                .map(|(username, is_connected)| Self::Presence {
                    username,
                    is_connected,
                }),
            "notification" => parts
                .notification
                .map(|notification| Self::Notification { notification }),
            "notifications_read" => Some(Self::NotificationsRead),
            "event" => parts.event.map(|event| Self::Event { event }),
            "event_gone" => parts.id.map(|id| Self::EventGone { id }),
            "refresh" => Some(Self::Refresh),
            "error" => parts.code.map(|code| Self::Error {
                code,
                detail: parts.detail.unwrap_or_default(),
                id: parts.id,
                retry_after: parts.retry_after,
            }),
            _ => return Err("a message of an unknown type"),
        };
        message.ok_or("a message that lacks a part")
    }
}

/// The changing parts of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventNow {
    /// Its id.
    pub id: Uuid,
    /// Raised by every edit. If it is higher than what the page knows, `get_event` has the rest.
    pub version: i32,
    /// Accepted bookings.
    pub places_taken: i32,
    /// What is left; none if there is no maximum.
    pub places_left: Option<i32>,
    /// Names its picture, as the addresses of its files do; none if it has none. If it is another one
    /// than the page shows, `get_event` has the rest.
    pub picture: Option<String>,
}

// The names are `tt`, since other macros look at them.
macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident = $name:tt, $detail:literal;)*) => {
        /// Why the server refused something on the socket.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum ErrorCode { $($(#[$doc])* #[serde(rename = $name)] $variant,)* }

        impl ErrorCode {
            /// All codes, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name under which it travels.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// A sentence for people.
            pub const fn detail(self) -> &'static str {
                match self { $(Self::$variant => $detail,)* }
            }
        }
    };
}

error_codes! {
    /// It is no JSON object that is described here. Nothing was done.
    Malformed = "ERR_MALFORMED", "This was not understood.";
    /// The text is empty, too long, or has characters that cannot be stored.
    InvalidText = "ERR_INVALID_TEXT", "A message has 1 to 4,000 characters.";
    /// Too many events or people at once.
    TooManyWatched = "ERR_TOO_MANY_WATCHED", "That is more than one socket can watch.";
    /// Nobody has this username.
    UserNotFound = "ERR_USER_NOT_FOUND", "There is nobody of this name.";
    /// People do not write to themselves.
    OwnUsername = "ERR_OWN_USERNAME", "This is you.";
    /// The message cannot reach the recipient. Why is between them and us.
    NotDelivered = "ERR_NOT_DELIVERED", "This person cannot be written to.";
    /// This person has blocked the recipient.
    UserBlocked = "ERR_USER_BLOCKED", "You have blocked this person.";
    /// The message is stored, and the recipient is not connected. They see it when they come back;
    /// `mail_message` reaches them now.
    UserNotConnected = "ERR_USER_NOT_CONNECTED", "This person is not here at the moment.";
    /// Guests can only watch public events.
    LoginRequired = "ERR_LOGIN_REQUIRED", "Please log in first.";
    /// Too much in a short time.
    RateLimited = "ERR_RATE_LIMITED", "That was too much in a short time.";
    /// The server cannot do it at the moment. What was sent may or may not have been stored:
    /// sending it again under the same id is harmless.
    Unavailable = "ERR_UNAVAILABLE", "The service is not available at the moment.";
}

macro_rules! close_codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $reason:literal;)*) => {
        /// Why the server closes a socket.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum CloseCode { $($(#[$doc])* $variant,)* }

        impl CloseCode {
            /// All codes, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The number in the close frame.
            pub const fn code(self) -> u16 {
                match self { $(Self::$variant => $code,)* }
            }

            /// The words in the close frame.
            pub const fn reason(self) -> &'static str {
                match self { $(Self::$variant => $reason,)* }
            }
        }
    };
}

close_codes! {
    /// The client closed, and the server agrees.
    Normal = 1000, "";
    /// The client broke RFC 6455.
    Protocol = 1002, "protocol error";
    /// Binary messages are not understood.
    Unsupported = 1003, "only text is understood";
    /// A text message was not UTF-8.
    InvalidUtf8 = 1007, "text must be UTF-8";
    /// A message was longer than 64 KiB.
    TooBig = 1009, "the message is too big";
    /// The server failed.
    Internal = 1011, "something went wrong on our side";
    /// The server stops, and comes back or has others beside it. Connect again within two seconds, at
    /// a moment that differs from client to client.
    Restart = 1012, "the server restarts";
    /// The session or token with which the socket was opened has ended. Log in again.
    SessionEnded = 4401, "the session has ended";
    /// Nothing came from the client for too long, not even a pong.
    Silent = 4408, "nothing was heard of you";
    /// What was sent to the client was not read. Connect again and say what was seen last.
    TooSlow = 4413, "you read too slowly";
    /// Too many messages in a short time, or too many sockets of one person.
    Flood = 4429, "that was too much";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notifications::NotificationKind;

    #[test]
    fn a_sender_cannot_be_named() {
        let forged = r#"{"type":"send","id":"01999f4e-8f5c-7c1a-9a52-3d1d55f7c7a1","to":"mira","text":"Hi","from":"jonas"}"#;
        assert!(serde_json::from_str::<ClientMessage>(forged).is_err());
        let honest = forged.replace(r#","from":"jonas""#, "");
        assert!(serde_json::from_str::<ClientMessage>(&honest).is_ok());
    }

    #[test]
    fn what_the_server_says_is_read_as_it_was_meant() {
        let id = Uuid::from_u128(7);
        let (lena, mira) = (|| "lena".to_owned(), || "mira".to_owned());
        let at = "2026-11-22T17:00:00Z".parse().unwrap();
        let all = [
            ServerMessage::Welcome { username: None },
            ServerMessage::Welcome {
                username: Some(lena()),
            },
            ServerMessage::UpToDate { position: 7 },
            ServerMessage::Message {
                message: ChatMessage {
                    id,
                    position: 7,
                    from: lena(),
                    to: mira(),
                    text: "Hi".into(),
                    sent_at: at,
                    mailed_at: Some(at),
                },
            },
            ServerMessage::Read {
                reader: lena(),
                partner: mira(),
                up_to: 7,
            },
            ServerMessage::Typing { from: lena() },
            ServerMessage::Presence {
                username: lena(),
                is_connected: true,
            },
            ServerMessage::Notification {
                notification: Notification {
                    id,
                    kind: NotificationKind::Message,
                    happened_at: at,
                    is_read: false,
                    count: 1,
                    person: None,
                    event: None,
                    changed: Vec::new(),
                    text: None,
                },
            },
            ServerMessage::NotificationsRead,
            ServerMessage::Event {
                event: EventNow {
                    id,
                    version: 1,
                    places_taken: 2,
                    places_left: None,
                    picture: Some("0f343b0931126a20f133d67c2b018a3b".into()),
                },
            },
            ServerMessage::EventGone { id },
            ServerMessage::Refresh,
            ServerMessage::Error {
                code: ErrorCode::RateLimited,
                detail: "Slower".into(),
                id: Some(id),
                retry_after: Some(3),
            },
        ];
        for message in all {
            let text = serde_json::to_string(&message).unwrap();
            let read: ServerMessage = serde_json::from_str(&text).unwrap();
            assert_eq!(read, message, "{text}");
        }
        for bad in [r#"{"type":"read","reader":"lena"}"#, r#"{"type":"sing"}"#] {
            assert!(serde_json::from_str::<ServerMessage>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn codes_travel_under_their_own_names() {
        for code in ErrorCode::ALL {
            assert_eq!(
                serde_json::to_value(code).unwrap(),
                serde_json::Value::from(code.as_str())
            );
            assert!(code.as_str().starts_with("ERR_"));
        }
    }
}
