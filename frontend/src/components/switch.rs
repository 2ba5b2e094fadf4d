//! Something that is on or off, and takes effect at once.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Switch`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is on or off.
    pub label: AttrValue,
    /// Whether it is on.
    pub is_on: bool,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// The id of what explains it.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// It was switched.
    pub on_change: Callback<bool>,
}

/// A switch.
#[component]
pub fn Switch(props: &Props) -> Html {
    let onchange = props
        .on_change
        .reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
    html! {
        <label class={classes!("flex", "items-center", "gap-2.5", "font-semibold", props.class.clone())}>
            <input
                type="checkbox"
                class="toggle toggle-primary"
                checked={props.is_on}
                aria-describedby={props.described_by.clone()}
                {onchange}
            />
            { props.label.clone() }
        </label>
    }
}
