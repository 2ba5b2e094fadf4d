//! The end of the list: more comes when one scrolls near it, or when one asks.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};
use yew::prelude::*;

use crate::components::{Button, Note, Tone};
use crate::hooks::ListStatus;
use crate::t;

/// How far below the screen the end may be when more is fetched.
const AHEAD: &str = "600px";

/// Properties of [`More`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is going on with the list.
    pub list_status: ListStatus,
    /// Whether there is more.
    pub has_more: bool,
    /// Fetches it.
    pub on_more: Callback<()>,
}

/// The end of the list.
#[component]
pub fn More(props: &Props) -> Html {
    let node = use_node_ref();
    let on_more = use_mut_ref(|| props.on_more.clone());
    *on_more.borrow_mut() = props.on_more.clone();
    {
        // Watching starts anew with every page: an end that is still in sight is seen again. After
        // a failure one has to ask, or a broken connection would be asked without rest.
        let watches = props.has_more && props.list_status == ListStatus::Ready;
        let node = node.clone();
        use_effect_with(watches, move |watches| {
            let watch = node
                .cast::<Element>()
                .filter(|_| *watches)
                .and_then(|end| Watch::start(&end, move || on_more.borrow().emit(())));
            move || drop(watch)
        });
    }
    if !props.has_more {
        return Html::default();
    }
    let failure = match &props.list_status {
        ListStatus::FailedMore(error) => Some(error.words()),
        _ => None,
    };
    html! {
        <div ref={node} class="mt-8 grid justify-items-center gap-4">
            if let Some(words) = failure {
                <Note tone={Tone::Error} is_news=true>{ words }</Note>
            }
            <Button is_busy={props.list_status == ListStatus::LoadingMore} on_press={props.on_more.clone()}>
                { t!("load-more") }
            </Button>
        </div>
    }
}

/// Watches whether an element comes near the screen, as long as it lives.
struct Watch {
    observer: IntersectionObserver,
    _callback: Closure<dyn Fn(Array)>,
}

impl Watch {
    fn start(element: &Element, on_near: impl Fn() + 'static) -> Option<Self> {
        let callback = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
            let is_near = entries
                .iter()
                .filter_map(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok())
                .any(|entry| entry.is_intersecting());
            if is_near {
                on_near();
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(AHEAD);
        let observer =
            IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options)
                .ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _callback: callback,
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
