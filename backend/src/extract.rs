//! Valid input: what arrives is read, checked by the rules it shares with the browser, and
//! refused with every bad field named.

use std::collections::HashSet;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use api_types::problem::{FieldError, FieldErrors, ProblemKind, RuleCode};
use api_types::{QueryParameters, Validate, rules};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use tokio::time::timeout;
use url::form_urlencoded;
use uuid::Uuid;

use crate::error::{ApiError, ApiResult};
use crate::t;

/// The largest body that is read, in bytes.
pub const BODY_LIMIT: usize = 64 * 1024;

/// How long a client may take for a body.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(30);
/// The same for a picture, which may come from a phone with a bad connection.
pub const PICTURE_BODY_TIMEOUT: Duration = Duration::from_secs(180);

/// A JSON body that obeys its rules, and what tells it from others.
pub struct Valid<T: Validate>(pub T::Valid, pub BodyDigest);

/// SHA-256 of a body as it came; of a request without one that of nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BodyDigest(pub [u8; 32]);

impl<T> FromRequest for Valid<T>
where
    T: Validate + DeserializeOwned + 'static,
{
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = request
            .mime_type()
            .ok()
            .flatten()
            .is_some_and(|mime| mime.essence_str() == "application/json");
        let declared = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        let bytes = Bytes::from_request(request, payload);
        Box::pin(async move {
            if declared.is_some_and(|length| length > BODY_LIMIT) {
                return Err(too_large());
            }
            if !is_json {
                return Err(ApiError::told(
                    ProblemKind::UnsupportedMediaType,
                    |language| t!(language, "detail-content-type"),
                ));
            }
            let bytes = timeout(BODY_TIMEOUT, bytes).await;
            let bytes = bytes
                .map_err(|_| ApiError::of(ProblemKind::RequestTimeout))?
                .map_err(|error| match error.as_error::<PayloadError>() {
                    Some(PayloadError::Overflow) => too_large(),
                    _ => ApiError::told(ProblemKind::MalformedRequest, |language| {
                        t!(language, "detail-body-unread")
                    }),
                })?;
            let body = read_json::<T>(&bytes)?;
            let digest = BodyDigest(Sha256::digest(&bytes).into());
            Ok(Self(body.validate()?, digest))
        })
    }
}

fn too_large() -> ApiError {
    ApiError::told(ProblemKind::PayloadTooLarge, |language| {
        t!(language, "detail-body-limit", bytes = BODY_LIMIT)
    })
}

/// Reads JSON and tells broken JSON from JSON that does not fit.
pub(crate) fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    // serde would also fill a struct from an array, field by field.
    if !bytes.trim_ascii_start().starts_with(b"{") {
        serde_json::from_slice::<serde::de::IgnoredAny>(bytes).map_err(|error| broken(&error))?;
        return Err(ApiError::field("body", RuleCode::WrongType));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        match inner.classify() {
            serde_json::error::Category::Data => misfit(&path, &inner),
            _ => broken(&inner),
        }
    })?;
    reader.end().map_err(|error| broken(&error))?;
    Ok(value)
}

fn broken(error: &serde_json::Error) -> ApiError {
    let error = error.to_string();
    ApiError::told(ProblemKind::MalformedRequest, |language| {
        t!(language, "detail-not-json", error = error.as_str())
    })
}

/// JSON of the wrong shape: a field that is missing, unknown, doubled or of the wrong type.
fn misfit(path: &str, error: &serde_json::Error) -> ApiError {
    let message = error.to_string();
    let named = |prefix: &str| {
        let rest = message.strip_prefix(prefix)?;
        let (name, _) = rest.split_once('`')?;
        Some(name.to_owned())
    };
    let field = if let Some(name) = named("missing field `") {
        FieldError::new(name, RuleCode::Required)
    } else if let Some(name) = named("unknown field `") {
        FieldError::new(name, RuleCode::UnknownField)
    } else if let Some(name) = named("duplicate field `") {
        FieldError::new(name, RuleCode::Repeated)
    } else {
        let mut field = FieldError::new(path, RuleCode::WrongType);
        // What was expected, without the position, which says nothing about a single field.
        let (words, _) = message.rsplit_once(" at line").unwrap_or((&message, ""));
        field.message = words.to_owned();
        field
    };
    FieldErrors::from(vec![field]).into()
}

/// The parameters in the address, each known, given once and valid.
pub struct ValidQuery<T: Validate>(pub T::Valid);

impl<T: QueryParameters> FromRequest for ValidQuery<T> {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(read_query::<T>(request.query_string()).map(Self))
    }
}

pub(crate) fn read_query<T: QueryParameters>(text: &str) -> Result<T::Valid, ApiError> {
    let refused = |errors| ApiError::with_errors(ProblemKind::InvalidQuery, errors);
    let mut parameters = T::default();
    let mut errors = FieldErrors::new();
    let mut seen = HashSet::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        if !T::NAMES.contains(&name.as_ref()) {
            let shown: String = name.chars().take(40).collect();
            errors.push(FieldError::new(shown, RuleCode::UnknownField));
        } else if !seen.insert(name.to_string()) {
            errors.push(FieldError::new(name, RuleCode::Repeated));
        } else {
            parameters.set(&name, value.into_owned());
        }
    }
    match parameters.validate() {
        Ok(valid) if errors.is_empty() => Ok(valid),
        Ok(_) => Err(refused(errors)),
        Err(more) => {
            more.into_vec()
                .into_iter()
                .for_each(|error| errors.push(error));
            Err(refused(errors))
        }
    }
}

/// Which version of something a change is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfMatch {
    /// This one only.
    Version(i32),
    /// Whichever is there.
    Any,
}

