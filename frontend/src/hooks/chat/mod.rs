//! One's conversations, whatever page is shown: what is unread, what is on its way, and who just
//! wrote.

mod known;
mod messages;
mod outbox;
mod sender;
mod signs;

use std::cell::RefCell;
use std::rc::Rc;

use api_types::chat::{ChatMessage, Conversation};
use api_types::problem::FieldErrors;
use api_types::socket::{ClientMessage, ServerMessage};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

pub use self::known::Known;
use self::known::News;
pub use self::messages::use_messages;
pub use self::outbox::Outgoing;
use self::sender::Sender;
pub use self::signs::{use_presence, use_typing, use_visible};
use super::live::{Live, LiveState, use_live, use_server_messages};
use super::session::{Session, use_session};
use super::toasts::{ProviderProps, Toasts, use_toasts};
use crate::routes::Route;
use crate::{api, format, t};

/// How much of a message a toast tells, in characters.
const BEGINNING: usize = 90;

/// One's conversations, and what can be done in them.
#[derive(Clone)]
pub struct Chat {
    known: UseReducerHandle<Known>,
    sender: Rc<Sender>,
    live: Live,
    /// Whose conversation is on the page.
    open: Rc<RefCell<Option<String>>>,
}

impl PartialEq for Chat {
    fn eq(&self, other: &Self) -> bool {
        self.known == other.known && self.live == other.live
    }
}

impl Chat {
    /// What is known.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// Fetches the list, or the next page of it.
    pub fn load(&self, is_more: bool) {
        load(
            self.known.dispatcher(),
            is_more.then(|| self.known.next_cursor()).flatten(),
        );
    }

    /// A conversation is known better now.
    pub fn learn(&self, conversation: Conversation) {
        self.known
            .dispatch(News::Conversation(Box::new(conversation)));
    }

    /// A partner was blocked, or not any more.
    pub fn blocked(&self, username: &str, is_blocked: bool) {
        self.known
            .dispatch(News::Blocked(username.to_owned(), is_blocked));
    }

    /// Says something to somebody, or what is wrong with it.
    pub fn write(&self, to: &str, text: &str) -> Result<(), FieldErrors> {
        self.sender.write(to, text)
    }

    /// Tries to send a message once more that was refused.
    pub fn retry(&self, id: Uuid) {
        self.sender.retry(id);
    }

    /// Gives a message up that was refused.
    pub fn give_up(&self, id: Uuid) {
        self.sender.remove(id);
    }

    /// Somebody's messages were read up to a position.
    pub fn read(&self, username: &str, up_to: i64) {
        let with = username.to_owned();
        if self.live.send(&ClientMessage::Read { with, up_to }) {
            self.known
                .dispatch(News::OwnRead(username.to_owned(), up_to));
        }
    }

    /// This person is typing to somebody.
    pub fn typing(&self, to: &str) {
        let to = to.to_owned();
        self.live.send(&ClientMessage::Typing { to });
    }
}

/// Keeps the conversations for everything inside.
#[component]
pub fn ChatProvider(props: &ProviderProps) -> Html {
    let session = use_session();
    let live = use_live();
    let toasts = use_toasts();
    let known = use_reducer(Known::default);
    let sender = {
        let live = live.clone();
        use_memo((), move |()| Sender::new(live))
    };
    let open = use_memo((), |()| Rc::<RefCell<Option<String>>>::default());
    {
        let (known, sender) = (known.dispatcher(), (*sender).clone());
        let account = session.account().map(|account| account.id);
        use_effect_with(account, move |account| {
            known.dispatch(News::Forget);
            sender.belong_to(*account);
        });
    }
    {
        let (known, live) = (known.dispatcher(), live.clone());
        let is_member = session.account().is_some();
        // What the socket said before this was here was not heard.
        use_effect_with((), move |()| {
            if is_member && live.state() == LiveState::Online {
                load(known, None);
            }
        });
    }
    let chat = Chat {
        known,
        sender: (*sender).clone(),
        live,
        open: (*open).clone(),
    };
    use_server_messages({
        let chat = chat.clone();
        Callback::from(move |message: Rc<ServerMessage>| hear(&chat, &session, &toasts, &message))
    });
    html! {
        <ContextProvider<Chat> context={chat}>
            { props.children.clone() }
        </ContextProvider<Chat>>
    }
}

/// One's conversations.
#[hook]
pub fn use_chat() -> Chat {
    use_context().expect("ChatProvider surrounds the page")
}

