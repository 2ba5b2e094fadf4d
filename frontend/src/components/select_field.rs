//! One of several values.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::field::{Field, described_by};
use crate::hooks::Binding;

/// Properties of [`SelectField`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The field's name in the request.
    pub name: &'static str,
    /// What it is called.
    pub label: AttrValue,
    /// Its value and problem.
    pub bind: Binding,
    /// The values, and how they are called.
    pub options: Rc<Vec<(AttrValue, AttrValue)>>,
    /// What helps to choose.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
}

/// A field to choose from.
#[component]
pub fn SelectField(props: &Props) -> Html {
    let bind = &props.bind;
    let onchange = {
        let on_edit = bind.on_edit.clone();
        Callback::from(move |event: Event| {
            on_edit.emit(event.target_unchecked_into::<HtmlSelectElement>().value());
        })
    };
    let option = |(value, words): &(AttrValue, AttrValue)| {
        html! {
            <option value={value.clone()} selected={*value == bind.value}>{ words.clone() }</option>
        }
    };
    html! {
        <Field
            name={props.name}
            label={props.label.clone()}
            hint={props.hint.clone()}
            error={bind.error.clone()}
        >
            <select
                id={props.name}
                name={props.name}
                class="select"
                autocomplete="off"
                aria-invalid={bind.error.is_some().then_some("true")}
                aria-describedby={described_by(props.name, false, props.hint.is_some(), bind.error.is_some())}
                {onchange}
            >
                { for props.options.iter().map(option) }
            </select>
        </Field>
    }
}
