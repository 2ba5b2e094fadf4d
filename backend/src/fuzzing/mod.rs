//! Everything that reads what comes from outside, as functions of bytes: what fuzzers call
//! (`fuzz/`), and the tests with what fuzzers have found (`backend/tests/api/corpora.rs`). Nothing
//! of it runs in the server.
//!
//! Each function panics where something is wrong, not where something is refused.

mod calendar;
mod headers;
mod picture;
mod socket;
mod typed;

/// A reader of bytes from outside: what its target is called, and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// All of them. Each has a file in `fuzz/fuzz_targets` and a folder in `fuzz/corpus`.
pub const TARGETS: &[Target] = &[
    ("body", typed::body),
    ("calendar", calendar::calendar),
    ("cursor", typed::cursor),
    ("headers", headers::headers),
    ("message", socket::message),
    ("picture", picture::picture),
    ("query", typed::query),
    ("rules", typed::rules),
    ("socket", socket::socket),
    ("token", headers::token),
];

/// Reads bytes as the target of this name does.
pub fn run(target: &str, bytes: &[u8]) {
    let found = TARGETS.iter().find(|(name, _)| *name == target);
    let (_, read) = found.expect("a target of this name");
    read(bytes);
}

/// Bytes as text, as far as they are some.
fn text(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}
