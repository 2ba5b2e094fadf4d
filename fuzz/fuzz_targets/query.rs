//! The parameters in addresses, and searches.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| backend::fuzzing::run("query", bytes));
