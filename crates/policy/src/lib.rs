//! The policy language of AWS Identity and Access Management: reading documents, finding what is wrong with them, and
//! evaluating their statements with an explanation.
//!
//! A vendor's role is trusted by an account, but the external id is misspelled in the trust policy:
//!
//! ```
//! use iam::{Action, Arn, Assumptions, Context, Credentials, PolicyType, Principal, PrincipalKind};
//! use policy::{Explain, Finding, Mismatch, NodeKind, Request};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let text = r#"{
//!   "Version": "2012-10-17",
//!   "Statement": {
//!     "Effect": "Allow",
//!     "Principal": { "AWS": "111111111111" },
//!     "Action": "sts:AssumeRole",
//!     "Condition": { "StringEquals": { "sts:ExternalId": "Tenant-7" } }
//!   }
//! }"#;
//! let (document, findings) = policy::parse(text, PolicyType::Trust);
//! assert!(findings.is_empty());
//! let policy = policy::compile(&document, PolicyType::Trust, 0, &|_| None);
//!
//! let account = "111111111111".parse()?;
//! let vendor = Principal {
//!     kind: PrincipalKind::User,
//!     credentials: Credentials::LongTerm,
//!     account: Some(account),
//!     arn: Some(Arn::iam("aws", account, "user/vendor")),
//!     session_arn: None,
//!     unique_id: None,
//!     name: None,
//!     federating_user: None,
//!     has_boundary: false,
//! };
//! let action: Action = "sts:AssumeRole".parse()?;
//! let mut context = Context::new();
//! context.set_one("sts:ExternalId", "tenant-7");
//! let request = Request {
//!     action: &action,
//!     resource: "arn:aws:iam::222222222222:role/T",
//!     caller: &vendor,
//!     context: &context,
//!     assumptions: &Assumptions::default(),
//! };
//! let mut explain = Explain::default();
//! let evidence = policy::evaluate(&policy, &request, &mut explain);
//! assert_eq!(evidence.allow, None);
//!
//! // The explanation says why, and where: the value differs in letter case only.
//! let explanation = explain.into_explanation();
//! let (_, node) = explanation
//!     .descendants(0)
//!     .find(|(_, node)| node.finding == Finding::NotMatched(Mismatch::LetterCase))
//!     .ok_or("a value that nearly fits")?;
//! assert_eq!(node.kind, NodeKind::Condition { index: 0 });
//! # Ok(())
//! # }
//! ```
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
pub mod edit;
mod element;
mod evaluate;
mod explanation;
mod index;
mod parse;
mod pattern;
mod resolved;
mod suggestion;
mod variable;

pub use compile::{CompiledPolicy, ConditionView, StatementView, compile};
pub use condition::{
    date::parse as moment,
    numeric::rounded_up,
    operator::{Comparison, OPERATORS, Operator, Quantifier, Relation},
};
pub use diagnostic::{Diagnostic, Fix, Severity};
pub use document::{
    Condition, ConditionOperator, Effect, Element, Policy, PrincipalPattern, Spanned, Statement,
    Version,
};
pub use evaluate::{Evidence, Grant, Request, evaluate};
pub use explanation::{
    Explain, Explanation, Finding, Mismatch, Node, NodeId, NodeKind, NotApplicable, Place,
    Recorder, Verdict,
};
pub use iam::{LineColumn, Span, json};
pub use parse::parse;
pub use suggestion::{Suggestion, Wanted};
pub use variable::{VariableAt, variable_at};

/// What a statement may have, in the order in which AWS's documents list it. AWS: "IAM JSON policy elements reference".
pub(crate) const STATEMENT_ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];
