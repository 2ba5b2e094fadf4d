//! JSON over HTTP, to the origin that the page came from.

use gloo_net::http::{Request, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ApiError;

const BASE: &str = "/api/v1";

pub(super) async fn get<T: DeserializeOwned>(path: &str) -> Result<T, ApiError> {
    send(Request::get(&address(path))).await
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
    let text = serde_json::to_string(body).map_err(|_| ApiError::Unreachable)?;
    send_text(request, text).await
}

pub(super) async fn send_text<T: DeserializeOwned>(
    request: RequestBuilder,
    json: String,
) -> Result<T, ApiError> {
    let request = request
        .header("accept", "application/json")
        .header("content-type", "application/json")
        .body(json)
        .map_err(|_| ApiError::Unreachable)?;
    read(request.send().await).await
}

pub(super) async fn send<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, ApiError> {
    read(request.header("accept", "application/json").send().await).await
}

async fn read<T: DeserializeOwned>(
    response: Result<Response, gloo_net::Error>,
) -> Result<T, ApiError> {
    let response = response.map_err(|_| ApiError::Unreachable)?;
    let status = response.status();
    let request_id = response.headers().get("x-request-id");
    let text = response.text().await.map_err(|_| ApiError::Unreachable)?;
    if response.ok() {
        // Operations that answer with nothing are read as `()`.
        let text = if text.is_empty() { "null" } else { &text };
        serde_json::from_str(text).map_err(|_| ApiError::Unreadable { status, request_id })
    } else {
        match serde_json::from_str(&text) {
            Ok(problem) => Err(ApiError::Refused(Box::new(problem))),
            Err(_) => Err(ApiError::Unreadable { status, request_id }),
        }
    }
}
