//! Writes that have their effect once, however often they are sent.
//!
//! Each carries an `Idempotency-Key`. Who sends the same again without having had an answer means
//! the same, so the key stays until one arrives: the server then says once more what it did, and a
//! reply that was lost is neither a lost booking nor two. Where the connection fails, the request
//! is repeated here a few times before the person hears of it.

use std::cell::RefCell;
use std::collections::HashMap;

use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Builder;

use super::client::Answer;
use super::{ApiError, client};
use crate::browser;

/// How long to wait before each repetition, in milliseconds.
const PAUSES: [u32; 2] = [400, 1_200];

thread_local! {
    static UNANSWERED: RefCell<Unanswered> = RefCell::default();
}

/// The keys of the requests that have had no answer, by path and by what else they say.
#[derive(Default)]
struct Unanswered(HashMap<String, HashMap<String, String>>);

impl Unanswered {
    /// The key of a request: the one it had before, if it was never answered.
    fn key(&mut self, path: &str, rest: &str, fresh: impl FnOnce() -> String) -> String {
        let keys = self.0.entry(path.to_owned()).or_default();
        keys.entry(rest.to_owned()).or_insert_with(fresh).clone()
    }

    /// An answer arrived. Whatever was meant before it at this path is over, too: a booking that
    /// follows a cancellation is a new one.
    fn answered(&mut self, path: &str) {
        self.0.remove(path);
    }
}

/// A write that has its effect once.
pub(super) struct Once<'a> {
    method: Method,
    path: &'a str,
    version: Option<i32>,
    body: Option<String>,
}

impl<'a> Once<'a> {
    /// The method and where to.
    pub(super) fn new(method: Method, path: &'a str) -> Self {
        Self {
            method,
            path,
            version: None,
            body: None,
        }
    }

    /// Only if this is still the present version.
    pub(super) fn version(self, version: i32) -> Self {
        Self {
            version: Some(version),
            ..self
        }
    }

    /// What to send.
    pub(super) fn json<B: Serialize>(self, body: &B) -> Self {
        Self {
            body: client::text_of(body).ok(),
            ..self
        }
    }

    /// Sends it until there is an answer, or until that seems hopeless.
    pub(super) async fn send<T: DeserializeOwned>(self) -> Result<T, ApiError> {
        client::read(self.answer().await)
    }

    async fn answer(self) -> Result<Answer, ApiError> {
        let rest = format!("{} {:?} {:?}", self.method, self.version, self.body);
        let key =
            UNANSWERED.with_borrow_mut(|unanswered| unanswered.key(self.path, &rest, random_key));
        let mut pauses = PAUSES.into_iter();
        loop {
            let answer = client::exchange(self.request(&key), self.body.clone()).await;
            match &answer {
                Err(ApiError::Unreachable) => match pauses.next() {
                    Some(pause) => TimeoutFuture::new(pause).await,
                    None => return answer,
                },
                Err(error) if error.is_open() => return answer,
                _ => {
                    UNANSWERED.with_borrow_mut(|unanswered| unanswered.answered(self.path));
                    return answer;
                }
            }
        }
    }

    fn request(&self, key: &str) -> RequestBuilder {
        let request = RequestBuilder::new(&client::address(self.path))
            .method(self.method.clone())
            .header("idempotency-key", key);
        match self.version {
            Some(version) => request.header("if-match", &format!("\"{version}\"")),
            None => request,
        }
    }
}

/// 122 random bits. Not `crypto.randomUUID`, which is there only over HTTPS.
fn random_key() -> String {
    Builder::from_random_bytes(browser::random_bytes())
        .into_uuid()
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_request_keeps_its_key_until_it_is_answered() {
        let mut unanswered = Unanswered::default();
        let first = unanswered.key("/events", "POST a", || "1".into());
        assert_eq!(unanswered.key("/events", "POST a", || "2".into()), first);
        unanswered.answered("/events");
        assert_eq!(unanswered.key("/events", "POST a", || "3".into()), "3");
    }

    #[test]
    fn another_request_has_another_key() {
        let mut unanswered = Unanswered::default();
        unanswered.key("/events", "POST a", || "1".into());
        assert_eq!(unanswered.key("/events", "POST b", || "2".into()), "2");
        assert_eq!(unanswered.key("/events/x", "POST a", || "3".into()), "3");
    }

    #[test]
    fn an_answer_ends_all_that_was_meant_before_at_the_same_place() {
        let mut unanswered = Unanswered::default();
        unanswered.key("/events/x/booking", "PUT", || "1".into());
        unanswered.key("/events/x/booking", "DELETE", || "2".into());
        unanswered.answered("/events/x/booking");
        let again = unanswered.key("/events/x/booking", "PUT", || "3".into());
        assert_eq!(again, "3");
    }
}
