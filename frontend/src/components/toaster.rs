//! Shows the short messages of [`crate::hooks::Toasts`], and has them read out.

use yew::prelude::*;

use super::{Glyph, Icon, Link};
use crate::hooks::{Toast, ToastKind, Toasts, use_toasts};
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
                <span onclick={onclick.clone()}>
                    <Link to={action.to.clone()} class="toast-link">{ action.words.clone() }</Link>
                </span>
            }
            <button type="button" class="grid size-9 place-items-center rounded-lg" {onclick} aria-label={t!("dismiss")}>
                <Icon glyph={Glyph::X} class="size-4.5" />
            </button>
        </div>
    }
}
