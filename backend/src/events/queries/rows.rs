//! Events as they are stored, and as they travel.

use api_types::accounts::Person;
use api_types::events::{Event, NewEvent, Relation, ValidEvent, Visibility};
use api_types::problem::ProblemKind;
use bigdecimal::BigDecimal;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use uuid::Uuid;

use super::pictures::picture_of;
use crate::db::schema::{events, users};
use crate::error::{ApiError, ApiResult};
use crate::events::schedule::Schedule;
use crate::facts::EventFacts;
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
    /// Names its picture, if it has one.
    pub picture_hash: Option<String>,
    /// Of the large picture, in pixels.
    pub picture_width: Option<i32>,
    /// Of the large picture, in pixels.
    pub picture_height: Option<i32>,
    /// What the picture shows, if that was told.
    pub picture_description: Option<String>,
}

impl EventRow {
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

    /// Whether everybody may see it.
    pub fn is_public(&self) -> bool {
        self.visibility == PUBLIC
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
    /// Where it stands in lists that are in the order of the start.
    pub fn position(&self) -> Cursor {
        Cursor {
            at: self.row.starts_at,
            id: self.row.id,
        }
    }

    /// What [`super::visible`] asks, of an event that was read already.
    pub fn is_visible(&self) -> bool {
        self.row.is_public() || self.relation != Relation::None
    }

    /// As it travels, at this instant.
    pub fn into_event(self, now: DateTime<Utc>) -> Event {
        let picture = picture_of(&self.row);
        let row = self.row;
        Event {
            picture,
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

/// The visibility that everybody sees.
pub(super) const PUBLIC: &str = "public";

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
pub(super) struct TypedColumns<'a> {
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
    /// As they are written.
    pub(super) fn of(event: &'a ValidEvent, schedule: &Schedule) -> Self {
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
