//! The statements of the chaos: what was written down, and what is done to the database.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use uuid::Uuid;

use super::{FoundMails, count};

/// Lets the database note each mail in the transaction that writes it: a mail that was sent forgets
/// what it said.
pub async fn record_mails(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    conn.batch_execute(
        "CREATE TABLE written_mails ( \
             id uuid PRIMARY KEY, kind text NOT NULL, recipient text NOT NULL, user_id uuid, event_id uuid \
         ); \
         CREATE FUNCTION record_mail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             INSERT INTO written_mails SELECT NEW.id, NEW.kind, NEW.recipient, NEW.recipient_id, \
                 (SELECT (content -> 'event' ->> 'id')::uuid FROM announcements \
                  WHERE announcements.id = NEW.announcement_id); \
             RETURN NULL; \
         END $$; \
         CREATE TRIGGER record_mail AFTER INSERT ON outgoing_mails \
             FOR EACH ROW EXECUTE FUNCTION record_mail()",
    )
    .await
}

/// A mail that was written.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct WrittenMail {
    /// Also the left side of its Message-ID.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// One address.
    #[diesel(sql_type = Text)]
    pub recipient: String,
    /// Whether it has neither left nor been given up.
    #[diesel(sql_type = Bool)]
    pub is_waiting: bool,
}

/// All mails that were ever written.
pub async fn written_mails(conn: &mut AsyncPgConnection) -> QueryResult<Vec<WrittenMail>> {
    diesel::sql_query(
        "SELECT id, recipient, EXISTS ( \
             SELECT FROM outgoing_mails WHERE outgoing_mails.id = written_mails.id \
             AND sent_at IS NULL AND failed_at IS NULL \
         ) AS is_waiting FROM written_mails",
    )
    .load(conn)
    .await
}

/// All mails about events that were ever written, except about this one.
pub async fn written_mails_about_events(
    conn: &mut AsyncPgConnection,
    except: Uuid,
) -> QueryResult<Vec<FoundMails>> {
    diesel::sql_query(
        "SELECT event_id, user_id, kind, count(*) AS number FROM written_mails \
         WHERE event_id <> $1 AND user_id IS NOT NULL GROUP BY 1, 2, 3",
    )
    .bind::<SqlUuid, _>(except)
    .load(conn)
    .await
}

/// How many mails have neither left nor been given up.
pub async fn waiting_mails(conn: &mut AsyncPgConnection) -> QueryResult<i64> {
    count(
        conn,
        "SELECT count(*) AS number FROM outgoing_mails WHERE sent_at IS NULL AND failed_at IS NULL",
    )
    .await
}

/// The positive control: a place is lost, and counted as if it had never been there.
pub async fn lose_booking(conn: &mut AsyncPgConnection, except: Uuid) -> QueryResult<usize> {
    diesel::sql_query(
        "WITH lost AS (DELETE FROM bookings WHERE id IN ( \
             SELECT id FROM bookings WHERE status = 'accepted' AND event_id <> $1 LIMIT 1 \
         ) RETURNING event_id) \
         UPDATE events SET places_taken = places_taken - 1 FROM lost WHERE events.id = lost.event_id",
    )
    .bind::<SqlUuid, _>(except)
    .execute(conn)
    .await
}

/// The positive control: a message is lost.
pub async fn lose_message(conn: &mut AsyncPgConnection) -> QueryResult<usize> {
    diesel::sql_query("DELETE FROM messages WHERE position = (SELECT min(position) FROM messages)")
        .execute(conn)
        .await
}

/// Connections that were ended.
#[derive(Debug, Default, Clone, Copy, diesel::QueryableByName)]
pub struct Ended {
    /// All of them.
    #[diesel(sql_type = BigInt)]
    pub all: i64,
    /// Those over which somebody was sending a mail.
    #[diesel(sql_type = BigInt)]
    pub mails: i64,
}

/// Ends everybody's connections to a database.
pub async fn end_connections(admin: &mut AsyncPgConnection, name: &str) -> QueryResult<Ended> {
    diesel::sql_query(
        "SELECT count(pg_terminate_backend(pid)) AS all, \
         count(*) FILTER (WHERE application_name = $2 AND state <> 'idle') AS mails \
         FROM pg_stat_activity WHERE datname = $1",
    )
    .bind::<Text, _>(name)
    .bind::<Text, _>(backend::mail::worker::NAME)
    .get_result(admin)
    .await
}

/// Makes the database begin the next file of its log, for which it needs room.
pub async fn begin_next_log_file(admin: &mut AsyncPgConnection) -> QueryResult<()> {
    admin
        .batch_execute(
            "SELECT pg_logical_emit_message(true, 'chaos', 'next'); SELECT pg_switch_wal()",
        )
        .await
}

/// Whether a connection is of any use.
pub async fn is_alive(conn: &mut AsyncPgConnection) -> bool {
    conn.batch_execute("SELECT 1").await.is_ok()
}
