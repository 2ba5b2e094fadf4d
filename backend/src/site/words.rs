//! What documents say. They speak as the app does, from its own catalogues, so that nothing changes
//! when it takes over; a few sentences of their own come on top.

use std::sync::LazyLock;

use ::words::Catalogue;
use ::words::fluent_bundle::{FluentArgs, FluentValue};
use api_types::events::PlacesLeft;
use api_types::language::Language;
use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::words::{amount, date, day, in_english, in_german, month, short_date, weekday};

macro_rules! catalogue {
    ($language:literal) => {
        [
            include_str!(concat!(
                "../../../frontend/locales/",
                $language,
                "/accounts.ftl"
            )),
            include_str!(concat!(
                "../../../frontend/locales/",
                $language,
                "/admin.ftl"
            )),
            include_str!(concat!(
                "../../../frontend/locales/",
                $language,
                "/chat.ftl"
            )),
            include_str!(concat!(
                "../../../frontend/locales/",
                $language,
                "/editing.ftl"
            )),
            include_str!(concat!(
                "../../../frontend/locales/",
                $language,
                "/events.ftl"
            )),
            include_str!(concat!(
                "../../../frontend/locales/",
                $language,
                "/mine.ftl"
            )),
            include_str!(concat!(
                "../../../frontend/locales/",
                $language,
                "/notifications.ftl"
            )),
            include_str!(concat!(
                "../../../frontend/locales/",
                $language,
                "/people.ftl"
            )),
            include_str!(concat!(
                "../../../frontend/locales/",
                $language,
                "/site.ftl"
            )),
            include_str!(concat!("../../locales/", $language, "/documents.ftl")),
        ]
    };
}

const ENGLISH: [&str; 10] = catalogue!("en");
const GERMAN: [&str; 10] = catalogue!("de");

static IN_ENGLISH: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::read(Language::En, ENGLISH, in_english));
static IN_GERMAN: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::read(Language::De, GERMAN, in_german));

/// What is filled in.
pub(super) type Args<'a> = [(&'static str, FluentValue<'a>)];

/// The words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Words(pub Language);

impl Words {
    fn catalogue(self) -> &'static Catalogue {
        match self.0 {
            Language::En => &IN_ENGLISH,
            Language::De => &IN_GERMAN,
        }
    }

    /// The sentence with this key.
    pub(super) fn text(self, key: &str) -> String {
        self.catalogue().text(key, None)
    }

    /// The sentence with this key, with this in it.
    pub(super) fn filled(self, key: &str, args: &Args<'_>) -> String {
        let args: FluentArgs<'_> = args.iter().cloned().collect();
        self.catalogue().text(key, Some(&args))
    }

    /// The language as previews of links name it.
    pub(super) fn locale(self) -> &'static str {
        match self.0 {
            Language::En => "en_GB",
            Language::De => "de_DE",
        }
    }

    /// What a tab is called that shows this.
    pub(super) fn document_title(self, title: &str) -> String {
        match title {
            "" => self.text("brand"),
            title => self.filled("document-title", &[("title", title.into())]),
        }
    }

    /// A day, short.
    pub(super) fn short_day(self, date: NaiveDate) -> String {
        short_date(self.0, date)
    }

    /// The day of an instant, without its weekday.
    pub(super) fn instant_day(self, instant: DateTime<Utc>) -> String {
        date(self.0, instant.date_naive())
    }

    /// A day in full.
    pub(super) fn day(self, date: NaiveDate) -> String {
        day(self.0, date)
    }

    /// Month, with the year if it is not this one, and weekday as they stand on a leaf.
    pub(super) fn leaf(self, date: NaiveDate, today: NaiveDate) -> (String, String) {
        let month = month(self.0, date);
        let month = match date.year() == today.year() {
            true => month,
            false => format!("{month} {}", date.year()),
        };
        (month, weekday(self.0, date))
    }

    /// A time of the day such as `19:30`.
    pub(super) fn time(self, time: &str) -> String {
        time.to_owned()
    }

    /// A price; "Free" where there is none.
    pub(super) fn price(self, price: Option<&str>, currency: Option<&str>) -> String {
        match (price, currency) {
            (Some(price), Some(currency)) if !is_zero(price) => {
                self.money(&amount(self.0, price), currency)
            }
            _ => self.text("price-free"),
        }
    }

    /// An amount with its currency where the language puts it; a line never breaks between them.
    fn money(self, amount: &str, currency: &str) -> String {
        let symbol = match currency {
            "EUR" => "€",
            "GBP" => "£",
            code => code,
        };
        match self.0 {
            Language::De => format!("{amount}\u{a0}{symbol}"),
            Language::En if symbol == currency => format!("{symbol}\u{a0}{amount}"),
            Language::En => format!("{symbol}{amount}"),
        }
    }

    /// How many places are left.
    pub(super) fn places(self, places: PlacesLeft, is_long: bool) -> String {
        match (places.left(), places.of) {
            (Some(0), _) => self.text("places-none"),
            (Some(left), Some(of)) if is_long => self.filled(
                "places-left-of",
                &[("count", left.into()), ("of", of.into())],
            ),
            (Some(left), _) => self.filled("places-left", &[("count", left.into())]),
            (None, _) => self.text("places-unlimited"),
        }
    }

    /// How many places are taken.
    pub(super) fn places_taken(self, places: PlacesLeft) -> String {
        let count = places.taken.into();
        match places.of {
            Some(of) => self.filled("places-taken-of", &[("count", count), ("of", of.into())]),
            None => self.filled("places-taken", &[("count", count)]),
        }
    }

    /// When something happens, in one phrase.
    pub(super) fn span(
        self,
        first: (NaiveDate, Option<&str>),
        last: (Option<NaiveDate>, Option<&str>),
    ) -> String {
        let point = |(date, time): (NaiveDate, Option<&str>)| {
            let day = self.day(date);
            match time {
                Some(time) => self.filled(
                    "when-at",
                    &[("day", day.into()), ("time", self.time(time).into())],
                ),
                None => day,
            }
        };
        let start = point(first);
        let end = match last {
            (Some(day), time) if day != first.0 => Some(point((day, time))),
            (_, time) => {
                time.map(|time| self.filled("when-clock", &[("time", self.time(time).into())]))
            }
        };
        match (end, first.1) {
            (Some(end), _) => {
                self.filled("when-span", &[("start", start.into()), ("end", end.into())])
            }
            (None, None) => self.filled("when-all-day", &[("day", start.into())]),
            (None, Some(_)) => start,
        }
    }
}

