//! What is typed into the form of an event, before it is known to be one.

use api_types::Validate;
use api_types::events::{NewEvent, Visibility};
use api_types::problem::{FieldError, FieldErrors, RuleCode};
use serde::{Deserialize, Serialize};

use crate::browser;
use crate::hooks::Draft;

/// The currency that is chosen before anybody chooses.
const CURRENCY: &str = "EUR";

/// The form's values. Everything is text until it is checked.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedEvent {
    pub title: String,
    pub description: String,
    pub date: String,
    pub time: String,
    pub has_end: bool,
    pub end_date: String,
    pub end_time: String,
    pub time_zone: String,
    pub location: String,
    pub visibility: Visibility,
    pub maximum_attendees: String,
    pub price: String,
    pub currency: String,
}

impl TypedEvent {
    /// What was typed before, or an empty form in the person's time zone.
    pub fn start() -> Self {
        Draft::EVENT.load().unwrap_or_else(|| Self {
            time_zone: browser::time_zone().unwrap_or_default(),
            currency: CURRENCY.to_owned(),
            ..Self::default()
        })
    }

    /// An event as its form shows it.
    pub fn of(event: &NewEvent) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let currency = event.currency.clone();
        Self {
            title: event.title.clone(),
            description: event.description.clone(),
            date: event.date.clone(),
            time: text(&event.time),
            has_end: event.end_date.is_some() || event.end_time.is_some(),
            end_date: text(&event.end_date),
            end_time: text(&event.end_time),
            time_zone: text(&event.time_zone),
            location: text(&event.location),
            visibility: event.visibility,
            maximum_attendees: event
                .maximum_attendees
                .map(|maximum| maximum.to_string())
                .unwrap_or_default(),
            price: text(&event.price),
            currency: currency.unwrap_or_else(|| CURRENCY.to_owned()),
        }
    }

    /// The request that it makes.
    pub fn event(&self) -> NewEvent {
        let optional = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
        let end = |text: &str| optional(text).filter(|_| self.has_end);
        let price = optional(&self.price);
        NewEvent {
            title: self.title.clone(),
            description: self.description.clone(),
            location: optional(&self.location),
            date: self.date.clone(),
            time: optional(&self.time),
            end_date: end(&self.end_date),
            end_time: end(&self.end_time),
            time_zone: optional(&self.time_zone),
            visibility: self.visibility,
            maximum_attendees: self.maximum_attendees.trim().parse().ok(),
            // The currency is preselected; without a price it means nothing.
            currency: price.as_ref().and_then(|_| optional(&self.currency)),
            price,
        }
    }

    /// What is wrong with it: the rules that the server applies, too, and what only the form can
    /// get wrong.
    pub fn check(&self) -> FieldErrors {
        let mut errors = self.event().validate().err().unwrap_or_default();
        let maximum = self.maximum_attendees.trim();
        if !maximum.is_empty() && maximum.parse::<i32>().is_err() {
            errors.push(FieldError::new("maximum_attendees", RuleCode::NotANumber));
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> TypedEvent {
        TypedEvent {
            title: "Choir without talent".into(),
            description: "Loud, happy, badly tuned.".into(),
            date: "2027-05-01".into(),
            currency: "EUR".into(),
            ..TypedEvent::default()
        }
    }

    #[test]
    fn a_preselected_currency_is_not_a_price() {
        assert!(typed().check().is_empty());
        assert_eq!(typed().event().currency, None);
    }

    #[test]
    fn a_hidden_end_does_not_count() {
        let event = TypedEvent {
            end_date: "2020-01-01".into(),
            ..typed()
        };
        assert!(event.check().is_empty());
        let shown = TypedEvent {
            has_end: true,
            ..event
        };
        assert!(shown.check().of("end_date").is_some());
    }

    #[test]
    fn the_form_of_an_event_makes_the_same_event() {
        let event = NewEvent {
            title: "Night ferry".into(),
            description: "One.\n\nTwo.".into(),
            location: Some("Porto".into()),
            date: "2027-05-01".into(),
            time: Some("22:00".into()),
            end_date: Some("2027-05-02".into()),
            end_time: Some("02:00".into()),
            time_zone: Some("Europe/Lisbon".into()),
            visibility: Visibility::InviteOnly,
            maximum_attendees: Some(25),
            price: Some("12.50".into()),
            currency: Some("GBP".into()),
        };
        assert_eq!(TypedEvent::of(&event).event(), event);
        let bare = typed().event();
        assert_eq!(TypedEvent::of(&bare).event(), bare);
    }

    #[test]
    fn what_is_no_number_is_told_so() {
        for text in ["?", "1.5", "many", "99999999999"] {
            let event = TypedEvent {
                maximum_attendees: text.into(),
                ..typed()
            };
            assert_eq!(
                event.check().of("maximum_attendees").unwrap().code,
                RuleCode::NotANumber,
                "{text}"
            );
        }
    }
}
