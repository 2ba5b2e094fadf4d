//! The form that creates an account. The password worker judges it while one types.

use api_types::accounts::{NewAccount, Registration};
use api_types::problem::{FieldErrors, ProblemKind};
use api_types::rules;
use yew::prelude::*;

use super::names::name_of;
use crate::api::{self, ApiError};
use crate::components::{
    Button, ButtonKind, ErrorSummary, PasswordField, check_age, identity_fields, optional_fields,
};
use crate::hooks::{use_form, use_password_judge, use_session, use_submission};
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

    fn check(&self) -> FieldErrors {
        let mut errors = FieldErrors::new();
        check_age(&mut errors, &self.age);
        errors
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
    let session = use_session();
    let is_closed = request
        .failure()
        .is_some_and(|error| error.kind() == Some(ProblemKind::SignUpClosed));
    use_effect_with(is_closed, move |is_closed| {
        if *is_closed {
            // Then the page says so, and not this form.
            session.refresh();
        }
    });
    html! {
        <form class="grid gap-5" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
            <ErrorSummary errors={form.faults(name_of)} general={request.words()} attempt={request.attempt()} />
            { identity_fields(
                form.bind("username", |typed| &mut typed.username),
                form.bind("email", |typed| &mut typed.email),
                t!("hint-email"),
            ) }
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
                    { optional_fields(
                        form.bind("first_name", |typed| &mut typed.first_name),
                        form.bind("last_name", |typed| &mut typed.last_name),
                        form.bind("age", |typed| &mut typed.age),
                        None,
                    ) }
                </div>
            </fieldset>
            <Button kind={ButtonKind::Main} submits=true is_busy={request.is_busy()} wait={request.wait()} class="mt-1">
                { t!("create-account") }
            </Button>
        </form>
    }
}
