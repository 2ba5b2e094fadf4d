//! What was said in one conversation: the latest at once, what came before as one asks for it, what
//! comes as it comes.

use std::rc::Rc;

use api_types::chat::ChatMessage;
use api_types::pages::Page;
use api_types::socket::ServerMessage;
use chrono::{DateTime, Utc};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, ApiError};
use crate::hooks::ListStatus;
use crate::hooks::live::use_server_messages;

#[derive(Debug, Clone, PartialEq)]
struct State {
    messages: Vec<Rc<ChatMessage>>,
    next_cursor: Option<String>,
    status: ListStatus,
    is_loaded: bool,
}

enum Action {
    Ask,
    First(Result<Page<ChatMessage>, ApiError>),
    AskMore,
    More(Result<Page<ChatMessage>, ApiError>),
    Heard(ChatMessage),
    Mailed(Uuid, DateTime<Utc>),
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Ask if self.is_loaded => return self,
            Action::Ask => next.status = ListStatus::Loading,
            Action::AskMore => next.status = ListStatus::LoadingMore,
            Action::First(Ok(page)) => next.begin(page),
            // What is on the page stays; the next connection asks again.
            Action::First(Err(_)) if self.is_loaded => return self,
            Action::First(Err(error)) => next.status = ListStatus::Failed(error),
            Action::More(Ok(page)) => {
                next.next_cursor = page.next_cursor;
                next.status = ListStatus::Ready;
                next.add(page.items);
            }
            Action::More(Err(error)) => next.status = ListStatus::FailedMore(error),
            Action::Heard(message) => next.add([message]),
            Action::Mailed(id, at) => {
                for message in next.messages.iter_mut().filter(|known| known.id == id) {
                    Rc::make_mut(message).mailed_at = Some(at);
                }
            }
        }
        Rc::new(next)
    }
}

impl State {
    fn new() -> Self {
        Self {
            messages: Vec::new(),
            next_cursor: None,
            status: ListStatus::Loading,
            is_loaded: false,
        }
    }

    /// The latest messages came. If they do not reach back to what is known, that is forgotten: what
    /// is in between comes as one asks for it.
    fn begin(&mut self, page: Page<ChatMessage>) {
        let reaches = |message: &ChatMessage| {
            let mut known = self.messages.iter();
            known.any(|known| known.position >= message.position)
        };
        let is_gap =
            self.is_loaded && page.next_cursor.is_some() && !page.items.last().is_some_and(reaches);
        if is_gap {
            self.messages.clear();
        }
        if is_gap || !self.is_loaded {
            self.next_cursor = page.next_cursor;
            self.status = ListStatus::Ready;
        }
        self.is_loaded = true;
        self.add(page.items);
    }

    fn add(&mut self, messages: impl IntoIterator<Item = ChatMessage>) {
        for message in messages {
            match self
                .messages
                .iter_mut()
                .find(|known| known.id == message.id)
            {
                Some(known) => *known = Rc::new(message),
                None => self.messages.push(Rc::new(message)),
            }
        }
        self.messages.sort_by_key(|message| message.position);
    }
}

/// What was said in a conversation.
pub struct Messages {
    /// As far as it was fetched, in the order in which it was said.
    pub messages: Vec<Rc<ChatMessage>>,
    /// What is going on.
    pub status: ListStatus,
    /// Whether more was said before.
    pub has_more: bool,
    /// Whether the latest messages have come.
    pub is_loaded: bool,
    /// Fetches what was said before.
    pub load_more: Callback<()>,
    /// Fetches the latest messages again.
    pub retry: Callback<()>,
    /// A message was sent by mail.
    pub on_mailed: Callback<(Uuid, DateTime<Utc>)>,
}

