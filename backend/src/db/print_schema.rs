//! Writes `schema.rs` from the tables of a migrated database, as `diesel print-schema` does.
//! That tool needs PostgreSQL's C library to be built; this needs only the connection we have.

use std::collections::BTreeMap;
use std::fmt::Write;

use diesel::QueryableByName;
use diesel::sql_types::{Bool, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    type_name: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    #[diesel(sql_type = Bool)]
    primary_key: bool,
}

#[derive(QueryableByName)]
struct ForeignKey {
    #[diesel(sql_type = Text)]
    child: String,
    #[diesel(sql_type = Text)]
    parent: String,
    #[diesel(sql_type = Text)]
    column_name: String,
}

const COLUMNS: &str = "
    SELECT c.relname AS table_name, a.attname AS column_name, t.typname AS type_name,
           NOT a.attnotnull AS nullable,
           EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary
                   AND a.attnum = ANY (i.indkey)) AS primary_key
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      AND c.relname NOT LIKE '\\_\\_diesel%'
    ORDER BY c.relname, a.attnum";

const FOREIGN_KEYS: &str = "
    SELECT child.relname AS child, parent.relname AS parent, a.attname AS column_name
    FROM pg_constraint k
    JOIN pg_class child ON child.oid = k.conrelid
    JOIN pg_class parent ON parent.oid = k.confrelid
    JOIN pg_attribute a ON a.attrelid = child.oid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'f' AND cardinality(k.conkey) = 1 AND k.connamespace = 'public'::regnamespace
    ORDER BY child, parent, column_name";

/// The text of `schema.rs`.
pub async fn print_schema(connection: &mut AsyncPgConnection) -> anyhow::Result<String> {
    let columns: Vec<Column> = diesel::sql_query(COLUMNS).load(connection).await?;
    let keys: Vec<ForeignKey> = diesel::sql_query(FOREIGN_KEYS).load(connection).await?;
    let mut tables: BTreeMap<&str, Vec<&Column>> = BTreeMap::new();
    for column in &columns {
        tables.entry(&column.table_name).or_default().push(column);
    }
    let mut text =
        String::from("// Written by `cargo xtask schema` from the migrations; do not edit.\n\n");
    for (table, columns) in &tables {
        let primary: Vec<_> = columns
            .iter()
            .filter(|column| column.primary_key)
            .map(|column| column.column_name.as_str())
            .collect();
        writeln!(
            text,
            "diesel::table! {{\n    {table} ({}) {{",
            primary.join(", ")
        )?;
        for column in columns {
            let mut kind = diesel_type(&column.type_name)?.to_owned();
            if column.nullable {
                kind = format!("Nullable<{kind}>");
            }
            writeln!(text, "        {} -> {kind},", column.column_name)?;
        }
        text.push_str("    }\n}\n\n");
    }
    for key in joinable(&keys) {
        writeln!(
            text,
            "diesel::joinable!({} -> {} ({}));",
            key.child, key.parent, key.column_name
        )?;
    }
    text.push_str("\ndiesel::allow_tables_to_appear_in_same_query!(\n");
    for table in tables.keys() {
        writeln!(text, "    {table},")?;
    }
    text.push_str(");\n");
    Ok(text)
}

/// Only tables that are tied by exactly one key, of one column, can be joined without saying how.
fn joinable(keys: &[ForeignKey]) -> impl Iterator<Item = &ForeignKey> {
    keys.iter().filter(|key| {
        let pair = |other: &&ForeignKey| other.child == key.child && other.parent == key.parent;
        key.child != key.parent && keys.iter().filter(pair).count() == 1
    })
}

fn diesel_type(postgres: &str) -> anyhow::Result<&'static str> {
    Ok(match postgres {
        "bool" => "Bool",
        "bytea" => "Bytea",
        "date" => "Date",
        "inet" => "Inet",
        "int2" => "Int2",
        "int4" => "Int4",
        "int8" => "Int8",
        "jsonb" => "Jsonb",
        "numeric" => "Numeric",
        "text" => "Text",
        "time" => "Time",
        "timestamptz" => "Timestamptz",
        "uuid" => "Uuid",
        other => anyhow::bail!("no diesel type is known for PostgreSQL's {other}"),
    })
}
