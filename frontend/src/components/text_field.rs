//! A line of text, a number, a date: whatever an `<input>` takes.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{Field, described_by, was_left};
use crate::hooks::Binding;

/// What stands in a number field that the browser cannot read; no rule takes it for a number.
const NOT_A_NUMBER: &str = "?";

/// Properties of [`TextField`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The field's name in the request.
    pub name: &'static str,
    /// What it is called.
    pub label: AttrValue,
    /// Its value and problem.
    pub bind: Binding,
    /// The type of the input.
    #[prop_or("text")]
    pub kind: &'static str,
    /// What helps to fill it in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Whether it may be left empty.
    #[prop_or_default]
    pub is_optional: bool,
    /// What password managers and browsers may fill in.
    #[prop_or("off")]
    pub autocomplete: &'static str,
    /// Which keys a phone shows.
    #[prop_or_default]
    pub inputmode: Option<&'static str>,
    /// Most characters.
    #[prop_or_default]
    pub maxlength: Option<usize>,
    /// The least number or date.
    #[prop_or_default]
    pub min: Option<AttrValue>,
    /// The greatest number or date.
    #[prop_or_default]
    pub max: Option<AttrValue>,
    /// The steps of a number.
    #[prop_or_default]
    pub step: Option<&'static str>,
    /// Names and addresses are neither corrected nor capitalised.
    #[prop_or_default]
    pub is_verbatim: bool,
}

/// A line to type in.
#[component]
pub fn TextField(props: &Props) -> Html {
    let bind = &props.bind;
    let oninput = {
        let on_edit = bind.on_edit.clone();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let unreadable = input.validity().bad_input();
            on_edit.emit(if unreadable {
                NOT_A_NUMBER.to_owned()
            } else {
                input.value()
            });
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
    // What cannot be read stays in the field as it was typed.
    let value = (bind.value != NOT_A_NUMBER).then(|| bind.value.clone());
    html! {
        <Field
            name={props.name}
            label={props.label.clone()}
            is_optional={props.is_optional}
            hint={props.hint.clone()}
            error={bind.error.clone()}
        >
            <input
                id={props.name}
                name={props.name}
                type={props.kind}
                class="input"
                {value}
                autocomplete={props.autocomplete}
                inputmode={props.inputmode}
                maxlength={props.maxlength.map(|length| length.to_string())}
                min={props.min.clone()}
                max={props.max.clone()}
                step={props.step}
                spellcheck={props.is_verbatim.then_some("false")}
                autocapitalize={props.is_verbatim.then_some("none")}
                aria-required={(!props.is_optional).then_some("true")}
                aria-invalid={bind.error.is_some().then_some("true")}
                aria-describedby={described_by(props.name, props.is_optional, props.hint.is_some(), bind.error.is_some())}
                {oninput}
                {onblur}
            />
        </Field>
    }
}