/// What was said in the conversation with somebody.
#[hook]
pub fn use_messages(username: &str) -> Messages {
    let state = use_reducer(State::new);
    let ask = {
        let (dispatcher, username) = (state.dispatcher(), username.to_owned());
        Callback::from(move |()| {
            dispatcher.dispatch(Action::Ask);
            let (dispatcher, username) = (dispatcher.clone(), username.clone());
            spawn_local(async move {
                let answer = api::list_messages(&username, None).await;
                dispatcher.dispatch(Action::First(answer));
            });
        })
    };
    {
        let ask = ask.clone();
        use_effect_with(username.to_owned(), move |_| ask.emit(()));
    }
    use_server_messages({
        let (dispatcher, partner, ask) = (state.dispatcher(), username.to_owned(), ask.clone());
        Callback::from(move |message: Rc<ServerMessage>| match &*message {
            ServerMessage::Message { message }
                if [&message.from, &message.to].contains(&&partner) =>
            {
                dispatcher.dispatch(Action::Heard(message.clone()));
            }
            ServerMessage::UpToDate { .. } => ask.emit(()),
            _ => {}
        })
    });
    let load_more = {
        let (state, username) = (state.clone(), username.to_owned());
        Callback::from(move |()| {
            let ready = matches!(state.status, ListStatus::Ready | ListStatus::FailedMore(_));
            let Some(cursor) = state.next_cursor.clone().filter(|_| ready) else {
                return;
            };
            state.dispatch(Action::AskMore);
            let (dispatcher, username) = (state.dispatcher(), username.clone());
            spawn_local(async move {
                let answer = api::list_messages(&username, Some(&cursor)).await;
                dispatcher.dispatch(Action::More(answer));
            });
        })
    };
    let on_mailed = {
        let dispatcher = state.dispatcher();
        Callback::from(move |(id, at)| dispatcher.dispatch(Action::Mailed(id, at)))
    };
    Messages {
        messages: state.messages.clone(),
        status: state.status.clone(),
        has_more: state.next_cursor.is_some(),
        is_loaded: state.is_loaded,
        load_more,
        retry: ask,
        on_mailed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(positions: &[i64], next_cursor: Option<&str>) -> Page<ChatMessage> {
        Page {
            items: positions
                .iter()
                .map(|position| message(*position))
                .collect(),
            next_cursor: next_cursor.map(str::to_owned),
        }
    }

    fn message(position: i64) -> ChatMessage {
        ChatMessage {
            id: Uuid::from_u128(position.unsigned_abs().into()),
            position,
            from: "lena".into(),
            to: "mira".into(),
            text: "Hi".into(),
            sent_at: "2026-11-22T17:00:00Z".parse().unwrap(),
            mailed_at: None,
        }
    }

    fn positions(state: &State) -> Vec<i64> {
        state.messages.iter().map(|known| known.position).collect()
    }

    fn loaded() -> Rc<State> {
        Rc::new(State::new()).reduce(Action::First(Ok(page(&[6, 5, 4], Some("4")))))
    }

    #[test]
    fn whatever_comes_in_whatever_order_stands_once_in_its_place() {
        let state = Rc::new(State::new())
            .reduce(Action::Heard(message(7)))
            .reduce(Action::First(Ok(page(&[6, 5, 4], Some("4")))))
            .reduce(Action::Heard(message(6)))
            .reduce(Action::More(Ok(page(&[3, 2], None))));
        assert_eq!(positions(&state), [2, 3, 4, 5, 6, 7]);
        assert_eq!(state.next_cursor, None);
    }

    #[test]
    fn the_latest_messages_join_what_is_known() {
        let state = loaded().reduce(Action::First(Ok(page(&[8, 7, 6], Some("6")))));
        assert_eq!(positions(&state), [4, 5, 6, 7, 8]);
        assert_eq!(state.next_cursor.as_deref(), Some("4"));
    }

    #[test]
    fn a_gap_is_not_papered_over() {
        let state = loaded().reduce(Action::First(Ok(page(&[19, 18], Some("18")))));
        assert_eq!(positions(&state), [18, 19]);
        assert_eq!(state.next_cursor.as_deref(), Some("18"));
    }
}
