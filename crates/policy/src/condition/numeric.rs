//! `NumericEquals` and its relatives. AWS: "IAM JSON policy elements: Condition operators", section "Numeric condition
//! operators".
//!
//! Numbers are integers or decimals of any length and are compared as decimals, so that 0.1 and 0.10 are the same
//! and large ids differ in their last digit. No wildcards, no variables.

use std::cmp::Ordering;

use super::{Fit, fit, operator::Relation};
use crate::Mismatch;

/// A decimal number: sign, the power of ten above its first digit, and its digits without zeros at either end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decimal<'t> {
    negative: bool,
    magnitude: i64,
    before: &'t [u8],
    after: &'t [u8],
}

impl<'t> Decimal<'t> {
    /// Reads `[-] digits [. digits]`: "an integer or decimal value". AWS documents no plus sign and no exponent, so
    /// `+1` and `1e1` are no numbers.
    pub(crate) fn parse(text: &'t str) -> Option<Self> {
        let (negative, rest) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let digits = |bytes: &'t [u8]| {
            bytes.split_at(bytes.iter().position(|b| !b.is_ascii_digit()).unwrap_or(bytes.len()))
        };
        let (whole, mut rest) = digits(rest);
        let mut fraction: &[u8] = &[];
        if let [b'.', behind @ ..] = rest {
            (fraction, rest) = digits(behind);
            if fraction.is_empty() {
                return None;
            }
        }
        let whole_text = !whole.is_empty() && rest.is_empty();
        whole_text.then(|| Self::normal(negative, whole, fraction))
    }

    fn normal(negative: bool, whole: &'t [u8], fraction: &'t [u8]) -> Self {
        let zeros = |bytes: &[u8]| bytes.iter().take_while(|b| **b == b'0').count();
        let last_zeros = |bytes: &[u8]| bytes.iter().rev().take_while(|b| **b == b'0').count();
        let mut before = &whole[zeros(whole)..];
        let mut after = &fraction[..fraction.len() - last_zeros(fraction)];
        let mut magnitude = i64::try_from(before.len()).unwrap_or(i64::MAX);
        if before.is_empty() {
            let leading = zeros(after);
            after = &after[leading..];
            magnitude = -i64::try_from(leading).unwrap_or(i64::MAX);
        }
        if after.is_empty() {
            before = &before[..before.len() - last_zeros(before)];
        }
        if before.is_empty() && after.is_empty() {
            return Self { negative: false, magnitude: 0, before, after };
        }
        Self { negative, magnitude, before, after }
    }

    fn is_zero(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.is_zero(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let signs = sign(self).cmp(&sign(other));
        if signs.is_ne() || self.is_zero() {
            return signs;
        }
        let digits = |number: &Self| number.before.iter().chain(number.after);
        let sizes =
            self.magnitude.cmp(&other.magnitude).then_with(|| digits(self).cmp(digits(other)));
        if self.negative { sizes.reverse() } else { sizes }
    }
}

/// A decimal number that owns its digits: a policy's value.
#[derive(Debug, Clone)]
pub(crate) struct OwnedDecimal {
    negative: bool,
    magnitude: i64,
    digits: Box<[u8]>,
}

impl OwnedDecimal {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let Decimal { negative, magnitude, before, after } = Decimal::parse(text)?;
        Some(Self { negative, magnitude, digits: [before, after].concat().into() })
    }

    fn borrowed(&self) -> Decimal<'_> {
        Decimal {
            negative: self.negative,
            magnitude: self.magnitude,
            before: &self.digits,
            after: &[],
        }
    }
}

/// A number as a numeric operator reads it, as the least whole number that is not below it; nothing beyond 64 bits.
#[must_use]
pub fn rounded_up(text: &str) -> Option<i64> {
    Decimal::parse(text)?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let has_fraction = fraction.bytes().any(|digit| digit != b'0');
    // Cutting a negative number's fraction off rounds it up already.
    let up = has_fraction && !whole.starts_with('-');
    whole.parse::<i64>().ok()?.checked_add(up.into())
}

/// Whether the request's number stands so to the policy's.
pub(crate) fn relates(relation: Relation, policy: &OwnedDecimal, request: &str) -> Fit {
    let request = Decimal::parse(request).ok_or(Mismatch::RequestValueUnreadable)?;
    fit(relation.holds(request.compare(&policy.borrowed())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, two: &str, expect: Ordering) {
        let (one, two) = (Decimal::parse(one).unwrap(), OwnedDecimal::parse(two).unwrap());
        assert_eq!(one.compare(&two.borrowed()), expect, "{one:?} {two:?}");
        assert_eq!(two.borrowed().compare(&one), expect.reverse(), "{two:?} {one:?}");
    }

    #[test]
    fn decimals_compare_by_value_and_not_by_spelling() {
        check("0.1", "0.10", Ordering::Equal);
        check("-0", "0.00", Ordering::Equal);
        check("007", "7", Ordering::Equal);
        check("1500", "1500.0", Ordering::Equal);
        check("1500", "15", Ordering::Greater);
        check("0.015", "0.15", Ordering::Less);
        check("9", "10", Ordering::Less);
        check("-9", "-10", Ordering::Greater);
        check("0.09", "0.1", Ordering::Less);
        check("-1", "0", Ordering::Less);
        check("1.5", "1.50001", Ordering::Less);
        check("9007199254740993", "9007199254740992", Ordering::Greater);
        check("0.30000000000000001", "0.3", Ordering::Greater);
    }

    #[test]
    fn whole_numbers_are_found_above() {
        for (text, expected) in [
            ("3600", Some(3600)),
            ("3600.5", Some(3601)),
            ("3600.00", Some(3600)),
            ("-1.5", Some(-1)),
            ("-0.5", Some(0)),
            ("9223372036854775807.5", None),
            ("1e3", None),
        ] {
            assert_eq!(rounded_up(text), expected, "{text}");
        }
    }

    #[test]
    fn other_texts_are_not_numbers() {
        for text in
            ["", "-", ".5", "5.", "1,5", "0x10", " 1", "+1", "1e1", "1E1", "--1", "1-", "NaN", "٣"]
        {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }
}
