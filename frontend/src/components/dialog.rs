//! A question that must be answered before anything else: the browser's own modal dialog, which
//! keeps the focus inside, closes with Escape, and gives the focus back.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Properties of [`Dialog`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Makes the ids inside unique.
    pub id: AttrValue,
    /// Whether it is shown.
    pub is_open: bool,
    /// The question.
    pub title: AttrValue,
    /// It was closed without an answer.
    pub on_close: Callback<()>,
    /// What will happen, and the answers.
    pub children: Html,
}

/// A modal dialog.
#[component]
pub fn Dialog(props: &Props) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.is_open, move |is_open| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                if *is_open && !dialog.open() {
                    // Fails only for a dialog that is open or not in the document.
                    let _ = dialog.show_modal();
                } else if !*is_open && dialog.open() {
                    dialog.close();
                }
            }
        });
    }
    // Escape is answered by whoever asks, like every other answer: were the browser to close first,
    // the focus would be back at the button, and a press of it lost, before anybody knew.
    let oncancel = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            on_close.emit(());
        })
    };
    // Some browsers close at a second Escape whatever the page says. What is open again, stays.
    let onclose = {
        let (on_close, is_open, node) = (props.on_close.clone(), props.is_open, node.clone());
        Callback::from(move |_: Event| {
            let closed = node
                .cast::<HtmlDialogElement>()
                .is_some_and(|dialog| !dialog.open());
            if is_open && closed {
                on_close.emit(());
            }
        })
    };
    let title_id = format!("{}-title", props.id);
    html! {
        <dialog ref={node} class="sheet" id={props.id.clone()} aria-labelledby={title_id.clone()} {oncancel} {onclose}>
            <h2 id={title_id} class="mb-3">{ props.title.clone() }</h2>
            { props.children.clone() }
        </dialog>
    }
}
