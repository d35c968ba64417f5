//! What the command line prints for a refusal, and what that leaves out.

use iam::{Decision, PolicyType};

use super::{CliMessage, names::Names, view::View};
use crate::outcome::{Cause, Refusal, StepResult};

pub(super) fn message(names: Names<'_>) -> Option<CliMessage> {
    let StepResult::Refused(refusal) = &names.step.result else { return None };
    let note = left_out(names, refusal);
    Some(CliMessage {
        text: format!(
            "An error occurred ({}) when calling the {} operation: {}",
            refusal.error.code, refusal.operation, refusal.error.message
        ),
        status: refusal.error.status,
        names_the_cause: note.as_ref().is_none_or(|(hides, _)| !hides),
        note: note.map(|(_, note)| note),
    })
}

/// What the text leaves out, and whether that hides the cause.
fn left_out(names: Names<'_>, refusal: &Refusal) -> Option<(bool, String)> {
    let hides = |note: &str| Some((true, note.to_owned()));
    match &refusal.cause {
        Cause::Authorization(index) => {
            authorization(View::new(names, *index)?, &refusal.error.message)
        }
        Cause::NoSuchRole { .. } => {
            hides("The same text as for a role that exists and does not let the caller in.")
        }
        Cause::OtherPartition => hides("It does not say that the role is in another partition."),
        Cause::CallerKind if refusal.error.message.starts_with("User: ") => {
            hides("It does not say that such a session can never make this call.")
        }
        Cause::CallerKind => None,
        Cause::SessionTokenWithoutMfa => {
            hides("The token is valid; only IAM refuses sessions without MFA.")
        }
        Cause::IdentityToken if refusal.error.code == "AccessDenied" => {
            hides("The same text as for a trust policy that does not let the caller in.")
        }
        Cause::MfaCode { .. } | Cause::MfaDevice { .. } | Cause::MfaIncomplete => None,
        Cause::DeletedUser { .. } => {
            hides("It does not say that the keys were good once, nor whose they were.")
        }
        Cause::Expired { .. } => {
            Some((false, "It does not say when the session ended.".to_owned()))
        }
        Cause::Tags | Cause::SourceIdentity { .. } => {
            Some((false, "It does not say what the session carries.".to_owned()))
        }
        Cause::Chaining { .. } => {
            Some((false, "It does not say which credentials make this a chained call.".to_owned()))
        }
        Cause::RoleMaximum { .. } => {
            Some((false, "It does not say what the maximum is.".to_owned()))
        }
        Cause::SessionPolicy { .. } | Cause::Change { document: Some(_) } => {
            Some((false, "It does not say which line.".to_owned()))
        }
        Cause::SessionPolicyArn { .. }
        | Cause::Parameters
        | Cause::RegionDisabled { .. }
        | Cause::TooLarge { .. }
        | Cause::IdentityToken
        | Cause::Change { document: None } => None,
    }
}

fn authorization(view: View<'_>, message: &str) -> Option<(bool, String)> {
    let says_deny = message.contains("with an explicit deny in");
    let says_kind = message.contains(" because no ");
    let note = match (view.asked.decision, says_deny || says_kind) {
        (Decision::ExplicitDeny, true) => {
            "It names the policy type, not the policy or the statement."
        }
        (Decision::ExplicitDeny, false) if message.starts_with("Not authorized") => {
            "It says neither who calls nor that a Deny applies."
        }
        (Decision::ExplicitDeny, false) => {
            "To a caller from another account it does not say that a Deny applies."
        }
        (_, true) => {
            "It names the policy type; the condition or resource that does not fit it leaves out."
        }
        (_, false) if message.starts_with("Not authorized") => {
            "It says neither who calls, nor for which role, nor why."
        }
        (_, false) if view.asked.blocked_by.contains(PolicyType::Trust) => {
            "A role that does not exist, a trust policy without this caller and a wrong ExternalId all read like this."
        }
        (_, false) => "It does not say which policy is in the way.",
    };
    // The kind of policy alone is the cause only where there was nothing more to know.
    let nothing_more = says_kind
        && view.asked.named.is_some_and(|kind| {
            view.layer(kind).is_some_and(|layer| view.policies(layer).next().is_none())
        });
    if nothing_more {
        return None;
    }
    Some((true, note.to_owned()))
}
