//! How the overview shows what it finds: as cards, or as a month. That stands in the address, beside
//! the filter.

use chrono::{Datelike, Months, NaiveDate};

use crate::hooks::Filter;

/// The address without a filter.
pub const ADDRESS: &str = "/event-overview";

/// Cards, or a month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// Cards, in the order of time.
    #[default]
    Cards,
    /// A month.
    Month(Shown),
}

/// Which month is shown, and which of its days is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// Its first day.
    pub first: NaiveDate,
    /// The day whose events are told below.
    pub day: Option<NaiveDate>,
}

impl Shown {
    /// The month in which a day lies.
    pub fn around(day: NaiveDate) -> Self {
        Self {
            first: day.with_day(1).unwrap_or(day),
            day: None,
        }
    }

    /// The month after it, or before it.
    pub fn moved(self, months: i32) -> Self {
        let by = Months::new(months.unsigned_abs());
        let first = match months < 0 {
            true => self.first.checked_sub_months(by),
            false => self.first.checked_add_months(by),
        };
        Self::around(first.unwrap_or(self.first))
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        let next = self.moved(1).first;
        next.pred_opt().unwrap_or(next)
    }

    /// With a day opened.
    pub fn opened(self, day: NaiveDate) -> Self {
        Self {
            day: Some(day),
            ..self
        }
    }
}

impl View {
    /// Reads the part of an address after the path. Without a month it is that of today.
    pub fn read(query: &str, today: NaiveDate) -> Self {
        let query = query.trim_start_matches('?');
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        let value = |name: &str| {
            let found = pairs.iter().rfind(|(known, _)| known == name);
            found.map(|(_, value)| value.as_str())
        };
        if value("view") != Some("month") {
            return Self::Cards;
        }
        let date = |text: String| text.parse::<NaiveDate>().ok();
        let day = value("day").and_then(|day| date(day.to_owned()));
        let first = value("month")
            .and_then(|month| date(format!("{month}-01")))
            .filter(|first| (1970..=2200).contains(&first.year()));
        let month = Shown::around(first.or(day).unwrap_or(today));
        Self::Month(Shown { day, ..month })
    }

    /// The address that shows this.
    pub fn address(self, filter: &Filter) -> String {
        let address = filter.address(ADDRESS);
        let Self::Month(Shown { first, day }) = self else {
            return address;
        };
        let separator = if address.contains('?') { '&' } else { '?' };
        let month = first.format("%Y-%m");
        match day {
            Some(day) => format!("{address}{separator}view=month&month={month}&day={day}"),
            None => format!("{address}{separator}view=month&month={month}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_view_survives_the_way_through_the_address() {
        let today = date("2026-11-22");
        let filter = Filter {
            query: "büro".into(),
            ..Filter::default()
        };
        let month = Shown::around(date("2026-12-24"));
        for view in [
            View::Cards,
            View::Month(month),
            View::Month(month.opened(date("2026-12-24"))),
        ] {
            let address = view.address(&filter);
            let query = address.split_once('?').map_or("", |(_, query)| query);
            assert_eq!(View::read(query, today), view, "{address}");
            assert_eq!(Filter::read(query), filter);
        }
    }

    #[test]
    fn what_is_no_month_is_the_one_of_today() {
        let today = date("2026-11-22");
        for odd in [
            "view=month",
            "view=month&month=x",
            "view=month&month=9999-01",
        ] {
            let View::Month(shown) = View::read(odd, today) else {
                panic!("{odd} shows cards");
            };
            assert_eq!(shown.first, date("2026-11-01"), "{odd}");
        }
        assert_eq!(View::read("view=year", today), View::Cards);
    }

    #[test]
    fn months_follow_each_other_over_the_turn_of_the_year() {
        let december = Shown::around(date("2026-12-31"));
        assert_eq!(december.moved(1).first, date("2027-01-01"));
        assert_eq!(december.moved(-1).first, date("2026-11-01"));
        assert_eq!(december.moved(2).last(), date("2027-02-28"));
    }
}
