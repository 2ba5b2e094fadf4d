//! Something small that the database knows and almost every page tells: asked again after a while,
//! while those who ask are told what was heard last.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

/// After how long it is asked again: how long another process may tell the old value.
const FRESH: TimeDelta = TimeDelta::seconds(5);
/// How long the first answer is waited for.
const PATIENCE: Duration = Duration::from_secs(1);

/// A value as it was a few seconds ago; copies share it.
#[derive(Debug, Clone)]
pub struct Recently<T>(Arc<Mutex<Heard<T>>>);

#[derive(Debug)]
struct Heard<T> {
    value: Option<T>,
    /// When it was asked for last, with or without success.
    asked_at: Option<DateTime<Utc>>,
    /// Counts what was heard, so that an answer that was on its way replaces nothing newer.
    version: u64,
}

impl<T> Default for Recently<T> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Heard {
            value: None,
            asked_at: None,
            version: 0,
        })))
    }
}

impl<T: Copy + Send + 'static> Recently<T> {
    /// The value that was heard last. If that is a while ago, it is asked for again meanwhile; only
    /// the first answer is waited for. Nothing if there was none yet.
    pub async fn get<A, F>(&self, now: DateTime<Utc>, ask: A) -> Option<T>
    where
        A: FnOnce() -> F,
        F: Future<Output = anyhow::Result<T>> + Send + 'static,
    {
        let (value, version) = {
            let mut heard = self.heard();
            if heard.asked_at.is_some_and(|at| now - at < FRESH) {
                return heard.value;
            }
            heard.asked_at = Some(now);
            (heard.value, heard.version)
        };
        let (this, answer) = (self.clone(), ask());
        let asking = tokio::spawn(async move {
            match answer.await {
                Ok(value) => this.hear(value, Some(version)),
                Err(error) => tracing::debug!("what was heard last stays: {error:#}"),
            }
        });
        if value.is_some() {
            return value;
        }
        tokio::time::timeout(PATIENCE, asking).await.ok();
        self.heard().value
    }

    /// Takes over what was just written, and the next ones are told.
    pub fn set(&self, value: T) {
        self.hear(value, None);
    }

    fn hear(&self, value: T, asked_in: Option<u64>) {
        let mut heard = self.heard();
        if asked_in.is_none_or(|version| version == heard.version) {
            heard.value = Some(value);
            heard.version += 1;
        }
    }

    fn heard(&self) -> std::sync::MutexGuard<'_, Heard<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: DateTime<Utc> = DateTime::UNIX_EPOCH;

    async fn told(value: &Recently<i32>, seconds: i64, answer: anyhow::Result<i32>) -> Option<i32> {
        let now = NOON + TimeDelta::seconds(seconds);
        value.get(now, async move || answer).await
    }

    #[tokio::test]
    async fn the_first_answer_is_waited_for_and_told_for_a_while() {
        let value = Recently::default();
        assert_eq!(told(&value, 0, Ok(1)).await, Some(1));
        assert_eq!(told(&value, 4, Ok(2)).await, Some(1));
        // Asked again, but not waited for.
        assert_eq!(told(&value, 5, Ok(3)).await, Some(1));
        while told(&value, 6, Ok(4)).await == Some(1) {
            tokio::task::yield_now().await;
        }
        assert_eq!(told(&value, 6, Ok(4)).await, Some(3));
    }

    #[tokio::test]
    async fn what_cannot_be_heard_changes_nothing() {
        let value = Recently::default();
        assert_eq!(told(&value, 0, Err(anyhow::anyhow!("away"))).await, None);
        assert_eq!(told(&value, 1, Ok(1)).await, None);
        value.set(2);
        assert_eq!(told(&value, 2, Ok(1)).await, Some(2));
    }
}
