//! Notices outside the page, shown by the browser itself.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Notification, NotificationOptions, NotificationPermission};

use super::window;

/// Whether the browser may show notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// It has none to give; over HTTP, browsers hide them.
    Absent,
    /// Nobody asked yet.
    Open,
    /// It may.
    Granted,
    /// The person said no. Only they can change that, in the browser's settings.
    Denied,
}

/// Whether the browser may show notices.
pub fn permission() -> Permission {
    let is_there = js_sys::Reflect::has(&window(), &"Notification".into());
    if is_there != Ok(true) || !window().is_secure_context() {
        return Permission::Absent;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        NotificationPermission::Denied => Permission::Denied,
        _ => Permission::Open,
    }
}

/// Asks the person, and says what came of it.
pub fn ask_permission(on_answer: impl FnOnce(Permission) + 'static) {
    let asked = Notification::request_permission();
    spawn_local(async move {
        if let Ok(promise) = asked {
            // The answer stands in `permission`, too.
            let _ = JsFuture::from(promise).await;
        }
        on_answer(permission());
    });
}

/// Shows a notice. One with the same tag takes the place of the one before; a click leads back to
/// this tab.
pub fn show(title: &str, text: &str, tag: &str, on_click: impl FnOnce() + 'static) {
    let options = NotificationOptions::new();
    options.set_body(text);
    options.set_tag(tag);
    // Some browsers for phones refuse pages that notices are shown by.
    let Ok(notice) = Notification::new_with_options(title, &options) else {
        return;
    };
    let shown = notice.clone();
    let on_click = Closure::once_into_js(move || {
        let _ = window().focus();
        shown.close();
        on_click();
    });
    notice.set_onclick(Some(on_click.unchecked_ref()));
}