impl IfMatch {
    /// Refuses what was made for another version.
    pub fn check(self, version: i32) -> ApiResult<()> {
        match self {
            Self::Version(meant) if meant != version => {
                Err(ApiError::of(ProblemKind::EditedMeanwhile))
            }
            _ => Ok(()),
        }
    }
}

impl FromRequest for IfMatch {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = request.headers().get(header::IF_MATCH);
        let missing = || ApiError::of(ProblemKind::IfMatchMissing);
        let read = header
            .ok_or_else(missing)
            .and_then(|value| read_if_match(value.to_str().unwrap_or_default()));
        std::future::ready(read)
    }
}

/// Versions are small numbers in quotes. What is not one was never given out, so it matches
/// nothing. A proxy that compressed the answer may have made its tag a weak one.
fn read_if_match(text: &str) -> ApiResult<IfMatch> {
    let text = text.trim();
    if text == "*" {
        return Ok(IfMatch::Any);
    }
    text.strip_prefix("W/")
        .unwrap_or(text)
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"')?.parse().ok())
        .map(IfMatch::Version)
        .ok_or_else(|| ApiError::of(ProblemKind::EditedMeanwhile))
}

/// The id in the path. What is no id names nothing, so the answer is "not found".
pub struct PathId(pub Uuid);

impl FromRequest for PathId {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request
            .match_info()
            .get("id")
            .filter(|text| text.len() == 36)
            .and_then(|text| Uuid::try_parse(text).ok());
        std::future::ready(id.map(Self).ok_or_else(ApiError::not_found))
    }
}

/// The username in the path. What can be no username names nobody.
pub struct PathUsername(pub String);

impl FromRequest for PathUsername {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let username = request
            .match_info()
            .get("username")
            .and_then(|text| rules::username(text).ok());
        std::future::ready(username.map(Self).ok_or_else(ApiError::not_found))
    }
}

/// The secret value in the path. What can be none opens nothing.
pub struct PathToken(pub String);

impl FromRequest for PathToken {
    type Error = ApiError;
    type Future = std::future::Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let token = request
            .match_info()
            .get("token")
            .and_then(|text| rules::token(text).ok());
        std::future::ready(token.map(Self).ok_or_else(ApiError::not_found))
    }
}

#[cfg(test)]
mod tests {
    use api_types::events::{EventFilter, NewEvent};

    use super::*;

    #[test]
    fn versions_stand_in_quotes() {
        assert_eq!(read_if_match("\"3\"").unwrap(), IfMatch::Version(3));
        assert_eq!(read_if_match("W/\"3\"").unwrap(), IfMatch::Version(3));
        assert_eq!(read_if_match(" * ").unwrap(), IfMatch::Any);
        for odd in ["3", "\"\"", "\"x\"", "", "\"1\", \"2\""] {
            let problem = read_if_match(odd).unwrap_err().problem;
            assert_eq!(problem.status, 412, "{odd}");
        }
    }

    fn body_error(json: &str) -> (ProblemKind, String, Option<RuleCode>) {
        let problem = read_json::<NewEvent>(json.as_bytes()).unwrap_err().problem;
        let first = problem.errors.first();
        (
            problem.kind().unwrap(),
            first.map(|error| error.field.clone()).unwrap_or_default(),
            first.map(|error| error.code),
        )
    }

    #[test]
    fn what_does_not_fit_is_named() {
        use ProblemKind::{MalformedRequest, ValidationFailed};
        let whole =
            r#""title": "t", "description": "d", "date": "2027-01-01", "visibility": "public""#;
        let cases = [
            (
                format!("{{{whole}, \"maximum_attendees\": \"ten\"}}"),
                ValidationFailed,
                "maximum_attendees",
                Some(RuleCode::WrongType),
            ),
            (
                format!("{{{whole}, \"maximum_attendees\": 99999999999}}"),
                ValidationFailed,
                "maximum_attendees",
                Some(RuleCode::WrongType),
            ),
            (
                format!("{{{whole}, \"colour\": 1}}"),
                ValidationFailed,
                "colour",
                Some(RuleCode::UnknownField),
            ),
            (
                format!("{{{whole}, \"title\": \"u\"}}"),
                ValidationFailed,
                "title",
                Some(RuleCode::Repeated),
            ),
            (
                r#"{"title": "t", "description": "d", "date": "2027-01-01"}"#.into(),
                ValidationFailed,
                "visibility",
                Some(RuleCode::Required),
            ),
            (
                r#"{"title": "t", "visibility": "secret"}"#.into(),
                ValidationFailed,
                "visibility",
                Some(RuleCode::WrongType),
            ),
            (
                "[]".into(),
                ValidationFailed,
                "body",
                Some(RuleCode::WrongType),
            ),
            ("{\"title\": ".into(), MalformedRequest, "", None),
            (format!("{{{whole}}} {{"), MalformedRequest, "", None),
            ("\u{feff}".into(), MalformedRequest, "", None),
        ];
        for (json, kind, field, code) in cases {
            assert_eq!(body_error(&json), (kind, field.to_owned(), code), "{json}");
        }
    }

    #[test]
    fn every_bad_parameter_is_named() {
        let problem = read_query::<EventFilter>("limit=0&colour=red&from=x&from=y&include_past=1")
            .unwrap_err()
            .problem;
        let fields: Vec<_> = problem
            .errors
            .iter()
            .map(|error| error.field.as_str())
            .collect();
        assert_eq!(fields, ["colour", "from", "from", "include_past", "limit"]);
        assert_eq!(problem.status, 400);
    }
}
