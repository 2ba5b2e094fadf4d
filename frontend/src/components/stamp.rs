//! The stamp on a ticket: something is settled.

use yew::prelude::*;

/// Properties of [`Stamp`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What it says.
    pub words: AttrValue,
    /// Whether it comes down just now.
    pub is_fresh: bool,
    /// Whether the words beside it say the same.
    #[prop_or_default]
    pub decorates: bool,
}

/// A stamp.
#[component]
pub fn Stamp(props: &Props) -> Html {
    html! {
        <p
            class="stamp"
            data-fresh={props.is_fresh.to_string()}
            role={(!props.decorates).then_some("status")}
            aria-hidden={props.decorates.then_some("true")}
        >
            { props.words.clone() }
        </p>
    }
}
