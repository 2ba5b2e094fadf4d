//! Several lines of text, in a field that grows with them, and a counter.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::field::{Field, described_by, was_left};
use crate::hooks::Binding;
use crate::t;

/// Properties of [`TextArea`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The field's name in the request.
    pub name: &'static str,
    /// What it is called.
    pub label: AttrValue,
    /// Its value and problem.
    pub bind: Binding,
    /// What helps to fill it in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Whether it may be left empty.
    #[prop_or_default]
    pub is_optional: bool,
    /// Most characters.
    pub maxlength: usize,
}

/// Several lines to type in.
#[component]
pub fn TextArea(props: &Props) -> Html {
    let bind = &props.bind;
    let oninput = {
        let on_edit = bind.on_edit.clone();
        Callback::from(move |event: InputEvent| {
            on_edit.emit(event.target_unchecked_into::<HtmlTextAreaElement>().value());
        })
    };
    let onblur = {
        let on_leave = bind.on_leave.clone();
        Callback::from(move |event: FocusEvent| {
            if was_left(&event) {
                on_leave.emit(());
            }
        })
    };
    let count = bind.value.chars().count();
    let counter = html! {
        <span class="field-note ml-auto whitespace-nowrap tabular-nums">
            { t!("counter", count = count, max = props.maxlength) }
        </span>
    };
    html! {
        <Field
            name={props.name}
            label={props.label.clone()}
            is_optional={props.is_optional}
            hint={props.hint.clone()}
            error={bind.error.clone()}
            aside={counter}
        >
            <textarea
                id={props.name}
                name={props.name}
                class="textarea"
                rows="5"
                value={bind.value.clone()}
                maxlength={props.maxlength.to_string()}
                aria-required={(!props.is_optional).then_some("true")}
                aria-invalid={bind.error.is_some().then_some("true")}
                aria-describedby={described_by(props.name, props.is_optional, props.hint.is_some(), bind.error.is_some())}
                {oninput}
                {onblur}
            />
        </Field>
    }
}
