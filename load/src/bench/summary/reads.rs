//! Reading events, and logging in, over as many connections as 32 people have.

use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use bytes::Bytes;

use super::line::{Goal, Line, Rounds, Unit};
use super::world::{self, Ask};
use crate::bench::floor::{Floor, Task};
use crate::bench::repeat::repeat;
use crate::bench::{Options, crowd};
use crate::database::Database;
use crate::queries;
use crate::server::{Server, Settings};

/// Connections of the server and of the floor to the database.
pub const CONNECTIONS: usize = 16;
/// Connections of clients, each of somebody else.
const CLIENTS: usize = 32;
/// People who log in, each from an address of their own.
const PEOPLE: usize = 1_000;
/// Events of the demo.
pub const EVENTS: u32 = 10_000;
/// Turns of each in a round.
const TURNS: usize = 2;
/// Before anything is counted.
const WARM_UP: Duration = Duration::from_secs(1);

/// The server as it is in production, but without a line in the log for each request.
pub fn settings(database_url: &str) -> anyhow::Result<Settings> {
    Ok(Settings::new(database_url, CONNECTIONS)?
        .with("RATE_LIMITS", "on".to_owned())
        .with("TRUSTED_PROXIES", "127.0.0.1".to_owned())
        .with("LOG", "info,access=warn".to_owned()))
}

/// Measures.
pub async fn measure(options: &Options) -> anyhow::Result<Vec<Line>> {
    let database = Database::create(&options.database_url, "reads").await?;
    let lines = measure_in(options, &database).await;
    database.remove().await?;
    lines
}

async fn measure_in(options: &Options, database: &Database) -> anyhow::Result<Vec<Line>> {
    crowd::generate(&options.server, &database.url, EVENTS).await?;
    let mut conn = database.connect().await?;
    let server = Server::start(options.server.clone(), &settings(&database.url)?).await?;
    let readers = world::settle(&mut conn, &server.address, PEOPLE, CLIENTS).await?;
    let events = queries::public_events(&mut conn, 1_000).await?;
    queries::vacuum(&mut conn).await?;
    let floor = Floor::start(&options.floor, Task::Answer(&database.url, CONNECTIONS))?;
    let addresses = [server.address.as_str(), floor.address.as_str()];
    let mut lines = Vec::new();
    for (ask, what) in [
        (Ask::List, "list of events"),
        (Ask::Filtered, "list of events, filtered"),
        (Ask::Detail, "one event"),
        (Ask::DetailToGuest, "one event, to a guest"),
    ] {
        let requests = ask.requests(&readers, &events);
        let rounds = in_turns(options, addresses, requests).await?;
        let goal = matches!(ask, Ask::List | Ask::Detail).then_some(Goal::Ratio(0.8));
        lines.push(rounds.line((what, ANSWERS), Unit::PerSecond, goal));
    }
    let logins: Vec<Bytes> = (1..=PEOPLE)
        .map(|number| {
            let address = format!("10.0.{}.{}", number / 250, number % 250 + 1);
            world::login(&format!("person{number}"), Some(&address))
        })
        .collect();
    let rounds = in_turns(options, addresses, [logins.clone(), logins]).await?;
    lines.push(rounds.line(("login", LOGIN), Unit::PerSecond, None));
    Ok(lines)
}

const ANSWERS: &str = "actix-web and tokio-postgres, the same statements and bytes";
const LOGIN: &str = "the same hash, one row read and one written";

/// Ours, the floor, ours, the floor: whatever else the machine does happens to both.
async fn in_turns(
    options: &Options,
    addresses: [&str; 2],
    requests: [Vec<Bytes>; 2],
) -> anyhow::Result<Rounds> {
    let requests: [Arc<[Bytes]>; 2] = requests.map(Into::into);
    let turn = options.duration / 4;
    let rate = async |which: usize, duration| {
        let driven = repeat(addresses[which], CLIENTS, duration, requests[which].clone()).await?;
        let all_good = driven.statuses.len() == 1 && driven.count(200) > 0;
        ensure!(all_good, "not all were answered: {:?}", driven.statuses);
        anyhow::Ok(driven.per_second(200))
    };
    for which in [0, 1] {
        rate(which, WARM_UP).await?;
    }
    let mut rounds = Rounds::default();
    for _ in 0..options.rounds * TURNS {
        let ours = rate(0, turn).await?;
        rounds.add(ours, rate(1, turn).await?);
    }
    Ok(rounds)
}
