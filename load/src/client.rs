//! A client that knows exactly what it holds: one connection, which it can drop at any moment.

use anyhow::Context;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{Method, Request, header};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

/// What is asked of the server.
#[derive(Debug, Clone)]
pub struct Call {
    /// What to do,
    pub method: Method,
    /// with what,
    pub path: String,
    /// on whose behalf,
    pub token: Option<String>,
    /// and headers besides.
    pub headers: Vec<(&'static str, String)>,
    /// Empty if there is none.
    pub body: Bytes,
}

impl Call {
    /// Nothing but method and path.
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            token: None,
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    /// Reads what is there.
    pub fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    /// On behalf of whom the token names.
    #[must_use]
    pub fn by(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    /// With this body.
    #[must_use]
    pub fn json(mut self, body: &Value) -> Self {
        self.body = body.to_string().into();
        self
    }

    fn request(&self, host: &str) -> hyper::http::Result<Request<Full<Bytes>>> {
        let mut request = Request::builder()
            .method(self.method.clone())
            .uri(&self.path)
            .header(header::HOST, host);
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if !self.body.is_empty() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        request.body(Full::new(self.body.clone()))
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Whether the server says that it answers again what it answered before.
    pub replayed: bool,
    /// As it came.
    pub body: Bytes,
}

impl Reply {
    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// A connection to a server, made when it is needed and after it broke.
pub struct Connection {
    address: String,
    open: Option<Open>,
}

struct Open {
    sender: SendRequest<Full<Bytes>>,
    driver: JoinHandle<hyper::Result<()>>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

impl Connection {
    /// To this address and port.
    pub fn new(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            open: None,
        }
    }

    /// Connects, unless that is done. If this fails, the server has heard nothing.
    pub async fn open(&mut self) -> anyhow::Result<()> {
        if !self.is_open() {
            self.open = Some(self.connect().await?);
        }
        Ok(())
    }

    fn is_open(&self) -> bool {
        self.open
            .as_ref()
            .is_some_and(|open| open.sender.is_ready())
    }

    /// Sends a request and reads the answer. After an error, nobody knows whether the server did
    /// what was asked; the same is true if this is dropped before it is done.
    pub async fn send(&mut self, call: &Call) -> anyhow::Result<Reply> {
        self.open().await?;
        // Taken out, so that a connection on which something was left undone is closed.
        let mut open = self.open.take().context("no connection")?;
        let response = open
            .sender
            .send_request(call.request(&self.address)?)
            .await?;
        let status = response.status().as_u16();
        let replayed = response.headers().contains_key("idempotency-replayed");
        let body = response.into_body().collect().await?.to_bytes();
        // It becomes ready for the next request a moment later.
        if open.sender.ready().await.is_ok() {
            self.open = Some(open);
        }
        Ok(Reply {
            status,
            replayed,
            body,
        })
    }

    async fn connect(&self) -> anyhow::Result<Open> {
        let stream = TcpStream::connect(&self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        Ok(Open {
            sender,
            driver: tokio::spawn(connection),
        })
    }
}
