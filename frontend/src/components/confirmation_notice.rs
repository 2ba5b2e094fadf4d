//! Where the link that confirms an email address went, and a way to have it sent again.

use api_types::accounts::LinkNotice;
use yew::prelude::*;

use super::{Button, Glyph, Icon, LinkSent, Note, Tone};
use crate::hooks::use_request;
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
    pub notice: Option<LinkNotice>,
}

/// Where the link went.
#[component]
pub fn ConfirmationNotice(props: &Props) -> Html {
    let request = use_request();
    let again = use_state(|| None::<LinkNotice>);
    let send = {
        let (request, again, login) = (request.clone(), again.setter(), props.login.clone());
        Callback::from(move |()| {
            let again = again.clone();
            request.start(
                api::resend_confirmation(login.to_string()),
                move |notice| again.set(Some(notice)),
                |_| {},
            );
        })
    };
    let notice = again.as_ref().or(props.notice.as_ref());
    let by_mail = match &props.email {
        Some(email) if again.is_some() => t!("confirmation-sent-again", email = email.as_str()),
        Some(email) => t!("confirmation-sent", email = email.as_str()),
        None => t!("confirmation-sent-maybe"),
    };
    let is_out_of_sight = notice.is_none_or(|notice| notice.link.is_none());
    html! {
        <div class="grid justify-items-start gap-4">
            if let Some(notice) = notice {
                <LinkSent notice={notice.clone()} {by_mail} link={t!("confirmation-link")} />
            }
            if let Some(words) = request.words() {
                <Note tone={Tone::Error} is_news=true>{ words }</Note>
            }
            if is_out_of_sight {
                <Button on_press={send} is_busy={request.is_busy()} wait={request.wait()}>
                    <Icon glyph={Glyph::Mail} class="size-4.5" />
                    { if notice.is_some() { t!("confirmation-resend") } else { t!("confirmation-send") } }
                </Button>
            }
        </div>
    }
}
