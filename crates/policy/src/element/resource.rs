//! `Resource` and `NotResource`. AWS: "IAM JSON policy elements: Resource".
//!
//! Field by field between colons, letter case included. A wildcard stays inside its field, with two exceptions: the
//! sixth field spans the rest of the ARN, and a star at the end of a shorter pattern swallows everything that remains.

use iam::{Assumptions, Context};

use crate::{
    Mismatch,
    pattern::{self, Pattern, Run, Syntax, Token},
};

/// One value of `Resource`.
#[derive(Debug, Clone)]
pub(crate) struct ResourcePattern {
    tokens: Box<[Token]>,
    shape: Shape,
}

#[derive(Debug, Clone)]
enum Shape {
    /// Plain text, or plain text and a star: the fields play no part.
    Whole(Pattern),
    /// The fields, and whether a star at the very end may swallow more of them.
    Fields(Box<[Pattern]>, bool),
    /// With variables: the fields are known only with the request.
    Variable,
}

impl ResourcePattern {
    pub(crate) fn new(text: &str, variables: bool) -> Self {
        let tokens = pattern::tokens(text, Syntax { wildcards: true, variables });
        let shape = match &tokens[..] {
            [] | [Token::Literal(_) | Token::Star] | [Token::Literal(_), Token::Star] => {
                Shape::Whole(Pattern::from_tokens(tokens.clone()))
            }
            all if pattern::has_variable(all) => Shape::Variable,
            all => {
                let fields = pattern::fields(all.to_vec());
                let open = fields.len() < 6 && matches!(all.last(), Some(Token::Star));
                Shape::Fields(fields.into_iter().map(Pattern::from_tokens).collect(), open)
            }
        };
        Self { tokens: tokens.into(), shape }
    }

    /// The plain text with which everything that matches begins.
    pub(crate) fn head(&self) -> &str {
        pattern::head(&self.tokens)
    }

    pub(crate) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    pub(crate) fn matches(
        &self,
        resource: &str,
        context: &Context,
        assumptions: &Assumptions,
    ) -> bool {
        match &self.shape {
            Shape::Whole(pattern) => pattern.matches(resource, context),
            _ if assumptions.middle_star_crosses_colons && resource != "*" => {
                crossing(&self.tokens, resource, context)
            }
            Shape::Fields(fields, open) => plain_fields(fields, *open, resource, context),
            Shape::Variable => {
                !pattern::lacks_variable(&self.tokens, context)
                    && variable_fields(Run::all(&self.tokens, context), resource)
            }
        }
    }

    /// Why the value does not match. Allocates; for explanations only.
    pub(crate) fn mismatch(
        &self,
        resource: &str,
        context: &Context,
        assumptions: &Assumptions,
    ) -> Mismatch {
        if pattern::lacks_variable(&self.tokens, context) {
            return Mismatch::VariableMissing;
        }
        let folds = pattern::begins_ignoring_case(&self.tokens, resource);
        let Some(tokens) = folds.then(|| pattern::folded(&self.tokens, context)).flatten() else {
            return Mismatch::OtherResource;
        };
        let folded = Self { shape: Shape::Variable, tokens: tokens.into() };
        if folded.matches(&iam::fold(resource), context, assumptions) {
            Mismatch::LetterCase
        } else {
            Mismatch::OtherResource
        }
    }
}

fn plain_fields(fields: &[Pattern], open: bool, resource: &str, context: &Context) -> bool {
    let Some((last, first)) = fields.split_last() else { return resource.is_empty() };
    let mut rest = resource;
    for field in first {
        let Some((part, behind)) = rest.split_once(':') else { return false };
        if !field.matches(part, context) {
            return false;
        }
        rest = behind;
    }
    match rest.split_once(':') {
        Some((part, _)) if open => last.matches(part, context),
        Some(_) if fields.len() < 6 => false,
        _ => last.matches(rest, context),
    }
}

fn variable_fields(mut run: Run<'_>, resource: &str) -> bool {
    let mut rest = resource;
    for _ in 0..5 {
        let Some((field, behind)) = run.split_at_colon() else {
            return match rest.split_once(':') {
                Some((part, _)) => run.ends_in_star() && run.matches(part),
                None => run.matches(rest),
            };
        };
        let Some((part, rest_behind)) = rest.split_once(':') else { return false };
        if !field.matches(part) {
            return false;
        }
        (run, rest) = (behind, rest_behind);
    }
    run.matches(rest)
}

/// A step of a pattern in which a star at the end of any field may run past colons.
#[derive(Clone, Copy)]
enum Step {
    Character(char),
    One { crosses: bool },
    Star { crosses: bool },
}

/// Matching under the switch `middle_star_crosses_colons`. Stars of two kinds in one pattern cannot be matched by
/// remembering one star, so this keeps the set of places that are reachable: bounded by pattern × text, at the price
/// of allocating, which the default never does.
fn crossing(tokens: &[Token], resource: &str, context: &Context) -> bool {
    if pattern::lacks_variable(tokens, context) {
        return false;
    }
    let mut steps = Vec::new();
    let mut colons = 0;
    for token in tokens {
        match token {
            Token::One => steps.push(Step::One { crosses: colons >= 5 }),
            Token::Star => steps.push(Step::Star { crosses: colons >= 5 }),
            Token::Literal(_) | Token::Variable(_) => {
                for character in Run::all(std::slice::from_ref(token), context).characters() {
                    if let (':', Some(Step::Star { crosses })) = (character, steps.last_mut()) {
                        *crosses = true;
                    }
                    colons += usize::from(character == ':');
                    steps.push(Step::Character(character));
                }
            }
        }
    }
    if let Some(Step::Star { crosses }) = steps.last_mut() {
        *crosses = true;
    }
    let mut reached = vec![false; steps.len() + 1];
    reached[0] = true;
    skip_stars(&steps, &mut reached);
    for character in resource.chars() {
        let mut next = vec![false; steps.len() + 1];
        for (index, step) in steps.iter().enumerate().filter(|(index, _)| reached[*index]) {
            match *step {
                Step::Character(wanted) => next[index + 1] |= wanted == character,
                Step::One { crosses } => next[index + 1] |= crosses || character != ':',
                Step::Star { crosses } => next[index] |= crosses || character != ':',
            }
        }
        skip_stars(&steps, &mut next);
        reached = next;
    }
    reached[steps.len()]
}

/// A star may stand for nothing.
fn skip_stars(steps: &[Step], reached: &mut [bool]) {
    for (index, step) in steps.iter().enumerate() {
        if reached[index] && matches!(step, Step::Star { .. }) {
            reached[index + 1] = true;
        }
    }
}
