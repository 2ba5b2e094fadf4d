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

use self::conversation::ConversationPane;
use self::list::List;
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
    let username = props.username.clone().map(AttrValue::from);
    html! {
        <div class="chat wrap" data-open={username.is_some().to_string()}>
            <List current={username.clone()} />
            if let Some(username) = username {
                <ConversationPane key={username.as_str()} username={username.clone()} />
            } else {
                <div class="chat-nobody" aria-hidden="true">
                    <p>{ t!("chat-choose") }</p>
                </div>
            }
        </div>
    }
}
