//! Reads and runs a scenario from any bytes; what must hold is in `crates/testing/src/fuzz.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    testing::fuzz::scenario(bytes);
});
