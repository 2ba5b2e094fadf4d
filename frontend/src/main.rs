//! The page: a single-page application that talks to the API under `/api/v1` and nothing else.
//!
//! [`app`] puts it together; [`pages`] are what an address shows, made of [`components`]; [`hooks`]
//! hold what lives longer than one picture (who is logged in, lists, forms); [`api`] speaks HTTP;
//! [`i18n`] and [`format`] find the words. [`browser`] is the only room that wraps raw browser
//! interfaces. Pages import components, never the other way round. [`chunk`] is what comes later.

mod api;
mod app;
mod browser;
mod chunk;
mod components;
mod crash;
#[cfg(test)]
mod design;
mod format;
mod hooks;
mod i18n;
mod navigation;
mod pages;
mod routes;

use futures_channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

fn main() {
    crash::install();
    navigation::install();
    api::read_answers();
    spawn_local(start());
}

/// Shows the page once it has words and knows who looks at it. Until then one reads what the
/// server has written into the document.
async fn start() {
    let (tell, seen) = oneshot::channel();
    spawn_local(async {
        let seen = hooks::Seen::first().await;
        if seen.is_member() {
            // If it does not come, the page itself asks for it again, and says so.
            let _ = chunk::load().await;
        }
        let _ = tell.send(seen);
    });
    spawn_local(format::prepare());
    i18n::load().await;
    let Ok(seen) = seen.await else { return };
    // Slow devices answer to fingers between one piece of work and the next.
    TimeoutFuture::new(0).await;
    match browser::document().get_element_by_id("app") {
        Some(root) => {
            yew::Renderer::<app::App>::with_root_and_props(root, app::Props { seen }).render();
        }
        None => web_sys::console::error_1(&"index.html lacks #app".into()),
    }
}
