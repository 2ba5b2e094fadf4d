//! The migrations again, as texts: a restore runs them in its own transaction, up to where the
//! backup was made. Diesel, which runs them otherwise, ends its transaction after each.

use anyhow::Context;
use rust_embed::RustEmbed;
use tokio_postgres::Transaction;

use super::catalog::MIGRATIONS;

#[derive(RustEmbed)]
#[folder = "../migrations"]
struct Files;

/// A migration.
pub(super) struct Migration {
    /// As Diesel writes it down: the digits of its name.
    pub(super) version: String,
    file: String,
}

/// All migrations, in their order.
pub(super) fn all() -> Vec<Migration> {
    let mut all: Vec<_> = Files::iter()
        .filter_map(|file| {
            let (version, _) = file.strip_suffix("/up.sql")?.split_once('_')?;
            Some(Migration {
                version: version.replace('-', ""),
                file: file.to_string(),
            })
        })
        .collect();
    all.sort_by(|a, b| a.version.cmp(&b.version));
    all
}

/// The versions of all migrations.
pub fn versions() -> Vec<String> {
    all()
        .into_iter()
        .map(|migration| migration.version)
        .collect()
}

/// Makes the table that remembers which migrations have run.
pub(super) async fn begin(tx: &Transaction<'_>) -> anyhow::Result<()> {
    let sql = format!(
        "CREATE TABLE {MIGRATIONS} (version varchar(50) PRIMARY KEY NOT NULL, \
         run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP)"
    );
    Ok(tx.batch_execute(&sql).await?)
}

impl Migration {
    /// Runs it and writes that down.
    pub(super) async fn run(&self, tx: &Transaction<'_>) -> anyhow::Result<()> {
        let file = Files::get(&self.file).with_context(|| format!("{} is gone", self.file))?;
        tx.batch_execute(std::str::from_utf8(&file.data)?)
            .await
            .with_context(|| format!("the migration {} failed", self.file))?;
        let sql = format!("INSERT INTO {MIGRATIONS} (version) VALUES ($1)");
        tx.execute(&sql, &[&self.version]).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use diesel::migration::MigrationSource;
    use diesel::pg::Pg;

    #[test]
    fn they_are_the_ones_that_diesel_runs() {
        let theirs = MigrationSource::<Pg>::migrations(&crate::db::MIGRATIONS).unwrap();
        let mut theirs: Vec<_> = theirs
            .iter()
            .map(|migration| migration.name().version().to_string())
            .collect();
        theirs.sort();
        let ours: Vec<_> = super::all().into_iter().map(|ours| ours.version).collect();
        assert_eq!(ours, theirs);
    }

    #[test]
    fn none_asks_to_run_outside_a_transaction() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations");
        for entry in std::fs::read_dir(folder).unwrap() {
            let settings = entry.unwrap().path().join("metadata.toml");
            assert!(
                !settings.exists(),
                "{}: a restore is one",
                settings.display()
            );
        }
    }
}
