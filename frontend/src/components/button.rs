//! Buttons: they say what they do, and show when they are doing it.

use yew::prelude::*;

use crate::format;

/// How much a button stands out. There is one main button on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one thing to do.
    Main,
    /// Something else to do.
    #[default]
    Plain,
    /// What cannot be taken back.
    Grave,
    /// Something that is there if one looks for it.
    Quiet,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Main => "btn btn-primary",
            Self::Plain => "btn",
            Self::Grave => "btn btn-grave",
            Self::Quiet => "btn btn-ghost",
        }
    }
}

/// Properties of [`Button`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// How much it stands out.
    #[prop_or_default]
    pub kind: ButtonKind,
    /// Whether it sends the form it stands in.
    #[prop_or_default]
    pub submits: bool,
    /// Whether it is at work; pressing it again does nothing.
    #[prop_or_default]
    pub is_busy: bool,
    /// For how many seconds it cannot be pressed, because it was pressed too often.
    #[prop_or_default]
    pub wait: u32,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
    /// A fuller name than the visible words, which it must contain.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// So that the focus can be sent there.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// It was pressed.
    #[prop_or_default]
    pub on_press: Callback<()>,
    /// What it says.
    pub children: Html,
}

/// A button.
#[component]
pub fn Button(props: &Props) -> Html {
    let is_off = props.is_busy || props.wait > 0;
    let onclick = {
        let on_press = props.on_press.clone();
        Callback::from(move |event: MouseEvent| {
            // By the second click of a double click something else may stand below the pointer.
            if is_off || event.detail() > 1 {
                event.prevent_default();
            } else {
                on_press.emit(());
            }
        })
    };
    // Not `disabled`: that would throw the focus away.
    html! {
        <button
            type={if props.submits { "submit" } else { "button" }}
            class={classes!(props.kind.class(), props.class.clone())}
            id={props.id.clone()}
            aria-label={props.label.clone()}
            aria-disabled={is_off.then_some("true")}
            aria-busy={props.is_busy.then_some("true")}
            {onclick}
        >
            if props.is_busy {
                <span class="spinner" aria-hidden="true" />
            }
            { props.children.clone() }
            if props.wait > 0 {
                // Not read out: it would be, every second. The words beside the form tell it.
                <span class="tabular-nums" aria-hidden="true">{ format::countdown(props.wait) }</span>
            }
        </button>
    }
}
