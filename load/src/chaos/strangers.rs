//! Strangers who take what others need: connections to the database, or to a server.

use std::time::Duration;

use diesel_async::{AsyncConnection, AsyncPgConnection};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

use crate::queries::chaos::{self, Ended};

/// How often strangers look for a place that has become free.
const EVERY: Duration = Duration::from_millis(50);
/// How long they wait for one.
const PATIENCE: Duration = Duration::from_secs(2);

/// Takes all connections to a PostgreSQL, also those that others have, and keeps them for so long.
/// `idle_url` is that of a database where nobody works, `name` that of the one where people do.
/// Returns how many they got, and what others lost.
pub async fn take_database(
    admin: &mut AsyncPgConnection,
    idle_url: &str,
    name: &str,
    duration: Duration,
) -> anyhow::Result<(usize, Ended)> {
    let until = Instant::now() + duration;
    let (mut taken, mut lost) = (Vec::new(), Ended::default());
    while Instant::now() < until {
        match timeout(PATIENCE, AsyncPgConnection::establish(idle_url)).await {
            Ok(Ok(conn)) => taken.push(conn),
            _ => {
                // Those who had one before us lose it, and we are faster.
                let ended = chaos::end_connections(admin, name).await?;
                lost.all += ended.all;
                lost.mails += ended.mails;
                sleep(EVERY).await;
            }
        }
    }
    Ok((taken.len(), lost))
}

/// Keeps so many connections to a server open without a word; gone when it is dropped.
pub struct Callers(JoinHandle<()>);

impl Callers {
    /// Calls from now on, and again when the server hangs up.
    pub fn start(address: String, count: usize) -> Self {
        Self(tokio::spawn(async move {
            let mut calls = tokio::task::JoinSet::new();
            for _ in 0..count {
                let address = address.clone();
                calls.spawn(async move {
                    loop {
                        if let Ok(call) = TcpStream::connect(&address).await {
                            // Ends when the other side does.
                            let _ = call.readable().await;
                        }
                        sleep(EVERY).await;
                    }
                });
            }
            while calls.join_next().await.is_some() {}
        }))
    }
}

impl Drop for Callers {
    fn drop(&mut self) {
        self.0.abort();
    }
}
