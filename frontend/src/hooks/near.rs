//! Something comes near the part of a page that is seen.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};
use yew::prelude::*;

/// How far away it may be.
const AHEAD: &str = "600px";

/// Tells when `node` comes near what is seen of `frame`, the screen if that is not there. Watching
/// starts anew whenever `watches` becomes true: what is still in sight is seen again.
#[hook]
pub fn use_near(node: &NodeRef, frame: &NodeRef, watches: bool, on_near: Callback<()>) {
    let latest = use_mut_ref(|| on_near.clone());
    *latest.borrow_mut() = on_near;
    let (node, frame) = (node.clone(), frame.clone());
    use_effect_with(watches, move |watches| {
        let watch = node
            .cast::<Element>()
            .filter(|_| *watches)
            .and_then(|element| {
                let on_near = move || {
                    let callback = latest.borrow().clone();
                    callback.emit(());
                };
                Watch::start(&element, frame.cast().as_ref(), on_near)
            });
        move || drop(watch)
    });
}

/// Watches whether an element comes near, as long as it lives.
struct Watch {
    observer: IntersectionObserver,
    _callback: Closure<dyn Fn(Array)>,
}

impl Watch {
    fn start(
        element: &Element,
        frame: Option<&Element>,
        on_near: impl Fn() + 'static,
    ) -> Option<Self> {
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
        options.set_root(frame);
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
