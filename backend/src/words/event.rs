//! When an event is and what it costs, in a few words.

use api_types::events::NewEvent;
use api_types::language::Language;
use chrono::NaiveDate;

use super::{amount, day};
use crate::facts::days;
use crate::t;

/// What a place costs.
pub fn price(language: Language, event: &NewEvent) -> String {
    match (&event.price, &event.currency) {
        (Some(price), Some(currency)) => format!("{} {currency}", amount(language, price)),
        _ => t!(language, "price-free"),
    }
}

/// When it happens, with the zone in which times are meant.
pub fn when(language: Language, event: &NewEvent) -> String {
    let Some((first, last)) = days(event) else {
        return event.date.clone();
    };
    let span = span(language, event, first, last);
    match event.time_zone.as_deref() {
        Some(zone) if event.time.is_some() => {
            t!(
                language,
                "when-in-zone",
                when = span,
                zone = zone.replace('_', " ")
            )
        }
        _ => span,
    }
}

fn span(language: Language, event: &NewEvent, first: NaiveDate, last: NaiveDate) -> String {
    let from = moment(language, first, event.time.as_deref());
    match (&event.time, event.end_time.as_deref()) {
        (None, _) if first == last => t!(language, "when-all-day", day = from),
        (Some(_), None) if first == last => from,
        (Some(start), Some(end)) if first == last => {
            let day = day(language, first);
            t!(
                language,
                "when-until",
                day = day,
                start = start.as_str(),
                end = end
            )
        }
        (_, end) => {
            let until = moment(language, last, end);
            t!(language, "when-days", start = from, end = until)
        }
    }
}

fn moment(language: Language, date: NaiveDate, time: Option<&str>) -> String {
    let date = day(language, date);
    match time {
        Some(time) => t!(language, "when-moment", day = date, time = time),
        None => date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(json: serde_json::Value) -> NewEvent {
        let mut event = serde_json::json!({
            "title": "Lantern walk",
            "description": "A walk.",
            "date": "2026-12-05",
            "visibility": "public",
        });
        for (name, value) in json.as_object().unwrap() {
            event[name] = value.clone();
        }
        serde_json::from_value(event).unwrap()
    }

    #[test]
    fn the_time_of_an_event_is_told_in_both_languages() {
        let said = |json: serde_json::Value| {
            let event = event(json);
            Language::ALL.map(|language| when(language, &event))
        };
        assert_eq!(
            said(serde_json::json!({})),
            [
                "Saturday, 5 December 2026, all day",
                "Samstag, 5. Dezember 2026, ganztägig"
            ]
        );
        assert_eq!(
            said(serde_json::json!({
                "time": "18:00", "end_time": "21:30", "time_zone": "Europe/Berlin",
            })),
            [
                "Saturday, 5 December 2026, 18:00 to 21:30 (Europe/Berlin time)",
                "Samstag, 5. Dezember 2026, 18:00 bis 21:30 Uhr (Zeitzone Europe/Berlin)"
            ]
        );
        assert_eq!(
            said(serde_json::json!({ "time": "18:00", "end_date": "2026-12-06" })),
            [
                "Saturday, 5 December 2026, 18:00 – Sunday, 6 December 2026",
                "Samstag, 5. Dezember 2026, 18:00 Uhr – Sonntag, 6. Dezember 2026"
            ]
        );
        assert_eq!(
            said(serde_json::json!({
                "time": "22:00", "end_date": "2026-12-06", "end_time": "02:00",
                "time_zone": "America/New_York",
            })),
            [
                "Saturday, 5 December 2026, 22:00 – Sunday, 6 December 2026, 02:00 \
                 (America/New York time)",
                "Samstag, 5. Dezember 2026, 22:00 Uhr – Sonntag, 6. Dezember 2026, 02:00 Uhr \
                 (Zeitzone America/New York)"
            ]
        );
        assert_eq!(
            said(serde_json::json!({ "time": "19:30" })),
            [
                "Saturday, 5 December 2026, 19:30",
                "Samstag, 5. Dezember 2026, 19:30 Uhr"
            ]
        );
        assert_eq!(
            said(serde_json::json!({ "end_date": "2026-12-06", "time_zone": "UTC" })),
            [
                "Saturday, 5 December 2026 – Sunday, 6 December 2026",
                "Samstag, 5. Dezember 2026 – Sonntag, 6. Dezember 2026"
            ]
        );
    }

    #[test]
    fn a_price_is_told_in_both_languages() {
        let paid = event(serde_json::json!({ "price": "1234.50", "currency": "EUR" }));
        assert_eq!(price(Language::En, &paid), "1,234.50 EUR");
        assert_eq!(price(Language::De, &paid), "1.234,50 EUR");
        assert_eq!(
            price(Language::De, &event(serde_json::json!({}))),
            "kostenlos"
        );
    }
}
