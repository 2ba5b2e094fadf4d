//! Writing down what happened, in the transaction in which it happens.
//!
//! People who are leaving at this moment are passed over rather than waited for: they hold
//! themselves and may wait for an event that the caller holds.

use api_types::events::EventAspect;
use api_types::notifications::{Notification, NotificationEvent, NotificationKind};
use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Array, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::list::{Details, person, person_with};
use crate::notifications::Told;

/// Something that happened, for one person.
#[derive(Debug, Clone, Copy)]
pub struct Notice<'a> {
    /// What.
    pub kind: NotificationKind,
    /// Who is to know.
    pub user_id: Uuid,
    /// At which event.
    pub event_id: Uuid,
    /// What it is called.
    pub event_title: &'a str,
    /// Whether they can see it from now on.
    pub can_see: bool,
    /// Who brought it about.
    pub person_id: Uuid,
    /// How often it happened.
    pub count: i32,
}

/// Something that happened, for everybody who has a place at an event or is invited.
#[derive(Debug, Clone)]
pub struct NoticeToAll<'a> {
    /// What.
    pub kind: NotificationKind,
    /// At which event.
    pub event_id: Uuid,
    /// What it is called.
    pub event_title: &'a str,
    /// Who brought it about, if they stay.
    pub person_id: Option<Uuid>,
    /// Of a change: what is different.
    pub changed: Vec<EventAspect>,
    /// Of a cancellation: why.
    pub reason: Option<&'a str>,
}

/// What happens while something of the same kind is unread is added to it.
const OR_ADD: &str = " ON CONFLICT (user_id, event_id, kind) WHERE read_at IS NULL DO UPDATE SET \
    count = notifications.count + excluded.count, happened_at = excluded.happened_at, \
    person_id = excluded.person_id, event_title = excluded.event_title, \
    details = CASE WHEN jsonb_exists(excluded.details, 'changed') THEN excluded.details || \
    jsonb_build_object('changed', (SELECT jsonb_agg(DISTINCT aspect) FROM jsonb_array_elements(\
    coalesce(notifications.details->'changed', '[]') || (excluded.details->'changed')) AS aspect)) \
    ELSE excluded.details END RETURNING ";

/// Writes down what these people are to know, in the caller's transaction.
pub async fn notify(
    conn: &mut AsyncPgConnection,
    notices: &[Notice<'_>],
    now: DateTime<Utc>,
) -> QueryResult<Vec<Told>> {
    if notices.is_empty() {
        return Ok(Vec::new());
    }
    let statement = Notify {
        ids: notices.iter().map(|_| Uuid::now_v7()).collect(),
        user_ids: notices.iter().map(|one| one.user_id).collect(),
        event_ids: notices.iter().map(|one| one.event_id).collect(),
        kinds: notices.iter().map(|one| one.kind.as_str()).collect(),
        titles: notices.iter().map(|one| one.event_title).collect(),
        people: notices.iter().map(|one| one.person_id).collect(),
        counts: notices.iter().map(|one| one.count).collect(),
        now,
    };
    let added = statement.load::<Added>(conn).await?;
    let told = added.into_iter().filter_map(|row| {
        let is_it = |one: &&Notice| {
            (one.user_id, one.event_id, one.kind.as_str())
                == (row.user_id, row.event_id, row.kind.as_str())
        };
        let notice = notices.iter().find(is_it)?;
        Some(Told {
            notification: Notification {
                id: row.id,
                kind: notice.kind,
                happened_at: now,
                is_read: false,
                count: row.count,
                person: person(row.person),
                event: Some(NotificationEvent {
                    id: notice.can_see.then_some(notice.event_id),
                    title: notice.event_title.to_owned(),
                }),
                changed: Vec::new(),
                text: None,
            },
            people: vec![(row.user_id, row.id, row.count)],
        })
    });
    Ok(told.collect())
}

/// As the statement returns it.
#[derive(Queryable)]
struct Added {
    id: Uuid,
    user_id: Uuid,
    event_id: Uuid,
    kind: String,
    count: i32,
    person: (Option<String>, Option<String>, Option<String>),
}

struct Notify<'a> {
    ids: Vec<Uuid>,
    user_ids: Vec<Uuid>,
    event_ids: Vec<Uuid>,
    kinds: Vec<&'a str>,
    titles: Vec<&'a str>,
    people: Vec<Uuid>,
    counts: Vec<i32>,
    now: DateTime<Utc>,
}

