//! A scenario in a link: `v1.` and base64url of the compact JSON, raw deflated, with a check value of four bytes behind it.
//!
//! **Invariant:** [`decode`] is total. Whatever is cut off or changed in a link is an error in words.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};

use crate::scenario::{Scenario, ScenarioError};

/// What every link of this form begins with.
pub const PREFIX: &str = "v1.";

/// How large the JSON of a link may be: larger than any scenario that a person makes, small enough for a tab.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// Bytes of the check value.
const CHECK: usize = 4;

/// Why a link cannot be read.
#[derive(Debug, Clone, PartialEq)]
pub enum ShareError {
    /// It does not begin as a link of a known version does.
    Version,
    /// Letters are missing or changed.
    Damaged,
    /// What it holds is larger than [`LARGEST`].
    TooLarge,
    /// What it holds is no scenario.
    Scenario(Vec<ScenarioError>),
}

impl fmt::Display for ShareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version => {
                f.write_str("The link is not one of this playground, or a newer one made it.")
            }
            Self::Damaged => {
                f.write_str("The link is damaged: letters are missing or changed. Copy it again.")
            }
            Self::TooLarge => f.write_str("What the link holds is too large."),
            Self::Scenario(errors) => match errors.first() {
                Some(first) => write!(f, "The link holds no valid scenario: {}", first.message),
                None => f.write_str("The link holds no valid scenario."),
            },
        }
    }
}

impl std::error::Error for ShareError {}

/// Writes a scenario as the part of a link behind the `#`.
#[must_use]
pub fn encode(scenario: &Scenario) -> String {
    let mut json = String::new();
    crate::json::write_compact(&scenario.write_value(), &mut json);
    let mut packed = miniz_oxide::deflate::compress_to_vec(json.as_bytes(), 9);
    packed.extend_from_slice(&check_value(&packed).to_be_bytes());
    format!("{PREFIX}{}", Base64UrlUnpadded::encode_string(&packed))
}

/// Reads what [`encode`] wrote.
///
/// # Errors
/// Whatever is wrong with the link or with the scenario in it.
pub fn decode(link: &str) -> Result<Scenario, ShareError> {
    let packed = link.trim().strip_prefix(PREFIX).ok_or(ShareError::Version)?;
    let packed = Base64UrlUnpadded::decode_vec(packed).map_err(|_| ShareError::Damaged)?;
    let (packed, check) = packed.split_last_chunk::<CHECK>().ok_or(ShareError::Damaged)?;
    if u32::from_be_bytes(*check) != check_value(packed) {
        return Err(ShareError::Damaged);
    }
    let json =
        miniz_oxide::inflate::decompress_to_vec_with_limit(packed, LARGEST).map_err(|error| {
            match error.status {
                miniz_oxide::inflate::TINFLStatus::HasMoreOutput => ShareError::TooLarge,
                _ => ShareError::Damaged,
            }
        })?;
    let json = std::str::from_utf8(&json).map_err(|_| ShareError::Damaged)?;
    Scenario::read(json).map_err(ShareError::Scenario)
}

/// FNV-1a: every single changed byte changes it.
fn check_value(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0x811c_9dc5, |sum: u32, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
