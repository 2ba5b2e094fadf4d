//! Says that something did not come, what the server's log calls it, and offers to try again.

use yew::prelude::*;

use super::{Button, Glyph, Icon};
use crate::api::ApiError;
use crate::t;

/// Properties of [`Failure`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What went wrong.
    pub error: ApiError,
    /// Tries again.
    pub on_retry: Callback<()>,
}

/// Something did not come.
#[component]
pub fn Failure(props: &Props) -> Html {
    html! {
        <div class="grid justify-items-start gap-3" role="alert">
            <p class="max-w-prose text-lg">{ props.error.words() }</p>
            if let Some(id) = props.error.request_id() {
                <p class="text-sm text-soft">
                    { t!("failure-request") }{ " " }<code class="break-all select-all">{ id.to_owned() }</code>
                </p>
            }
            <Button on_press={props.on_retry.clone()}>
                <Icon glyph={Glyph::Retry} class="size-4.5" />
                { t!("try-again") }
            </Button>
        </div>
    }
}
