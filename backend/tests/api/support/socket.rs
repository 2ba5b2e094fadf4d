//! A websocket, as programs open one.

use std::sync::LazyLock;
use std::time::Duration;

use api_types::socket::ServerMessage;
use futures_util::{SinkExt, StreamExt};
use jsonschema::Validator;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderName, HeaderValue};
use tokio_tungstenite::tungstenite::protocol::Message;
use tokio_tungstenite::tungstenite::{self};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use uuid::Uuid;

use super::Person;
use super::documented::Exchange;

/// How long anything may take until the test gives up.
const PATIENCE: Duration = Duration::from_secs(10);

pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Socket {
    /// Opens one with these headers; or the status with which that was refused.
    pub async fn open(
        url: &str,
        query: &str,
        headers: &[(&'static str, String)],
    ) -> Result<Self, u16> {
        let url = format!("{}/api/v1/socket{query}", url.replace("http", "ws"));
        let mut request = url.into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        match connect_async(request).await {
            Ok((stream, _)) => Ok(Self { stream }),
            Err(tungstenite::Error::Http(answer)) => {
                refused(&answer);
                Err(answer.status().as_u16())
            }
            Err(error) => panic!("{error}"),
        }
    }

    pub async fn say(&mut self, message: Value) {
        self.send(Message::text(message.to_string())).await;
    }

    pub async fn send(&mut self, message: Message) {
        self.stream.send(message).await.unwrap();
    }

    /// Sends a chat message under a new id, and returns that.
    pub async fn write(&mut self, to: &str, text: &str) -> Uuid {
        let id = Uuid::now_v7();
        self.say(json!({ "type": "send", "id": id, "to": to, "text": text }))
            .await;
        id
    }

    /// The next message of the server.
    #[track_caller]
    pub fn next(&mut self) -> impl Future<Output = Value> {
        let place = std::panic::Location::caller();
        async move {
            match tokio::time::timeout(PATIENCE, self.stream.next()).await {
                Ok(Some(Ok(Message::Text(text)))) => documented(&text),
                Ok(other) => panic!("{place}: not a text: {other:?}"),
                Err(_) => panic!("{place}: nothing came"),
            }
        }
    }

    /// The next message of this type; others that come before are passed over.
    pub async fn next_of(&mut self, kind: &str) -> Value {
        loop {
            let message = self.next().await;
            if message["type"] == kind {
                return message;
            }
        }
    }

    /// The texts of the next so many chat messages.
    pub async fn texts(&mut self, count: usize) -> Vec<String> {
        let mut texts = Vec::new();
        while texts.len() < count {
            let message = self.next_of("message").await;
            texts.push(message["message"]["text"].as_str().unwrap().to_owned());
        }
        texts
    }

    /// The code with which the server closes it; what it says before is passed over.
    pub async fn closing_code(&mut self) -> u16 {
        loop {
            match tokio::time::timeout(PATIENCE, self.stream.next()).await {
                Ok(Some(Ok(Message::Close(frame)))) => return frame.unwrap().code.into(),
                Ok(Some(Ok(_))) => {}
                other => panic!("no close frame: {other:?}"),
            }
        }
    }
}

/// A refusal, which must be one that is described.
fn refused(answer: &tungstenite::handshake::client::Response) {
    Exchange {
        method: &reqwest::Method::GET,
        path: "/api/v1/socket",
        sent: &HeaderMap::new(),
        sent_body: None,
        status: answer.status(),
        headers: answer.headers(),
        body: answer.body().as_deref().unwrap_or_default(),
    }
    .check();
}

/// A message of the server, which must be one that is described.
fn documented(text: &str) -> Value {
    static MESSAGES: LazyLock<Validator> = LazyLock::new(|| {
        let mut document = backend::asyncapi::document().unwrap();
        let messages = document["operations"]["tell"]["messages"].as_array();
        let names = messages.unwrap().iter().map(|message| {
            let reference = message["$ref"].as_str().unwrap();
            let name = reference.rsplit_once('/').unwrap().1;
            json!({ "$ref": format!("#/components/messages/{name}/payload") })
        });
        document["oneOf"] = names.collect();
        jsonschema::validator_for(&document).unwrap()
    });
    let message: Value = serde_json::from_str(text).unwrap();
    MESSAGES
        .validate(&message)
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    let typed: ServerMessage = serde_json::from_value(message.clone()).unwrap();
    assert_eq!(
        serde_json::to_value(typed).unwrap(),
        message,
        "nothing in it is unknown"
    );
    message
}

impl Person {
    /// Opens a socket that gets what is new, and waits until it does.
    pub async fn socket(&self) -> Socket {
        self.socket_after("").await
    }

    /// Opens a socket with this query and waits until it is up to date, past what it missed.
    pub async fn socket_after(&self, query: &str) -> Socket {
        let mut socket = Socket::open(&self.url, query, &self.identification())
            .await
            .unwrap();
        assert_eq!(socket.next().await["type"], "welcome");
        if query.is_empty() {
            socket.next_of("up_to_date").await;
        }
        socket
    }
}
