//! What is written, for many at once. Whoever writes messages or conversations locks the clock
//! first: so nobody waits for somebody who waits for them, and positions become visible in their
//! order.
//!
//! A statement that waits for the clock has looked at everything else before. What it then finds
//! to be different (the same message stored, a conversation gone) breaks a constraint: it fails as
//! a whole, and is tried again.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{
    Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::schema::message_clock;

/// Locks the clock until the end of the transaction, and reads it.
pub async fn lock_clock(conn: &mut AsyncPgConnection) -> QueryResult<i64> {
    message_clock::table
        .select(message_clock::position)
        .for_update()
        .first(conn)
        .await
}

/// The position of the latest message.
pub async fn clock(conn: &mut AsyncPgConnection) -> QueryResult<i64> {
    message_clock::table
        .select(message_clock::position)
        .first(conn)
        .await
}

/// Messages that somebody wants to send; the lists go together, item by item.
#[derive(Debug, Default)]
pub struct Drafts {
    /// Made by the senders.
    pub ids: Vec<Uuid>,
    /// Who sends.
    pub senders: Vec<Uuid>,
    /// The usernames of the recipients.
    pub recipients: Vec<String>,
    /// What they say.
    pub texts: Vec<String>,
}

/// What becomes of a draft, as the statement tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is stored now.
    Stored,
    /// It was stored before.
    StoredBefore,
    /// Sender or recipient are not there.
    NotFound,
    /// They are the same.
    OwnUsername,
    /// The sender has blocked the recipient.
    Blocking,
    /// The recipient has blocked the sender.
    Blocked,
    /// The two have no conversation yet.
    NoConversation,
}

impl Verdict {
    fn of(number: i32) -> Self {
        match number {
            0 => Self::Stored,
            1 => Self::StoredBefore,
            3 => Self::OwnUsername,
            4 => Self::Blocking,
            5 => Self::Blocked,
            6 => Self::NoConversation,
            _ => Self::NotFound,
        }
    }
}

/// What became of a draft.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Its place among the drafts, from 0.
    pub place: usize,
    /// What became of it.
    pub verdict: Verdict,
    /// The sender's username.
    pub sender: Option<String>,
    /// Who gets it.
    pub recipient_id: Option<Uuid>,
    /// The recipient's username.
    pub recipient: Option<String>,
    /// If it was stored before: its position, text, and when.
    pub before: Option<(i64, String, DateTime<Utc>)>,
    /// Where the clock stood, if anything was stored now: the message is as many positions after
    /// that as its place among the drafts.
    pub clock: Option<i64>,
}

type JudgedRow = (
    i64,
    i32,
    Option<String>,
    Option<Uuid>,
    Option<String>,
    Option<i64>,
    Option<String>,
    Option<DateTime<Utc>>,
    Option<i64>,
);

/// Locks the clock, stores those that may be stored at the next positions, in their order, and moves
/// the clock; says of each what became of it, in no order. One statement, so that the clock is
/// locked for as short as can be.
pub async fn store_messages(
    conn: &mut AsyncPgConnection,
    drafts: &Drafts,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Judged>> {
    let rows: Vec<JudgedRow> = StoreMessages { drafts, now }.load(conn).await?;
    let judged = rows.into_iter().map(
        |(place, verdict, sender, recipient_id, recipient, position, text, sent_at, clock)| {
            Judged {
                place: usize::try_from(place - 1).unwrap_or_default(),
                verdict: Verdict::of(verdict),
                sender,
                recipient_id,
                recipient,
                before: position
                    .zip(text)
                    .zip(sent_at)
                    .map(|((position, text), sent_at)| (position, text, sent_at)),
                clock,
            }
        },
    );
    Ok(judged.collect())
}

struct StoreMessages<'a> {
    drafts: &'a Drafts,
    now: DateTime<Utc>,
}

impl QueryId for StoreMessages<'_> {
    type QueryId = StoreMessages<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for StoreMessages<'_> {
    type SqlType = (
        BigInt,
        Integer,
        Nullable<Text>,
        Nullable<SqlUuid>,
        Nullable<Text>,
        Nullable<BigInt>,
        Nullable<Text>,
        Nullable<Timestamptz>,
        Nullable<BigInt>,
    );
}

