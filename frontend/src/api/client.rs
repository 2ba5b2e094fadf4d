//! JSON over HTTP, to the origin that the page came from.

use std::future::Future;
use std::pin::Pin;

use gloo_net::http::{Request, RequestBuilder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::kept::{self, Kept};
use super::{ApiError, answers};

const BASE: &str = "/api/v1";

pub(super) async fn get<T: DeserializeOwned>(path: &str) -> Result<T, ApiError> {
    if let Some(text) = answers::take(path) {
        return read(Ok(Answer {
            status: 200,
            request_id: None,
            kept_at: None,
            text,
        }));
    }
    send(Request::get(&address(path))).await
}

/// Asks for something that is kept for when there is no connection.
pub(super) async fn get_kept<T: DeserializeOwned>(path: &str) -> Result<Kept<T>, ApiError> {
    let answer = exchange(Request::get(&address(path)), None).await?;
    let at = answer.kept_at.as_deref().and_then(|at| at.parse().ok());
    read(Ok(answer)).map(|value| Kept { value, at })
}

pub(super) async fn delete(path: &str) -> Result<(), ApiError> {
    send(Request::delete(&address(path))).await
}

pub(super) async fn post<B: Serialize, T: DeserializeOwned>(
    path: &str,
    body: &B,
) -> Result<T, ApiError> {
    send_json(Request::post(&address(path)), body).await
}

pub(super) async fn put_json<B: Serialize, T: DeserializeOwned>(
    path: &str,
    body: &B,
) -> Result<T, ApiError> {
    send_json(Request::put(&address(path)), body).await
}

pub(super) async fn patch<B: Serialize, T: DeserializeOwned>(
    path: &str,
    body: &B,
) -> Result<T, ApiError> {
    send_json(Request::patch(&address(path)), body).await
}

/// The address of a page of a list.
pub(super) fn page(
    path: &str,
    parameters: &[(&str, &str)],
    limit: u32,
    cursor: Option<&str>,
) -> String {
    let limit = limit.to_string();
    let cursor = cursor.unwrap_or_default();
    let all = [parameters, &[("limit", &limit), ("cursor", cursor)]].concat();
    with_query(path, &all)
}

/// A path with the parameters that are not empty.
pub(super) fn with_query(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    let mut separator = '?';
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(separator);
        address.push_str(name);
        address.push('=');
        address.push_str(&encode(value));
        separator = '&';
    }
    address
}

/// A part of a path or query, safe for an address.
pub(super) fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

pub(super) fn address(path: &str) -> String {
    format!("{BASE}{path}")
}

async fn send_json<B: Serialize, T: DeserializeOwned>(
    request: RequestBuilder,
    body: &B,
) -> Result<T, ApiError> {
    read(exchange(request, Some(text_of(body)?)).await)
}

async fn send<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, ApiError> {
    read(exchange(request, None).await)
}

/// What travels.
pub(super) fn text_of<B: Serialize>(body: &B) -> Result<String, ApiError> {
    serde_json::to_string(body).map_err(|_| ApiError::Unreachable)
}

/// An answer that was not refused, still to be read.
pub(super) struct Answer {
    status: u16,
    request_id: Option<String>,
    kept_at: Option<String>,
    text: String,
}

/// Sends a request and waits for the answer. One piece of code for all of them, which keeps the
/// page small.
pub(super) fn exchange(
    request: RequestBuilder,
    json: Option<String>,
) -> Pin<Box<dyn Future<Output = Result<Answer, ApiError>>>> {
    Box::pin(async move {
        let request = request.header("accept", "application/json");
        let sending = match json {
            Some(json) => request
                .header("content-type", "application/json")
                .body(json)
                .map(Request::send),
            None => request.build().map(Request::send),
        };
        let sending = sending.map_err(|_| ApiError::Unreachable)?;
        let response = sending.await.map_err(|_| ApiError::Unreachable)?;
        let header = |name| response.headers().get(name);
        let (request_id, kept_at) = (header("x-request-id"), header(kept::HEADER));
        let text = response.text().await.map_err(|_| ApiError::Unreachable)?;
        let answer = Answer::of(response.status(), request_id, text)?;
        Ok(Answer { kept_at, ..answer })
    })
}

impl Answer {
    /// What came back, unless it is a refusal.
    pub(super) fn of(
        status: u16,
        request_id: Option<String>,
        text: String,
    ) -> Result<Self, ApiError> {
        let answer = Self {
            status,
            request_id,
            kept_at: None,
            text,
        };
        if (200..300).contains(&status) {
            return Ok(answer);
        }
        Err(match serde_json::from_str(&answer.text) {
            Ok(problem) => ApiError::Refused(Box::new(problem)),
            Err(_) => answer.unreadable(),
        })
    }

    fn unreadable(self) -> ApiError {
        ApiError::Unreadable {
            status: self.status,
            request_id: self.request_id,
        }
    }
}

/// Reads an answer as what is expected.
pub(super) fn read<T: DeserializeOwned>(answer: Result<Answer, ApiError>) -> Result<T, ApiError> {
    let answer = answer?;
    // Operations that answer with nothing are read as `()`.
    let text = if answer.text.is_empty() {
        "null"
    } else {
        &answer.text
    };
    serde_json::from_str(text).map_err(|_| answer.unreadable())
}
