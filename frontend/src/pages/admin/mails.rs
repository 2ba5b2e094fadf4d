//! The mails that leave the server, and trying those again that were given up.

use api_types::administration::{MailRecord, MailState};
use api_types::pages::Page;
use api_types::problem::ProblemKind;
use uuid::Uuid;
use yew::prelude::*;

use super::filter::{address, choices, use_parameter};
use super::list::{Chosen, PAGE, changed, use_list};
use super::mail_kind::mail_kind;
use crate::api::{self, ApiError};
use crate::components::{Button, Empty};
use crate::hooks::{use_request, use_toasts};
use crate::{format, t};

const PATH: &str = "/admin/mails";
const STATE: &str = "state";
const WAITING: &str = "waiting";
const FAILED: &str = "failed";
const SENT: &str = "sent";

#[derive(Clone, PartialEq)]
struct Mails {
    state: String,
}

impl Chosen for Mails {
    type Entry = MailRecord;

    async fn fetch(&self, cursor: Option<&str>) -> Result<Page<MailRecord>, ApiError> {
        api::list_outgoing_mails(&self.state, PAGE, cursor).await
    }
}

/// The mails.
#[component]
pub fn MailsSection() -> Html {
    let state = use_parameter(STATE);
    let list = use_list(Mails {
        state: state.clone(),
    });
    let on_retried = {
        let (updater, shows_failed) = (list.updater.clone(), state == FAILED);
        Callback::from(move |id: Uuid| {
            updater.update(|page| {
                changed(page, |mail| match mail.id == id {
                    true if shows_failed => None,
                    true => Some(waiting(mail)),
                    false => Some(mail.clone()),
                })
            });
        })
    };
    let choice =
        |value: &str, words: AttrValue| (address(PATH, &[(STATE, value)]), words, state == value);
    let entry = |mail: &MailRecord| {
        html! { <Row key={mail.id.to_string()} mail={mail.clone()} on_retried={on_retried.clone()} /> }
    };
    let none = match state.as_str() {
        WAITING => t!("mails-empty-waiting"),
        FAILED => t!("mails-empty-failed"),
        SENT => t!("mails-empty-sent"),
        _ => t!("mails-empty"),
    };
    html! {
        <>
            { choices([
                choice("", t!("mails-all")),
                choice(WAITING, t!("mails-waiting")),
                choice(FAILED, t!("mails-failed")),
                choice(SENT, t!("mails-sent")),
            ]) }
            { list.show(entry, html! { <Empty words={none} /> }) }
        </>
    }
}

/// As it is once it is tried again.
fn waiting(mail: &MailRecord) -> MailRecord {
    MailRecord {
        state: MailState::Waiting,
        attempts: 0,
        ended_at: None,
        ..mail.clone()
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    mail: MailRecord,
    on_retried: Callback<Uuid>,
}

/// One of them.
#[component]
fn Row(props: &RowProps) -> Html {
    let request = use_request();
    let toasts = use_toasts();
    let mail = &props.mail;
    let retry = {
        let (request, id) = (request.clone(), mail.id);
        let (on_retried, recipient) = (props.on_retried.clone(), mail.recipient.clone());
        Callback::from(move |()| {
            let (retried, gone) = (on_retried.clone(), on_retried.clone());
            let (told, refused) = (toasts.clone(), toasts.clone());
            let recipient = recipient.clone();
            request.start(
                api::retry_mail(id),
                move |()| {
                    told.done(t!("mail-retried-toast", recipient = recipient));
                    retried.emit(id);
                },
                move |error| {
                    // Somebody was faster.
                    if error.kind() == Some(ProblemKind::NotFound) {
                        refused.notice(t!("mail-gone-toast"));
                        gone.emit(id);
                    } else {
                        refused.notice(error.words());
                    }
                },
            );
        })
    };
    let (tone, state) = match mail.state {
        MailState::Waiting => ("calm", t!("mails-waiting")),
        MailState::Failed => ("error", t!("mails-failed")),
        MailState::Sent => ("ok", t!("mails-sent")),
    };
    html! {
        <li class="record">
            <div class="record-body">
                <p class="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                    <strong class="font-semibold">{ mail_kind(&mail.kind) }</strong>
                    <span class="tag" data-tone={tone}>{ state }</span>
                </p>
                <p class="text-sm wrap-anywhere text-soft">{ &mail.recipient }</p>
                <p class="flex flex-wrap gap-x-4 text-sm text-soft">
                    <span>{ t!("mail-written", when = format::instant(mail.created_at).as_str()) }</span>
                    <span>{ t!("mail-attempts", count = mail.attempts) }</span>
                    if let Some(words) = ends(mail) {
                        <span>{ words }</span>
                    }
                </p>
                if let Some(error) = &mail.last_error {
                    <div class="record-quote">
                        <p class="text-sm text-soft">{ t!("mail-error") }</p>
                        <code class="text-sm wrap-anywhere">{ error }</code>
                    </div>
                }
            </div>
            if mail.state == MailState::Failed {
                <div class="record-actions">
                    <Button
                        class="btn-sm"
                        label={t!("mail-retry-label", recipient = mail.recipient.as_str())}
                        is_busy={request.is_busy()}
                        wait={request.wait()}
                        on_press={retry}
                    >
                        { t!("mail-retry") }
                    </Button>
                </div>
            }
        </li>
    }
}

/// When it left, was given up, or is tried again.
fn ends(mail: &MailRecord) -> Option<AttrValue> {
    match mail.state {
        MailState::Waiting => {
            let at = mail.next_attempt_at.filter(|_| mail.attempts > 0)?;
            Some(t!("mail-next", when = format::instant(at).as_str()))
        }
        MailState::Failed => {
            let at = mail.ended_at?;
            Some(t!("mail-failed-at", when = format::instant(at).as_str()))
        }
        MailState::Sent => {
            let at = mail.ended_at?;
            Some(t!("mail-sent-at", when = format::instant(at).as_str()))
        }
    }
}
