//! What the command line prints for a refusal, and what that leaves out.

use iam::{Decision, PolicyType};

use super::{
    CliMessage,
    names::Names,
    nearest::{Why, nearest_of},
    obstacle,
    view::View,
};
use crate::outcome::{Cause, Refusal, StepResult};

pub(super) fn message(names: Names<'_>) -> Option<CliMessage> {
    let StepResult::Refused(refusal) = &names.step.result else { return None };
    if &*refusal.operation == "SwitchRole" {
        // A page of the console says it, not the command line.
        return Some(CliMessage {
            text: refusal.error.message.to_string(),
            status: refusal.error.status,
            is_of_console: true,
            names_the_cause: false,
            note: Some("The page says the same, whatever the reason is.".to_owned()),
        });
    }
    let note = left_out(names, refusal);
    Some(CliMessage {
        text: format!(
            "An error occurred ({}) when calling the {} operation: {}",
            refusal.error.code, refusal.operation, refusal.error.message
        ),
        status: refusal.error.status,
        is_of_console: false,
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
        Cause::ProviderSignature if refusal.operation.contains("WebIdentity") => {
            let names_key = refusal.error.message.starts_with("Couldn't retrieve");
            if names_key { None } else { hides("It does not say that the signature is why.") }
        }
        Cause::ProviderSignature => None,
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
        Cause::Obstacle(obstacle) => {
            let words = obstacle::words(*obstacle);
            Some((words.hides, words.left_out?.to_owned()))
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
    let short = message.starts_with("Not authorized");
    let note = match (view.asked.decision, says_deny || says_kind) {
        (Decision::ExplicitDeny, true) => {
            "It names the policy type, not the policy or the statement."
        }
        (Decision::ExplicitDeny, false) if short => {
            "It says neither who calls nor that a Deny applies."
        }
        (Decision::ExplicitDeny, false) => {
            "To a caller from another account it does not say that a Deny applies."
        }
        (_, true) => return named_kind(view),
        (_, false) if short => "It says neither who calls, nor for which role, nor why.",
        (_, false) if view.asked.blocked_by.contains(PolicyType::Trust) => {
            "A role that does not exist, a trust policy without this caller and a wrong ExternalId \
             all read like this."
        }
        (_, false) => "It does not say which policy is in the way.",
    };
    Some((true, note.to_owned()))
}

/// A message that names the kind of policy: that is the cause where no statement of that kind comes nearer.
fn named_kind(view: View<'_>) -> Option<(bool, String)> {
    let kind = view.asked.named?;
    let others = view.asked.blocked_by.iter().filter(|other| *other != kind).count();
    if matches!(kind, PolicyType::ServiceControl | PolicyType::ResourceControl) {
        return Some((false, "It does not say at which level of the organization.".to_owned()));
    }
    let nearest = nearest_of(view, kind).map(|nearest| nearest.why);
    match nearest {
        None | Some(Why::Action) if others == 0 => None,
        None | Some(Why::Action) => {
            Some((false, "It names one of the policy types that are missing an allow.".to_owned()))
        }
        _ => Some((
            true,
            "It names the policy type, not the statement that nearly allows it.".to_owned(),
        )),
    }
}
