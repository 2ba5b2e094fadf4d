//! Pictures that people send.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| backend::fuzzing::run("picture", bytes));
