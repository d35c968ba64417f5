//! `BinaryEquals`. AWS: "IAM JSON policy elements: Condition operators", section "Binary condition operators".
//!
//! "Byte for byte against a base-64 encoded representation": both values are base64 as RFC 4648 has it, with its padding
//! and nothing in the bits that padding leaves over. So the same bytes are the same text, and what is written in another
//! way stands for no bytes. No wildcards, no variables.

use super::{Fit, fit};
use crate::Mismatch;

/// The text, where it is base64.
pub(crate) fn read(text: &str) -> Option<&str> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    // The digits whose last four or two bits, which are of no byte, are zero.
    let last = *[&b""[..], b"AEIMQUYcgkosw048", b"AQgw"].get(padding)?;
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let ends = last.is_empty() || digits.bytes().next_back().is_some_and(|b| last.contains(&b));
    (text.len().is_multiple_of(4) && digits.bytes().all(is_digit) && ends).then_some(text)
}

/// Whether both stand for the same bytes.
pub(crate) fn equals(policy: &str, request: &str) -> Fit {
    fit(policy == read(request).ok_or(Mismatch::RequestValueUnreadable)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_are_the_same_text() {
        for text in ["", "QmluYXJ5", "YQ==", "YWI=", "+/+/", "////"] {
            assert!(read(text).is_some_and(|policy| equals(policy, text).is_ok()), "{text}");
        }
        assert!(equals("YQ==", "Yg==").is_err());
    }

    #[test]
    fn other_texts_are_not_base64() {
        for text in [
            "Y", "YQ", "YQ=", "YWI", "Y Q=", "YQ===", "=", "====", "a-b_", "YR==", "YWJ=",
            "YQ==YQ==",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
