//! Who may import whom, held against the code. The table is explained in CONTRIBUTING.md.

use std::fs;
use std::path::{Path, PathBuf};

/// A room and the rooms that it may import.
const ROOMS: &[(&str, &[&str])] = &[
    ("mail", &[]),
    ("sessions", &[]),
    ("accounts", &["sessions", "mail"]),
    (
        "administration",
        &[
            "sessions",
            "mail",
            "accounts",
            "idempotency",
            "notifications",
            "profiles::queries",
            "events::queries",
            "events::ending",
        ],
    ),
    ("profiles", &["sessions", "events::queries"]),
    ("idempotency", &[]),
    (
        "events",
        &["sessions", "mail", "idempotency", "notifications"],
    ),
    (
        "bookings",
        &[
            "sessions",
            "mail",
            "idempotency",
            "notifications",
            "events::queries",
        ],
    ),
    (
        "notifications",
        &["sessions", "events::queries", "chat::queries"],
    ),
    (
        "privacy",
        &[
            "sessions",
            "mail",
            "accounts",
            "administration::queries",
            "notifications",
            "events::queries",
            "bookings::queries",
            "calendars::queries",
            "chat::queries",
        ],
    ),
    ("calendars", &["sessions", "events::queries"]),
    ("chat", &["sessions", "mail"]),
    (
        "site",
        &[
            "sessions",
            "accounts::current_session",
            "bookings::eligibility",
            "events::queries",
            "profiles::queries",
        ],
    ),
    (
        "socket",
        &["sessions", "chat::post", "chat::queries", "events::queries"],
    ),
];

/// What puts the rooms together, or fills them: it may import everything.
const COMPOSERS: &[&str] = &[
    "app.rs",
    "openapi.rs",
    "openapi",
    "housekeeping.rs",
    "monitor.rs",
    "command.rs",
    "command",
    "lib.rs",
    "demo",
    "doctor",
    "fuzzing",
];

/// The state carries one service of a room.
const EXCEPTIONS: &[(&str, &str)] = &[("state.rs", "accounts::passwords")];

/// Folders of the foundation, and the one that only fills the rooms.
const NO_ROOMS: &[&str] = &[
    "backup", "command", "config", "db", "demo", "doctor", "fuzzing", "ical", "openapi",
    "pictures", "realtime", "words",
];

pub fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

/// What a file imports from the crate: `events::queries::visible_event`, …
fn imports(text: &str) -> Vec<String> {
    text.split("crate::")
        .skip(1)
        .flat_map(|rest| {
            let end = rest
                .find([';', ')', '(', ' ', '>', ','])
                .unwrap_or(rest.len());
            match rest.split_once('{') {
                Some((head, tail)) if head.len() < end => {
                    let list = tail.split('}').next().unwrap_or_default();
                    list.split(',')
                        .map(|item| format!("{head}{}", item.trim()))
                        .collect()
                }
                _ => vec![rest[..end].to_owned()],
            }
        })
        .collect()
}

#[test]
fn rooms_import_only_what_they_may() {
    let root = source();
    let is_room = |name: &str| ROOMS.iter().any(|(room, _)| *room == name);
    for file in rust_files(&root) {
        let relative = file
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        let home = relative.split('/').next().unwrap().to_owned();
        if COMPOSERS.contains(&home.as_str()) {
            continue;
        }
        let allowed = ROOMS
            .iter()
            .find(|(room, _)| *room == home)
            .map_or([].as_slice(), |(_, allowed)| *allowed);
        for import in imports(&fs::read_to_string(&file).unwrap()) {
            let room = import.split("::").next().unwrap().to_owned();
            let is_fine = !is_room(&room)
                || room == home
                || allowed
                    .iter()
                    .any(|path| import == *path || import.starts_with(&format!("{path}::")))
                || EXCEPTIONS
                    .iter()
                    .any(|(place, path)| relative == *place && import.starts_with(path));
            assert!(is_fine, "{relative} must not import crate::{import}");
        }
    }
}

#[test]
fn rooms_are_what_the_table_says() {
    let mut folders: Vec<_> = fs::read_dir(source())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .filter(|name| !NO_ROOMS.contains(&name.as_str()))
        .collect();
    folders.sort();
    let mut rooms: Vec<_> = ROOMS.iter().map(|(room, _)| (*room).to_owned()).collect();
    rooms.sort();
    assert_eq!(folders, rooms);
}

#[test]
fn a_wrong_import_would_be_noticed() {
    let found =
        imports("use crate::events::{queries, handlers};\nlet x = crate::mail::enqueue(a);");
    assert_eq!(
        found,
        ["events::queries", "events::handlers", "mail::enqueue"]
    );
}

#[test]
fn the_pictures_show_the_rooms_and_their_arrows() {
    let page = include_str!("../../../docs/architecture.md");
    let graph = page.split("graph TD\n").nth(1).unwrap();
    let graph = graph.split("```").next().unwrap();
    let mut shown: Vec<String> = graph
        .lines()
        .flat_map(|line| match line.split_once(" --> ") {
            Some((from, to)) => to
                .split(" & ")
                .map(|to| format!("{} {}", from.trim(), to.trim()))
                .collect(),
            None => Vec::new(),
        })
        .collect();
    let mut allowed: Vec<String> = ROOMS
        .iter()
        .flat_map(|(room, others)| {
            others.iter().map(move |other| {
                let other = other.split("::").next().unwrap_or(other);
                format!("{room} {other}")
            })
        })
        .collect();
    shown.sort();
    allowed.sort();
    allowed.dedup();
    assert_eq!(shown, allowed, "docs/architecture.md, left, against ROOMS");

    let picture = include_str!("../../../docs/pictures/architecture.svg");
    let missing: Vec<_> = ROOMS
        .iter()
        .map(|(room, _)| *room)
        .filter(|room| !picture.contains(&format!(">{room}<")))
        .collect();
    assert_eq!(missing, [""; 0], "in docs/pictures/architecture.svg");
}
