//! What events are, for machines: [schema.org/Event](https://schema.org/Event).

use api_types::events::{Event, Visibility};
use api_types::profiles::Profile;
use chrono_tz::Tz;
use serde_json::{Map, Value, json};

use super::answers::harmless;
use super::asked::Asked;
use super::head::beginning;
use super::words::{Words, is_zero};

/// An event, as it stands in a script of a document. An event that was cancelled is gone, so it is
/// never said to be.
pub(super) fn event(event: &Event, asked: &Asked) -> String {
    as_document(described(event, &event.description, asked))
}

/// The public ones of these events.
pub(super) fn list(events: &[Event], asked: &Asked) -> String {
    as_document(items(events, asked))
}

/// Somebody, and what they published for everybody.
pub(super) fn profile(profile: &Profile, events: &[Event], asked: &Asked) -> String {
    let person = &profile.person;
    let page = json!({
        "@type": "ProfilePage",
        "dateCreated": profile.created_at.to_rfc3339(),
        "mainEntity": {
            "@type": "Person",
            "name": person.display_name(),
            "alternateName": person.username,
            "url": organizer(&person.username, asked),
        },
    });
    as_document(json!({ "@graph": [page, items(events, asked)] }))
}

fn as_document(mut described: Value) -> String {
    described["@context"] = json!("https://schema.org");
    harmless(&described)
}

fn items(events: &[Event], asked: &Asked) -> Value {
    let public = events
        .iter()
        .filter(|event| event.visibility == Visibility::Public);
    let item = |(position, event): (usize, &Event)| {
        json!({
            "@type": "ListItem",
            "position": position,
            "item": described(event, &beginning(&event.description), asked),
        })
    };
    let items: Vec<_> = (1..).zip(public).map(item).collect();
    json!({ "@type": "ItemList", "itemListElement": items })
}

fn organizer(username: &str, asked: &Asked) -> String {
    asked.public(&format!("/profile/{username}"))
}

fn described(event: &Event, description: &str, asked: &Asked) -> Value {
    let address = asked.public(&format!("/event-detail/{}", event.id));
    let mut described = Map::new();
    let mut say = |name: &str, value: Value| {
        described.insert(name.to_owned(), value);
    };
    say("@type", json!("Event"));
    say("@id", json!(address));
    say("url", json!(address));
    say("name", json!(event.title));
    say("description", json!(description));
    say("startDate", json!(start(event)));
    if let Some(end) = end(event) {
        say("endDate", json!(end));
    }
    say("eventStatus", json!("https://schema.org/EventScheduled"));
    let (mode, location) = place(event.location.as_deref(), asked.words);
    say("eventAttendanceMode", json!(mode));
    say("location", location);
    say(
        "organizer",
        json!({
            "@type": "Person",
            "name": event.creator.display_name(),
            "url": organizer(&event.creator.username, asked),
        }),
    );
    say("offers", offer(event, &address));
    say(
        "isAccessibleForFree",
        json!(event.price.as_deref().is_none_or(is_zero)),
    );
    if let (Some(most), Some(left)) = (event.maximum_attendees, event.places_left) {
        say("maximumAttendeeCapacity", json!(most));
        say("remainingAttendeeCapacity", json!(left));
    }
    if let Some(picture) = &event.picture {
        say("image", json!([asked.public(&picture.large.address)]));
    }
    Value::Object(described)
}

/// The first instant with the offset of the event's clocks, or the first day.
fn start(event: &Event) -> String {
    match &event.time {
        Some(_) => instant(event, event.starts_at),
        None => event.date.to_string(),
    }
}

/// The last instant, or the last day, where somebody said so.
fn end(event: &Event) -> Option<String> {
    match (&event.end_time, event.end_date) {
        (Some(_), _) => Some(instant(event, event.ends_at)),
        (None, Some(day)) => Some(day.to_string()),
        (None, None) => None,
    }
}

fn instant(event: &Event, at: chrono::DateTime<chrono::Utc>) -> String {
    let zone = event.time_zone.parse::<Tz>().unwrap_or(Tz::UTC);
    at.with_timezone(&zone).to_rfc3339()
}

/// How one takes part, and where. An address of the web is no place to go to.
fn place(location: Option<&str>, words: Words) -> (&'static str, Value) {
    match location {
        Some(url) if url.starts_with("https://") || url.starts_with("http://") => (
            "https://schema.org/OnlineEventAttendanceMode",
            json!({ "@type": "VirtualLocation", "url": url }),
        ),
        location => {
            let name = match location {
                Some(location) => location.to_owned(),
                None => words.text("site-place-open"),
            };
            (
                "https://schema.org/OfflineEventAttendanceMode",
                json!({ "@type": "Place", "name": name, "address": name }),
            )
        }
    }
}

fn offer(event: &Event, address: &str) -> Value {
    let availability = match event.places_left {
        _ if event.is_over => "https://schema.org/Discontinued",
        Some(0) => "https://schema.org/SoldOut",
        _ => "https://schema.org/InStock",
    };
    let mut offer = json!({
        "@type": "Offer",
        "url": address,
        "price": event.price.as_deref().unwrap_or("0"),
        "availability": availability,
        "validFrom": event.created_at.to_rfc3339(),
    });
    if let Some(currency) = &event.currency {
        offer["priceCurrency"] = json!(currency);
    }
    offer
}
