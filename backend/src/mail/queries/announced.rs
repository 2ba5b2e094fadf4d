//! Announcements, and the short rows that refer to them.

use std::collections::HashMap;

use api_types::language::Language;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Array, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::schema::announcements;
use crate::mail::announcement::{AnnouncedMail, Announcement, Stored};

/// How long what no mail says is kept all the same.
const SPENT_KEPT: TimeDelta = TimeDelta::minutes(5);

/// Stores what announcements say and returns their ids by their digests. What stands there already
/// serves again, and is kept until the end of the transaction.
pub async fn store_announcements(
    conn: &mut AsyncPgConnection,
    stored: &[Stored],
    now: DateTime<Utc>,
) -> QueryResult<HashMap<Vec<u8>, Uuid>> {
    let digests: Vec<_> = stored.iter().map(|one| one.digest.as_slice()).collect();
    loop {
        let known: HashMap<_, _> = announcements::table
            .filter(announcements::digest.eq_any(&digests))
            .order(announcements::digest)
            .select((announcements::digest, announcements::id))
            .for_key_share()
            .load::<(Vec<u8>, Uuid)>(conn)
            .await?
            .into_iter()
            .collect();
        let is_new = |one: &&Stored| !known.contains_key(&one.digest);
        let mut missing: Vec<_> = stored.iter().filter(is_new).collect();
        if missing.is_empty() {
            return Ok(known);
        }
        // In the same order as everybody else, so that nobody waits for somebody who waits for them.
        missing.sort_by(|one, other| one.digest.cmp(&other.digest));
        let rows: Vec<_> = missing
            .into_iter()
            .map(|one| {
                (
                    announcements::id.eq(Uuid::now_v7()),
                    announcements::digest.eq(&one.digest),
                    announcements::content.eq(&one.content),
                    announcements::created_at.eq(now),
                )
            })
            .collect();
        // Somebody else may add the same just now; then it is found in the next round.
        diesel::insert_into(announcements::table)
            .values(rows)
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
    }
}

/// Adds mails of announcements.
pub async fn insert_announced_mails(
    conn: &mut AsyncPgConnection,
    mails: &[AnnouncedMail<'_>],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    InsertAnnouncedMails {
        ids: mails.iter().map(|_| Uuid::now_v7()).collect(),
        kinds: mails.iter().map(|mail| mail.kind).collect(),
        subjects: mails.iter().map(|mail| mail.subject.as_str()).collect(),
        announcements: mails.iter().map(|mail| mail.announcement_id).collect(),
        people: mails.iter().map(|mail| mail.recipient.id).collect(),
        names: mails
            .iter()
            .map(|mail| mail.recipient.username.as_str())
            .collect(),
        addresses: mails
            .iter()
            .map(|mail| mail.recipient.email.as_str())
            .collect(),
        languages: mails
            .iter()
            .map(|mail| mail.recipient.language.tag())
            .collect(),
        places: mails.iter().map(|mail| mail.has_place).collect(),
        now,
    }
    .execute(conn)
    .await?;
    Ok(())
}

/// One statement for however many mails, prepared once for each connection.
struct InsertAnnouncedMails<'a> {
    ids: Vec<Uuid>,
    kinds: Vec<&'a str>,
    subjects: Vec<&'a str>,
    announcements: Vec<Uuid>,
    people: Vec<Uuid>,
    names: Vec<&'a str>,
    addresses: Vec<&'a str>,
    languages: Vec<&'a str>,
    places: Vec<bool>,
    now: DateTime<Utc>,
}

impl QueryId for InsertAnnouncedMails<'_> {
    type QueryId = InsertAnnouncedMails<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl QueryFragment<Pg> for InsertAnnouncedMails<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "INSERT INTO outgoing_mails (id, kind, subject, announcement_id, recipient_id, \
             recipient_name, recipient, language, has_place, created_at, next_attempt_at) \
             SELECT mail.*, moment, moment FROM unnest(",
        );
        out.push_bind_param::<Array<SqlUuid>, _>(&self.ids)?;
        for texts in [&self.kinds, &self.subjects] {
            out.push_sql(", ");
            out.push_bind_param::<Array<Text>, _>(texts)?;
        }
        for ids in [&self.announcements, &self.people] {
            out.push_sql(", ");
            out.push_bind_param::<Array<SqlUuid>, _>(ids)?;
        }
        for texts in [&self.names, &self.addresses, &self.languages] {
            out.push_sql(", ");
            out.push_bind_param::<Array<Text>, _>(texts)?;
        }
        out.push_sql(", ");
        out.push_bind_param::<Array<Bool>, _>(&self.places)?;
        out.push_sql(") AS mail, (SELECT ");
        out.push_bind_param::<Timestamptz, _>(&self.now)?;
        out.push_sql(" AS moment) AS clock");
        Ok(())
    }
}

/// Adds the mails of an announcement to everybody who has a place at its event or is invited. The
/// rows never leave the database, however many there are.
pub async fn insert_mails_to_attendees(
    conn: &mut AsyncPgConnection,
    announcement_id: Uuid,
    announcement: &Announcement,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::sql_query(
        "INSERT INTO outgoing_mails (id, kind, recipient, subject, announcement_id, recipient_id, \
         recipient_name, language, has_place, created_at, next_attempt_at) \
         SELECT gen_random_uuid(), $1, users.email, told.subject, $4, users.id, users.username, \
         users.language, bookings.status = 'accepted', $5, $5 \
         FROM bookings JOIN users ON users.id = bookings.user_id \
         JOIN unnest($2, $3) AS told (language, subject) ON told.language = users.language \
         WHERE bookings.event_id = $6",
    )
    .bind::<Text, _>(announcement.kind())
    .bind::<Array<Text>, _>(Language::ALL.map(Language::tag).to_vec())
    .bind::<Array<Text>, _>(Language::ALL.map(|l| announcement.subject(l)).to_vec())
    .bind::<SqlUuid, _>(announcement_id)
    .bind::<Timestamptz, _>(now)
    .bind::<SqlUuid, _>(announcement.event.id)
    .execute(conn)
    .await?;
    Ok(())
}

/// What an announcement says, as it is stored.
pub async fn announcement_content(
    conn: &mut AsyncPgConnection,
    id: Uuid,
) -> QueryResult<serde_json::Value> {
    announcements::table
        .find(id)
        .select(announcements::content)
        .first(conn)
        .await
}

/// Removes what no mail says any more, and returns how many there were. What is new stays for a
/// while, since the next mail may say the same, unless it is about an event of this person. What a
/// mail is being written for is passed over.
pub async fn delete_spent_announcements(
    conn: &mut AsyncPgConnection,
    organiser: Option<&str>,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    diesel::sql_query(
        "DELETE FROM announcements WHERE id IN (SELECT id FROM announcements \
         WHERE (created_at < $1 OR content->'event'->>'organiser' = $2) AND NOT EXISTS \
         (SELECT FROM outgoing_mails WHERE announcement_id = announcements.id) \
         FOR UPDATE SKIP LOCKED)",
    )
    .bind::<Timestamptz, _>(now - SPENT_KEPT)
    .bind::<Nullable<Text>, _>(organiser)
    .execute(conn)
    .await
}
