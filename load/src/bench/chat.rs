//! Messages per second, how long they take, and what an idle socket costs; next to the least that
//! could do the same ([`crate::floor`]): a relay that stores nothing, and one that inserts each
//! message.

use std::time::Duration;

use anyhow::{Context, ensure};
use futures_util::StreamExt;
use futures_util::stream::{self, TryStreamExt};
use uuid::Uuid;

use super::Options;
use super::exchange::{Exchanged, Party, exchange};
use super::floor::{Floor, Task};
use super::process;
use super::summary::line::Rounds;
use super::table::{Table, median};
use crate::database::Database;
use crate::people::{self, Person};
use crate::queries;
use crate::server::{Server, Settings};
use crate::socket::{self, Socket};

/// Connections to the database, of the server and of the floor.
const CONNECTIONS: usize = 16;
/// Pairs of people who write to each other.
const PAIRS: usize = 100;
/// How many messages of each are on the way at once.
const WINDOWS: [usize; 2] = [1, 10];
/// People who are connected and do nothing.
const IDLE: usize = 5_000;
/// How many of them connect at once.
const AT_ONCE: usize = 100;
/// How long memory may settle.
const SETTLING: Duration = Duration::from_secs(3);

/// A program that is measured.
enum Runner {
    Ours(Server),
    Floor(Floor),
}

impl Runner {
    fn floor(options: &Options, task: Task<'_>) -> anyhow::Result<Self> {
        Floor::start(&options.floor, task).map(Self::Floor)
    }

    fn pid(&self) -> u32 {
        match self {
            Self::Ours(server) => server.pid(),
            Self::Floor(floor) => floor.pid(),
        }
    }

    /// Opens somebody's socket, and reads until everything that comes is new.
    async fn connect(&self, person: &Person) -> anyhow::Result<Socket> {
        match self {
            Self::Ours(server) => {
                let mut socket = socket::open(&server.address, socket::PATH, &person.token).await?;
                loop {
                    let message = socket.next().await.context("the server hung up")??;
                    if message.to_text()?.contains("up_to_date") {
                        return Ok(socket);
                    }
                }
            }
            Self::Floor(floor) => {
                let path = format!("/socket/{}", person.id);
                socket::open(&floor.address, &path, &person.token).await
            }
        }
    }

