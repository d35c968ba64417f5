//! Codes of virtual MFA devices: time-based one-time passwords (RFC 6238, SHA-1, 30 seconds, six digits).

use iam::Timestamp;

/// The device's code at that moment; nothing where the seed is not Base32.
#[must_use]
pub fn current_code(base32_seed: &str, now: Timestamp) -> Option<String> {
    let _ = (base32_seed, now);
    unimplemented!()
}

/// Whether the code is valid at that moment, one window to either side allowed.
#[must_use]
pub fn verify_code(base32_seed: &str, code: &str, now: Timestamp) -> bool {
    let _ = (base32_seed, code, now);
    unimplemented!()
}
