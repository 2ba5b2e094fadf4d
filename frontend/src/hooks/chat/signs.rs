//! Signs of life: whether somebody is here, is typing, or looks at this tab.

use std::rc::Rc;

use api_types::socket::ServerMessage;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::browser;
use crate::hooks::live::{use_server_messages, use_watched_person};

/// How long somebody is typing after they said so, in milliseconds.
const TYPING: u32 = 5_000;

/// Whether somebody is connected; unknown at first.
#[hook]
pub fn use_presence(username: &str) -> Option<bool> {
    let presence = use_state_eq(|| None);
    use_watched_person(username);
    use_server_messages({
        let (presence, watched) = (presence.setter(), username.to_owned());
        Callback::from(move |message: Rc<ServerMessage>| {
            if let ServerMessage::Presence {
                username,
                is_connected,
            } = &*message
                && *username == watched
            {
                presence.set(Some(*is_connected));
            }
        })
    });
    *presence
}

/// Whether somebody is typing to this person.
#[hook]
pub fn use_typing(username: &str) -> bool {
    let until = use_state(|| None::<Rc<Timeout>>);
    use_server_messages({
        let (until, watched) = (until.setter(), username.to_owned());
        Callback::from(move |message: Rc<ServerMessage>| match &*message {
            ServerMessage::Typing { from } if *from == watched => {
                let over = until.clone();
                let timer = Timeout::new(TYPING, move || over.set(None));
                until.set(Some(Rc::new(timer)));
            }
            ServerMessage::Message { message } if message.from == watched => until.set(None),
            _ => {}
        })
    });
    until.is_some()
}

/// Whether this tab is the one that is looked at.
#[hook]
pub fn use_visible() -> bool {
    let is_visible = use_state_eq(|| !browser::document().hidden());
    {
        let is_visible = is_visible.setter();
        use_effect_with((), move |()| {
            let listener =
                EventListener::new(&browser::document(), "visibilitychange", move |_| {
                    is_visible.set(!browser::document().hidden());
                });
            move || drop(listener)
        });
    }
    *is_visible
}
