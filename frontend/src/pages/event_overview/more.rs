//! The end of the list: more comes when one scrolls near it, or when one asks.

use yew::prelude::*;

use crate::components::{Button, Note, Tone};
use crate::hooks::{ListStatus, use_near};
use crate::t;

/// Properties of [`More`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is going on with the list.
    pub list_status: ListStatus,
    /// Whether there is more.
    pub has_more: bool,
    /// Fetches it.
    pub on_more: Callback<()>,
}

/// The end of the list.
#[component]
pub fn More(props: &Props) -> Html {
    let node = use_node_ref();
    // Watching starts anew with every page. After a failure one has to ask, or a broken connection
    // would be asked without rest.
    let watches = props.has_more && props.list_status == ListStatus::Ready;
    let screen = use_node_ref();
    use_near(&node, &screen, watches, props.on_more.clone());
    if !props.has_more {
        return Html::default();
    }
    let failure = match &props.list_status {
        ListStatus::FailedMore(error) => Some(error.words()),
        _ => None,
    };
    html! {
        <div ref={node} class="mt-8 grid justify-items-center gap-4">
            if let Some(words) = failure {
                <Note tone={Tone::Error} is_news=true>{ words }</Note>
            }
            <Button is_busy={props.list_status == ListStatus::LoadingMore} on_press={props.on_more.clone()}>
                { t!("load-more") }
            </Button>
        </div>
    }
}
