//! The bytes that come through a websocket.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| backend::fuzzing::run("socket", bytes));
