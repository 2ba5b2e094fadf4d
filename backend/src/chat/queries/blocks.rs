//! Who does not want to be written to by whom, and messages that go by mail, too.

use api_types::language::Language;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::schema::{blocks, conversations, messages, users};
use crate::language::StoredLanguage;

/// Blocks somebody; doing so twice changes nothing.
pub async fn insert_block(
    conn: &mut AsyncPgConnection,
    blocker_id: Uuid,
    blocked_id: Uuid,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let read_up_to = conversations::table
        .find((blocker_id, blocked_id))
        .select(conversations::read_up_to)
        .first::<i64>(conn)
        .await
        .optional()?
        .unwrap_or_default();
    diesel::insert_into(blocks::table)
        .values((
            blocks::blocker_id.eq(blocker_id),
            blocks::blocked_id.eq(blocked_id),
            blocks::created_at.eq(now),
            blocks::read_up_to.eq(read_up_to),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(())
}

/// Blocks somebody no more.
pub async fn delete_block(
    conn: &mut AsyncPgConnection,
    blocker_id: Uuid,
    blocked_id: Uuid,
) -> QueryResult<()> {
    diesel::delete(blocks::table.find((blocker_id, blocked_id)))
        .execute(conn)
        .await?;
    Ok(())
}

/// The usernames of those whom somebody has blocked.
pub async fn blocked_by(conn: &mut AsyncPgConnection, user_id: Uuid) -> QueryResult<Vec<String>> {
    blocks::table
        .inner_join(users::table.on(users::id.eq(blocks::blocked_id)))
        .filter(blocks::blocker_id.eq(user_id))
        .order(users::username)
        .select(users::username)
        .load(conn)
        .await
}

/// Whether one of two people has blocked the other: whether the first, and whether the second.
pub async fn blocked(
    conn: &mut AsyncPgConnection,
    first: Uuid,
    second: Uuid,
) -> QueryResult<(bool, bool)> {
    let blockers: Vec<Uuid> = blocks::table
        .filter(blocks::blocker_id.eq_any([first, second]))
        .filter(blocks::blocked_id.eq_any([first, second]))
        .select(blocks::blocker_id)
        .load(conn)
        .await?;
    Ok((blockers.contains(&first), blockers.contains(&second)))
}

/// Those of these people, by username, whom somebody may see come and go: members, and nobody has
/// blocked anybody.
pub async fn visible_people(
    conn: &mut AsyncPgConnection,
    usernames: &[String],
    viewer: Uuid,
) -> QueryResult<Vec<(Uuid, String)>> {
    let lower_names: Vec<_> = usernames.iter().map(|name| name.to_lowercase()).collect();
    let between = blocks::table.filter(
        blocks::blocker_id
            .eq(viewer)
            .and(blocks::blocked_id.eq(users::id))
            .or(blocks::blocker_id
                .eq(users::id)
                .and(blocks::blocked_id.eq(viewer))),
    );
    users::table
        .filter(crate::db::lower(users::username).eq_any(lower_names))
        .filter(users::confirmed_at.is_not_null())
        .filter(users::id.ne(viewer))
        .filter(diesel::dsl::not(diesel::dsl::exists(between)))
        .select((users::id, users::username))
        .load(conn)
        .await
}

/// A message that its sender wants to send by mail.
#[derive(Debug, Clone)]
pub struct ToMail {
    /// What it says.
    pub text: String,
    /// Where its recipient's mails go.
    pub email: String,
    /// What its recipient reads.
    pub language: Language,
    /// Whether it was mailed before.
    pub is_mailed: bool,
    /// Whether the recipient has read it.
    pub is_read: bool,
}

/// A message from one person to another, locked until the end of the transaction.
pub async fn message_to_mail(
    conn: &mut AsyncPgConnection,
    (sender_id, recipient_id, id): (Uuid, Uuid, Uuid),
) -> QueryResult<Option<ToMail>> {
    let recipient = users::table
        .find(recipient_id)
        .select((users::email, users::language))
        .for_key_share()
        .first::<(String, StoredLanguage)>(conn)
        .await
        .optional()?;
    let message: Option<(String, i64, Option<DateTime<Utc>>)> = messages::table
        .find((sender_id, recipient_id, id))
        .select((messages::text, messages::position, messages::mailed_at))
        .for_update()
        .first(conn)
        .await
        .optional()?;
    let read_up_to: Option<i64> = conversations::table
        .find((recipient_id, sender_id))
        .select(conversations::read_up_to)
        .first(conn)
        .await
        .optional()?;
    let found = recipient.zip(message).zip(read_up_to);
    Ok(found.map(
        |(((email, language), (text, position, mailed_at)), read_up_to)| ToMail {
            text,
            email,
            language: language.into(),
            is_mailed: mailed_at.is_some(),
            is_read: position <= read_up_to,
        },
    ))
}

/// Notes that a message goes by mail.
pub async fn set_mailed(
    conn: &mut AsyncPgConnection,
    message: (Uuid, Uuid, Uuid),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(messages::table.find(message))
        .set(messages::mailed_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}
