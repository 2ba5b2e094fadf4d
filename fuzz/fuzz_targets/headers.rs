//! The headers of requests.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| backend::fuzzing::run("headers", bytes));
