//! `ArnEquals`, `ArnLike` and their negations. AWS: "IAM JSON policy elements: Condition operators", section "Amazon
//! Resource Name (ARN) condition operators".
//!
//! Six segments between the first five colons, each compared on its own with `*` and `?`, letter case included; the
//! sixth keeps its own colons. `ArnEquals` and `ArnLike` do the same. Policy variables may stand in the policy's values
//! and are filled in before the segments are told apart. A value with fewer segments is no ARN and equals nothing.

use iam::Context;

use super::{Fit, fit};
use crate::{
    Mismatch,
    pattern::{self, Pattern, Run, Syntax, Token},
};

/// A policy's value, taken apart.
#[derive(Debug, Clone)]
pub(crate) enum ArnPattern {
    /// Its six segments.
    Segments(Box<[Pattern; 6]>),
    /// With variables: the segments are known only with the request.
    Variable(Box<[Token]>),
}

impl ArnPattern {
    pub(crate) fn new(text: &str, variables: bool) -> Option<Self> {
        let tokens = pattern::tokens(text, Syntax { wildcards: true, variables });
        if pattern::has_variable(&tokens) {
            return Some(Self::Variable(tokens.into()));
        }
        let fields: Vec<_> =
            pattern::fields(tokens).into_iter().map(Pattern::from_tokens).collect();
        Some(Self::Segments(Box::new(fields.try_into().ok()?)))
    }

    /// Whether the request's ARN fits segment by segment.
    pub(crate) fn like(&self, request: &str, context: &Context) -> Fit {
        match self {
            Self::Segments(segments) => plain_segments(segments, request, context),
            Self::Variable(tokens) if pattern::lacks_variable(tokens, context) => {
                Err(Mismatch::VariableMissing)
            }
            Self::Variable(tokens) => variable_segments(Run::all(tokens, context), request),
        }
    }

    /// The whole value again.
    fn tokens(&self) -> Vec<Token> {
        match self {
            Self::Segments(segments) => {
                let colon = [Token::Literal(":".into())];
                let fields: Vec<_> = segments.iter().map(Pattern::tokens).collect();
                fields.join(&colon[..])
            }
            Self::Variable(tokens) => tokens.to_vec(),
        }
    }

    /// The whole value where it has variables; nothing of any other.
    pub(crate) fn variable_tokens(&self) -> &[Token] {
        match self {
            Self::Segments(_) => &[],
            Self::Variable(tokens) => tokens,
        }
    }

    /// The value with its variables filled in, where they have values.
    pub(crate) fn resolved(&self, context: &Context) -> Option<String> {
        pattern::resolved(&self.tokens(), context)
    }

    /// Why a value does not fit. Allocates; for explanations only.
    pub(crate) fn mismatch(&self, request: &str, context: &Context) -> Mismatch {
        let reason = match self.like(request, context) {
            Err(reason) => reason,
            Ok(()) => Mismatch::Different,
        };
        if reason != Mismatch::Different {
            return reason;
        }
        let tokens = pattern::folded(&self.tokens(), context);
        match tokens {
            Some(tokens)
                if variable_segments(Run::all(&tokens, context), &iam::fold(request)).is_ok() =>
            {
                Mismatch::LetterCase
            }
            _ => reason,
        }
    }
}

fn plain_segments(segments: &[Pattern; 6], request: &str, context: &Context) -> Fit {
    let [first @ .., last] = segments;
    let mut rest = request;
    let mut fits = true;
    for segment in first {
        let (part, behind) = rest.split_once(':').ok_or(Mismatch::RequestValueUnreadable)?;
        fits = fits && segment.matches(part, context);
        rest = behind;
    }
    fit(fits && last.matches(rest, context))
}

fn variable_segments(mut run: Run<'_>, request: &str) -> Fit {
    let mut rest = request;
    let mut fits = true;
    for _ in 0..5 {
        let (segment, run_behind) = run.split_at_colon().ok_or(Mismatch::PolicyValueUnreadable)?;
        let (part, behind) = rest.split_once(':').ok_or(Mismatch::RequestValueUnreadable)?;
        fits = fits && segment.matches(part);
        (run, rest) = (run_behind, behind);
    }
    fit(fits && run.matches(rest))
}
