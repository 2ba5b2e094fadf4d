//! The AsyncAPI document: what travels through the socket, made from the types that are sent and
//! read, as `openapi.yaml` is made from the handlers.

use api_types::socket::{
    ClientMessage, CloseCode, ErrorCode, MESSAGE_BYTES_MAX, ServerMessage, WATCHED_EVENTS_MAX,
    WATCHED_PEOPLE_MAX,
};
use serde_json::{Map, Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::security::COOKIE;

/// The whole document.
pub fn document() -> anyhow::Result<Value> {
    let mut from_clients = variants(&serde_json::to_value(ClientMessage::schema())?)?;
    for (_, payload) in &mut from_clients {
        // Serde refuses what it does not know; the schema that is made from it does not say so.
        payload["additionalProperties"] = Value::Bool(false);
    }
    let from_server = variants(&serde_json::to_value(ServerMessage::schema())?)?;
    let names = |prefix: &str, found: &[(String, Value)]| -> Vec<String> {
        let names = found.iter().map(|(name, _)| format!("{prefix}.{name}"));
        names.collect()
    };
    let (said, heard) = (
        names("client", &from_clients),
        names("server", &from_server),
    );
    let all = said.iter().chain(&heard);
    let channel: Map<String, Value> = all
        .map(|name| (name.clone(), reference("components/messages", name)))
        .collect();
    let messages: Map<String, Value> = said
        .iter()
        .zip(&from_clients)
        .chain(heard.iter().zip(&from_server))
        .map(|(name, (kind, payload))| (name.clone(), message(kind, payload)))
        .collect();
    Ok(json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Event Booking, the socket",
            "version": env!("CARGO_PKG_VERSION"),
            "description": description(),
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "defaultContentType": "application/json",
        "channels": {
            "socket": {
                "address": "/api/v1/socket",
                "title": "One socket for each tab or program",
                "messages": channel,
                "bindings": { "ws": {
                    "method": "GET",
                    "query": {
                        "type": "object",
                        "properties": { "after": {
                            "type": "integer",
                            "minimum": 0,
                            "description": "The highest position that the client has seen: messages after it are sent. Without it, only those that are new.",
                        } },
                    },
                } },
            },
        },
        "operations": {
            "hear": operation("receive", "What clients say.", &said),
            "tell": operation("send", "What the server says.", &heard),
        },
        "components": { "messages": messages, "schemas": schemas()? },
    }))
}

/// As it is committed.
pub fn yaml() -> anyhow::Result<String> {
    Ok(format!(
        "# Written by `cargo xtask asyncapi` from the code; do not edit.\n{}",
        yaml_serde::to_string(&document()?)?
    ))
}

fn description() -> String {
    let row = |name: &str, words: &str| format!("| {name} | {words} |\n");
    let errors: String = ErrorCode::ALL
        .iter()
        .map(|code| row(&format!("`{}`", code.as_str()), code.detail()))
        .collect();
    let closes: String = CloseCode::ALL
        .iter()
        .map(|code| row(&code.code().to_string(), code.reason()))
        .collect();
    format!(
        "A websocket (RFC 6455) with one JSON object in each text message. Browsers are known by \
         the cookie `{COOKIE}` (by HTTPS with `__Host-` before its name), and only from pages of this site; programs send \
         `Authorization: Bearer …` with an access token. Guests can only watch public events.\n\n\
         A message to the server has at most {MESSAGE_BYTES_MAX} bytes. A socket watches at most \
         {WATCHED_EVENTS_MAX} events and {WATCHED_PEOPLE_MAX} people.\n\n\
         ## Error codes\n\n| code | meaning |\n|---|---|\n{errors}\n\
         ## Close codes\n\n| code | reason |\n|---|---|\n{closes}"
    )
}

/// The variants of an enum that is told apart by `type`: their names and schemas.
fn variants(schema: &Value) -> anyhow::Result<Vec<(String, Value)>> {
    let variants = schema["oneOf"].as_array().map(Vec::as_slice);
    let variants = variants.unwrap_or_default().iter();
    variants
        .map(|variant| {
            let name = variant["properties"]["type"]["enum"][0].as_str();
            let name = name.ok_or_else(|| anyhow::anyhow!("a message without a type"))?;
            Ok((name.to_owned(), variant.clone()))
        })
        .collect()
}

fn message(kind: &str, payload: &Value) -> Value {
    json!({ "name": kind, "summary": payload["description"], "payload": payload })
}

fn operation(action: &str, summary: &str, messages: &[String]) -> Value {
    let messages: Vec<_> = messages
        .iter()
        .map(|name| reference("channels/socket/messages", name))
        .collect();
    json!({
        "action": action,
        "summary": summary,
        "channel": reference("channels", "socket"),
        "messages": messages,
    })
}

fn reference(place: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/{place}/{name}") })
}

/// What the messages are made of.
fn schemas() -> anyhow::Result<Map<String, Value>> {
    let mut found: Vec<(String, RefOr<Schema>)> = Vec::new();
    ClientMessage::schemas(&mut found);
    ServerMessage::schemas(&mut found);
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found
        .into_iter()
        .map(|(name, schema)| Ok((name, serde_json::to_value(schema)?)))
        .collect()
}
