//! Shows the short messages of [`crate::hooks::Toasts`], and has them read out.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{Glyph, Icon, Link};
use crate::hooks::{Deed, Toast, ToastAction, ToastKind, use_toasts};
use crate::{browser, t};

/// Where the focus goes if it cannot go back to where it came from.
const ELSEWHERE: &str = "content";

/// The corner with the messages. It is always there, since only a region that is already known is
/// read out when it changes.
#[component]
pub fn Toaster() -> Html {
    let toasts = use_toasts();
    let node = use_node_ref();
    // What had the focus before one of the messages had it.
    let origin = use_mut_ref(|| None::<HtmlElement>);
    let point_at = |is_pointed_at: bool| {
        let toasts = toasts.clone();
        Callback::from(move |_: PointerEvent| toasts.point_at(is_pointed_at))
    };
    let onfocusin = {
        let (toasts, node, origin) = (toasts.clone(), node.clone(), origin.clone());
        Callback::from(move |event: FocusEvent| {
            let before = other(&event);
            if !holds(&node, before.as_ref()) {
                *origin.borrow_mut() = before.and_then(|before| before.dyn_into().ok());
                toasts.focus(true);
            }
        })
    };
    let onfocusout = {
        let (toasts, node) = (toasts.clone(), node.clone());
        Callback::from(move |event: FocusEvent| {
            if !holds(&node, other(&event).as_ref()) {
                toasts.focus(false);
            }
        })
    };
    let on_done = {
        let (toasts, node) = (toasts.clone(), node.clone());
        Callback::from(move |id: u32| {
            // The focus would be lost with the button that has it.
            if holds(&node, browser::document().active_element().as_ref()) {
                let origin = origin.borrow_mut().take();
                go_back(&node, origin);
            }
            toasts.remove(id);
        })
    };
    html! {
        <div
            ref={node}
            class="toasts"
            role="status"
            aria-live="polite"
            onpointerover={point_at(true)}
            onpointerleave={point_at(false)}
            {onfocusin}
            {onfocusout}
        >
            { for toasts.shown().iter().map(|toast| card(toast, &on_done)) }
        </div>
    }
}

/// Where the focus comes from, or goes to.
fn other(event: &FocusEvent) -> Option<Element> {
    event.related_target()?.dyn_into().ok()
}

fn holds(node: &NodeRef, element: Option<&Element>) -> bool {
    let node = node.get();
    node.is_some_and(|node| element.is_some_and(|element| node.contains(Some(element))))
}

/// Sends the focus back to where it came from, if that is still there and takes it.
fn go_back(node: &NodeRef, origin: Option<HtmlElement>) {
    if let Some(origin) = origin {
        browser::focus_in_place(&origin);
    }
    if holds(node, browser::document().active_element().as_ref())
        && let Some(elsewhere) = browser::element(ELSEWHERE)
    {
        browser::focus_in_place(&elsewhere);
    }
}

fn card(toast: &Toast, on_done: &Callback<u32>) -> Html {
    let id = toast.id;
    let onclick = on_done.reform(move |_: MouseEvent| id);
    let glyph = match toast.kind {
        ToastKind::Done => Glyph::CircleCheck,
        ToastKind::Notice => Glyph::Info,
        ToastKind::News => Glyph::Message,
    };
    html! {
        <div class="toast-card" key={toast.id}>
            <Icon {glyph} />
            // Long words have a line of their own, above what one can do.
            <div class="flex min-w-0 flex-1 flex-wrap items-center justify-end gap-x-3 gap-y-1">
                <p class="line-clamp-4 min-w-0 flex-[1_1_10rem]">{ toast.words.clone() }</p>
                if let Some(action) = &toast.action {
                    <span onclick={onclick.clone()}>{ deed(action) }</span>
                }
            </div>
            <button type="button" class="grid size-9 place-items-center rounded-sm" {onclick} aria-label={t!("dismiss")}>
                <Icon glyph={Glyph::X} class="size-4.5" />
            </button>
        </div>
    }
}

fn deed(action: &ToastAction) -> Html {
    let words = action.words.clone();
    match &action.deed {
        Deed::Lead(to) => html! { <Link to={to.clone()} class="toast-link">{ words }</Link> },
        Deed::Call(call) => {
            let onclick = call.reform(|_: MouseEvent| ());
            html! { <button type="button" class="toast-link" {onclick}>{ words }</button> }
        }
    }
}
