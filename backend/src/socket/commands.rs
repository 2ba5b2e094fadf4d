//! What clients say, understood and done.

use std::sync::Arc;

use api_types::rules;
use api_types::socket::{
    ClientMessage, CloseCode, ErrorCode, ServerMessage, WATCHED_EVENTS_MAX, WATCHED_PEOPLE_MAX,
};
use bytestring::ByteString;
use prometheus::IntCounter;
use uuid::Uuid;

use crate::chat::post::{Draft, Post};
use crate::chat::queries::blocks::visible_people;
use crate::error::ApiResult;
use crate::events::queries::events_now;
use crate::limits::Limit;
use crate::realtime::hub::Socket;
use crate::realtime::text_of;
use crate::realtime::wire::Listener;
use crate::state::AppState;

/// The ear of one socket.
pub struct Commands {
    state: AppState,
    post: Post,
    socket: Arc<Socket>,
    /// The owner's name when the socket was opened.
    username: Option<String>,
    /// Under which its wishes are counted.
    who: String,
    heard: IntCounter,
}

impl Commands {
    /// For a socket, whose owner has this name; guests are known by their address.
    pub fn new(
        state: AppState,
        post: Post,
        socket: Arc<Socket>,
        username: Option<String>,
        client: String,
    ) -> Self {
        let who = match socket.owner {
            Some(owner) => owner.user_id.to_string(),
            None => client,
        };
        let heard = &state.metrics.socket_messages;
        Self {
            who,
            heard: heard.with_label_values(&["in"]),
            state,
            post,
            socket,
            username,
        }
    }

    async fn obey(&self, message: ClientMessage) -> ApiResult<()> {
        if let ClientMessage::Watch { .. } | ClientMessage::Typing { .. } = message
            && let Err(error) = self.state.limits.check(Limit::SocketWish, &self.who)
        {
            let seconds = error.problem.retry_after;
            self.socket.refuse(ErrorCode::RateLimited, None, seconds);
            return Ok(());
        }
        let Some(owner) = self.socket.owner else {
            match message {
                ClientMessage::Watch { events, .. } => {
                    return self.watch_events(events, None).await;
                }
                ClientMessage::Send { id, .. } => self.refuse(ErrorCode::LoginRequired, Some(id)),
                _ => self.refuse(ErrorCode::LoginRequired, None),
            }
            return Ok(());
        };
        self.socket.touch();
        match message {
            ClientMessage::Send { id, to, text } => self.send(owner.user_id, id, to, &text),
            ClientMessage::Read { with, up_to } => {
                self.post
                    .read_from(owner.user_id, with, up_to, &self.socket);
            }
            ClientMessage::Typing { to } => self.tell_typing(owner.user_id, to).await?,
            ClientMessage::Watch { events, people } => {
                self.watch_events(events, Some(owner.user_id)).await?;
                self.watch_people(people, owner.user_id).await?;
            }
        }
        Ok(())
    }

    fn send(&self, sender_id: Uuid, id: Uuid, to: String, text: &str) {
        let Ok(text) = rules::paragraphs(text, rules::MESSAGE_MAX) else {
            return self.refuse(ErrorCode::InvalidText, Some(id));
        };
        let limits = &self.state.limits;
        if let Err(error) = limits.check(Limit::ChatMessage, &self.who) {
            let seconds = error.problem.retry_after;
            return self
                .socket
                .refuse(ErrorCode::RateLimited, Some(id), seconds);
        }
        let draft = Draft {
            id,
            sender_id,
            recipient: to,
            text,
        };
        self.post.send_from(draft, &self.socket);
    }

    async fn tell_typing(&self, user_id: Uuid, to: String) -> ApiResult<()> {
        let mut conn = self.state.connection().await?;
        let found = visible_people(&mut conn, &[to], user_id).await?;
        if let (Some((id, _)), Some(username)) = (found.first(), &self.username) {
            let from = username.clone();
            let message = ServerMessage::Typing { from };
            self.state.realtime.tell(*id, &message);
        }
        Ok(())
    }

    /// What changes while it is looked up is told once more, so it is watched first.
    async fn watch_events(&self, mut ids: Vec<Uuid>, viewer: Option<Uuid>) -> ApiResult<()> {
        if ids.len() > WATCHED_EVENTS_MAX {
            self.refuse(ErrorCode::TooManyWatched, None);
            return Ok(());
        }
        ids.sort_unstable();
        ids.dedup();
        let realtime = &self.state.realtime;
        realtime.follow(realtime.hub().watch_events(&self.socket, ids.clone()));
        if ids.is_empty() {
            return Ok(());
        }
        realtime.settle().await;
        let rounds = realtime.rounds();
        let mut conn = self.state.connection().await?;
        let found = events_now(&mut conn, &ids, viewer).await?;
        for id in ids.iter().copied() {
            let message = match found.iter().find(|event| event.id == id) {
                Some(event) => ServerMessage::Event {
                    event: event.clone(),
                },
                None => {
                    realtime.follow(realtime.hub().unwatch_event(&self.socket, id));
                    ServerMessage::EventGone { id }
                }
            };
            self.socket.outbox.push(text_of(&message));
        }
        if realtime.rounds() != rounds {
            // Something newer may have been told before this.
            realtime.tell_again(ids);
        }
        Ok(())
    }

    async fn watch_people(&self, usernames: Vec<String>, viewer: Uuid) -> ApiResult<()> {
        if usernames.len() > WATCHED_PEOPLE_MAX {
            self.refuse(ErrorCode::TooManyWatched, None);
            return Ok(());
        }
        let realtime = &self.state.realtime;
        let people = match usernames.is_empty() {
            true => Vec::new(),
            false => {
                let mut conn = self.state.connection().await?;
                visible_people(&mut conn, &usernames, viewer).await?
            }
        };
        realtime.follow(realtime.hub().watch_people(&self.socket, people.clone()));
        // Whoever may not be watched looks like somebody who is not here.
        for name in usernames {
            let found = people
                .iter()
                .find(|(_, username)| username.eq_ignore_ascii_case(&name));
            let is_connected = match found {
                Some((id, _)) => realtime.is_connected(*id).await,
                None => false,
            };
            let message = ServerMessage::Presence {
                username: found.map_or(name, |(_, username)| username.clone()),
                is_connected,
            };
            self.socket.outbox.push(text_of(&message));
        }
        Ok(())
    }

    fn refuse(&self, code: ErrorCode, id: Option<Uuid>) {
        self.socket.refuse(code, id, None);
    }
}

impl Listener for Commands {
    async fn hear(&mut self, text: ByteString) -> Result<(), CloseCode> {
        self.heard.inc();
        match serde_json::from_str(&text) {
            Ok(message) => {
                if let Err(error) = self.obey(message).await {
                    tracing::warn!("a client's wish failed: {error}");
                    self.refuse(ErrorCode::Unavailable, None);
                }
            }
            Err(_) => self.refuse(ErrorCode::Malformed, None),
        }
        Ok(())
    }
}
