//! Says that a list was kept from before, when there was a connection, and fetches it again when
//! there is one.

use chrono::{DateTime, Utc};
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::components::Note;
use crate::hooks::{LiveState, use_live_state};
use crate::{format, t};

/// Milliseconds until it is fetched again, and again if what came was the kept one.
const PAUSE: u32 = 500;

/// Properties of [`Kept`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// From when the list is.
    pub at: DateTime<Utc>,
    /// Fetches it again.
    pub on_return: Callback<()>,
}

/// From when what is shown is.
#[component]
pub fn Kept(props: &Props) -> Html {
    // The socket knows better than the browser whether the server answers.
    let is_online = use_live_state() == LiveState::Online;
    {
        let on_return = props.on_return.clone();
        use_effect_with(is_online, move |is_online| {
            let soon = is_online.then(|| Timeout::new(PAUSE, move || on_return.emit(())));
            move || drop(soon)
        });
    }
    html! {
        <Note is_news=true class="mb-5">{ t!("kept-at", when = format::instant(props.at).as_str()) }</Note>
    }
}
