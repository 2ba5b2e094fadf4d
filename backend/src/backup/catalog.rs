//! What is in the database: asked of the database itself, so that a table or a column that is added
//! one day is in the backups, too.

use anyhow::ensure;
use serde::{Deserialize, Serialize};
use tokio_postgres::Transaction;

/// Where Diesel remembers which migrations have run.
pub(super) const MIGRATIONS: &str = "__diesel_schema_migrations";

/// A table, and the columns whose values are not made from others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
}

/// A sequence, and how far it has counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sequence {
    pub(super) name: String,
    /// None if it was never asked.
    pub(super) last_value: Option<i64>,
}

impl Table {
    /// Its name and columns, as COPY wants them.
    pub(super) fn target(&self) -> String {
        let columns: Vec<_> = self.columns.iter().map(|name| quoted(name)).collect();
        format!("{} ({})", quoted(&self.name), columns.join(", "))
    }
}

/// A name in SQL, whatever is in it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

const TABLES: &str = "
    SELECT c.relname::text,
           array(SELECT a.attname::text FROM pg_attribute a
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                 ORDER BY a.attnum),
           array(SELECT DISTINCT r.relname::text FROM pg_constraint f
                 JOIN pg_class r ON r.oid = f.confrelid
                 WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid)
    FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> $1
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass
                      AND d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.relname";

/// All tables, each after those that it refers to.
pub(super) async fn tables(tx: &Transaction<'_>) -> anyhow::Result<Vec<Table>> {
    let rows = tx.query(TABLES, &[&MIGRATIONS]).await?;
    let found = rows.iter().map(|row| {
        let table = Table {
            name: row.get(0),
            columns: row.get(1),
        };
        (table, row.get(2))
    });
    in_order(found.collect())
}

/// Puts tables behind the tables whose names stand beside them.
fn in_order(mut waiting: Vec<(Table, Vec<String>)>) -> anyhow::Result<Vec<Table>> {
    let mut ordered: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let (ready, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(_, references)| {
            references
                .iter()
                .all(|name| ordered.iter().any(|table| table.name == *name))
        });
        ensure!(
            !ready.is_empty(),
            "these tables refer to each other in a circle, which no backup can follow: {}",
            rest.iter()
                .map(|(table, _)| table.name.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        );
        ordered.extend(ready.into_iter().map(|(table, _)| table));
        waiting = rest;
    }
    Ok(ordered)
}

/// All sequences. They are ahead of every row that is seen, since they wait for no transaction.
pub(super) async fn sequences(tx: &Transaction<'_>) -> anyhow::Result<Vec<Sequence>> {
    let sql = "SELECT sequencename::text, last_value FROM pg_sequences \
        WHERE schemaname = current_schema() ORDER BY 1";
    let rows = tx.query(sql, &[]).await?;
    let sequences = rows.iter().map(|row| Sequence {
        name: row.get(0),
        last_value: row.get(1),
    });
    Ok(sequences.collect())
}

/// The versions of the migrations that have run, the earliest first. None where there is no schema
/// of ours.
pub(super) async fn applied_migrations(
    tx: &Transaction<'_>,
) -> anyhow::Result<Option<Vec<String>>> {
    if !has_table(tx, MIGRATIONS).await? {
        return Ok(None);
    }
    let sql = format!("SELECT version FROM {MIGRATIONS} ORDER BY version");
    let rows = tx.query(&sql, &[]).await?;
    Ok(Some(rows.iter().map(|row| row.get(0)).collect()))
}

/// Whether there is a table of this name.
pub(super) async fn has_table(tx: &Transaction<'_>, name: &str) -> anyhow::Result<bool> {
    let sql = "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1)";
    Ok(tx.query_one(sql, &[&name]).await?.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(name: &str, references: &[&str]) -> (Table, Vec<String>) {
        let table = Table {
            name: name.to_owned(),
            columns: vec!["id".into(), "odd \"name\"".into()],
        };
        (table, references.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_table_comes_after_those_that_it_refers_to() {
        let tables = vec![
            table("bookings", &["events", "users"]),
            table("events", &["users"]),
            table("users", &[]),
            table("words", &[]),
        ];
        let names: Vec<_> = in_order(tables)
            .unwrap()
            .into_iter()
            .map(|table| table.name)
            .collect();
        assert_eq!(names, ["users", "words", "events", "bookings"]);
    }

    #[test]
    fn a_circle_is_told() {
        let tables = vec![
            table("eggs", &["hens"]),
            table("farms", &[]),
            table("hens", &["eggs"]),
        ];
        let error = in_order(tables).unwrap_err().to_string();
        assert!(error.ends_with("eggs, hens"), "{error}");
    }

    #[test]
    fn every_name_can_be_said() {
        let (table, _) = table("bookings", &[]);
        assert_eq!(table.target(), r#""bookings" ("id", "odd ""name""")"#);
    }
}