impl QueryFragment<Pg> for StoreMessages<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("WITH draft AS (SELECT * FROM unnest(");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.drafts.ids)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.drafts.senders)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Text>, _>(&self.drafts.recipients)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Text>, _>(&self.drafts.texts)?;
        out.push_sql(
            ") WITH ORDINALITY AS draft (id, sender_id, recipient, text, place)), present AS (SELECT ",
        );
        out.push_bind_param::<Timestamptz, _>(&self.now)?;
        // LIMIT keeps PostgreSQL from reading whole tables where it should look up a few rows.
        out.push_sql(
            " AS moment), judged AS (\
             SELECT draft.place, draft.id, draft.sender_id, draft.text, present.moment, \
                 sender.username AS sender, recipient.id AS recipient_id, \
                 recipient.username AS recipient, known.position AS known_position, \
                 known.text AS known_text, known.sent_at AS known_at, \
                 CASE WHEN sender.username IS NULL OR recipient.id IS NULL THEN 2 \
                     WHEN recipient.id = draft.sender_id THEN 3 \
                     WHEN known.position IS NOT NULL THEN 1 \
                     WHEN EXISTS (SELECT FROM blocks WHERE blocker_id = draft.sender_id \
                         AND blocked_id = recipient.id) THEN 4 \
                     WHEN EXISTS (SELECT FROM blocks WHERE blocker_id = recipient.id \
                         AND blocked_id = draft.sender_id) THEN 5 \
                     WHEN own.id IS NULL OR other.id IS NULL THEN 6 \
                     ELSE 0 END AS verdict \
             FROM present, draft \
             LEFT JOIN LATERAL (SELECT username FROM users \
                 WHERE id = draft.sender_id LIMIT 1) AS sender ON true \
             LEFT JOIN LATERAL (SELECT id, username FROM users \
                 WHERE lower(username) = lower(draft.recipient) \
                 AND confirmed_at IS NOT NULL LIMIT 1) AS recipient ON true \
             LEFT JOIN LATERAL (SELECT position, text, sent_at FROM messages \
                 WHERE sender_id = draft.sender_id AND recipient_id = recipient.id \
                 AND messages.id = draft.id LIMIT 1) AS known ON true \
             LEFT JOIN LATERAL (SELECT conversations.id FROM conversations \
                 WHERE owner_id = draft.sender_id AND partner_id = recipient.id LIMIT 1) \
                 AS own ON true \
             LEFT JOIN LATERAL (SELECT conversations.id FROM conversations \
                 WHERE owner_id = recipient.id AND partner_id = draft.sender_id LIMIT 1) \
                 AS other ON true), \
             moved AS (\
             UPDATE message_clock SET position = message_clock.position + new.count \
             FROM (SELECT max(place) AS count FROM judged WHERE verdict = 0) AS new \
             WHERE new.count IS NOT NULL \
             RETURNING message_clock.position - new.count AS clock), \
             accepted AS (\
             SELECT judged.*, moved.clock + place AS position FROM judged, moved \
             WHERE verdict = 0), \
             stored AS (\
             INSERT INTO messages (sender_id, recipient_id, id, position, text, sent_at) \
             SELECT sender_id, recipient_id, id, position, text, moment FROM accepted), \
             latest AS (\
             SELECT owner_id, partner_id, max(position) AS position, \
                 coalesce(max(position) FILTER (WHERE is_received), 0) AS received FROM (\
                 SELECT sender_id AS owner_id, recipient_id AS partner_id, position, \
                     false AS is_received FROM accepted \
                 UNION ALL SELECT recipient_id, sender_id, position, true \
                 FROM accepted) AS views GROUP BY owner_id, partner_id), \
             noted AS (\
             UPDATE conversations SET last_position = latest.position, \
                 last_received = GREATEST(last_received, latest.received) FROM latest \
             WHERE conversations.owner_id = latest.owner_id \
                 AND conversations.partner_id = latest.partner_id) \
             SELECT place, verdict, sender, recipient_id, recipient, known_position, known_text, \
                 known_at, moved.clock FROM judged LEFT JOIN moved ON true",
        );
        Ok(())
    }
}

