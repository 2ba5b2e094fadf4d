//! Very many rows: lists, searches and news of a large event in a large database, next to a small
//! one.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, ensure};
use diesel_async::AsyncPgConnection;
use hyper::Method;
use serde_json::{Value, json};

use super::Options;
use super::process;
use super::table::{Table, median};
use crate::client::{Call, Connection, Reply};
use crate::database::Database;
use crate::people::{self, Person};
use crate::queries;
use crate::server::{Server, Settings};

/// What the small database has: events, and people at an event.
const SMALL: usize = 1_000;
/// Numbers of the events with many people; each is cancelled in the end.
const FIRST_EVENT: usize = 1;
/// Most items of a page.
const PAGE: usize = 100;
const CONNECTIONS: usize = 8;

/// A database and a server on it.
struct Side {
    conn: AsyncPgConnection,
    server: Server,
    connection: Connection,
    creator: Person,
    database: Database,
    attendees: usize,
    /// Where the second half of the attendees begins.
    middle: String,
    memory_before: f64,
}

/// Measures both in turns.
pub async fn run(options: &Options) -> anyhow::Result<Table> {
    let mut small = Side::new(options, "small", SMALL as u32, SMALL).await?;
    let mut large = Side::new(options, "large", options.events, options.attendees).await?;
    let size = |events, people| format!("{events} events, {people} people at one");
    let mut table = Table::new([
        "milliseconds".to_owned(),
        size(SMALL, SMALL),
        size(options.events as usize, options.attendees),
        "ratio".to_owned(),
    ]);
    for (name, call) in READS {
        let (mut few, mut many) = (Vec::new(), Vec::new());
        for _ in 0..options.rounds * 5 {
            few.push(small.read(call).await?);
            many.push(large.read(call).await?);
        }
        add_row(&mut table, name, &few, &many);
    }
    for write in [Write::Edit, Write::Notify, Write::Cancel] {
        let (mut few, mut many) = (Vec::new(), Vec::new());
        for round in 0..options.rounds {
            few.push(small.write(write, round).await?);
            many.push(large.write(write, round).await?);
        }
        add_row(&mut table, write.name(), &few, &many);
    }
    let memory = |side: &Side| -> anyhow::Result<String> {
        let after = process::memory(side.server.pid())?;
        Ok(format!("{:.0} → {after:.0} MiB", side.memory_before))
    };
    table.row([
        "memory of the server, before and after".to_owned(),
        memory(&small)?,
        memory(&large)?,
        String::new(),
    ]);
    small.close().await?;
    large.close().await?;
    Ok(table)
}

fn add_row(table: &mut Table, name: &str, few: &[f64], many: &[f64]) {
    let (few, many) = (median(few), median(many));
    table.row([
        name.to_owned(),
        format!("{few:.1}"),
        format!("{many:.1}"),
        format!("{:.1}", many / few),
    ]);
}

/// What is read: its name, and its address.
type Read = fn(&Side) -> String;

const READS: [(&str, Read); 6] = [
    ("attendees, first page", |side| side.attendees("")),
    ("attendees, from the middle", |side| {
        side.attendees(&format!("&cursor={}", side.middle))
    }),
    ("attendees, search", |side| {
        side.attendees("&query=person77")
    }),
    ("overview, first page", |_| "/api/v1/events".to_owned()),
    ("overview, search", |_| {
        "/api/v1/events?query=stuttgart".to_owned()
    }),
    ("people, as one types", |_| {
        "/api/v1/users?query=person7".to_owned()
    }),
];

/// What its creator does with a large event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Write {
    Edit,
    Notify,
    Cancel,
}

impl Write {
    const fn name(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Notify => "tell everybody what changed",
            Self::Cancel => "cancel the event",
        }
    }

    /// The kind of the mails that it writes.
    const fn mails(self) -> Option<&'static str> {
        match self {
            Self::Edit => None,
            Self::Notify => Some("event_changed"),
            Self::Cancel => Some("event_cancelled"),
        }
    }
}

