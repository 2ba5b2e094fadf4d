//! Words: every sentence that people read comes from the catalogues in `locales/`, written in
//! Fluent and compiled in. `t!("key")` finds one, `t!("key", name = value)` fills it.

use std::cell::RefCell;

use api_types::problem::{FieldError, ProblemKind};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;
use yew::AttrValue;

/// The English catalogue, one file for each part of the site.
const ENGLISH: &[&str] = &[
    include_str!("../locales/en/site.ftl"),
    include_str!("../locales/en/accounts.ftl"),
    include_str!("../locales/en/people.ftl"),
    include_str!("../locales/en/events.ftl"),
    include_str!("../locales/en/editing.ftl"),
    include_str!("../locales/en/mine.ftl"),
    include_str!("../locales/en/notifications.ftl"),
    include_str!("../locales/en/chat.ftl"),
    include_str!("../locales/en/problems.ftl"),
];

thread_local! {
    static CATALOGUE: RefCell<FluentBundle<FluentResource>> = RefCell::new(load(ENGLISH));
}

fn english() -> LanguageIdentifier {
    "en".parse().unwrap_or_default()
}

fn load(files: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![english()]);
    // The marks that isolate directions would end up in labels that programs compare.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(crate::format::number(number.value)),
        _ => None,
    }));
    for file in files {
        // A line that cannot be read is left out; a test proves that there is none.
        let resource = match FluentResource::try_new((*file).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The sentence with the given key. A key without a sentence shows itself; a test proves that
/// there is none. Prefer `t!`.
pub fn text(key: &str, args: Option<&FluentArgs<'_>>) -> AttrValue {
    CATALOGUE.with_borrow(|bundle| {
        let pattern = bundle.get_message(key).and_then(|message| message.value());
        match pattern {
            Some(pattern) => {
                let mut errors = Vec::new();
                AttrValue::from(
                    bundle
                        .format_pattern(pattern, args, &mut errors)
                        .into_owned(),
                )
            }
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
            Some(&[$((stringify!($name), ::fluent_bundle::FluentValue::from($value))),+].into_iter().collect()),
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
    use std::collections::BTreeSet;
    use std::path::Path;

    use api_types::problem::RuleCode;
    use fluent_bundle::FluentMessage;

    use super::*;

    /// The keys that stand in `t!("…")` anywhere in the sources.
    fn used(folder: &Path, keys: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                used(&path, keys);
            } else if path.file_name().is_some_and(|name| name != "i18n.rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                for (at, _) in source.match_indices("t!(") {
                    // `format!(` ends like it, too.
                    if source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                        continue;
                    }
                    if let Some((key, _)) = source[at + 3..]
                        .trim_start()
                        .strip_prefix('"')
                        .and_then(|rest| rest.split_once('"'))
                    {
                        keys.insert(key.to_owned());
                    }
                }
            }
        }
    }

    fn known() -> BTreeSet<String> {
        ENGLISH
            .iter()
            .flat_map(|file| file.lines())
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim().to_owned()))
            .collect()
    }

    #[test]
    fn every_line_of_the_catalogue_can_be_read() {
        for file in ENGLISH {
            let (_, errors) = match FluentResource::try_new((*file).to_owned()) {
                Ok(resource) => (resource, Vec::new()),
                Err((resource, errors)) => (resource, errors),
            };
            assert!(errors.is_empty(), "{errors:?}");
        }
    }

    #[test]
    fn no_key_is_written_twice() {
        let mut bundle = FluentBundle::new(vec![english()]);
        for file in ENGLISH {
            let resource = FluentResource::try_new((*file).to_owned()).unwrap();
            assert!(bundle.add_resource(resource).is_ok(), "a key occurs twice");
        }
        let value = bundle
            .get_message("brand")
            .and_then(|message: FluentMessage<'_>| message.value());
        assert!(value.is_some());
    }

    #[test]
    fn every_key_that_is_used_exists_and_every_key_is_used() {
        let mut expected = BTreeSet::new();
        used(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut expected,
        );
        expected.extend(RuleCode::ALL.iter().map(|code| rule_key(code.as_str())));
        expected.extend(ProblemKind::ALL.iter().map(|kind| problem_key(kind.slug())));
        let known = known();
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
