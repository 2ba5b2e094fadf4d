//! Events: publishing, finding and reading them.

mod edit;
mod filter;
mod picture;
mod places;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Validate;
use crate::accounts::Person;
use crate::problem::{FieldError, FieldErrors, RuleCode};
use crate::rules;

pub use edit::{Cancellation, CreatorView, EventAspect, EventChanges, PeopleTold};
pub use filter::{EventFilter, ValidEventFilter};
pub use picture::{Picture, PictureChanges, PictureFile};
pub use places::PlacesLeft;

/// Who can see an event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Its creator and the people who were invited; for others it does not exist.
    InviteOnly,
}

/// What somebody types to publish an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewEvent {
    /// 3 to 100 characters.
    #[cfg_attr(
        feature = "openapi",
        schema(
            min_length = 3,
            max_length = 100,
            example = "Night of the Small Stages"
        )
    )]
    pub title: String,
    /// Plain text with paragraphs, 1 to 5,000 characters.
    #[cfg_attr(
        feature = "openapi",
        schema(
            min_length = 1,
            max_length = 5000,
            example = "Six bands, three living rooms, one ticket."
        )
    )]
    pub description: String,
    /// Where it happens, up to 100 characters.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 100, example = "Stuttgart, Feuersee")
    )]
    pub location: Option<String>,
    /// The day on which it starts, in the event's own zone.
    #[cfg_attr(feature = "openapi", schema(format = Date, example = "2027-11-28"))]
    pub date: String,
    /// When it starts, `HH:MM`; an event without a time lasts all day.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(
            pattern = "^\\s*(([01][0-9]|2[0-3]):[0-5][0-9](:00)?)?\\s*$",
            example = "19:30"
        )
    )]
    pub time: Option<String>,
    /// The day on which it ends. If it is left out: the first day, or the one after it if the end
    /// time lies before the start.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(schema_with = optional_day))]
    pub end_date: Option<String>,
    /// When it ends, `HH:MM`.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(
            pattern = "^\\s*(([01][0-9]|2[0-3]):[0-5][0-9](:00)?)?\\s*$",
            example = "23:00"
        )
    )]
    pub end_time: Option<String>,
    /// IANA name of the zone in which dates and times are meant; the server's default if it is
    /// left out.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 64, example = "Europe/Berlin")
    )]
    pub time_zone: Option<String>,
    /// Who can see it.
    pub visibility: Visibility,
    /// How many places there are, 1 to 100,000; as many as people want if it is left out.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(minimum = 1, maximum = 100000, example = 80)
    )]
    pub maximum_attendees: Option<i32>,
    /// What a place costs, as a decimal string up to 999999.99; free if it is left out.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(
            pattern = "^\\s*(0*[0-9]{1,6}([.][0-9]{1,2})?)?\\s*$",
            example = "12.50"
        )
    )]
    pub price: Option<String>,
    /// ISO 4217 code of the price's currency.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(pattern = "^\\s*([A-Z]{3})?\\s*$", example = "EUR")
    )]
    pub currency: Option<String>,
}

/// A day, or nothing: forms send what was left empty, too.
#[cfg(feature = "openapi")]
fn optional_day() -> utoipa::openapi::Schema {
    use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let day = text()
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
        .examples(["2027-11-28"]);
    let nothing = text().max_length(Some(0));
    utoipa::openapi::OneOfBuilder::new()
        .item(day)
        .item(nothing)
        .item(ObjectBuilder::new().schema_type(Type::Null))
        .into()
}

/// A [`NewEvent`] that obeys the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidEvent {
    /// As typed.
    pub title: String,
    /// As typed, lines ended by `\n`.
    pub description: String,
    /// As typed.
    pub location: Option<String>,
    /// First day, in the event's zone.
    pub date: NaiveDate,
    /// Start, in the event's zone.
    pub time: Option<NaiveTime>,
    /// Last day, in the event's zone.
    pub end_date: Option<NaiveDate>,
    /// End, in the event's zone.
    pub end_time: Option<NaiveTime>,
    /// A name that the server has yet to look up.
    pub time_zone: Option<String>,
    /// Who can see it.
    pub visibility: Visibility,
    /// How many places there are.
    pub maximum_attendees: Option<i32>,
    /// What a place costs.
    pub price: Option<Price>,
}

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    /// In hundredths of the currency.
    pub hundredths: i64,
    /// ISO 4217.
    pub currency: &'static str,
}

impl Validate for NewEvent {
    type Valid = ValidEvent;

    fn validate(self) -> Result<ValidEvent, FieldErrors> {
        let mut errors = FieldErrors::new();
        let title = errors.keep(
            "title",
            rules::line(&self.title, rules::TITLE.0, rules::TITLE.1),
        );
        let description = errors.keep(
            "description",
            rules::paragraphs(&self.description, rules::DESCRIPTION_MAX),
        );
        let location = errors.keep(
            "location",
            rules::optional_line(self.location, rules::LOCATION_MAX),
        );
        let date = errors.keep("date", rules::date(&self.date));
        let read_time = |text: Option<String>| {
            rules::value(text)
                .map(|text| rules::time(&text))
                .transpose()
        };
        let time = errors.keep("time", read_time(self.time));
        let end_date = rules::given(self.end_date)
            .map(|text| rules::date(&text))
            .transpose();
        let end_date = errors.keep("end_date", end_date);
        let end_time = errors.keep("end_time", read_time(self.end_time));
        let time_zone = errors.keep("time_zone", rules::optional_line(self.time_zone, 64));
        let maximum = self
            .maximum_attendees
            .map(|count| rules::number(count.into(), rules::ATTENDEES));
        let maximum_attendees = errors.keep("maximum_attendees", maximum.transpose());
        let price = price(&mut errors, self.price, self.currency);
        let valid = (|| {
            Some(ValidEvent {
                title: title?,
                description: description?,
                location: location?,
                date: date?,
                time: time?,
                end_date: end_date?,
                end_time: end_time?,
                time_zone: time_zone?,
                visibility: self.visibility,
                maximum_attendees: maximum_attendees?.map(|count| count as i32),
                price,
            })
        })();
        let valid = valid.map(past_midnight);
        if let Some(event) = &valid {
            span(&mut errors, event);
        }
        errors.into_result(valid)
    }
}

