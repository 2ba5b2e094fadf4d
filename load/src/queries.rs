//! Every SQL statement of the crate. People are made and results are read in the database; what is
//! put under load goes through the server.

pub mod chaos;

use std::ops::RangeInclusive;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use uuid::Uuid;

use self::tables::floor_messages;
use crate::chat_storm::judge::{Placed, Said};

/// Makes an empty database.
pub async fn create_database(admin: &mut AsyncPgConnection, name: &str) -> QueryResult<()> {
    drop_database(admin, name).await?;
    admin
        .batch_execute(&format!("CREATE DATABASE {name}"))
        .await
}

/// Removes a database, whoever is connected to it.
pub async fn drop_database(admin: &mut AsyncPgConnection, name: &str) -> QueryResult<()> {
    admin
        .batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        .await
}

/// Takes away what stands behind the server's own guard, for the positive control.
pub async fn drop_places_check(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    conn.batch_execute("ALTER TABLE events DROP CONSTRAINT events_places_taken_check")
        .await
}

#[derive(QueryableByName)]
struct Setting {
    #[diesel(sql_type = Text)]
    value: String,
}

/// As the server tells.
pub async fn server_version(conn: &mut AsyncPgConnection) -> QueryResult<String> {
    let found: Setting = diesel::sql_query("SELECT current_setting('server_version') AS value")
        .get_result(conn)
        .await?;
    Ok(found.value)
}

/// The id of the person or event with a number, so that pgbench knows it, too.
pub fn id(number: usize) -> Uuid {
    // Decimal digits are hexadecimal ones.
    Uuid::parse_str(&format!("{number:032}")).unwrap_or_default()
}

/// The same in SQL, of the number `n`.
const ID: &str = "lpad(n::text, 32, '0')::uuid";

/// Adds so many people, numbered from 1; their password opens nothing.
pub async fn insert_users(conn: &mut AsyncPgConnection, count: usize) -> QueryResult<usize> {
    diesel::sql_query(format!(
        "INSERT INTO users (id, username, email, password_hash, confirmed_at) \
         SELECT {ID}, 'person' || n, 'person' || n || '@example.org', 'none', now() \
         FROM generate_series(1, $1) n"
    ))
    .bind::<BigInt, _>(number(count))
    .execute(conn)
    .await
}

