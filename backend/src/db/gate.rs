//! The way to the connections that all requests share: who may wait for one, and for how long.
//!
//! A rush is served in its turn, however large. But when more comes than can be served, waiting
//! helps nobody: those at the head of a queue that only grows have given up when it is their turn. So
//! whoever comes is told to come again as soon as too many wait, and when nobody has been served
//! promptly for a while, nobody waits long any more (as in "controlled delay", CoDel). Those who are
//! served then are served in time, and the others know at once. Whoever got past the queue, since
//! another thread's connection was free at the right moment, tells nothing about the queue.
//!
//! A request that has got a connection once is not turned away later: what was done for it would be
//! in vain.

use std::cell::Cell;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use deadpool::managed::TimeoutType;
use diesel_async::pooled_connection::deadpool::PoolError;
use prometheus::IntCounter;
use tokio::time::timeout;

use super::{Pool, PooledConnection, WAIT_MAX};

/// Whoever waits less than this is served promptly.
const PROMPT: Duration = Duration::from_millis(100);
/// How long nobody must have been served promptly until it is more than a rush.
const RUSH: Duration = Duration::from_secs(2);
/// How long anybody waits then.
const WAIT_IN_OVERLOAD: Duration = Duration::from_millis(500);

tokio::task_local! {
    /// Whether the request that is being served has got a connection already.
    static ADMITTED: Cell<bool>;
}

/// Serves a request: the first time that it needs a connection it may be turned away, and later
/// not. What is not part of a request is never turned away.
pub async fn at_the_gate<T>(request: impl Future<Output = T>) -> T {
    ADMITTED.scope(Cell::new(false), request).await
}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum NoConnection {
    /// More is asked for than can be served.
    #[error("more is asked for than can be served")]
    Overloaded,
    /// The database does not give one.
    #[error("no connection to the database: {0}")]
    Away(#[from] PoolError),
}

/// The gate; copies share it.
#[derive(Clone)]
pub struct Gate {
    pool: Pool,
    /// How many were turned away.
    turned_away: IntCounter,
    queue: Arc<Queue>,
}

impl Gate {
    /// Before the connections of a pool, with room for so many who wait.
    pub fn new(pool: Pool, room: usize, turned_away: IntCounter) -> Self {
        Self {
            pool,
            turned_away,
            queue: Arc::new(Queue::new(room, Instant::now())),
        }
    }

    /// The same gate, with the connections as the thread with this number sees them.
    #[must_use]
    pub fn at(&self, thread: usize) -> Self {
        Self {
            pool: self.pool.at(thread),
            ..self.clone()
        }
    }

    /// A connection, in turn.
    pub async fn connection(&self) -> Result<PooledConnection, NoConnection> {
        let first = ADMITTED.try_with(|admitted| !admitted.get());
        let may_be_refused = first.unwrap_or(false);
        let entered = Instant::now();
        let patience = match may_be_refused {
            true => self.queue.patience(entered).ok_or_else(|| {
                self.turned_away.inc();
                NoConnection::Overloaded
            })?,
            false => WAIT_MAX,
        };
        let place = Place::take(&self.queue);
        let mut timeouts = self.pool.timeouts();
        timeouts.wait = Some(patience);
        // Of a database that is silent, the pool would ask one connection after the other.
        let got = timeout(WAIT_MAX, self.pool.timeout_get(&timeouts)).await;
        let got = got.unwrap_or(Err(PoolError::Timeout(TimeoutType::Create)));
        drop(place);
        let is_in_turn = got.as_ref().ok().map(|taken| taken.is_in_turn);
        self.queue.served(entered, Instant::now(), is_in_turn);
        match got {
            Ok(taken) => {
                // Outside of requests there is nothing to note.
                let _ = ADMITTED.try_with(|admitted| admitted.set(true));
                Ok(taken.connection)
            }
            Err(PoolError::Timeout(TimeoutType::Wait)) if may_be_refused => {
                self.turned_away.inc();
                Err(NoConnection::Overloaded)
            }
            Err(error) => Err(NoConnection::Away(error)),
        }
    }

    /// Whether somebody waited in vain, and nobody has been served since they came.
    pub fn is_stuck(&self) -> bool {
        self.queue.is_stuck.load(Ordering::Relaxed)
    }

    /// How many wait at this moment.
    pub fn waiting(&self) -> usize {
        self.queue.waiting.load(Ordering::Relaxed)
    }

    /// The pool behind it.
    pub fn pool(&self) -> &Pool {
        &self.pool
    }
}

/// Those who wait.
struct Queue {
    room: usize,
    waiting: AtomicUsize,
    began: Instant,
    /// When somebody was served promptly last, in milliseconds since it began.
    prompt_at: AtomicU64,
    /// When somebody was served last.
    served_at: AtomicU64,
    is_stuck: AtomicBool,
}

impl Queue {
    fn new(room: usize, now: Instant) -> Self {
        Self {
            room,
            waiting: AtomicUsize::new(0),
            began: now,
            prompt_at: AtomicU64::new(0),
            served_at: AtomicU64::new(0),
            is_stuck: AtomicBool::new(false),
        }
    }

    fn since_began(&self, now: Instant) -> u64 {
        let millis = now.saturating_duration_since(self.began).as_millis();
        u64::try_from(millis).unwrap_or(u64::MAX)
    }

    /// How long somebody who comes now may wait; nothing if there is no room.
    fn patience(&self, now: Instant) -> Option<Duration> {
        let waiting = self.waiting.load(Ordering::Relaxed);
        if waiting >= self.room {
            return None;
        }
        if waiting == 0 {
            self.note_prompt(now);
            return Some(WAIT_MAX);
        }
        let prompt_at = Duration::from_millis(self.prompt_at.load(Ordering::Relaxed));
        let quiet = Duration::from_millis(self.since_began(now)).saturating_sub(prompt_at);
        Some(match quiet > RUSH {
            true => WAIT_IN_OVERLOAD,
            false => WAIT_MAX,
        })
    }

    /// Somebody who came then has got a connection now, in turn or not; or has got none.
    fn served(&self, entered: Instant, now: Instant, is_in_turn: Option<bool>) {
        if let Some(is_in_turn) = is_in_turn {
            let millis = self.since_began(now);
            self.served_at.fetch_max(millis, Ordering::Relaxed);
            self.is_stuck.store(false, Ordering::Relaxed);
            if is_in_turn && now.saturating_duration_since(entered) < PROMPT {
                self.note_prompt(now);
            }
        } else if self.served_at.load(Ordering::Relaxed) <= self.since_began(entered) {
            // Nor has anybody else been served meanwhile.
            self.is_stuck.store(true, Ordering::Relaxed);
        }
    }

    fn note_prompt(&self, now: Instant) {
        self.prompt_at
            .fetch_max(self.since_began(now), Ordering::Relaxed);
    }
}

/// The place of one who waits; given back when they are served or go away.
struct Place<'a>(&'a Queue);

