//! Where a link went that must reach a person alone: into a mail, into this page, or into the log
//! of the server.

use api_types::accounts::{Delivery, LinkNotice};
use yew::prelude::*;

use super::{Note, Tone};
use crate::t;

/// Properties of [`LinkSent`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the server said.
    pub notice: LinkNotice,
    /// What to say if it went by mail.
    pub by_mail: AttrValue,
    /// What the link says where it is shown.
    pub link: AttrValue,
}

/// Where a link went.
#[component]
pub fn LinkSent(props: &Props) -> Html {
    if let Some(link) = &props.notice.link {
        return html! {
            <Note tone={Tone::Ok} is_news=true>
                <p>{ t!("link-in-browser") }</p>
                <p><a class="text-link font-semibold break-all" href={link.clone()}>{ props.link.clone() }</a></p>
            </Note>
        };
    }
    let (tone, words) = match props.notice.delivery {
        Delivery::Operator => (Tone::Calm, t!("link-in-log")),
        // Nobody learns here whether an account exists.
        Delivery::Mail | Delivery::Browser => (Tone::Ok, props.by_mail.clone()),
    };
    html! {
        <Note {tone} is_news=true>{ words }</Note>
    }
}
