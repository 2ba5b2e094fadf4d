//! Something that opens below a button and closes when one turns elsewhere.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, Node};
use yew::prelude::*;

use crate::browser;

/// What opens below a button.
pub struct Popover {
    /// Whether it is open.
    pub is_open: bool,
    /// What surrounds the button and what it opens.
    pub root: NodeRef,
    /// The button was pressed.
    pub toggle: Callback<MouseEvent>,
    /// Closes it.
    pub close: Callback<MouseEvent>,
}

/// Closes with Escape (the focus goes back to the button with this id), and when one clicks or moves
/// the focus elsewhere.
#[hook]
pub fn use_popover(button: &'static str) -> Popover {
    let is_open = use_state(|| false);
    let root = use_node_ref();
    {
        let (is_open, root) = (is_open.clone(), root.clone());
        use_effect_with(*is_open, move |open| {
            let listeners = open.then(|| close_listeners(is_open.setter(), root, button));
            move || drop(listeners)
        });
    }
    Popover {
        is_open: *is_open,
        root,
        toggle: {
            let is_open = is_open.clone();
            Callback::from(move |_| is_open.set(!*is_open))
        },
        close: {
            let is_open = is_open.setter();
            Callback::from(move |_| is_open.set(false))
        },
    }
}

fn close_listeners(
    set_open: UseStateSetter<bool>,
    root: NodeRef,
    button: &'static str,
) -> Vec<EventListener> {
    let document = browser::document();
    let escape = {
        let set_open = set_open.clone();
        EventListener::new(&document, "keydown", move |event| {
            if event
                .dyn_ref::<KeyboardEvent>()
                .is_some_and(|event| event.key() == "Escape")
            {
                set_open.set(false);
                browser::focus(button);
            }
        })
    };
    let elsewhere = |name: &'static str| {
        let (set_open, root) = (set_open.clone(), root.clone());
        EventListener::new(&document, name, move |event| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<Node>().ok());
            let is_inside = root
                .cast::<Element>()
                .is_some_and(|root| root.contains(target.as_ref()));
            if !is_inside {
                set_open.set(false);
            }
        })
    };
    vec![escape, elsewhere("click"), elsewhere("focusin")]
}
