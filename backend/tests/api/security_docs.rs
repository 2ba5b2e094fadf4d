//! What the threat model and the table of OWASP's requirements say is there, is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Sections of the ASVS 5.0.0, and how many requirements of the levels 1 and 2 each has. Theirs begin
/// with those, except where level 3 is named.
const SECTIONS: &[(&str, u32)] = &[
    ("1.1", 2),
    ("1.2", 9),
    ("1.3", 11),
    ("1.4", 3),
    ("1.5", 2),
    ("2.1", 3),
    ("2.2", 3),
    ("2.3", 4),
    ("2.4", 1),
    ("3.2", 2),
    ("3.3", 4),
    ("3.4", 6),
    ("3.5", 5),
    ("3.7", 2),
    ("4.1", 3),
    ("4.2", 1),
    ("4.3", 2),
    ("4.4", 4),
    ("5.1", 1),
    ("5.2", 3),
    ("5.3", 2),
    ("5.4", 3),
    ("6.1", 3),
    ("6.2", 12),
    ("6.3", 4),
    ("6.4", 4),
    ("6.5", 5),
    ("6.6", 3),
    ("6.8", 4),
    ("7.1", 3),
    ("7.2", 4),
    ("7.3", 2),
    ("7.4", 5),
    ("7.5", 2),
    ("7.6", 2),
    ("8.1", 2),
    ("8.2", 3),
    ("8.3", 1),
    ("8.4", 1),
    ("9.1", 3),
    ("9.2", 4),
    ("10.1", 2),
    ("10.2", 2),
    ("10.3", 4),
    ("10.4", 11),
    ("10.5", 5),
    ("10.6", 2),
    ("10.7", 3),
    ("11.1", 2),
    ("11.2", 3),
    ("11.3", 3),
    ("11.4", 4),
    ("11.5", 1),
    ("11.6", 1),
    ("12.1", 3),
    ("12.2", 2),
    ("12.3", 4),
    ("13.1", 1),
    ("13.2", 5),
    ("13.3", 2),
    ("13.4", 5),
    ("14.1", 2),
    ("14.2", 4),
    ("14.3", 3),
    ("15.1", 3),
    ("15.2", 3),
    ("15.3", 7),
    ("16.1", 1),
    ("16.2", 5),
    ("16.3", 4),
    ("16.4", 3),
    ("16.5", 3),
    ("17.1", 1),
    ("17.2", 4),
    ("17.3", 2),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The cells of each row of the table.
fn rows(document: &str) -> Vec<Vec<&str>> {
    let lines = document.lines().filter_map(|line| line.strip_prefix("| "));
    lines
        .map(|line| {
            line.trim_end_matches('|')
                .split(" | ")
                .map(str::trim)
                .collect()
        })
        .filter(|cells: &Vec<&str>| cells[0].starts_with(|c: char| c.is_ascii_digit()))
        .collect()
}

/// What stands in backticks.
fn quoted(document: &str) -> impl Iterator<Item = &str> {
    document
        .lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// A name of something that must be there.
enum Named<'a> {
    File(&'a str),
    Test(&'a str, &'a str),
}

fn named(text: &str) -> Option<Named<'_>> {
    let is_name = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if let Some((module, test)) = text.split_once("::") {
        // How the documents say that they name tests.
        let is_example = text == "module::test";
        let is_test = is_name(module) && is_name(test) && !is_example;
        return is_test.then_some(Named::Test(module, test));
    }
    let is_path = |text: &str| {
        text.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_-./".contains(&b))
    };
    let endings = [
        ".rs", ".md", ".toml", ".ts", ".js", ".yaml", ".lock", ".json", ".example",
    ];
    let is_file = endings.iter().any(|ending| text.ends_with(ending));
    let is_folder = text.contains('/') && text.starts_with(|c: char| c.is_ascii_lowercase());
    (is_path(text) && (is_file || is_folder)).then_some(Named::File(text))
}

#[test]
fn every_requirement_has_a_row_and_a_state() {
    let document = read("docs/asvs.md");
    let expected: Vec<_> = SECTIONS
        .iter()
        .flat_map(|(section, count)| (1..=*count).map(move |number| format!("{section}.{number}")))
        .collect();
    assert_eq!(expected.len(), 253);
    let rows = rows(&document);
    let found: Vec<_> = rows.iter().map(|cells| cells[0].to_owned()).collect();
    assert_eq!(found, expected);
    for cells in rows {
        let [id, requirement, state, reason] = cells[..] else {
            panic!("{cells:?}");
        };
        assert!(["yes", "no", "n/a", "operator"].contains(&state), "{id}");
        assert!(!requirement.is_empty() && !reason.is_empty(), "{id}");
    }
}

#[test]
fn what_is_said_to_fulfil_them_is_there() {
    let mut tests = BTreeSet::new();
    for document in ["docs/asvs.md", "docs/threat-model.md"] {
        for text in quoted(&read(document)) {
            match named(text) {
                Some(Named::File(path)) => {
                    assert!(root().join(path).exists(), "{document}: {path}");
                }
                Some(Named::Test(module, test)) => {
                    let code = read(&format!("backend/tests/api/{module}.rs"));
                    let is_test = code.contains(&format!("fn {test}()"));
                    assert!(is_test, "{document}: {module}::{test}");
                    tests.insert(format!("{module}::{test}"));
                }
                None => {}
            }
        }
    }
    assert!(tests.len() > 50, "the documents name tests");
}

#[test]
fn names_are_told_from_other_words() {
    let is_test = |text| matches!(named(text), Some(Named::Test(..)));
    let is_file = |text| matches!(named(text), Some(Named::File(_)));
    assert!(is_test("sessions::a_login_expires"));
    assert!(is_file("backend/src/limits.rs") && is_file("fuzz/Cargo.toml") && is_file("deny.toml"));
    for other in [
        "unsafe_code",
        "SECRET_KEY",
        "default-src 'none'",
        "/..%2f..%2fetc/passwd",
        "dist",
    ] {
        assert!(named(other).is_none(), "{other}");
    }
}
