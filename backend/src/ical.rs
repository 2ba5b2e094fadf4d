//! Events as calendar programs read them: iCalendar (RFC 5545), by the crate `calcard`.
//! (`icalendar`, which reads them back in the tests, panics when it folds some texts.)
//!
//! Timed events are told as instants, so that no program needs to know the zone; events that last
//! all day as days, which are the same everywhere. The same event has the same UID for ever; of
//! two files the one with the higher SEQUENCE, or the later DTSTAMP, holds (RFC 5546, 2.1.5).

use calcard::common::{CalendarScale, PartialDateTime};
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarDuration, ICalendarMethod,
    ICalendarParameter, ICalendarProperty, ICalendarStatus, ICalendarValueType, Uri,
};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use crate::config::Config;
use crate::facts::{EventFacts, days};

/// What happens to the events in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// They are in the calendar, as they are told here.
    Publish,
    /// They are not in the calendar any more.
    Cancel,
}

impl Method {
    /// As RFC 5546 calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Cancel => "CANCEL",
        }
    }
}

/// Writes calendars in the name of this server.
#[derive(Debug, Clone)]
pub struct Publisher {
    /// Makes ids unique in the world.
    domain: String,
    /// Below it are the pages of events.
    site: String,
    /// Whom to ask by mail. It stands for every organiser: the addresses of people are theirs.
    sender: Option<String>,
}

impl Publisher {
    /// Under the name that the configuration gives.
    pub fn of(config: &Config) -> Self {
        Self {
            domain: config.public_url.host_str().unwrap_or_default().to_owned(),
            site: config.page_url(""),
            sender: config.mail.as_ref().map(|mail| mail.from_address.clone()),
        }
    }

    /// One event, as it is told at this instant.
    pub fn file(&self, method: Method, event: &EventFacts, stamp: DateTime<Utc>) -> String {
        let head = head(method);
        calendar(head, vec![self.event(method, event, stamp)])
    }

    /// Many events under one name, for programs that ask again after a while.
    pub fn feed(&self, name: &str, events: &[EventFacts], stamp: DateTime<Utc>) -> String {
        let mut head = head(Method::Publish);
        head.add_property(ICalendarProperty::Name, name);
        head.add_property(ICalendarProperty::Other("X-WR-CALNAME".to_owned()), name);
        head.add_property_with_params(
            ICalendarProperty::RefreshInterval,
            [ICalendarParameter::value(ICalendarValueType::Duration)],
            ICalendarDuration {
                hours: 1,
                ..ICalendarDuration::default()
            },
        );
        let events = events
            .iter()
            .map(|event| self.event(Method::Publish, event, stamp));
        calendar(head, events.collect())
    }

    fn event(
        &self,
        method: Method,
        event: &EventFacts,
        stamp: DateTime<Utc>,
    ) -> ICalendarComponent {
        let mut component = ICalendarComponent::new(ICalendarComponentType::VEvent);
        component.add_uid(&format!("{}@{}", event.id, self.domain));
        component.add_dtstamp(instant(stamp));
        component.add_sequence(event.version.into());
        add_times(&mut component, event);
        let typed = &event.typed;
        component.add_property(ICalendarProperty::Summary, typed.title.as_str());
        component.add_property(ICalendarProperty::Description, typed.description.as_str());
        if let Some(location) = &typed.location {
            component.add_property(ICalendarProperty::Location, location.as_str());
        }
        let page = format!("{}/event-detail/{}", self.site, event.id);
        component.add_property(ICalendarProperty::Url, Uri::Location(page));
        component.add_property_with_params(
            ICalendarProperty::Organizer,
            [ICalendarParameter::cn(event.organiser.clone())],
            Uri::Location(self.address_of(&event.organiser)),
        );
        let status = match method {
            Method::Publish => ICalendarStatus::Confirmed,
            Method::Cancel => ICalendarStatus::Cancelled,
        };
        component.add_property(ICalendarProperty::Status, status);
        component
    }

    fn address_of(&self, organiser: &str) -> String {
        match &self.sender {
            Some(address) => format!("mailto:{address}"),
            None => format!("{}/profile/{organiser}", self.site),
        }
    }
}

fn head(method: Method) -> ICalendarComponent {
    let mut head = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    head.add_property(ICalendarProperty::Version, "2.0");
    head.add_property(
        ICalendarProperty::Prodid,
        "-//Event Booking//Event Booking//EN",
    );
    head.add_property(ICalendarProperty::Calscale, CalendarScale::Gregorian);
    let method = match method {
        Method::Publish => ICalendarMethod::Publish,
        Method::Cancel => ICalendarMethod::Cancel,
    };
    head.add_property(ICalendarProperty::Method, method);
    head
}

fn calendar(mut head: ICalendarComponent, events: Vec<ICalendarComponent>) -> String {
    head.component_ids = (1..).take(events.len()).collect();
    let mut components = vec![head];
    components.extend(events);
    ICalendar { components }.to_string()
}

/// An end that nobody told is left out: until when it lasts is then not known.
fn add_times(component: &mut ICalendarComponent, event: &EventFacts) {
    let typed = &event.typed;
    match days(typed) {
        Some((first, last)) if typed.time.is_none() => {
            add_day(component, ICalendarProperty::Dtstart, first);
            // The day after: an end is the first moment that does not belong to the event.
            add_day(component, ICalendarProperty::Dtend, last + Days::new(1));
        }
        _ => {
            component.add_property(ICalendarProperty::Dtstart, instant(event.starts_at));
            if typed.end_time.is_some() || typed.end_date.is_some() {
                component.add_property(ICalendarProperty::Dtend, instant(event.ends_at));
            }
        }
    }
}

fn add_day(component: &mut ICalendarComponent, property: ICalendarProperty, day: NaiveDate) {
    let midnight = day.and_time(NaiveTime::MIN).and_utc();
    component.add_property_with_params(
        property,
        [ICalendarParameter::value(ICalendarValueType::Date)],
        instant(midnight),
    );
}

fn instant(at: DateTime<Utc>) -> PartialDateTime {
    PartialDateTime::from_utc_timestamp(at.timestamp())
}

#[cfg(test)]
mod tests;
