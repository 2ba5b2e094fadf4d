//! What deleting the account will do, and the password that it needs.

use api_types::privacy::{AccountDeletion, DeletionPreview};
use api_types::{Validate, rules};
use yew::prelude::*;

use crate::components::{Button, ButtonKind, ErrorSummary, Failure, PasswordField};
use crate::hooks::{
    Draft, Remote, use_form, use_own_remote, use_session, use_submission, use_toasts,
};
use crate::pages::accounts::name_of;
use crate::{api, navigation, t};

/// Properties of [`DeletionForm`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The account stays.
    pub on_cancel: Callback<()>,
}

/// The form that deletes the account.
#[component]
pub fn DeletionForm(props: &Props) -> Html {
    let session = use_session();
    let toasts = use_toasts();
    let username = session.account().map(|account| account.username.clone());
    let preview = use_own_remote((), |_| api::preview_deletion());
    let form = use_form(AccountDeletion::default, |value| {
        value.clone().validate().err().unwrap_or_default()
    });
    let sending = use_submission(
        &form,
        |deletion| async move { api::delete_account(&deletion).await },
        move |()| {
            Draft::clear_all();
            // First away from the page that is for members, or one would be sent to log in.
            navigation::replace("/");
            session.logged_out();
            toasts.done(t!("deletion-toast"));
        },
    );
    let request = &sending.request;
    let keep =
        html! { <Button on_press={props.on_cancel.clone()}>{ t!("deletion-keep") }</Button> };
    let body = match &preview.value {
        Remote::Loading => html! {
            <div class="grid gap-2.5 py-1" aria-hidden="true">
                <span class="bone h-4 w-full" />
                <span class="bone h-4 w-4/5" />
                <span class="bone h-4 w-2/3" />
            </div>
        },
        Remote::Failed(error) => html! {
            <Failure error={error.clone()} on_retry={preview.retry.clone()} />
        },
        Remote::Ready(preview) => consequences(*preview.as_ref()),
    };
    if !matches!(preview.value, Remote::Ready(_)) {
        return html! {
            <>
                { body }
                <div class="mt-6 flex flex-wrap justify-end gap-3 max-sm:flex-col">{ keep }</div>
            </>
        };
    }
    html! {
        <>
            { body }
            <form class="mt-5 grid gap-5" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
                <ErrorSummary errors={form.faults(name_of)} general={request.words()} attempt={request.attempt()} />
                // Tells password managers whose password it is.
                <input type="text" name="username" autocomplete="username" value={username} readonly=true hidden=true />
                <PasswordField
                    name="password"
                    label={t!("field-password")}
                    bind={form.bind("password", |value| &mut value.password)}
                    hint={t!("hint-deletion-password")}
                    autocomplete="current-password"
                    maxlength={rules::PASSWORD.1}
                />
                <div class="flex flex-wrap justify-end gap-3 max-sm:flex-col">
                    { keep }
                    <Button kind={ButtonKind::Grave} submits=true is_busy={request.is_busy()} wait={request.wait()}>
                        { t!("deletion-do") }
                    </Button>
                </div>
            </form>
        </>
    }
}

/// What will happen, as far as it concerns anything.
fn consequences(preview: DeletionPreview) -> Html {
    let lines = [
        (preview.events_to_cancel > 0)
            .then(|| t!("deletion-events", count = preview.events_to_cancel)),
        (preview.people_to_tell > 0).then(|| t!("deletion-people", count = preview.people_to_tell)),
        (preview.places_to_free > 0).then(|| t!("deletion-places", count = preview.places_to_free)),
        (preview.past_events > 0).then(|| t!("deletion-past", count = preview.past_events)),
        (preview.conversations > 0)
            .then(|| t!("deletion-conversations", count = preview.conversations)),
        Some(t!("deletion-profile")),
    ];
    html! {
        <div role="status" class="grid gap-2.5">
            <ul class="grid list-disc gap-1.5 pl-5">
                { for lines.into_iter().flatten().map(|words| html! { <li>{ words }</li> }) }
            </ul>
            <p class="font-semibold">{ t!("deletion-final") }</p>
        </div>
    }
}
