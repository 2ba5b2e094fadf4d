//! What people have not received yet.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Array, BigInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use api_types::chat::ChatMessage;

/// A message, and one of the two people who get it.
#[derive(Debug, Clone)]
pub struct Missed {
    /// Who.
    pub user_id: Uuid,
    /// What.
    pub message: ChatMessage,
}

type Row = (Uuid, Uuid, i64, String, String, String, DateTime<Utc>);

/// The messages to and from these people after these positions, in their order, at most so many.
pub async fn missed_messages(
    conn: &mut AsyncPgConnection,
    after: &[(Uuid, i64)],
    limit: i64,
) -> QueryResult<Vec<Missed>> {
    let (people, positions) = after.iter().copied().unzip();
    let rows: Vec<Row> = MissedMessages {
        people,
        positions,
        limit,
    }
    .load(conn)
    .await?;
    let missed = rows
        .into_iter()
        .map(|(user_id, id, position, from, to, text, sent_at)| Missed {
            user_id,
            message: ChatMessage {
                id,
                position,
                from,
                to,
                text,
                sent_at,
                mailed_at: None,
            },
        });
    Ok(missed.collect())
}

#[derive(QueryId)]
struct MissedMessages {
    people: Vec<Uuid>,
    positions: Vec<i64>,
    limit: i64,
}

impl Query for MissedMessages {
    type SqlType = (SqlUuid, SqlUuid, BigInt, Text, Text, Text, Timestamptz);
}

impl QueryFragment<Pg> for MissedMessages {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "SELECT wanted.user_id, messages.id, messages.position, sender.username, \
             recipient.username, messages.text, messages.sent_at FROM unnest(",
        );
        out.push_bind_param::<Array<SqlUuid>, _>(&self.people)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<BigInt>, _>(&self.positions)?;
        out.push_sql(
            ") AS wanted (user_id, position) \
             JOIN conversations ON conversations.owner_id = wanted.user_id \
                 AND conversations.last_position > wanted.position \
             JOIN messages ON LEAST(messages.sender_id, messages.recipient_id) \
                     = LEAST(conversations.owner_id, conversations.partner_id) \
                 AND GREATEST(messages.sender_id, messages.recipient_id) \
                     = GREATEST(conversations.owner_id, conversations.partner_id) \
                 AND messages.position > wanted.position \
             JOIN users AS sender ON sender.id = messages.sender_id \
             JOIN users AS recipient ON recipient.id = messages.recipient_id \
             ORDER BY messages.position LIMIT ",
        );
        out.push_bind_param::<BigInt, _>(&self.limit)?;
        Ok(())
    }
}
