//! The conversation with somebody: found, or why not.

use api_types::problem::ProblemKind;
use yew::prelude::*;

use super::opened::Opened;
use crate::api;
use crate::components::{Failure, Glyph, Heading, Icon, Link};
use crate::hooks::{Remote, use_chat, use_own_remote, use_session};
use crate::t;

/// Properties of [`ConversationPane`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// With whom, as it stands in the address.
    pub username: AttrValue,
}

/// The conversation with somebody.
#[component]
pub fn ConversationPane(props: &Props) -> Html {
    let session = use_session();
    let chat = use_chat();
    let key = (props.username.clone(), session.epoch);
    let remote = use_own_remote(
        key,
        |key| async move { api::get_conversation(&key.0).await },
    );
    let found = match &remote.value {
        Remote::Ready(conversation) => Some(conversation.clone()),
        Remote::Loading | Remote::Failed(_) => None,
    };
    {
        let chat = chat.clone();
        use_effect_with(found.clone(), move |found| {
            if let Some(conversation) = found {
                chat.learn((**conversation).clone());
            }
        });
    }
    let known = chat.known().with(&props.username).cloned().or(found);
    match (known, &remote.value) {
        (_, Remote::Failed(error)) if error.kind() == Some(ProblemKind::NotFound) => {
            aside(t!("chat-absent-title"), t!("chat-absent-text"))
        }
        (Some(conversation), _) => html! { <Opened {conversation} /> },
        (None, Remote::Failed(error)) => html! {
            <section class="chat-pane p-6">
                <Heading title={t!("failure-title")}>{ t!("failure-title") }</Heading>
                <Failure error={error.clone()} on_retry={remote.retry} />
            </section>
        },
        (None, _) => html! {
            <section class="chat-pane" aria-hidden="true">
                <div class="chat-head"><span class="bone size-9 rounded-full" /><span class="bone h-5 w-40" /></div>
                { bones() }
            </section>
        },
    }
}

/// Messages that are still loading.
pub fn bones() -> Html {
    html! {
        <div class="chat-scroll" aria-hidden="true">
            <div class="chat-history grid gap-3">
                <span class="bone h-10 w-3/5 rounded-2xl" />
                <span class="bone h-10 w-2/5 justify-self-end rounded-2xl" />
                <span class="bone h-16 w-1/2 rounded-2xl" />
            </div>
        </div>
    }
}

/// In place of a conversation with oneself.
pub fn oneself() -> Html {
    aside(t!("chat-own-title"), t!("chat-own-text"))
}

fn aside(title: AttrValue, text: AttrValue) -> Html {
    html! {
        <section class="chat-pane grid content-center justify-items-start gap-4 p-6">
            <Heading title={title.clone()}>{ title }</Heading>
            <p class="max-w-prose text-lg text-soft">{ text }</p>
            <Link to="/chat" class="btn">
                <Icon glyph={Glyph::ArrowLeft} class="size-4.5" />
                { t!("chat-back") }
            </Link>
        </section>
    }
}
