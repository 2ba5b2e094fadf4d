//! Small, safe wrappers around what the browser offers: storage, focus, timers, the local clock.

pub mod notices;

use api_types::cookies;
use api_types::language::{self, Language};
use chrono::{DateTime, NaiveDate, Utc};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, HtmlDocument, HtmlElement, HtmlInputElement, Storage, Window};

/// The window; a page always has one.
pub fn window() -> Window {
    web_sys::window().expect("the program runs in a window")
}

/// The document of the window.
pub fn document() -> Document {
    window().document().expect("the window shows a document")
}

/// What is kept until the person clears it; absent where the browser forbids it.
pub fn local_storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What is kept as long as the tab; absent where the browser forbids it.
pub fn session_storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Path and query of the address, such as `/login?next=/`.
pub fn current_address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// The language that was chosen on this device, if one was.
pub fn kept_language() -> Option<Language> {
    let kept = html_document()?.cookie().ok()?;
    let wanted = cookies::name(language::COOKIE, is_https());
    let (_, tag) = kept
        .split(';')
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(name, _)| *name == wanted)?;
    tag.parse().ok()
}

/// Keeps the choice of a language for a year; the server reads it with every request.
pub fn keep_language(language: Language) {
    let secure = if is_https() { "; Secure" } else { "" };
    let cookie = format!(
        "{}={language}; Path=/; Max-Age=31536000; SameSite=Lax{secure}",
        cookies::name(language::COOKIE, is_https())
    );
    if let Some(document) = html_document() {
        // Where cookies are forbidden, nothing is kept.
        let _ = document.set_cookie(&cookie);
    }
}

fn is_https() -> bool {
    window().location().protocol().as_deref() == Ok("https:")
}

fn html_document() -> Option<HtmlDocument> {
    document().dyn_into().ok()
}

/// Loads the whole page again, at the same address.
pub fn reload() {
    // It fails only while the page is being left.
    let _ = window().location().reload();
}

/// Tells the scripts beside the app of something.
pub fn announce(event: &str) {
    // Both fail only for events that are being dispatched already.
    if let Ok(event) = web_sys::Event::new(event) {
        let _ = window().dispatch_event(&event);
    }
}

/// Where the page came from, such as `https://events.example.org`.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The part of the address that names a place on the page, such as `#people`.
pub fn current_fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// The element with the given id.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Puts the focus on the element with the given id; false if there is none.
pub fn focus(id: &str) -> bool {
    element(id).is_some_and(|element| element.focus().is_ok())
}

/// Puts the focus on an element without scrolling to it.
pub fn focus_in_place(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that cannot take the focus leaves it where it was.
    let _ = element.focus_with_options(&options);
}

/// Whether the focus is nowhere in particular.
pub fn focus_is_lost() -> bool {
    document()
        .active_element()
        .is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"))
}

/// Copies a text for pasting elsewhere, and says whether that worked. Browsers allow it over HTTPS
/// only.
pub fn copy(text: &str, on_done: impl FnOnce(bool) + 'static) {
    if !window().is_secure_context() {
        on_done(false);
        return;
    }
    let promise = window().navigator().clipboard().write_text(text);
    spawn_local(async move { on_done(JsFuture::from(promise).await.is_ok()) });
}

/// Chooses all of what stands in a field, and puts the focus there.
pub fn select(id: &str) {
    let field = element(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
    if let Some(field) = field {
        let _ = field.focus();
        field.select();
    }
}

/// The browser's clock, in milliseconds.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// The instant on the browser's clock.
pub fn instant() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(now() as i64).unwrap_or_default()
}

/// Whether the person's fingers are what points.
pub fn is_touched() -> bool {
    let query = window().match_media("(pointer: coarse)");
    query.ok().flatten().is_some_and(|query| query.matches())
}

/// The day on the person's own calendar.
pub fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    NaiveDate::from_ymd_opt(
        now.get_full_year() as i32,
        now.get_month() + 1,
        now.get_date(),
    )
    .unwrap_or_default()
}

/// IANA name of the person's time zone, such as `Europe/Berlin`.
pub fn time_zone() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::default();
    js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into())
        .ok()?
        .as_string()
}

/// Bytes that nobody can guess.
pub fn random_bytes() -> [u8; 16] {
    let mut bytes = [0; 16];
    if let Ok(crypto) = window().crypto() {
        // Fails only for more bytes than this.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}
