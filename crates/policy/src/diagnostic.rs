//! What is wrong with a document: data only; where and how it is shown is for others.

use crate::Span;

/// The code of every finding about text that is not JSON. A document with such a finding cannot be stored anywhere and
/// should not be asked; what could be read of it is there to be shown.
pub const JSON_SYNTAX_ERROR: &str = "JSON_SYNTAX_ERROR";

/// The code of the finding that a provider which many customers share is let in without a test of its claim.
pub const MISSING_CLAIM_FOR_SHARED_PROVIDER: &str = "MISSING_CLAIM_FOR_SHARED_PROVIDER";

/// The code of the finding that a trust policy lets everybody in.
pub const UNSUPPORTED_WILDCARD_IN_PRINCIPAL: &str =
    "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL";

/// The code of the finding that a document is longer than its quota.
pub const POLICY_SIZE_EXCEEDS_QUOTA: &str = "POLICY_SIZE_EXCEEDS_QUOTA";

/// How bad a finding is, as AWS's policy validation grades them. AWS: "IAM Access Analyzer policy validation".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Parts of the document do not work.
    Error,
    /// The document grants more than is wise.
    SecurityWarning,
    /// The document is not what AWS recommends.
    Warning,
    /// An improvement that changes no permission.
    Suggestion,
}

/// One finding, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad.
    pub severity: Severity,
    /// Stable name of the finding in upper case, AWS's where AWS has one: `MISSING_EFFECT`.
    pub code: &'static str,
    /// The place in the text.
    pub span: Span,
    /// One sentence: what is wrong.
    pub message: String,
    /// One sentence: what to write instead.
    pub help: Option<String>,
    /// The service's own words where it would refuse to save the document (`MalformedPolicyDocument` unless the
    /// message says otherwise); nothing where it would accept it.
    pub refusal: Option<String>,
    /// The change of the text that mends it, where there is one that is surely meant or asked about.
    pub fix: Option<Fix>,
}

/// A change of the text that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words: "Write Effect".
    pub name: String,
    /// What is replaced; empty where something is only put in.
    pub span: Span,
    /// What stands there then.
    pub text: String,
}

impl Fix {
    /// The text after the change; nothing where the place is not one of that text.
    #[must_use]
    pub fn applied(&self, text: &str) -> Option<String> {
        let (before, after) =
            (text.get(..self.span.range().start)?, text.get(self.span.range().end..)?);
        Some([before, &self.text, after].concat())
    }
}

impl Diagnostic {
    /// Whether the service refuses such a document, however long ago it was written. Trust policies that let in a shared
    /// provider keep working when they were written before the service refused them.
    /// AWS: "Identity-provider controls for shared OIDC providers".
    #[must_use]
    pub fn is_refused_at_any_age(&self) -> bool {
        self.refusal.is_some() && self.code != MISSING_CLAIM_FOR_SHARED_PROVIDER
    }
}
