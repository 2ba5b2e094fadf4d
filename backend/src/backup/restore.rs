//! Brings a backup back, in one transaction.

use std::pin::Pin;
use std::time::Duration;

use actix_web::web::Bytes;
use anyhow::{Context, bail, ensure};
use futures_util::SinkExt;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};
use tokio_postgres::{Client, CopyInSink, Transaction};

use super::archive::{self, Inspection, Part};
use super::catalog::{Sequence, Table, has_table, quoted};
use super::{FORMAT, MANIFEST, Manifest, Place, SEAL, Summary, connect, migrations};
use crate::db::MIGRATION_LOCK;

/// How long others may take to go.
const PATIENCE: Duration = Duration::from_secs(5);

/// What may become of what is in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// Nothing is lost: there must not be anything.
    KeepAll,
    /// Whoever asks was told to be asked what would be lost.
    Asked,
    /// It is removed.
    Replace,
}

/// Reads a whole backup and holds it against its seal. Needs no database.
pub async fn check(place: Place) -> anyhow::Result<Summary> {
    let (mut parts, reading) = archive::reader(place);
    let checked = check_parts(&mut parts).await;
    end(parts, reading, checked).await
}

async fn check_parts(parts: &mut mpsc::Receiver<Part>) -> anyhow::Result<Summary> {
    let first = next(parts).await?;
    let manifest = manifest_in(&first)?;
    let mut inspection = Inspection::of(&manifest, &first);
    loop {
        let part = next(parts).await?;
        if part.name == SEAL {
            let seal = inspection.finish(&part)?;
            nothing_more(parts).await?;
            return Ok(Summary::of(manifest, seal));
        }
        inspection.accept(&part)?;
    }
}

/// Fills the database with a backup. Until everything is there and is what the seal says, the
/// database is as it was.
pub async fn restore(url: &str, place: Place, consent: Consent) -> anyhow::Result<Summary> {
    let mut client = connect(url).await?;
    take_lock(&client).await?;
    be_alone(&client).await?;
    let tx = client.transaction().await?;
    make_room(&tx, consent).await?;
    let (mut parts, reading) = archive::reader(place);
    let filled = fill(&tx, &mut parts).await;
    let summary = end(parts, reading, filled)
        .await
        .context("the database is as it was")?;
    tx.commit().await?;
    // What the planner knows of tables is not part of them.
    client.batch_execute("ANALYZE").await?;
    Ok(summary)
}

/// Waits a little until something is so: whoever was stopped just now may take a moment to go.
async fn soon(mut is_so: impl AsyncFnMut() -> anyhow::Result<bool>) -> anyhow::Result<bool> {
    let patience = Instant::now() + PATIENCE;
    loop {
        match is_so().await? {
            false if Instant::now() < patience => sleep(Duration::from_millis(100)).await,
            outcome => return Ok(outcome),
        }
    }
}

/// Nobody else may bring a schema meanwhile; whoever starts later waits, and finds ours.
async fn take_lock(client: &Client) -> anyhow::Result<()> {
    let sql = format!("SELECT pg_try_advisory_lock({MIGRATION_LOCK})");
    let is_ours = soon(async || Ok(client.query_one(&sql, &[]).await?.get(0))).await?;
    ensure!(
        is_ours,
        "another program is changing this database, or backing it up: wait for its end"
    );
    Ok(())
}

/// Nobody else uses the database.
async fn be_alone(client: &Client) -> anyhow::Result<()> {
    let sql = "SELECT count(*), coalesce(string_agg(DISTINCT nullif(application_name, ''), ', '), '') \
        FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
        AND usename IS NOT NULL AND coalesce(backend_type, 'client backend') = 'client backend'";
    let mut others: (i64, String) = Default::default();
    let is_alone = soon(async || {
        let row = client.query_one(sql, &[]).await?;
        others = (row.get(0), row.get(1));
        Ok(others.0 == 0)
    });
    if !is_alone.await? {
        let (count, names) = others;
        bail!(
            "{count} other connection(s) to this database are open{}{names}: stop every server first",
            if names.is_empty() { "" } else { ": " }
        );
    }
    Ok(())
}

/// What was read, unless it could not be read, which explains more.
async fn end<T>(
    parts: mpsc::Receiver<Part>,
    reading: JoinHandle<anyhow::Result<()>>,
    outcome: anyhow::Result<T>,
) -> anyhow::Result<T> {
    drop(parts);
    reading.await??;
    outcome
}

async fn next(parts: &mut mpsc::Receiver<Part>) -> anyhow::Result<Part> {
    parts.recv().await.context("the backup is not complete")
}

async fn nothing_more(parts: &mut mpsc::Receiver<Part>) -> anyhow::Result<()> {
    match parts.recv().await {
        Some(part) => bail!("{} comes after the seal", part.name),
        None => Ok(()),
    }
}

fn manifest_in(part: &Part) -> anyhow::Result<Manifest> {
    ensure!(part.name == MANIFEST, "this is not a backup");
    let value: serde_json::Value =
        serde_json::from_slice(&part.bytes).context("its manifest cannot be read")?;
    let format = value["format"].as_u64().unwrap_or_default();
    let program = value["program"].as_str().unwrap_or("unknown");
    ensure!(
        format == u64::from(FORMAT),
        "the backup was made by version {program} of this program, in a form that this one \
         ({}) does not know",
        env!("CARGO_PKG_VERSION")
    );
    let manifest: Manifest =
        serde_json::from_value(value).context("its manifest cannot be read")?;
    let known = migrations::all();
    if let Some(unknown) = manifest
        .migrations
        .iter()
        .find(|version| known.iter().all(|ours| ours.version != **version))
    {
        bail!(
            "the backup is newer than this program: it has the migration {unknown}. Restore it \
             with the version that made it ({}), or a later one",
            manifest.program
        );
    }
    Ok(manifest)
}

