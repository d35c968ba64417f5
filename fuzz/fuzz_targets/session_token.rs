//! Opens a session token from any bytes; what must hold is in `crates/testing/src/fuzz/received.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| testing::fuzz::session_token(bytes));
