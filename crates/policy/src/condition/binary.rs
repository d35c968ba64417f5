//! `BinaryEquals`. AWS: "IAM JSON policy elements: Condition operators", section "Binary condition operators".
//!
//! Both values are base64; the bytes must be the same. No wildcards, no variables.

use super::{Fit, fit};
use crate::Mismatch;

/// The bytes that a base64 text stands for; nothing where it is not base64. Padding may be left away.
pub(crate) fn decode(text: &str) -> Option<Box<[u8]>> {
    is_base64(text).then(|| bytes(text).collect())
}

/// Whether both stand for the same bytes.
pub(crate) fn equals(policy: &[u8], request: &str) -> Fit {
    if !is_base64(request) {
        return Err(Mismatch::RequestValueUnreadable);
    }
    fit(bytes(request).eq(policy.iter().copied()))
}

fn is_base64(text: &str) -> bool {
    let digits = digits(text);
    let padding = text.len() - digits.len();
    digits.iter().all(|digit| value(*digit).is_some())
        && digits.len() % 4 != 1
        && (padding == 0 || text.len().is_multiple_of(4) && padding <= 2)
}

fn digits(text: &str) -> &[u8] {
    text.trim_end_matches('=').as_bytes()
}

fn value(digit: u8) -> Option<u8> {
    match digit {
        b'A'..=b'Z' => Some(digit - b'A'),
        b'a'..=b'z' => Some(digit - b'a' + 26),
        b'0'..=b'9' => Some(digit - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

fn bytes(text: &str) -> impl Iterator<Item = u8> {
    digits(text).chunks(4).flat_map(|chunk| {
        let place =
            |index: usize| u32::from(chunk.get(index).copied().and_then(value).unwrap_or(0));
        let [_, one, two, three] =
            (place(0) << 18 | place(1) << 12 | place(2) << 6 | place(3)).to_be_bytes();
        [one, two, three].into_iter().take(chunk.len().saturating_sub(1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_count_and_not_their_spelling() {
        assert_eq!(decode("QmluYXJ5").as_deref(), Some(&b"Binary"[..]));
        assert_eq!(decode("YQ==").as_deref(), Some(&b"a"[..]));
        assert_eq!(decode("YQ").as_deref(), Some(&b"a"[..]));
        assert_eq!(decode("").as_deref(), Some(&b""[..]));
        assert!(equals(b"a", "YQ").is_ok());
        assert!(equals(b"a", "YR==").is_ok());
    }

    #[test]
    fn other_texts_are_not_base64() {
        for text in ["Y", "YQ=", "Y Q=", "YQ===", "=", "a-b_"] {
            assert!(decode(text).is_none(), "{text}");
        }
    }
}
