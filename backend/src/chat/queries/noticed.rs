//! Messages that somebody has noticed in the list of notifications, without reading them.

use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::store::lock_clock;
use crate::db::schema::conversations;

/// Notes that a person has noticed what was written to them in these conversations, or in all;
/// returns in how many there was something new. In the caller's transaction.
pub async fn notice_conversations(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    ids: Option<&[Uuid]>,
) -> QueryResult<usize> {
    // The clock stands still only for those who have something to write.
    if !anything_unnoticed(conn, user_id).await? {
        return Ok(0);
    }
    lock_clock(conn).await?;
    diesel::sql_query(
        "UPDATE conversations SET noticed_up_to = last_received WHERE owner_id = $1 \
         AND last_received > GREATEST(read_up_to, noticed_up_to) \
         AND ($2 IS NULL OR id = ANY ($2))",
    )
    .bind::<SqlUuid, _>(user_id)
    .bind::<Nullable<Array<SqlUuid>>, _>(ids)
    .execute(conn)
    .await
}

async fn anything_unnoticed(conn: &mut AsyncPgConnection, user_id: Uuid) -> QueryResult<bool> {
    let unnoticed = conversations::table
        .filter(conversations::owner_id.eq(user_id))
        .filter(conversations::last_received.gt(conversations::read_up_to))
        .filter(conversations::last_received.gt(conversations::noticed_up_to));
    diesel::select(diesel::dsl::exists(unnoticed))
        .get_result(conn)
        .await
}