impl QueryId for Notify<'_> {
    type QueryId = Notify<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for Notify<'_> {
    type SqlType = (
        SqlUuid,
        SqlUuid,
        SqlUuid,
        Text,
        Integer,
        (Nullable<Text>, Nullable<Text>, Nullable<Text>),
    );
}

impl QueryFragment<Pg> for Notify<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "WITH held AS (SELECT id, username, first_name, last_name FROM users WHERE id = ANY (",
        );
        out.push_bind_param::<Array<SqlUuid>, _>(&self.user_ids)?;
        out.push_sql(" || ");
        out.push_bind_param::<Array<SqlUuid>, _>(&self.people)?;
        out.push_sql(
            ") ORDER BY id FOR KEY SHARE SKIP LOCKED), added AS (INSERT INTO notifications \
             (id, user_id, event_id, kind, event_title, person_id, count, happened_at) \
             SELECT given.id, held.id, event_id, kind, title, person.id, given.count, moment FROM unnest(",
        );
        for ids in [&self.ids, &self.user_ids, &self.event_ids] {
            out.push_bind_param::<Array<SqlUuid>, _>(ids)?;
            out.push_sql(", ");
        }
        for texts in [&self.kinds, &self.titles] {
            out.push_bind_param::<Array<Text>, _>(texts)?;
            out.push_sql(", ");
        }
        out.push_bind_param::<Array<SqlUuid>, _>(&self.people)?;
        out.push_sql(", ");
        out.push_bind_param::<Array<Integer>, _>(&self.counts)?;
        out.push_sql(
            ") AS given (id, user_id, event_id, kind, title, person_id, count) \
             JOIN held ON held.id = given.user_id LEFT JOIN held AS person ON person.id = given.person_id, \
             (SELECT ",
        );
        out.push_bind_param::<Timestamptz, _>(&self.now)?;
        out.push_sql(" AS moment) AS clock ORDER BY held.id, event_id, kind");
        out.push_sql(OR_ADD);
        out.push_sql(
            "id, user_id, event_id, kind, person_id, notifications.count) \
             SELECT added.id, user_id, event_id, kind, added.count, username, first_name, last_name \
             FROM added LEFT JOIN held ON held.id = added.person_id",
        );
        Ok(())
    }
}

/// Writes down what everybody is to know who has a place at an event or is invited, in the caller's
/// transaction, by one statement however many they are.
pub async fn notify_attendees_of(
    conn: &mut AsyncPgConnection,
    notice: &NoticeToAll<'_>,
    now: DateTime<Utc>,
) -> QueryResult<Told> {
    let details = Details {
        changed: notice.changed.clone(),
        reason: notice.reason.map(ToOwned::to_owned),
    };
    let statement = format!(
        "WITH held AS (SELECT id FROM users WHERE id IN \
         (SELECT user_id FROM bookings WHERE event_id = $1) FOR KEY SHARE SKIP LOCKED), \
         person AS (SELECT id FROM users WHERE id = $2 FOR KEY SHARE SKIP LOCKED) \
         INSERT INTO notifications \
         (id, user_id, event_id, kind, event_title, person_id, details, happened_at) \
         SELECT gen_random_uuid(), held.id, $1, $3, $4, person.id, $5, $6 \
         FROM held LEFT JOIN person ON true ORDER BY held.id{OR_ADD}user_id, id, count"
    );
    let people = diesel::sql_query(statement)
        .bind::<SqlUuid, _>(notice.event_id)
        .bind::<Nullable<SqlUuid>, _>(notice.person_id)
        .bind::<Text, _>(notice.kind.as_str())
        .bind::<Text, _>(notice.event_title)
        .bind::<Nullable<Jsonb>, _>(details.written())
        .bind::<Timestamptz, _>(now)
        .load::<AddedForAll>(conn)
        .await?;
    let person = match notice.person_id {
        Some(id) => person_with(conn, id).await?,
        None => None,
    };
    let can_see = notice.kind != NotificationKind::EventCancelled;
    Ok(Told {
        notification: Notification {
            id: Uuid::nil(),
            kind: notice.kind,
            happened_at: now,
            is_read: false,
            count: 1,
            person,
            event: Some(NotificationEvent {
                id: can_see.then_some(notice.event_id),
                title: notice.event_title.to_owned(),
            }),
            changed: details.changed,
            text: details.reason,
        },
        people: people
            .into_iter()
            .map(|row| (row.user_id, row.id, row.count))
            .collect(),
    })
}

#[derive(QueryableByName)]
struct AddedForAll {
    #[diesel(sql_type = SqlUuid)]
    user_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Integer)]
    count: i32,
}
