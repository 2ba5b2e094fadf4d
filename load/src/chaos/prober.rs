//! Somebody who asks a server all the time whether it is ready, and at the same time uses it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use hyper::Method;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

use super::truth::Sample;
use crate::client::{Call, Connection};
use crate::people::Person;

/// How often.
const EVERY: Duration = Duration::from_millis(300);
/// How long an answer may take that is of use to anybody.
const PATIENCE: Duration = Duration::from_secs(3);
/// Where a server says whether it is ready, and where it always says so.
const READY: &str = "/health/ready";
const ALWAYS: &str = "/health/live";

/// Looks at one server; ends when it is dropped.
pub struct Prober {
    samples: Arc<Mutex<Vec<Sample>>>,
    is_over: Arc<AtomicBool>,
    task: JoinHandle<()>,
}

/// What a prober does.
pub struct Probe {
    /// The server.
    pub address: String,
    /// Who uses it.
    pub person: Person,
    /// At which event, where nobody else is.
    pub event: Uuid,
    /// What all times are measured from.
    pub epoch: Instant,
    /// The positive control: asks where the server always says that all is well.
    pub is_deceived: bool,
}

impl Prober {
    /// Looks from now on.
    pub fn start(probe: Probe) -> Self {
        let samples = Arc::new(Mutex::default());
        let is_over = Arc::new(AtomicBool::new(false));
        let task = tokio::spawn(look(probe, samples.clone(), is_over.clone()));
        Self {
            samples,
            is_over,
            task,
        }
    }

    /// Looks no more, and tells what was seen.
    pub async fn stop(mut self) -> anyhow::Result<Vec<Sample>> {
        self.is_over.store(true, Ordering::Relaxed);
        (&mut self.task).await?;
        Ok(self.samples())
    }

    /// What was seen so far.
    pub fn samples(&self) -> Vec<Sample> {
        let samples = self.samples.lock();
        samples.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Prober {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn look(probe: Probe, samples: Arc<Mutex<Vec<Sample>>>, is_over: Arc<AtomicBool>) {
    let mut number = 0;
    while !is_over.load(Ordering::Relaxed) {
        let at = probe.epoch.elapsed();
        let path = match probe.is_deceived {
            true => ALWAYS,
            false => READY,
        };
        let ready = async { answer(&probe.address, &Call::get(path)).await };
        let (is_ready, works) = tokio::join!(ready, use_it(&probe, number));
        let sample = Sample {
            at,
            took: probe.epoch.elapsed() - at,
            is_ready,
            works,
        };
        samples
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(sample);
        number += 1;
        sleep(EVERY).await;
    }
}

/// Reads the event, and books a place or gives it back.
async fn use_it(probe: &Probe, number: usize) -> bool {
    let path = format!("/api/v1/events/{}", probe.event);
    let method = match number % 2 {
        0 => Method::PUT,
        _ => Method::DELETE,
    };
    let booking = Call::new(method, format!("{path}/booking")).by(&probe.person.token);
    let read = Call::get(path).by(&probe.person.token);
    let both =
        async { answer(&probe.address, &read).await && answer(&probe.address, &booking).await };
    timeout(PATIENCE, both).await.unwrap_or(false)
}

/// Whether it is answered, and well, on a connection of its own, as a stranger's would be.
async fn answer(address: &str, call: &Call) -> bool {
    let mut connection = Connection::new(address);
    let answer = timeout(PATIENCE, connection.send(call)).await;
    matches!(answer, Ok(Ok(reply)) if reply.status < 300)
}
