//! Says that there is a new version, to somebody who has had the page open since before.

use gloo_events::EventListener;
use yew::prelude::*;

use super::Question;
use crate::hooks::is_something_typed;
use crate::{browser, t};

/// What the script that registers the service worker says then.
const NEW_VERSION: &str = "newversion";
/// What it leaves at the document for whoever was not there to hear it.
const NEW_VERSION_MARK: &str = "data-new-version";

/// What that script waits for, to load it.
const TAKE_NEW_VERSION: &str = "takenewversion";

/// A line below the head of the page once there is a new version.
#[component]
pub fn VersionStrip() -> Html {
    let is_old = use_state_eq(|| false);
    {
        let is_old = is_old.setter();
        use_effect_with((), move |()| {
            // It may have been said while the page was being made.
            is_old.set(is_marked());
            let listener =
                EventListener::new(&browser::window(), NEW_VERSION, move |_| is_old.set(true));
            move || drop(listener)
        });
    }
    let is_asked = use_state_eq(|| false);
    let on_load = {
        let is_asked = is_asked.setter();
        Callback::from(move |_: MouseEvent| {
            if is_something_typed() {
                is_asked.set(true);
            } else {
                load();
            }
        })
    };
    let on_stay = {
        let is_asked = is_asked.setter();
        Callback::from(move |()| is_asked.set(false))
    };
    // Always there, since only a region that is already known is read out when it changes.
    html! {
        <>
            <div class="connection-strip" role="status">
                if *is_old {
                    <p>
                        { t!("new-version") }
                        <button type="button" class="text-link font-semibold" onclick={on_load}>{ t!("new-version-load") }</button>
                    </p>
                }
            </div>
            <Question
                id="version-question"
                is_open={*is_asked}
                title={t!("new-version-question")}
                text={t!("reload-text")}
                no={t!("reload-no")}
                yes={t!("new-version-load")}
                on_no={on_stay}
                on_yes={Callback::from(|()| load())}
            />
        </>
    }
}

fn load() {
    browser::announce(TAKE_NEW_VERSION);
}

fn is_marked() -> bool {
    browser::document()
        .document_element()
        .is_some_and(|document| document.has_attribute(NEW_VERSION_MARK))
}