/// Gives everybody this password, as it is stored.
pub async fn set_passwords(conn: &mut AsyncPgConnection, hash: &str) -> QueryResult<usize> {
    diesel::sql_query("UPDATE users SET password_hash = $1")
        .bind::<Text, _>(hash)
        .execute(conn)
        .await
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// So many events that everybody may see, some of each time.
pub async fn public_events(conn: &mut AsyncPgConnection, limit: i64) -> QueryResult<Vec<Uuid>> {
    let found: Vec<Id> = diesel::sql_query(
        "SELECT id FROM events WHERE visibility = 'public' ORDER BY md5(id::text) LIMIT $1",
    )
    .bind::<BigInt, _>(limit)
    .load(conn)
    .await?;
    Ok(found.into_iter().map(|found| found.id).collect())
}

#[derive(QueryableByName)]
struct FoundMessage {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    position: i64,
    #[diesel(sql_type = Text)]
    sender: String,
    #[diesel(sql_type = Text)]
    recipient: String,
    #[diesel(sql_type = Text)]
    text: String,
}

/// All messages, in their order.
pub async fn messages(conn: &mut AsyncPgConnection) -> QueryResult<Vec<Placed>> {
    let found: Vec<FoundMessage> = diesel::sql_query(
        "SELECT messages.id, position, sender.username AS sender, recipient.username AS recipient, \
         text FROM messages JOIN users sender ON sender.id = sender_id \
         JOIN users recipient ON recipient.id = recipient_id ORDER BY position",
    )
    .load(conn)
    .await?;
    let placed = found.into_iter().map(|message| Placed {
        position: message.position,
        said: Said {
            id: message.id,
            from: message.sender,
            to: message.recipient,
            text: message.text,
        },
    });
    Ok(placed.collect())
}

/// A table like that of messages, for those who insert each by itself: with its indexes, without
/// the keys of other tables, and with the columns that have to be filled.
pub async fn create_floor_messages(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    conn.batch_execute(
        "CREATE SEQUENCE floor_positions; \
         CREATE TABLE floor_messages (LIKE messages INCLUDING INDEXES); \
         ALTER TABLE floor_messages ALTER position SET DEFAULT nextval('floor_positions'), \
             ALTER sent_at SET DEFAULT now()",
    )
    .await
}

mod tables {
    diesel::table! {
        floor_messages (sender_id, recipient_id, id) {
            sender_id -> Uuid,
            recipient_id -> Uuid,
            id -> Uuid,
            text -> Text,
        }
    }
}

/// Stores a message as simply as it can be done, by a statement that was prepared once.
pub async fn insert_message(
    conn: &mut AsyncPgConnection,
    from: Uuid,
    to: Uuid,
    text: &str,
) -> QueryResult<usize> {
    diesel::insert_into(floor_messages::table)
        .values((
            floor_messages::sender_id.eq(from),
            floor_messages::recipient_id.eq(to),
            floor_messages::id.eq(Uuid::now_v7()),
            floor_messages::text.eq(text),
        ))
        .execute(conn)
        .await
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Adds public events of the first person, with so many places each, numbered like people.
pub async fn insert_events(
    conn: &mut AsyncPgConnection,
    numbers: RangeInclusive<usize>,
    places: i32,
) -> QueryResult<usize> {
    diesel::sql_query(format!(
        "INSERT INTO events (id, creator_id, title, description, date, time_zone, starts_at, ends_at, \
         visibility, maximum_attendees) \
         SELECT {ID}, $4, 'Load ' || n, 'Everybody at once.', day, 'Etc/UTC', day, day + 1, 'public', $3 \
         FROM generate_series($1, $2) n, (SELECT current_date + 30 AS day) days"
    ))
    .bind::<BigInt, _>(number(*numbers.start()))
    .bind::<BigInt, _>(number(*numbers.end()))
    .bind::<Integer, _>(places)
    .bind::<SqlUuid, _>(id(1))
    .execute(conn)
    .await
}

/// Announcements that stand there already when pgbench books at these events, as they do from the
/// second booking on.
pub async fn insert_announcements(
    conn: &mut AsyncPgConnection,
    numbers: RangeInclusive<usize>,
) -> QueryResult<usize> {
    diesel::sql_query(format!(
        "INSERT INTO announcements (id, digest, content) SELECT {ID}, uuid_send({ID}), '{{}}' \
         FROM generate_series($1, $2) n"
    ))
    .bind::<BigInt, _>(number(*numbers.start()))
    .bind::<BigInt, _>(number(*numbers.end()))
    .execute(conn)
    .await
}

/// Gives places at an event to this many people, from the second on.
pub async fn insert_bookings(
    conn: &mut AsyncPgConnection,
    event: Uuid,
    people: usize,
) -> QueryResult<usize> {
    diesel::sql_query(format!(
        "WITH added AS ( \
             INSERT INTO bookings (id, event_id, user_id, status, created_at, accepted_at) \
             SELECT gen_random_uuid(), $1, {ID}, 'accepted', moment, moment \
             FROM generate_series(2, $2) n, LATERAL (SELECT now() + n * interval '1 ms' AS moment) moments \
             RETURNING id \
         ) UPDATE events SET places_taken = (SELECT count(*) FROM added) WHERE id = $1"
    ))
    .bind::<SqlUuid, _>(event)
    .bind::<BigInt, _>(number(people + 1))
    .execute(conn)
    .await
}

/// Tells the planner what is there, as time would.
pub async fn vacuum(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    conn.batch_execute("VACUUM ANALYZE").await
}

/// How many places at an event are taken.
pub async fn accepted(conn: &mut AsyncPgConnection, event: Uuid) -> QueryResult<i64> {
    let found: Number = diesel::sql_query(
        "SELECT count(*) AS number FROM bookings WHERE event_id = $1 AND status = 'accepted'",
    )
    .bind::<SqlUuid, _>(event)
    .get_result(conn)
    .await?;
    Ok(found.number)
}

/// How many mails of this kind were written.
pub async fn mails_of_kind(conn: &mut AsyncPgConnection, kind: &str) -> QueryResult<i64> {
    let found: Number =
        diesel::sql_query("SELECT count(*) AS number FROM outgoing_mails WHERE kind = $1")
            .bind::<Text, _>(kind)
            .get_result(conn)
            .await?;
    Ok(found.number)
}

/// A session and whose it is.
#[derive(QueryableByName)]
pub struct Session {
    /// Names the session.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// The account.
    #[diesel(sql_type = SqlUuid)]
    pub user_id: Uuid,
}

/// Gives everybody the session of a program.
pub async fn insert_sessions(conn: &mut AsyncPgConnection) -> QueryResult<Vec<Session>> {
    diesel::sql_query(
        "INSERT INTO sessions (id, kind, user_id, ip_address, user_agent, created_at, last_used_at, expires_at) \
         SELECT gen_random_uuid(), 'api', id, '127.0.0.1', 'load', now(), now(), now() + interval '1 day' \
         FROM users RETURNING id, user_id",
    )
    .load(conn)
    .await
}

/// An account.
#[derive(QueryableByName)]
pub struct User {
    /// Names it.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// The name that people see.
    #[diesel(sql_type = Text)]
    pub username: String,
}

/// Everybody.
pub async fn users(conn: &mut AsyncPgConnection) -> QueryResult<Vec<User>> {
    diesel::sql_query("SELECT id, username FROM users ORDER BY length(username), username")
        .load(conn)
        .await
}

/// How many others are connected to this database.
pub async fn other_connections(conn: &mut AsyncPgConnection) -> QueryResult<i64> {
    count(
        conn,
        "SELECT count(*) AS number FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
    )
    .await
}

/// Events that are wrong at one moment.
#[derive(Debug, Clone, Copy, Default, QueryableByName)]
pub struct Wrong {
    /// More people have a place than there are places.
    #[diesel(sql_type = BigInt)]
    pub oversold: i64,
    /// Not as many people have a place as the event says.
    #[diesel(sql_type = BigInt)]
    pub miscounted: i64,
}

/// How many events are wrong at this moment. One statement sees one moment.
pub async fn wrong_events(conn: &mut AsyncPgConnection) -> QueryResult<Wrong> {
    diesel::sql_query(
        "SELECT count(*) FILTER (WHERE accepted > maximum_attendees) AS oversold, \
         count(*) FILTER (WHERE accepted <> places_taken) AS miscounted \
         FROM events CROSS JOIN LATERAL ( \
             SELECT count(*) AS accepted FROM bookings \
             WHERE bookings.event_id = events.id AND bookings.status = 'accepted' \
         ) counted",
    )
    .get_result(conn)
    .await
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

async fn count(conn: &mut AsyncPgConnection, query: &str) -> QueryResult<i64> {
    let found: Number = diesel::sql_query(query).get_result(conn).await?;
    Ok(found.number)
}

/// An event as it is at the end.
#[derive(Debug, Clone, QueryableByName)]
pub struct FoundEvent {
    /// Names it.
    #[diesel(sql_type = SqlUuid)]
    pub id: Uuid,
    /// Tells which creation it came from.
    #[diesel(sql_type = Text)]
    pub title: String,
    /// Counts the edits.
    #[diesel(sql_type = Integer)]
    pub version: i32,
    /// `public` or `invite-only`.
    #[diesel(sql_type = Text)]
    pub visibility: String,
    /// How many places there are.
    #[diesel(sql_type = Nullable<Integer>)]
    pub maximum_attendees: Option<i32>,
    /// How many are booked, as the event says.
    #[diesel(sql_type = Integer)]
    pub places_taken: i32,
}

/// All events.
pub async fn events(conn: &mut AsyncPgConnection) -> QueryResult<Vec<FoundEvent>> {
    diesel::sql_query(
        "SELECT id, title, version, visibility, maximum_attendees, places_taken FROM events",
    )
    .load(conn)
    .await
}

/// What ties a person to an event at the end.
#[derive(Debug, Clone, QueryableByName)]
pub struct FoundBooking {
    /// The event.
    #[diesel(sql_type = SqlUuid)]
    pub event_id: Uuid,
    /// The person.
    #[diesel(sql_type = SqlUuid)]
    pub user_id: Uuid,
    /// `invited` or `accepted`.
    #[diesel(sql_type = Text)]
    pub status: String,
}

/// All bookings.
pub async fn bookings(conn: &mut AsyncPgConnection) -> QueryResult<Vec<FoundBooking>> {
    diesel::sql_query("SELECT event_id, user_id, status FROM bookings")
        .load(conn)
        .await
}

/// How many mails of a kind were written to a person about an event.
#[derive(Debug, Clone, QueryableByName)]
pub struct FoundMails {
    /// The event.
    #[diesel(sql_type = SqlUuid)]
    pub event_id: Uuid,
    /// The person.
    #[diesel(sql_type = SqlUuid)]
    pub user_id: Uuid,
    /// Which message.
    #[diesel(sql_type = Text)]
    pub kind: String,
    /// So many.
    #[diesel(sql_type = BigInt)]
    pub number: i64,
}

/// All mails about events.
pub async fn mails(conn: &mut AsyncPgConnection) -> QueryResult<Vec<FoundMails>> {
    diesel::sql_query(
        "SELECT (content -> 'event' ->> 'id')::uuid AS event_id, recipient_id AS user_id, kind, \
         count(*) AS number \
         FROM outgoing_mails JOIN announcements ON announcements.id = announcement_id \
         GROUP BY 1, 2, 3",
    )
    .load(conn)
    .await
}
