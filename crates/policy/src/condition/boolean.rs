//! `Bool`. AWS: "IAM JSON policy elements: Condition operators", section "Boolean condition operators".
//!
//! `true` and `false` in any letter case. Policy variables may stand in the policy's values. There is no negated form.

use iam::Context;

use super::{Fit, fit};
use crate::{
    Mismatch,
    pattern::{self, Pattern, Run},
};

/// Reads a truth value.
pub(crate) fn parse(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// Whether both are the same truth value.
pub(crate) fn equals(policy: bool, request: &str) -> Fit {
    let request = parse(request).ok_or(Mismatch::RequestValueUnreadable)?;
    fit(policy == request)
}

/// The same for a policy value with variables.
pub(crate) fn equals_resolved(policy: &Pattern, request: &str, context: &Context) -> Fit {
    if pattern::lacks_variable(policy.tokens(), context) {
        return Err(Mismatch::VariableMissing);
    }
    let says = |word: &str| {
        let characters = Run::all(policy.tokens(), context).characters();
        characters.map(|c| c.to_ascii_lowercase()).eq(word.chars())
    };
    match (says("true"), says("false")) {
        (false, false) => Err(Mismatch::PolicyValueUnreadable),
        (policy, _) => equals(policy, request),
    }
}
