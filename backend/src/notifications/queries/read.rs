//! Marking as read. Who locks several notifications takes them by person, event and kind.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Array, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

/// Marks these notifications of a person as read, or all; returns how many there were.
pub async fn mark_read(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    ids: Option<&[Uuid]>,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::sql_query(
        "UPDATE notifications SET read_at = $1 WHERE id IN (SELECT id FROM notifications \
         WHERE user_id = $2 AND read_at IS NULL AND ($3 IS NULL OR id = ANY ($3)) \
         ORDER BY event_id, kind FOR UPDATE)",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<SqlUuid, _>(user_id)
    .bind::<Nullable<Array<SqlUuid>>, _>(ids)
    .execute(conn)
    .await
}

/// Marks as read that these people are invited, because they have answered or there is nothing to
/// answer any more. The two lists go together, pair by pair. Returns whose list has changed.
pub async fn settle_invitations(
    conn: &mut AsyncPgConnection,
    event_ids: &[Uuid],
    user_ids: &[Uuid],
    now: DateTime<Utc>,
) -> QueryResult<Vec<Uuid>> {
    if user_ids.is_empty() {
        return Ok(Vec::new());
    }
    SettleInvitations {
        event_ids,
        user_ids,
        now,
    }
    .load(conn)
    .await
}

struct SettleInvitations<'a> {
    event_ids: &'a [Uuid],
    user_ids: &'a [Uuid],
    now: DateTime<Utc>,
}

impl QueryId for SettleInvitations<'_> {
    type QueryId = SettleInvitations<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for SettleInvitations<'_> {
    type SqlType = SqlUuid;
}

impl QueryFragment<Pg> for SettleInvitations<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("UPDATE notifications SET read_at = ");
        out.push_bind_param::<Timestamptz, _>(&self.now)?;
        out.push_sql(" WHERE id IN (SELECT notifications.id FROM notifications JOIN unnest(");
        out.push_bind_param::<Array<SqlUuid>, _>(self.event_ids)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<SqlUuid>, _>(self.user_ids)?;
        out.push_sql(
            ") AS settled (event_id, user_id) USING (event_id, user_id) \
             WHERE kind = 'invitation' AND read_at IS NULL \
             ORDER BY user_id, event_id FOR UPDATE OF notifications) RETURNING user_id",
        );
        Ok(())
    }
}
