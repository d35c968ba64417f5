//! What a request would have to say for a failing test to be true; the sentence is made elsewhere.

use iam::Context;

use crate::{
    CompiledPolicy,
    condition::{
        boolean,
        operand::Operand,
        operator::{Comparison, Quantifier, Relation},
    },
    element::condition::Test,
    pattern,
};

/// How the key's value would have to stand to the text of a [`Suggestion`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// Equal to it.
    Equal,
    /// Equal to it but for letter case.
    EqualIgnoringCase,
    /// As the pattern describes, `*` and `?` included.
    Like,
    /// Less than it, or earlier.
    Less,
    /// Less than it or equal, or not later.
    LessOrEqual,
    /// Greater than it, or later.
    Greater,
    /// Greater than it or equal, or not earlier.
    GreaterOrEqual,
    /// An address in that network.
    Within,
    /// Anything but it.
    Other,
    /// The key must be missing; the text is empty.
    Missing,
    /// The key must be present; the text is empty.
    Present,
}

/// A value with which a test would be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// How the key's value would have to stand to the text.
    pub wanted: Wanted,
    /// The policy's value, variables filled in.
    pub value: String,
    /// Whether every value of the key would have to, and not only one (`ForAllValues`).
    pub every: bool,
}

impl CompiledPolicy {
    /// What the request would have to say for that test to be true, where that is simple: the first of the policy's
    /// values that can be read and whose variables have a value.
    #[must_use]
    pub fn satisfying_value(
        &self,
        statement: usize,
        condition: usize,
        context: &Context,
    ) -> Option<Suggestion> {
        let test = self.test(statement, condition)?;
        let operator = test.operator?;
        let every = operator.quantifier == Some(Quantifier::ForAllValues);
        (0..test.values.len()).find_map(|index| {
            let (wanted, value) = suggest(test, operator.comparison, index, context)?;
            let wanted = if operator.negated { Wanted::Other } else { wanted };
            Some(Suggestion { wanted, value, every })
        })
    }
}

fn suggest(
    test: &Test,
    comparison: Comparison,
    index: usize,
    context: &Context,
) -> Option<(Wanted, String)> {
    let value = test.values.get(index)?;
    let written = || value.text.to_string();
    let wanted = match (comparison, &value.operand) {
        (_, Operand::Unreadable) => return None,
        (Comparison::Null, Operand::Truth(true)) => return Some((Wanted::Missing, String::new())),
        (Comparison::Null, _) => return Some((Wanted::Present, String::new())),
        (Comparison::StringEqualsIgnoreCase, Operand::Text(text)) => {
            return Some((Wanted::EqualIgnoringCase, pattern::resolved(text.tokens(), context)?));
        }
        (Comparison::StringLike, Operand::Text(text)) if text.has_wildcard() => {
            return Some((Wanted::Like, pattern::resolved(text.tokens(), context)?));
        }
        (_, Operand::Text(text)) => {
            return Some((Wanted::Equal, pattern::resolved(text.tokens(), context)?));
        }
        (_, Operand::Arn(arn)) => {
            let text = arn.resolved(context)?;
            let wanted = if text.contains(['*', '?']) { Wanted::Like } else { Wanted::Equal };
            return Some((wanted, text));
        }
        (_, Operand::VariableTruth(text)) => {
            let text = pattern::resolved(text.tokens(), context)?;
            boolean::parse(&text)?;
            return Some((Wanted::Equal, text));
        }
        (Comparison::IpAddress, _) if value.text.contains('/') => Wanted::Within,
        (Comparison::Numeric(relation) | Comparison::Date(relation), _) => match relation {
            Relation::Equal => Wanted::Equal,
            Relation::Less => Wanted::Less,
            Relation::LessOrEqual => Wanted::LessOrEqual,
            Relation::Greater => Wanted::Greater,
            Relation::GreaterOrEqual => Wanted::GreaterOrEqual,
        },
        _ => Wanted::Equal,
    };
    Some((wanted, written()))
}
