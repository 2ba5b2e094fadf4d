//! Fetches the events of a month, through the list that the cards read, too.

use std::rc::Rc;

use api_types::events::Event;
use chrono::{Days, NaiveDate};

use super::super::view::Shown;
use crate::api::{self, ApiError, Listing};
use crate::hooks::Filter;

/// How many events one answer brings.
const PAGE: u32 = 100;
/// How many answers are waited for.
const PAGES: u32 = 5;
/// How many events a month shows at most.
pub const MOST: u32 = PAGE * PAGES;

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    query: String,
    from: NaiveDate,
    to: NaiveDate,
    /// The last day of the month itself.
    end: NaiveDate,
}

impl Wanted {
    /// What stands in these weeks, as far as the filter lets it.
    pub fn new(filter: &Filter, weeks: &[[NaiveDate; 7]], shown: Shown) -> Self {
        let edge = |text: &str| text.parse::<NaiveDate>().ok();
        let (first, last) = match (weeks.first(), weeks.last()) {
            (Some(first), Some(last)) => (first[0], last[6]),
            _ => (shown.first, shown.last()),
        };
        Self {
            query: filter.query.trim().to_owned(),
            from: edge(&filter.from).map_or(first, |from| from.max(first)),
            to: edge(&filter.to).map_or(last, |to| to.min(last)),
            end: shown.last(),
        }
    }
}

/// The events of a month.
#[derive(Debug, Default, PartialEq)]
pub struct Loaded {
    /// In the order of their start.
    pub events: Vec<Rc<Event>>,
    /// Whether there are more than these.
    pub has_more: bool,
    /// The first event after the month, if nothing is in it.
    pub next: Option<Rc<Event>>,
}

impl Loaded {
    /// With an event as it is by now.
    pub fn with(&self, newer: Rc<Event>) -> Self {
        let replaced = |event: &Rc<Event>| match event.id == newer.id {
            true => newer.clone(),
            false => event.clone(),
        };
        Self {
            events: self.events.iter().map(replaced).collect(),
            has_more: self.has_more,
            next: self.next.clone(),
        }
    }

    /// Whether nothing happens from one day to another.
    pub fn is_empty_between(&self, first: NaiveDate, last: NaiveDate) -> bool {
        let is_between =
            |event: &Rc<Event>| event.date <= last && event.end_date.unwrap_or(event.date) >= first;
        !self.events.iter().any(is_between)
    }
}

/// Asks until there is no more, or it is enough.
pub async fn load(wanted: &Wanted) -> Result<Loaded, ApiError> {
    let mut loaded = Loaded::default();
    if wanted.from > wanted.to {
        return Ok(loaded);
    }
    let mut listing = Listing {
        query: wanted.query.clone(),
        from: wanted.from.to_string(),
        to: wanted.to.to_string(),
        include_past: true,
        limit: Some(PAGE),
        cursor: None,
    };
    for _ in 0..PAGES {
        let page = api::list_events(&listing).await?;
        loaded.events.extend(page.items.into_iter().map(Rc::new));
        listing.cursor = page.next_cursor;
        if listing.cursor.is_none() {
            break;
        }
    }
    loaded.has_more = listing.cursor.is_some();
    let first = wanted.end + Days::new(1) - chrono::Months::new(1);
    if loaded.is_empty_between(first, wanted.end) {
        loaded.next = next_after(wanted).await?;
    }
    Ok(loaded)
}

async fn next_after(wanted: &Wanted) -> Result<Option<Rc<Event>>, ApiError> {
    let listing = Listing {
        query: wanted.query.clone(),
        from: (wanted.end + Days::new(1)).to_string(),
        limit: Some(1),
        ..Listing::default()
    };
    let page = api::list_events(&listing).await?;
    Ok(page.items.into_iter().next().map(Rc::new))
}
