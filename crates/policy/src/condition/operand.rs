//! A policy's value, taken apart as its operator reads it.

use iam::{Context, Timestamp};

use super::{
    Fit,
    arn::ArnPattern,
    binary, boolean, date,
    ip_address::{self, Network},
    numeric::{self, OwnedDecimal},
    operator::Comparison,
    string,
};
use crate::{
    Mismatch,
    pattern::{Pattern, Syntax},
};

/// One value of a test.
#[derive(Debug, Clone)]
pub(crate) enum Operand {
    Text(Pattern),
    Number(OwnedDecimal),
    Moment(Timestamp),
    Truth(bool),
    /// A truth value that depends on a policy variable.
    VariableTruth(Pattern),
    /// In base64.
    Bytes(Box<str>),
    Network(Box<Network>),
    Arn(ArnPattern),
    /// Not what the operator compares: it equals nothing.
    Unreadable,
}

impl Operand {
    /// Takes a value apart. Variables are known where the document's version and the operator allow them.
    pub(crate) fn new(comparison: Comparison, text: &str, variables: bool) -> Self {
        let read = match comparison {
            Comparison::StringEquals | Comparison::StringEqualsIgnoreCase => {
                Some(Self::Text(Pattern::new(text, Syntax { wildcards: false, variables })))
            }
            Comparison::StringLike => {
                Some(Self::Text(Pattern::new(text, Syntax { wildcards: true, variables })))
            }
            Comparison::Numeric(_) => OwnedDecimal::parse(text).map(Self::Number),
            Comparison::Date(_) => date::parse(text).map(Self::Moment),
            Comparison::Bool => {
                let pattern = Pattern::new(text, Syntax { wildcards: false, variables });
                if pattern.has_variable() {
                    Some(Self::VariableTruth(pattern))
                } else {
                    boolean::parse(text).map(Self::Truth)
                }
            }
            Comparison::Null => boolean::parse(text).map(Self::Truth),
            Comparison::BinaryEquals => binary::read(text).map(|text| Self::Bytes(text.into())),
            Comparison::IpAddress => Network::parse(text).map(Box::new).map(Self::Network),
            Comparison::Arn => ArnPattern::new(text, variables).map(Self::Arn),
        };
        read.unwrap_or(Self::Unreadable)
    }

    /// Whether a value of the request fits this one. For an explanation the reason is looked for more closely, which
    /// changes no answer.
    #[inline]
    pub(crate) fn fits(
        &self,
        comparison: Comparison,
        request: &str,
        context: &Context,
        explain: bool,
    ) -> Fit {
        let fit = match (comparison, self) {
            (Comparison::StringEqualsIgnoreCase, Self::Text(policy)) => {
                return string::equals_ignore_case(policy, request, context);
            }
            (_, Self::Text(policy)) => string::like(policy, request, context),
            (Comparison::Numeric(relation), Self::Number(policy)) => {
                numeric::relates(relation, policy, request)
            }
            (Comparison::Date(relation), Self::Moment(policy)) => {
                date::relates(relation, *policy, request)
            }
            (_, Self::Truth(policy)) => boolean::equals(*policy, request),
            (_, Self::VariableTruth(policy)) => boolean::equals_resolved(policy, request, context),
            (_, Self::Bytes(policy)) => binary::equals(policy, request),
            (_, Self::Network(policy)) => ip_address::within(policy, request),
            (_, Self::Arn(policy)) => policy.like(request, context),
            _ => Err(Mismatch::PolicyValueUnreadable),
        };
        match (fit, self) {
            (Err(_), Self::Text(policy)) if explain => {
                Err(string::mismatch(policy, request, context))
            }
            (Err(_), Self::Arn(policy)) if explain => Err(policy.mismatch(request, context)),
            (fit, _) => fit,
        }
    }
}
