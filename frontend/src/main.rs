//! The page: a single-page application that talks to the API under `/api/v1` and nothing else.
//!
//! [`app`] puts it together; [`pages`] are what an address shows, made of [`components`]; [`hooks`]
//! hold what lives longer than one picture (who is logged in, lists, forms); [`api`] speaks HTTP;
//! [`i18n`] and [`format`] find the words. [`browser`] is the only room that wraps raw browser
//! interfaces. Pages import components, never the other way round.

mod api;
mod app;
mod browser;
mod components;
mod crash;
mod format;
mod hooks;
mod i18n;
mod navigation;
mod pages;
mod routes;

fn main() {
    crash::install();
    navigation::install();
    match browser::document().get_element_by_id("app") {
        Some(root) => {
            yew::Renderer::<app::App>::with_root(root).render();
        }
        None => web_sys::console::error_1(&"index.html lacks #app".into()),
    }
}
