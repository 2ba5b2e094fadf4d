//! What stands in place of a list that has nothing in it: that it is so, and a way on.

use yew::prelude::*;

/// Properties of [`Empty`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What there is nothing of.
    pub words: AttrValue,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// The way on, where there is one.
    #[prop_or_default]
    pub children: Html,
}

/// An empty list.
#[component]
pub fn Empty(props: &Props) -> Html {
    html! {
        <div class={classes!("empty", props.class.clone())}>
            <p class="text-lg">{ props.words.clone() }</p>
            { props.children.clone() }
        </div>
    }
}
