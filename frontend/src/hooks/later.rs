//! The part of the page that comes later, for everything that shows something of it, and what
//! members have around every page: it is in that part, too.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::session::use_session;
use super::toasts::ProviderProps;
use crate::chunk::{self, Members, NotLoaded};

/// How far the part that comes later is.
#[derive(Clone, PartialEq)]
pub struct Later {
    /// What it can show, or that it did not come.
    pub outcome: Option<Result<Members, NotLoaded>>,
    /// Fetches it unless it is here.
    pub load: Callback<()>,
}

impl Later {
    /// What it can show, if it is here.
    pub fn members(&self) -> Option<Members> {
        self.outcome.and_then(Result::ok)
    }
}

/// Keeps the part that comes later, and surrounds everything inside with what members have.
#[component]
pub fn LaterProvider(props: &ProviderProps) -> Html {
    let is_member = use_session().account().is_some();
    // Once they are around they stay, since a page that is moved starts anew.
    let was_member = use_mut_ref(|| false);
    *was_member.borrow_mut() |= is_member;
    let outcome = use_state(|| chunk::loaded().map(Ok));
    let load = {
        let outcome = outcome.setter();
        // Many ask for it at once.
        let was_asked = use_mut_ref(|| false);
        use_callback((), move |(), ()| {
            if was_asked.replace(true) {
                return;
            }
            let outcome = outcome.clone();
            spawn_local(async move { outcome.set(Some(chunk::load().await)) });
        })
    };
    let later = Later {
        outcome: *outcome,
        load,
    };
    use_effect_with((later.clone(), is_member), |(later, is_member)| {
        if *is_member && later.outcome.is_none() {
            later.load.emit(());
        }
    });
    let children = props.children.clone();
    let around = match later.members() {
        Some(members) if *was_member.borrow() => (members.around)(children),
        _ => children,
    };
    html! { <ContextProvider<Later> context={later}>{ around }</ContextProvider<Later>> }
}

/// The part that comes later. Whoever asks for it needs it.
#[hook]
pub fn use_later() -> Later {
    let later: Later = use_context().expect("LaterProvider surrounds the page");
    use_effect_with(later.clone(), |later| {
        if later.outcome.is_none() {
            later.load.emit(());
        }
    });
    later
}
