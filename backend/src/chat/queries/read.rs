//! What people see of their conversations.

use api_types::accounts::Person;
use api_types::chat::{ChatMessage, Conversation};
use api_types::problem::ProblemKind;
use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::lower;
use crate::db::schema::{conversations, users};
use crate::error::{ApiError, ApiResult};

/// Most unread messages of a conversation that are counted.
const COUNTED_MAX: i64 = 100;

/// The other one of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// The account.
    pub id: Uuid,
    /// As typed at registration.
    pub username: String,
}

/// The member with this username, whatever its case; people do not write to themselves.
pub async fn partner(
    conn: &mut AsyncPgConnection,
    username: &str,
    user_id: Uuid,
) -> ApiResult<Partner> {
    let (id, username): (Uuid, String) = users::table
        .filter(lower(users::username).eq(lower(username)))
        .filter(users::confirmed_at.is_not_null())
        .select((users::id, users::username))
        .first(conn)
        .await
        .optional()?
        .ok_or_else(ApiError::not_found)?;
    match id == user_id {
        true => Err(ApiError::of(ProblemKind::OwnUsername)),
        false => Ok(Partner { id, username }),
    }
}

/// The username of somebody who is logged in.
pub async fn username(conn: &mut AsyncPgConnection, user_id: Uuid) -> ApiResult<String> {
    users::table
        .find(user_id)
        .select(users::username)
        .first(conn)
        .await
        .optional()?
        .ok_or_else(|| ApiError::of(ProblemKind::LoginRequired))
}

/// Which of somebody's conversations.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    /// The one with this person, even if nothing was said yet.
    With(Uuid),
    /// Those before this position with people who are called like these patterns.
    Latest {
        /// `LIKE` patterns that must all match.
        patterns: &'a [String],
        /// Where the page before ended.
        before: Option<i64>,
        /// At most so many.
        limit: i64,
    },
}

type Row = (
    // The other one: id, username, names
    Uuid,
    String,
    Option<String>,
    Option<String>,
    // The latest message: id, position, whether it is one's own, text, when, when mailed
    Option<Uuid>,
    Option<i64>,
    Option<bool>,
    Option<String>,
    Option<DateTime<Utc>>,
    Option<DateTime<Utc>>,
    // Unread, read by the one, read by the other, blocked
    i64,
    i64,
    i64,
    bool,
);

/// What somebody (an id and a username) sees of conversations, the latest first.
pub async fn conversations(
    conn: &mut AsyncPgConnection,
    (user_id, username): (Uuid, &str),
    which: Which<'_>,
) -> QueryResult<Vec<Conversation>> {
    let rows: Vec<Row> = Conversations { user_id, which }.load(conn).await?;
    let seen =
        rows.into_iter().map(|row| {
            let (
                _,
                partner,
                first_name,
                last_name,
                id,
                position,
                is_own,
                text,
                sent_at,
                mailed_at,
                ..,
            ) = row;
            let last_message = id.zip(position).zip(is_own).zip(text).zip(sent_at).map(
                |((((id, position), is_own), text), sent_at)| {
                    between(
                        (username, &partner),
                        (id, position, is_own, text, sent_at, mailed_at),
                    )
                },
            );
            Conversation {
                with: Person {
                    username: partner,
                    first_name,
                    last_name,
                },
                last_message,
                unread: row.10,
                read_up_to: row.11,
                read_by_other_up_to: row.12,
                is_blocked: row.13,
            }
        });
    Ok(seen.collect())
}

type MessageRow = (
    Uuid,
    i64,
    bool,
    String,
    DateTime<Utc>,
    Option<DateTime<Utc>>,
);

/// A message of two people: oneself and the other. Only who sent it learns that it was mailed.
fn between(
    (own, other): (&str, &str),
    (id, position, is_own, text, sent_at, mailed_at): MessageRow,
) -> ChatMessage {
    let (from, to) = match is_own {
        true => (own, other),
        false => (other, own),
    };
    ChatMessage {
        id,
        position,
        from: from.to_owned(),
        to: to.to_owned(),
        text,
        sent_at,
        mailed_at: mailed_at.filter(|_| is_own),
    }
}

struct Conversations<'a> {
    user_id: Uuid,
    which: Which<'a>,
}

impl QueryId for Conversations<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Conversations<'_> {
    type SqlType = (
        SqlUuid,
        Text,
        Nullable<Text>,
        Nullable<Text>,
        Nullable<SqlUuid>,
        Nullable<BigInt>,
        Nullable<Bool>,
        Nullable<Text>,
        Nullable<Timestamptz>,
        Nullable<Timestamptz>,
        BigInt,
        BigInt,
        BigInt,
        Bool,
    );
}

