//! Shows the short messages of [`crate::hooks::Toasts`], and has them read out.

use yew::prelude::*;

use super::{Glyph, Icon, Link};
use crate::hooks::{Deed, Toast, ToastAction, ToastKind, Toasts, use_toasts};
use crate::t;

/// The corner with the messages. It is always there, since only a region that is already known is
/// read out when it changes.
#[component]
pub fn Toaster() -> Html {
    let toasts = use_toasts();
    html! {
        <div class="toasts" role="status" aria-live="polite">
            { for toasts.shown().iter().map(|toast| card(toast, &toasts)) }
        </div>
    }
}

fn card(toast: &Toast, toasts: &Toasts) -> Html {
    let onclick = {
        let (toasts, id) = (toasts.clone(), toast.id);
        Callback::from(move |_: MouseEvent| toasts.remove(id))
    };
    let glyph = match toast.kind {
        ToastKind::Done => Glyph::CircleCheck,
        ToastKind::Notice => Glyph::Info,
        ToastKind::News => Glyph::Message,
    };
    html! {
        <div class="toast-card" key={toast.id}>
            <Icon {glyph} />
            <p class="line-clamp-4 min-w-0 flex-1">{ toast.words.clone() }</p>
            if let Some(action) = &toast.action {
                <span onclick={onclick.clone()}>{ deed(action) }</span>
            }
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
