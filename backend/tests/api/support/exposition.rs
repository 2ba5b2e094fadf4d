//! What Prometheus reads, read as strictly as the format is described.

use std::collections::{BTreeMap, BTreeSet};

/// One line with a number.
#[derive(Debug)]
pub struct Sample {
    pub name: String,
    pub labels: BTreeMap<String, String>,
    pub value: f64,
}

/// All lines. Fails on whatever is not of the format, or comes twice.
pub fn parse(text: &str) -> Vec<Sample> {
    let mut families = BTreeSet::new();
    let mut explained = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut samples = Vec::new();
    assert!(text.ends_with('\n'), "the last line ends, too");
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, words) = rest.split_once(' ').unwrap_or_else(|| panic!("{line}"));
            assert!(!words.is_empty() && explained.insert(name), "{line}");
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap_or_else(|| panic!("{line}"));
            assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
            assert!(explained.contains(name) && families.insert(name), "{line}");
        } else {
            let sample = sample(line).unwrap_or_else(|| panic!("not a sample: {line}"));
            let ends = ["_bucket", "_sum", "_count"];
            let base = ends.iter().find_map(|end| sample.name.strip_suffix(end));
            let is_known = families.contains(sample.name.as_str())
                || base.is_some_and(|base| families.contains(base));
            assert!(is_known, "of no family: {line}");
            let series = (sample.name.clone(), sample.labels.clone());
            assert!(seen.insert(series), "twice: {line}");
            samples.push(sample);
        }
    }
    samples
}

fn sample(line: &str) -> Option<Sample> {
    let end = line.find(['{', ' '])?;
    let (name, mut rest) = line.split_at(end);
    let is_name = |text: &str| {
        !text.is_empty()
            && !text.starts_with(|letter: char| letter.is_ascii_digit())
            && text
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    };
    let mut labels = BTreeMap::new();
    if let Some(inside) = rest.strip_prefix('{') {
        rest = inside;
        while !rest.starts_with('}') {
            let (label, quoted) = rest.split_once("=\"")?;
            let (value, after) = unquoted(quoted)?;
            let is_new = labels.insert(label.to_owned(), value).is_none();
            (is_name(label) && is_new).then_some(())?;
            rest = after.strip_prefix(',').unwrap_or(after);
        }
        rest = rest.strip_prefix('}')?;
    }
    let value = rest.strip_prefix(' ')?.parse().ok()?;
    is_name(name).then_some(Sample {
        name: name.to_owned(),
        labels,
        value,
    })
}

/// The value of a label, and what comes after its quotation mark.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((place, letter)) = letters.next() {
        match letter {
            '"' => return Some((value, &text[place + 1..])),
            '\\' => value.push(match letters.next()?.1 {
                'n' => '\n',
                other @ ('\\' | '"') => other,
                _ => return None,
            }),
            other => value.push(other),
        }
    }
    None
}
