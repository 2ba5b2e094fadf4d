//! Where the links in the mails about a changed address lead: the one to the new address puts it
//! in force, the one to the old address brings that back.

use api_types::problem::ProblemKind;
use api_types::profiles::EmailOutcome;
use yew::prelude::*;
use yew_router::hooks::use_location;

use super::link::{first_of, use_link};
use crate::api::{self, ApiError};
use crate::components::{Heading, Link, Stamp};
use crate::hooks::use_session;
use crate::t;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    Asking(String),
    Changed,
    Restored,
    Taken,
    Error,
}

fn form_of(query: &str) -> Form {
    let found = first_of(query, &["hash", "changed", "restored", "taken"]);
    let (name, value) = found.unwrap_or_default();
    match name.as_str() {
        "hash" if !value.is_empty() => Form::Asking(value),
        "changed" => Form::Changed,
        "restored" => Form::Restored,
        "taken" => Form::Taken,
        _ => Form::Error,
    }
}

/// The page that confirms a changed address.
#[component]
pub fn ConfirmEmailPage() -> Html {
    let query = use_location().map(|location| location.query_str().to_owned());
    match form_of(&query.unwrap_or_default()) {
        Form::Asking(hash) => html! { <Asking {hash} /> },
        Form::Changed => html! { <Changed /> },
        Form::Restored => html! { <Restored /> },
        Form::Taken => html! {
            <Refused title={t!("email-taken-title")} text={t!("email-taken-text")} />
        },
        Form::Error => html! {
            <Refused title={t!("confirm-error-title")} text={t!("email-error-text")} />
        },
    }
}

#[derive(Properties, PartialEq)]
struct AskingProps {
    hash: String,
}

#[component]
fn Asking(props: &AskingProps) -> Html {
    use_link(&props.hash, |hash| async move {
        told(api::confirm_email(hash).await.map(|answer| answer.outcome))
    })
}

/// The address that says how it went.
fn told(answer: Result<EmailOutcome, ApiError>) -> Result<&'static str, ApiError> {
    match answer {
        Ok(EmailOutcome::Changed) => Ok("/confirm-email?changed"),
        Ok(EmailOutcome::Restored) => Ok("/confirm-email?restored"),
        Err(error) => match error.kind() {
            Some(ProblemKind::LinkInvalid | ProblemKind::ValidationFailed) => {
                Ok("/confirm-email?error")
            }
            Some(ProblemKind::EmailTaken) => Ok("/confirm-email?taken"),
            _ => Err(error),
        },
    }
}

#[component]
fn Changed() -> Html {
    let session = use_session();
    let is_member = session.account().is_some();
    // The new address stands in the account from now on.
    use_effect_with((), move |()| session.refresh());
    html! {
        <div class="wrap grid justify-items-start gap-5 py-12 sm:py-16">
            <Stamp words={t!("confirmed-stamp")} is_fresh=true decorates=true />
            <Heading title={t!("email-changed-title")}>{ t!("email-changed-title") }</Heading>
            <p class="max-w-prose text-lg text-soft">{ t!("email-changed-text") }</p>
            if is_member {
                <Link to="/profile" class="btn btn-primary">{ t!("to-profile") }</Link>
            } else {
                <Link to="/login" class="btn btn-primary">{ t!("log-in") }</Link>
            }
        </div>
    }
}

#[component]
fn Restored() -> Html {
    let session = use_session();
    // Whoever was logged in is so no longer.
    use_effect_with((), move |()| session.refresh());
    html! {
        <div class="wrap grid justify-items-start gap-5 py-12 sm:py-16">
            <Heading title={t!("email-restored-title")}>{ t!("email-restored-title") }</Heading>
            <p class="max-w-prose text-lg text-soft">{ t!("email-restored-text") }</p>
            <Link to="/password-reset" class="btn btn-primary">{ t!("password-choose") }</Link>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct RefusedProps {
    title: AttrValue,
    text: AttrValue,
}

/// The link did not work: the address can be changed anew.
#[component]
fn Refused(props: &RefusedProps) -> Html {
    html! {
        <div class="wrap grid justify-items-start gap-5 py-12 sm:py-16">
            <Heading title={props.title.clone()}>{ props.title.clone() }</Heading>
            <p class="max-w-prose text-lg text-soft">{ props.text.clone() }</p>
            <Link to="/profile-edit" class="btn btn-primary">{ t!("edit-profile") }</Link>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_has_five_forms() {
        assert_eq!(form_of("?hash=abc"), Form::Asking("abc".into()));
        assert_eq!(form_of("?changed"), Form::Changed);
        assert_eq!(form_of("?restored"), Form::Restored);
        assert_eq!(form_of("?taken"), Form::Taken);
        assert_eq!(form_of("?hash="), Form::Error);
        assert_eq!(form_of(""), Form::Error);
    }
}
