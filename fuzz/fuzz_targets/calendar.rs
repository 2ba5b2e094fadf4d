//! What is written into calendars.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| backend::fuzzing::run("calendar", bytes));
