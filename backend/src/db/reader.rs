//! Reads that find a few rows by their keys, or along an index: those of one thread share a connection,
//! over which they go one after the other without waiting for each other's answers.
//!
//! To take a connection for oneself, send one short question and wake for its answer costs more than
//! the question. What goes over a shared connection must be quick, since the others are behind it,
//! and must not begin a transaction. Whoever finds the connection busy, or broken, takes one from
//! the pool.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use actix_web::rt;
use diesel_async::AsyncPgConnection;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::{SETTINGS, connect, threads};
use crate::error::ApiResult;

/// What the database calls such a connection, where it lists what is open.
pub const NAME: &str = "event-booking: short reads";
/// How many reads may be on their way over one connection.
const DEPTH: usize = 16;
/// Connections of the pool for each that is shared.
const POOLED: usize = 8;
/// How long a read may take. What takes longer does not belong here, or will have no answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// When to try again to connect.
const RETRY: Duration = Duration::from_secs(1);

/// The shared connections, as one thread sees them, which uses one of them; copies share them.
#[derive(Clone)]
pub struct Reader {
    lines: Arc<[Line]>,
    own: Option<usize>,
}

/// A shared connection. It is opened by a thread that needs it, which drives it then.
struct Line {
    url: String,
    state: Mutex<State>,
    /// One for each read that is on its way.
    places: Semaphore,
}

enum State {
    Open(Arc<AsyncPgConnection>),
    Opening,
    Closed { retry_at: Instant },
}

impl Reader {
    /// So many besides a pool with so many connections: one for each thread that serves requests, but
    /// not many for a small pool.
    pub fn connections(pooled: usize) -> usize {
        (pooled / POOLED).clamp(1, threads())
    }

    /// Besides a pool with so many connections.
    pub fn new(url: &str, pooled: usize) -> Self {
        let line = |_| Line {
            url: url.to_owned(),
            state: Mutex::new(State::Closed {
                retry_at: Instant::now(),
            }),
            places: Semaphore::new(DEPTH),
        };
        Self {
            lines: (0..Self::connections(pooled)).map(line).collect(),
            own: None,
        }
    }

    /// The same as this thread, which has this number, sees it. Its connection is being opened then.
    #[must_use]
    pub fn at(&self, thread: usize) -> Self {
        let own = thread % self.lines.len();
        drop(self.connection(own));
        Self {
            lines: self.lines.clone(),
            own: Some(own),
        }
    }

    /// What is read; nothing if it has to be read in another way.
    pub async fn read<T>(
        &self,
        query: impl AsyncFnOnce(&mut &AsyncPgConnection) -> ApiResult<T>,
    ) -> Option<ApiResult<T>> {
        let _place = self.lines[self.own?].places.try_acquire().ok()?;
        self.read_first(query).await
    }

    /// The same, however many others are on their way: for what everybody waits for, and no more than
    /// one of each thread at a time.
    pub async fn read_first<T>(
        &self,
        query: impl AsyncFnOnce(&mut &AsyncPgConnection) -> ApiResult<T>,
    ) -> Option<ApiResult<T>> {
        let index = self.own?;
        let line = &self.lines[index];
        let connection = self.connection(index)?;
        let read = timeout(PATIENCE, query(&mut &*connection)).await;
        match read {
            Ok(Ok(found)) => Some(Ok(found)),
            Ok(Err(refusal)) if refusal.problem.status < 500 => Some(Err(refusal)),
            _ => {
                line.close(&connection);
                None
            }
        }
    }

    /// The connection if there is one; else it is being opened when this returns.
    fn connection(&self, index: usize) -> Option<Arc<AsyncPgConnection>> {
        let line = &self.lines[index];
        let mut state = line.state();
        match &*state {
            State::Open(connection) => return Some(connection.clone()),
            State::Opening => return None,
            State::Closed { retry_at } if *retry_at > Instant::now() => return None,
            State::Closed { .. } => *state = State::Opening,
        }
        drop(state);
        let lines = self.lines.clone();
        rt::spawn(async move {
            let line = &lines[index];
            let opened = open(&line.url).await;
            *line.state() = match opened {
                Ok(connection) => State::Open(Arc::new(connection)),
                Err(error) => {
                    tracing::debug!(%error, "no connection to share");
                    State::Closed {
                        retry_at: Instant::now() + RETRY,
                    }
                }
            };
        });
        None
    }
}

impl Line {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives up a connection, unless there is another one already.
    fn close(&self, connection: &Arc<AsyncPgConnection>) {
        let mut state = self.state();
        if matches!(&*state, State::Open(open) if Arc::ptr_eq(open, connection)) {
            *state = State::Closed {
                retry_at: Instant::now(),
            };
        }
    }
}

async fn open(url: &str) -> anyhow::Result<AsyncPgConnection> {
    // One plan fits all that is read here, and to plan takes several times as long as to read.
    let settings = format!(
        "{SETTINGS}; SET application_name = '{NAME}'; SET plan_cache_mode = 'force_generic_plan'"
    );
    connect(url, &settings).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[actix_web::test]
    async fn there_is_one_for_each_thread_unless_the_pool_is_small() {
        assert_eq!(Reader::connections(2), 1);
        assert_eq!(Reader::connections(8 * threads()), threads());
        assert_eq!(Reader::connections(1_000_000), threads());
        let reader = Reader::new("", 16);
        assert_eq!(reader.own, None);
        let own = reader.at(usize::MAX).own.unwrap();
        assert!(own < reader.lines.len());
    }

    #[test]
    fn only_so_many_are_on_their_way() {
        let reader = Reader::new("", 16);
        let take = || reader.lines[0].places.try_acquire().ok();
        let mut places: Vec<_> = (0..DEPTH).map(|_| take()).collect();
        assert!(places.iter().all(Option::is_some));
        assert!(take().is_none());
        places.pop();
        assert!(take().is_some());
    }
}
