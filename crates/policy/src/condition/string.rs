//! `StringEquals`, `StringEqualsIgnoreCase`, `StringLike` and their negations.
//! AWS: "IAM JSON policy elements: Condition operators", section "String condition operators".
//!
//! Letter case counts except where the name says otherwise. Wildcards mean something to `StringLike` only, and there
//! they span any character. Policy variables may stand in the policy's values.

use iam::Context;

use super::{Fit, fit};
use crate::{
    Mismatch,
    pattern::{self, Pattern, Run},
};

/// `StringEquals` and `StringLike`: whether wildcards mean anything was settled when the value was taken apart.
#[inline]
pub(crate) fn like(policy: &Pattern, request: &str, context: &Context) -> Fit {
    fit(policy.matches(request, context))
}

/// `StringEqualsIgnoreCase`.
pub(crate) fn equals_ignore_case(policy: &Pattern, request: &str, context: &Context) -> Fit {
    if let (Some(text), true) = (policy.as_exact(), request.is_ascii()) {
        return fit(text.eq_ignore_ascii_case(request));
    }
    if pattern::lacks_variable(policy.tokens(), context) {
        return Err(Mismatch::VariableMissing);
    }
    let folded = Run::all(policy.tokens(), context).characters().flat_map(char::to_lowercase);
    fit(folded.eq(request.chars().flat_map(char::to_lowercase)))
}

/// Why a value does not fit. Allocates; for explanations only.
pub(crate) fn mismatch(policy: &Pattern, request: &str, context: &Context) -> Mismatch {
    if pattern::lacks_variable(policy.tokens(), context) {
        return Mismatch::VariableMissing;
    }
    if !pattern::begins_ignoring_case(policy.tokens(), request) {
        return Mismatch::Different;
    }
    match pattern::folded(policy.tokens(), context) {
        Some(tokens) if Run::all(&tokens, context).matches(&iam::fold(request)) => {
            Mismatch::LetterCase
        }
        _ => Mismatch::Different,
    }
}
