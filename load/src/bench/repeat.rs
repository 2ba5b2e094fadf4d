//! Sends requests that were written beforehand, as fast as they are answered, and reads no more of
//! the answers than it must: whoever measures on the same processor takes as little of it as
//! possible away from what is measured.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::drive::Driven;

/// Most headers that an answer may have.
const HEADERS: usize = 64;

/// A request as it travels.
pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Bytes {
    let mut text = format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        text.push_str(&format!(
            "content-type: application/json\r\ncontent-length: {}\r\n",
            body.len()
        ));
    }
    text.push_str("\r\n");
    text.push_str(body);
    text.into()
}

/// Sends the requests in turn over so many connections for so long. Connects before time is taken.
pub async fn repeat(
    address: &str,
    connections: usize,
    duration: Duration,
    requests: Arc<[Bytes]>,
) -> anyhow::Result<Driven> {
    ensure!(!requests.is_empty(), "there is nothing to ask");
    let mut lines = Vec::with_capacity(connections);
    for _ in 0..connections {
        lines.push(Line::open(address).await?);
    }
    let started = Instant::now();
    let mut clients = JoinSet::new();
    for (number, mut line) in lines.into_iter().enumerate() {
        let requests = requests.clone();
        clients.spawn(async move {
            let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
            let mut turn = number;
            while started.elapsed() < duration {
                let status = line.ask(&requests[turn % requests.len()]).await?.status;
                *statuses.entry(status).or_default() += 1;
                turn += connections;
            }
            anyhow::Ok(statuses)
        });
    }
    let mut driven = Driven::default();
    for statuses in clients.join_all().await {
        for (status, count) in statuses? {
            *driven.statuses.entry(status).or_default() += count;
        }
    }
    driven.elapsed = started.elapsed();
    Ok(driven)
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    head: Bytes,
    /// As it came.
    pub body: Bytes,
}

impl Answer {
    /// `name=value` of the cookie that it sets.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut answer = httparse::Response::new(&mut headers);
        answer.parse(&self.head).ok()?;
        let mut cookies = answer
            .headers
            .iter()
            .filter(|header| header.name.eq_ignore_ascii_case("set-cookie"))
            .filter_map(|header| std::str::from_utf8(header.value).ok()?.split(';').next());
        let cookie = cookies.find(|cookie| cookie.split('=').next() == Some(name));
        cookie.map(str::to_owned)
    }
}

/// A connection.
pub struct Line {
    stream: TcpStream,
    buffer: BytesMut,
}

impl Line {
    /// Connects.
    pub async fn open(address: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: BytesMut::with_capacity(64 * 1024),
        })
    }

    /// Sends a request and reads the answer.
    pub async fn ask(&mut self, request: &Bytes) -> anyhow::Result<Answer> {
        self.stream.write_all(request).await?;
        loop {
            if let Some((status, head, length)) = read_head(&self.buffer)? {
                while self.buffer.len() < head + length {
                    self.more().await?;
                }
                return Ok(Answer {
                    status,
                    head: self.buffer.split_to(head).freeze(),
                    body: self.buffer.split_to(length).freeze(),
                });
            }
            self.more().await?;
        }
    }

    async fn more(&mut self) -> anyhow::Result<()> {
        self.buffer.reserve(16 * 1024);
        let read = self.stream.read_buf(&mut self.buffer).await?;
        ensure!(read > 0, "the server hung up");
        Ok(())
    }
}

/// Status, length of the head, and length of the body, once the head is there.
fn read_head(bytes: &[u8]) -> anyhow::Result<Option<(u16, usize, usize)>> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut answer = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(head) = answer.parse(bytes)? else {
        return Ok(None);
    };
    let status = answer.code.context("no status")?;
    let mut length = 0;
    for header in answer.headers {
        if header.name.eq_ignore_ascii_case("content-length") {
            length = std::str::from_utf8(header.value)?.parse()?;
        } else if header.name.eq_ignore_ascii_case("transfer-encoding") {
            bail!("an answer that does not tell its length");
        }
    }
    Ok(Some((status, head, length)))
}

#[cfg(test)]
mod tests {
    use super::{read_head, request};

    #[test]
    fn an_answer_ends_where_it_says() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nx: y\r\n\r\nhello and more";
        assert_eq!(read_head(answer).unwrap(), Some((200, 44, 5)));
        assert_eq!(read_head(&answer[..30]).unwrap(), None);
        assert!(read_head(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
    }

    #[test]
    fn a_request_is_written_as_it_travels() {
        let written = request("POST", "/x", &[("cookie", "a=b")], "{}");
        let text = "POST /x HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: a=b\r\n\
            content-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
        assert_eq!(written, text);
    }
}
