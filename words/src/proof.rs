//! What is wrong with catalogues, for tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use api_types::language::Language;
use fluent_syntax::ast::{
    Comment, Entry, Expression, InlineExpression, Message, Pattern, PatternElement,
};
use fluent_syntax::parser::parse;

/// Above a sentence that is right as it stands in every language: a name, a number.
const SAME: &str = "The same in every language.";

/// One sentence of a file.
struct Sentence {
    text: String,
    fills: BTreeSet<String>,
    is_same: bool,
}

/// Everything that is wrong with these catalogues: lines that cannot be read, keys that are
/// written twice, sentences that one language lacks, that are not translated, or that are filled
/// with something else. The first one is the one to compare with.
pub fn complaints(catalogues: &[(Language, &[&str])]) -> Vec<String> {
    let mut complaints = Vec::new();
    let read: Vec<_> = catalogues
        .iter()
        .map(|(language, files)| (*language, sentences(*language, files, &mut complaints)))
        .collect();
    let Some(((model, originals), others)) = read.split_first() else {
        return complaints;
    };
    for (language, translations) in others {
        for key in originals
            .keys()
            .filter(|key| !translations.contains_key(*key))
        {
            complaints.push(format!("{language}: {key} is missing"));
        }
        for (key, translation) in translations {
            let Some(original) = originals.get(key) else {
                complaints.push(format!("{model}: {key} is missing"));
                continue;
            };
            if translation.text == original.text && !original.is_same {
                complaints.push(format!("{language}: {key} is not translated"));
            }
            if translation.fills != original.fills {
                complaints.push(format!("{language}: {key} is filled with something else"));
            }
        }
    }
    complaints
}

/// All keys of a catalogue.
pub fn keys(files: &[&str]) -> BTreeSet<String> {
    sentences(Language::default(), files, &mut Vec::new())
        .into_keys()
        .collect()
}

/// The keys that stand in `t!("…")` or `t!(…, "…")` anywhere in the sources of a folder.
///
/// # Panics
///
/// If a file cannot be read.
pub fn keys_used(folder: &Path) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            keys.append(&mut keys_used(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            keys_in(
                &fs::read_to_string(&path).expect("sources are text"),
                &mut keys,
            );
        }
    }
    keys
}

fn keys_in(source: &str, keys: &mut BTreeSet<String>) {
    let code: Vec<_> = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let source = code.join("\n");
    for (at, call) in source.match_indices("t!(") {
        // `format!(` ends like it, too.
        if source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &source[at + call.len()..];
        let Some((before, rest)) = rest.split_once('"') else {
            continue;
        };
        // Before the key there is nothing, or whose language it is.
        let is_key = before
            .chars()
            .all(|c| c.is_alphanumeric() || c.is_whitespace() || "_.,&*()".contains(c));
        if let Some((key, _)) = rest.split_once('"').filter(|_| is_key) {
            keys.insert(key.to_owned());
        }
    }
}

fn sentences(
    language: Language,
    files: &[&str],
    complaints: &mut Vec<String>,
) -> BTreeMap<String, Sentence> {
    let mut sentences = BTreeMap::new();
    for file in files {
        let resource = match parse(*file) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                complaints.extend(errors.iter().map(|error| format!("{language}: {error}")));
                resource
            }
        };
        for entry in &resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let key = message.id.name.to_owned();
            if sentences.insert(key.clone(), sentence(message)).is_some() {
                complaints.push(format!("{language}: {key} occurs twice"));
            }
        }
    }
    sentences
}

fn sentence(message: &Message<&str>) -> Sentence {
    let mut fills = BTreeSet::new();
    if let Some(value) = &message.value {
        fills_of(value, &mut fills);
    }
    Sentence {
        text: format!("{:?}", message.value),
        fills,
        is_same: message.comment.as_ref().is_some_and(says_same),
    }
}

fn says_same(comment: &Comment<&str>) -> bool {
    comment.content.iter().any(|line| line.trim() == SAME)
}

fn fills_of(pattern: &Pattern<&str>, fills: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(inline) => fill_of(inline, fills),
            Expression::Select { selector, variants } => {
                fill_of(selector, fills);
                for variant in variants {
                    fills_of(&variant.value, fills);
                }
            }
        }
    }
}

fn fill_of(inline: &InlineExpression<&str>, fills: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            fills.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inline) = expression.as_ref() {
                fill_of(inline, fills);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(english: &str, german: &str) -> Vec<String> {
        complaints(&[(Language::En, &[english]), (Language::De, &[german])])
    }

    #[test]
    fn whole_catalogues_give_no_reason_to_complain() {
        let english = "a = One { $name }\n# The same in every language.\nb = URL\n";
        assert!(of(english, "a = Ein { $name }\nb = URL\n").is_empty());
    }

    #[test]
    fn what_is_missing_twice_the_same_or_filled_otherwise_is_told() {
        let found = of(
            "a = One\nb = Two { $count }\nc = Three\nc = Four\n",
            "a = One\nb = Zwei { $name }\nd = Fünf\n",
        );
        for expected in [
            "en: c occurs twice",
            "de: c is missing",
            "de: a is not translated",
            "de: b is filled with something else",
            "en: d is missing",
        ] {
            assert!(
                found.iter().any(|line| line == expected),
                "{expected} in {found:?}"
            );
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_is_told() {
        assert_eq!(of("a = { \n", "").len(), 1);
    }

    #[test]
    fn keys_are_found_in_sources() {
        let mut keys = BTreeSet::new();
        let source = r#"
            /// Use `t!("comment")`.
            t!("one"); format!("two"); t!(language, "three", name = "four"); t!(
            "five","#;
        keys_in(source, &mut keys);
        assert_eq!(
            keys.into_iter().collect::<Vec<_>>(),
            ["five", "one", "three"]
        );
    }
}
