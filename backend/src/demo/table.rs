//! What a row of the demo data looks like. Dates are told by weeks and weekdays from the day on
//! which the data are made, so that a Saturday stays a Saturday.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A person of the demo data.
#[derive(Debug, Clone, Copy)]
pub struct DemoPerson {
    /// Unique.
    pub username: &'static str,
    /// At a domain that nobody has (RFC 2606).
    pub email: &'static str,
    /// Given name.
    pub first_name: &'static str,
    /// Family name.
    pub last_name: &'static str,
    /// In years, for those who told it.
    pub age: Option<i32>,
}

/// Where an event takes place, as far as clocks and money are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// IANA name.
    pub time_zone: &'static str,
    /// ISO 4217.
    pub currency: &'static str,
}

/// Clocks of Berlin, euros.
pub const GERMANY: Region = Region {
    time_zone: "Europe/Berlin",
    currency: "EUR",
};
/// Clocks of Vienna, euros.
pub const AUSTRIA: Region = Region {
    time_zone: "Europe/Vienna",
    currency: "EUR",
};
/// Clocks of Zurich, francs.
pub const SWITZERLAND: Region = Region {
    time_zone: "Europe/Zurich",
    currency: "CHF",
};
/// Clocks of London, pounds.
pub const BRITAIN: Region = Region {
    time_zone: "Europe/London",
    currency: "GBP",
};
/// Clocks of Lisbon, euros.
pub const PORTUGAL: Region = Region {
    time_zone: "Europe/Lisbon",
    currency: "EUR",
};
/// Clocks of New York, dollars.
pub const NEW_YORK: Region = Region {
    time_zone: "America/New_York",
    currency: "USD",
};

/// When an event takes place, seen from the day on which the data are made.
#[derive(Debug, Clone, Copy)]
pub struct When {
    weeks: i64,
    weekday: Weekday,
    days: u64,
    /// `HH:MM`.
    pub time: Option<&'static str>,
    /// `HH:MM`; an end that is not after the start is on the next day.
    pub end: Option<&'static str>,
}

/// All of a day: this weekday in so many weeks. 0 weeks is the next one from tomorrow on; -2 and
/// less is over for a week at least.
pub const fn all_day(weeks: i64, weekday: Weekday) -> When {
    When {
        weeks,
        weekday,
        days: 1,
        time: None,
        end: None,
    }
}

/// From a time on until nobody is left. Weeks are counted as in [`all_day`].
pub const fn at(weeks: i64, weekday: Weekday, time: &'static str) -> When {
    When {
        time: Some(time),
        ..all_day(weeks, weekday)
    }
}

/// From a time to another; if that is not later, it is one of the next day. Weeks are counted as
/// in [`all_day`].
pub const fn span(weeks: i64, weekday: Weekday, time: &'static str, end: &'static str) -> When {
    When {
        end: Some(end),
        ..at(weeks, weekday, time)
    }
}

impl When {
    /// Lasts so many days, the first and the last included.
    pub const fn over(self, days: u64) -> Self {
        Self { days, ..self }
    }

    /// The first day.
    pub fn first_day(self, today: NaiveDate) -> NaiveDate {
        let tomorrow = today + Days::new(1);
        let until_weekday = self.weekday.days_since(tomorrow.weekday());
        let day = tomorrow + Days::new(until_weekday.into());
        let weeks = Days::new(7 * self.weeks.unsigned_abs());
        if self.weeks < 0 {
            day - weeks
        } else {
            day + weeks
        }
    }

    /// The last day, where it is another than the first.
    pub fn last_day(self, today: NaiveDate) -> Option<NaiveDate> {
        let crosses_midnight = self.days == 1 && self.end.is_some() && self.end <= self.time;
        let more = self.days - 1 + u64::from(crosses_midnight);
        (more > 0).then(|| self.first_day(today) + Days::new(more))
    }
}

/// What the person of the demo login has to do with an event that is not her own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lena {
    /// Nothing.
    Elsewhere,
    /// She has a place.
    Comes,
    /// She was asked to come and has not answered.
    Hesitates,
}

/// An event of the demo data.
#[derive(Debug, Clone, Copy)]
pub struct DemoEvent {
    /// What it is called.
    pub title: &'static str,
    /// Its description, paragraph by paragraph.
    pub text: &'static [&'static str],
    /// City and place.
    pub place: Option<&'static str>,
    /// Clocks and money.
    pub region: Region,
    /// Username of its creator.
    pub by: &'static str,
    /// Day and time.
    pub when: When,
    /// Places, if they are limited.
    pub limit: Option<i32>,
    /// In the region's currency; free if it is absent.
    pub price: Option<&'static str>,
    /// Whether only invited people see it.
    pub invite_only: bool,
    /// How many people come, Lena among them if she does.
    pub booked: usize,
    /// How many more were invited and have not answered, Lena among them if she hesitates.
    pub invited: usize,
    /// Whether Lena is one of them.
    pub lena: Lena,
}

/// What most events have in common.
pub const EVENT: DemoEvent = DemoEvent {
    title: "",
    text: &[],
    place: None,
    region: GERMANY,
    by: super::LOGIN,
    when: all_day(0, Weekday::Sat),
    limit: None,
    price: None,
    invite_only: false,
    booked: 0,
    invited: 0,
    lena: Lena::Elsewhere,
};
