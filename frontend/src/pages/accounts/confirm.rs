//! Where the link in the confirmation mail leads.

use api_types::accounts::{ConfirmationRequest, LinkNotice};
use api_types::problem::ProblemKind;
use api_types::{Validate, rules};
use yew::prelude::*;
use yew_router::hooks::use_location;

use super::link::{first_of, use_link};
use super::names::name_of;
use crate::components::{
    Button, ButtonKind, ConfirmationNotice, ErrorSummary, Heading, Link, Stamp, TextField,
};
use crate::hooks::{use_form, use_session, use_submission};
use crate::{api, t};

#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    Asking(String),
    Success,
    Error,
}

fn form_of(query: &str) -> Form {
    let (name, value) = first_of(query, &["hash", "success"]).unwrap_or_default();
    match name.as_str() {
        "hash" if !value.is_empty() => Form::Asking(value),
        "success" => Form::Success,
        _ => Form::Error,
    }
}

/// The confirmation page.
#[component]
pub fn ConfirmPage() -> Html {
    let query = use_location().map(|location| location.query_str().to_owned());
    match form_of(&query.unwrap_or_default()) {
        Form::Asking(hash) => html! { <Asking {hash} /> },
        Form::Success => html! { <Success /> },
        Form::Error => html! { <NewLink /> },
    }
}

#[derive(Properties, PartialEq)]
struct AskingProps {
    hash: String,
}

#[component]
fn Asking(props: &AskingProps) -> Html {
    use_link(&props.hash, |hash| async move {
        match api::confirm_account(hash).await {
            Ok(()) => Ok("/confirm?success"),
            Err(error) => match error.kind() {
                Some(ProblemKind::LinkInvalid | ProblemKind::ValidationFailed) => {
                    Ok("/confirm?error")
                }
                _ => Err(error),
            },
        }
    })
}

#[component]
fn Success() -> Html {
    let session = use_session();
    html! {
        <div class="wrap grid justify-items-start gap-5 py-12 sm:py-16">
            <Stamp words={t!("confirmed-stamp")} is_fresh=true decorates=true />
            <Heading title={t!("confirmed-title")}>{ t!("confirmed-title") }</Heading>
            <p class="max-w-prose text-lg text-soft">{ t!("confirmed-text") }</p>
            if session.account().is_some() {
                <Link to="/event-overview" class="btn btn-primary">{ t!("see-events") }</Link>
            } else {
                <Link to="/login" class="btn btn-primary">{ t!("log-in") }</Link>
            }
        </div>
    }
}

/// The link did not work: offers a new one.
#[component]
fn NewLink() -> Html {
    let sent = use_state(|| None::<LinkNotice>);
    let form = use_form(ConfirmationRequest::default, |value| {
        value.clone().validate().err().unwrap_or_default()
    });
    let set_sent = sent.setter();
    let sending = use_submission(
        &form,
        |request| api::resend_confirmation(request.login),
        move |notice| set_sent.set(Some(notice)),
    );
    let request = &sending.request;
    html! {
        <div class="wrap grid max-w-xl gap-6 py-12 sm:py-16">
            <div class="grid gap-3">
                <Heading title={t!("confirm-error-title")}>{ t!("confirm-error-title") }</Heading>
                <p class="text-lg text-soft">{ t!("confirm-error-text") }</p>
            </div>
            if let Some(notice) = (*sent).clone() {
                <ConfirmationNotice login={form.value().login.clone()} {notice} />
            } else {
                <form class="grid gap-5" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
                    <ErrorSummary errors={form.faults(name_of)} general={request.words()} attempt={request.attempt()} />
                    <TextField
                        name="login"
                        label={t!("field-login")}
                        bind={form.bind("login", |value| &mut value.login)}
                        autocomplete="username"
                        maxlength={rules::EMAIL_MAX}
                        is_verbatim=true
                    />
                    <Button kind={ButtonKind::Main} submits=true is_busy={request.is_busy()} wait={request.wait()}>
                        { t!("confirmation-send") }
                    </Button>
                </form>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_has_three_forms() {
        assert_eq!(form_of("?hash=abc"), Form::Asking("abc".into()));
        assert_eq!(form_of("?success"), Form::Success);
        assert_eq!(form_of("?error"), Form::Error);
        assert_eq!(form_of("?hash="), Form::Error);
        assert_eq!(form_of(""), Form::Error);
    }
}
