//! The connections that everybody in the process shares.
//!
//! A connection is driven by the thread that opened it. When another thread uses it, both have to be
//! woken for each answer, which costs more than reading a row does. So each thread that serves
//! requests has some of the connections for itself; whoever finds none left takes one of the others'.

use std::iter::once;
use std::sync::Arc;
use std::time::Duration;

use deadpool::Status;
use deadpool::managed::{TimeoutType, Timeouts};
use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::deadpool::{Object, Pool as DeadPool, PoolError};

/// A connection from the pool.
pub type PooledConnection = Object<AsyncPgConnection>;

/// In a rush, connections become free all the time: whoever takes those of others then wakes them.
const SOON: Duration = Duration::from_millis(10);
/// As few connections as it makes sense to have for oneself.
const FEW: usize = 3;

/// A connection, and how it was come by.
pub struct Taken {
    /// It.
    pub connection: PooledConnection,
    /// Whether it was one's own, after those who had come before; the others' are for whoever finds
    /// them free at the right moment.
    pub is_in_turn: bool,
}

/// The connections, as those of one thread see them; copies share them.
#[derive(Clone)]
pub struct Pool {
    /// The first part is for those who do not serve requests.
    parts: Arc<[DeadPool<AsyncPgConnection>]>,
    own: usize,
}

impl Pool {
    /// So many connections for so many threads that serve requests: not in parts if they are few.
    pub(super) fn new<E>(
        connections: usize,
        threads: usize,
        part: impl Fn(usize) -> Result<DeadPool<AsyncPgConnection>, E>,
    ) -> Result<Self, E> {
        let parts = sizes(connections, threads).into_iter().map(part);
        Ok(Self {
            parts: parts.collect::<Result<_, E>>()?,
            own: 0,
        })
    }

    /// The same connections as the thread with this number sees them.
    #[must_use]
    pub fn at(&self, thread: usize) -> Self {
        let own = match self.parts.len() {
            1 => 0,
            parts => 1 + thread % (parts - 1),
        };
        Self {
            parts: self.parts.clone(),
            own,
        }
    }

    /// How long one waits for a connection, by default.
    pub fn timeouts(&self) -> Timeouts {
        self.parts[self.own].timeouts()
    }

    /// A connection.
    pub async fn get(&self) -> Result<PooledConnection, PoolError> {
        let taken = self.timeout_get(&self.timeouts()).await?;
        Ok(taken.connection)
    }

    /// A connection: one's own if one becomes free soon, or else one that the others do not need, or
    /// else the next of one's own.
    pub async fn timeout_get(&self, timeouts: &Timeouts) -> Result<Taken, PoolError> {
        let count = self.parts.len();
        if count > 1 {
            let soon = timeouts.wait.map_or(SOON, |wait| wait.min(SOON));
            let others = (1..count).map(|step| ((self.own + step) % count, Duration::ZERO));
            for (part, wait) in once((self.own, soon)).chain(others) {
                let timeouts = Timeouts {
                    wait: Some(wait),
                    ..*timeouts
                };
                match self.take(part, &timeouts).await {
                    Err(PoolError::Timeout(TimeoutType::Wait)) => {}
                    other => return other,
                }
            }
        }
        self.take(self.own, timeouts).await
    }

    async fn take(&self, part: usize, timeouts: &Timeouts) -> Result<Taken, PoolError> {
        Ok(Taken {
            connection: self.parts[part].timeout_get(timeouts).await?,
            is_in_turn: part == self.own,
        })
    }

    /// Gives nobody a connection any more.
    pub fn close(&self) {
        self.parts.iter().for_each(DeadPool::close);
    }

    /// What all of it is like at the moment.
    pub fn status(&self) -> Status {
        let none = Status {
            max_size: 0,
            size: 0,
            available: 0,
            waiting: 0,
        };
        self.parts
            .iter()
            .map(DeadPool::status)
            .fold(none, |sum, part| Status {
                max_size: sum.max_size + part.max_size,
                size: sum.size + part.size,
                available: sum.available + part.available,
                waiting: sum.waiting + part.waiting,
            })
    }
}

/// How many connections each part has.
fn sizes(connections: usize, threads: usize) -> Vec<usize> {
    // One of eight is for those who do not serve requests: they do little at a time.
    let rest = (connections / 8).max(2);
    let parts = threads.min(connections.saturating_sub(rest) / FEW);
    if parts < 2 {
        return vec![connections];
    }
    let each = (connections - rest) / parts;
    let mut sizes = vec![each; parts + 1];
    sizes[0] = connections - each * parts;
    sizes
}

#[cfg(test)]
mod tests {
    use super::sizes;

    #[test]
    fn no_connection_is_lost_or_added() {
        for connections in 1..200 {
            for threads in 1..70 {
                let sizes = sizes(connections, threads);
                assert_eq!(sizes.iter().sum::<usize>(), connections, "{sizes:?}");
                assert!(sizes.len() == 1 || sizes[1..].iter().all(|size| *size >= 3));
            }
        }
        assert_eq!(sizes(16, 2), [2, 7, 7]);
        assert_eq!(sizes(16, 32), [4, 3, 3, 3, 3]);
        assert_eq!(sizes(4, 2), [4]);
    }
}
