//! Overload: first as much as the server can do, then four times as much, whether or not it answers.
//!
//! The database is made slow, so that it is the server that is overloaded, and not the program that
//! asks or the machine on which both run.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel_async::{AsyncConnection, AsyncPgConnection};
use hyper::Method;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::phase::Phase;
use super::prober::{Probe, Prober};
use super::report::Row;
use super::rig::Rig;
use super::{Options, truth};
use crate::bench::drive::{Driven, Until, drive};
use crate::bench::process::memory;
use crate::client::{Call, Connection};
use crate::people::{self, Person};
use crate::queries;

/// How many connections ask as fast as they are answered.
const CONNECTIONS: usize = 32;
/// How much more is asked for than the server can do.
const TIMES: f64 = 4.0;
/// How much longer everything takes on the way to the database, in each direction.
const DELAY: Duration = Duration::from_millis(10);
/// How long an answer is of use to anybody.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often the next requests are sent, and memory is looked at.
const TICK: Duration = Duration::from_millis(5);
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// Events that are asked for.
const EVENTS: usize = 20;

/// The least part of what the server can do that it must go on doing.
const LEAST_GOODPUT: f64 = 0.5;
/// How long a refusal may take, half of the time.
const QUICKLY: Duration = Duration::from_secs(1);
/// How much more memory the server may take, in MiB.
const MOST_MEMORY: f64 = 400.0;
/// The largest part of the requests that may remain without an answer.
const MOST_UNKNOWN: f64 = 0.01;

/// Asks for too much, and judges what came of it.
pub async fn run(options: &Options, rig: Rig) -> anyhow::Result<Row> {
    let mut conn = AsyncPgConnection::establish(&rig.database_url).await?;
    let signer = rig.settings.signer()?;
    let people = Arc::new(people::settle(&mut conn, &signer, options.clients + 1).await?);
    queries::insert_events(&mut conn, 1..=EVENTS, 100_000).await?;
    if let Some(proxy) = &rig.proxy {
        proxy.slow_down(DELAY);
    }
    let server = &rig.servers[0];
    let before = closed(&server.address, &people, options.calm).await?;
    let capacity = done(&before);
    let idle = memory(server.pid())?;

    let epoch = Instant::now();
    let (asked, most) = tokio::join!(
        open(&server.address, &people, capacity * TIMES, options.outage),
        most_memory(server.pid(), options.outage + PATIENCE),
    );
    let most = most?;
    let ended = epoch.elapsed();
    let prober = Prober::start(Probe {
        address: server.address.clone(),
        person: people[options.clients].clone(),
        event: queries::id(1),
        epoch,
        is_deceived: false,
    });
    let recovered = || truth::recovered_after(&prober.samples(), ended);
    Rig::wait(PATIENCE * 3, async || recovered().is_some()).await;
    let after = closed(&server.address, &people, options.calm).await?;

    let mut row = Row::of(Phase::Overload);
    row.recovered = recovered();
    asked.tell(&mut row);
    let goodput = asked.done as f64 / asked.lasted.as_secs_f64();
    let (usual, last) = (asked.refused_within(0.5), asked.refused_within(0.99));
    row.note = format!(
        "{capacity:.0} requests a second are done where {CONNECTIONS} ask; of {:.0} a second that were sent, \
         {goodput:.0} were done ({:.2} of what it can), and the others refused within {} ms ({} ms: 99 %); \
         memory {idle:.0} MiB, at most {most:.0}; afterwards {:.0} a second",
        asked.sent as f64 / asked.lasted.as_secs_f64(),
        goodput / capacity,
        usual.as_millis(),
        last.as_millis(),
        done(&after),
    );
    let unknown = asked.unknown as f64 / asked.sent as f64;
    let faults = [
        (goodput < capacity * LEAST_GOODPUT, "it does too little"),
        (usual > QUICKLY, "it refuses slowly"),
        (most - idle > MOST_MEMORY, "it takes too much memory"),
        (unknown > MOST_UNKNOWN, "it leaves people without an answer"),
        (
            done(&after) < capacity * LEAST_GOODPUT,
            "it is slow afterwards",
        ),
        (row.recovered.is_none(), "it does not work afterwards"),
    ];
    for (_, fault) in faults.iter().filter(|(is_so, _)| *is_so) {
        row.fault((*fault).to_owned());
    }
    Ok(row)
}