/// Whether a price is none.
pub(super) fn is_zero(amount: &str) -> bool {
    amount.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use ::words::proof;

    use super::super::{PAGES, PAGES_WITH_ID};
    use super::*;

    /// The keys that templates and sources name, and everything else that looks like one.
    fn named(folder: &str) -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
            .flat_map(|text| {
                text.split('"')
                    .filter(|word| word.contains('-') && !word.contains(['/', ' ', ':', '<']))
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn documents_have_words_of_their_own_in_both_languages_and_use_them() {
        // The last file is the documents' own.
        let last = ENGLISH.len() - 1..;
        let own = [
            (Language::En, &ENGLISH[last.clone()]),
            (Language::De, &GERMAN[last.clone()]),
        ];
        assert_eq!(proof::complaints(&own), [""; 0]);
        let mut named_somewhere = named("templates/site");
        named_somewhere.extend(named("src/site"));
        let unused: Vec<_> = proof::keys(&ENGLISH[last])
            .into_iter()
            .filter(|key| !named_somewhere.contains(key))
            .collect();
        assert!(unused.is_empty(), "never used: {unused:?}");
    }

    #[test]
    fn every_sentence_that_is_named_is_there() {
        let known = proof::keys(&ENGLISH);
        let mut named: BTreeSet<String> = ["templates/site", "src/site"]
            .into_iter()
            .flat_map(calls)
            .collect();
        assert!(named.len() > 50, "{named:?}");
        let pages = PAGES.iter().chain(PAGES_WITH_ID);
        named.extend(pages.map(|(_, title)| (*title).to_owned()));
        let missing: Vec<_> = named.difference(&known).collect();
        assert!(missing.is_empty(), "never said: {missing:?}");
    }

    /// The keys for which the files of a folder ask.
    fn calls(folder: &str) -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files = fs::read_dir(folder).unwrap();
        files
            .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
            .flat_map(|text| {
                // However the calls are broken into lines.
                let text: String = text.split_whitespace().collect();
                [
                    "words.text(\"",
                    "words.filled(\"",
                    "self.text(\"",
                    "self.filled(\"",
                ]
                .into_iter()
                .flat_map(|call| {
                    text.split(call)
                        .skip(1)
                        .map(until_quote)
                        .collect::<Vec<_>>()
                })
                .collect::<Vec<_>>()
            })
            .collect()
    }

    fn until_quote(text: &str) -> String {
        text.split('"').next().unwrap_or_default().to_owned()
    }

    #[test]
    fn each_language_says_when_something_happens() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 5).unwrap();
        let said = |time, end| Words(Language::De).span((day, time), (None, end));
        let date = "Samstag, 5. Dezember 2026";
        assert_eq!(said(None, None), format!("{date}, ganztägig"));
        assert_eq!(said(Some("19:30"), None), format!("{date}, 19:30 Uhr"));
        assert_eq!(
            said(Some("19:30"), Some("22:00")),
            format!("{date}, 19:30 Uhr – 22:00 Uhr")
        );
    }

    #[test]
    fn each_language_writes_prices_as_its_people_do() {
        let said = |price, currency| {
            Language::ALL.map(|language| Words(language).price(Some(price), Some(currency)))
        };
        assert_eq!(said("1234.50", "EUR"), ["€1,234.50", "1.234,50\u{a0}€"]);
        assert_eq!(said("12.50", "CHF"), ["CHF\u{a0}12.50", "12,50\u{a0}CHF"]);
        assert_eq!(said("0.00", "EUR")[0], "Free");
    }
}
