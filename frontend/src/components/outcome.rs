//! What stands in place of a form that was sent. It takes the focus when it appears, since the
//! button that was pressed is gone.

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::browser;

/// Properties of [`Outcome`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// How it went.
    pub children: Html,
}

/// What a form became.
#[component]
pub fn Outcome(props: &Props) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(part) = node.cast::<HtmlElement>() {
                browser::focus_in_place(&part);
            }
            browser::window().scroll_to_with_x_and_y(0.0, 0.0);
        });
    }
    html! {
        <div ref={node} tabindex="-1" class={props.class.clone()}>{ props.children.clone() }</div>
    }
}
