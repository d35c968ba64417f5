//! What the operators under `Condition` compare, one kind of comparison a file.
//! AWS: "IAM JSON policy elements: Condition operators".
//!
//! Every comparison asks whether one value of the request fits one value of the policy, in the positive sense.
//! Lists, negation, missing keys, `IfExists` and the set qualifiers are decided in one place, `quantifier`.

pub(crate) mod arn;
pub(crate) mod binary;
pub(crate) mod boolean;
pub(crate) mod date;
pub(crate) mod ip_address;
pub(crate) mod null;
pub(crate) mod numeric;
pub(crate) mod operand;
pub(crate) mod operator;
pub(crate) mod quantifier;
pub(crate) mod string;

use crate::Mismatch;

/// Whether a value fits, or why not.
pub(crate) type Fit = Result<(), Mismatch>;

/// `Ok` where the test is true, else the reason.
pub(crate) fn fit(matches: bool) -> Fit {
    if matches { Ok(()) } else { Err(Mismatch::Different) }
}
