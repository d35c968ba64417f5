//! `Null`. AWS: "IAM JSON policy elements: Condition operators", section "Condition operator to check existence of
//! condition keys".
//!
//! `true` asks for a missing key, `false` for a present one. No wildcards, no variables, no `IfExists`.

use super::Fit;
use crate::Mismatch;

/// Whether the key is as the policy's value asks.
pub(crate) fn asks(policy_wants_missing: bool, missing: bool) -> Fit {
    match (policy_wants_missing, missing) {
        (true, false) => Err(Mismatch::KeyPresent),
        (false, true) => Err(Mismatch::MissingKey),
        _ => Ok(()),
    }
}
