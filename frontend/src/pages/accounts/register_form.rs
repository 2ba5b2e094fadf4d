//! The form that creates an account. The password worker judges it while one types.

use api_types::accounts::{NewAccount, Registration};
use api_types::problem::{FieldError, FieldErrors, RuleCode};
use api_types::rules;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::{self, ApiError};
use crate::components::{Button, ButtonKind, ErrorSummary, PasswordField, TextField};
use crate::hooks::{Judgement, use_form, use_guard, use_password_judge};
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
    fn age_error(&self) -> Option<FieldError> {
        let age = self.age.trim();
        (!age.is_empty() && age.parse::<i32>().is_err())
            .then(|| FieldError::new("age", RuleCode::NotANumber))
    }

    fn errors(&self, judged: &FieldErrors) -> FieldErrors {
        let mut errors = judged.clone();
        if let Some(error) = self.age_error() {
            errors.push(error);
        }
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
    let judge = use_password_judge();
    let judgement = use_state(Judgement::default);
    let guard = use_guard();
    let attempt = use_state(|| 0_u32);
    let failure = use_state(|| None::<ApiError>);
    let form = use_form(Typed::default, |typed| typed.errors(&judgement.errors));
    {
        let (judge, judgement) = (judge.clone(), judgement.setter());
        let asked = use_mut_ref(|| 0_u32);
        use_effect_with(form.value().clone(), move |typed| {
            let account = typed.account();
            *asked.borrow_mut() += 1;
            let mine = *asked.borrow();
            spawn_local(async move {
                if let Some(found) = judge.judge(account).await
                    && *asked.borrow() == mine
                {
                    judgement.set(found);
                }
            });
        });
    }
    let score = judgement.score;
    let onsubmit = {
        let typed = form.value().clone();
        let (send, refuse, guard) = (form.sender(), form.refuse(), guard.clone());
        let (failure, attempt) = (failure.clone(), attempt.clone());
        let on_done = props.on_done.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !guard.start() {
                return;
            }
            send.emit(());
            failure.set(None);
            let (typed, judge, refuse) = (typed.clone(), judge.clone(), refuse.clone());
            let (guard, failure, attempt) = (guard.clone(), failure.clone(), attempt.clone());
            let (judgement, on_done) = (judgement.setter(), on_done.clone());
            spawn_local(async move {
                // The latest keystrokes may not be judged yet; without a judge the server decides.
                let found = judge.judge(typed.account()).await.unwrap_or_default();
                let is_complete = typed.errors(&found.errors).is_empty();
                judgement.set(found);
                if is_complete {
                    match api::register_account(&typed.account()).await {
                        Ok(registration) => {
                            guard.finish();
                            on_done.emit(registration);
                            return;
                        }
                        Err(error) => {
                            refuse.emit(error.fields());
                            failure.set(Some(error));
                        }
                    }
                }
                attempt.set(*attempt + 1);
                guard.finish();
            });
        })
    };
    let general = failure.as_ref().and_then(ApiError::words_above_form);
    html! {
        <form class="grid gap-5" novalidate=true method="post" {onsubmit}>
            <ErrorSummary errors={form.faults(name_of)} {general} attempt={*attempt} />
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
                score={score}
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
            <Button kind={ButtonKind::Main} submits=true is_busy={guard.is_busy()} class="mt-1">
                { t!("create-account") }
            </Button>
        </form>
    }
}

fn name_of(field: &str) -> Option<AttrValue> {
    Some(match field {
        "username" => t!("field-username"),
        "email" => t!("field-email"),
        "password" => t!("field-password"),
        "first_name" => t!("field-first-name"),
        "last_name" => t!("field-last-name"),
        "age" => t!("field-age"),
        _ => return None,
    })
}
