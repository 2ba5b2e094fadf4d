//! What was said. The frame counts from its end, so that older messages push nothing around, and
//! the latest are in sight unless one has gone back.

use std::rc::Rc;

use api_types::chat::{ChatMessage, Conversation};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use web_sys::Element;
use yew::prelude::*;

use super::bubble::{Progress, bubble, outgoing_bubble};
use crate::components::{Button, ButtonKind, Glyph, Icon};
use crate::hooks::{
    ListStatus, LiveState, Outgoing, use_chat, use_live_state, use_near, use_session, use_visible,
};
use crate::{format, t};

/// How far from its end one still looks at the latest messages, in pixels.
const NEAR: i32 = 80;

/// Properties of [`History`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is known of the conversation.
    pub conversation: Rc<Conversation>,
    /// What was said, as far as it was fetched.
    pub messages: Vec<Rc<ChatMessage>>,
    /// What is on its way.
    pub outgoing: Vec<Outgoing>,
    /// Whether the other one is connected, if that is known.
    pub presence: Option<bool>,
    /// What is going on.
    pub status: ListStatus,
    /// Whether more was said before.
    pub has_more: bool,
    /// Fetches it.
    pub on_more: Callback<()>,
    /// A message was sent by mail.
    pub on_mailed: Callback<(Uuid, DateTime<Utc>)>,
}

impl Props {
    fn partner(&self) -> &str {
        &self.conversation.with.username
    }

    /// The latest message of the other one.
    fn latest_of_partner(&self) -> i64 {
        let mut theirs = self.messages.iter().rev();
        let latest = theirs.find(|message| message.from == self.partner());
        latest.map_or(0, |message| message.position)
    }

    /// Whether the last word is one's own, and was not read.
    fn is_unanswered(&self) -> bool {
        self.messages.last().is_some_and(|last| {
            last.from != self.partner() && last.position > self.conversation.read_by_other_up_to
        })
    }
}

/// What was said.
#[component]
pub fn History(props: &Props) -> Html {
    let chat = use_chat();
    let sends_mail = use_session().sends_mail;
    let is_visible = use_visible();
    let is_online = use_live_state() == LiveState::Online;
    let (frame, first) = (use_node_ref(), use_node_ref());
    let watches = props.has_more && props.status == ListStatus::Ready;
    use_near(&first, &frame, watches, props.on_more.clone());
    let end = use_state_eq(|| true);
    let conversation = &props.conversation;
    let is_at_end = *end;
    let latest = props.latest_of_partner();
    let has_unread = latest > conversation.read_up_to;
    let reads = is_visible && is_at_end;
    let line = use_line(props, reads, latest);
    use_kept_place(props, &frame);
    {
        let (chat, partner) = (chat.clone(), props.partner().to_owned());
        use_effect_with(
            (latest, reads && is_online && has_unread),
            move |(latest, reads)| {
                if *reads {
                    chat.read(&partner, *latest);
                }
            },
        );
    }
    let onscroll = Callback::from(move |event: Event| {
        let frame = event.target_unchecked_into::<Element>();
        end.set(frame.scroll_top() > -NEAR);
    });
    let to_latest = {
        let frame = frame.clone();
        Callback::from(move |()| to_end(&frame))
    };
    let name = conversation.with.display_name();
    html! {
        <div class="chat-frame">
            <div class="chat-scroll" ref={frame.clone()} tabindex="0" role="region" aria-label={t!("chat-messages")} {onscroll}>
                <div class="chat-history">
                    { beginning(props, &first) }
                    <ol class="grid gap-1">
                        { for said(props, line, sends_mail) }
                        { for props.outgoing.iter().map(|message| outgoing_bubble(&chat, message, &name, is_online)) }
                    </ol>
                    { away(props, sends_mail) }
                </div>
            </div>
            if !is_at_end {
                <Button kind={if has_unread { ButtonKind::Main } else { ButtonKind::Plain }} class="chat-latest btn-sm" on_press={to_latest}>
                    <Icon glyph={Glyph::ArrowDown} class="size-4.5" />
                    if has_unread {
                        { t!("chat-new-messages") }
                    } else {
                        <span class="sr-only">{ t!("chat-to-latest") }</span>
                    }
                </Button>
            }
        </div>
    }
}

fn to_end(frame: &NodeRef) {
    if let Some(frame) = frame.cast::<Element>() {
        frame.set_scroll_top(0);
    }
}

