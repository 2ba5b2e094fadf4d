//! The statements of the room.

mod edit;
mod of_person;

pub use edit::*;
pub use of_person::*;

use api_types::accounts::Person;
use api_types::events::{Event, NewEvent, Relation, ValidEvent, ValidEventFilter, Visibility};
use api_types::problem::ProblemKind;
use bigdecimal::BigDecimal;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use diesel::dsl::sql;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::schedule::Schedule;
use super::search;
use crate::db::schema::{bookings, events, users};
use crate::error::{ApiError, ApiResult};
use crate::mail::EventFacts;
use crate::paging::Cursor;

/// An event as it is stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = events, check_for_backend(Pg))]
pub struct EventRow {
    /// UUID v7.
    pub id: Uuid,
    /// Who published it.
    pub creator_id: Uuid,
    /// As typed.
    pub title: String,
    /// As typed.
    pub description: String,
    /// As typed.
    pub location: Option<String>,
    /// In the event's zone.
    pub date: NaiveDate,
    /// In the event's zone.
    pub time: Option<NaiveTime>,
    /// In the event's zone.
    pub end_date: Option<NaiveDate>,
    /// In the event's zone.
    pub end_time: Option<NaiveTime>,
    /// IANA name.
    pub time_zone: String,
    /// First instant.
    pub starts_at: DateTime<Utc>,
    /// From here on it is over.
    pub ends_at: DateTime<Utc>,
    /// As [`visibility_name`] writes it.
    pub visibility: String,
    /// No limit if absent.
    pub maximum_attendees: Option<i32>,
    /// Accepted bookings.
    pub places_taken: i32,
    /// Two decimals.
    pub price: Option<BigDecimal>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// When it was published.
    pub created_at: DateTime<Utc>,
    /// When it was last edited.
    pub updated_at: DateTime<Utc>,
    /// Counts the edits.
    pub version: i32,
}

impl EventRow {
    /// Its first day and time in words, for mails.
    pub fn when(&self) -> String {
        let day = self.date.format("%A, %-d %B %Y");
        match self.time {
            Some(time) => format!("{day}, {} ({})", time.format("%H:%M"), self.time_zone),
            None => day.to_string(),
        }
    }

    /// As somebody would have typed it.
    pub fn typed(&self) -> NewEvent {
        NewEvent {
            title: self.title.clone(),
            description: self.description.clone(),
            location: self.location.clone(),
            date: self.date.to_string(),
            time: self.time.map(clock),
            end_date: self.end_date.map(|day| day.to_string()),
            end_time: self.end_time.map(clock),
            time_zone: Some(self.time_zone.clone()),
            visibility: visibility_of(&self.visibility),
            maximum_attendees: self.maximum_attendees,
            price: self.price.as_ref().map(decimals),
            currency: self.currency.clone(),
        }
    }

    /// Refuses an event that is over: nothing about it changes any more.
    pub fn refuse_past(&self, now: DateTime<Utc>) -> ApiResult<()> {
        match self.ends_at <= now {
            true => Err(ApiError::of(ProblemKind::EventOver)),
            false => Ok(()),
        }
    }

    /// As mails and calendars tell of it.
    pub fn facts(&self, organiser: &str) -> EventFacts {
        EventFacts {
            id: self.id,
            version: self.version,
            typed: self.typed(),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            organiser: organiser.to_owned(),
        }
    }

    /// As the last news tell of it: a version of its own, so that calendars believe them.
    pub fn facts_of_end(&self, organiser: &str) -> EventFacts {
        EventFacts {
            version: self.version.saturating_add(1),
            ..self.facts(organiser)
        }
    }
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

fn decimals(price: &BigDecimal) -> String {
    price.with_scale(2).to_string()
}

/// What others may see of a person.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(Pg))]
pub struct PersonRow {
    /// As typed.
    pub username: String,
    /// If told.
    pub first_name: Option<String>,
    /// If told.
    pub last_name: Option<String>,
}

impl From<PersonRow> for Person {
    fn from(row: PersonRow) -> Self {
        Self {
            username: row.username,
            first_name: row.first_name,
            last_name: row.last_name,
        }
    }
}

/// An event, its creator, and what ties the viewer to it.
#[derive(Debug, Clone)]
pub struct SeenEvent {
    /// The event.
    pub row: EventRow,
    /// Who published it.
    pub creator: PersonRow,
    /// What ties the viewer to it.
    pub relation: Relation,
}

/// As a query finds it.
pub type SeenRow = (EventRow, PersonRow, Option<String>);

/// Tells what ties the viewer to what was found.
pub fn seen((row, creator, status): SeenRow, viewer: Option<Uuid>) -> SeenEvent {
    let relation = match status.as_deref() {
        _ if viewer == Some(row.creator_id) => Relation::Creator,
        Some("accepted") => Relation::Accepted,
        Some(_) => Relation::Invited,
        None => Relation::None,
    };
    SeenEvent {
        row,
        creator,
        relation,
    }
}

impl SeenEvent {
    /// As it travels, at this instant.
    pub fn into_event(self, now: DateTime<Utc>) -> Event {
        let row = self.row;
        Event {
            id: row.id,
            title: row.title,
            description: row.description,
            location: row.location,
            date: row.date,
            time: row.time.map(clock),
            end_date: row.end_date,
            end_time: row.end_time.map(clock),
            time_zone: row.time_zone,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            is_over: row.ends_at <= now,
            visibility: visibility_of(&row.visibility),
            maximum_attendees: row.maximum_attendees,
            places_taken: row.places_taken,
            places_left: row.maximum_attendees.map(|most| most - row.places_taken),
            price: row.price.as_ref().map(decimals),
            currency: row.currency,
            creator: self.creator.into(),
            relation: self.relation,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
            creator_view: None,
        }
    }
}

const PUBLIC: &str = "public";

/// The name of a visibility in the database.
pub fn visibility_name(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => PUBLIC,
        Visibility::InviteOnly => "invite-only",
    }
}

