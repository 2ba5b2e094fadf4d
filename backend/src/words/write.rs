//! How each language writes days and numbers, by the data of Unicode's CLDR (ICU4X).

use std::sync::LazyLock;

use api_types::language::Language;
use chrono::{Datelike, NaiveDate};
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{E, M, YMD, YMDE};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::{Locale, locale};

type Days<F> = Option<FixedCalendarDateTimeFormatter<Gregorian, F>>;

/// All come with data for both languages, so there is always one of each.
struct Writer {
    days: Days<YMDE>,
    dates: Days<YMD>,
    short_dates: Days<YMD>,
    months: Days<M>,
    weekdays: Days<E>,
    numbers: Option<DecimalFormatter>,
}

impl Writer {
    fn of(locale: Locale) -> Self {
        let locale = &locale;
        Self {
            days: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMDE::long()).ok(),
            dates: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::long()).ok(),
            short_dates: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::medium()).ok(),
            months: FixedCalendarDateTimeFormatter::try_new(locale.into(), M::medium()).ok(),
            weekdays: FixedCalendarDateTimeFormatter::try_new(locale.into(), E::short()).ok(),
            numbers: DecimalFormatter::try_new(locale.into(), Default::default()).ok(),
        }
    }

    fn for_people_who_read(language: Language) -> &'static Self {
        static ENGLISH: LazyLock<Writer> = LazyLock::new(|| Writer::of(locale!("en-GB")));
        static GERMAN: LazyLock<Writer> = LazyLock::new(|| Writer::of(locale!("de-DE")));
        match language {
            Language::En => &ENGLISH,
            Language::De => &GERMAN,
        }
    }

    fn decimal(&self, value: &Decimal) -> String {
        match &self.numbers {
            Some(numbers) => numbers.format(value).to_string(),
            None => value.to_string(),
        }
    }
}

macro_rules! written {
    ($language:expr, $writer:ident, $day:expr) => {{
        let day: NaiveDate = $day;
        let date = Date::try_new_gregorian(day.year(), day.month() as u8, day.day() as u8);
        match (&Writer::for_people_who_read($language).$writer, date) {
            (Some(writer), Ok(date)) => writer.format(&date).to_string(),
            _ => day.to_string(),
        }
    }};
}

/// A day with its weekday and its year.
pub fn day(language: Language, day: NaiveDate) -> String {
    written!(language, days, day)
}

/// A day with its year.
pub fn date(language: Language, day: NaiveDate) -> String {
    written!(language, dates, day)
}

/// A day with its year, where there is little room.
pub fn short_date(language: Language, day: NaiveDate) -> String {
    written!(language, short_dates, day)
}

/// The month of a day, where there is little room.
pub fn month(language: Language, day: NaiveDate) -> String {
    written!(language, months, day)
}

/// The weekday of a day, where there is little room.
pub fn weekday(language: Language, day: NaiveDate) -> String {
    written!(language, weekdays, day)
}

/// A whole number.
pub fn number(language: Language, value: i64) -> String {
    Writer::for_people_who_read(language).decimal(&Decimal::from(value))
}

/// An amount as the wire has it, `12.50`, with as many digits.
pub fn amount(language: Language, amount: &str) -> String {
    match amount.parse() {
        Ok(value) => Writer::for_people_who_read(language).decimal(&value),
        Err(_) => amount.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_days_in_its_own_way() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 5).unwrap();
        assert_eq!(day(Language::En, date), "Saturday, 5 December 2026");
        assert_eq!(day(Language::De, date), "Samstag, 5. Dezember 2026");
    }

    #[test]
    fn where_there_is_little_room_days_are_short() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 5).unwrap();
        let said = |language| {
            [
                date(language, day),
                short_date(language, day),
                month(language, day),
                weekday(language, day),
            ]
        };
        assert_eq!(
            said(Language::En),
            ["5 December 2026", "5 Dec 2026", "Dec", "Sat"]
        );
        assert_eq!(
            said(Language::De),
            ["5. Dezember 2026", "05.12.2026", "Dez", "Sa"]
        );
    }

    #[test]
    fn each_language_writes_numbers_in_its_own_way() {
        assert_eq!(number(Language::En, 12_345), "12,345");
        assert_eq!(number(Language::De, 12_345), "12.345");
        assert_eq!(amount(Language::En, "1234.50"), "1,234.50");
        assert_eq!(amount(Language::De, "1234.50"), "1.234,50");
        assert_eq!(amount(Language::De, "much"), "much");
    }
}
