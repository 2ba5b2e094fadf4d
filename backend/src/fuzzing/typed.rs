//! What people type and programs send: bodies, parameters of addresses, cursors, single values.

use api_types::accounts::{Credentials, NewAccount};
use api_types::bookings::{AttendeeQuery, BookingQuery, NewInvitation};
use api_types::chat::{ConversationsQuery, NewMessage};
use api_types::events::{EventChanges, EventFilter, NewEvent};
use api_types::pages::PageQuery;
use api_types::profiles::{PersonQuery, ProfileChanges};
use api_types::rules;
use api_types::socket::SocketQuery;
use api_types::{QueryParameters, Validate};
use serde::de::DeserializeOwned;

use super::text;
use crate::events::schedule::schedule;
use crate::extract::{read_json, read_query};
use crate::paging::{Cursor, PageEnd, Position};
use crate::search;

/// The first byte says which body; the rest is it.
pub fn body(bytes: &[u8]) {
    let Some((kind, json)) = bytes.split_first() else {
        return;
    };
    match kind % 7 {
        0 => event(json),
        1 => valid::<NewAccount>(json),
        2 => valid::<Credentials>(json),
        3 => valid::<ProfileChanges>(json),
        4 => valid::<NewMessage>(json),
        5 => valid::<NewInvitation>(json),
        _ => valid::<EventChanges>(json),
    }
}

fn valid<T: Validate + DeserializeOwned>(json: &[u8]) {
    if let Ok(body) = read_json::<T>(json) {
        let _ = body.validate();
    }
}

/// An event that obeys the rules begins before it is over, or is refused for what its zone does.
fn event(json: &[u8]) {
    let Ok(Ok(event)) = read_json::<NewEvent>(json).map(Validate::validate) else {
        return;
    };
    assert!(!event.title.is_empty() && event.title.chars().count() <= rules::TITLE.1);
    if let Ok(schedule) = schedule(&event, chrono_tz::Europe::Berlin) {
        assert!(schedule.starts_at < schedule.ends_at);
    }
}

/// What stands behind the question mark of any list, and what is looked for then.
pub fn query(bytes: &[u8]) {
    let text = text(bytes);
    parameters::<AttendeeQuery>(text);
    parameters::<BookingQuery>(text);
    parameters::<ConversationsQuery>(text);
    parameters::<PageQuery>(text);
    parameters::<PersonQuery>(text);
    parameters::<SocketQuery>(text);
    if let Ok(filter) = read_query::<EventFilter>(text)
        && let Some(words) = filter.query
    {
        harmless(search::patterns(&words));
        harmless(search::beginnings(&words));
    }
    harmless(search::patterns(text));
}

fn parameters<T: QueryParameters>(text: &str) {
    let _ = read_query::<T>(text);
}

/// Of the wild cards in a pattern, all are ours.
fn harmless(patterns: Vec<String>) {
    for pattern in patterns {
        let inner = pattern
            .strip_prefix('%')
            .and_then(|rest| rest.strip_suffix('%'));
        let inner = inner.expect("a word between wild cards");
        assert!(!inner.contains(['%', '_', '\\']), "{pattern:?}");
        assert!(!inner.trim_start_matches(' ').is_empty(), "{pattern:?}");
    }
}

/// A cursor leads where it was made, or nowhere.
pub fn cursor(bytes: &[u8]) {
    let text = text(bytes);
    if let Ok(cursor) = Cursor::decode(text) {
        assert_eq!(cursor.encode(), text);
    }
    if let Ok(Some(position)) = Position::decode_optional(Some(text)) {
        assert_eq!(Position(position).encode(), text);
    }
}

/// Single values: what a rule lets through, it lets through unchanged a second time.
pub fn rules(bytes: &[u8]) {
    let text = text(bytes);
    stable(text, |text| rules::line(text, 1, rules::LOCATION_MAX));
    stable(text, |text| rules::paragraphs(text, rules::DESCRIPTION_MAX));
    stable(text, rules::username);
    stable(text, rules::email);
    stable(text, rules::token);
    stable(text, rules::known_password);
    let _ = rules::repeated(text, text);
    let _ = rules::currency(text);
    if let Ok(date) = rules::date(text) {
        assert_eq!(rules::date(&date.to_string()), Ok(date));
    }
    if let Ok(time) = rules::time(text) {
        assert_eq!(rules::time(&time.format("%H:%M").to_string()), Ok(time));
    }
    if let Ok(price) = rules::price(text) {
        assert!((0..=rules::PRICE_MAX).contains(&price));
        assert_eq!(rules::price(&rules::price_text(price)), Ok(price));
    }
}

fn stable(text: &str, rule: impl Fn(&str) -> Result<String, rules::Broken>) {
    if let Ok(kept) = rule(text) {
        assert_eq!(rule(&kept).as_ref(), Ok(&kept));
        assert!(!kept.contains('\0') || rules::known_password(text).is_ok());
    }
}