fn visibility_of(name: &str) -> Visibility {
    match name {
        PUBLIC => Visibility::Public,
        _ => Visibility::InviteOnly,
    }
}

/// The columns of what somebody types, for a new event and for a change.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = events, treat_none_as_null = true)]
struct TypedColumns<'a> {
    title: &'a str,
    description: &'a str,
    location: Option<&'a str>,
    date: NaiveDate,
    time: Option<NaiveTime>,
    end_date: Option<NaiveDate>,
    end_time: Option<NaiveTime>,
    time_zone: &'static str,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    visibility: &'static str,
    maximum_attendees: Option<i32>,
    price: Option<BigDecimal>,
    currency: Option<&'static str>,
}

impl<'a> TypedColumns<'a> {
    fn of(event: &'a ValidEvent, schedule: &Schedule) -> Self {
        let price = event.price;
        Self {
            title: &event.title,
            description: &event.description,
            location: event.location.as_deref(),
            date: event.date,
            time: event.time,
            end_date: event.end_date,
            end_time: event.end_time,
            time_zone: schedule.time_zone.name(),
            starts_at: schedule.starts_at,
            ends_at: schedule.ends_at,
            visibility: visibility_name(event.visibility),
            maximum_attendees: event.maximum_attendees,
            price: price.map(|price| BigDecimal::new(price.hundredths.into(), 2)),
            currency: price.map(|price| price.currency),
        }
    }
}

/// Adds an event.
pub async fn insert_event(
    conn: &mut AsyncPgConnection,
    creator_id: Uuid,
    event: &ValidEvent,
    schedule: &Schedule,
    now: DateTime<Utc>,
) -> QueryResult<Uuid> {
    diesel::insert_into(events::table)
        .values((
            TypedColumns::of(event, schedule),
            events::id.eq(Uuid::now_v7()),
            events::creator_id.eq(creator_id),
            events::created_at.eq(now),
            events::updated_at.eq(now),
        ))
        .returning(events::id)
        .get_result(conn)
        .await
}

/// Events with their creator and the viewer's own booking, before any condition. A guest has the
/// nil id, which nobody has.
#[diesel::dsl::auto_type(no_type_alias)]
fn seen_by(viewer: Uuid) -> _ {
    events::table.inner_join(users::table).left_join(
        bookings::table.on(bookings::event_id
            .eq(events::id)
            .and(bookings::user_id.eq(viewer))),
    )
}

/// The condition under which everybody may see an event.
#[diesel::dsl::auto_type(no_type_alias)]
pub fn is_public() -> _ {
    let public: &'static str = PUBLIC;
    events::visibility.eq(public)
}

/// The condition under which somebody may see an event; for everybody else it does not exist.
#[diesel::dsl::auto_type(no_type_alias)]
pub fn visible(viewer: Uuid) -> _ {
    let public: &'static str = PUBLIC;
    events::visibility
        .eq(public)
        .or(events::creator_id.eq(viewer))
        .or(bookings::id.nullable().is_not_null())
}

impl SeenEvent {
    /// What [`visible`] asks, of an event that was read already.
    pub fn is_visible(&self) -> bool {
        self.row.visibility == PUBLIC || self.relation != Relation::None
    }
}

