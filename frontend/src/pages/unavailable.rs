//! The page for the case that not even the question who is logged in could be answered.

use yew::prelude::*;

use crate::api::ApiError;
use crate::components::{Failure, Heading};
use crate::hooks::use_session;
use crate::t;

/// Properties of [`UnavailablePage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What went wrong.
    pub error: ApiError,
}

/// Something went wrong; try again.
#[component]
pub fn UnavailablePage(props: &Props) -> Html {
    let session = use_session();
    let on_retry = Callback::from(move |()| session.refresh());
    html! {
        <div class="wrap grid gap-5 py-16">
            <Heading title={t!("failure-title")}>{ t!("failure-title") }</Heading>
            <Failure error={props.error.clone()} {on_retry} />
        </div>
    }
}
