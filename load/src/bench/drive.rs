//! Sends requests as fast as they are answered, over a fixed number of connections.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::client::{Call, Connection};

/// What came of it.
#[derive(Debug, Default)]
pub struct Driven {
    /// How many answers had which status.
    pub statuses: BTreeMap<u16, usize>,
    /// From the first request to the last answer.
    pub elapsed: Duration,
}

impl Driven {
    /// How many answers had this status.
    pub fn count(&self, status: u16) -> usize {
        self.statuses.get(&status).copied().unwrap_or_default()
    }

    /// How many of them came in a second.
    pub fn per_second(&self, status: u16) -> f64 {
        self.count(status) as f64 / self.elapsed.as_secs_f64()
    }
}

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub enum Until {
    /// So much time has gone by.
    Elapsed(Duration),
    /// So many requests were sent.
    Sent(usize),
}

/// Sends the calls that `call` makes of the numbers from 0, until it is time to stop. Connects
/// before time is taken.
pub async fn drive(
    address: &str,
    connections: usize,
    until: Until,
    call: impl Fn(usize) -> Call + Send + Sync + 'static,
) -> anyhow::Result<Driven> {
    let mut ready = Vec::with_capacity(connections);
    for _ in 0..connections {
        let mut connection = Connection::new(address);
        connection.open().await?;
        ready.push(connection);
    }
    let (call, next) = (Arc::new(call), Arc::new(AtomicUsize::new(0)));
    let started = Instant::now();
    let mut clients = JoinSet::new();
    for mut connection in ready {
        let (call, next) = (call.clone(), next.clone());
        clients.spawn(async move {
            let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let is_over = match until {
                    Until::Elapsed(duration) => started.elapsed() >= duration,
                    Until::Sent(count) => number >= count,
                };
                if is_over {
                    return anyhow::Ok(statuses);
                }
                let reply = connection.send(&call(number)).await?;
                *statuses.entry(reply.status).or_default() += 1;
            }
        });
    }
    let mut driven = Driven::default();
    for statuses in clients.join_all().await {
        for (status, count) in statuses? {
            *driven.statuses.entry(status).or_default() += count;
        }
    }
    driven.elapsed = started.elapsed();
    Ok(driven)
}
