//! Bookings per second: spread over many events, all at one event, and a stampede.

use std::sync::Arc;

use anyhow::ensure;
use diesel_async::AsyncPgConnection;
use hyper::Method;
use uuid::Uuid;

use super::Options;
use super::drive::{Driven, Until, drive};
use super::pgbench::{Load, Pgbench};
use super::process;
use super::summary::line::{Rounds, Unit};
use super::table::{Table, median};
use crate::client::Call;
use crate::database::Database;
use crate::people::{self, Person};
use crate::queries;
use crate::server::{Server, Settings};

/// Connections of the server to the database, besides those of the desk where places are booked.
const CONNECTIONS: usize = 16;
/// Connections of clients to the server.
const CLIENTS: usize = 200;
/// People with accounts; the first is the creator.
const PEOPLE: usize = 60_001;
/// Events over which bookings are spread.
const SPREAD: usize = 1_000;
/// The events are numbered from here on.
const FIRST_EVENT: usize = 1_000_000;
/// More than will be booked.
const MANY_PLACES: i32 = 100_000;
/// People and places of the stampede.
const STAMPEDE: (usize, i32) = (5_000, 50);

/// The server, and who uses it.
struct Field {
    server: Server,
    people: Arc<Vec<Person>>,
    pgbench: Pgbench,
    /// Numbers of events that were used.
    events: usize,
}

/// Measures, and prints as it goes.
pub async fn run(options: &Options) -> anyhow::Result<Table> {
    let database = Database::create(&options.database_url, "bench").await?;
    let table = measure(options, &database).await;
    database.remove().await?;
    table
}

/// Spread and hot, without anything else.
pub(super) async fn in_short(options: &Options) -> anyhow::Result<[Rounds; 2]> {
    let database = Database::create(&options.database_url, "bench").await?;
    let rounds = measure_in_short(options, &database).await;
    database.remove().await?;
    rounds
}

async fn measure_in_short(options: &Options, database: &Database) -> anyhow::Result<[Rounds; 2]> {
    let mut conn = database.connect().await?;
    let mut field = Field::new(options, database, &mut conn).await?;
    let spread = compare(options, &mut field, &mut conn, SPREAD).await?;
    let hot = compare(options, &mut field, &mut conn, 1).await?;
    Ok([spread.rounds, hot.rounds])
}

async fn measure(options: &Options, database: &Database) -> anyhow::Result<Table> {
    let mut conn = database.connect().await?;
    let mut field = Field::new(options, database, &mut conn).await?;
    let mut table = Table::new([
        "bookings",
        "a second",
        "pgbench, the same statements",
        "ratio",
        "server's processor time for each",
    ]);
    for (name, events) in [
        ("spread over 1,000 events", SPREAD),
        ("all at one event", 1),
    ] {
        let measured = compare(options, &mut field, &mut conn, events).await?;
        let line = measured
            .rounds
            .line((name, "pgbench"), Unit::PerSecond, None);
        table.row([
            name.to_owned(),
            format!("{:.0}", line.ours),
            format!("{:.0}", line.floor),
            format!("{:.2}", line.ratio),
            format!("{:.0} µs", measured.cpu_micros),
        ]);
    }
    let stampedes = stampede(options, &mut field, &mut conn).await?;
    table.row([
        "5,000 people, 50 places, at once: answers".to_owned(),
        format!("{stampedes:.0}"),
        "–".to_owned(),
        "–".to_owned(),
        "–".to_owned(),
    ]);
    Ok(table)
}

struct Measured {
    rounds: Rounds,
    cpu_micros: f64,
}

/// Books in turns: we over HTTP, pgbench in the database, each at fresh events.
async fn compare(
    options: &Options,
    field: &mut Field,
    conn: &mut AsyncPgConnection,
    events: usize,
) -> anyhow::Result<Measured> {
    let (mut rounds, mut cpu) = (Rounds::default(), Vec::new());
    for _ in 0..options.rounds {
        let first = field.add_events(conn, events, MANY_PLACES).await?;
        let before = process::cpu(field.server.pid())?;
        let driven = field
            .book(first, events, Until::Elapsed(options.duration))
            .await?;
        let used = process::cpu(field.server.pid())? - before;
        let count = driven.count(201);
        ensure!(
            driven.statuses.len() == 1 && count > 0,
            "not all bookings succeeded: {:?}",
            driven.statuses
        );
        let load = Load {
            people: field.people.len() - 1,
            first_event: field.add_events(conn, events, MANY_PLACES).await?,
            events,
        };
        let rate = field
            .pgbench
            .run(
                load,
                CONNECTIONS + backend::db::DESK_CONNECTIONS,
                options.duration,
            )
            .await?;
        rounds.add(driven.per_second(201), rate);
        cpu.push(used.as_micros() as f64 / count as f64);
    }
    Ok(Measured {
        rounds,
        cpu_micros: median(&cpu),
    })
}

/// Everybody wants one of a few places at once. Returns the answers per second.
async fn stampede(
    options: &Options,
    field: &mut Field,
    conn: &mut AsyncPgConnection,
) -> anyhow::Result<f64> {
    let (people, places) = STAMPEDE;
    let mut rates = Vec::new();
    for _ in 0..options.rounds {
        let event = field.add_events(conn, 1, places).await?;
        let driven = field.book(event, 1, Until::Sent(people)).await?;
        let accepted = queries::accepted(conn, queries::id(event)).await?;
        ensure!(
            accepted == i64::from(places)
                && driven.count(201) == places as usize
                && driven.count(409) == people - places as usize,
            "{accepted} of {places} places are taken; answers: {:?}",
            driven.statuses
        );
        rates.push(people as f64 / driven.elapsed.as_secs_f64());
    }
    Ok(median(&rates))
}

impl Field {
    async fn new(
        options: &Options,
        database: &Database,
        conn: &mut AsyncPgConnection,
    ) -> anyhow::Result<Self> {
        let pgbench = Pgbench::find(&database.url)?;
        let settings = Settings::new(&database.url, CONNECTIONS)?;
        let server = Server::start(options.server.clone(), &settings).await?;
        let people = people::settle(conn, &settings.signer()?, PEOPLE).await?;
        Ok(Self {
            server,
            people: Arc::new(people),
            pgbench,
            events: FIRST_EVENT,
        })
    }

    /// Adds fresh events and returns the number of the first.
    async fn add_events(
        &mut self,
        conn: &mut AsyncPgConnection,
        count: usize,
        places: i32,
    ) -> anyhow::Result<usize> {
        let first = self.events;
        self.events += count;
        let numbers = first..=self.events - 1;
        queries::insert_events(conn, numbers.clone(), places).await?;
        queries::insert_announcements(conn, numbers).await?;
        queries::vacuum(conn).await?;
        Ok(first)
    }

    /// Everybody in turn books each of these events once.
    async fn book(
        &self,
        first_event: usize,
        events: usize,
        until: Until,
    ) -> anyhow::Result<Driven> {
        let people = self.people.clone();
        let ids: Vec<Uuid> = (first_event..first_event + events)
            .map(queries::id)
            .collect();
        drive(&self.server.address, CLIENTS, until, move |number| {
            let visitors = &people[1..];
            let person = &visitors[number % visitors.len()];
            // The next event each time, and another one in each round of the people.
            let event = ids[(number + number / visitors.len()) % ids.len()];
            Call::new(Method::PUT, format!("/api/v1/events/{event}/booking")).by(&person.token)
        })
        .await
    }
}