impl QueryFragment<Pg> for Conversations<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "SELECT partner.id, partner.username, partner.first_name, partner.last_name, \
                 latest.id, latest.position, latest.sender_id = me.id, latest.text, \
                 latest.sent_at, latest.mailed_at, \
                 CASE WHEN own.last_received > own.read_up_to THEN \
                     (SELECT count(*) FROM (SELECT FROM messages \
                      WHERE LEAST(sender_id, recipient_id) = LEAST(me.id, partner.id) \
                      AND GREATEST(sender_id, recipient_id) = GREATEST(me.id, partner.id) \
                      AND position > own.read_up_to AND sender_id = partner.id LIMIT ",
        );
        out.push_bind_param::<BigInt, _>(&COUNTED_MAX)?;
        out.push_sql(
            ") AS unread) ELSE 0 END, coalesce(own.read_up_to, 0), \
                 coalesce(block.read_up_to, other.read_up_to, 0), \
                 EXISTS (SELECT FROM blocks WHERE blocker_id = me.id AND blocked_id = partner.id) \
             FROM (SELECT ",
        );
        out.push_bind_param::<SqlUuid, _>(&self.user_id)?;
        out.push_sql(
            "::uuid AS id) AS me CROSS JOIN users AS partner \
             LEFT JOIN conversations AS own \
                 ON own.owner_id = me.id AND own.partner_id = partner.id \
             LEFT JOIN conversations AS other \
                 ON other.owner_id = partner.id AND other.partner_id = me.id \
             LEFT JOIN blocks AS block \
                 ON block.blocker_id = partner.id AND block.blocked_id = me.id \
             LEFT JOIN messages AS latest \
                 ON LEAST(latest.sender_id, latest.recipient_id) = LEAST(me.id, partner.id) \
                 AND GREATEST(latest.sender_id, latest.recipient_id) = GREATEST(me.id, partner.id) \
                 AND latest.position = own.last_position WHERE ",
        );
        match &self.which {
            Which::With(partner) => {
                out.push_sql("partner.id = ");
                out.push_bind_param::<SqlUuid, _>(partner)?;
            }
            Which::Latest {
                patterns,
                before,
                limit,
            } => {
                // See `search::matches`.
                out.unsafe_to_cache_prepared();
                out.push_sql("own.last_position > 0 AND partner.search_text LIKE ALL (");
                out.push_bind_param::<Array<Text>, _>(*patterns)?;
                out.push_sql(") AND own.last_position < coalesce(");
                out.push_bind_param::<Nullable<BigInt>, _>(before)?;
                out.push_sql(", 9223372036854775807) ORDER BY own.last_position DESC LIMIT ");
                out.push_bind_param::<BigInt, _>(limit)?;
            }
        }
        Ok(())
    }
}

/// In how many conversations of somebody something was said.
pub async fn count_conversations(conn: &mut AsyncPgConnection, user_id: Uuid) -> QueryResult<i64> {
    conversations::table
        .filter(conversations::owner_id.eq(user_id))
        .filter(conversations::last_position.gt(0))
        .count()
        .get_result(conn)
        .await
}

/// The messages of two people before a position, the latest first.
pub async fn messages(
    conn: &mut AsyncPgConnection,
    (user_id, username): (Uuid, &str),
    partner: &Partner,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<ChatMessage>> {
    let rows: Vec<MessageRow> = Messages {
        user_id,
        partner_id: partner.id,
        before: before.unwrap_or(i64::MAX),
        limit,
    }
    .load(conn)
    .await?;
    let messages = rows
        .into_iter()
        .map(|row| between((username, &partner.username), row));
    Ok(messages.collect())
}

#[derive(QueryId)]
struct Messages {
    user_id: Uuid,
    partner_id: Uuid,
    before: i64,
    limit: i64,
}

impl Query for Messages {
    type SqlType = (
        SqlUuid,
        BigInt,
        Bool,
        Text,
        Timestamptz,
        Nullable<Timestamptz>,
    );
}

impl QueryFragment<Pg> for Messages {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "SELECT messages.id, position, sender_id = pair.own, text, sent_at, mailed_at FROM (SELECT ",
        );
        out.push_bind_param::<SqlUuid, _>(&self.user_id)?;
        out.push_sql("::uuid AS own, ");
        out.push_bind_param::<SqlUuid, _>(&self.partner_id)?;
        out.push_sql(
            "::uuid AS other) AS pair JOIN messages \
                 ON LEAST(sender_id, recipient_id) = LEAST(pair.own, pair.other) \
                 AND GREATEST(sender_id, recipient_id) = GREATEST(pair.own, pair.other) \
             WHERE position < ",
        );
        out.push_bind_param::<BigInt, _>(&self.before)?;
        out.push_sql(" ORDER BY position DESC LIMIT ");
        out.push_bind_param::<BigInt, _>(&self.limit)?;
        Ok(())
    }
}
