//! The statements of the room. What is written for many is one statement; those that every booking
//! or every page needs are prepared once for each connection.

mod list;
mod read;
mod write;

pub use list::{count_unread, notifications_of, position};
pub use read::{mark_read, settle_invitations};
pub use write::{Notice, NoticeToAll, notify, notify_attendees_of};

use api_types::notifications::NotificationKind;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::Timestamptz;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::schema::notifications;

/// How long what was read is kept.
const READ_KEPT: TimeDelta = TimeDelta::days(180);

/// Removes what was read long ago, and returns how many there were.
pub async fn delete_old_notifications(
    conn: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    // What somebody holds at the moment is found in the next round.
    diesel::sql_query(
        "DELETE FROM notifications WHERE id IN \
         (SELECT id FROM notifications WHERE read_at < $1 FOR UPDATE SKIP LOCKED)",
    )
    .bind::<Timestamptz, _>(now - READ_KEPT)
    .execute(conn)
    .await
}

/// Somebody leaves: what they told as the creator of events goes. What else they brought about stays
/// and loses their name with the account, as what they were told goes with it.
pub async fn forget_person(conn: &mut AsyncPgConnection, user_id: Uuid) -> QueryResult<()> {
    // All that will be touched, in the order in which everybody locks several of them.
    notifications::table
        .filter(notifications::user_id.eq(user_id))
        .or_filter(notifications::person_id.eq(user_id))
        .order((
            notifications::user_id,
            notifications::event_id,
            notifications::kind,
        ))
        .select(notifications::id)
        .for_update()
        .execute(conn)
        .await?;
    let as_creator = [
        NotificationKind::Invitation,
        NotificationKind::EventChanged,
        NotificationKind::Removal,
    ];
    diesel::delete(notifications::table)
        .filter(notifications::person_id.eq(user_id))
        .filter(notifications::kind.eq_any(as_creator.map(NotificationKind::as_str)))
        .execute(conn)
        .await?;
    Ok(())
}
