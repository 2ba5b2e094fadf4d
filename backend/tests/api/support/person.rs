//! Somebody with a client of their own: their cookies, their User-Agent.

use std::sync::Arc;

use reqwest::cookie::{CookieStore, Jar};
use reqwest::header::HeaderMap;
use reqwest::{Body, Client, Method, RequestBuilder};
use serde_json::{Value, json};

use super::documented::Exchange;

pub const PASSWORD: &str = "dragonfly on a warm roof";

#[derive(Clone)]
pub struct Person {
    client: Client,
    cookies: Arc<Jar>,
    user_agent: String,
    pub url: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub json: Value,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Fails, with what was answered, unless the status is this.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.json);
        self
    }

    /// Fails unless this is a problem document of this kind.
    #[track_caller]
    pub fn expect_problem(self, status: u16, slug: &str) -> Self {
        assert_eq!(self.status, status, "{}", self.json);
        assert_eq!(
            self.json["type"],
            format!("/problems/{slug}"),
            "{}",
            self.json
        );
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert!(self.json["request_id"].is_string(), "{}", self.json);
        self
    }

    /// The names of the bad fields.
    pub fn bad_fields(&self) -> Vec<&str> {
        let errors = self.json["errors"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        errors
            .iter()
            .filter_map(|error| error["field"].as_str())
            .collect()
    }

    /// The titles of a page of events.
    pub fn titles(&self) -> Vec<&str> {
        let items = self.json["items"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        items
            .iter()
            .filter_map(|item| item["title"].as_str())
            .collect()
    }

    /// The header that sets the cookie of this name.
    #[track_caller]
    pub fn set_cookie(&self, name: &str) -> &str {
        let headers = self.headers.get_all("set-cookie");
        headers
            .iter()
            .map(|value| value.to_str().unwrap())
            .find(|value| value.starts_with(&format!("{name}=")))
            .expect("a cookie of this name")
    }

    /// The cookie of this name, as a client sends it back.
    #[track_caller]
    pub fn cookie(&self, name: &str) -> String {
        let header = self.set_cookie(name);
        header.split(';').next().unwrap().to_owned()
    }

    /// A text of the answer.
    #[track_caller]
    pub fn text(&self, field: &str) -> String {
        self.json[field].as_str().expect("a text").to_owned()
    }

    /// The whole body, as text.
    pub fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The id of what was made.
    #[track_caller]
    pub fn id(&self) -> String {
        self.text("id")
    }
}

impl Person {
    pub fn new(url: &str, user_agent: &str) -> Self {
        let cookies = Arc::new(Jar::default());
        let client = Client::builder()
            .cookie_provider(cookies.clone())
            .user_agent(user_agent)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            client,
            cookies,
            user_agent: user_agent.to_owned(),
            url: url.to_owned(),
        }
    }

    /// A program that shows this token with every request.
    pub fn with_token(url: &str, token: &str) -> Self {
        let mut headers = HeaderMap::new();
        let value = format!("Bearer {token}").parse().unwrap();
        headers.insert(reqwest::header::AUTHORIZATION, value);
        Self {
            client: Client::builder().default_headers(headers).build().unwrap(),
            ..Self::new(url, "program/1.0")
        }
    }

    /// What tells the server who this is, for clients that are not this one.
    pub fn identification(&self) -> Vec<(&'static str, String)> {
        let cookies = self.cookies.cookies(&self.url.parse().unwrap());
        let cookie = cookies.map(|cookie| ("cookie", cookie.to_str().unwrap().to_owned()));
        let agent = ("user-agent", self.user_agent.clone());
        cookie.into_iter().chain([agent]).collect()
    }

    /// A request to any address of the server.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    /// A request to the API.
    pub fn api(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, &format!("/api/v1{path}"))
    }

    pub async fn get(&self, path: &str) -> Answer {
        send(self.api(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        send(self.api(Method::POST, path).json(&body)).await
    }

    pub async fn put(&self, path: &str) -> Answer {
        send(self.api(Method::PUT, path)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        send(self.api(Method::PATCH, path).json(&body)).await
    }

    pub async fn put_json(&self, path: &str, body: Value) -> Answer {
        send(self.api(Method::PUT, path).json(&body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        send(self.api(Method::DELETE, path)).await
    }

    /// Publishes an event: a good one, with these fields changed. Returns its id.
    pub async fn publish(&self, changes: Value) -> String {
        self.post("/events", event(changes)).await.expect(201).id()
    }

    /// Changes an event whose version this is.
    pub async fn edit(&self, event: &str, version: i64, changes: Value) -> Answer {
        let request = self.api(Method::PATCH, &format!("/events/{event}"));
        let request = request.header("if-match", format!("\"{version}\""));
        send(request.json(&changes)).await
    }

    /// Invites somebody by username or email address.
    pub async fn invite(&self, event: &str, user: &str) -> Answer {
        let path = format!("/events/{event}/invitations");
        self.post(&path, json!({ "user": user })).await
    }

    /// Cancels an event, without a reason.
    pub async fn cancel(&self, event: &str) -> Answer {
        self.post(&format!("/events/{event}/cancellation"), json!({}))
            .await
    }

    pub async fn book(&self, event: &str) -> Answer {
        self.put(&format!("/events/{event}/booking")).await
    }

    pub async fn is_logged_in(&self) -> bool {
        !self.get("/auth/session").await.expect(200).json["account"].is_null()
    }
}

/// Sends a request and reads the answer, whatever it is, as long as it is documented.
pub async fn send(request: RequestBuilder) -> Answer {
    try_send(request).await.unwrap()
}

/// As [`send`], for requests whose client may be hung up on.
pub async fn try_send(request: RequestBuilder) -> Result<Answer, reqwest::Error> {
    let (client, request) = request.build_split();
    let request = request?;
    let method = request.method().clone();
    let path = request.url().path().to_owned();
    let sent = request.headers().clone();
    let sent_body = request.body().and_then(Body::as_bytes).map(<[u8]>::to_vec);
    let response = client.execute(request).await?;
    let status = response.status();
    let headers = response.headers().clone();
    let bytes = response.bytes().await?;
    Exchange {
        method: &method,
        path: &path,
        sent: &sent,
        sent_body: sent_body.as_deref(),
        status,
        headers: &headers,
        body: &bytes,
    }
    .check();
    Ok(Answer {
        status: status.as_u16(),
        headers,
        json: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
        bytes: bytes.into(),
    })
}

/// A day that is this many days away, as it travels.
pub fn day(offset: i64) -> String {
    let day = chrono::Utc::now().date_naive() + chrono::TimeDelta::days(offset);
    day.to_string()
}

/// What one sends to publish an event, with these fields changed.
pub fn event(changes: Value) -> Value {
    let mut event = json!({
        "title": "Choir without talent",
        "description": "Two hours of loud, happy, badly tuned singing.",
        "date": day(30),
        "time": "19:30",
        "visibility": "public",
    });
    if let (Some(event), Some(changes)) = (event.as_object_mut(), changes.as_object()) {
        for (field, value) in changes {
            event.insert(field.clone(), value.clone());
        }
    }
    event
}
