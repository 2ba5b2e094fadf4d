//! The way to one's conversations, and in how many there is something to read.

use yew::prelude::*;

use super::{Glyph, Icon, Link};
use crate::hooks::use_chat;
use crate::t;

/// Properties of [`ChatLink`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether one is there.
    pub is_current: bool,
}

/// The way to one's conversations.
#[component]
pub fn ChatLink(props: &Props) -> Html {
    let unread = use_chat().known().unread();
    html! {
        <Link to="/chat" class="icon-link" is_current={props.is_current}>
            <Icon glyph={Glyph::Message} class="size-5.5" />
            <span class="sr-only">
                { t!("chat") }
                if unread > 0 {
                    { ", " }{ t!("chat-unread-conversations", count = unread) }
                }
            </span>
            if unread > 0 {
                <span class="badge-count" aria-hidden="true">{ unread }</span>
            }
        </Link>
    }
}
