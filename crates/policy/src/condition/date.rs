//! `DateEquals` and its relatives. AWS: "IAM JSON policy elements: Condition operators", section "Date condition
//! operators".
//!
//! A value is a date of the W3C profile of ISO 8601 or a number of seconds since 1970; both forms may meet. Four digits
//! are a year. A date without a time means midnight UTC. No wildcards, no variables.

use iam::Timestamp;

use super::{Fit, fit, operator::Relation};
use crate::Mismatch;

/// Reads a moment as date operators do, in either form. An epoch is a whole number, as AWS documents no other: "date in epoch (UNIX) time".
#[must_use]
pub fn parse(text: &str) -> Option<Timestamp> {
    // Looking at the first digit spares most texts that are no dates the error that reading them would make.
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if text.len() == 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    text.parse().ok().map(Timestamp::from_seconds)
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
        for text in ["1767225600", "2026", "2026-01", "2026-01-01", "2026-01-01T01:00+01:00"] {
            assert_eq!(parse(text), Some(moment), "{text}");
        }
    }

    #[test]
    fn other_texts_are_not_moments() {
        for text in [
            "",
            "-5",
            "now",
            "2026-13-01",
            "1767225600.0",
            "0.25",
            "+5",
            "2026-01-01T00:00:00",
            "99999999999999999999",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
    }
}