/// Makes the two views of each of these pairs of people, where they are missing and both are there.
pub async fn open_conversations(
    conn: &mut AsyncPgConnection,
    pairs: &[(Uuid, Uuid)],
) -> QueryResult<()> {
    let (owners, partners) = pairs.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]).unzip();
    OpenConversations { owners, partners }.execute(conn).await?;
    Ok(())
}

#[derive(QueryId)]
struct OpenConversations {
    owners: Vec<Uuid>,
    partners: Vec<Uuid>,
}

impl QueryFragment<Pg> for OpenConversations {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        // People are held before conversations are made, all in one order: whoever leaves at the
        // same time is gone before, or leaves after.
        out.push_sql("WITH pair AS (SELECT DISTINCT * FROM unnest(");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.owners)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.partners)?;
        out.push_sql(
            ") AS pair (owner_id, partner_id)), \
             held AS (SELECT id FROM users WHERE id IN (SELECT owner_id FROM pair) \
             ORDER BY id FOR KEY SHARE) \
             INSERT INTO conversations (owner_id, partner_id) \
             SELECT owner_id, partner_id FROM pair \
             WHERE owner_id IN (SELECT id FROM held) AND partner_id IN (SELECT id FROM held) \
             ORDER BY owner_id, partner_id ON CONFLICT DO NOTHING",
        );
        Ok(())
    }
}

/// Up to where people have read; the lists go together, item by item.
#[derive(Debug, Default)]
pub struct Marks {
    /// Who read.
    pub readers: Vec<Uuid>,
    /// The usernames of the others.
    pub partners: Vec<String>,
    /// Up to which position.
    pub positions: Vec<i64>,
}

/// A conversation of which somebody has read more than before.
#[derive(Debug, Clone)]
pub struct Read {
    /// Who read.
    pub reader_id: Uuid,
    /// Their username.
    pub reader: String,
    /// Whose messages.
    pub partner_id: Uuid,
    /// Their username.
    pub partner: String,
    /// Up to which position.
    pub up_to: i64,
    /// Whether the partner is told: neither of the two has blocked the other.
    pub is_told: bool,
}

/// Notes what was read; returns where that is news. The clock is locked.
pub async fn mark_read(conn: &mut AsyncPgConnection, marks: &Marks) -> QueryResult<Vec<Read>> {
    let rows: Vec<(Uuid, String, Uuid, String, i64, bool)> = MarkRead { marks }.load(conn).await?;
    let read =
        rows.into_iter().map(
            |(reader_id, reader, partner_id, partner, up_to, is_told)| Read {
                reader_id,
                reader,
                partner_id,
                partner,
                up_to,
                is_told,
            },
        );
    Ok(read.collect())
}

struct MarkRead<'a> {
    marks: &'a Marks,
}

impl QueryId for MarkRead<'_> {
    type QueryId = MarkRead<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for MarkRead<'_> {
    type SqlType = (SqlUuid, Text, SqlUuid, Text, BigInt, Bool);
}

impl QueryFragment<Pg> for MarkRead<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("WITH mark AS (SELECT * FROM unnest(");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.marks.readers)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Text>, _>(&self.marks.partners)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<BigInt>, _>(&self.marks.positions)?;
        out.push_sql(
            ") AS mark (reader_id, partner, position)), \
             known AS (SELECT mark.reader_id, reader.username AS reader, partner.id AS partner_id, \
                 partner.username AS partner, max(mark.position) AS position FROM mark \
             JOIN LATERAL (SELECT username FROM users \
                 WHERE id = mark.reader_id LIMIT 1) AS reader ON true \
             JOIN LATERAL (SELECT id, username FROM users \
                 WHERE lower(username) = lower(mark.partner) LIMIT 1) AS partner ON true \
             GROUP BY mark.reader_id, reader.username, partner.id, partner.username) \
             UPDATE conversations SET read_up_to = LEAST(known.position, last_received) FROM known \
             WHERE owner_id = known.reader_id AND conversations.partner_id = known.partner_id \
                 AND LEAST(known.position, last_received) > read_up_to \
             RETURNING known.reader_id, known.reader, known.partner_id, known.partner, read_up_to, \
                 NOT EXISTS (SELECT FROM blocks WHERE (blocker_id, blocked_id) IN \
                 ((known.reader_id, known.partner_id), (known.partner_id, known.reader_id)))",
        );
        Ok(())
    }
}
