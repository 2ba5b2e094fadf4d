//! A row of the list: with whom, what was said last, and what is unread.

use api_types::accounts::Person;
use api_types::chat::Conversation;
use yew::prelude::*;

use crate::components::Link;
use crate::routes::Route;
use crate::{format, t};

/// A conversation in the list.
pub fn row(conversation: &Conversation, is_current: bool) -> Html {
    let unread = conversation.unread;
    let last = conversation.last_message.as_ref();
    let line = last.map(|message| {
        let text = format::one_line(&message.text);
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
    entry(
        &conversation.with,
        is_current,
        unread > 0,
        line,
        time,
        badge,
    )
}

/// Somebody with whom nothing was said yet.
pub fn stranger(person: &Person) -> Html {
    entry(person, false, false, None, None, None)
}

/// With whom; below it a line, the username if there is none.
fn entry(
    person: &Person,
    is_current: bool,
    is_unread: bool,
    line: Option<AttrValue>,
    time: Option<Html>,
    badge: Option<Html>,
) -> Html {
    let name = person.display_name();
    let line = line.unwrap_or_else(|| AttrValue::from(person.username.clone()));
    html! {
        <li key={person.username.clone()}>
            <Link
                id={format!("chat-{}", person.username)}
                to={Route::conversation(&person.username)}
                class={classes!("chat-row", is_unread.then_some("chat-row-unread"))}
                {is_current}
            >
                <span class="face" aria-hidden="true">{ format::initials(&name) }</span>
                <span class="grid min-w-0 flex-1 grid-cols-1">
                    <span class="flex items-baseline gap-3">
                        <span class="min-w-0 flex-1 truncate font-semibold">{ name }</span>
                        { time }
                    </span>
                    <span class="flex items-center gap-3">
                        <span class="chat-line min-w-0 flex-1 truncate">{ line }</span>
                        { badge }
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
