//! What stands in the way of one particular call, in words: one row for each.

use crate::outcome::Obstacle;

/// The words for an obstacle.
pub(super) struct Words {
    /// The fact at the right of the failed check.
    pub(super) fact: &'static str,
    /// What happened and why, a clause.
    pub(super) cause: &'static str,
    /// What one can do.
    pub(super) remedy: &'static str,
    /// What the service's text leaves out; nothing where it says enough.
    pub(super) left_out: Option<&'static str>,
    /// Whether what it leaves out is the cause.
    pub(super) hides: bool,
}

const NEITHER: &str = "It says neither that no policy is in the way nor why.";

/// The row of an obstacle.
pub(super) fn words(obstacle: Obstacle) -> Words {
    let (fact, cause, remedy, left_out, hides) = match obstacle {
        Obstacle::GlobalEndpoint => (
            "global endpoint",
            "the global endpoint of STS does not have this operation",
            "send the call to a Region's endpoint",
            Some("It does not say that a Region's endpoint has the operation."),
            true,
        ),
        Obstacle::RootSessionsOff => (
            "root sessions are off",
            "root sessions for member accounts are not switched on in an organization of the caller's account",
            "enable RootSessions in the organization (EnableOrganizationsRootSessions)",
            Some(NEITHER),
            true,
        ),
        Obstacle::NotAdministrator => (
            "not an administering account",
            "only the management account or a delegated administrator for IAM may open root sessions",
            "call from the management account, or delegate the administration of IAM to this account",
            Some(NEITHER),
            true,
        ),
        Obstacle::NotAMember => (
            "no member account",
            "the target is no member account of the organization; its management account has no root sessions either",
            "name a member account",
            Some(NEITHER),
            true,
        ),
        Obstacle::NoRootTask => (
            "no task policy",
            "the policy is none of the task policies that AssumeRoot takes",
            "name a policy under arn:aws:iam::aws:policy/root-task/",
            Some(NEITHER),
            true,
        ),
        Obstacle::KeyTellsNoAccount => (
            "no account in it",
            "no account can be read from this access key id; ids of the older generation, and made-up ones, hold none",
            "pass an access key id that begins with AKIA or ASIA and is of the newer generation",
            None,
            false,
        ),
        Obstacle::MessageNotValid => (
            "message cannot be read",
            "the message was changed or cut, or it was made for another account or in another scenario",
            "pass the whole message, in the account of the caller who was refused",
            Some("It does not say whether the message was cut, changed or another account's."),
            false,
        ),
        Obstacle::OutboundFederationOff => (
            "outbound federation is off",
            "the account has not enabled outbound web identity federation",
            "enable it in the account (EnableOutboundWebIdentityFederation)",
            None,
            false,
        ),
        Obstacle::OutlivesSession => (
            "longer than the session",
            "the token would be good for longer than the session that asks for it",
            "ask for fewer seconds, or with a session that lasts longer",
            Some("It does not say when the session ends."),
            false,
        ),
        Obstacle::PayloadTooLarge => (
            "too much in the token",
            "the claims with the tags are larger than a token may be",
            "pass fewer or shorter tags",
            Some("It does not say what the limit is."),
            false,
        ),
        Obstacle::UnknownAlgorithm => (
            "SigningAlgorithm malformed",
            "SigningAlgorithm is RS256 or ES384, nothing else",
            "pass RS256 or ES384",
            None,
            false,
        ),
        Obstacle::TradeInTokenExpired => (
            "token expired",
            "the time to trade the token in is over",
            "have the delegation approved again",
            Some("It does not say when the time was over."),
            false,
        ),
        Obstacle::ApproverGone => (
            "approver does not exist",
            "the user or role that approved the delegation does not exist any more",
            "have the delegation approved by somebody who exists",
            Some("It does not say that the approver is gone."),
            true,
        ),
        Obstacle::PassedAcrossAccounts => (
            "role of another account",
            "roles are handed to services in their own account only, whatever the policies say",
            "pass a role of the caller's account; that role may take one of the other account",
            None,
            false,
        ),
        Obstacle::ServiceLinkedRole => (
            "service-linked role",
            "the role is linked to a service, and only that service changes or deletes it; its sessions cannot be revoked",
            "change what the service itself lets you change, or delete its resources and then the role there",
            None,
            false,
        ),
        Obstacle::IdentityCenterRole => (
            "role of IAM Identity Center",
            "the role belongs to IAM Identity Center: it alone changes the role, and people take the role only by \
             signing in there",
            "use IAM Identity Center: its permission sets, its assignments, its sessions",
            Some("It does not say that the role is not yours to use."),
            true,
        ),
    };
    Words { fact, cause, remedy, left_out, hides }
}