impl<'a> Place<'a> {
    fn take(queue: &'a Queue) -> Self {
        queue.waiting.fetch_add(1, Ordering::Relaxed);
        Self(queue)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many milliseconds after the queue began.
    fn at(queue: &Queue, millis: u64) -> Instant {
        queue.began + Duration::from_millis(millis)
    }

    #[test]
    fn there_is_room_for_so_many() {
        let queue = Queue::new(2, Instant::now());
        let now = queue.began;
        assert_eq!(queue.patience(now), Some(WAIT_MAX));
        let first = Place::take(&queue);
        let _second = Place::take(&queue);
        assert_eq!(queue.patience(now), None);
        drop(first);
        assert_eq!(queue.patience(now), Some(WAIT_MAX));
    }

    #[test]
    fn a_rush_is_waited_out_and_a_queue_that_stays_is_not() {
        let queue = Queue::new(100, Instant::now());
        let _place = Place::take(&queue);
        assert_eq!(queue.patience(at(&queue, 1_900)), Some(WAIT_MAX));
        // Served, but after a long wait.
        queue.served(at(&queue, 0), at(&queue, 1_950), Some(true));
        assert_eq!(queue.patience(at(&queue, 2_100)), Some(WAIT_IN_OVERLOAD));
        // Promptly, but past those who wait.
        queue.served(at(&queue, 2_110), at(&queue, 2_120), Some(false));
        assert_eq!(queue.patience(at(&queue, 2_140)), Some(WAIT_IN_OVERLOAD));
        // The first one who is served promptly ends it.
        queue.served(at(&queue, 2_150), at(&queue, 2_200), Some(true));
        assert_eq!(queue.patience(at(&queue, 2_300)), Some(WAIT_MAX));
    }

    #[test]
    fn nobody_waits_behind_nobody() {
        let queue = Queue::new(100, Instant::now());
        assert_eq!(queue.patience(at(&queue, 60_000)), Some(WAIT_MAX));
        let _place = Place::take(&queue);
        assert_eq!(queue.patience(at(&queue, 60_100)), Some(WAIT_MAX));
    }

    #[test]
    fn it_is_stuck_from_the_first_failure_to_the_next_success() {
        let queue = Queue::new(100, Instant::now());
        let now = queue.began;
        assert!(!queue.is_stuck.load(Ordering::Relaxed));
        queue.served(now, now, None);
        assert!(queue.is_stuck.load(Ordering::Relaxed));
        queue.served(now, at(&queue, 10), Some(true));
        assert!(!queue.is_stuck.load(Ordering::Relaxed));
        // One was turned away while another was served.
        queue.served(at(&queue, 5), at(&queue, 20), None);
        assert!(!queue.is_stuck.load(Ordering::Relaxed));
    }
}
