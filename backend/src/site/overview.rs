//! The overview: the first events for a filter, and a way to the next ones.

use actix_web::http::StatusCode;
use api_types::Validate;
use api_types::events::{Event, EventFilter, ValidEventFilter};
use api_types::pages::Page as ListPage;
use api_types::rules;
use askama::Template;
use chrono::NaiveDate;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::form_urlencoded;

use super::asked::AskedBy;
use super::head::Head;
use super::json_ld;
use super::page::{Page, written};
use super::ticket::Ticket;
use super::words::Words;
use crate::error::ApiResult;
use crate::events::queries::{SeenEvent, visible_events};
use crate::paging::{Cursor, page as page_of};

/// What browsers leave as it is in a part of an address (`encodeURIComponent`).
pub(super) const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// Where the overview is.
const PATH: &str = "/event-overview";

/// The filter as it stands in the address; what cannot be read is left out, as the app does.
#[derive(Default, PartialEq, Eq)]
struct Filter {
    query: String,
    from: String,
    to: String,
    include_past: bool,
}

/// What else stands in the address.
#[derive(Default)]
struct Place {
    /// The page of the list, if it is not the first.
    cursor: Option<String>,
    is_month: bool,
}

impl Filter {
    fn read(query: &str) -> (Self, Place) {
        let (mut filter, mut place) = (Self::default(), Place::default());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.into_owned();
            match name.as_ref() {
                "query" => filter.query = value,
                "from" => filter.from = value,
                "to" => filter.to = value,
                "include_past" => filter.include_past = value == "true",
                "cursor" => place.cursor = Some(value),
                "view" => place.is_month = value == "month",
                _ => {}
            }
        }
        (filter, place)
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn for_api(&self, cursor: Option<String>) -> EventFilter {
        EventFilter {
            query: Some(self.query.trim().to_owned()),
            from: Some(self.from.clone()),
            to: Some(self.to.clone()),
            include_past: Some(self.include_past.to_string()),
            limit: None,
            cursor,
        }
    }

    /// An address with this filter in it, written as the app writes it.
    fn address(&self, path: &str, cursor: Option<&str>) -> String {
        let past = if self.include_past { "true" } else { "" };
        let parameters = [
            ("query", self.query.trim()),
            ("from", &self.from),
            ("to", &self.to),
            ("include_past", past),
            ("cursor", cursor.unwrap_or_default()),
        ];
        let mut address = path.to_owned();
        for (name, value) in parameters {
            if !value.is_empty() {
                address.push(if address.contains('?') { '&' } else { '?' });
                address.push_str(name);
                address.push('=');
                address.extend(utf8_percent_encode(value, COMPONENT));
            }
        }
        address
    }
}

#[derive(Template)]
#[template(path = "site/overview.html")]
struct Overview<'a> {
    words: Words,
    filter: &'a Filter,
    /// Names of fields, keys of their labels, and what stands in them.
    days: [(&'static str, &'static str, &'a str); 2],
    /// Where it is looked at as cards, and where as a month; and whether this is the latter: then
    /// only the app draws it.
    cards: String,
    month: String,
    is_month: bool,
    /// How many there are, as far as one knows; nothing if the filter makes no sense.
    count: Option<String>,
    tickets: &'a [Ticket<'a>],
    next: Option<String>,
}

/// A page of events that this person may see.
pub(super) async fn events(by: &AskedBy, filter: &ValidEventFilter) -> ApiResult<ListPage<Event>> {
    let state = &by.asked.state;
    let cursor = Cursor::decode_optional(filter.cursor.as_deref())?;
    let now = state.clock.now();
    let mut conn = state.connection().await?;
    let seen = visible_events(&mut conn, by.viewer, filter, cursor, now).await?;
    Ok(page_of(seen, filter.limit, SeenEvent::position, |event| {
        event.into_event(now)
    }))
}

/// The page.
pub(super) async fn page(by: &AskedBy) -> ApiResult<Page> {
    let asked = &by.asked;
    let words = asked.words;
    let (filter, Place { cursor, is_month }) = Filter::read(&asked.query);
    let is_first = cursor.is_none();
    let mut answers = by.first_answers().await?;
    // What makes no sense finds nothing; the app says why.
    let list = match filter.for_api(cursor).validate() {
        Ok(valid) => match events(by, &valid).await {
            Ok(found) => Some(found),
            Err(error) if error.problem.status < 500 => None,
            Err(error) => return Err(error),
        },
        Err(_) => None,
    };
    if let Some(list) = list.as_ref().filter(|_| is_first) {
        answers.add(filter.address("/events", None), list)?;
    }
    let items = list.as_ref().map_or(&[][..], |list| &list.items);
    let next = list.as_ref().and_then(|list| list.next_cursor.as_deref());
    let is_plain = filter.is_empty() && is_first;
    let tickets = Ticket::all(asked, items);
    let count = count(words, &filter, items.len(), next.is_some(), is_first);
    let name = words.text("overview-short-title");
    Ok(Page {
        status: StatusCode::OK,
        head: Head {
            description: words.text("site-overview-description"),
            is_indexed: is_plain,
            json_ld: is_plain.then(|| json_ld::list(items, asked)),
            ..Head::listed(words, &name, asked.public(PATH))
        },
        content: written(&Overview {
            words,
            filter: &filter,
            days: [
                ("from", "filter-from", day(&filter.from)),
                ("to", "filter-to", day(&filter.to)),
            ],
            cards: filter.address(PATH, None),
            month: month_address(&filter, asked.state.clock.now().date_naive()),
            is_month,
            count: list.is_some().then_some(count),
            tickets: &tickets,
            next: next.map(|cursor| filter.address(PATH, Some(cursor))),
        })?,
        answers,
        is_readable: true,
    })
}

/// The month where the filter begins, or that of today.
fn month_address(filter: &Filter, today: NaiveDate) -> String {
    let first = rules::date(&filter.from).unwrap_or(today);
    let address = filter.address(PATH, None);
    let separator = if address.contains('?') { '&' } else { '?' };
    format!(
        "{address}{separator}view=month&month={}",
        first.format("%Y-%m")
    )
}

/// A date field takes dates only.
fn day(value: &str) -> &str {
    match rules::date(value) {
        Ok(_) => value,
        Err(_) => "",
    }
}

fn count(words: Words, filter: &Filter, count: usize, has_more: bool, is_first: bool) -> String {
    let key = match (count, has_more) {
        (0, _) => return words.text("overview-none"),
        _ if !is_first => return words.text("site-further-events"),
        (_, true) => "overview-first",
        _ if filter.include_past => "overview-count-all",
        _ => "overview-count",
    };
    words.filled(key, &[("count", count.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_as_the_app_writes_them() {
        let (filter, place) =
            Filter::read("query=+b%C3%BCro+%26+(more)&to=2027-01-01&include_past=true&utm=x");
        assert_eq!(place.cursor, None);
        assert_eq!(
            filter.address("/events", None),
            "/events?query=b%C3%BCro%20%26%20(more)&to=2027-01-01&include_past=true"
        );
        assert_eq!(
            Filter::default().address("/events", Some("a_b-c")),
            "/events?cursor=a_b-c"
        );
    }
}
