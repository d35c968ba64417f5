//! The values of a policy with their variables filled in, for sentences about them.

use iam::Context;

use crate::{CompiledPolicy, condition::operand::Operand, pattern, pattern::Token};

impl CompiledPolicy {
    /// A value of `Resource` or `NotResource` with its variables filled in. Nothing where the statement has no such
    /// value, and where a variable has neither a value nor a default.
    #[must_use]
    pub fn resolved_resource(
        &self,
        statement: usize,
        value: usize,
        context: &Context,
    ) -> Option<String> {
        let element = self.statements.get(statement)?.resource.as_ref()?;
        let (resource, _) = element.values.get(value)?;
        pattern::resolved(resource.tokens(), context)
    }

    /// The values of a test with their variables filled in; as it is written, where there is nothing to fill in.
    #[must_use]
    pub fn resolved_values(
        &self,
        statement: usize,
        condition: usize,
        context: &Context,
    ) -> Vec<String> {
        let values = self.test(statement, condition).map_or(&[][..], |test| &test.values);
        let resolved = values.iter().map(|value| {
            let filled = match &value.operand {
                _ if !value.text.contains("${") => None,
                Operand::Text(text) | Operand::VariableTruth(text) => {
                    pattern::resolved(text.tokens(), context)
                }
                Operand::Arn(arn) => arn.resolved(context),
                _ => None,
            };
            filled.unwrap_or_else(|| value.text.to_string())
        });
        resolved.collect()
    }

    /// The key of the first variable in the values of a test that has neither a value nor a default.
    #[must_use]
    pub fn missing_variable(
        &self,
        statement: usize,
        condition: usize,
        context: &Context,
    ) -> Option<&str> {
        self.test(statement, condition)?.values.iter().find_map(|value| {
            let tokens = match &value.operand {
                Operand::Text(text) | Operand::VariableTruth(text) => text.tokens(),
                Operand::Arn(arn) => arn.variable_tokens(),
                _ => &[],
            };
            tokens.iter().find_map(|token| match token {
                Token::Variable(variable) if variable.resolve(context).is_none() => {
                    Some(variable.key())
                }
                _ => None,
            })
        })
    }
}
