//! The page: the built single-page app, inside the program. One origin serves page and API, so
//! there is nothing to allow across origins.

use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use api_types::problem::ProblemKind;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

use crate::error::{ApiError, ApiResult};

/// What Trunk made. A program that was built before the page tells so instead of showing it.
#[derive(RustEmbed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Dist;

/// Addresses that the app has pages for; all others get its not-found page, with that status.
const PAGES: &[&str] = &[
    "/",
    "/login",
    "/register",
    "/confirm",
    "/confirm-email",
    "/password-reset",
    "/password-save",
    "/profile",
    "/profile-edit",
    "/sessions",
    "/account",
    "/event-overview",
    "/event-create",
    "/my-events",
    "/my-bookings",
    "/my-invitations",
    "/notifications",
    "/unsubscribe",
    "/chat",
];

/// Addresses that go on with an id.
const PAGES_WITH_ID: &[&str] = &["/event-detail/", "/event-edit/", "/profile/", "/chat/"];

const MISSING: &str = "<!doctype html><meta charset=utf-8><title>Event Booking</title>\
    <p>The page was not built into this program. Build it with <code>cargo xtask start</code>. \
    The API is at <a href=\"/swagger-ui/\">/swagger-ui/</a>.";

/// What the worker that judges passwords needs: its own script and program.
const WORKER_POLICY: &str =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/// The app's first document and the policy that it needs.
#[derive(Clone)]
pub struct Index {
    html: web::Bytes,
    policy: HeaderValue,
}

impl Index {
    /// Reads the document from what was embedded.
    pub fn load() -> anyhow::Result<Self> {
        let html = match Dist::get("index.html") {
            Some(file) => web::Bytes::from(file.data.into_owned()),
            None => web::Bytes::from_static(MISSING.as_bytes()),
        };
        let policy = HeaderValue::from_str(&policy(&String::from_utf8_lossy(&html)))?;
        Ok(Self { html, policy })
    }
}

/// The content security policy: scripts only from here, and of those inside the document only
/// the ones that were built into it.
fn policy(html: &str) -> String {
    let hashes: String = inline_scripts(html)
        .map(|script| {
            format!(
                " 'sha256-{}'",
                BASE64_STANDARD.encode(Sha256::digest(script))
            )
        })
        .collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
         manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains("src=") && !script.is_empty()).then_some(script)
    })
}

/// Everything that no other service answers: a file of the app, or one of its pages.
pub async fn serve_page(request: HttpRequest, index: web::Data<Index>) -> ApiResult<HttpResponse> {
    let path = request.path();
    if path.starts_with("/api/") {
        return Err(ApiError::not_found());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(ApiError::of(ProblemKind::MethodNotAllowed));
    }
    let name = path.trim_start_matches('/');
    if name != "index.html"
        && let Some(file) = Dist::get(name)
    {
        return Ok(file_answer(&request, name, file));
    }
    let status = if is_page(path) {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    Ok(HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::CONTENT_SECURITY_POLICY, index.policy.clone()))
        .body(index.html.clone()))
}

fn is_page(path: &str) -> bool {
    PAGES.contains(&path)
        || PAGES_WITH_ID.iter().any(|prefix| {
            path.strip_prefix(prefix)
                .is_some_and(|id| !id.is_empty() && !id.contains('/'))
        })
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

/// Files with a hash in their names never change.
fn cache_control(name: &str) -> &'static str {
    let is_hashed = name
        .split(['-', '.', '_'])
        .any(|part| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()));
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
    fn the_policy_names_the_scripts_inside_the_document_and_no_others() {
        let html = r#"<script src="/a.js"></script><script type="module">go()</script>"#;
        let policy = policy(html);
        let hash = BASE64_STANDARD.encode(Sha256::digest("go()"));
        assert!(policy.contains(&format!("'sha256-{hash}'")));
        assert_eq!(policy.matches("sha256-").count(), 1);
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn pages_are_told_from_nonsense() {
        assert!(is_page("/event-overview"));
        assert!(is_page("/event-detail/0199"));
        assert!(!is_page("/event-detail/"));
        assert!(!is_page("/event-detail/a/b"));
        assert!(!is_page("/wp-login.php"));
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        assert!(cache_control("frontend-0a1b2c3d4e5f6071_bg.wasm").contains("immutable"));
        assert_eq!(cache_control("favicon.svg"), "no-cache");
    }
}
