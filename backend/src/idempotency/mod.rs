//! Requests that carry an `Idempotency-Key` happen once, however often they are sent. Owns the
//! table `idempotency_keys`.
//!
//! What is remembered is written in the transaction of what it tells about: either both are there
//! or neither. It holds no more than what the answer is made of (ids, numbers), so that nobody's
//! data linger; the answer to a repetition shows things as they are by then. A request that was
//! refused is not remembered: sent again, it is tried again. A repetition that comes while the
//! first request is still at work waits for it.

pub mod queries;

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponseBuilder};
use api_types::problem::ProblemKind;
use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use self::queries::Remembered;
use crate::error::{ApiError, ApiResult, OnConstraint};
use crate::extract::BodyDigest;
use crate::t;

/// The header that names a request.
pub const HEADER: &str = "Idempotency-Key";
/// The header that tells that an answer is a repetition.
pub const REPLAYED: &str = "Idempotency-Replayed";
/// Most characters of a key.
const KEY_MAX: usize = 255;

/// What a request is meant to do, and the key under which it is done once; without a key it is
/// done whenever it comes. As a handler's argument it refuses keys that are none.
#[derive(Debug, Clone)]
pub struct Intent {
    key: Option<String>,
    fingerprint: Sha256,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done<T> {
    /// What the answer is made of.
    pub outcome: T,
    /// Whether it was done before, by an earlier request with the same key.
    pub is_replay: bool,
}

/// A key and what it is good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// As the client made it.
    pub key: String,
    /// SHA-256 of method, path and body.
    pub fingerprint: Vec<u8>,
}

impl<T> Done<T> {
    /// Done by this request.
    pub fn now(outcome: T) -> Self {
        Self {
            outcome,
            is_replay: false,
        }
    }

    /// Done by an earlier one.
    pub fn before(outcome: T) -> Self {
        Self {
            outcome,
            is_replay: true,
        }
    }

    /// Tells in the answer whether it is a repetition.
    pub fn mark<'a>(&self, answer: &'a mut HttpResponseBuilder) -> &'a mut HttpResponseBuilder {
        if self.is_replay {
            answer.insert_header((REPLAYED, "true"));
        }
        answer
    }
}

impl FromRequest for Intent {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request))
    }
}

fn read(request: &HttpRequest) -> ApiResult<Intent> {
    let mut keys = request.headers().get_all(HEADER);
    let key = match (keys.next(), keys.next()) {
        (None, _) => None,
        (Some(key), None) => Some(
            key.to_str()
                .ok()
                .filter(|key| is_key(key))
                .ok_or_else(bad)?,
        ),
        (Some(_), Some(_)) => return Err(bad()),
    };
    let fingerprint = Sha256::new()
        .chain_update(request.method().as_str())
        .chain_update(" ")
        .chain_update(request.path())
        .chain_update("\n");
    Ok(Intent {
        key: key.map(ToOwned::to_owned),
        fingerprint,
    })
}

fn is_key(text: &str) -> bool {
    (1..=KEY_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn bad() -> ApiError {
    ApiError::told(ProblemKind::MalformedRequest, |language| {
        t!(
            language,
            "detail-idempotency-key",
            header = HEADER,
            max = KEY_MAX
        )
    })
}

impl Intent {
    /// The key and all that it is good for.
    pub fn named(&self, body: &BodyDigest) -> Option<Named> {
        Some(Named {
            key: self.key.clone()?,
            fingerprint: self
                .fingerprint
                .clone()
                .chain_update(body.0)
                .finalize()
                .to_vec(),
        })
    }
}

/// A function that somebody hands over to be done in a transaction. The bound `AsyncFnOnce` beside
/// it lets the compiler see what a closure is; this one says that its future can change threads.
pub trait Action<C, R>: FnOnce(C) -> <Self as Action<C, R>>::Done {
    /// The future.
    type Done: Future<Output = R>;
}

impl<F, C, R, D> Action<C, R> for F
where
    F: AsyncFnOnce(C) -> R + FnOnce(C) -> D,
    D: Future<Output = R>,
{
    type Done = D;
}

/// Does what a request is meant to do, in a transaction of its own, unless an earlier request with
/// the same key did it. Waits for one with the same key that is at work.
pub async fn once<T, F>(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    named: Option<Named>,
    now: DateTime<Utc>,
    action: F,
) -> ApiResult<Done<T>>
where
    T: Serialize + DeserializeOwned + Send,
    for<'c> F: AsyncFnOnce(&'c mut AsyncPgConnection) -> ApiResult<T>
        + Action<&'c mut AsyncPgConnection, ApiResult<T>, Done: Send>
        + Send,
{
    conn.transaction(async move |conn| {
        let named = named.as_ref();
        if let Some(done) = begin(conn, user_id, named, now).await? {
            return Ok(done);
        }
        let outcome = action(conn).await?;
        finish(conn, user_id, named, outcome).await
    })
    .await
}

/// Begins a request in its transaction: what became of it, if it was done before. Waits for one
/// with the same key that is at work.
async fn begin<T: DeserializeOwned>(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    named: Option<&Named>,
    now: DateTime<Utc>,
) -> ApiResult<Option<Done<T>>> {
    let Some(named) = named else {
        return Ok(None);
    };
    let is_new = queries::insert_key(conn, user_id, named, now)
        .await
        // Somebody deleted their account at the same time.
        .on_constraint("idempotency_keys_user_id_fkey", || {
            ApiError::of(ProblemKind::LoginRequired)
        })?;
    if is_new {
        return Ok(None);
    }
    let remembered = queries::remembered(conn, user_id, &named.key).await?;
    // Swept just now, after a day.
    let remembered = remembered.ok_or_else(|| ApiError::of(ProblemKind::Unavailable))?;
    replay(named, remembered).map(Some)
}

/// What an earlier request with this key did; refuses a key that belongs to another request.
pub fn replay<T: DeserializeOwned>(named: &Named, remembered: Remembered) -> ApiResult<Done<T>> {
    if remembered.fingerprint != named.fingerprint {
        return Err(ApiError::of(ProblemKind::IdempotencyKeyReused));
    }
    let outcome = remembered.outcome.unwrap_or_default();
    let outcome = serde_json::from_value(outcome).map_err(ApiError::internal)?;
    Ok(Done::before(outcome))
}

/// Remembers, in the request's transaction, what became of it.
async fn finish<T: Serialize>(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    named: Option<&Named>,
    outcome: T,
) -> ApiResult<Done<T>> {
    if let Some(named) = named {
        let value = serde_json::to_value(&outcome).map_err(ApiError::internal)?;
        queries::set_outcome(conn, user_id, &named.key, &value).await?;
    }
    Ok(Done::now(outcome))
}

#[cfg(test)]
mod tests {
    use super::is_key;

    #[test]
    fn keys_are_short_and_printable() {
        assert!(is_key("01999f4e-8f5c-7c1a-9a52-3d1d55f7c7a1"));
        assert!(is_key(&"k".repeat(255)));
        for odd in ["", " ", "a b", "schlüssel", &"k".repeat(256)] {
            assert!(!is_key(odd), "{odd:?}");
        }
    }
}