/// A price and its currency go together.
fn price(
    errors: &mut FieldErrors,
    price: Option<String>,
    currency: Option<String>,
) -> Option<Price> {
    match (rules::value(price), rules::value(currency)) {
        (None, None) => None,
        (None, Some(_)) => {
            errors.push(FieldError::new("price", RuleCode::PriceMissing));
            None
        }
        (Some(amount), currency) => {
            let hundredths = errors.keep("price", rules::price(&amount));
            let currency = match currency {
                Some(code) => errors.keep("currency", rules::currency(&code)),
                None => {
                    errors.push(FieldError::new("currency", RuleCode::CurrencyMissing));
                    None
                }
            };
            Some(Price {
                hundredths: hundredths?,
                currency: currency?,
            })
        }
    }
}

/// Who says from 22:00 to 2:00, and no day, means the morning after.
fn past_midnight(event: ValidEvent) -> ValidEvent {
    let is_next_day = event.end_date.is_none()
        && matches!((event.time, event.end_time), (Some(start), Some(end)) if end < start);
    ValidEvent {
        end_date: match is_next_day {
            true => event.date.succ_opt(),
            false => event.end_date,
        },
        ..event
    }
}

/// The end comes after the start, as far as the clocks on the wall tell.
fn span(errors: &mut FieldErrors, event: &ValidEvent) {
    let last_day = event.end_date.unwrap_or(event.date);
    if last_day < event.date {
        errors.push(FieldError::new("end_date", RuleCode::EndBeforeStart));
    }
    match (event.time, event.end_time) {
        (None, Some(_)) => errors.push(FieldError::new("time", RuleCode::StartTimeMissing)),
        (Some(start), Some(end)) if last_day == event.date && end <= start => {
            errors.push(FieldError::new("end_time", RuleCode::EndBeforeStart));
        }
        _ => {}
    }
}

/// What ties the person who asks to an event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Nothing.
    #[default]
    None,
    /// They published it.
    Creator,
    /// They are asked to come.
    Invited,
    /// They have a place.
    Accepted,
}

/// An event, as the person who asks may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// UUID v7.
    pub id: Uuid,
    /// What it is called.
    #[cfg_attr(feature = "openapi", schema(example = "Night of the Small Stages"))]
    pub title: String,
    /// Plain text with paragraphs.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "Six bands, three living rooms, one ticket.")
    )]
    pub description: String,
    /// Where it happens.
    #[cfg_attr(feature = "openapi", schema(example = "Stuttgart, Feuersee"))]
    pub location: Option<String>,
    /// First day, in the event's zone.
    #[cfg_attr(feature = "openapi", schema(example = "2027-11-28"))]
    pub date: NaiveDate,
    /// Start as `HH:MM`, in the event's zone; all day if it is absent.
    #[cfg_attr(feature = "openapi", schema(example = "19:30"))]
    pub time: Option<String>,
    /// Last day, in the event's zone.
    #[cfg_attr(feature = "openapi", schema(example = "2027-11-28"))]
    pub end_date: Option<NaiveDate>,
    /// End as `HH:MM`, in the event's zone.
    #[cfg_attr(feature = "openapi", schema(example = "23:00"))]
    pub end_time: Option<String>,
    /// IANA name of the event's zone.
    #[cfg_attr(feature = "openapi", schema(example = "Europe/Berlin"))]
    pub time_zone: String,
    /// The instant at which it starts; midnight of the first day if it lasts all day.
    pub starts_at: DateTime<Utc>,
    /// The instant from which it is over: its end, or midnight after its last day.
    pub ends_at: DateTime<Utc>,
    /// Whether it is over at the time of the answer.
    pub is_over: bool,
    /// Who can see it.
    pub visibility: Visibility,
    /// How many places there are; as many as people want if it is absent.
    #[cfg_attr(feature = "openapi", schema(example = 80))]
    pub maximum_attendees: Option<i32>,
    /// How many places are booked.
    #[cfg_attr(feature = "openapi", schema(example = 50))]
    pub places_taken: i32,
    /// How many places are left; absent where there is no limit.
    #[cfg_attr(feature = "openapi", schema(example = 30))]
    pub places_left: Option<i32>,
    /// What a place costs; free if it is absent.
    #[cfg_attr(feature = "openapi", schema(example = "12.50"))]
    pub price: Option<String>,
    /// ISO 4217 code of the price's currency.
    #[cfg_attr(feature = "openapi", schema(example = "EUR"))]
    pub currency: Option<String>,
    /// What it looks like, if its creator shows a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// Who published it.
    pub creator: Person,
    /// What ties the person who asks to it.
    pub relation: Relation,
    /// When it was published.
    pub created_at: DateTime<Utc>,
    /// When it was last edited.
    pub updated_at: DateTime<Utc>,
    /// Counts the edits. Send it as `If-Match: "3"` with changes, as the ETag says, too.
    #[cfg_attr(feature = "openapi", schema(example = 3))]
    pub version: i32,
    /// What only its creator is told, and only when it is read alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator_view: Option<CreatorView>,
}

#[cfg(test)]
mod tests;
