//! A large database, to see how the application behaves with one: generated events that stream
//! into the database through `COPY`.
//!
//! Each batch is a transaction: whoever interrupts this keeps what was done, and may go on later.

mod generate;
mod progress;
mod rows;
mod words;

use std::io::Cursor;
use std::pin::pin;

use anyhow::Context;
use chrono::NaiveDate;
use futures_util::SinkExt;
use tokio::sync::mpsc;
use tokio_postgres::{Client, NoTls, Transaction};
use uuid::Uuid;

use self::generate::Generator;
use self::progress::Progress;
use self::rows::{COPY_BOOKINGS, COPY_EVENTS, Rows};
use super::people::PEOPLE;
use super::queries;
use super::table::DemoPerson;
use crate::state::AppState;

/// Events in a transaction.
const BATCH: u64 = 10_000;

/// Another seed, other events.
const SEED: u64 = 1_000_000;

/// Whose events these are: everybody's but those of the person one logs in as, who keeps a
/// calendar that a person can have.
const OTHERS: &[DemoPerson] = PEOPLE.split_at(1).1;

/// Adds so many generated events of the demo data's people, who come first if the database is
/// empty.
pub async fn add_many_events(state: &AppState, url: &str, count: u32) -> anyhow::Result<()> {
    let (people, present) = {
        let mut conn = state.connection().await?;
        if !queries::any_user(&mut conn).await? {
            drop(conn);
            super::fill(state).await?;
            conn = state.connection().await?;
        }
        let people = queries::demo_people(&mut conn, OTHERS).await?;
        (people, queries::count_events(&mut conn).await?)
    };
    anyhow::ensure!(
        people.len() == OTHERS.len(),
        "this database has accounts of other people and not those of the demo data; \
         generated events go into a database of their own"
    );
    let mut client = connect(url).await?;
    let today = super::today(state.clock.now());
    // What is there already has used up its seed.
    let seed = SEED.wrapping_add(present.unsigned_abs());
    let mut batches = generate(count.into(), seed, today, people);
    let mut progress = Progress::new(count.into());
    while let Some(batch) = batches.recv().await {
        let batch = batch?;
        let count = batch.count;
        write(&mut client, batch)
            .await
            .context("a batch of events could not be written")?;
        progress.add(count);
    }
    progress.finish();
    tracing::info!(
        events = count,
        per_second = progress.rate(),
        "the events are written; their indexes and statistics are brought up to date"
    );
    client
        .batch_execute("VACUUM ANALYZE events, bookings")
        .await?;
    tracing::info!("done");
    Ok(())
}

/// A connection of its own, because `COPY` needs it for long and with other settings.
async fn connect(url: &str) -> anyhow::Result<Client> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::error!("the connection for generated events broke: {error}");
        }
    });
    client
        // Fewer and larger merges of new words into the search index: an eighth less work for the
        // server than with its defaults (measured: 12.5 s of CPU for 200,000 events, not 14.4).
        .batch_execute(
            "SET synchronous_commit = off; SET work_mem = '128MB'; \
             SET maintenance_work_mem = '256MB'; SET gin_pending_list_limit = '64MB'",
        )
        .await?;
    Ok(client)
}

/// Makes up the next batch while the database takes the one before.
fn generate(
    count: u64,
    seed: u64,
    today: NaiveDate,
    people: Vec<Uuid>,
) -> mpsc::Receiver<anyhow::Result<Rows>> {
    let (sender, receiver) = mpsc::channel(1);
    tokio::task::spawn_blocking(move || {
        let mut generator = Generator::new(seed, today, people.len());
        let mut left = count;
        while left > 0 {
            let size = left.min(BATCH);
            left -= size;
            if sender
                .blocking_send(batch(&mut generator, size, &people))
                .is_err()
            {
                // Nobody wants more.
                break;
            }
        }
    });
    receiver
}

fn batch(generator: &mut Generator, size: u64, people: &[Uuid]) -> anyhow::Result<Rows> {
    let mut rows = Rows::default();
    for _ in 0..size {
        rows.push(&generator.next()?, people);
    }
    Ok(rows)
}

async fn write(client: &mut Client, rows: Rows) -> Result<(), tokio_postgres::Error> {
    let transaction = client.transaction().await?;
    copy(&transaction, COPY_EVENTS, rows.events).await?;
    copy(&transaction, COPY_BOOKINGS, rows.bookings).await?;
    transaction.commit().await
}

async fn copy(
    transaction: &Transaction<'_>,
    statement: &str,
    rows: String,
) -> Result<(), tokio_postgres::Error> {
    let mut sink = pin!(transaction.copy_in(statement).await?);
    sink.send(Cursor::new(rows.into_bytes())).await?;
    sink.finish().await?;
    Ok(())
}
