//! Which statements of one policy apply to one request. AWS: "Policy evaluation logic".

use iam::{Action, Assumptions, Context, Principal};

use crate::{CompiledPolicy, Recorder};

/// One question: may this caller do this to that?
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// What is to be done.
    pub action: &'a Action,
    /// To what: an ARN as text, or `*` for actions without a resource.
    pub resource: &'a str,
    /// Who asks.
    pub caller: &'a Principal,
    /// The condition keys.
    pub context: &'a Context,
    /// The switches.
    pub assumptions: &'a Assumptions,
}

/// How directly an Allow statement names the caller; the greater, the more direct.
/// AWS: "Policy evaluation for requests within a single account", section "Evaluating identity-based policies with
/// resource-based policies".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grant {
    /// The policy has no principals: identity policies, boundaries, session policies, SCPs.
    Unranked,
    /// It names the caller's account, which leaves the rest to that account.
    Account,
    /// It names the role behind the session (or the user behind a federated session): boundary and session policies
    /// still limit.
    RoleArn,
    /// It names the user, the session itself, or everyone.
    Direct,
    /// It names the AWS service that calls.
    Service,
    /// It names the identity provider that vouches for the caller.
    Federated,
}

/// What one policy says: the most direct Allow that applies, if any, and whether a Deny applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The most direct Allow.
    pub allow: Option<Grant>,
    /// Whether a Deny statement applies.
    pub deny: bool,
}

impl Evidence {
    /// Both policies together: one Allow suffices, one Deny suffices.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { allow: self.allow.max(other.allow), deny: self.deny || other.deny }
    }
}

/// Asks one policy, reporting every statement, element and value to the recorder under a node of kind `Policy`.
///
/// A trust policy has no resource element and is asked about its own role. A statement that could not be read whole
/// never applies.
pub fn evaluate<R: Recorder>(
    policy: &CompiledPolicy,
    request: &Request<'_>,
    recorder: &mut R,
) -> Evidence {
    let _ = (policy, request, recorder);
    unimplemented!()
}
