//! Create an account, and then: where the link went that confirms it.

use api_types::accounts::Registration;
use yew::prelude::*;
use yew_router::hooks::use_location;

use super::register_form::RegisterForm;
use crate::components::{ConfirmationNotice, Heading, Link, Outcome};
use crate::hooks::use_session;
use crate::navigation::{self, Arrival};
use crate::routes::LoginQuery;
use crate::t;

/// The registration page.
#[component]
pub fn RegisterPage() -> Html {
    let query = use_location()
        .map(|location| LoginQuery::read(location.query_str()))
        .unwrap_or_default();
    let session = use_session();
    {
        let session = session.clone();
        use_effect_with((), move |()| {
            // What the document said of sign-up may be old by now.
            if navigation::arrival() != Arrival::Load {
                session.refresh();
            }
        });
    }
    let registration = use_state(|| None::<Registration>);
    let on_done = {
        let registration = registration.setter();
        Callback::from(move |done| registration.set(Some(done)))
    };
    match &*registration {
        Some(registration) => html! { <Registered registration={registration.clone()} /> },
        None if !session.sign_up_open => closed(&query),
        None => html! {
            <div class="wrap grid max-w-xl gap-6 py-12 sm:py-16">
                <div class="grid gap-3">
                    <Heading title={t!("create-account")}>{ t!("register-title") }</Heading>
                    <p class="text-lg text-soft">{ t!("register-lead") }</p>
                </div>
                <RegisterForm {on_done} />
                { has_account(&query) }
            </div>
        },
    }
}

/// Nobody can register. It may be that this was decided while somebody filled in the form.
fn closed(query: &LoginQuery) -> Html {
    html! {
        <Outcome class="wrap grid max-w-xl justify-items-start gap-5 py-12 sm:py-16">
            <Heading title={t!("create-account")}>{ t!("register-closed-title") }</Heading>
            <p class="text-lg">{ t!("register-closed-text") }</p>
            { has_account(query) }
            <Link to="/event-overview" class="btn">{ t!("see-events") }</Link>
        </Outcome>
    }
}

fn has_account(query: &LoginQuery) -> Html {
    html! {
        <p class="text-soft">
            { t!("register-has-account") }{ " " }
            <Link to={query.address_of("/login")} class="text-link font-semibold text-ink">{ t!("log-in") }</Link>
        </p>
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
