//! Moments. AWS: "IAM JSON policy elements: Condition operators", section "Date condition operators" (the W3C profile of
//! ISO 8601).

use std::{fmt, str::FromStr};

use crate::ParseError;

/// A moment in UTC, to the millisecond. Comes in with the scenario; nothing here reads a clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    millis: i64,
}

impl Timestamp {
    /// The moment that many seconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn from_seconds(seconds: i64) -> Self {
        Self { millis: seconds.saturating_mul(1000) }
    }

    /// The moment that many milliseconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn from_millis(millis: i64) -> Self {
        Self { millis }
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.millis.div_euclid(1000)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn millis(self) -> i64 {
        self.millis
    }

    /// The moment that many seconds later.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self { millis: self.millis.saturating_add(seconds.saturating_mul(1000)) }
    }

    /// Reads the forms that date conditions may take: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, and with a time
    /// `Thh:mm`, `Thh:mm:ss`, `Thh:mm:ss.s…`, each followed by `Z` or `±hh:mm`. As the profile has it, `T` and `Z` are
    /// capitals and a minute has no second 60.
    ///
    /// # Errors
    /// When the text has none of these forms or names a day or an hour that does not exist.
    pub fn parse_iso(text: &str) -> Result<Self, ParseError> {
        let error = || ParseError::new("a date such as 2026-11-22T10:00:00Z", text);
        let bytes = text.as_bytes();
        let number = |from: usize, to: usize| -> Option<i64> {
            let digits = bytes.get(from..to)?;
            digits.iter().try_fold(0_i64, |sum, byte| {
                byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0'))
            })
        };
        let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
        let read = || -> Option<Self> {
            let year = number(0, 4)?;
            let month = if bytes.len() > 4 { is(4, b'-').then(|| number(5, 7))?? } else { 1 };
            let day = if bytes.len() > 7 { is(7, b'-').then(|| number(8, 10))?? } else { 1 };
            let days = days_from_civil(year, month, day)?;
            if bytes.len() <= 10 {
                return matches!(bytes.len(), 4 | 7 | 10)
                    .then(|| Self::from_seconds(days * 86_400));
            }
            if !is(10, b'T') || !is(13, b':') {
                return None;
            }
            let (hour, minute) = (number(11, 13)?, number(14, 16)?);
            let mut at = 16;
            let (mut second, mut millis) = (0, 0);
            if is(at, b':') {
                second = number(17, 19)?;
                at = 19;
                if is(at, b'.') {
                    let digits = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
                    if digits == 0 {
                        return None;
                    }
                    for place in 0..3 {
                        let digit =
                            (place < digits).then(|| i64::from(bytes[at + 1 + place] - b'0'));
                        millis = millis * 10 + digit.unwrap_or(0);
                    }
                    at += 1 + digits;
                }
            }
            if hour > 23 || minute > 59 || second > 59 {
                return None;
            }
            let offset = match (bytes.get(at)?, bytes.len() - at) {
                (b'Z', 1) => 0,
                (sign @ (b'+' | b'-'), 6) if is(at + 3, b':') => {
                    let (hours, minutes) = (number(at + 1, at + 3)?, number(at + 4, at + 6)?);
                    if hours > 23 || minutes > 59 {
                        return None;
                    }
                    let seconds = hours * 3600 + minutes * 60;
                    if *sign == b'+' { seconds } else { -seconds }
                }
                _ => return None,
            };
            let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset;
            Some(Self { millis: seconds * 1000 + millis })
        };
        read().ok_or_else(error)
    }
}

/// Days since 1970-01-01 of a date in the Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let of_era = shifted.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

impl FromStr for Timestamp {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::parse_iso(text)
    }
}

impl fmt::Display for Timestamp {
    /// `2026-11-22T10:00:00Z`; milliseconds only where there are any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.seconds();
        let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let z = days + 719_468;
        let era = z.div_euclid(146_097);
        let of_era = z.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        match self.millis.rem_euclid(1000) {
            0 => f.write_str("Z"),
            millis => write!(f, ".{millis:03}Z"),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<i64> {
        Timestamp::parse_iso(text).ok().map(Timestamp::seconds)
    }

    #[test]
    fn every_form_of_the_profile_is_read() {
        assert_eq!(seconds("1970"), Some(0));
        assert_eq!(seconds("1970-02"), Some(31 * 86_400));
        assert_eq!(seconds("2000-03-01"), Some(951_868_800));
        assert_eq!(seconds("2026-11-22T10:00Z"), Some(1_795_341_600));
        assert_eq!(seconds("2026-11-22T10:00:30Z"), Some(1_795_341_630));
        assert_eq!(seconds("2026-11-22T12:00:30+02:00"), Some(1_795_341_630));
        assert_eq!(seconds("2026-11-22T05:00:30.25-05:00"), Some(1_795_341_630));
        assert_eq!(Timestamp::parse_iso("1970-01-01T00:00:00.25Z").unwrap().millis(), 250);
    }

    #[test]
    fn days_and_hours_that_do_not_exist_are_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-1-1",
            "2026-11-22T24:00Z",
            "2026-11-22T10:00",
            "26",
            "2026-11-22T10:00:00.Z",
            "2026-11-22T10:00:60Z",
            "2026-11-22t10:00:00Z",
            "2026-11-22T10:00:00z",
            "2026-11-22 10:00:00Z",
            "2026-11-22T10:00:00+2:00",
            "",
        ] {
            assert!(seconds(text).is_none(), "{text}");
        }
    }

    #[test]
    fn printing_then_parsing_is_identity() {
        for text in [
            "2026-11-22T10:00:30Z",
            "2024-02-29T23:59:59Z",
            "1969-12-31T23:59:59Z",
            "2026-11-22T10:00:30.125Z",
        ] {
            assert_eq!(Timestamp::parse_iso(text).unwrap().to_string(), text);
        }
    }
}
