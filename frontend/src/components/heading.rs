//! The heading of a page. It takes the focus when one arrives, so that reading starts there.

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::hooks::use_title;
use crate::navigation;

/// Properties of [`Heading`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the page is called in the tab's title; empty for the way in.
    pub title: AttrValue,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// What it says.
    pub children: Html,
}

/// The one `h1` of a page. Mount it together with the page's content: focus and scroll position
/// are settled when it appears.
#[component]
pub fn Heading(props: &Props) -> Html {
    let node = use_node_ref();
    use_title(props.title.clone());
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(heading) = node.cast::<HtmlElement>() {
                navigation::settle(&heading);
            }
        });
    }
    html! {
        <h1 ref={node} tabindex="-1" class={props.class.clone()}>{ props.children.clone() }</h1>
    }
}
