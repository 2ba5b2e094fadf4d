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
    let onclose = {
        let (on_close, is_open) = (props.on_close.clone(), props.is_open);
        Callback::from(move |_: Event| {
            if is_open {
                on_close.emit(());
            }
        })
    };
    let title_id = format!("{}-title", props.id);
    html! {
        <dialog ref={node} class="sheet" id={props.id.clone()} aria-labelledby={title_id.clone()} {onclose}>
            <h2 id={title_id} class="mb-3">{ props.title.clone() }</h2>
            { props.children.clone() }
        </dialog>
    }
}
