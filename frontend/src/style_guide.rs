//! The style guide: the components of the page in all of their states, side by side. It is for
//! developers and no part of what is published: `cargo xtask style-guide` builds and serves it.
#![expect(
    dead_code,
    reason = "it takes the whole page along, and shows its parts only"
)]

mod api;
mod app;
mod browser;
mod chunk;
mod components;
mod crash;
mod format;
#[path = "../style_guide/mod.rs"]
mod guide;
mod hooks;
mod i18n;
mod navigation;
mod pages;
mod routes;

use wasm_bindgen_futures::spawn_local;

fn main() {
    crash::install();
    navigation::install();
    api::read_answers();
    spawn_local(async {
        i18n::load().await;
        match browser::document().get_element_by_id("app") {
            Some(root) => {
                yew::Renderer::<guide::Guide>::with_root(root).render();
            }
            None => web_sys::console::error_1(&"style_guide/index.html lacks #app".into()),
        }
    });
}
