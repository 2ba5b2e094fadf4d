//! What surrounds every request: which site may have sent it, and the headers that keep browsers
//! from doing anything stupid with the answer.

use std::borrow::Cow;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpRequest, ResponseError};
use api_types::cookies;
use api_types::problem::ProblemKind;
use tracing_actix_web::RequestId;
use url::Url;

use crate::config::Config;
use crate::error::ApiError;
use crate::language;
use crate::state::AppState;

/// The name of the cookie that holds the key of a browser's session; by HTTPS with a prefix
/// ([`cookie_name`]).
pub const COOKIE: &str = "event_booking_session";

/// The header that names a request to the log.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Headers that every answer carries unless a handler chose its own.
const HEADERS: [(HeaderName, &str); 8] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    ),
];

/// What no page of ours asks a browser for, so that no script that got in can, either; and what only
/// our own pages do: copying an address. Features that not every Chromium knows are missing, since
/// it complains about them on every page.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), \
    clipboard-read=(), clipboard-write=(self), display-capture=(), encrypted-media=(), \
    fullscreen=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), \
    idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    picture-in-picture=(), publickey-credentials-create=(), publickey-credentials-get=(), \
    screen-wake-lock=(), serial=(), storage-access=(), sync-xhr=(), usb=(), \
    window-management=(), xr-spatial-tracking=()";

/// For how long browsers that have been here come by HTTPS only: a year.
const HTTPS_ONLY: &str = "max-age=31536000";
/// The same for everything under the host's name.
const HTTPS_ONLY_BELOW: &str = "max-age=31536000; includeSubDomains";

/// Swagger UI brings its styles in the document; its scripts are files like all others.
const SWAGGER_UI_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Puts the headers on an answer, where it has none of its own.
pub fn secure(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}

/// What a cookie is called: by HTTPS with a prefix that makes browsers keep it to this host.
pub fn cookie_name(name: &'static str, config: &Config) -> Cow<'static, str> {
    cookies::name(name, config.is_https())
}

/// All text here is UTF-8, but not everybody who serves a file says so.
fn say_charset(headers: &mut HeaderMap) {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok());
    let is_text = |kind: &&str| kind.starts_with("text/") || kind.ends_with("xml");
    if let Some(kind) = kind
        .filter(is_text)
        .filter(|kind| !kind.contains("charset"))
        && let Ok(kind) = HeaderValue::from_str(&format!("{kind}; charset=utf-8"))
    {
        headers.insert(header::CONTENT_TYPE, kind);
    }
}

/// Adds the headers, gives every problem document the id under which the log knows the request,
/// and logs what failed.
pub async fn finish_answers(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let https_only = request
        .app_data::<Data<AppState>>()
        .filter(|state| state.config.is_https())
        .map(|state| match state.config.hsts_subdomains {
            true => HTTPS_ONLY_BELOW,
            false => HTTPS_ONLY,
        });
    let id = request
        .extensions()
        .get::<RequestId>()
        .map(ToString::to_string)
        .unwrap_or_default();
    let language = language::of(request.request());
    let is_swagger_ui = request.path().starts_with("/swagger-ui/");
    let response = match next.call(request).await {
        Ok(response) => response,
        // The request is gone, so the error itself becomes the answer.
        Err(error) => {
            let error = ApiError::identified(&error, &id, language);
            let mut answer = error.error_response();
            finish(answer.headers_mut(), &id, https_only);
            return Err(InternalError::from_response(error, answer).into());
        }
    };
    let failed = response.response().error();
    let mut response = match failed.map(|error| ApiError::identified(error, &id, language)) {
        Some(error) => {
            let mut answer = error.error_response();
            // What other layers said, a cookie to remove for example, stays said.
            for (name, value) in response.headers() {
                if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
                    answer.headers_mut().insert(name.clone(), value.clone());
                }
            }
            response.into_response(answer.map_into_right_body())
        }
        None => response.map_into_left_body(),
    };
    let headers = response.headers_mut();
    if is_swagger_ui {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(SWAGGER_UI_POLICY),
        );
    }
    finish(headers, &id, https_only);
    Ok(response)
}

/// The headers that every answer ends with, whichever way it took.
fn finish(headers: &mut HeaderMap, id: &str, https_only: Option<&'static str>) {
    secure(headers);
    say_charset(headers);
    if let Some(https_only) = https_only {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static(https_only),
        );
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
}

/// Refuses requests that change something and come from another site: the browser sends our
/// cookie with them. Programs that are no browsers send none of the headers that tell, and hold no
/// cookie that they did not ask for; with a bearer token the cookie does not count.
pub async fn refuse_cross_site(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let state = request.app_data::<Data<AppState>>();
    if !safe && state.is_none_or(|state| is_from_elsewhere(request.request(), &state.config)) {
        tracing::warn!("a request that another site sent was refused");
        return Err(ApiError::of(ProblemKind::CrossSiteRequest).into());
    }
    next.call(request).await
}

/// Whether another site sent the request, with whatever cookie the browser has for us.
pub fn is_from_elsewhere(request: &HttpRequest, config: &Config) -> bool {
    let public = config.public_url.origin().ascii_serialization();
    bearer(request.headers()).is_none() && is_cross_site(request.headers(), &public)
}

fn is_cross_site(headers: &HeaderMap, public_origin: &str) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let is_foreign = |origin: &str| {
        let host = text(&header::HOST).unwrap_or_default();
        let same_host = origin
            .strip_prefix("http://")
            .or_else(|| origin.strip_prefix("https://"))
            .is_some_and(|authority| authority == host);
        origin != public_origin && !same_host
    };
    if let Some(origin) = text(&header::ORIGIN) {
        return is_foreign(origin);
    }
    if let Some(site) = text(&HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    // Browsers that send neither are old, but may still say from which page they come.
    text(&header::REFERER).is_some_and(|page| {
        Url::parse(page).map_or(true, |page| {
            is_foreign(&page.origin().ascii_serialization())
        })
    })
}

/// The token in the header `Authorization: Bearer …`, if there is one.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?;
    let value = value.to_str().unwrap_or("Bearer ?");
    let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim_matches(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_str(value).unwrap(),
                )
            })
            .collect()
    }

    #[test]
    fn only_our_own_pages_may_change_something() {
        let public = "https://events.example.org";
        let cross = |pairs: &[(&'static str, &str)]| is_cross_site(&headers(pairs), public);
        assert!(!cross(&[]));
        assert!(!cross(&[("origin", public), ("host", "10.0.0.7:8080")]));
        assert!(!cross(&[
            ("origin", "http://127.0.0.1:8080"),
            ("host", "127.0.0.1:8080")
        ]));
        assert!(!cross(&[("sec-fetch-site", "same-origin")]));
        assert!(cross(&[
            ("origin", "https://evil.example"),
            ("host", "127.0.0.1:8080")
        ]));
        assert!(cross(&[("origin", "null"), ("host", "127.0.0.1:8080")]));
        assert!(cross(&[("sec-fetch-site", "cross-site")]));
        assert!(cross(&[("sec-fetch-site", "same-site")]));
        assert!(!cross(&[("referer", "https://events.example.org/login")]));
        assert!(cross(&[(
            "referer",
            "https://events.example.org.evil.example/"
        )]));
        assert!(cross(&[("referer", "nonsense")]));
    }
}
