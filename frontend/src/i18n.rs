//! Words: every sentence that people read comes from the catalogues in `locales/`, written in
//! Fluent. `t!("key")` finds one, `t!("key", name = value)` fills it. The page speaks one language
//! as long as it is open: that of its document.

use std::cell::OnceCell;

use api_types::language::Language;
use api_types::problem::{FieldError, ProblemKind};
use words::Catalogue;
use words::fluent_bundle::{FluentArgs, FluentValue};
use words::intl_memoizer::concurrent::IntlLangMemoizer;
use yew::AttrValue;

#[cfg(any(test, not(feature = "split")))]
mod built_in;
#[cfg(feature = "split")]
mod fetched;

thread_local! {
    static CATALOGUE: OnceCell<Catalogue> = const { OnceCell::new() };
}

/// The language of the document. In a test, where there is none, English.
pub fn language() -> Language {
    #[cfg(test)]
    return Language::En;
    #[cfg(not(test))]
    crate::browser::document()
        .document_element()
        .and_then(|root| root.get_attribute("lang"))
        .and_then(|tag| tag.parse().ok())
        .unwrap_or_default()
}

/// Brings the words. Nothing can be said before.
pub async fn load() {
    #[cfg(feature = "split")]
    let files = [fetched::words(language()).await];
    #[cfg(not(feature = "split"))]
    let files = built_in::words(language());
    let catalogue = Catalogue::read(language(), files.iter().map(AsRef::as_ref), write);
    CATALOGUE.with(|cell| cell.set(catalogue).is_ok());
}

fn write(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(crate::format::number(number.value)),
        _ => None,
    }
}

/// The sentence with the given key. Prefer `t!`.
pub fn text(key: &str, args: Option<&FluentArgs<'_>>) -> AttrValue {
    CATALOGUE.with(|cell| {
        #[cfg(test)]
        cell.get_or_init(|| {
            let files = built_in::words(Language::En);
            Catalogue::read(Language::En, files.iter().copied(), write)
        });
        match cell.get() {
            Some(catalogue) => AttrValue::from(catalogue.text(key, args)),
            None => AttrValue::from(key.to_owned()),
        }
    })
}

/// Finds a sentence: `t!("key")`, or `t!("key", count = 3, name = "Lena")`.
#[macro_export]
macro_rules! t {
    ($key:literal) => {
        $crate::i18n::text($key, None)
    };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::text(
            $key,
            Some(&[$((stringify!($name), ::words::fluent_bundle::FluentValue::from($value))),+].into_iter().collect()),
        )
    };
}

/// What is wrong with a field, and how to mend it.
pub fn rule(error: &FieldError) -> AttrValue {
    let mut args = FluentArgs::new();
    args.set("min", error.min.unwrap_or_default());
    args.set("max", error.max.unwrap_or_default());
    text(&rule_key(error.code.as_str()), Some(&args))
}

/// What went wrong with a request.
pub fn problem(kind: ProblemKind) -> AttrValue {
    text(&problem_key(kind.slug()), None)
}

fn rule_key(code: &str) -> String {
    format!("rule-{}", code.replace('_', "-"))
}

fn problem_key(slug: &str) -> String {
    format!("problem-{slug}")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use api_types::problem::RuleCode;
    use words::proof;

    use super::*;

    #[test]
    fn the_catalogues_are_whole() {
        let catalogues = Language::ALL.map(|language| (language, built_in::words(language)));
        assert_eq!(proof::complaints(&catalogues), [""; 0]);
    }

    #[test]
    fn every_key_that_is_used_exists_and_every_key_is_used() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut expected = proof::keys_used(&sources);
        expected.extend(RuleCode::ALL.iter().map(|code| rule_key(code.as_str())));
        expected.extend(ProblemKind::ALL.iter().map(|kind| problem_key(kind.slug())));
        let known = proof::keys(built_in::words(Language::En));
        let missing: Vec<_> = expected.difference(&known).collect();
        let unused: Vec<_> = known.difference(&expected).collect();
        assert!(missing.is_empty(), "not in the catalogue: {missing:?}");
        assert!(unused.is_empty(), "never used: {unused:?}");
    }

    #[test]
    fn rules_speak_of_their_limits() {
        let error = FieldError::with_limits("title", RuleCode::TooShort, Some(3), None);
        assert_eq!(rule(&error), "Please use at least 3 characters.");
    }

    #[test]
    fn counts_have_their_plurals() {
        assert_eq!(t!("places-left", count = 1), "1 place left");
        assert_eq!(t!("places-left", count = 3), "3 places left");
    }
}
