//! `Condition`: one test per operator and key. AWS: "IAM JSON policy elements: Condition".

use std::rc::Rc;

use iam::{Assumptions, Context, ContextKey};

use crate::{
    Condition, Mismatch, Span,
    condition::{
        Fit,
        operand::Operand,
        operator::{Comparison, Operator},
        quantifier::{Question, closer},
    },
};

/// A test, taken apart.
#[derive(Debug, Clone)]
pub(crate) struct Test {
    pub(crate) span: Span,
    pub(crate) operator_text: Rc<str>,
    /// Nothing where AWS knows no such operator: the test is then false.
    pub(crate) operator: Option<Operator>,
    pub(crate) key: ContextKey,
    pub(crate) values: Box<[TestValue]>,
}

/// Pairs of values, one of the policy and one of the request, of which an explanation says more than that they differ.
/// Policies that people write have a hundred; without a bound a hostile one takes minutes.
const MOST_PAIRS_TOLD: usize = 4096;

/// One of the policy's values.
#[derive(Debug, Clone)]
pub(crate) struct TestValue {
    pub(crate) span: Span,
    pub(crate) text: Rc<str>,
    pub(crate) operand: Operand,
}

impl Test {
    pub(crate) fn new(condition: &Condition, variables: bool) -> Self {
        let operator = condition.operator.value.parse();
        let value = |value: &crate::Spanned<Rc<str>>| TestValue {
            span: value.span,
            text: Rc::clone(&value.value),
            operand: operator.map_or(Operand::Unreadable, |operator| {
                Operand::new(operator.comparison, &value.value, variables)
            }),
        };
        Self {
            span: condition.span,
            operator_text: Rc::clone(&condition.operator.value.text),
            operator,
            key: condition.key.value.clone(),
            values: condition.values.iter().map(value).collect(),
        }
    }

    /// Whether the test is true in this request.
    #[inline]
    pub(crate) fn evaluate(
        &self,
        context: &Context,
        assumptions: &Assumptions,
        explain: bool,
    ) -> Fit {
        let operator = self.operator.ok_or(Mismatch::UnknownOperator)?;
        let question = self.question(operator, context, assumptions);
        let explain = explain && self.can_be_told_apart(&question);
        if operator.comparison == Comparison::Null {
            return question.decide_null(&|index| self.wants_missing(index));
        }
        question.decide(&|index, value| match self.values.get(index) {
            Some(policy) => policy.operand.fits(operator.comparison, value, context, explain),
            None => Err(Mismatch::EmptyList),
        })
    }

    /// Whether one of the policy's values fits one of the request's, as a node of an explanation says it.
    pub(crate) fn value_fits(
        &self,
        index: usize,
        context: &Context,
        assumptions: &Assumptions,
    ) -> Fit {
        let operator = self.operator.ok_or(Mismatch::UnknownOperator)?;
        let question = self.question(operator, context, assumptions);
        let explain = self.can_be_told_apart(&question);
        let mut requests = question.counted().peekable();
        if operator.comparison == Comparison::Null {
            let wants_missing = self.wants_missing(index).ok_or(Mismatch::PolicyValueUnreadable)?;
            return crate::condition::null::asks(wants_missing, requests.peek().is_none());
        }
        let policy = self.values.get(index).ok_or(Mismatch::EmptyList)?;
        let mut reason = None;
        for request in requests {
            match policy.operand.fits(operator.comparison, request, context, explain) {
                Ok(()) => return Ok(()),
                Err(why) => reason = closer(reason, why),
            }
        }
        Err(reason.unwrap_or(Mismatch::MissingKey))
    }

    /// Whether it is worth saying why each pair of values differs, which costs many times what comparing them does.
    fn can_be_told_apart(&self, question: &Question<'_>) -> bool {
        self.values.len().saturating_mul(question.request_values.len()) <= MOST_PAIRS_TOLD
    }

    fn question<'a>(
        &'a self,
        operator: Operator,
        context: &'a Context,
        assumptions: &'a Assumptions,
    ) -> Question<'a> {
        let request_values = context.get(&self.key).unwrap_or_default();
        Question { operator, policy_values: self.values.len(), request_values, assumptions }
    }

    fn wants_missing(&self, index: usize) -> Option<bool> {
        match self.values.get(index)?.operand {
            Operand::Truth(wants_missing) => Some(wants_missing),
            _ => None,
        }
    }
}
