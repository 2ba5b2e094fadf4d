//! Ask for a link with which to choose a new password.

use api_types::accounts::{Delivery, LinkNotice};
use api_types::passwords::PasswordResetRequest;
use api_types::{Validate, rules};
use yew::prelude::*;

use super::names::name_of;
use crate::components::{
    Button, ButtonKind, ErrorSummary, Heading, Link, LinkSent, Outcome, TextField,
};
use crate::hooks::{use_form, use_submission};
use crate::{api, t};

/// The page for those who forgot their password.
#[component]
pub fn PasswordResetPage() -> Html {
    let sent = use_state(|| None::<LinkNotice>);
    let form = use_form(PasswordResetRequest::default, |value| {
        value.clone().validate().err().unwrap_or_default()
    });
    let set_sent = sent.setter();
    let sending = use_submission(
        &form,
        |value| async move { api::request_password_reset(&value).await },
        move |notice| set_sent.set(Some(notice)),
    );
    let request = &sending.request;
    html! {
        <div class="wrap grid max-w-xl gap-6 py-12 sm:py-16">
            <div class="grid gap-3">
                <Heading title={t!("password-reset-title")}>{ t!("password-reset-title") }</Heading>
                if sent.is_none() {
                    <p class="text-lg text-soft">{ t!("password-reset-lead") }</p>
                }
            </div>
            if let Some(notice) = &*sent {
                <Outcome class="grid justify-items-start gap-5">
                    { told(notice, &form.value().email) }
                    <Link to="/login" class="btn">{ t!("log-in") }</Link>
                </Outcome>
            } else {
                <form class="grid gap-5" novalidate=true method="post" onsubmit={sending.onsubmit.clone()}>
                    <ErrorSummary errors={form.faults(name_of)} general={request.words()} attempt={request.attempt()} />
                    <TextField
                        name="email"
                        label={t!("field-email")}
                        bind={form.bind("email", |value| &mut value.email)}
                        kind="email"
                        autocomplete="email"
                        maxlength={rules::EMAIL_MAX}
                        is_verbatim=true
                    />
                    <Button kind={ButtonKind::Main} submits=true is_busy={request.is_busy()} wait={request.wait()}>
                        { t!("password-reset-send") }
                    </Button>
                </form>
                <p class="text-soft">
                    { t!("password-reset-remembered") }{ " " }
                    <Link to="/login" class="text-link font-semibold text-ink">{ t!("log-in") }</Link>
                </p>
            }
        </div>
    }
}

fn told(notice: &LinkNotice, email: &str) -> Html {
    let words = match notice.delivery {
        Delivery::Browser => t!("password-reset-nobody", email = email.trim()),
        Delivery::Mail | Delivery::Operator => t!("password-reset-sent", email = email.trim()),
    };
    html! {
        <LinkSent notice={notice.clone()} by_mail={words} link={t!("password-choose")} />
    }
}
