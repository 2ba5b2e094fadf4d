//! Where the link that confirms an email address went, and a way to have it sent again.

use api_types::accounts::{self, Delivery};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Button, Glyph, Icon, Note, Tone};
use crate::hooks::use_guard;
use crate::{api, t};

/// Properties of [`ConfirmationNotice`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whose link it is: username or email address.
    pub login: AttrValue,
    /// The address it went to, where that may be told.
    #[prop_or_default]
    pub email: Option<AttrValue>,
    /// What the server said; without it, only the offer to send the link is shown.
    #[prop_or_default]
    pub notice: Option<accounts::LinkNotice>,
}

/// Where the link went.
#[component]
pub fn ConfirmationNotice(props: &Props) -> Html {
    let guard = use_guard();
    let answer = use_state(|| None);
    let send = {
        let (guard, answer, login) = (guard.clone(), answer.clone(), props.login.clone());
        Callback::from(move |()| {
            if !guard.start() {
                return;
            }
            let (guard, answer, login) = (guard.clone(), answer.setter(), login.to_string());
            spawn_local(async move {
                answer.set(Some(api::resend_confirmation(login).await));
                guard.finish();
            });
        })
    };
    let sent_again = matches!(&*answer, Some(Ok(_)));
    let notice = match &*answer {
        Some(Ok(notice)) => Some(notice),
        _ => props.notice.as_ref(),
    };
    let is_mail = notice.is_none_or(|notice| notice.link.is_none());
    html! {
        <div class="grid justify-items-start gap-4">
            if let Some(notice) = notice {
                { told(props, notice, sent_again) }
            }
            if let Some(Err(error)) = &*answer {
                <Note tone={Tone::Error} is_news=true>{ error.words() }</Note>
            }
            if is_mail {
                <Button on_press={send} is_busy={guard.is_busy()}>
                    <Icon glyph={Glyph::Mail} class="size-4.5" />
                    { if notice.is_some() { t!("confirmation-resend") } else { t!("confirmation-send") } }
                </Button>
            }
        </div>
    }
}

fn told(props: &Props, notice: &accounts::LinkNotice, sent_again: bool) -> Html {
    if let Some(link) = &notice.link {
        return html! {
            <Note tone={Tone::Ok} is_news=true>
                <p>{ t!("confirmation-in-browser") }</p>
                <p><a class="text-link font-semibold break-all" href={link.clone()}>{ t!("confirmation-link") }</a></p>
            </Note>
        };
    }
    let words = match (&props.email, notice.delivery) {
        (Some(email), Delivery::Mail) if sent_again => {
            t!("confirmation-sent-again", email = email.as_str())
        }
        (Some(email), Delivery::Mail) => t!("confirmation-sent", email = email.as_str()),
        // Nobody learns here whether an account exists.
        _ => t!("confirmation-sent-maybe"),
    };
    html! {
        <Note tone={Tone::Ok} is_news=true>{ words }</Note>
    }
}
