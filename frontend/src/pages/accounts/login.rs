//! Log in with username or email address. Afterwards one lands where one was heading.

use api_types::Validate;
use api_types::accounts::Credentials;
use api_types::problem::ProblemKind;
use api_types::rules;
use yew::prelude::*;
use yew_router::hooks::use_location;

use super::names::name_of;
use crate::api;
use crate::components::{
    Button, ButtonKind, ConfirmationNotice, ErrorSummary, Heading, Link, Note, PasswordField,
    TextField, Tone,
};
use crate::hooks::{use_form, use_session, use_submission};
use crate::routes::LoginQuery;
use crate::t;

/// The login page.
#[component]
pub fn LoginPage() -> Html {
    let query = use_location()
        .map(|location| LoginQuery::read(location.query_str()))
        .unwrap_or_default();
    let session = use_session();
    let form = use_form(Credentials::default, |value| {
        value.clone().validate().err().unwrap_or_default()
    });
    let sending = use_submission(
        &form,
        |credentials| async move { api::log_in(&credentials).await },
        // The guard around this page sends one on.
        move |account| session.logged_in(account),
    );
    let request = &sending.request;
    let not_confirmed = request
        .failure()
        .is_some_and(|error| error.kind() == Some(ProblemKind::NotConfirmed));
    html! {
        <div class="wrap grid max-w-xl gap-6 py-12 sm:py-16">
            <Heading title={t!("log-in")}>{ t!("log-in") }</Heading>
            if query.ended.is_some() {
                <Note tone={Tone::Warn}>{ t!("login-ended") }</Note>
            } else if query.destination().is_some() {
                <Note>{ t!("login-first") }</Note>
            }
            <form class="grid gap-5" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
                <ErrorSummary errors={form.faults(name_of)} general={request.words()} attempt={request.attempt()} />
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
                <Button kind={ButtonKind::Main} submits=true is_busy={request.is_busy()} wait={request.wait()} class="mt-1">
                    { t!("log-in") }
                </Button>
            </form>
            <p>
                <Link to="/password-reset" class="text-link font-semibold">{ t!("login-forgot") }</Link>
            </p>
            <p class="text-soft">
                { t!("login-no-account") }{ " " }
                <Link to={query.address_of("/register")} class="text-link font-semibold text-ink">{ t!("create-account") }</Link>
            </p>
        </div>
    }
}
