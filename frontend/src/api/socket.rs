//! Where the socket is.

use super::client;
use crate::browser;

/// The address of the socket, for what came after a position.
pub fn socket_address(after: Option<i64>) -> String {
    let location = browser::window().location();
    let scheme = match location.protocol().as_deref() {
        Ok("http:") => "ws",
        _ => "wss",
    };
    let after = after.map(|position| position.to_string());
    let path = client::with_query("/socket", &[("after", &after.unwrap_or_default())]);
    let host = location.host().unwrap_or_default();
    format!("{scheme}://{host}{}", client::address(&path))
}
