//! How the overview shows what it finds: as cards, or as a month. That stands in the address, beside
//! the filter.

use std::ops::RangeInclusive;

use chrono::{Datelike, Months, NaiveDate};

use crate::hooks::Filter;

/// The address without a filter.
pub const ADDRESS: &str = "/event-overview";

/// The years whose months are shown. Days far outside of them cannot be counted on from.
const YEARS: RangeInclusive<i32> = 1970..=2200;

fn date(text: &str) -> Option<NaiveDate> {
    let date = text.parse::<NaiveDate>().ok();
    date.filter(|date| YEARS.contains(&date.year()))
}

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

    /// With its day only if that is one of these: of others nothing is known.
    pub fn within(self, weeks: &[[NaiveDate; 7]]) -> Self {
        let day = self.day.filter(|day| weeks.as_flattened().contains(day));
        Self { day, ..self }
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
        let day = value("day").and_then(date);
        let first = value("month").and_then(|month| date(&format!("{month}-01")));
        let month = Shown::around(first.or(day).unwrap_or(today));
        Self::Month(Shown { day, ..month })
    }

    /// What is shown after another choice of days: a month that lies outside of them gives way to
    /// the one where they begin, or end.
    pub fn following(self, before: &Filter, now: &Filter) -> Self {
        let Self::Month(shown) = self else {
            return self;
        };
        let chosen = |before: &str, now: &str| date(now).filter(|_| before != now);
        let from = chosen(&before.from, &now.from).filter(|from| *from > shown.last());
        let to = chosen(&before.to, &now.to).filter(|to| *to < shown.first);
        from.or(to)
            .map_or(self, |day| Self::Month(Shown::around(day)))
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
    use chrono::Days;

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
            "view=month&day=-262143-01-01",
            "view=month&day=262142-12-31",
        ] {
            let View::Month(shown) = View::read(odd, today) else {
                panic!("{odd} shows cards");
            };
            assert_eq!(shown, Shown::around(today), "{odd}");
        }
        assert_eq!(View::read("view=year", today), View::Cards);
    }

    #[test]
    fn only_a_day_that_is_shown_is_opened() {
        let november = Shown::around(date("2026-11-22"));
        let weeks = [[0, 1, 2, 3, 4, 5, 6].map(|day| november.first + Days::new(day))];
        let third = november.opened(date("2026-11-03"));
        assert_eq!(third.within(&weeks), third);
        let last = november.opened(date("2026-10-31"));
        assert_eq!(last.within(&weeks), november);
    }

    #[test]
    fn a_month_outside_of_the_days_that_are_chosen_gives_way() {
        let days = |from: &str, to: &str| Filter {
            from: from.into(),
            to: to.into(),
            ..Filter::default()
        };
        let month = |day| View::Month(Shown::around(date(day)));
        let (december, all) = (month("2026-12-24"), days("", ""));
        let follow = |before: &Filter, now| december.following(before, &now);
        assert_eq!(follow(&all, days("2027-03-01", "")), month("2027-03-01"));
        assert_eq!(follow(&all, days("2026-12-31", "")), december);
        assert_eq!(follow(&all, days("", "2026-11-30")), month("2026-11-30"));
        assert_eq!(follow(&all, days("", "2026-12-01")), december);
        // Who went there although the filter begins later, stays; half of a year is no year yet.
        let later = days("2027-03-01", "");
        assert_eq!(follow(&later, days("2027-03-01", "2027-04-01")), december);
        assert_eq!(follow(&all, days("", "0002-03-01")), december);
        let cards = View::Cards;
        assert_eq!(cards.following(&all, &later), cards);
    }

    #[test]
    fn months_follow_each_other_over_the_turn_of_the_year() {
        let december = Shown::around(date("2026-12-31"));
        assert_eq!(december.moved(1).first, date("2027-01-01"));
        assert_eq!(december.moved(-1).first, date("2026-11-01"));
        assert_eq!(december.moved(2).last(), date("2027-02-28"));
    }
}
