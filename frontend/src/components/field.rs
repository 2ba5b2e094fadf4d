//! What every field has: a label above, a hint and a problem below, tied to it for screen readers.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{Glyph, Icon};
use crate::t;

/// Properties of [`Field`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The field's name in the request; also the id of its control.
    pub name: &'static str,
    /// What it is called.
    pub label: AttrValue,
    /// Whether it may be left empty.
    #[prop_or_default]
    pub is_optional: bool,
    /// What helps to fill it in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Something at the end of the line below, such as a counter.
    #[prop_or_default]
    pub aside: Html,
    /// The control.
    pub children: Html,
}

/// The frame of a field.
#[component]
pub fn Field(props: &Props) -> Html {
    let name = props.name;
    html! {
        <div class="field">
            <div class="field-head">
                <label for={name}>{ props.label.clone() }</label>
                // Beside the label, not in it: the field's name stays short.
                if props.is_optional {
                    <span class="field-note" id={format!("{name}-optional")}>{ t!("optional") }</span>
                }
            </div>
            { props.children.clone() }
            if let Some(error) = &props.error {
                <p class="field-error" id={format!("{name}-error")}>
                    <Icon glyph={Glyph::CircleAlert} class="size-4" />
                    { error.clone() }
                </p>
            }
            <div class="flex justify-between gap-4">
                if let Some(hint) = &props.hint {
                    <p class="field-note" id={format!("{name}-hint")}>{ hint.clone() }</p>
                }
                { props.aside.clone() }
            </div>
        </div>
    }
}

/// The ids of what describes a field.
pub fn described_by(
    name: &str,
    is_optional: bool,
    has_hint: bool,
    has_error: bool,
) -> Option<String> {
    let parts: Vec<String> = [
        (has_error, "error"),
        (is_optional, "optional"),
        (has_hint, "hint"),
    ]
    .into_iter()
    .filter(|(is_there, _)| *is_there)
    .map(|(_, part)| format!("{name}-{part}"))
    .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Whether a field was left for good. On the way to a button or a link nothing is judged yet: a
/// problem that appears just then would push what is about to be pressed away from the pointer.
pub fn was_left(event: &FocusEvent) -> bool {
    let target = event
        .related_target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_none_or(|target| !matches!(target.tag_name().as_str(), "BUTTON" | "A"))
}