    async fn party(&self, person: &Person, to: &Person) -> anyhow::Result<Party> {
        let socket = self.connect(person).await?;
        let write: Box<dyn Fn(&str) -> String + Send> = match self {
            Self::Ours(_) => {
                let to = to.username.clone();
                Box::new(move |text| {
                    let id = Uuid::now_v7();
                    format!(r#"{{"type":"send","id":"{id}","to":"{to}","text":"{text}"}}"#)
                })
            }
            Self::Floor(_) => {
                let to = to.id;
                Box::new(move |text| format!(r#"{{"to":"{to}","text":"{text}"}}"#))
            }
        };
        Ok(Party { socket, write })
    }

    async fn exchange(
        &self,
        people: &[Person],
        window: usize,
        duration: Duration,
    ) -> anyhow::Result<Exchanged> {
        let mut pairs = Vec::with_capacity(PAIRS);
        for pair in people.chunks_exact(2).take(PAIRS) {
            let [first, second] = [&pair[0], &pair[1]];
            pairs.push([
                self.party(first, second).await?,
                self.party(second, first).await?,
            ]);
        }
        exchange(pairs, window, duration).await
    }

    /// KiB of memory for each socket that is open and idle.
    async fn idle(&self, people: &[Person]) -> anyhow::Result<f64> {
        let [before, after] = self.memory(people).await?;
        Ok((after - before) * 1024.0 / (people.len() - 1) as f64)
    }

    /// MiB of memory when the first socket is open, and when all are. What is made at the first
    /// connection is not counted for the others.
    async fn memory(&self, people: &[Person]) -> anyhow::Result<[f64; 2]> {
        let first = self.connect(&people[0]).await?;
        let before = process::memory(self.pid())?;
        let sockets: Vec<Socket> = stream::iter(&people[1..])
            .map(|person| self.connect(person))
            .buffer_unordered(AT_ONCE)
            .try_collect()
            .await?;
        tokio::time::sleep(SETTLING).await;
        let after = process::memory(self.pid())?;
        drop((first, sockets));
        Ok([before, after])
    }
}

/// Measures, and returns messages and memory.
pub async fn run(options: &Options) -> anyhow::Result<[Table; 2]> {
    let database = Database::create(&options.database_url, "bench").await?;
    let tables = measure(options, &database).await;
    database.remove().await?;
    tables
}

/// MiB of memory that the server and a relay that stores nothing hold while these people are
/// connected.
pub(super) async fn memory_with_sockets(
    options: &Options,
    settings: &Settings,
    people: &[Person],
) -> anyhow::Result<[f64; 2]> {
    let server = Server::start(options.server.clone(), settings).await?;
    let [_, ours] = Runner::Ours(server).memory(people).await?;
    let relay = Runner::floor(options, Task::Relay)?;
    let [_, floor] = relay.memory(people).await?;
    Ok([ours, floor])
}

/// Messages with ten of each on the way: next to a relay that inserts each, and one that stores
/// nothing.
pub(super) async fn in_short(options: &Options) -> anyhow::Result<[Rounds; 2]> {
    let database = Database::create(&options.database_url, "bench").await?;
    let rounds = measure_in_short(options, &database).await;
    database.remove().await?;
    rounds
}

async fn measure_in_short(options: &Options, database: &Database) -> anyhow::Result<[Rounds; 2]> {
    let field = Field::new(options, database, 2 * PAIRS).await?;
    let mut rounds: [Rounds; 2] = Default::default();
    for _ in 0..options.rounds {
        let mut rates = [0.0; 3];
        for (which, rate) in rates.iter_mut().enumerate() {
            let runner = field.runner(which).await?;
            let exchanged = runner
                .exchange(&field.people, WINDOWS[1], options.duration)
                .await?;
            *rate = exchanged.per_second();
        }
        rounds[0].add(rates[0], rates[1]);
        rounds[1].add(rates[0], rates[2]);
    }
    Ok(rounds)
}

/// The server, and who uses it.
struct Field<'a> {
    options: &'a Options,
    database_url: &'a str,
    settings: Settings,
    people: Vec<Person>,
}

impl<'a> Field<'a> {
    async fn new(
        options: &'a Options,
        database: &'a Database,
        people: usize,
    ) -> anyhow::Result<Self> {
        let settings = Settings::new(&database.url, CONNECTIONS)?;
        let mut conn = database.connect().await?;
        let people = people::settle(&mut conn, &settings.signer()?, people).await?;
        queries::create_floor_messages(&mut conn).await?;
        queries::vacuum(&mut conn).await?;
        Ok(Self {
            options,
            database_url: &database.url,
            settings,
            people,
        })
    }

    /// Each of the programs, fresh: ours, the one that inserts, the one that stores nothing.
    async fn runner(&self, which: usize) -> anyhow::Result<Runner> {
        match which {
            0 => Ok(Runner::Ours(
                Server::start(self.options.server.clone(), &self.settings).await?,
            )),
            1 => Runner::floor(
                self.options,
                Task::InsertAndRelay(self.database_url, CONNECTIONS),
            ),
            _ => Runner::floor(self.options, Task::Relay),
        }
    }
}

async fn measure(options: &Options, database: &Database) -> anyhow::Result<[Table; 2]> {
    let field = Field::new(options, database, IDLE + 1).await?;
    let memory = compare_memory(&field).await?;
    Ok([compare_messages(&field).await?, memory])
}

async fn compare_messages(field: &Field<'_>) -> anyhow::Result<Table> {
    let mut table = Table::new([
        "messages between 100 pairs",
        "a second",
        "half arrive within",
        "99 % within",
        "server's processor time for each",
    ]);
    for window in WINDOWS {
        let mut results: [Vec<(Exchanged, Duration)>; 3] = Default::default();
        for _ in 0..field.options.rounds {
            for (which, results) in results.iter_mut().enumerate() {
                let runner = field.runner(which).await?;
                let duration = field.options.duration;
                let exchanged = runner.exchange(&field.people, window, duration).await?;
                ensure!(!exchanged.micros.is_empty(), "no message arrived");
                results.push((exchanged, process::cpu(runner.pid())?));
            }
        }
        let names = [
            "stored and relayed, ours",
            "each inserted, then relayed",
            "relayed only",
        ];
        let mut rates = Vec::new();
        for (name, results) in names.iter().zip(&results) {
            let middle = |value: &dyn Fn(&Exchanged) -> f64| {
                median(
                    &results
                        .iter()
                        .map(|(one, _)| value(one))
                        .collect::<Vec<_>>(),
                )
            };
            let cpu = |(one, cpu): &(Exchanged, Duration)| {
                // The processor worked in the warm-up, too.
                let share = one.elapsed.as_secs_f64() / (one.elapsed.as_secs_f64() + 1.0);
                cpu.as_micros() as f64 * share / one.micros.len() as f64
            };
            rates.push([
                middle(&Exchanged::per_second),
                middle(&|one| one.millis(0.99)),
            ]);
            table.row([
                format!("{name}, {window} of each on the way"),
                format!("{:.0}", middle(&Exchanged::per_second)),
                format!("{:.1} ms", middle(&|one| one.millis(0.5))),
                format!("{:.1} ms", middle(&|one| one.millis(0.99))),
                format!(
                    "{:.0} µs",
                    median(&results.iter().map(cpu).collect::<Vec<_>>())
                ),
            ]);
        }
        table.row([
            format!("ours / each inserted, {window} of each on the way"),
            format!("{:.2}", rates[0][0] / rates[1][0]),
            String::new(),
            format!("{:.2}", rates[0][1] / rates[1][1]),
            String::new(),
        ]);
    }
    Ok(table)
}

async fn compare_memory(field: &Field<'_>) -> anyhow::Result<Table> {
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..field.options.rounds {
        ours.push(field.runner(0).await?.idle(&field.people).await?);
        floor.push(field.runner(2).await?.idle(&field.people).await?);
    }
    let mut table = Table::new(["memory of an idle socket, of 5,000", "KiB", "ratio"]);
    let [ours, floor] = [median(&ours), median(&floor)];
    table.row([
        "ours".to_owned(),
        format!("{ours:.1}"),
        format!("{:.2}", ours / floor),
    ]);
    table.row([
        "relay that stores nothing".to_owned(),
        format!("{floor:.1}"),
        String::new(),
    ]);
    Ok(table)
}
