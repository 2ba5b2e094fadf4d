//! Log in with username or email address. Afterwards one lands where one was heading.

use api_types::Validate;
use api_types::accounts::Credentials;
use api_types::problem::ProblemKind;
use api_types::rules;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::hooks::use_location;

use crate::api::{self, ApiError};
use crate::components::{
    Button, ButtonKind, ConfirmationNotice, ErrorSummary, Heading, Link, Note, PasswordField,
    TextField, Tone,
};
use crate::hooks::{use_form, use_guard, use_session};
use crate::routes::LoginQuery;
use crate::t;

/// The login page.
#[component]
pub fn LoginPage() -> Html {
    let query = use_location()
        .map(|location| LoginQuery::read(location.query_str()))
        .unwrap_or_default();
    let session = use_session();
    let guard = use_guard();
    let attempt = use_state(|| 0_u32);
    let failure = use_state(|| None::<ApiError>);
    let form = use_form(Credentials::default, |value| {
        value.clone().validate().err().unwrap_or_default()
    });
    let onsubmit = {
        let credentials = form.value().clone();
        let is_complete = form.checked().is_empty();
        let (refuse, guard) = (form.refuse(), guard.clone());
        let (failure, attempt) = (failure.clone(), attempt.clone());
        let send = form.sender();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(());
            failure.set(None);
            if !is_complete {
                attempt.set(*attempt + 1);
                return;
            }
            if !guard.start() {
                return;
            }
            let (credentials, refuse, guard) = (credentials.clone(), refuse.clone(), guard.clone());
            let (session, failure, attempt) = (session.clone(), failure.clone(), attempt.clone());
            spawn_local(async move {
                match api::log_in(&credentials).await {
                    // The guard around this page sends one on.
                    Ok(account) => session.logged_in(account),
                    Err(error) => {
                        refuse.emit(error.fields());
                        failure.set(Some(error));
                        attempt.set(*attempt + 1);
                    }
                }
                guard.finish();
            });
        })
    };
    let not_confirmed = failure
        .as_ref()
        .is_some_and(|error| error.kind() == Some(ProblemKind::NotConfirmed));
    let general = failure.as_ref().and_then(ApiError::words_above_form);
    html! {
        <div class="wrap grid max-w-xl gap-6 py-12 sm:py-16">
            <Heading title={t!("log-in")}>{ t!("log-in") }</Heading>
            if query.ended.is_some() {
                <Note tone={Tone::Warn}>{ t!("login-ended") }</Note>
            } else if query.destination().is_some() {
                <Note>{ t!("login-first") }</Note>
            }
            <form class="grid gap-5" novalidate=true method="post" {onsubmit}>
                <ErrorSummary errors={form.faults(name_of)} {general} attempt={*attempt} />
                if not_confirmed {
                    <ConfirmationNotice login={form.value().login.clone()} />
                }
                <TextField
                    name="login"
                    label={t!("field-login")}
                    bind={form.bind("login", |value| &mut value.login)}
                    autocomplete="username"
                    maxlength={rules::EMAIL_MAX}
                    is_verbatim=true
                />
                <PasswordField
                    name="password"
                    label={t!("field-password")}
                    bind={form.bind("password", |value| &mut value.password)}
                    autocomplete="current-password"
                    maxlength={rules::PASSWORD.1}
                />
                <Button kind={ButtonKind::Main} submits=true is_busy={guard.is_busy()} class="mt-1">
                    { t!("log-in") }
                </Button>
            </form>
            <p class="text-soft">
                { t!("login-no-account") }{ " " }
                <Link to={query.address_of("/register")} class="text-link font-semibold text-ink">{ t!("create-account") }</Link>
            </p>
        </div>
    }
}

fn name_of(field: &str) -> Option<AttrValue> {
    match field {
        "login" => Some(t!("field-login")),
        "password" => Some(t!("field-password")),
        _ => None,
    }
}
