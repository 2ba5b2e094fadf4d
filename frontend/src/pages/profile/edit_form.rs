//! The form that changes one's own profile.

use std::rc::Rc;

use api_types::accounts::Account;
use api_types::profiles::{ProfileChanges, UpdatedProfile};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::typed::TypedProfile;
use crate::components::{Button, ButtonKind, ErrorSummary, Link, identity_fields, optional_fields};
use crate::hooks::{Form, use_form, use_submission};
use crate::pages::accounts::name_of;
use crate::{api, t};

/// Properties of [`EditForm`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// As it is now.
    pub account: Rc<Account>,
    /// The profile was changed, or nothing was to change.
    pub on_done: Callback<Option<UpdatedProfile>>,
}

/// The form that changes one's own profile.
#[component]
pub fn EditForm(props: &Props) -> Html {
    let account = props.account.clone();
    let form = use_form(|| TypedProfile::of(&account), |typed| typed.check(&account));
    let on_done = props.on_done.clone();
    let known = account.clone();
    let sending = use_submission(
        &form,
        move |typed: TypedProfile| {
            let changes = typed.changes(&known);
            async move {
                if changes == ProfileChanges::default() {
                    return Ok(None);
                }
                api::update_profile(&changes).await.map(Some)
            }
        },
        move |changed| on_done.emit(changed),
    );
    let request = &sending.request;
    html! {
        <form class="grid gap-5" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
            <ErrorSummary errors={form.faults(name_of)} general={request.words()} attempt={request.attempt()} />
            { identity_fields(
                form.bind("username", |typed| &mut typed.username),
                form.bind("email", |typed| &mut typed.email),
                t!("hint-new-email"),
            ) }
            <div class="grid gap-5 sm:grid-cols-2">
                { optional_fields(
                    form.bind("first_name", |typed| &mut typed.first_name),
                    form.bind("last_name", |typed| &mut typed.last_name),
                    form.bind("age", |typed| &mut typed.age),
                    Some(t!("hint-age")),
                ) }
            </div>
            { wants_invitation_mails(&form) }
            <div class="mt-1 flex flex-wrap gap-3 max-sm:flex-col">
                <Button kind={ButtonKind::Main} submits=true is_busy={request.is_busy()} wait={request.wait()}>
                    { t!("profile-save") }
                </Button>
                <Link to="/profile" class="btn">{ t!("cancel") }</Link>
            </div>
        </form>
    }
}

fn wants_invitation_mails(form: &Form<TypedProfile>) -> Html {
    let edit = form.editor();
    let onchange = Callback::from(move |event: Event| {
        let wants = event.target_unchecked_into::<HtmlInputElement>().checked();
        edit.emit((
            "wants_invitation_mails",
            Box::new(move |typed: &mut TypedProfile| typed.wants_invitation_mails = wants),
        ));
    });
    html! {
        <label class="choice">
            <input
                type="checkbox"
                name="wants_invitation_mails"
                checked={form.value().wants_invitation_mails}
                aria-describedby="wants-invitation-mails-text"
                {onchange}
            />
            <span class="font-semibold">{ t!("field-invitation-mails") }</span>
            <span class="field-note col-start-2" id="wants-invitation-mails-text" aria-hidden="true">
                { t!("hint-invitation-mails") }
            </span>
        </label>
    }
}
