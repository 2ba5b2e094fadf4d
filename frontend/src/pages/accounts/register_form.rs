//! The form that creates an account. The password worker judges it while one types.

use api_types::accounts::{NewAccount, Registration};
use api_types::problem::{FieldErrors, RuleCode};
use api_types::rules;
use yew::prelude::*;

use super::names::name_of;
use crate::api::{self, ApiError};
use crate::components::{Button, ButtonKind, ErrorSummary, PasswordField, TextField};
use crate::hooks::{use_form, use_password_judge, use_submission};
use crate::t;

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq)]
struct Typed {
    username: String,
    email: String,
    password: String,
    first_name: String,
    last_name: String,
    age: String,
}

impl Typed {
    fn account(&self) -> NewAccount {
        let optional = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
        NewAccount {
            username: self.username.clone(),
            email: self.email.clone(),
            password: self.password.clone(),
            first_name: optional(&self.first_name),
            last_name: optional(&self.last_name),
            age: self.age.trim().parse().ok(),
        }
    }

    /// An age that is no number never becomes a part of the account, so it is refused here.
    fn check(&self) -> FieldErrors {
        let age = self.age.trim();
        if !age.is_empty() && age.parse::<i32>().is_err() {
            FieldErrors::one("age", RuleCode::NotANumber)
        } else {
            FieldErrors::new()
        }
    }
}

/// Properties of [`RegisterForm`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The account was created.
    pub on_done: Callback<Registration>,
}

/// The form that creates an account.
#[component]
pub fn RegisterForm(props: &Props) -> Html {
    let form = use_form(Typed::default, Typed::check);
    let (judge, judgement) = use_password_judge(form.value().account());
    let form = form.judged(judgement.errors);
    let on_done = props.on_done.clone();
    let sending = use_submission(
        &form,
        move |typed: Typed| {
            let judge = judge.clone();
            async move {
                // The latest keystrokes may not be judged yet.
                let errors = judge.errors(typed.account()).await;
                if !errors.is_empty() {
                    return Err(ApiError::of_fields(errors));
                }
                api::register_account(&typed.account()).await
            }
        },
        move |registration| on_done.emit(registration),
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
                hint={t!("hint-email")}
                kind="email"
                autocomplete="email"
                maxlength={rules::EMAIL_MAX}
                is_verbatim=true
            />
            <PasswordField
                name="password"
                label={t!("field-password")}
                bind={form.bind("password", |typed| &mut typed.password)}
                hint={t!("hint-password")}
                autocomplete="new-password"
                maxlength={rules::PASSWORD.1}
                score={judgement.score}
            />
            <fieldset class="grid gap-5 border-t border-line pt-5">
                <legend class="float-left w-full">
                    <span class="font-display text-lg font-bold">{ t!("register-about-you") }</span>
                    <span class="field-note block">{ t!("register-about-you-text") }</span>
                </legend>
                <div class="clear-both grid gap-5 sm:grid-cols-2">
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
                        is_optional=true
                        kind="number"
                        inputmode="numeric"
                        min={rules::AGE.0.to_string()}
                        max={rules::AGE.1.to_string()}
                    />
                </div>
            </fieldset>
            <Button kind={ButtonKind::Main} submits=true is_busy={request.is_busy()} wait={request.wait()} class="mt-1">
                { t!("create-account") }
            </Button>
        </form>
    }
}