/// Removes what is in the database, if that may be.
async fn make_room(tx: &Transaction<'_>, consent: Consent) -> anyhow::Result<()> {
    let sql = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()";
    let tables: i64 = tx.query_one(sql, &[]).await?.get(0);
    let loss = match has_table(tx, "users").await? {
        false if tables == 0 => return Ok(()),
        false => Some(format!("{tables} tables of another program")),
        true => {
            let sql = "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM events)";
            let counts = tx.query_one(sql, &[]).await?;
            let (people, events): (i64, i64) = (counts.get(0), counts.get(1));
            (people > 0).then(|| format!("{people} people and {events} events"))
        }
    };
    match (loss, consent) {
        (None, _) | (_, Consent::Replace) => {}
        (Some(loss), Consent::KeepAll) => bail!(
            "the database is not empty: it has {loss}. Restore into a new one, or say --replace \
             to lose them"
        ),
        (Some(loss), Consent::Asked) => bail!(
            "this would remove {loss} for ever. Make a backup of them first; if they may go, \
             say --replace --yes"
        ),
    }
    tx.batch_execute(DROP_ALL).await?;
    Ok(())
}

/// All that migrations make, but for extensions, which they do not mind to find.
const DROP_ALL: &str = "
    DO $$
    DECLARE
        command text;
    BEGIN
        FOR command IN
            SELECT format('DROP TABLE IF EXISTS %s CASCADE', c.oid::regclass)
            FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
            UNION ALL
            SELECT format('DROP SEQUENCE IF EXISTS %s CASCADE', c.oid::regclass)
            FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S'
            UNION ALL
            SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure)
            FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace AND NOT EXISTS (
                SELECT FROM pg_depend d
                WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
            UNION ALL
            SELECT format('DROP TYPE IF EXISTS %s CASCADE', t.oid::regtype)
            FROM pg_type t WHERE t.typnamespace = current_schema()::regnamespace AND t.typtype IN ('e', 'd')
        LOOP
            EXECUTE command;
        END LOOP;
    END
    $$";

async fn fill(tx: &Transaction<'_>, parts: &mut mpsc::Receiver<Part>) -> anyhow::Result<Summary> {
    let first = next(parts).await?;
    let manifest = manifest_in(&first)?;
    let (before, after): (Vec<_>, Vec<_>) = migrations::all()
        .into_iter()
        .partition(|migration| manifest.migrations.contains(&migration.version));
    migrations::begin(tx).await?;
    for migration in before {
        migration.run(tx).await?;
    }
    remove_rows(tx, &manifest.tables).await?;
    let mut inspection = Inspection::of(&manifest, &first);
    let mut open: Option<OpenTable> = None;
    let mut stored = 0;
    let seal = loop {
        let part = next(parts).await?;
        if part.name == SEAL {
            break inspection.finish(&part)?;
        }
        let at = inspection.accept(&part)?;
        if open.as_ref().is_none_or(|table| table.at != at) {
            stored += finish(open.take()).await?;
            open = Some(OpenTable::open(tx, &manifest.tables[at], at).await?);
        }
        if let Some(table) = &mut open {
            table.sink.send(Bytes::from(part.bytes)).await?;
        }
    };
    stored += finish(open).await?;
    nothing_more(parts).await?;
    ensure!(
        stored == seal.rows.values().sum::<u64>(),
        "{stored} rows were stored, which is not what the backup says"
    );
    for sequence in &manifest.sequences {
        go_on(tx, sequence).await?;
    }
    for migration in after {
        migration.run(tx).await?;
    }
    Ok(Summary::of(manifest, seal))
}

/// Migrations write rows, too; they are in the backup as they became.
async fn remove_rows(tx: &Transaction<'_>, tables: &[Table]) -> anyhow::Result<()> {
    let names: Vec<_> = tables.iter().map(|table| quoted(&table.name)).collect();
    if !names.is_empty() {
        let sql = format!("TRUNCATE {}", names.join(", "));
        tx.batch_execute(&sql).await?;
    }
    Ok(())
}

/// Lets a sequence count on from where it was.
async fn go_on(tx: &Transaction<'_>, sequence: &Sequence) -> anyhow::Result<()> {
    if let Some(value) = sequence.last_value {
        let sql = "SELECT setval($1::text::regclass, $2)";
        tx.execute(sql, &[&quoted(&sequence.name), &value]).await?;
    }
    Ok(())
}

/// A table that is being filled.
struct OpenTable {
    at: usize,
    name: String,
    sink: Pin<Box<CopyInSink<Bytes>>>,
}

impl OpenTable {
    async fn open(tx: &Transaction<'_>, table: &Table, at: usize) -> anyhow::Result<Self> {
        let sql = format!("COPY {} FROM STDIN", table.target());
        Ok(Self {
            at,
            name: table.name.clone(),
            sink: Box::pin(tx.copy_in(&sql).await?),
        })
    }
}

/// Waits until a table's rows are stored; returns how many they are.
async fn finish(table: Option<OpenTable>) -> anyhow::Result<u64> {
    match table {
        Some(mut table) => table
            .sink
            .as_mut()
            .finish()
            .await
            .with_context(|| format!("the rows of {} are refused", table.name)),
        None => Ok(0),
    }
}