impl Side {
    async fn new(
        options: &Options,
        purpose: &str,
        events: u32,
        attendees: usize,
    ) -> anyhow::Result<Self> {
        let database = Database::create(&options.database_url, purpose).await?;
        generate(&options.server, &database.url, events).await?;
        let settings = Settings::new(&database.url, CONNECTIONS)?;
        let mut conn = database.connect().await?;
        let people = people::settle(&mut conn, &settings.signer()?, attendees + 1).await?;
        let creator = people
            .into_iter()
            .find(|person| person.id == queries::id(1))
            .context("nobody is there")?;
        let numbers = FIRST_EVENT..=FIRST_EVENT + options.rounds;
        queries::insert_events(&mut conn, numbers.clone(), 100_000).await?;
        for number in numbers {
            queries::insert_bookings(&mut conn, queries::id(number), attendees).await?;
        }
        queries::vacuum(&mut conn).await?;
        let server = Server::start(options.server.clone(), &settings).await?;
        let mut side = Self {
            connection: Connection::new(&server.address),
            conn,
            server,
            creator,
            database,
            attendees,
            middle: String::new(),
            memory_before: 0.0,
        };
        side.middle = side.find_middle().await?;
        side.memory_before = process::memory(side.server.pid())?;
        Ok(side)
    }

    async fn close(self) -> anyhow::Result<()> {
        drop(self.server);
        self.database.remove().await
    }

    fn attendees(&self, parameters: &str) -> String {
        let event = queries::id(FIRST_EVENT);
        format!("/api/v1/events/{event}/attendees?limit={PAGE}{parameters}")
    }

    /// Turns pages up to the middle of the list, as there is no other way to get there.
    async fn find_middle(&mut self) -> anyhow::Result<String> {
        let mut cursor = String::new();
        for _ in 0..self.attendees / PAGE / 2 {
            let address = match cursor.is_empty() {
                true => self.attendees(""),
                false => self.attendees(&format!("&cursor={cursor}")),
            };
            let page = self.ask(Call::get(address), 200).await?.json();
            let next = page["next_cursor"].as_str().context("the list is short")?;
            next.clone_into(&mut cursor);
        }
        Ok(cursor)
    }

    async fn ask(&mut self, call: Call, status: u16) -> anyhow::Result<Reply> {
        let call = call.by(&self.creator.token);
        let reply = self.connection.send(&call).await?;
        ensure!(
            reply.status == status,
            "{} {} answered {}: {}",
            call.method,
            call.path,
            reply.status,
            reply.json()
        );
        Ok(reply)
    }

    async fn timed(&mut self, call: Call) -> anyhow::Result<(f64, Value)> {
        let started = Instant::now();
        let reply = self.ask(call, 200).await?;
        Ok((started.elapsed().as_secs_f64() * 1_000.0, reply.json()))
    }

    /// Milliseconds until it is read.
    async fn read(&mut self, address: Read) -> anyhow::Result<f64> {
        let call = Call::get(address(self));
        let (time, page) = self.timed(call).await?;
        let items = page["items"].as_array().map(Vec::len);
        ensure!(
            items.is_some_and(|count| count > 0),
            "an empty page: {page}"
        );
        Ok(time)
    }

    /// Milliseconds until it is done; each person gets the mail.
    async fn write(&mut self, write: Write, round: usize) -> anyhow::Result<f64> {
        // The first event is left as it is, for those who read.
        let event = queries::id(FIRST_EVENT + 1 + round);
        let path = format!("/api/v1/events/{event}");
        let call = match write {
            Write::Edit => {
                let mut call =
                    Call::new(Method::PATCH, path).json(&json!({ "location": "Stuttgart" }));
                call.headers.push(("if-match", "*".to_owned()));
                call
            }
            Write::Notify => Call::new(Method::POST, format!("{path}/notifications")),
            Write::Cancel => Call::new(Method::POST, format!("{path}/cancellation"))
                .json(&json!({ "reason": "Rain." })),
        };
        let (time, answer) = self.timed(call).await?;
        if let Some(kind) = write.mails() {
            let expected = self.attendees * (round + 1);
            let written = queries::mails_of_kind(&mut self.conn, kind).await?;
            ensure!(
                usize::try_from(written) == Ok(expected),
                "{written} mails instead of {expected}: {answer}"
            );
        }
        Ok(time)
    }
}

/// Lets the program fill the database.
pub(super) async fn generate(server: &Path, database_url: &str, events: u32) -> anyhow::Result<()> {
    let home = tempfile::tempdir()?;
    let mut command = Command::new(server);
    command
        .args(["demo", "--events", &events.to_string()])
        .current_dir(home.path())
        .env_clear()
        .env("DATABASE_URL", database_url)
        .env("DATA_DIR", home.path())
        .env("LOG", "error");
    let output = tokio::task::spawn_blocking(move || command.output()).await??;
    ensure!(
        output.status.success(),
        "the events were not made: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}
