//! A new email address that waits for its confirmation, and the way to take it back.

use std::rc::Rc;

use api_types::accounts::Account;
use api_types::profiles::ProfileChanges;
use yew::prelude::*;

use crate::components::{Button, Note, Tone};
use crate::hooks::{use_request, use_session, use_toasts};
use crate::{api, t};

/// Properties of [`PendingEmail`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whose address it is.
    pub account: Rc<Account>,
}

/// Tells of an address that waits.
#[component]
pub fn PendingEmail(props: &Props) -> Html {
    let session = use_session();
    let toasts = use_toasts();
    let request = use_request();
    let account = &props.account;
    let take_back = {
        let (request, email) = (request.clone(), account.email.clone());
        Callback::from(move |()| {
            let email = email.clone();
            let (session, told, refused) = (session.clone(), toasts.clone(), toasts.clone());
            // The present address takes back the change.
            let changes = ProfileChanges {
                email: Some(email.clone()),
                ..ProfileChanges::default()
            };
            request.start(
                async move { api::update_profile(&changes).await },
                move |profile| {
                    session.updated(profile.account);
                    told.done(t!("email-kept-toast", email = email));
                },
                move |error| refused.notice(error.words()),
            );
        })
    };
    let new = account.pending_email.clone().unwrap_or_default();
    html! {
        <Note tone={Tone::Warn}>
            <p class="wrap-anywhere">{ t!("email-pending", new = new, old = account.email.as_str()) }</p>
            <Button class="btn-sm justify-self-start" is_busy={request.is_busy()} wait={request.wait()} on_press={take_back}>
                <span class="wrap-anywhere">{ t!("email-keep") }</span>
            </Button>
        </Note>
    }
}
