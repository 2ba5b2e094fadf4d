//! What fuzzers have found worth keeping (`fuzz/corpus`), read again on every run, as it is and
//! changed a little.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use backend::fuzzing::{TARGETS, Target};
use proptest::prelude::*;
use proptest::sample::Index;

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

/// The names of what is in a folder, without their endings.
fn names(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(fuzz().join(folder)).unwrap();
    let stem = |entry: fs::DirEntry| entry.path().file_stem().unwrap().to_owned();
    entries
        .map(|entry| stem(entry.unwrap()).into_string().unwrap())
        .collect()
}

/// The corpus of a target.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let files = fs::read_dir(fuzz().join("corpus").join(target)).unwrap();
    files
        .map(|file| fs::read(file.unwrap().path()).unwrap())
        .collect()
}

#[test]
fn every_reader_has_a_fuzzer_and_a_corpus() {
    let known: BTreeSet<_> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names("fuzz_targets"), known);
    assert_eq!(names("corpus"), known);
    for (name, _) in TARGETS {
        let size = corpus(name).len();
        assert!((10..=100).contains(&size), "{name} has {size} files");
    }
}

#[test]
fn what_fuzzers_have_found_is_read_without_a_fault() {
    for (name, read) in TARGETS {
        for bytes in corpus(name) {
            read_or_fail((name, *read), &bytes).unwrap();
        }
    }
}

/// How a file is changed: a byte, or a piece that goes, comes again or comes from another file.
#[derive(Debug, Clone)]
enum Change {
    Byte(Index, u8),
    Cut(Index, Index),
    Twice(Index, Index),
    Mix(Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<Index>;
    prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        (place(), place()).prop_map(|(from, to)| Change::Cut(from, to)),
        (place(), place()).prop_map(|(from, to)| Change::Twice(from, to)),
        (place(), place()).prop_map(|(other, at)| Change::Mix(other, at)),
    ]
}

fn apply(change: &Change, bytes: &mut Vec<u8>, corpus: &[Vec<u8>]) {
    let length = bytes.len() + 1;
    let span = |from: &Index, to: &Index| {
        let (from, to) = (from.index(length), to.index(length));
        from.min(to)..from.max(to)
    };
    match change {
        Change::Byte(_, _) if bytes.is_empty() => {}
        Change::Byte(at, byte) => {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        Change::Cut(from, to) => drop(bytes.drain(span(from, to))),
        Change::Twice(from, to) => {
            let span = span(from, to);
            let piece = bytes[span.clone()].to_vec();
            bytes.splice(span.end..span.end, piece);
        }
        Change::Mix(other, at) => {
            let at = at.index(length);
            bytes.truncate(at);
            bytes.extend(other.get(corpus).iter().skip(at));
        }
    }
}

/// Pictures and sockets take longer than what is read in one go.
fn cases(target: &str) -> u32 {
    match target {
        "picture" | "socket" => 64,
        _ => 512,
    }
}

#[test]
fn what_looks_almost_like_it_is_read_without_a_fault() {
    for (name, read) in TARGETS {
        let corpus = corpus(name);
        let config = ProptestConfig {
            cases: cases(name),
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        let changed = (any::<Index>(), prop::collection::vec(change(), 1..5));
        let run = |(start, changes): (Index, Vec<Change>)| {
            let mut bytes = start.get(&corpus).clone();
            changes
                .iter()
                .for_each(|change| apply(change, &mut bytes, &corpus));
            read_or_fail((*name, *read), &bytes)
        };
        proptest!(config, |(changed in changed)| run(changed)?);
    }
}

#[test]
fn no_bytes_at_all_are_read_with_a_fault() {
    for (name, read) in TARGETS {
        let config = ProptestConfig {
            cases: cases(name),
            failure_persistence: None,
            ..ProptestConfig::default()
        };
        let run = |bytes: Vec<u8>| read_or_fail((*name, *read), &bytes);
        proptest!(config, |(bytes in prop::collection::vec(any::<u8>(), 0..300))| run(bytes)?);
    }
}

/// Reads bytes; where that panics, they are shown as what goes into the corpus.
fn read_or_fail((name, read): Target, bytes: &[u8]) -> Result<(), TestCaseError> {
    std::panic::catch_unwind(|| read(bytes))
        .map_err(|_| TestCaseError::fail(format!("{name}: {}", bytes.escape_ascii())))
}
