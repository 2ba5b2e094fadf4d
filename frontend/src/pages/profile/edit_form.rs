//! The form that changes one's own profile.

use std::rc::Rc;

use api_types::accounts::Account;
use api_types::profiles::{ProfileChanges, UpdatedProfile};
use api_types::rules;
use yew::prelude::*;

use super::typed::TypedProfile;
use crate::components::{Button, ButtonKind, ErrorSummary, Link, TextField};
use crate::hooks::{use_form, use_submission};
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
            <TextField
                name="username"
                label={t!("field-username")}
                bind={form.bind("username", |typed| &mut typed.username)}
                hint={t!("hint-username")}
                autocomplete="username"
                maxlength={rules::USERNAME.1}
                is_verbatim=true
            />
            <TextField
                name="email"
                label={t!("field-email")}
                bind={form.bind("email", |typed| &mut typed.email)}
                hint={t!("hint-new-email")}
                kind="email"
                autocomplete="email"
                maxlength={rules::EMAIL_MAX}
                is_verbatim=true
            />
            <div class="grid gap-5 sm:grid-cols-2">
                <TextField
                    name="first_name"
                    label={t!("field-first-name")}
                    bind={form.bind("first_name", |typed| &mut typed.first_name)}
                    is_optional=true
                    autocomplete="given-name"
                    maxlength={rules::NAME_MAX}
                />
                <TextField
                    name="last_name"
                    label={t!("field-last-name")}
                    bind={form.bind("last_name", |typed| &mut typed.last_name)}
                    is_optional=true
                    autocomplete="family-name"
                    maxlength={rules::NAME_MAX}
                />
                <TextField
                    name="age"
                    label={t!("field-age")}
                    bind={form.bind("age", |typed| &mut typed.age)}
                    hint={t!("hint-age")}
                    is_optional=true
                    kind="number"
                    inputmode="numeric"
                    min={rules::AGE.0.to_string()}
                    max={rules::AGE.1.to_string()}
                />
            </div>
            <div class="mt-1 flex flex-wrap gap-3 max-sm:flex-col">
                <Button kind={ButtonKind::Main} submits=true is_busy={request.is_busy()} wait={request.wait()}>
                    { t!("profile-save") }
                </Button>
                <Link to="/profile" class="btn">{ t!("cancel") }</Link>
            </div>
        </form>
    }
}
