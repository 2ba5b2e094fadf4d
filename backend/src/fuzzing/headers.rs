//! Headers, and the values that were signed here once.

use std::net::{IpAddr, SocketAddr};
use std::sync::LazyLock;

use actix_web::FromRequest;
use actix_web::HttpRequest;
use actix_web::cookie::Key;
use actix_web::dev::Payload;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::test::TestRequest;
use chrono::{DateTime, TimeDelta};
use uuid::Uuid;

use super::text;
use crate::client_address::{client_address, household};
use crate::config::Config;
use crate::extract::IfMatch;
use crate::idempotency::Intent;
use crate::language;
use crate::security::{bearer, is_from_elsewhere};
use crate::sessions::client::Client;
use crate::signing::{Bearer, Purpose, Signer};

/// Two servers: behind proxies that write the one header, and the other.
static CONFIGS: LazyLock<[Config; 2]> =
    LazyLock::new(|| [config("x-forwarded-for"), config("forwarded")]);

fn config(header: &str) -> Config {
    let config = Config::from_source(|name| match name {
        "PUBLIC_URL" => Some("https://events.example.org".into()),
        "TRUSTED_PROXIES" => Some("10.0.0.0/8, 2001:db8:ffff::/48".into()),
        "CLIENT_ADDRESS_HEADER" => Some(header.into()),
        _ => None,
    });
    config.expect("a good configuration")
}

/// One header in each line: its name (or the number of one that is read), a colon, its value.
pub fn headers(bytes: &[u8]) {
    let stranger = request(bytes, "203.0.113.9");
    let behind_a_proxy = request(bytes, "10.0.0.1");
    for config in CONFIGS.iter() {
        // Whoever is no proxy of ours is who they are.
        let address = client_address(&stranger, config);
        assert_eq!(address, IpAddr::from([203, 0, 113, 9]));
        let _ = household(client_address(&behind_a_proxy, config));
        let _ = is_from_elsewhere(&stranger, config);
    }
    let token = bearer(stranger.headers());
    assert!(token.is_none_or(|token| !token.starts_with(' ')));
    let _ = language::of(&stranger);
    drop(IfMatch::from_request(&stranger, &mut Payload::None));
    drop(Intent::from_request(&stranger, &mut Payload::None));
    let agent = stranger.headers().get("user-agent");
    if let Some(agent) = agent.and_then(|agent| agent.to_str().ok()) {
        let _ = Client::of(agent);
    }
}

fn request(bytes: &[u8], peer: &str) -> HttpRequest {
    const NAMES: [&str; 12] = [
        "accept-language",
        "authorization",
        "cookie",
        "forwarded",
        "host",
        "idempotency-key",
        "if-match",
        "origin",
        "referer",
        "sec-fetch-site",
        "user-agent",
        "x-forwarded-for",
    ];
    let peer: IpAddr = peer.parse().expect("an address");
    let mut request = TestRequest::post().peer_addr(SocketAddr::new(peer, 4711));
    for line in bytes.split(|byte| *byte == b'\n') {
        let colon = line.iter().position(|byte| *byte == b':');
        let Some((name, value)) = colon.map(|at| (&line[..at], &line[at + 1..])) else {
            continue;
        };
        let name = match name {
            [number] => {
                HeaderName::from_bytes(NAMES[usize::from(*number) % NAMES.len()].as_bytes())
            }
            name => HeaderName::from_bytes(name),
        };
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value.trim_ascii())) {
            request = request.append_header((name, value));
        }
    }
    request.to_http_request()
}

/// What was not signed here is nobody's, whatever it says of itself.
pub fn token(bytes: &[u8]) {
    static SIGNER: LazyLock<Signer> =
        LazyLock::new(|| Signer::new(&CONFIGS[0], &Key::from(&[7; 64])));
    let text = text(bytes);
    let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
    for purpose in [Purpose::Access, Purpose::KnownDevice, Purpose::Unsubscribe] {
        assert_eq!(SIGNER.verify(purpose, text, now), None, "{text:?}");
    }
    // What was signed here is good for nothing when it was changed.
    let bearer = Bearer {
        user_id: Uuid::from_u128(7),
        session_id: Uuid::from_u128(8),
    };
    let signed = SIGNER.sign(Purpose::Access, bearer, now, TimeDelta::minutes(15));
    let signed = signed.expect("a token");
    let Some((at, byte)) = bytes
        .split_first()
        .and_then(|(at, rest)| Some((*at, *rest.first()?)))
    else {
        return;
    };
    let mut changed = signed.clone().into_bytes();
    let at = usize::from(at) * 2 % changed.len();
    changed[at] = byte;
    let Ok(changed) = String::from_utf8(changed) else {
        return;
    };
    if changed != signed {
        assert_eq!(
            SIGNER.verify(Purpose::Access, &changed, now),
            None,
            "{changed}"
        );
    }
}
