//! What a database held at a moment, to tell what has changed since and to put it back.

use diesel::QueryableByName;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

pub struct Saved {
    conn: AsyncPgConnection,
    /// A table comes after those that it refers to.
    tables: Vec<Table>,
}

#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = Text)]
    name: String,
    /// Without those that are computed.
    #[diesel(sql_type = Text)]
    columns: String,
    /// Without what changes whenever somebody looks.
    #[diesel(sql_type = Text)]
    telling: String,
}

/// The tables, first those that refer to no other.
const TABLES: &str = "
WITH RECURSIVE keys AS (
    SELECT conrelid, confrelid FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid
), depths AS (
    SELECT oid, 0 AS depth FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND NOT starts_with(relname, '__diesel')
    UNION
    SELECT conrelid, depth + 1 FROM keys JOIN depths ON depths.oid = confrelid
)
SELECT relname::text AS name,
    string_agg(quote_ident(attname), ', ') FILTER (WHERE attgenerated = '') AS columns,
    string_agg(quote_ident(attname), ', ') FILTER (WHERE attname <> 'last_used_at') AS telling
FROM (SELECT oid, max(depth) AS depth FROM depths GROUP BY oid) tables
JOIN pg_class USING (oid)
JOIN pg_attribute ON attrelid = oid AND attnum > 0 AND NOT attisdropped
GROUP BY relname, depth ORDER BY depth, relname";

#[derive(QueryableByName)]
struct Changed {
    #[diesel(sql_type = Text)]
    name: String,
}

impl Saved {
    pub async fn of(mut conn: AsyncPgConnection) -> Self {
        let tables: Vec<Table> = diesel::sql_query(TABLES).load(&mut conn).await.unwrap();
        let copies = tables
            .iter()
            .map(|Table { name, .. }| format!("CREATE TABLE saved.{name} AS TABLE public.{name};"));
        let save: String = copies.collect();
        conn.batch_execute(&format!("CREATE SCHEMA saved; {save}"))
            .await
            .unwrap();
        Self { conn, tables }
    }

    /// The tables that hold something else than at that moment.
    pub async fn changes(&mut self) -> Vec<String> {
        let rows = |table: &Table| {
            let Table { name, telling, .. } = table;
            let now = format!("SELECT ROW({telling})::text FROM public.{name}");
            let then = format!("SELECT ROW({telling})::text FROM saved.{name}");
            format!(
                "SELECT '{name}' AS name WHERE EXISTS ({now} EXCEPT {then}) OR EXISTS ({then} EXCEPT {now})"
            )
        };
        let query: Vec<_> = self.tables.iter().map(rows).collect();
        let query = query.join(" UNION ALL ");
        let changed: Vec<Changed> = diesel::sql_query(query).load(&mut self.conn).await.unwrap();
        changed.into_iter().map(|table| table.name).collect()
    }

    /// Puts everything back.
    pub async fn restore(&mut self) {
        let remove = self.tables.iter().rev();
        let remove: String = remove
            .map(|Table { name, .. }| format!("DELETE FROM public.{name};"))
            .collect();
        let insert = self.tables.iter().map(|Table { name, columns, .. }| {
            format!("INSERT INTO public.{name} ({columns}) SELECT {columns} FROM saved.{name};")
        });
        let insert: String = insert.collect();
        self.conn
            .batch_execute(&format!("BEGIN; {remove} {insert} COMMIT"))
            .await
            .unwrap();
    }
}
