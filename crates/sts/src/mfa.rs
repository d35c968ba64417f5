//! Codes of virtual MFA devices: time-based one-time passwords (RFC 6238, SHA-1, 30 seconds, six digits).

use hmac::{Hmac, KeyInit, Mac};
use iam::Timestamp;
use sha1::Sha1;

use crate::{base32, derive::derive};

/// Seconds that one code lasts.
const WINDOW: i64 = 30;

/// A `Base32StringSeed` for a simulated device: derived, so that the same scenario and serial number always give the same.
/// As long as the service makes one, 64 characters. AWS: "CreateVirtualMFADevice".
#[must_use]
pub fn device_seed(seed: &str, serial_number: &str) -> String {
    let serial = serial_number.as_bytes();
    let bytes = [1, 2].map(|half: u8| derive(seed, "MFA device", &[serial, &[half]])).concat();
    bytes.into_iter().map(|byte| base32::character(byte.into())).collect()
}

/// The device's code at that moment; nothing where the seed is not Base32.
///
/// Spaces, lower case and missing padding are tolerated, as seeds are copied from screens.
#[must_use]
pub fn current_code(base32_seed: &str, now: Timestamp) -> Option<String> {
    code(&secret(base32_seed)?, window(now))
}

/// Whether the code is valid at that moment, one window to either side allowed.
#[must_use]
pub fn verify_code(base32_seed: &str, code_given: &str, now: Timestamp) -> bool {
    secret(base32_seed).is_some_and(|secret| {
        (-1..=1).any(|step| code(&secret, window(now) + step).as_deref() == Some(code_given))
    })
}

fn secret(base32_seed: &str) -> Option<Vec<u8>> {
    base32::decode_leniently(base32_seed).filter(|secret| !secret.is_empty())
}

fn window(now: Timestamp) -> i64 {
    now.seconds().div_euclid(WINDOW)
}

/// The code of a window; nothing before 1970.
fn code(secret: &[u8], window: i64) -> Option<String> {
    let counter = u64::try_from(window).ok()?;
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).ok()?;
    mac.update(&counter.to_be_bytes());
    let hash: [u8; 20] = mac.finalize().into_bytes().into();
    // RFC 4226, section 5.3: the last four bits say where to read 31 bits.
    let at = usize::from(hash[19] & 15);
    let bits = u32::from_be_bytes([hash[at], hash[at + 1], hash[at + 2], hash[at + 3]]);
    Some(format!("{:06}", (bits & 0x7FFF_FFFF) % 1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "12345678901234567890", the seed of RFC 6238, appendix B.
    const SEED: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(seconds)
    }

    #[test]
    fn the_vectors_of_the_rfc_hold() {
        for (seconds, eight_digits) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(current_code(SEED, at(seconds)).unwrap(), eight_digits[2..], "{seconds}");
        }
    }

    #[test]
    fn one_window_to_either_side_is_allowed() {
        let code = current_code(SEED, at(1_111_111_111)).unwrap();
        let start = 1_111_111_110;
        for (seconds, valid) in [
            (start - 31, false),
            (start - 30, true),
            (start, true),
            (start + 29, true),
            (start + 30, true),
            (start + 59, true),
            (start + 60, false),
        ] {
            assert_eq!(verify_code(SEED, &code, at(seconds)), valid, "{}", seconds - start);
        }
    }

    #[test]
    fn the_first_window_has_no_window_before_it() {
        let code = current_code(SEED, at(0)).unwrap();
        assert!(verify_code(SEED, &code, at(0)));
        assert_eq!(current_code(SEED, at(-1)), None);
    }

    #[test]
    fn seeds_are_read_as_people_copy_them() {
        let code = current_code(SEED, at(59));
        assert_eq!(current_code("gezd gnbv gy3t qojq gezd gnbv gy3t qojq", at(59)), code);
        assert_eq!(current_code("not base32!", at(59)), None);
        assert_eq!(current_code("", at(59)), None);
        assert!(!verify_code("not base32!", "123456", at(59)));
    }

    #[test]
    fn a_device_gets_a_seed_of_its_own() {
        let seed = device_seed("scenario", "arn:aws:iam::111111111111:mfa/alice");
        assert_eq!(seed.len(), 64);
        assert!(current_code(&seed, at(59)).is_some());
        assert_eq!(seed, device_seed("scenario", "arn:aws:iam::111111111111:mfa/alice"));
        assert_ne!(seed, device_seed("scenario", "arn:aws:iam::111111111111:mfa/bob"));
        assert_ne!(seed, device_seed("another", "arn:aws:iam::111111111111:mfa/alice"));
    }

    #[test]
    fn another_code_is_refused() {
        assert!(!verify_code(SEED, "000000", at(59)));
        assert!(!verify_code(SEED, "", at(59)));
        assert!(!verify_code(SEED, "94287082", at(59)));
    }
}