/// What came of the requests.
#[derive(Default)]
struct Asked {
    sent: u64,
    done: u64,
    unknown: u64,
    /// By status: how long each refusal took.
    refused: Vec<(u16, Duration)>,
    lasted: Duration,
}

impl Asked {
    fn tell(&self, row: &mut Row) {
        row.requests = self.sent;
        row.acknowledged = self.done;
        row.unknown = self.unknown;
        row.refused = self.refused.len() as u64;
        for (status, _) in &self.refused {
            *row.refusals.entry(status.to_string()).or_default() += 1;
        }
    }

    /// How long this part of the refusals took at most.
    fn refused_within(&self, part: f64) -> Duration {
        let mut times: Vec<_> = self.refused.iter().map(|(_, took)| *took).collect();
        times.sort_unstable();
        let index = (times.len() as f64 * part) as usize;
        times.get(index).copied().unwrap_or_default()
    }
}

/// So many a second were done.
fn done(driven: &Driven) -> f64 {
    let statuses = driven.statuses.iter();
    let done: usize = statuses
        .filter(|(status, _)| **status < 400)
        .map(|(_, count)| count)
        .sum();
    done as f64 / driven.elapsed.as_secs_f64()
}

/// As fast as it is answered.
async fn closed(
    address: &str,
    people: &Arc<Vec<Person>>,
    duration: Duration,
) -> anyhow::Result<Driven> {
    let people = people.clone();
    let call = move |number| call(&people, number);
    drive(address, CONNECTIONS, Until::Elapsed(duration), call).await
}

/// Lists, looks, books, gives back.
fn call(people: &[Person], number: usize) -> Call {
    let person = &people[number / 10 % people.len()];
    let event = format!("/api/v1/events/{}", queries::id(1 + number / 7 % EVENTS));
    let call = match number % 10 {
        0..4 => Call::get("/api/v1/events"),
        4..8 => Call::get(event),
        8 => Call::new(Method::PUT, format!("{event}/booking")),
        _ => Call::new(Method::DELETE, format!("{event}/booking")),
    };
    call.by(&person.token)
}

/// So many a second, whatever becomes of them; connections are used again where they can be.
async fn open(address: &str, people: &Arc<Vec<Person>>, rate: f64, duration: Duration) -> Asked {
    let idle: Arc<Mutex<Vec<Connection>>> = Arc::default();
    let mut requests = JoinSet::new();
    let started = Instant::now();
    let mut sent = 0;
    while started.elapsed() < duration {
        let due = (started.elapsed().as_secs_f64() * rate) as usize;
        for number in sent..due {
            let (idle, call) = (idle.clone(), call(people, number));
            let connection = lock(&idle).pop();
            let connection = connection.unwrap_or_else(|| Connection::new(address));
            requests.spawn(ask(connection, idle, call));
        }
        sent = due.max(sent);
        sleep(TICK).await;
    }
    let mut asked = Asked {
        sent: sent as u64,
        lasted: started.elapsed(),
        ..Asked::default()
    };
    for (status, took) in requests.join_all().await {
        match status {
            None => asked.unknown += 1,
            Some(status) if status < 400 => asked.done += 1,
            Some(status) => asked.refused.push((status, took)),
        }
    }
    asked
}

async fn ask(
    mut connection: Connection,
    idle: Arc<Mutex<Vec<Connection>>>,
    call: Call,
) -> (Option<u16>, Duration) {
    let started = Instant::now();
    let answer = timeout(PATIENCE, connection.send(&call)).await;
    let status = match answer {
        Ok(Ok(reply)) => {
            lock(&idle).push(connection);
            Some(reply.status)
        }
        _ => None,
    };
    (status, started.elapsed())
}

fn lock(idle: &Mutex<Vec<Connection>>) -> std::sync::MutexGuard<'_, Vec<Connection>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The most memory that the process has held in this time, in MiB.
async fn most_memory(pid: u32, duration: Duration) -> anyhow::Result<f64> {
    let started = Instant::now();
    let mut most = 0.0_f64;
    while started.elapsed() < duration {
        most = most.max(memory(pid)?);
        sleep(LOOK_EVERY).await;
    }
    Ok(most)
}
