//! Where a request comes from: the address of the connection, or what proxies that we trust say of
//! it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use actix_web::HttpRequest;
use ipnet::{IpNet, Ipv6Net};

use crate::config::{ClientAddressHeader, Config};
use crate::error::ApiResult;
use crate::limits::Limit;
use crate::state::AppState;

/// Counts a try of the client that a request comes from.
pub fn check_client(request: &HttpRequest, state: &AppState, limit: Limit) -> ApiResult<()> {
    let client = client_address(request, &state.config);
    state.limits.check(limit, &household(client))
}

/// The address of the client: that of the connection, or, if that is a proxy which the
/// configuration trusts, the last address in the proxies' header that is no trusted proxy.
pub fn client_address(request: &HttpRequest, config: &Config) -> IpAddr {
    let peer = request
        .peer_addr()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    let (name, read): (_, fn(&str) -> Option<IpAddr>) = match config.client_address_header {
        ClientAddressHeader::XForwardedFor => ("x-forwarded-for", x_forwarded_for),
        ClientAddressHeader::Forwarded => ("forwarded", forwarded),
    };
    let header = request
        .headers()
        .get_all(name)
        .map(|value| value.to_str().unwrap_or("?"))
        .collect::<Vec<_>>()
        .join(",");
    believed(peer, header.rsplit(',').map(read), &config.trusted_proxies)
}

/// Follows the claims, last one first, for as long as those who made them are trusted.
fn believed(
    peer: IpAddr,
    claims: impl Iterator<Item = Option<IpAddr>>,
    trusted: &[IpNet],
) -> IpAddr {
    let mut client = peer.to_canonical();
    for claim in claims {
        let is_trusted = trusted.iter().any(|network| network.contains(&client));
        match claim {
            Some(address) if is_trusted => client = address.to_canonical(),
            _ => break,
        }
    }
    client
}

/// An address; some proxies add the port.
fn x_forwarded_for(claim: &str) -> Option<IpAddr> {
    let claim = claim.trim();
    claim
        .parse()
        .ok()
        .or_else(|| claim.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

/// An element of RFC 7239. One that hides the address (`unknown`, `_name`) says nothing.
fn forwarded(claim: &str) -> Option<IpAddr> {
    let element = rfc7239::parse(claim).next()?.ok()?;
    element.forwarded_for?.ip().copied()
}

/// Whom limits count as one client: the address, or of IPv6 the network that a household has.
pub fn household(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => Ipv6Net::new(address, 64)
            .map_or_else(|_| address.to_string(), |net| net.trunc().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use proptest::prelude::*;

    use super::*;

    fn client(peer: &str, headers: &[(&str, &str)], kind: &str) -> String {
        let config = Config::from_source(|name| match name {
            "TRUSTED_PROXIES" => Some("10.0.0.0/8, 2001:db8:ffff::/48".into()),
            "CLIENT_ADDRESS_HEADER" => Some(kind.into()),
            _ => None,
        })
        .unwrap();
        let peer = SocketAddr::new(peer.parse().unwrap(), 4711);
        let request = headers
            .iter()
            .fold(TestRequest::default().peer_addr(peer), |request, header| {
                request.append_header(*header)
            });
        client_address(&request.to_http_request(), &config).to_string()
    }

    #[test]
    fn only_trusted_proxies_name_the_client() {
        let client = |peer, claim| client(peer, &[("x-forwarded-for", claim)], "x-forwarded-for");
        assert_eq!(client("203.0.113.9", "198.51.100.1"), "203.0.113.9");
        assert_eq!(client("10.0.0.1", "198.51.100.1"), "198.51.100.1");
        assert_eq!(client("10.0.0.1", "198.51.100.1:4711"), "198.51.100.1");
        assert_eq!(
            client("10.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.2"),
            "198.51.100.1"
        );
        assert_eq!(client("10.0.0.1", ""), "10.0.0.1");
        assert_eq!(client("10.0.0.1", "nonsense"), "10.0.0.1");
        assert_eq!(client("10.0.0.1", "198.51.100.1, nonsense"), "10.0.0.1");
        assert_eq!(client("::ffff:10.0.0.1", "2001:db8::1"), "2001:db8::1");
    }

    #[test]
    fn the_standard_header_is_read_like_the_common_one() {
        let client = |peer, claim| client(peer, &[("forwarded", claim)], "forwarded");
        assert_eq!(client("203.0.113.9", "for=198.51.100.1"), "203.0.113.9");
        assert_eq!(
            client("10.0.0.1", "for=198.51.100.1;proto=https"),
            "198.51.100.1"
        );
        assert_eq!(
            client(
                "10.0.0.1",
                "for=1.2.3.4, For=\"[2001:db8::7]:4711\";by=10.0.0.1"
            ),
            "2001:db8::7"
        );
        assert_eq!(
            client("10.0.0.1", "for=198.51.100.1, for=\"[2001:db8:ffff::2]\""),
            "198.51.100.1"
        );
        for hidden in ["for=unknown", "for=_secret", "proto=https", "for=", "x", ""] {
            assert_eq!(client("10.0.0.1", hidden), "10.0.0.1", "{hidden}");
        }
    }

    #[test]
    fn the_header_that_the_proxy_does_not_write_is_ignored() {
        let both = [
            ("x-forwarded-for", "198.51.100.1"),
            ("forwarded", "for=6.6.6.6"),
        ];
        assert_eq!(client("10.0.0.1", &both, "x-forwarded-for"), "198.51.100.1");
        assert_eq!(client("10.0.0.1", &both, "forwarded"), "6.6.6.6");
    }

    #[test]
    fn several_lines_of_a_header_are_one_list() {
        let lines = [
            ("x-forwarded-for", "6.6.6.6"),
            ("x-forwarded-for", "198.51.100.1"),
        ];
        assert_eq!(
            client("10.0.0.1", &lines, "x-forwarded-for"),
            "198.51.100.1"
        );
    }

    #[test]
    fn a_household_of_ipv6_is_one_client() {
        let household = |text: &str| household(text.parse().unwrap());
        assert_eq!(household("2001:db8::1"), household("2001:db8::ffff:1"));
        assert_ne!(household("2001:db8::1"), household("2001:db8:0:1::1"));
        assert_ne!(household("192.0.2.1"), household("192.0.2.2"));
    }

    proptest! {
        #[test]
        fn no_claim_makes_reading_panic(claim in "[ -~]{0,60}") {
            for kind in ["x-forwarded-for", "forwarded"] {
                let _ = client("10.0.0.1", &[("x-forwarded-for", &claim), ("forwarded", &claim)], kind);
            }
        }

        #[test]
        fn a_stranger_is_never_anybody_else(claim in "[ -~]{0,60}") {
            let found = client("203.0.113.9", &[("x-forwarded-for", &claim)], "x-forwarded-for");
            prop_assert_eq!(found, "203.0.113.9");
        }
    }
}
