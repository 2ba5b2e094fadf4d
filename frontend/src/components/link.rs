//! A link to another page of this site. It is an ordinary link (it can be copied, opened in a new
//! tab, read without a program), except that a plain click does not load the page anew.

use yew::prelude::*;

use crate::navigation;

/// Properties of [`Link`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The address.
    pub to: AttrValue,
    /// How it looks.
    #[prop_or_default]
    pub class: Classes,
    /// So that the focus finds it again when one comes back.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// A fuller name than the visible words, which it must contain.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Whether it leads to where one is.
    #[prop_or_default]
    pub is_current: bool,
    /// What it shows.
    pub children: Html,
}

/// A link to another page of this site.
#[component]
pub fn Link(props: &Props) -> Html {
    let onclick = {
        let to = props.to.clone();
        Callback::from(move |event: MouseEvent| {
            let modified =
                event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
            if event.button() == 0 && !modified {
                event.prevent_default();
                navigation::push(&to);
            }
        })
    };
    html! {
        <a
            href={props.to.clone()}
            class={props.class.clone()}
            id={props.id.clone()}
            aria-label={props.label.clone()}
            aria-current={props.is_current.then_some("page")}
            {onclick}
        >
            { props.children.clone() }
        </a>
    }
}
