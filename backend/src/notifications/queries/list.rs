//! The list of a person: what happened at events, and who wrote.

use std::collections::HashSet;

use api_types::accounts::Person;
use api_types::events::EventAspect;
use api_types::notifications::{Notification, NotificationEvent, NotificationKind};
use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{
    BigInt, Bool, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::db::schema::users;
use crate::events::queries::{PersonRow, visible_among};
use crate::paging::Cursor;

/// To how many is counted.
const COUNTED: i64 = 100;
/// How much of a message is shown, in characters.
const EXCERPT: usize = 120;
/// How much of it is read: enough to see that there is more.
const EXCERPT_AND_MORE: i32 = EXCERPT as i32 + 1;

/// What else is told of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Details {
    /// What is different.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) changed: Vec<EventAspect>,
    /// Why it does not take place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
}

impl Details {
    /// As they are stored; nothing, if nothing is told.
    pub(super) fn written(&self) -> Option<Value> {
        let is_empty = *self == Self::default();
        (!is_empty).then(|| serde_json::json!(self))
    }
}

/// A person, as a join that may find nobody has them.
pub(super) fn person(
    (username, first_name, last_name): (Option<String>, Option<String>, Option<String>),
) -> Option<Person> {
    Some(Person {
        username: username?,
        first_name,
        last_name,
    })
}

/// What others see of a person.
pub(super) async fn person_with(
    conn: &mut AsyncPgConnection,
    id: Uuid,
) -> QueryResult<Option<Person>> {
    let found = users::table
        .find(id)
        .select(PersonRow::as_select())
        .first(conn)
        .await
        .optional()?;
    Ok(found.map(Person::from))
}

/// Where a notification stands in the list.
pub fn position(notification: &Notification) -> Cursor {
    Cursor {
        at: notification.happened_at,
        id: notification.id,
    }
}

/// A page of somebody's notifications, the latest first, with one more than the limit if there are
/// more. Events that they cannot see (any more) have no id.
pub async fn notifications_of(
    conn: &mut AsyncPgConnection,
    user_id: Uuid,
    cursor: Option<Cursor>,
    limit: i64,
) -> QueryResult<Vec<Notification>> {
    let listed = Listed {
        user_id,
        before: cursor.unwrap_or(Cursor {
            at: Cursor::end_of_time(),
            id: Uuid::max(),
        }),
        limit: limit.saturating_add(1),
    };
    let rows = listed.load::<ListedRow>(conn).await?;
    let events: Vec<_> = rows.iter().filter_map(|row| row.event_id).collect();
    let visible = visible_among(conn, &events, user_id).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| row.into_notification(&visible))
        .collect())
}

#[derive(Queryable)]
struct ListedRow {
    id: Uuid,
    kind: String,
    happened_at: DateTime<Utc>,
    is_read: bool,
    count: i32,
    event_id: Option<Uuid>,
    event_title: Option<String>,
    details: Option<Value>,
    text: Option<String>,
    person: (Option<String>, Option<String>, Option<String>),
}

impl ListedRow {
    /// As it travels; none of a kind that only a newer server knows.
    fn into_notification(self, visible: &HashSet<Uuid>) -> Option<Notification> {
        let is_it = |kind: &NotificationKind| kind.as_str() == self.kind;
        let details = self.details.map(serde_json::from_value::<Details>);
        let details = details.and_then(Result::ok).unwrap_or_default();
        let changed = EventAspect::ALL.iter();
        Some(Notification {
            id: self.id,
            kind: NotificationKind::ALL.into_iter().find(is_it)?,
            happened_at: self.happened_at,
            is_read: self.is_read,
            count: self.count,
            person: person(self.person),
            event: self.event_title.map(|title| NotificationEvent {
                id: self.event_id.filter(|id| visible.contains(id)),
                title,
            }),
            changed: changed
                .filter(|aspect| details.changed.contains(aspect))
                .copied()
                .collect(),
            text: self.text.map(excerpt).or(details.reason),
        })
    }
}

/// How a message begins.
fn excerpt(text: String) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some(_) => text.chars().take(EXCERPT - 1).chain(['…']).collect(),
        None => text,
    }
}

#[derive(QueryId)]
struct Listed {
    user_id: Uuid,
    before: Cursor,
    limit: i64,
}