/// An event, if the viewer may see it; for everybody else it is not found.
pub async fn visible_event(
    conn: &mut AsyncPgConnection,
    id: Uuid,
    viewer: Option<Uuid>,
) -> ApiResult<SeenEvent> {
    let viewer_id = viewer.unwrap_or_default();
    let row = seen_by(viewer_id)
        .filter(events::id.eq(id))
        .filter(visible(viewer_id))
        .select((
            EventRow::as_select(),
            PersonRow::as_select(),
            bookings::status.nullable(),
        ))
        .first::<SeenRow>(conn)
        .await
        .optional()?
        .ok_or_else(ApiError::not_found)?;
    Ok(seen(row, viewer))
}

/// Which part of a list: events that had begun at an instant, or those that begin from it on.
#[derive(Clone, Copy)]
enum Part {
    Running(DateTime<Utc>),
    Coming(DateTime<Utc>),
    Whole,
}

/// A page of the events that the viewer may see, in the order of their start, with one event more
/// than the limit if there are more.
///
/// Past events are skipped without reading them: the list consists of the few events that are
/// going on (found by the index over their periods) and of those that begin later (read along
/// the index over their starts).
pub async fn visible_events(
    conn: &mut AsyncPgConnection,
    viewer: Option<Uuid>,
    filter: &ValidEventFilter,
    cursor: Option<Cursor>,
    now: DateTime<Utc>,
) -> QueryResult<Vec<SeenEvent>> {
    let wanted = filter.limit + 1;
    // No zone is a day ahead of UTC, so an event on or after the first day ends after this.
    let from = filter
        .from
        .map(|day| day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::days(1));
    let begin = match (filter.include_past, from) {
        (true, from) => from,
        (false, from) => Some(from.map_or(now, |from| from.max(now))),
    };
    let Some(begin) = begin else {
        return part(conn, viewer, filter, cursor, now, Part::Whole, wanted).await;
    };
    let mut found = if cursor.is_none_or(|cursor| cursor.at < begin) {
        part(
            conn,
            viewer,
            filter,
            cursor,
            now,
            Part::Running(begin),
            wanted,
        )
        .await?
    } else {
        Vec::new()
    };
    let missing = wanted - found.len() as i64;
    if missing > 0 {
        found.extend(
            part(
                conn,
                viewer,
                filter,
                cursor,
                now,
                Part::Coming(begin),
                missing,
            )
            .await?,
        );
    }
    Ok(found)
}

async fn part(
    conn: &mut AsyncPgConnection,
    viewer: Option<Uuid>,
    filter: &ValidEventFilter,
    cursor: Option<Cursor>,
    now: DateTime<Utc>,
    part: Part,
    limit: i64,
) -> QueryResult<Vec<SeenEvent>> {
    let viewer_id = viewer.unwrap_or_default();
    let mut query = seen_by(viewer_id)
        .filter(visible(viewer_id))
        .order((events::starts_at, events::id))
        .limit(limit)
        .select((
            EventRow::as_select(),
            PersonRow::as_select(),
            bookings::status.nullable(),
        ))
        .into_boxed();
    if viewer.is_none() {
        // Follows from the condition above, and lets the index of public events serve.
        query = query.filter(is_public());
    }
    query = match part {
        Part::Whole => query,
        Part::Coming(begin) => query.filter(events::starts_at.ge(begin)),
        Part::Running(begin) => query.filter(events::starts_at.lt(begin)).filter(
            sql::<Bool>("tstzrange(events.starts_at, events.ends_at) @> ")
                .bind::<Timestamptz, _>(begin),
        ),
    };
    if !filter.include_past {
        query = query.filter(events::ends_at.gt(now));
    }
    if let Some(from) = filter.from {
        query = query.filter(
            events::date
                .ge(from)
                .or(events::end_date.ge(from).assume_not_null()),
        );
    }
    if let Some(to) = filter.to {
        // The second condition follows from the first and ends the reading of the index.
        let end = to.and_time(NaiveTime::MIN).and_utc() + TimeDelta::days(2);
        query = query
            .filter(events::date.le(to))
            .filter(events::starts_at.lt(end));
    }
    for pattern in filter.query.iter().flat_map(|text| search::patterns(text)) {
        query = match part {
            // Few events are going on at an instant. Reading them beats looking up a frequent
            // word in the index of words, which is what the planner would like to do here.
            Part::Running(_) => {
                query.filter(sql::<Bool>("events.search_text || '' LIKE ").bind::<Text, _>(pattern))
            }
            Part::Coming(_) | Part::Whole => query.filter(events::search_text.like(pattern)),
        };
    }
    if let Some(cursor) = cursor {
        query = query.filter(cursor.rows_above("events.starts_at, events.id"));
    }
    let rows = query.load::<SeenRow>(conn).await?;
    Ok(rows.into_iter().map(|row| seen(row, viewer)).collect())
}
