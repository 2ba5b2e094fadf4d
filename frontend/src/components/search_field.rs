//! A box to search in.

use api_types::rules;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Glyph, Icon};

/// Properties of [`SearchField`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// So that the focus finds it.
    pub id: AttrValue,
    /// What it is called.
    pub label: AttrValue,
    /// What stands in it while it is empty.
    pub placeholder: AttrValue,
    /// What is typed.
    pub value: AttrValue,
    /// Something was typed.
    pub on_type: Callback<String>,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
}

/// A box to search in.
#[component]
pub fn SearchField(props: &Props) -> Html {
    let oninput = {
        let on_type = props.on_type.clone();
        Callback::from(move |event: InputEvent| {
            on_type.emit(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    html! {
        <div class={classes!("field", props.class.clone())}>
            <label for={props.id.clone()} class="sr-only">{ props.label.clone() }</label>
            <div class="relative">
                <Icon glyph={Glyph::Search} class="pointer-events-none absolute top-1/2 left-3.5 z-1 size-4.5 -translate-y-1/2 text-soft" />
                <input
                    id={props.id.clone()}
                    type="search"
                    class="input pl-10.5"
                    placeholder={props.placeholder.clone()}
                    value={props.value.clone()}
                    maxlength={rules::SEARCH_MAX.to_string()}
                    autocomplete="off"
                    enterkeyhint="search"
                    {oninput}
                />
            </div>
        </div>
    }
}
