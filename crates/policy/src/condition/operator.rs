//! The operators by name. AWS: "IAM JSON policy elements: Condition operators" and "Set operators for multivalued
//! context keys".

use std::{cmp::Ordering, rc::Rc};

use crate::ConditionOperator;

/// What is compared, and how; always in the positive sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// The same text.
    StringEquals,
    /// The same text but for letter case.
    StringEqualsIgnoreCase,
    /// Text with wildcards.
    StringLike,
    /// Decimal numbers.
    Numeric(Relation),
    /// Moments.
    Date(Relation),
    /// `true` or `false`.
    Bool,
    /// The same bytes, written in base64.
    BinaryEquals,
    /// An address within a network.
    IpAddress,
    /// ARNs segment by segment, wildcards included; `ArnEquals` and `ArnLike` alike.
    Arn,
    /// Whether the key is missing.
    Null,
}

/// How the request's value stands to the policy's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The same.
    Equal,
    /// Less, or earlier.
    Less,
    /// Less or the same.
    LessOrEqual,
    /// Greater, or later.
    Greater,
    /// Greater or the same.
    GreaterOrEqual,
}

impl Relation {
    /// Whether the request's value, compared with the policy's, stands so.
    #[must_use]
    pub fn holds(self, request_to_policy: Ordering) -> bool {
        match self {
            Self::Equal => request_to_policy.is_eq(),
            Self::Less => request_to_policy.is_lt(),
            Self::LessOrEqual => request_to_policy.is_le(),
            Self::Greater => request_to_policy.is_gt(),
            Self::GreaterOrEqual => request_to_policy.is_ge(),
        }
    }
}

/// How the values of a multivalued key are taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// `ForAllValues`: every value of the request; true where there is none.
    ForAllValues,
    /// `ForAnyValue`: at least one value of the request; false where there is none.
    ForAnyValue,
}

/// An operator taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Operator {
    /// What is compared.
    pub comparison: Comparison,
    /// Whether the values of the policy are those that must *not* fit.
    pub negated: bool,
    /// `ForAllValues` or `ForAnyValue`.
    pub quantifier: Option<Quantifier>,
    /// Whether a missing key makes the test true.
    pub if_exists: bool,
}

/// Every operator name without qualifiers, with what it compares and whether it is negated.
pub const OPERATORS: [(&str, Comparison, bool); 27] = [
    ("StringEquals", Comparison::StringEquals, false),
    ("StringNotEquals", Comparison::StringEquals, true),
    ("StringEqualsIgnoreCase", Comparison::StringEqualsIgnoreCase, false),
    ("StringNotEqualsIgnoreCase", Comparison::StringEqualsIgnoreCase, true),
    ("StringLike", Comparison::StringLike, false),
    ("StringNotLike", Comparison::StringLike, true),
    ("NumericEquals", Comparison::Numeric(Relation::Equal), false),
    ("NumericNotEquals", Comparison::Numeric(Relation::Equal), true),
    ("NumericLessThan", Comparison::Numeric(Relation::Less), false),
    ("NumericLessThanEquals", Comparison::Numeric(Relation::LessOrEqual), false),
    ("NumericGreaterThan", Comparison::Numeric(Relation::Greater), false),
    ("NumericGreaterThanEquals", Comparison::Numeric(Relation::GreaterOrEqual), false),
    ("DateEquals", Comparison::Date(Relation::Equal), false),
    ("DateNotEquals", Comparison::Date(Relation::Equal), true),
    ("DateLessThan", Comparison::Date(Relation::Less), false),
    ("DateLessThanEquals", Comparison::Date(Relation::LessOrEqual), false),
    ("DateGreaterThan", Comparison::Date(Relation::Greater), false),
    ("DateGreaterThanEquals", Comparison::Date(Relation::GreaterOrEqual), false),
    ("Bool", Comparison::Bool, false),
    ("BinaryEquals", Comparison::BinaryEquals, false),
    ("IpAddress", Comparison::IpAddress, false),
    ("NotIpAddress", Comparison::IpAddress, true),
    ("ArnEquals", Comparison::Arn, false),
    ("ArnLike", Comparison::Arn, false),
    ("ArnNotEquals", Comparison::Arn, true),
    ("ArnNotLike", Comparison::Arn, true),
    ("Null", Comparison::Null, false),
];

impl ConditionOperator {
    /// The operator that the name stands for; nothing where AWS knows none. `Null` has no `IfExists` form.
    ///
    /// Other letter case than AWS's is understood, as AWS documents nothing about it; a finding says so.
    #[must_use]
    pub fn parse(&self) -> Option<Operator> {
        self.known
    }

    /// The operator of that name, whether AWS knows it or not.
    #[must_use]
    pub fn new(text: Rc<str>) -> Self {
        let known = Self::read(&text);
        Self { text, known }
    }

    fn read(text: &str) -> Option<Operator> {
        let (quantifier, rest) = match text.split_once(':') {
            Some((name, rest)) if name.eq_ignore_ascii_case("ForAllValues") => {
                (Some(Quantifier::ForAllValues), rest)
            }
            Some((name, rest)) if name.eq_ignore_ascii_case("ForAnyValue") => {
                (Some(Quantifier::ForAnyValue), rest)
            }
            Some(_) => return None,
            None => (None, text),
        };
        let plain = rest
            .len()
            .checked_sub("IfExists".len())
            .and_then(|at| rest.split_at_checked(at))
            .filter(|(_, suffix)| suffix.eq_ignore_ascii_case("IfExists"))
            .map(|(plain, _)| plain);
        let name = plain.unwrap_or(rest);
        let (_, comparison, negated) =
            *OPERATORS.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name))?;
        let if_exists = plain.is_some();
        let impossible = if_exists && comparison == Comparison::Null;
        (!impossible).then_some(Operator { comparison, negated, quantifier, if_exists })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<Operator> {
        ConditionOperator::new(text.into()).parse()
    }

    #[test]
    fn qualifiers_stand_around_the_name() {
        let operator = parse("ForAnyValue:StringNotLikeIfExists").unwrap();
        assert_eq!(operator.comparison, Comparison::StringLike);
        assert!(operator.negated && operator.if_exists);
        assert_eq!(operator.quantifier, Some(Quantifier::ForAnyValue));
    }

    #[test]
    fn every_name_is_found_as_it_is_written() {
        for (name, comparison, negated) in OPERATORS {
            let operator = parse(name).unwrap();
            assert_eq!((operator.comparison, operator.negated), (comparison, negated), "{name}");
        }
    }

    #[test]
    fn an_unknown_name_is_no_operator() {
        for name in
            ["", "StringMatches", "BoolNot", "ForSomeValue:Bool", "NullIfExists", "IfExists"]
        {
            assert_eq!(parse(name), None, "{name}");
        }
    }
}
