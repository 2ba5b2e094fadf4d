//! What is different between two states of an event, in words.

use api_types::events::{EventAspect, NewEvent, Visibility};
use api_types::rules;
use yew::AttrValue;

use super::{dates, money};
use crate::t;

/// How a part of an event is called.
pub fn aspect_name(aspect: EventAspect) -> AttrValue {
    match aspect {
        EventAspect::Title => t!("field-title"),
        EventAspect::Schedule => t!("field-schedule"),
        EventAspect::Location => t!("field-location"),
        EventAspect::Price => t!("field-price"),
        EventAspect::MaximumAttendees => t!("field-maximum"),
        EventAspect::Visibility => t!("field-visibility"),
        EventAspect::Description => t!("field-description"),
    }
}

/// A part of an event before and after. The zone is named where it is not the same.
pub fn aspect_change(
    aspect: EventAspect,
    before: &NewEvent,
    after: &NewEvent,
) -> (AttrValue, AttrValue) {
    let names_zone = before.time_zone != after.time_zone;
    (
        words(aspect, before, names_zone),
        words(aspect, after, names_zone),
    )
}

fn words(aspect: EventAspect, event: &NewEvent, names_zone: bool) -> AttrValue {
    match aspect {
        EventAspect::Title => AttrValue::from(event.title.clone()),
        EventAspect::Schedule => schedule(event, names_zone),
        EventAspect::Location => match &event.location {
            Some(location) => AttrValue::from(location.clone()),
            None => t!("location-none"),
        },
        EventAspect::Price => money::price(event.price.as_deref(), event.currency.as_deref()),
        EventAspect::MaximumAttendees => match event.maximum_attendees {
            Some(maximum) => t!("places-count", count = maximum),
            None => t!("places-unlimited"),
        },
        EventAspect::Visibility => match event.visibility {
            Visibility::Public => t!("visibility-public"),
            Visibility::InviteOnly => t!("visibility-invite-only"),
        },
        EventAspect::Description => AttrValue::from(event.description.clone()),
    }
}

fn schedule(event: &NewEvent, names_zone: bool) -> AttrValue {
    let Ok(date) = rules::date(&event.date) else {
        return AttrValue::from(event.date.clone());
    };
    let last_day = event
        .end_date
        .as_deref()
        .and_then(|day| rules::date(day).ok());
    let when = dates::span(
        date,
        event.time.as_deref(),
        last_day,
        event.end_time.as_deref(),
    );
    match event.time_zone.as_deref().filter(|_| names_zone) {
        Some(zone) => t!(
            "when-zone",
            when = when.as_str(),
            zone = zone.replace('_', " ")
        ),
        None => when,
    }
}
