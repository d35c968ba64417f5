//! Account ids. AWS: "IAM identifiers".

use std::{fmt, str::FromStr};

use crate::ParseError;

/// The id of an AWS account: twelve decimal digits, leading zeros included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(u64);

impl AccountId {
    /// The account with this number.
    ///
    /// # Errors
    /// When the number has more than twelve digits.
    pub fn from_number(number: u64) -> Result<Self, ParseError> {
        if number <= 999_999_999_999 {
            Ok(Self(number))
        } else {
            Err(ParseError::new("an account id of 12 digits", &number.to_string()))
        }
    }

    /// The id as a number; key ids carry it in this form.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0
    }
}

impl FromStr for AccountId {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.bytes().fold(0, |sum, byte| sum * 10 + u64::from(byte - b'0'))))
        } else {
            Err(ParseError::new("an account id of 12 digits", text))
        }
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_zeros_are_kept() {
        let account: AccountId = "000000000042".parse().unwrap();
        assert_eq!(account.number(), 42);
        assert_eq!(account.to_string(), "000000000042");
    }

    #[test]
    fn eleven_digits_are_refused() {
        assert!("12345678901".parse::<AccountId>().is_err());
        assert!("12345678901x".parse::<AccountId>().is_err());
        assert!(AccountId::from_number(1_000_000_000_000).is_err());
    }
}
