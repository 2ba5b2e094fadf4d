//! One message: what was said, when, and how far it has come.

use std::rc::Rc;

use api_types::chat::ChatMessage;
use api_types::problem::ProblemKind;
use api_types::socket::ErrorCode;
use chrono::{DateTime, Utc};
use uuid::Uuid;
use yew::prelude::*;

use crate::components::{Button, ButtonKind, Glyph, Icon, prose};
use crate::hooks::{Chat, Outgoing, use_request, use_toasts};
use crate::{api, browser, format, t};

/// How far a message of one's own has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// On its way.
    Sending,
    /// There is no connection.
    Waiting,
    /// The server has it.
    Sent,
    /// The other one has read it.
    Read,
}

/// A message that the server has: how far it has come, if it is one's own, and who hears when it was
/// sent by mail, if it can be.
pub fn bubble(
    message: &Rc<ChatMessage>,
    name: &str,
    progress: Option<Progress>,
    on_mailed: Option<Callback<(Uuid, DateTime<Utc>)>>,
) -> Html {
    let is_own = progress.is_some();
    let by_mail = if message.mailed_at.is_some() {
        html! { <span>{ t!("message-mailed") }</span> }
    } else if let Some(on_mailed) = on_mailed {
        html! { <MailButton message={message.clone()} {on_mailed} /> }
    } else {
        Html::default()
    };
    html! {
        <li class="bubble-row" data-own={is_own.to_string()} key={message.id.to_string()}>
            { said(is_own, name, &message.text) }
            <p class="bubble-meta">
                { by_mail }
                <time datetime={message.sent_at.to_rfc3339()}>{ format::clock(message.sent_at) }</time>
                { for progress.map(sign) }
            </p>
        </li>
    }
}

/// A message that the server does not have yet.
pub fn outgoing_bubble(chat: &Chat, message: &Outgoing, name: &str, is_online: bool) -> Html {
    let id = message.id;
    let progress = if is_online {
        Progress::Sending
    } else {
        Progress::Waiting
    };
    let retry = {
        let chat = chat.clone();
        Callback::from(move |()| chat.retry(id))
    };
    let remove = {
        let chat = chat.clone();
        Callback::from(move |()| chat.give_up(id))
    };
    html! {
        <li class="bubble-row" data-own="true" data-refused={message.refusal.is_some().to_string()} key={id.to_string()}>
            { said(true, name, &message.text) }
            if let Some(code) = message.refusal {
                <div class="bubble-meta" role="alert">
                    <Icon glyph={Glyph::CircleAlert} class="size-4" />
                    <span>{ t!("message-failed") }{ " " }{ reason(code, name) }</span>
                    <Button kind={ButtonKind::Quiet} class="btn-meta" on_press={retry}>{ t!("try-again") }</Button>
                    <Button kind={ButtonKind::Quiet} class="btn-meta" on_press={remove}>{ t!("message-remove") }</Button>
                </div>
            } else {
                <p class="bubble-meta">
                    if progress == Progress::Waiting {
                        { t!("message-waiting") }
                    }
                    { sign(progress) }
                </p>
            }
        </li>
    }
}

fn said(is_own: bool, name: &str, text: &str) -> Html {
    let who = if is_own {
        t!("chat-you")
    } else {
        AttrValue::from(name.to_owned())
    };
    html! {
        <div class="bubble">
            <span class="sr-only">{ who }{ ": " }</span>
            { prose(text) }
        </div>
    }
}

/// How far it has come: a picture for those who look, a word for those who listen.
fn sign(progress: Progress) -> Html {
    let (glyph, words) = match progress {
        Progress::Sending => (Glyph::Clock, t!("message-sending")),
        Progress::Waiting => (Glyph::Clock, AttrValue::default()),
        Progress::Sent => (Glyph::Check, t!("message-sent")),
        Progress::Read => (Glyph::CheckCheck, t!("message-read")),
    };
    html! {
        <span class="bubble-sign" data-read={(progress == Progress::Read).to_string()}>
            <Icon {glyph} class="size-4" />
            <span class="sr-only">{ words }</span>
        </span>
    }
}

fn reason(code: ErrorCode, name: &str) -> AttrValue {
    match code {
        ErrorCode::InvalidText => t!("refused-text"),
        ErrorCode::NotDelivered => t!("refused-not-delivered", name = name),
        ErrorCode::UserBlocked => t!("refused-blocked", name = name),
        ErrorCode::UserNotFound => t!("refused-not-found", name = name),
        _ => t!("refused-otherwise"),
    }
}

#[derive(Properties, PartialEq)]
struct MailProps {
    message: Rc<ChatMessage>,
    on_mailed: Callback<(Uuid, DateTime<Utc>)>,
}

/// Sends the message by mail, once.
#[component]
fn MailButton(props: &MailProps) -> Html {
    let request = use_request();
    let toasts = use_toasts();
    let on_press = {
        let (request, message, on_mailed) = (
            request.clone(),
            props.message.clone(),
            props.on_mailed.clone(),
        );
        Callback::from(move |()| {
            let (to, id) = (message.to.clone(), message.id);
            let (done, refused) = (toasts.clone(), toasts.clone());
            let (on_done, on_mailed_before) = (on_mailed.clone(), on_mailed.clone());
            request.start(
                async move { api::mail_message(&to, id).await },
                move |()| {
                    done.done(t!("mail-sent-toast"));
                    on_done.emit((id, browser::instant()));
                },
                move |error| {
                    refused.notice(error.words());
                    if error.kind() == Some(ProblemKind::MailedBefore) {
                        on_mailed_before.emit((id, browser::instant()));
                    }
                },
            );
        })
    };
    html! {
        <Button kind={ButtonKind::Quiet} class="btn-meta" is_busy={request.is_busy()} wait={request.wait()} {on_press}>
            if !request.is_busy() {
                <Icon glyph={Glyph::Mail} class="size-4" />
            }
            { t!("mail-send") }
        </Button>
    }
}
