//! What surrounds every request: where it comes from, who may have sent it, and the headers that
//! keep browsers from doing anything stupid with the answer.

use std::net::{IpAddr, Ipv4Addr};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpRequest, ResponseError};
use api_types::problem::ProblemKind;
use ipnet::IpNet;
use tracing_actix_web::RequestId;

use crate::config::Config;
use crate::error::ApiError;
use crate::state::AppState;

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
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=()",
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    ),
];

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

/// Adds the headers, gives every problem document the id under which the log knows the request,
/// and logs what failed.
pub async fn finish_answers(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let is_https = request
        .app_data::<Data<AppState>>()
        .is_some_and(|state| state.config.is_https());
    let id = request
        .extensions()
        .get::<RequestId>()
        .map(ToString::to_string)
        .unwrap_or_default();
    let is_swagger_ui = request.path().starts_with("/swagger-ui/");
    let response = match next.call(request).await {
        Ok(response) => response,
        // The request is gone, so the error itself becomes the answer.
        Err(error) => return Err(ApiError::identified(&error, &id).into()),
    };
    let failed = response.response().error();
    let mut response = match failed.map(|error| ApiError::identified(error, &id)) {
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
    secure(headers);
    if is_https {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
    Ok(response)
}

/// Refuses requests that change something and come from another site: the browser sends our
/// cookie with them. Programs that are no browsers send neither of the two headers and hold no
/// cookie that they did not ask for.
pub async fn refuse_cross_site(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let public = request
        .app_data::<Data<AppState>>()
        .map(|state| state.config.public_url.origin().ascii_serialization())
        .unwrap_or_default();
    if !safe && is_cross_site(request.headers(), &public) {
        return Err(ApiError::of(ProblemKind::CrossSiteRequest).into());
    }
    next.call(request).await
}

fn is_cross_site(headers: &HeaderMap, public_origin: &str) -> bool {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(origin) = text(&header::ORIGIN) {
        let host = text(&header::HOST).unwrap_or_default();
        let same_host = origin
            .strip_prefix("http://")
            .or_else(|| origin.strip_prefix("https://"))
            .is_some_and(|authority| authority == host);
        return origin != public_origin && !same_host;
    }
    text(&HeaderName::from_static("sec-fetch-site"))
        .is_some_and(|site| !matches!(site, "same-origin" | "none"))
}

/// The address of the client: that of the connection, or, if that is a proxy which the
/// configuration trusts, the last address in `X-Forwarded-For` that is no trusted proxy.
pub fn client_address(request: &HttpRequest, config: &Config) -> IpAddr {
    let peer = request
        .peer_addr()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    let forwarded = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|value| value.to_str().ok())
        .collect::<Vec<_>>()
        .join(",");
    forwarded_address(peer, &forwarded, &config.trusted_proxies)
}

fn forwarded_address(peer: IpAddr, forwarded: &str, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut client = peer.to_canonical();
    for claim in forwarded.rsplit(',') {
        if !is_trusted(&client) {
            break;
        }
        match claim.trim().parse::<IpAddr>() {
            Ok(address) => client = address.to_canonical(),
            Err(_) => break,
        }
    }
    client
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
    }

    #[test]
    fn only_trusted_proxies_name_the_client() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let trusted: Vec<IpNet> = vec!["10.0.0.0/8".parse().unwrap()];
        let client = |peer: &str, forwarded: &str| forwarded_address(ip(peer), forwarded, &trusted);
        assert_eq!(client("203.0.113.9", "198.51.100.1"), ip("203.0.113.9"));
        assert_eq!(client("10.0.0.1", "198.51.100.1"), ip("198.51.100.1"));
        assert_eq!(
            client("10.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.2"),
            ip("198.51.100.1")
        );
        assert_eq!(client("10.0.0.1", ""), ip("10.0.0.1"));
        assert_eq!(client("10.0.0.1", "nonsense"), ip("10.0.0.1"));
        assert_eq!(client("::ffff:10.0.0.1", "2001:db8::1"), ip("2001:db8::1"));
    }
}
