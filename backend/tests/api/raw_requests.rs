//! Requests that no library would send, byte by byte.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::TestApp;
use crate::support::raw_socket::connect;

/// What the server says to bytes, until it hangs up or says no more.
async fn say(app: &TestApp, request: &str) -> String {
    let mut stream = connect(&app.url).await;
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn odd_methods_and_hosts_get_nothing_out_of_the_server() {
    let app = TestApp::start().await;
    let end = "connection: close\r\nx-secret: 4711\r\n\r\n";
    for request in [
        format!("TRACE / HTTP/1.1\r\nhost: localhost\r\n{end}"),
        format!("TRACE /api/v1/events HTTP/1.1\r\nhost: localhost\r\n{end}"),
        format!("CONNECT example.org:443 HTTP/1.1\r\nhost: example.org:443\r\n{end}"),
        format!("CONNECT / HTTP/1.1\r\nhost: localhost\r\n{end}"),
        format!("PROPFIND / HTTP/1.1\r\nhost: localhost\r\n{end}"),
    ] {
        let answer = say(&app, &request).await;
        let status = answer.get(9..12).unwrap_or_default();
        assert!(
            ["400", "404", "405", "501"].contains(&status),
            "{request}{answer}"
        );
        assert!(!answer.contains("4711"), "{answer}");
        assert!(!answer.to_lowercase().contains("\nserver:"), "{answer}");
    }
    // Nobody is led to a host that somebody else has named.
    for path in [
        "/",
        "/event-overview",
        "/swagger-ui",
        "/robots.txt",
        "/sitemap.xml",
        "/api/v1/x",
    ] {
        for host in [
            "evil.example",
            "evil.example:80@localhost",
            "[::1]:99999",
            "evil.example, localhost",
        ] {
            let more = "x-forwarded-host: evil.example\r\nforwarded: host=evil.example\r\n";
            let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n{more}{end}");
            let answer = say(&app, &request).await;
            assert!(!answer.contains("evil.example"), "{path} {host}: {answer}");
            assert!(!answer.starts_with("HTTP/1.1 5"), "{path} {host}: {answer}");
        }
    }
}

#[tokio::test]
async fn the_end_of_a_request_is_where_the_protocol_has_it() {
    let app = TestApp::start().await;
    let hidden = "GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let head = "POST /api/v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
    for framing in [
        "content-length: 2\r\ncontent-length: 3\r\n",
        "content-length: 2\r\ntransfer-encoding: chunked\r\n",
        "transfer-encoding: chunked, identity\r\n",
        "transfer-encoding: xchunked\r\n",
        "content-length: +2\r\n",
        "content-length: 2, 2\r\n",
    ] {
        let answer = say(&app, &format!("{head}{framing}\r\n0\r\n\r\n{hidden}")).await;
        let answers = answer.matches("HTTP/1.1 ").count();
        // Refused, or understood as it must be; what hides behind it is then no second request, or
        // one that everybody sees as such.
        assert!(answers >= 1, "{framing}: {answer}");
        assert!(answer.starts_with("HTTP/1.1 4"), "{framing}: {answer}");
        let is_chunked = framing.ends_with("encoding: chunked\r\n") && !framing.contains("length");
        assert!(answers == 1 || is_chunked, "{framing}: {answer}");
    }
}
