//! A row of the list: with whom, what was said last, and what is unread.

use std::rc::Rc;

use api_types::accounts::Person;
use api_types::chat::Conversation;
use yew::prelude::*;

use crate::components::Link;
use crate::routes::Route;
use crate::{format, t};

/// Properties of [`Row`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The conversation.
    pub conversation: Rc<Conversation>,
    /// Whether it is the one on the page.
    pub is_current: bool,
}

/// A conversation in the list.
#[component]
pub fn Row(props: &Props) -> Html {
    let conversation = &props.conversation;
    let unread = conversation.unread;
    let last = conversation.last_message.as_ref();
    let line = last.map(|message| {
        let text = message
            .text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if message.from == conversation.with.username {
            AttrValue::from(text)
        } else {
            t!("chat-you-said", text = text)
        }
    });
    let time = last.map(|message| {
        html! {
            <time class="shrink-0 text-sm text-soft" datetime={message.sent_at.to_rfc3339()}>
                { format::brief(message.sent_at) }
            </time>
        }
    });
    let badge = (unread > 0).then(|| {
        html! {
            <span class="badge-count">
                <span aria-hidden="true">{ count(unread) }</span>
                <span class="sr-only">{ t!("chat-unread", count = unread) }</span>
            </span>
        }
    });
    html! {
        <Entry
            person={conversation.with.clone()}
            is_current={props.is_current}
            is_unread={unread > 0}
            aside={time}
            {line}
            {badge}
        />
    }
}

/// Properties of [`Entry`].
#[derive(Properties, PartialEq)]
pub struct EntryProps {
    /// With whom.
    pub person: Person,
    /// Whether it is the one on the page.
    #[prop_or_default]
    pub is_current: bool,
    /// Whether there is something to read.
    #[prop_or_default]
    pub is_unread: bool,
    /// What stands beside the name.
    #[prop_or_default]
    pub aside: Option<Html>,
    /// What stands below it; the username if it is not there.
    #[prop_or_default]
    pub line: Option<AttrValue>,
    /// What stands beside that.
    #[prop_or_default]
    pub badge: Option<Html>,
}

/// Somebody with whom one can talk.
#[component]
pub fn Entry(props: &EntryProps) -> Html {
    let person = &props.person;
    let name = person.display_name();
    let line = props.line.clone();
    let line = line.unwrap_or_else(|| AttrValue::from(person.username.clone()));
    html! {
        <li>
            <Link
                id={format!("chat-{}", person.username)}
                to={Route::conversation(&person.username)}
                class={classes!("chat-row", props.is_unread.then_some("chat-row-unread"))}
                is_current={props.is_current}
            >
                <span class="face" aria-hidden="true">{ format::initials(&name) }</span>
                <span class="grid min-w-0 flex-1">
                    <span class="flex items-baseline gap-3">
                        <span class="min-w-0 flex-1 truncate font-semibold">{ name }</span>
                        { props.aside.clone() }
                    </span>
                    <span class="flex items-center gap-3">
                        <span class="chat-line min-w-0 flex-1 truncate">{ line }</span>
                        { props.badge.clone() }
                    </span>
                </span>
            </Link>
        </li>
    }
}

/// More than 99 are many.
fn count(unread: i64) -> String {
    if unread > 99 {
        "99+".to_owned()
    } else {
        unread.to_string()
    }
}
