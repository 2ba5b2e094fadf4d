//! The server as a whole: how long it takes to start, what memory it needs, and what a first visit
//! loads.

use std::time::{Duration, Instant};

use anyhow::ensure;
use bytes::Bytes;
use diesel_async::AsyncPgConnection;

use super::line::{Goal, Line, Rounds, Unit};
use super::reads::{CONNECTIONS, settings};
use crate::bench::floor::{Floor, Task};
use crate::bench::repeat::{Line as Connection, request};
use crate::bench::{Options, chat, crowd};
use crate::client::{Call, Connection as Browser};
use crate::database::Database;
use crate::floor::answers::VIEWER;
use crate::people;
use crate::queries;
use crate::server::{Server, Settings};

/// People with an open socket.
const SOCKETS: usize = 1_000;
/// Events that are there.
const EVENTS: u32 = 1_000;
/// Most bytes of a first visit; `e2e/budget` holds the browser against it.
const BUDGET: f64 = 409_600.0;
/// What a browser fetches together with a document. Icons are for those who install the site.
const FILES: [&str; 6] = [".js", ".css", ".wasm", ".ftl", ".woff2", ".svg"];

/// Measures.
pub(super) async fn measure(options: &Options) -> anyhow::Result<Vec<Line>> {
    let database = Database::create(&options.database_url, "whole").await?;
    let lines = measure_in(options, &database).await;
    database.remove().await?;
    lines
}

async fn measure_in(options: &Options, database: &Database) -> anyhow::Result<Vec<Line>> {
    crowd::generate(&options.server, &database.url, EVENTS).await?;
    let mut conn = database.connect().await?;
    queries::vacuum(&mut conn).await?;
    // All of them come from one address, which may not open that many sockets at once.
    let without_limits = settings(&database.url)?.with("RATE_LIMITS", "off".to_owned());
    let settings = settings(&database.url)?;
    Ok(vec![
        start(options, database, &settings).await?,
        memory(options, &mut conn, &without_limits).await?,
        first_visit(options, &settings).await?,
    ])
}

/// From the start of the process to the first page of events. What is needed for it is in the
/// database.
async fn start(
    options: &Options,
    database: &Database,
    settings: &Settings,
) -> anyhow::Result<Line> {
    let path = "/api/v1/events";
    let viewer = queries::id(1).to_string();
    let (ask_ours, ask_floor) = (
        request("GET", path, &[], ""),
        request("GET", path, &[(VIEWER, &viewer)], ""),
    );
    let mut rounds = Rounds::default();
    for _ in 0..options.rounds * 2 {
        let began = Instant::now();
        let server = Server::spawn(options.server.clone(), settings)?;
        first_answer(&server.address, &ask_ours).await?;
        let ours = began.elapsed();
        drop(server);
        let began = Instant::now();
        let floor = Floor::start(&options.floor, Task::Answer(&database.url, CONNECTIONS))?;
        first_answer(&floor.address, &ask_floor).await?;
        let floors = began.elapsed();
        rounds.add(ours.as_secs_f64() * 1_000.0, floors.as_secs_f64() * 1_000.0);
    }
    let names = ("first answer after the start", "the bare program's");
    Ok(rounds.line(names, Unit::Millis, Some(Goal::Below(300.0))))
}

/// Asks as soon as somebody listens, and waits for the answer.
async fn first_answer(address: &str, request: &Bytes) -> anyhow::Result<()> {
    let began = Instant::now();
    let mut connection = loop {
        match Connection::open(address).await {
            Ok(connection) => break connection,
            Err(error) if began.elapsed() > Duration::from_secs(30) => return Err(error),
            Err(_) => tokio::time::sleep(Duration::from_millis(1)).await,
        }
    };
    let answer = connection.ask(request).await?;
    ensure!(answer.status == 200, "it is answered {}", answer.status);
    Ok(())
}

/// While so many people have a socket open.
async fn memory(
    options: &Options,
    conn: &mut AsyncPgConnection,
    settings: &Settings,
) -> anyhow::Result<Line> {
    let people = people::settle(conn, &settings.signer()?, SOCKETS).await?;
    let mut rounds = Rounds::default();
    for _ in 0..options.rounds.div_ceil(2) {
        let [ours, floor] = chat::memory_with_sockets(options, settings, &people).await?;
        rounds.add(ours, floor);
    }
    let names = (
        "memory with 1,000 sockets open",
        "a bare relay that stores nothing",
    );
    // The promise is made in millions of bytes.
    let goal = Goal::Below(60e6 / 1024.0 / 1024.0);
    Ok(rounds.line(names, Unit::MiB, Some(goal)))
}

/// The overview and the files that its document names, without the heads of the answers.
async fn first_visit(options: &Options, settings: &Settings) -> anyhow::Result<Line> {
    let server = Server::start(options.server.clone(), settings).await?;
    // What is compressed on the way does not tell its length.
    let mut browser = Browser::new(&server.address);
    let document = browser.send(&Call::get("/event-overview")).await?.body;
    let document = std::str::from_utf8(&document)?;
    let mut paths = vec!["/event-overview".to_owned()];
    paths.extend(files(document));
    for needed in ["_bg.wasm", ".ftl", ".css"] {
        ensure!(
            paths.iter().any(|path| path.ends_with(needed)),
            "no {needed} belongs to the document: the page was not built before the server"
        );
    }
    let mut bytes = 0;
    for path in paths {
        let mut call = Call::get(&path);
        call.headers
            .push(("accept-encoding", "gzip, deflate, br, zstd".to_owned()));
        let answer = browser.send(&call).await?;
        ensure!(answer.status == 200, "{path}: {}", answer.status);
        bytes += answer.body.len();
    }
    let mut rounds = Rounds::default();
    rounds.add(bytes as f64, BUDGET);
    let names = ("first visit to the overview", "the budget");
    Ok(rounds.line(names, Unit::Bytes, Some(Goal::Below(BUDGET))))
}

/// The addresses of files that are named in a document, each once.
fn files(document: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "/_.-".contains(c);
    let mut found: Vec<String> = document
        .split(|c| !is_part(c))
        .filter(|word| word.starts_with('/') && !word.starts_with("/icons/"))
        .filter(|word| FILES.iter().any(|ending| word.ends_with(ending)))
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::files;

    #[test]
    fn files_are_found_in_a_document() {
        let document = r#"<link href=/main-1.css rel=stylesheet><link href="/words-en-1.ftl">
            <script src=/a.js></script><a href="/event-detail/1">1</a><link href=/icons/a.svg>
            <script type=module>import init from '/a.js'; init('/a_bg.wasm')</script>"#;
        let expected = ["/a.js", "/a_bg.wasm", "/main-1.css", "/words-en-1.ftl"];
        assert_eq!(files(document), expected);
    }
}
