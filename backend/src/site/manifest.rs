//! What the app is called and how it looks where it is installed
//! ([Web App Manifest](https://www.w3.org/TR/appmanifest/)), in the language of who asks.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;

use super::words::Words;
use crate::language;

/// Its colours: paper, as in `index.html`.
const PAPER: &str = "#faf6ee";

/// The manifest.
pub async fn show_manifest(request: HttpRequest) -> HttpResponse {
    let words = Words(language::of(&request));
    let icon = |name: &str, sizes: &str, purpose: &str| {
        let kind = mime_guess::from_path(name).first_or_octet_stream();
        json!({ "src": name, "sizes": sizes, "type": kind.essence_str(), "purpose": purpose })
    };
    let shortcut = |name: &str, url: &str| json!({ "name": words.text(name), "url": url });
    let manifest = json!({
        "id": "/",
        "name": words.text("brand"),
        "short_name": words.text("nav-events"),
        "description": words.text("site-description"),
        "lang": words.0.tag(),
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            icon("/favicon.svg", "any", "any"),
            icon("/icons/icon-192.png", "192x192", "any"),
            icon("/icons/icon-512.png", "512x512", "any"),
            icon("/icons/icon-maskable-512.png", "512x512", "maskable"),
        ],
        "shortcuts": [
            shortcut("my-bookings", "/my-bookings"),
            shortcut("nav-new-event", "/event-create"),
        ],
    });
    HttpResponse::Ok()
        .content_type("application/manifest+json")
        .insert_header((header::CONTENT_LANGUAGE, words.0.tag()))
        .insert_header((header::VARY, "cookie, accept-language"))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(manifest.to_string())
}
