//! Pages to which a link in a mail leads, with a value that works once. With the value they ask the
//! server, and are then replaced by an address that says how that went, so that neither reloading
//! nor going back uses the value again.

use std::future::Future;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::ApiError;
use crate::components::{Failure, Heading, PageSkeleton};
use crate::{navigation, t};

/// The first parameter of an address that has one of the given names, and its value.
pub fn first_of(query: &str, names: &[&str]) -> Option<(String, String)> {
    let query = query.trim_start_matches('?');
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    pairs
        .into_iter()
        .find(|(name, _)| names.contains(&name.as_str()))
}

/// Uses the value of a link. `ask` says which address tells how it went, or why that is not known;
/// then one can try again.
#[hook]
pub fn use_link<F>(value: &str, ask: fn(String) -> F) -> Html
where
    F: Future<Output = Result<&'static str, ApiError>> + 'static,
{
    let failure = use_state(|| None::<ApiError>);
    let attempt = use_state(|| 0_u32);
    {
        let failure = failure.setter();
        use_effect_with((value.to_owned(), *attempt), move |(value, _)| {
            let value = value.clone();
            failure.set(None);
            spawn_local(async move {
                match ask(value).await {
                    Ok(address) => navigation::replace(address),
                    Err(error) => failure.set(Some(error)),
                }
            });
        });
    }
    let on_retry = Callback::from(move |()| attempt.set(*attempt + 1));
    match &*failure {
        None => html! { <PageSkeleton /> },
        Some(error) => html! {
            <div class="wrap grid gap-5 py-16">
                <Heading title={t!("failure-title")}>{ t!("failure-title") }</Heading>
                <Failure error={error.clone()} {on_retry} />
            </div>
        },
    }
}
