//! What is wrong with a form that was sent, as a list that takes the focus and leads to the fields.

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::hooks::Fault;
use crate::{browser, t};

/// Properties of [`ErrorSummary`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is wrong with fields.
    pub errors: Vec<Fault>,
    /// What is wrong with the whole.
    #[prop_or_default]
    pub general: Option<AttrValue>,
    /// Counts the times that sending failed; the focus comes here each time.
    pub attempt: u32,
}

/// The problems of a form.
#[component]
pub fn ErrorSummary(props: &Props) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.attempt, move |attempt| {
            if *attempt > 0
                && let Some(summary) = node.cast::<HtmlElement>()
            {
                let _ = summary.focus();
            }
        });
    }
    if props.attempt == 0 || (props.errors.is_empty() && props.general.is_none()) {
        return Html::default();
    }
    let item = |error: &Fault| {
        let words = error.words.clone();
        let Some(name) = &error.name else {
            return html! { <li>{ words }</li> };
        };
        let field = error.field.clone();
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            browser::focus(&field);
        });
        html! {
            <li>
                <a class="text-link" href={format!("#{}", error.field)} {onclick}>
                    { name.clone() }{ ": " }{ words }
                </a>
            </li>
        }
    };
    html! {
        <div ref={node} class="note" data-tone="error" tabindex="-1" role="alert">
            <div class="grid gap-1.5">
                if let Some(general) = &props.general {
                    <p class="font-semibold">{ general.clone() }</p>
                }
                if !props.errors.is_empty() {
                    if props.general.is_none() {
                        <h2 class="text-base">{ t!("summary-title", count = props.errors.len()) }</h2>
                    }
                    <ul class="grid list-disc gap-1 pl-5">{ for props.errors.iter().map(item) }</ul>
                }
            </div>
        </div>
    }
}
