//! Changing an event: what to change, what has changed, and telling people of it.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::{Event, NewEvent, ValidEvent, Visibility};
use crate::problem::FieldErrors;
use crate::{Validate, present, rules};

/// What to change of an event. Fields that are left out stay as they are; `null` removes what is
/// optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct EventChanges {
    /// 3 to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(
            min_length = 3,
            max_length = 100,
            example = "Night of the Small Stages"
        )
    )]
    pub title: Option<String>,
    /// Plain text with paragraphs, 1 to 5,000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 5000, example = "Seven bands now.")
    )]
    pub description: Option<String>,
    /// Where it happens, up to 100 characters.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 100, example = "Stuttgart, Marienplatz"))]
    pub location: Option<Option<String>>,
    /// The day on which it starts, in the event's own zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(format = Date, example = "2027-11-29"))]
    pub date: Option<String>,
    /// When it starts, `HH:MM`; an event without a time lasts all day.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, pattern = "^\\s*(([01][0-9]|2[0-3]):[0-5][0-9](:00)?)?\\s*$", example = "20:00"))]
    pub time: Option<Option<String>>,
    /// The day on which it ends; as in a new event if there is none.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(schema_with = super::optional_day))]
    pub end_date: Option<Option<String>>,
    /// When it ends, `HH:MM`.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, pattern = "^\\s*(([01][0-9]|2[0-3]):[0-5][0-9](:00)?)?\\s*$", example = "23:30"))]
    pub end_time: Option<Option<String>>,
    /// IANA name of the zone in which dates and times are meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 64, example = "Europe/Berlin")
    )]
    pub time_zone: Option<String>,
    /// Who can see it. Those who have a place or an invitation keep it, and see it still.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// How many places there are, not below those that are taken; as many as people want if there
    /// is none.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<i32>, minimum = 1, maximum = 100000, example = 100))]
    pub maximum_attendees: Option<Option<i32>>,
    /// What a place costs, as a decimal string up to 999999.99; free if there is none.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, pattern = "^\\s*(0*[0-9]{1,6}([.][0-9]{1,2})?)?\\s*$", example = "15.00"))]
    pub price: Option<Option<String>>,
    /// ISO 4217 code of the price's currency.
    #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, pattern = "^\\s*([A-Z]{3})?\\s*$", example = "EUR"))]
    pub currency: Option<Option<String>>,
}

/// The rules hold for the event that comes out of it: see [`EventChanges::apply`].
impl Validate for EventChanges {
    type Valid = Self;

    fn validate(self) -> Result<Self, FieldErrors> {
        Ok(self)
    }
}

/// Goes through the fields of an event, so that each is named once.
macro_rules! each_field {
    ($with:ident) => {
        $with!(
            title,
            description,
            location,
            date,
            time,
            end_date,
            end_time,
            visibility,
            maximum_attendees,
            price,
            currency
        )
    };
}

impl EventChanges {
    /// What makes `new` of `old`.
    pub fn between(old: &NewEvent, new: &NewEvent) -> Self {
        let mut changes = Self::default();
        macro_rules! compare {
            ($($field:ident),*) => {
                $(if old.$field != new.$field {
                    changes.$field = Some(new.$field.clone());
                })*
            };
        }
        each_field!(compare);
        if old.time_zone != new.time_zone {
            changes.time_zone = new.time_zone.clone();
        }
        changes
    }

    /// The event that comes out of it, still to be validated.
    pub fn apply(self, event: NewEvent) -> NewEvent {
        let mut event = event;
        macro_rules! replace {
            ($($field:ident),*) => {
                $(if let Some(value) = self.$field {
                    event.$field = value;
                })*
            };
        }
        each_field!(replace);
        event.time_zone = self.time_zone.or(event.time_zone);
        event
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Event {
    /// As somebody would have typed it.
    pub fn typed(&self) -> NewEvent {
        NewEvent {
            title: self.title.clone(),
            description: self.description.clone(),
            location: self.location.clone(),
            date: self.date.to_string(),
            time: self.time.clone(),
            end_date: self.end_date.map(|day| day.to_string()),
            end_time: self.end_time.clone(),
            time_zone: Some(self.time_zone.clone()),
            visibility: self.visibility,
            maximum_attendees: self.maximum_attendees,
            price: self.price.clone(),
            currency: self.currency.clone(),
        }
    }
}

impl ValidEvent {
    /// As somebody would have typed it, in this zone.
    pub fn typed(&self, time_zone: &str) -> NewEvent {
        let clock = |time: NaiveTime| time.format("%H:%M").to_string();
        NewEvent {
            title: self.title.clone(),
            description: self.description.clone(),
            location: self.location.clone(),
            date: self.date.to_string(),
            time: self.time.map(clock),
            end_date: self.end_date.map(|day| day.to_string()),
            end_time: self.end_time.map(clock),
            time_zone: Some(time_zone.to_owned()),
            visibility: self.visibility,
            maximum_attendees: self.maximum_attendees,
            price: self.price.map(|price| rules::price_text(price.hundredths)),
            currency: self.price.map(|price| price.currency.to_owned()),
        }
    }
}

/// Which part of an event has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EventAspect {
    /// What it is called.
    Title,
    /// Date, time, end or zone.
    Schedule,
    /// Where it happens.
    Location,
    /// What a place costs, and in which currency.
    Price,
    /// How many places there are.
    MaximumAttendees,
    /// Who can see it.
    Visibility,
    /// Its text.
    Description,
}

impl EventAspect {
    /// All, in the order in which people are told.
    pub const ALL: &'static [Self] = &[
        Self::Title,
        Self::Schedule,
        Self::Location,
        Self::Price,
        Self::MaximumAttendees,
        Self::Visibility,
        Self::Description,
    ];

    /// Which parts of an event differ.
    pub fn differing(old: &NewEvent, new: &NewEvent) -> Vec<Self> {
        let differs = |aspect: &&Self| match aspect {
            Self::Title => old.title != new.title,
            Self::Schedule => {
                (
                    &old.date,
                    &old.time,
                    &old.end_date,
                    &old.end_time,
                    &old.time_zone,
                ) != (
                    &new.date,
                    &new.time,
                    &new.end_date,
                    &new.end_time,
                    &new.time_zone,
                )
            }
            Self::Location => old.location != new.location,
            Self::Price => (&old.price, &old.currency) != (&new.price, &new.currency),
            Self::MaximumAttendees => old.maximum_attendees != new.maximum_attendees,
            Self::Visibility => old.visibility != new.visibility,
            Self::Description => old.description != new.description,
        };
        Self::ALL.iter().filter(differs).copied().collect()
    }
}

/// What only the creator of an event is told about it, when it is read alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatorView {
    /// How many people are invited and have not answered.
    pub people_invited: i64,
    /// The event as the people who come, or are invited, were told last; absent if nothing has
    /// changed since.
    pub announced: Option<NewEvent>,
}

/// Why an event does not take place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Cancellation {
    /// What people are told, up to 500 characters.
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 500, example = "The singers have lost their voices.")
    )]
    pub reason: Option<String>,
}

impl Validate for Cancellation {
    type Valid = Self;

    fn validate(self) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let reason = rules::optional(self.reason)
            .map(|text| rules::paragraphs(&text, rules::REASON_MAX))
            .transpose();
        let reason = errors.keep("reason", reason);
        errors.into_result(reason.map(|reason| Self { reason }))
    }
}

/// How many people were told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeopleTold {
    /// For so many it stands among their notifications now; they get a mail, too, where mail is not
    /// switched off.
    pub people_told: i64,
}
