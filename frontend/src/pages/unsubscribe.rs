//! Where the link in an invitation mail leads that ends them. Opening it does nothing yet: programs
//! that look into mails open links, too.

use api_types::problem::ProblemKind;
use yew::prelude::*;
use yew_router::hooks::use_location;

use super::accounts::first_of;
use crate::components::{Button, ButtonKind, Heading, Link, Note, Outcome, Tone};
use crate::hooks::{use_request, use_session};
use crate::{api, t};

/// The page that ends invitation mails.
#[component]
pub fn UnsubscribePage() -> Html {
    let query = use_location().map(|location| location.query_str().to_owned());
    let token = first_of(&query.unwrap_or_default(), &["token"])
        .map(|(_, token)| token)
        .filter(|token| !token.is_empty());
    let session = use_session();
    let request = use_request();
    let is_done = use_state(|| false);
    if *is_done {
        return page(
            t!("unsubscribed-title"),
            t!("unsubscribed-text"),
            html! { <Link to="/event-overview" class="btn">{ t!("see-events") }</Link> },
        );
    }
    let is_invalid = request.failure().is_some_and(|error| {
        matches!(
            error.kind(),
            Some(
                ProblemKind::LinkInvalid
                    | ProblemKind::ValidationFailed
                    | ProblemKind::InvalidQuery
            )
        )
    });
    let Some(token) = token.filter(|_| !is_invalid) else {
        return page(
            t!("confirm-error-title"),
            t!("unsubscribe-invalid-text"),
            html! { <Link to="/profile-edit" class="btn btn-primary">{ t!("edit-profile") }</Link> },
        );
    };
    let end = {
        let (request, is_done) = (request.clone(), is_done.setter());
        Callback::from(move |()| {
            let (token, is_done, session) = (token.clone(), is_done.clone(), session.clone());
            request.start(
                async move { api::unsubscribe(&token).await },
                move |()| {
                    is_done.set(true);
                    // Whoever is logged in finds it so in their profile.
                    session.refresh();
                },
                |_| {},
            );
        })
    };
    html! {
        <div class="wrap grid max-w-2xl justify-items-start gap-5 py-12 sm:py-16">
            <Heading title={t!("unsubscribe-title")}>{ t!("unsubscribe-title") }</Heading>
            <p class="max-w-prose text-lg text-soft">{ t!("unsubscribe-text") }</p>
            if let Some(words) = request.words() {
                <Note tone={Tone::Error} is_news=true>{ words }</Note>
            }
            <Button kind={ButtonKind::Main} is_busy={request.is_busy()} wait={request.wait()} on_press={end}>
                { t!("unsubscribe") }
            </Button>
        </div>
    }
}

/// How it went.
fn page(title: AttrValue, text: AttrValue, next: Html) -> Html {
    html! {
        <Outcome class="wrap grid max-w-2xl justify-items-start gap-5 py-12 sm:py-16">
            <Heading title={title.clone()}>{ title }</Heading>
            <p class="max-w-prose text-lg text-soft">{ text }</p>
            { next }
        </Outcome>
    }
}
