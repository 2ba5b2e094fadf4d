//! What cookies are called.

use std::borrow::Cow;

/// With this before its name, browsers take a cookie by HTTPS only, for all paths, from the very
/// host that it goes back to: no neighbour under the same domain can foist one on somebody
/// ([RFC 6265bis](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3.2)).
pub const HOST_PREFIX: &str = "__Host-";

/// What a cookie is called that must be `Secure`, without a `Domain` and with the path `/`. By plain
/// HTTP, where a server is tried out, browsers take none with the prefix.
pub fn name(name: &'static str, is_https: bool) -> Cow<'static, str> {
    match is_https {
        true => Cow::Owned(format!("{HOST_PREFIX}{name}")),
        false => Cow::Borrowed(name),
    }
}
