//! Makes a backup, beside a running server.

use anyhow::Context;
use chrono::Utc;
use futures_util::TryStreamExt;
use tokio::sync::mpsc;
use tokio_postgres::{IsolationLevel, Transaction};

use super::archive::{self, PART, Piece, name_of, rows_in};
use super::catalog::{self, Table};
use super::{FORMAT, MANIFEST, Manifest, Place, Seal, Summary, connect};
use crate::db::MIGRATION_LOCK;

/// Writes all that the database holds. A file has its name only when it is complete.
pub async fn write(url: &str, place: Place) -> anyhow::Result<Summary> {
    let mut client = connect(url).await?;
    // Whoever wants to change the schema waits until we are done.
    let lock = format!("SELECT pg_advisory_lock_shared({MIGRATION_LOCK})");
    client.batch_execute(&lock).await?;
    let tx = client
        .build_transaction()
        .isolation_level(IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()
        .await?;
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        created_at: Utc::now(),
        migrations: catalog::applied_migrations(&tx)
            .await?
            .context("there is nothing to back up: no server has used this database yet")?,
        tables: catalog::tables(&tx).await?,
        sequences: catalog::sequences(&tx).await?,
    };
    let (pieces, writing) = archive::writer(place);
    let read = hand_over(&tx, &manifest, &pieces).await;
    drop(pieces);
    let written = writing.await?;
    // Who could not write knows best why.
    match (read, written) {
        (Err(ReadError::Database(error)), _) => Err(error.into()),
        (_, written) => Ok(Summary::of(manifest, written?)),
    }
}

/// Why not everything was handed over.
enum ReadError {
    /// Nobody takes it any more.
    NotTaken,
    Database(tokio_postgres::Error),
}

impl From<tokio_postgres::Error> for ReadError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Database(error)
    }
}

async fn hand_over(
    tx: &Transaction<'_>,
    manifest: &Manifest,
    pieces: &mpsc::Sender<Piece>,
) -> Result<(), ReadError> {
    let text = serde_json::to_vec_pretty(manifest).unwrap_or_default();
    hand(pieces, Piece::Part(MANIFEST.to_owned(), text)).await?;
    let mut seal = Seal::default();
    for table in &manifest.tables {
        let rows = hand_over_table(tx, table, pieces).await?;
        seal.rows.insert(table.name.clone(), rows);
    }
    hand(pieces, Piece::End(seal)).await
}

/// The rows of a table; returns how many there are.
async fn hand_over_table(
    tx: &Transaction<'_>,
    table: &Table,
    pieces: &mpsc::Sender<Piece>,
) -> Result<u64, ReadError> {
    let sql = format!("COPY {} TO STDOUT", table.target());
    let mut lines = Box::pin(tx.copy_out(&sql).await?);
    let (mut rows, mut number, mut part) = (0, 0, Vec::new());
    loop {
        let line = lines.try_next().await?;
        let is_last = line.is_none();
        part.extend_from_slice(&line.unwrap_or_default());
        if part.len() >= PART || (is_last && !part.is_empty()) {
            rows += rows_in(&part);
            number += 1;
            let name = name_of(&table.name, number);
            let bytes = std::mem::replace(&mut part, Vec::with_capacity(PART));
            hand(pieces, Piece::Part(name, bytes)).await?;
        }
        if is_last {
            return Ok(rows);
        }
    }
}

async fn hand(pieces: &mpsc::Sender<Piece>, piece: Piece) -> Result<(), ReadError> {
    pieces.send(piece).await.map_err(|_| ReadError::NotTaken)
}
