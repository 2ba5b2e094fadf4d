//! What the server says to people: the catalogues in `backend/locales/`, compiled in, and how each
//! language writes days, times, numbers and prices.
//!
//! `t!(language, "key")` finds a sentence, `t!(language, "key", name = value)` fills it.

mod event;
mod write;

use std::sync::LazyLock;

use api_types::language::Language;
use api_types::problem::{FieldError, ProblemKind};
use words::Catalogue;
use words::fluent_bundle::{FluentArgs, FluentValue};
use words::intl_memoizer::concurrent::IntlLangMemoizer;

pub use self::event::{price, when};
pub use self::write::{amount, date, day, month, number, short_date, weekday};

/// One file for each kind of what the server says.
const ENGLISH: &[&str] = &[
    include_str!("../../locales/en/mail.ftl"),
    include_str!("../../locales/en/problems.ftl"),
    include_str!("../../locales/en/site.ftl"),
];

/// The same, in German.
const GERMAN: &[&str] = &[
    include_str!("../../locales/de/mail.ftl"),
    include_str!("../../locales/de/problems.ftl"),
    include_str!("../../locales/de/site.ftl"),
];

static IN_ENGLISH: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::read(Language::En, ENGLISH.iter().copied(), in_english));

static IN_GERMAN: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::read(Language::De, GERMAN.iter().copied(), in_german));

/// How English writes what is filled in.
pub fn in_english(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    filled(Language::En, value)
}

/// How German writes what is filled in.
pub fn in_german(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    filled(Language::De, value)
}

fn filled(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        // Everything that the server counts is whole.
        FluentValue::Number(value) => Some(number(language, value.value as i64)),
        _ => None,
    }
}

/// The sentence with the given key. Prefer `t!`.
pub fn text(language: Language, key: &str, args: Option<&FluentArgs<'_>>) -> String {
    match language {
        Language::En => IN_ENGLISH.text(key, args),
        Language::De => IN_GERMAN.text(key, args),
    }
}

/// Finds a sentence: `t!(language, "key")`, or `t!(language, "key", count = 3, name = "Lena")`.
#[macro_export]
macro_rules! t {
    ($language:expr, $key:literal $(,)?) => {
        $crate::words::text($language, $key, None)
    };
    ($language:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::text(
            $language,
            $key,
            Some(&[$((stringify!($name), ::words::fluent_bundle::FluentValue::from($value))),+].into_iter().collect()),
        )
    };
}

/// A sentence that is said before it is known who asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence([String; Language::ALL.len()]);

impl Sentence {
    /// What the function says in each language.
    pub fn by(say: impl Fn(Language) -> String) -> Self {
        Self(Language::ALL.map(say))
    }

    /// In one language.
    pub fn told_in(&self, language: Language) -> &str {
        let known = Language::ALL.iter().position(|known| *known == language);
        &self.0[known.unwrap_or_default()]
    }
}

/// What a kind of problem is called, the same for every occurrence.
pub fn problem(language: Language, kind: ProblemKind) -> String {
    text(language, &problem_key(kind), None)
}

/// What is wrong with a field and how to mend it.
pub fn field_error(language: Language, error: &FieldError) -> String {
    let (min, max) = (error.min.unwrap_or_default(), error.max.unwrap_or_default());
    let args = [("min", min), ("max", max)].into_iter().collect();
    text(language, &rule_key(error.code.as_str()), Some(&args))
}

fn problem_key(kind: ProblemKind) -> String {
    format!("problem-{}", kind.slug())
}

fn rule_key(code: &str) -> String {
    format!("rule-{}", code.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use api_types::problem::RuleCode;
    use words::proof;

    use super::*;

    #[test]
    fn the_catalogues_are_whole() {
        let catalogues = [(Language::En, ENGLISH), (Language::De, GERMAN)];
        assert_eq!(proof::complaints(&catalogues), [""; 0]);
    }

    #[test]
    fn every_key_that_is_used_exists_and_every_key_is_used() {
        let mut expected = proof::keys_used(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        expected.extend(ProblemKind::ALL.iter().map(|kind| problem_key(*kind)));
        expected.extend(RuleCode::ALL.iter().map(|code| rule_key(code.as_str())));
        let known = proof::keys(ENGLISH);
        let missing: Vec<_> = expected.difference(&known).collect();
        let unused: Vec<_> = known.difference(&expected).collect();
        assert!(missing.is_empty(), "not in the catalogue: {missing:?}");
        assert!(unused.is_empty(), "never used: {unused:?}");
    }

    #[test]
    fn a_field_error_names_its_limits_as_the_language_writes_them() {
        let error = FieldError::with_limits("description", RuleCode::TooLong, None, Some(5000));
        let said = Language::ALL.map(|language| field_error(language, &error));
        assert!(said[0].contains("5,000"), "{said:?}");
        assert!(said[1].contains("5.000"), "{said:?}");
    }
}
