//! Choose a new password: with the value from a mail, or, for who is logged in, with the password
//! that is to be replaced.

use api_types::passwords::PasswordReset;
use api_types::problem::ProblemKind;
use yew::prelude::*;
use yew_router::hooks::use_location;

use super::link::first_of;
use super::new_password::{self, TypedPassword, about_password};
use super::password_change::PasswordChangePage;
use crate::api::{self, ApiError};
use crate::components::{Button, ButtonKind, ErrorSummary, Heading, Link, Outcome, PageSkeleton};
use crate::hooks::{Who, use_form, use_password_judge, use_session, use_submission, use_toasts};
use crate::{navigation, t};

/// The page on which one chooses a new password.
#[component]
pub fn PasswordSavePage() -> Html {
    let query = use_location().map(|location| location.query_str().to_owned());
    let hash = first_of(&query.unwrap_or_default(), &["hash"])
        .map(|(_, value)| value)
        .filter(|value| !value.is_empty());
    let session = use_session();
    let is_lost = hash.is_none() && session.who == Who::Guest;
    use_effect_with(is_lost, |is_lost| {
        if *is_lost {
            navigation::replace("/password-reset");
        }
    });
    match (hash, session.account()) {
        (Some(hash), _) => html! { <Choose {hash} /> },
        (None, Some(account)) => html! { <PasswordChangePage account={account.clone()} /> },
        (None, None) => html! { <PageSkeleton /> },
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    hash: AttrValue,
}

#[component]
fn Choose(props: &Props) -> Html {
    let session = use_session();
    let toasts = use_toasts();
    let form = use_form(TypedPassword::default, TypedPassword::check);
    let (judge, judgement) = use_password_judge(form.value().question(None));
    let form = form.judged(about_password(judgement.errors));
    let hash = props.hash.clone();
    let is_member = session.account().is_some();
    let sending = use_submission(
        &form,
        move |typed: TypedPassword| {
            let (judge, hash) = (judge.clone(), hash.to_string());
            async move {
                new_password::judge(judge, typed.question(None)).await?;
                let password = typed.password;
                api::reset_password(&PasswordReset { hash, password }).await
            }
        },
        move |account| {
            navigation::replace("/");
            session.logged_in(account);
            toasts.done(t!("password-reset-toast"));
        },
    );
    let request = &sending.request;
    if request.failure().is_some_and(is_about_link) {
        return gone(is_member);
    }
    html! {
        <div class="wrap grid max-w-xl gap-6 py-12 sm:py-16">
            <div class="grid gap-3">
                <Heading title={t!("password-choose")}>{ t!("password-choose") }</Heading>
                <p class="text-lg text-soft">{ t!("password-choose-lead") }</p>
            </div>
            <form class="grid gap-5" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
                <ErrorSummary
                    errors={form.faults(new_password::name_of)}
                    general={request.words()}
                    attempt={request.attempt()}
                />
                { new_password::fields(&form, judgement.score) }
                <Button kind={ButtonKind::Main} submits=true is_busy={request.is_busy()} wait={request.wait()} class="mt-1">
                    { t!("password-save") }
                </Button>
            </form>
        </div>
    }
}

fn is_about_link(error: &ApiError) -> bool {
    error.kind() == Some(ProblemKind::LinkInvalid) || error.fields().of("hash").is_some()
}

/// The link does not work: where to get a new one.
fn gone(is_member: bool) -> Html {
    html! {
        <Outcome class="wrap grid max-w-xl justify-items-start gap-5 py-12 sm:py-16">
            <Heading title={t!("confirm-error-title")}>{ t!("confirm-error-title") }</Heading>
            <p class="max-w-prose text-lg text-soft">{ t!("password-link-text") }</p>
            if is_member {
                <Link to="/password-save" class="btn btn-primary">{ t!("password-change") }</Link>
            } else {
                <Link to="/password-reset" class="btn btn-primary">{ t!("confirmation-send") }</Link>
            }
        </Outcome>
    }
}