impl Query for Listed {
    type SqlType = (
        SqlUuid,
        Text,
        Timestamptz,
        Bool,
        Integer,
        Nullable<SqlUuid>,
        Nullable<Text>,
        Nullable<Jsonb>,
        Nullable<Text>,
        (Nullable<Text>, Nullable<Text>, Nullable<Text>),
    );
}

impl Listed {
    /// Those before the cursor, the latest first, and no more than are needed.
    fn part<'b>(
        &'b self,
        out: &mut AstPass<'_, 'b, Pg>,
        (at, id): (&str, &str),
    ) -> QueryResult<()> {
        out.push_sql(&format!(" AND ({at}, {id}) < ("));
        out.push_bind_param::<Timestamptz, _>(&self.before.at)?;
        out.push_sql(", ");
        out.push_bind_param::<SqlUuid, _>(&self.before.id)?;
        out.push_sql(&format!(") ORDER BY {at} DESC, {id} DESC LIMIT "));
        out.push_bind_param::<BigInt, _>(&self.limit)
    }
}

impl QueryFragment<Pg> for Listed {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "SELECT listed.id, kind, happened_at, is_read, count, event_id, event_title, details, \
             text, username, first_name, last_name FROM (\
             (SELECT id, kind, happened_at, read_at IS NOT NULL AS is_read, count, event_id, \
             event_title, details, NULL AS text, person_id FROM notifications WHERE user_id = ",
        );
        out.push_bind_param::<SqlUuid, _>(&self.user_id)?;
        self.part(&mut out, ("happened_at", "id"))?;
        out.push_sql(
            ") UNION ALL (SELECT talk.id, 'message', latest.sent_at, \
             last_received <= GREATEST(read_up_to, noticed_up_to), \
             (SELECT count(*)::integer FROM (SELECT FROM messages AS one \
             WHERE LEAST(one.sender_id, one.recipient_id) = LEAST(owner_id, partner_id) \
             AND GREATEST(one.sender_id, one.recipient_id) = GREATEST(owner_id, partner_id) \
             AND one.position > read_up_to AND one.sender_id = partner_id LIMIT ",
        );
        out.push_bind_param::<BigInt, _>(&COUNTED)?;
        out.push_sql(") AS unread), NULL, NULL, NULL, left(latest.text, ");
        out.push_bind_param::<Integer, _>(&EXCERPT_AND_MORE)?;
        out.push_sql(
            "), partner_id FROM conversations AS talk JOIN messages AS latest \
             ON LEAST(sender_id, recipient_id) = LEAST(owner_id, partner_id) \
             AND GREATEST(sender_id, recipient_id) = GREATEST(owner_id, partner_id) \
             AND latest.position = last_received WHERE owner_id = ",
        );
        out.push_bind_param::<SqlUuid, _>(&self.user_id)?;
        out.push_sql(" AND last_received > 0");
        self.part(&mut out, ("latest.sent_at", "talk.id"))?;
        out.push_sql(
            ")) AS listed LEFT JOIN users ON users.id = person_id \
             ORDER BY happened_at DESC, listed.id DESC LIMIT ",
        );
        out.push_bind_param::<BigInt, _>(&self.limit)
    }
}

/// How many of somebody's notifications were not read, counted up to 100.
pub async fn count_unread(conn: &mut AsyncPgConnection, user_id: Uuid) -> QueryResult<i64> {
    let count: i64 = CountUnread { user_id }.get_result(conn).await?;
    Ok(count.min(COUNTED))
}

#[derive(QueryId)]
struct CountUnread {
    user_id: Uuid,
}

impl Query for CountUnread {
    type SqlType = BigInt;
}

impl QueryFragment<Pg> for CountUnread {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "SELECT (SELECT count(*) FROM (SELECT FROM notifications \
             WHERE read_at IS NULL AND user_id = ",
        );
        out.push_bind_param::<SqlUuid, _>(&self.user_id)?;
        out.push_sql(" LIMIT ");
        out.push_bind_param::<BigInt, _>(&COUNTED)?;
        out.push_sql(
            ") AS unread) + (SELECT count(*) FROM (SELECT FROM conversations \
             WHERE last_received > GREATEST(read_up_to, noticed_up_to) AND owner_id = ",
        );
        out.push_bind_param::<SqlUuid, _>(&self.user_id)?;
        out.push_sql(" LIMIT ");
        out.push_bind_param::<BigInt, _>(&COUNTED)?;
        out.push_sql(") AS unread)");
        Ok(())
    }
}
