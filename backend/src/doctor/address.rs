//! The address that people type, and the one where the server listens.

use std::net::TcpListener;

use super::Finding;
use crate::config::Config;
use crate::health;

const PUBLIC: &str = "PUBLIC_URL";
const LISTEN: &str = "LISTEN";

pub(super) async fn look(config: &Config) -> Vec<Finding> {
    vec![look_at_public_url(config), look_at_listen(config).await]
}

fn look_at_public_url(config: &Config) -> Finding {
    let url = config.public_url.as_str();
    if config.is_local() {
        return Finding::ok(PUBLIC, format!("{url}: only people at this machine"));
    }
    if !config.is_https() {
        return Finding::warning(
            PUBLIC,
            format!("{url}: passwords travel in the clear"),
            "serve it by a proxy that speaks HTTPS, and let PUBLIC_URL begin with https://",
        );
    }
    if config.trusted_proxies.is_empty() {
        return Finding::warning(
            PUBLIC,
            format!("{url}, but TRUSTED_PROXIES names no proxy"),
            "name the proxy that speaks HTTPS, or all visitors look like one to the limits",
        );
    }
    Finding::ok(PUBLIC, url)
}

async fn look_at_listen(config: &Config) -> Finding {
    let address = config.listen;
    match TcpListener::bind(address) {
        Ok(_) => Finding::ok(LISTEN, format!("{address} is free: no server runs there")),
        Err(taken) => match health::ask(address).await {
            Ok(()) => Finding::ok(
                LISTEN,
                format!("{address}: a server runs there and is ready"),
            ),
            Err(error) => Finding::problem(
                LISTEN,
                format!("{address} cannot be used ({taken}): {error:#}"),
                "if it is this program, look at its log; otherwise LISTEN names another address",
            ),
        },
    }
}
