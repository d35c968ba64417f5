//! `DateEquals` and its relatives. AWS: "IAM JSON policy elements: Condition operators", section "Date condition
//! operators".
//!
//! A value is a date of the W3C profile of ISO 8601 or a number of seconds since 1970; both forms may meet. Four digits
//! are a year. A date without a time means midnight UTC. No wildcards, no variables.

use iam::Timestamp;

use super::{Fit, fit, operator::Relation};
use crate::Mismatch;

/// Reads a moment in either form.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        // Looking at the first digit spares most texts that are no dates the error that reading them would make.
        return text.starts_with(|c: char| c.is_ascii_digit()).then(|| text.parse().ok())?;
    }
    if text.len() == 4 && !text.contains('.') {
        return text.parse().ok();
    }
    let (seconds, fraction) = match text.split_once('.') {
        Some((_, "")) => return None,
        Some((seconds, fraction)) => (seconds, fraction),
        None => (text, ""),
    };
    let seconds: i64 = seconds.parse().ok()?;
    if fraction.contains('.') {
        return None;
    }
    let millis = (0..3).fold(0, |sum, place| {
        sum * 10 + fraction.as_bytes().get(place).map_or(0, |digit| i64::from(digit - b'0'))
    });
    Some(Timestamp::from_millis(Timestamp::from_seconds(seconds).millis().saturating_add(millis)))
}

/// Whether the request's moment stands so to the policy's.
pub(crate) fn relates(relation: Relation, policy: Timestamp, request: &str) -> Fit {
    let request = parse(request).ok_or(Mismatch::RequestValueUnreadable)?;
    fit(relation.holds(request.cmp(&policy)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_name_the_same_moment() {
        let moment = parse("2026-01-01T00:00:00Z").unwrap();
        for text in [
            "1767225600",
            "2026",
            "2026-01",
            "2026-01-01",
            "1767225600.0",
            "2026-01-01T01:00+01:00",
        ] {
            assert_eq!(parse(text), Some(moment), "{text}");
        }
        assert_eq!(parse("0.25").map(Timestamp::millis), Some(250));
    }

    #[test]
    fn other_texts_are_not_moments() {
        for text in [
            "",
            "-5",
            "now",
            "2026-13-01",
            "1.2.3",
            "5.",
            "2026-01-01T00:00:00",
            "99999999999999999999",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
