//! The files of the app: what was built for the browser, inside the program. One origin serves page
//! and API, so there is nothing to allow across origins.

use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rust_embed::{EmbeddedFile, RustEmbed};

/// What Trunk made. A program that was built before the page tells so instead of showing it.
#[derive(RustEmbed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Dist;

/// What the worker that judges passwords needs: its own script and program.
const WORKER_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
     base-uri 'none'; frame-ancestors 'none'";

/// The document that Trunk made; it is not served as it is.
pub(super) const INDEX: &str = "index.html";

/// The text of the document that Trunk made, if it did.
pub(super) fn index() -> Option<String> {
    let file = Dist::get(INDEX)?;
    String::from_utf8(file.data.into_owned()).ok()
}

/// The file at this address, if there is one.
pub(super) fn file_at(request: &HttpRequest) -> Option<HttpResponse> {
    let name = request.path().trim_start_matches('/');
    if name == INDEX {
        return None;
    }
    Some(file_answer(request, name, Dist::get(name)?))
}

/// A file, in the smallest form that the browser takes.
fn file_answer(request: &HttpRequest, name: &str, file: EmbeddedFile) -> HttpResponse {
    let accepted = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let accepts = |coding: &str| {
        accepted.split(',').any(|part| {
            let mut words = part.split(';').map(str::trim);
            words.next() == Some(coding) && words.next() != Some("q=0")
        })
    };
    let packed = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(coding, _)| accepts(coding))
        .find_map(|(coding, ending)| Some((coding, Dist::get(&format!("{name}.{ending}"))?)));
    let etag = format!(
        "\"{}\"",
        BASE64_STANDARD.encode(file.metadata.sha256_hash())
    );
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(mime_guess::from_path(name).first_or_octet_stream())
        .insert_header((header::VARY, "accept-encoding"))
        .insert_header((header::ETAG, etag.clone()))
        .insert_header((header::CACHE_CONTROL, cache_control(name)));
    if name.ends_with(".js") {
        // A worker obeys the policy of its own script, not that of the page.
        answer.insert_header((header::CONTENT_SECURITY_POLICY, WORKER_POLICY));
    }
    let known = request.headers().get(header::IF_NONE_MATCH);
    if known.is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return answer.status(StatusCode::NOT_MODIFIED).finish();
    }
    match packed {
        Some((coding, packed)) => answer
            .insert_header((header::CONTENT_ENCODING, coding))
            .body(packed.data.into_owned()),
        None => answer.body(file.data.into_owned()),
    }
}

/// Files with a hash in their names never change. Trunk leaves leading zeros of hashes out.
fn cache_control(name: &str) -> &'static str {
    let is_hashed = name.split(['-', '.', '_']).any(|part| {
        (12..=16).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    if is_hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        assert!(cache_control("frontend-0a1b2c3d4e5f6071_bg.wasm").contains("immutable"));
        assert!(cache_control("main-4e914111c888686.css").contains("immutable"));
        assert_eq!(cache_control("favicon.svg"), "no-cache");
    }
}