/// After which position the line stands below which everything is new: what was unread when one
/// came, or came while one looked elsewhere; gone when one answers.
#[hook]
fn use_line(props: &Props, reads: bool, latest: i64) -> Option<i64> {
    let conversation = &props.conversation;
    let read_up_to = conversation.read_up_to;
    let line = use_state_eq(|| (conversation.unread > 0).then_some(read_up_to));
    {
        let line = line.clone();
        use_effect_with(latest, move |latest| {
            if !reads && line.is_none() && *latest > read_up_to {
                line.set(Some(read_up_to));
            }
        });
    }
    {
        let line = line.setter();
        use_effect_with(props.outgoing.len(), move |count| {
            if *count > 0 {
                line.set(None);
            }
        });
    }
    *line
}

/// What is being read stays where it is when something is added below; what one says oneself is
/// shown.
#[hook]
fn use_kept_place(props: &Props, frame: &NodeRef) {
    let measured = use_mut_ref(|| (0, None::<Uuid>));
    let last = props.messages.last().map(|message| message.id);
    let key = (props.messages.len(), last, props.outgoing.len());
    {
        let frame = frame.clone();
        use_effect_with(key, move |(_, last, _)| {
            let Some(frame) = frame.cast::<Element>() else {
                return;
            };
            let height = frame.scroll_height();
            let (height_before, last_before) = measured.replace((height, *last));
            let place = frame.scroll_top();
            if last_before.is_some() && last_before != *last && place < -NEAR {
                frame.set_scroll_top(place - (height - height_before));
            }
        });
    }
    let frame = frame.clone();
    let newest = props.outgoing.last().map(|message| message.id);
    use_effect_with(newest, move |newest| {
        if newest.is_some() {
            to_end(&frame);
        }
    });
}

/// The messages, with the days between them and the line before the new ones.
fn said(props: &Props, line: Option<i64>, sends_mail: bool) -> Vec<Html> {
    let conversation = &props.conversation;
    let name = conversation.with.display_name();
    let mut rows = Vec::new();
    let (mut day, mut line) = (None, line);
    for message in &props.messages {
        let is_own = message.from != props.partner();
        let day_of_message = format::local_day(message.sent_at);
        if day.replace(day_of_message) != Some(day_of_message) {
            rows.push(html! {
                <li class="chat-day" key={day_of_message.to_string()}>
                    <time datetime={day_of_message.to_string()}>{ format::day_heading(day_of_message) }</time>
                </li>
            });
        }
        if !is_own && line.is_some_and(|line| message.position > line) {
            line = None;
            rows.push(
                html! { <li class="chat-new" key="new"><span>{ t!("chat-new-line") }</span></li> },
            );
        }
        let is_read = message.position <= conversation.read_by_other_up_to;
        let progress = if is_read {
            Progress::Read
        } else {
            Progress::Sent
        };
        let can_mail = is_own
            && sends_mail
            && !is_read
            && !conversation.is_blocked
            && props.presence == Some(false);
        let on_mailed = can_mail.then(|| props.on_mailed.clone());
        rows.push(bubble(
            message,
            &name,
            is_own.then_some(progress),
            on_mailed,
        ));
    }
    rows
}

/// The other one is not here, and does not see what was said last.
fn away(props: &Props, sends_mail: bool) -> Html {
    if props.presence != Some(false) || !props.is_unanswered() || props.conversation.is_blocked {
        return Html::default();
    }
    let name = props.conversation.with.display_name();
    let words = if sends_mail {
        t!("mail-away-offer", name = name)
    } else {
        t!("mail-away", name = name)
    };
    html! { <p class="chat-away" role="status">{ words }</p> }
}

/// Where the messages begin: more come as one scrolls up, or there are none.
fn beginning(props: &Props, first: &NodeRef) -> Html {
    if !props.has_more {
        let words = if props.messages.is_empty() && props.outgoing.is_empty() {
            t!("chat-said-nothing")
        } else {
            t!(
                "chat-beginning",
                name = props.conversation.with.display_name()
            )
        };
        return html! { <p class="chat-beginning">{ words }</p> };
    }
    html! {
        <div ref={first.clone()} class="chat-beginning grid justify-items-center gap-2">
            if let ListStatus::FailedMore(error) = &props.status {
                <p role="alert">{ error.words() }</p>
            }
            <Button class="btn-sm" is_busy={props.status == ListStatus::LoadingMore} on_press={props.on_more.clone()}>
                { t!("chat-earlier") }
            </Button>
        </div>
    }
}
