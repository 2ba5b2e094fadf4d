//! Create an account, and then: where the link went that confirms it.

use api_types::accounts::Registration;
use yew::prelude::*;
use yew_router::hooks::use_location;

use super::register_form::RegisterForm;
use crate::components::{ConfirmationNotice, Heading, Link, Outcome};
use crate::routes::LoginQuery;
use crate::t;

/// The registration page.
#[component]
pub fn RegisterPage() -> Html {
    let query = use_location()
        .map(|location| LoginQuery::read(location.query_str()))
        .unwrap_or_default();
    let registration = use_state(|| None::<Registration>);
    let on_done = {
        let registration = registration.setter();
        Callback::from(move |done| registration.set(Some(done)))
    };
    match &*registration {
        Some(registration) => html! { <Registered registration={registration.clone()} /> },
        None => html! {
            <div class="wrap grid max-w-xl gap-6 py-12 sm:py-16">
                <div class="grid gap-3">
                    <Heading title={t!("create-account")}>{ t!("register-title") }</Heading>
                    <p class="text-lg text-soft">{ t!("register-lead") }</p>
                </div>
                <RegisterForm {on_done} />
                <p class="text-soft">
                    { t!("register-has-account") }{ " " }
                    <Link to={query.address_of("/login")} class="text-link font-semibold text-ink">{ t!("log-in") }</Link>
                </p>
            </div>
        },
    }
}

#[derive(Properties, PartialEq)]
struct RegisteredProps {
    registration: Registration,
}

#[component]
fn Registered(props: &RegisteredProps) -> Html {
    let registration = &props.registration;
    html! {
        <Outcome class="wrap grid max-w-xl gap-5 py-12 sm:py-16">
            <Heading title={t!("registered-title")}>{ t!("registered-title") }</Heading>
            <p class="text-lg">{ t!("registered-text", username = registration.username.as_str()) }</p>
            <ConfirmationNotice
                login={registration.username.clone()}
                email={registration.email.clone()}
                notice={registration.confirmation.clone()}
            />
        </Outcome>
    }
}
