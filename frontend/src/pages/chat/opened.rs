//! The conversation, opened: with whom, what was said, and what one is about to say.

use std::rc::Rc;

use api_types::chat::Conversation;
use api_types::socket::ServerMessage;
use yew::prelude::*;

use super::blocking::BlockButton;
use super::composer::Composer;
use super::conversation::bones;
use super::history::History;
use crate::components::{Failure, Glyph, Heading, Icon, Link};
use crate::hooks::{
    ListStatus, use_messages, use_open_conversation, use_outgoing, use_presence,
    use_server_messages, use_typing,
};
use crate::routes::Route;
use crate::{format, t};

/// Properties of [`Opened`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is known of it.
    pub conversation: Rc<Conversation>,
}

/// The conversation.
#[component]
pub fn Opened(props: &Props) -> Html {
    let conversation = &props.conversation;
    let username = &conversation.with.username;
    let name = conversation.with.display_name();
    use_open_conversation(username);
    let messages = use_messages(username);
    let outgoing = use_outgoing(username);
    let presence = use_presence(username);
    let is_typing = use_typing(username);
    let heard = use_heard(conversation);
    let history = match &messages.status {
        ListStatus::Failed(error) => html! {
            <div class="chat-scroll p-5">
                <Failure error={error.clone()} on_retry={messages.retry} />
            </div>
        },
        _ if !messages.is_loaded => bones(),
        _ => html! {
            <History
                conversation={conversation.clone()}
                messages={messages.messages}
                {outgoing}
                {presence}
                status={messages.status.clone()}
                has_more={messages.has_more}
                on_more={messages.load_more}
                on_mailed={messages.on_mailed}
            />
        },
    };
    let sign = match presence {
        Some(false) => t!("presence-away"),
        _ if is_typing => t!("typing"),
        Some(true) => t!("presence-here"),
        None => AttrValue::default(),
    };
    html! {
        <section class="chat-pane" aria-label={name.clone()}>
            <div class="chat-head">
                <Link to="/chat" class="chat-back" label={t!("chat-back")}>
                    <Icon glyph={Glyph::ArrowLeft} />
                </Link>
                <span class="face" aria-hidden="true">{ format::initials(&name) }</span>
                <div class="grid min-w-0 flex-1">
                    <Heading title={name.clone()} class="chat-name">
                        <Link to={Route::profile(username)} class="rounded hover:underline">{ &name }</Link>
                    </Heading>
                    <p class="chat-sign" data-here={(presence == Some(true)).to_string()} role="status">{ sign }</p>
                </div>
                <BlockButton person={conversation.with.clone()} is_blocked={conversation.is_blocked} />
            </div>
            { history }
            <p class="sr-only" role="status">{ heard }</p>
            if conversation.is_blocked {
                <p class="composer text-soft">{ t!("blocked-note", name = name) }</p>
            } else {
                <Composer username={username.clone()} {name} />
            }
        </section>
    }
}

/// What the other one said last, for those who listen instead of looking.
#[hook]
fn use_heard(conversation: &Rc<Conversation>) -> AttrValue {
    let heard = use_state_eq(AttrValue::default);
    use_server_messages({
        let (heard, conversation) = (heard.setter(), conversation.clone());
        Callback::from(move |message: Rc<ServerMessage>| match &*message {
            ServerMessage::Message { message } if message.from == conversation.with.username => {
                let name = conversation.with.display_name();
                heard.set(t!(
                    "message-heard",
                    name = name,
                    text = message.text.as_str()
                ));
            }
            _ => {}
        })
    });
    (*heard).clone()
}
