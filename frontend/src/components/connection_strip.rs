//! Says that the connection is lost, calmly: only when that lasts, and never twice.

use gloo_timers::callback::Timeout;
use yew::prelude::*;
use yew_router::hooks::use_route;

use super::{Glyph, Icon};
use crate::hooks::{LiveState, use_live_state};
use crate::routes::Route;
use crate::t;

/// How long a loss lasts before pages that go on without a connection speak of it, in milliseconds.
const PATIENCE: u32 = 3_000;

/// A line below the head of the page while there is no connection.
#[component]
pub fn ConnectionStrip() -> Html {
    let state = use_live_state();
    let is_lost = matches!(state, LiveState::Lost { .. });
    let lasts = use_state_eq(|| false);
    {
        let lasts = lasts.setter();
        use_effect_with(is_lost, move |is_lost| {
            lasts.set(false);
            let timer = is_lost.then(|| Timeout::new(PATIENCE, move || lasts.set(true)));
            move || drop(timer)
        });
    }
    let route = use_route::<Route>();
    let is_chat = matches!(route, Some(Route::Chat | Route::Conversation { .. }));
    // Always there, since only a region that is already known is read out when it changes.
    html! {
        <div class="connection-strip" role="status">
            if is_lost && (*lasts || is_chat) {
                <p>
                    <Icon glyph={Glyph::CloudOff} class="size-4.5" />
                    { t!("connection-lost") }
                </p>
            }
        </div>
    }
}
