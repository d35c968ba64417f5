//! The policy language of AWS Identity and Access Management: reading documents, finding what is wrong with them, and
//! evaluating their statements with an explanation.
//!
//! **Invariant:** this crate never combines two policies and never asks what a silent policy means; it says which
//! statements of one policy apply. Combining is the simulator's.
//!
//! **Invariant:** reading returns a document even for broken text, and spans always index into the text that was given.

mod check;
mod compile;
mod condition;
pub mod diagnostic;
mod document;
mod element;
mod evaluate;
mod explanation;
mod index;
pub mod json;
mod parse;
mod pattern;
mod span;
mod suggestion;
mod variable;

pub use compile::{CompiledPolicy, ConditionView, StatementView, compile};
pub use condition::operator::{Comparison, OPERATORS, Operator, Quantifier, Relation};
pub use diagnostic::{Diagnostic, Severity};
pub use document::{
    Condition, ConditionOperator, Effect, Element, Policy, PrincipalPattern, Spanned, Statement,
    Version,
};
pub use evaluate::{Evidence, Grant, Request, evaluate};
pub use explanation::{
    Explain, Explanation, Finding, Mismatch, Node, NodeId, NodeKind, NotApplicable, Place,
    Recorder, Verdict,
};
pub use parse::parse;
pub use span::{LineColumn, Span};
pub use suggestion::{Suggestion, Wanted};