/// Messages of this conversation are seen here, and need no toast.
#[hook]
pub fn use_open_conversation(username: &str) {
    let chat = use_chat();
    let toasts = use_toasts();
    use_effect_with(username.to_owned(), move |username| {
        *chat.open.borrow_mut() = Some(username.clone());
        toasts.remove_about(&Route::conversation(username));
        move || *chat.open.borrow_mut() = None
    });
}

/// What is on its way to somebody.
#[hook]
pub fn use_outgoing(username: &str) -> Vec<Outgoing> {
    let chat = use_chat();
    let update = use_force_update();
    {
        let sender = chat.sender.clone();
        use_effect_with((), move |()| {
            let changes = sender
                .changes
                .add(Callback::from(move |()| update.force_update()));
            move || drop(changes)
        });
    }
    chat.sender.to(username)
}

fn hear(chat: &Chat, session: &Session, toasts: &Toasts, message: &ServerMessage) {
    let Some(account) = session.account() else {
        return;
    };
    match message {
        ServerMessage::UpToDate { .. } | ServerMessage::Refresh => {
            chat.load(false);
            if let Some(username) = &*chat.open.borrow() {
                learn(chat, username.clone(), |_| ());
            }
            chat.sender.start_again();
        }
        ServerMessage::Message { message } if message.from == account.username => {
            chat.sender.remove(message.id);
            heard(chat, &message.to, message, |_| ());
        }
        ServerMessage::Message { message } => {
            let is_open = chat.open.borrow().as_ref() == Some(&message.from);
            let (toasts, text) = (toasts.clone(), message.text.clone());
            heard(chat, &message.from, message, move |conversation| {
                if !is_open {
                    tell(&toasts, conversation, &text);
                }
            });
        }
        ServerMessage::Read {
            reader,
            partner,
            up_to,
        } => {
            if *reader == account.username {
                chat.known.dispatch(News::OwnRead(partner.clone(), *up_to));
                let last = chat
                    .known
                    .with(partner)
                    .and_then(|known| known.last_message.as_ref());
                if last.is_some_and(|last| last.position > *up_to) {
                    // How many are left is known there.
                    learn(chat, partner.clone(), |_| ());
                }
            } else {
                chat.known
                    .dispatch(News::PartnerRead(reader.clone(), *up_to));
            }
        }
        ServerMessage::Error {
            code,
            id: Some(id),
            retry_after,
            ..
        } => chat.sender.refused(*id, *code, *retry_after),
        _ => {}
    }
}

/// A message came; its conversation may be a new one.
fn heard(
    chat: &Chat,
    partner: &str,
    message: &ChatMessage,
    then: impl FnOnce(&Conversation) + 'static,
) {
    match chat.known.with(partner) {
        Some(conversation) => {
            then(conversation);
            chat.known
                .dispatch(News::Message(partner.to_owned(), message.clone()));
        }
        None => learn(chat, partner.to_owned(), then),
    }
}

fn learn(chat: &Chat, username: String, then: impl FnOnce(&Conversation) + 'static) {
    let chat = chat.clone();
    spawn_local(async move {
        // Without an answer the next one who asks will know.
        if let Ok(conversation) = api::get_conversation(&username).await {
            then(&conversation);
            chat.learn(conversation);
        }
    });
}

fn load(known: UseReducerDispatcher<Known>, cursor: Option<&str>) {
    let cursor = cursor.map(str::to_owned);
    let is_more = cursor.is_some();
    known.dispatch(News::Asked(is_more));
    spawn_local(async move {
        let answer = api::list_conversations("", cursor.as_deref()).await;
        known.dispatch(News::Page(is_more, answer));
    });
}

/// Somebody wrote while one looks elsewhere.
fn tell(toasts: &Toasts, conversation: &Conversation, text: &str) {
    let name = conversation.with.display_name();
    let words = t!("chat-toast", name = name, text = beginning(text));
    let to = Route::conversation(&conversation.with.username);
    toasts.news(words, t!("chat-open"), to);
}

/// How a text begins, on one line.
fn beginning(text: &str) -> String {
    let line = format::one_line(text);
    let mut letters = line.chars();
    let beginning: String = letters.by_ref().take(BEGINNING).collect();
    if letters.next().is_some() {
        beginning + "…"
    } else {
        beginning
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toast_tells_the_beginning_on_one_line() {
        assert_eq!(beginning("Hi\n\n  there"), "Hi there");
        let long = beginning(&"ä".repeat(200));
        assert_eq!(long.chars().count(), BEGINNING + 1);
        assert!(long.ends_with('…'));
    }
}
