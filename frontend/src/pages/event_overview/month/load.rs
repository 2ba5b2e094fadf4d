//! Fetches the events of a month, through the list that the cards read, too.

use std::rc::Rc;

use api_types::events::Event;
use chrono::NaiveDate;

use super::super::view::Shown;
use super::days::last_day;
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
    /// The days that the filter names.
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    /// The first and the last day of the weeks, and of the month itself.
    weeks: (NaiveDate, NaiveDate),
    month: (NaiveDate, NaiveDate),
}

impl Wanted {
    /// What stands in these weeks, as far as the filter lets it.
    pub fn new(filter: &Filter, weeks: &[[NaiveDate; 7]], shown: Shown) -> Self {
        let edge = |text: &str| text.parse::<NaiveDate>().ok();
        let month = (shown.first, shown.last());
        let weeks = match (weeks.first(), weeks.last()) {
            (Some(first), Some(last)) => (first[0], last[6]),
            _ => month,
        };
        Self {
            query: filter.query.trim().to_owned(),
            from: edge(&filter.from),
            to: edge(&filter.to),
            weeks,
            month,
        }
    }

    /// The days of the weeks; none if the filter leaves none of them.
    fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let (first, last) = self.weeks;
        let from = self.from.map_or(first, |from| from.max(first));
        let to = self.to.map_or(last, |to| to.min(last));
        (from <= to).then_some((from, to))
    }

    /// The days after the month, which may go on without end; none if the filter ends before.
    fn later(&self) -> Option<(NaiveDate, Option<NaiveDate>)> {
        let after = self.month.1.succ_opt()?;
        let from = self.from.map_or(after, |from| from.max(after));
        self.to
            .is_none_or(|to| from <= to)
            .then_some((from, self.to))
    }
}

/// The events of a month.
#[derive(Debug, Default, PartialEq)]
pub struct Loaded {
    /// In the order of their start.
    pub events: Vec<Rc<Event>>,
    /// Whether there are more than these.
    pub has_more: bool,
    /// The day of the first event after the month, if nothing is in it.
    pub next: Option<NaiveDate>,
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
            next: self.next,
        }
    }

    /// How many events there are from one day to another.
    pub fn count_between(&self, first: NaiveDate, last: NaiveDate) -> usize {
        let is_between = |event: &&Rc<Event>| event.date <= last && first <= last_day(event);
        self.events.iter().filter(is_between).count()
    }
}

/// Asks until there is no more, or it is enough.
pub async fn load(wanted: &Wanted) -> Result<Loaded, ApiError> {
    let mut loaded = match wanted.days() {
        Some((from, to)) => between(&wanted.query, from, to).await?,
        None => Loaded::default(),
    };
    let (first, last) = wanted.month;
    if loaded.count_between(first, last) == 0 {
        loaded.next = next_day(wanted).await?;
    }
    Ok(loaded)
}

async fn between(query: &str, from: NaiveDate, to: NaiveDate) -> Result<Loaded, ApiError> {
    let mut loaded = Loaded::default();
    let mut listing = Listing {
        query: query.to_owned(),
        from: from.to_string(),
        to: to.to_string(),
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
    Ok(loaded)
}

async fn next_day(wanted: &Wanted) -> Result<Option<NaiveDate>, ApiError> {
    let Some((from, to)) = wanted.later() else {
        return Ok(None);
    };
    let listing = Listing {
        query: wanted.query.clone(),
        from: from.to_string(),
        to: to.map(|to| to.to_string()).unwrap_or_default(),
        limit: Some(1),
        ..Listing::default()
    };
    let page = api::list_events(&listing).await?;
    // It may have begun before the filter does.
    Ok(page.items.first().map(|event| event.date.max(from)))
}

#[cfg(test)]
mod tests {
    use api_types::accounts::Person;
    use api_types::events::{Relation, Visibility};
    use chrono::DateTime;
    use uuid::Uuid;

    use super::super::days::weeks;
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn wanted(from: &str, to: &str, month: &str) -> Wanted {
        let filter = Filter {
            from: from.into(),
            to: to.into(),
            ..Filter::default()
        };
        let shown = Shown::around(date(month));
        Wanted::new(&filter, &weeks(shown, 1), shown)
    }

    fn event(first: &str, last: &str, end_time: &str) -> Event {
        Event {
            id: Uuid::nil(),
            title: "Masks".into(),
            description: String::new(),
            location: None,
            date: date(first),
            time: Some("21:00".into()),
            end_date: Some(date(last)),
            end_time: Some(end_time.into()),
            time_zone: "Europe/Berlin".into(),
            starts_at: DateTime::UNIX_EPOCH,
            ends_at: DateTime::UNIX_EPOCH,
            is_over: false,
            visibility: Visibility::Public,
            maximum_attendees: None,
            places_taken: 0,
            places_left: None,
            price: None,
            currency: None,
            picture: None,
            creator: Person {
                username: "mira".into(),
                first_name: None,
                last_name: None,
            },
            relation: Relation::None,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
            version: 1,
            creator_view: None,
        }
    }

    #[test]
    fn the_filter_narrows_what_is_asked_for() {
        let november = "2026-11-01";
        let days = |from, to| wanted(from, to, november).days();
        assert_eq!(days("", ""), Some((date("2026-10-26"), date("2026-12-06"))));
        let both = days("2026-11-10", "2026-11-20");
        assert_eq!(both, Some((date("2026-11-10"), date("2026-11-20"))));
        assert_eq!(days("2027-03-01", ""), None);
    }

    #[test]
    fn the_next_event_is_looked_for_where_the_filter_lets_it_be() {
        let november = "2026-11-01";
        let later = |from, to| wanted(from, to, november).later();
        assert_eq!(later("", ""), Some((date("2026-12-01"), None)));
        let march = date("2027-03-01");
        assert_eq!(later("2027-03-01", ""), Some((march, None)));
        let end = date("2027-03-31");
        assert_eq!(later("2027-03-01", "2027-03-31"), Some((march, Some(end))));
        assert_eq!(later("", "2026-11-30"), None);
    }

    #[test]
    fn a_month_counts_what_its_table_shows() {
        let count = |event| {
            let loaded = Loaded {
                events: vec![Rc::new(event)],
                ..Loaded::default()
            };
            loaded.count_between(date("2026-11-01"), date("2026-11-30"))
        };
        // A night belongs to the day on which it began.
        assert_eq!(count(event("2026-10-31", "2026-11-01", "04:00")), 0);
        assert_eq!(count(event("2026-10-31", "2026-11-01", "18:00")), 1);
        assert_eq!(count(event("2026-11-30", "2026-12-01", "04:00")), 1);
        assert_eq!(count(event("2026-12-01", "2026-12-02", "18:00")), 0);
    }
}
