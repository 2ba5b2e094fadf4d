//! Conversations: the list of them and one of them, beside each other where there is room, else as
//! two screens.

mod blocking;
mod bubble;
mod composer;
mod conversation;
mod history;
mod list;
mod opened;
mod row;

use yew::prelude::*;

use self::conversation::{ConversationPane, oneself};
use self::list::List;
use crate::hooks::use_session;
use crate::t;

/// Properties of [`ChatPage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// With whom, as it stands in the address; nobody on the page of the list.
    pub username: Option<String>,
}

/// One's conversations.
#[component]
pub fn ChatPage(props: &Props) -> Html {
    let session = use_session();
    let username = props.username.clone().map(AttrValue::from);
    let is_own = session
        .account()
        .zip(username.as_deref())
        .is_some_and(|(account, username)| account.username.eq_ignore_ascii_case(username));
    html! {
        <div class="chat wrap" data-open={username.is_some().to_string()}>
            <List current={username.clone()} />
            if is_own {
                { oneself() }
            } else if let Some(username) = username {
                <ConversationPane key={username.as_str()} username={username.clone()} />
            } else {
                <div class="chat-nobody" aria-hidden="true">
                    <p>{ t!("chat-choose") }</p>
                </div>
            }
        </div>
    }
}
