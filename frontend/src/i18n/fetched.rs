//! The words as a file of their own, which the document names.

use api_types::language::Language;
use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;

use crate::browser;

/// How long to wait before it is tried again, in milliseconds.
const PAUSE: u32 = 2_000;

/// Fetches the catalogue of a language. Without it there is nothing to show, so that it is tried
/// until it comes; what the server has written into the document can be read meanwhile.
pub async fn words(language: Language) -> String {
    loop {
        match fetch(language).await {
            Some(words) => return words,
            None => TimeoutFuture::new(PAUSE).await,
        }
    }
}

async fn fetch(language: Language) -> Option<String> {
    let link = browser::document()
        .query_selector(&format!("link[rel=preload][hreflang={language}]"))
        .ok()??;
    let answer = Request::get(&link.get_attribute("href")?)
        .send()
        .await
        .ok()?;
    if !answer.ok() {
        return None;
    }
    answer.text().await.ok()
}
