//! Change one's own profile, and then, for a new email address: what is left to do.

use api_types::profiles::UpdatedProfile;
use yew::prelude::*;

use super::edit_form::EditForm;
use super::pending::PendingEmail;
use crate::components::{Heading, Link, LinkSent, Outcome};
use crate::hooks::{use_event_cache, use_session, use_toasts};
use crate::{navigation, t};

/// The page on which one changes one's profile.
#[component]
pub fn ProfileEditPage() -> Html {
    let session = use_session();
    let toasts = use_toasts();
    let cache = use_event_cache();
    let waiting = use_state(|| None::<UpdatedProfile>);
    let Some(account) = session.account().cloned() else {
        return Html::default();
    };
    if let Some(profile) = &*waiting {
        return one_thing_left(profile);
    }
    let on_done = {
        let waiting = waiting.setter();
        Callback::from(move |changed: Option<UpdatedProfile>| match changed {
            None => {
                navigation::replace("/profile");
                toasts.notice(t!("profile-unchanged-toast"));
            }
            Some(profile) => {
                // The name stands on tickets, too.
                cache.clear();
                session.updated(profile.account.clone());
                if profile.email_confirmation.is_some() {
                    waiting.set(Some(profile));
                } else {
                    navigation::replace("/profile");
                    toasts.done(t!("profile-saved-toast"));
                }
            }
        })
    };
    html! {
        <div class="wrap grid max-w-xl gap-6 py-12 sm:py-16">
            <Heading title={t!("edit-profile")}>{ t!("edit-profile") }</Heading>
            if account.pending_email.is_some() {
                <PendingEmail account={account.clone()} />
            }
            <EditForm {account} {on_done} />
        </div>
    }
}

/// A new address is in force only when its link was opened.
fn one_thing_left(profile: &UpdatedProfile) -> Html {
    let account = &profile.account;
    let new = account.pending_email.clone().unwrap_or_default();
    html! {
        <Outcome class="wrap grid max-w-xl justify-items-start gap-5 py-12 sm:py-16">
            <Heading title={t!("email-step-title")}>{ t!("email-step-title") }</Heading>
            <p class="text-lg wrap-anywhere">
                { t!("email-step-text", new = new.as_str(), old = account.email.as_str()) }
            </p>
            if let Some(notice) = &profile.email_confirmation {
                <LinkSent
                    notice={notice.clone()}
                    by_mail={t!("email-step-sent", new = new, old = account.email.as_str())}
                    link={t!("confirmation-link")}
                />
            }
            <Link to="/profile" class="btn">{ t!("to-profile") }</Link>
        </Outcome>
    }
}
