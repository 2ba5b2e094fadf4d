//! What a server answers must be what openapi.yaml says. Every answer that a test gets from the API
//! is held against it; and every body with which something was done.

mod schema;

use std::sync::LazyLock;

use actix_web::dev::ResourceDef;
use backend::openapi::API;
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use self::schema::{Place, complaints};

/// One request and what came back.
pub struct Exchange<'a> {
    pub method: &'a Method,
    /// Without what comes after the question mark.
    pub path: &'a str,
    pub sent: &'a HeaderMap,
    /// If it is known.
    pub sent_body: Option<&'a [u8]>,
    pub status: StatusCode,
    pub headers: &'a HeaderMap,
    pub body: &'a [u8],
}

/// The one header that tells something by being there.
const ONLY_SOMETIMES: &str = "Idempotency-Replayed";

/// The document as everybody reads it.
pub static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(backend::openapi::document()).unwrap());

/// The addresses, those with the fewest parameters first: `me` is nobody's name.
static PATHS: LazyLock<Vec<(ResourceDef, &str)>> = LazyLock::new(|| {
    let mut paths: Vec<_> = DOCUMENT["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(|path| (ResourceDef::new(path.as_str()), path.as_str()))
        .collect();
    paths.sort_by_key(|(_, path)| path.matches('{').count());
    paths
});

impl Exchange<'_> {
    /// Fails unless the document describes this.
    pub fn check(&self) {
        if !self.path.starts_with(&format!("{API}/")) {
            return;
        }
        if let Err(reason) = self.find_fault() {
            panic!(
                "{} {} was answered {} in a way that openapi.yaml does not describe: {reason}\n{}",
                self.method,
                self.path,
                self.status,
                String::from_utf8_lossy(&self.body[..self.body.len().min(2_000)]),
            );
        }
    }

    fn find_fault(&self) -> Result<(), String> {
        let methods: Vec<_> = PATHS
            .iter()
            .filter(|(pattern, _)| pattern.is_match(self.path))
            .map(|(_, path)| (*path, &DOCUMENT["paths"][path]))
            .collect();
        let name = self.method.as_str().to_ascii_lowercase();
        let found = methods
            .iter()
            .find_map(|(path, item)| Some((*path, item.get(&name)?)));
        let Some((path, operation)) = found else {
            return self.check_refusal(methods.is_empty());
        };
        let place = Place::operation(path, &name);
        let status = self.status.as_str();
        let response = operation["responses"]
            .get(status)
            .ok_or("the status is not documented")?;
        self.check_headers(response, &place.below("responses").below(status))?;
        self.check_body(response, &place.below("responses").below(status))?;
        if self.status.is_success() {
            self.check_request(operation, &place.below("requestBody"))?;
        }
        Ok(())
    }

    /// There is no such operation: the answer must say so, or why it does not even get that far.
    fn check_refusal(&self, nothing_there: bool) -> Result<(), String> {
        let expected = match nothing_there {
            true => StatusCode::NOT_FOUND,
            false => StatusCode::METHOD_NOT_ALLOWED,
        };
        // Who may ask at all is decided before anybody looks what for.
        let earlier = [StatusCode::FORBIDDEN, StatusCode::UNAUTHORIZED];
        if self.status != expected && !earlier.contains(&self.status) {
            return Err(format!(
                "there is no such operation; {expected} would say so"
            ));
        }
        if *self.method == Method::HEAD {
            return Ok(());
        }
        let problem = json!({ "content": { "application/problem+json": {} } });
        self.check_media(&problem)?;
        self.check_json(&Place::component("Problem"))
    }

    fn check_headers(&self, response: &Value, place: &Place) -> Result<(), String> {
        let documented = response["headers"].as_object();
        for (name, header) in documented.into_iter().flatten() {
            let text = match self.headers.get(name) {
                Some(value) => value.to_str().map_err(|error| error.to_string())?,
                None if name == ONLY_SOMETIMES => continue,
                None => return Err(format!("the header {name} is missing")),
            };
            let value = match header["schema"]["type"].as_str() {
                Some("integer") => json!(text.parse::<i64>().map_err(|error| error.to_string())?),
                Some("boolean") => json!(text.parse::<bool>().map_err(|error| error.to_string())?),
                _ => json!(text),
            };
            let place = place.below("headers").below(name).below("schema");
            complaints(&place, &value, false).map_err(|error| format!("header {name}: {error}"))?;
        }
        Ok(())
    }

    fn check_body(&self, response: &Value, place: &Place) -> Result<(), String> {
        let Some(media) = self.check_media(response)? else {
            return Ok(());
        };
        if media.ends_with("json") {
            self.check_json(&place.below("content").below(&media).below("schema"))?;
        }
        Ok(())
    }

    /// The documented media type of the body; none if there is, rightly, no body.
    fn check_media(&self, response: &Value) -> Result<Option<String>, String> {
        let sent = self.headers.get("content-type");
        let sent = sent.map(|value| essence(value.to_str().unwrap_or("?")));
        let documented: Vec<_> = response["content"]
            .as_object()
            .into_iter()
            .flat_map(|content| content.keys())
            .collect();
        match sent {
            None if documented.is_empty() && self.body.is_empty() => Ok(None),
            Some(sent) if documented.iter().any(|media| essence(media) == sent) => Ok(Some(sent)),
            sent => Err(format!(
                "a body of {} bytes and the type {sent:?}, not one of {documented:?}",
                self.body.len()
            )),
        }
    }

    fn check_json(&self, place: &Place) -> Result<(), String> {
        let value = serde_json::from_slice(self.body)
            .map_err(|error| format!("the body is no JSON: {error}"))?;
        complaints(place, &value, true)
    }

    /// What was done must have been asked for in a way that is described.
    fn check_request(&self, operation: &Value, place: &Place) -> Result<(), String> {
        let Some(body) = self.sent_body.filter(|body| !body.is_empty()) else {
            return match operation["requestBody"]["required"] == json!(true) {
                true => Err("it was done without the body that it needs".to_owned()),
                false => Ok(()),
            };
        };
        let described = operation["requestBody"]["content"].get("application/json");
        if described.is_none() {
            return Ok(());
        }
        let sent = self.sent.get("content-type");
        let sent = sent.map(|value| essence(value.to_str().unwrap_or("?")));
        if sent.as_deref() != Some("application/json") {
            return Err(format!("it was done with a body of the type {sent:?}"));
        }
        let value = serde_json::from_slice(body)
            .map_err(|error| format!("it was done with what is no JSON: {error}"))?;
        let place = place
            .below("content")
            .below("application/json")
            .below("schema");
        complaints(&place, &value, true)
            .map_err(|error| format!("it was done, although in the request {error}: {value}"))
    }
}

/// A media type without its parameters.
fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
