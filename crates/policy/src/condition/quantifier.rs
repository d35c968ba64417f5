//! Lists, negation, missing keys, `IfExists` and the set qualifiers: decided here, once, for every operator.
//! AWS: "Conditions with multiple context keys or values", "Single-valued vs. multivalued context keys", and "IAM JSON
//! policy elements: Condition operators", section "...IfExists condition operators".
//!
//! Several values of the policy are alternatives; under a negated operator none of them may fit. Where the comparison
//! finds a value unreadable, it fits nothing.

use std::rc::Rc;

use iam::{Assumptions, MultivaluedKey};

use super::{
    Fit, null,
    operator::{Comparison, Operator, Quantifier},
};
use crate::Mismatch;

/// What is asked: an operator with so many values of the policy, of the values that the request has.
pub(crate) struct Question<'a> {
    pub(crate) operator: Operator,
    pub(crate) policy_values: usize,
    /// The key's values; a missing key has none.
    pub(crate) request_values: &'a [Rc<str>],
    pub(crate) assumptions: &'a Assumptions,
}

/// Whether one value of the policy fits one value of the request.
pub(crate) type Compare<'c> = dyn Fn(usize, &str) -> Fit + 'c;

impl Question<'_> {
    /// The values of the request that count. Under a set qualifier an empty text is no value; for the other operators
    /// that is a switch.
    pub(crate) fn counted(&self) -> impl Iterator<Item = &str> {
        let drop_empty =
            self.operator.quantifier.is_some() || !self.assumptions.empty_string_is_present;
        self.request_values
            .iter()
            .map(|value| &**value)
            .filter(move |v| !drop_empty || !v.is_empty())
    }

    /// Whether the test is true, and if not, why.
    pub(crate) fn decide(&self, compare: &Compare<'_>) -> Fit {
        let operator = self.operator;
        let mut counted = self.counted();
        let Some(first) = counted.next() else { return self.missing() };
        if self.policy_values == 0 && (operator.quantifier.is_some() || operator.if_exists) {
            return Err(Mismatch::EmptyList);
        }
        match operator.quantifier {
            None if counted.next().is_none() => self.one(first, compare),
            None => match self.assumptions.multivalued_key_without_qualifier {
                MultivaluedKey::NoMatch => Err(Mismatch::SeveralValues),
                MultivaluedKey::AnyValue => self.any(compare),
            },
            Some(Quantifier::ForAnyValue) => self.any(compare),
            Some(Quantifier::ForAllValues) => {
                match self.counted().find_map(|value| self.one(value, compare).err()) {
                    None => Ok(()),
                    Some(_) if operator.negated => Err(Mismatch::NegatedAndFits),
                    Some(reason) if self.request_values.len() == 1 => Err(reason),
                    Some(_) => Err(Mismatch::NotAllCovered),
                }
            }
        }
    }

    /// The answer where the request has no value.
    fn missing(&self) -> Fit {
        let operator = self.operator;
        let is_true = match operator.quantifier {
            Some(Quantifier::ForAllValues) => true,
            Some(Quantifier::ForAnyValue) => {
                operator.if_exists && self.assumptions.for_any_value_if_exists_when_missing
            }
            None => operator.if_exists || operator.negated,
        };
        if is_true { Ok(()) } else { Err(Mismatch::MissingKey) }
    }

    /// Some value of the request passes.
    fn any(&self, compare: &Compare<'_>) -> Fit {
        let mut reason = None;
        for value in self.counted() {
            match self.one(value, compare) {
                Ok(()) => return Ok(()),
                Err(why) => reason = closer(reason, why),
            }
        }
        Err(reason.unwrap_or(Mismatch::MissingKey))
    }

    /// One value of the request against all values of the policy.
    fn one(&self, value: &str, compare: &Compare<'_>) -> Fit {
        let mut reason = None;
        let mut unreadable = None;
        for index in 0..self.policy_values {
            match (compare(index, value), self.operator.negated) {
                (Ok(()), false) => return Ok(()),
                (Ok(()), true) => return Err(Mismatch::NegatedAndFits),
                (Err(why), _) => {
                    if matches!(
                        why,
                        Mismatch::PolicyValueUnreadable | Mismatch::RequestValueUnreadable
                    ) {
                        unreadable = Some(why);
                    }
                    reason = closer(reason, why);
                }
            }
        }
        match (self.operator.negated, unreadable) {
            (true, Some(why)) if !self.assumptions.unparsable_value_satisfies_negation => Err(why),
            (true, _) => Ok(()),
            (false, _) => Err(reason.unwrap_or(Mismatch::EmptyList)),
        }
    }

    /// `Null`, which asks for the key and not for its values.
    pub(crate) fn decide_null(&self, wants_missing: &dyn Fn(usize) -> Option<bool>) -> Fit {
        debug_assert_eq!(self.operator.comparison, Comparison::Null);
        match self.operator.quantifier {
            Some(Quantifier::ForAllValues) => return Ok(()),
            Some(Quantifier::ForAnyValue) => return Err(Mismatch::Different),
            None => {}
        }
        let missing = self.counted().next().is_none();
        let mut reason = None;
        for index in 0..self.policy_values {
            let fit = match wants_missing(index) {
                Some(wants) => null::asks(wants, missing),
                None => Err(Mismatch::PolicyValueUnreadable),
            };
            match fit {
                Ok(()) => return Ok(()),
                Err(why) => reason = closer(reason, why),
            }
        }
        Err(reason.unwrap_or(Mismatch::EmptyList))
    }
}

/// Of two reasons the one that says more: what nearly fits before what does not, what cannot be read last but one.
pub(crate) fn closer(one: Option<Mismatch>, two: Mismatch) -> Option<Mismatch> {
    let rank = |reason: Mismatch| match reason {
        Mismatch::LetterCase => 3,
        Mismatch::VariableMissing => 2,
        Mismatch::RequestValueUnreadable | Mismatch::PolicyValueUnreadable => 1,
        _ => 0,
    };
    match one {
        Some(one) if rank(one) >= rank(two) => Some(one),
        _ => Some(two),
    }
}
