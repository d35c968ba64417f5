//! The checks of a call as lines: a name and the fact at the right.

use iam::{Decision, PrincipalKind};
use policy::Finding;

use super::{
    CheckLine,
    cause::malformed,
    denied,
    names::Names,
    obstacle,
    view::View,
    words::{and, count, duration, moment, plain, short},
};
use crate::outcome::{
    Answer, Cause, Check, CheckKind, CheckStatus, Refusal, StepResult, Target, Undecided,
};

pub(super) fn line(names: Names<'_>, check: &Check) -> CheckLine {
    let name = match check.kind {
        CheckKind::Credentials => "Caller".to_owned(),
        CheckKind::Parameters if names.step.is_change => "Change".to_owned(),
        CheckKind::Parameters => "Request".to_owned(),
        CheckKind::CallerKind => "Caller kind".to_owned(),
        CheckKind::Mfa => "MFA".to_owned(),
        CheckKind::Availability => "Available".to_owned(),
        CheckKind::Content => "Content".to_owned(),
        CheckKind::Role => "Role".to_owned(),
        CheckKind::Authorization(index) => authorization_name(names, index),
        CheckKind::TagsAndSourceIdentity => "Tags and source identity".to_owned(),
        CheckKind::Duration => "Duration".to_owned(),
        CheckKind::SessionPolicy => "Session policy".to_owned(),
        CheckKind::Mint => "Credentials".to_owned(),
    };
    let fact = match check.status {
        CheckStatus::Failed => match &names.step.result {
            StepResult::Refused(refusal) => failed_fact(names, refusal),
            StepResult::Undecided(Undecided::Document(document)) => names
                .outcome
                .document(*document)
                .map(|document| format!("{} cannot be saved", plain(&names.document(document))))
                .unwrap_or_default(),
            StepResult::Undecided(Undecided::Signature) => "signature not checked".to_owned(),
            _ => String::new(),
        },
        CheckStatus::NotMade => not_made(names, check.kind),
        CheckStatus::Passed | CheckStatus::NotApplicable => passed(names, *check),
    };
    CheckLine { name, fact }
}

/// Where an authorization was never asked, its name is known from the plan alone: the first is the call itself.
fn authorization_name(names: Names<'_>, index: usize) -> String {
    let asked = names.step.authorizations.get(index).map(|known| &known.action);
    match asked.or(names.step.asks.get(index)) {
        Some(action) => action.to_string(),
        None if index == 0 => names.step.action.to_string(),
        None => "Authorization".to_owned(),
    }
}

fn not_made(names: Names<'_>, kind: CheckKind) -> String {
    let CheckKind::Authorization(index) = kind else { return "not made".to_owned() };
    match names.step.authorizations.get(index).map(|known| known.decision) {
        Some(Decision::Allowed) => "would allow".to_owned(),
        Some(_) => "would deny too".to_owned(),
        None => "not made".to_owned(),
    }
}

/// The fact of the check that failed.
pub(super) fn failed_fact(names: Names<'_>, refusal: &Refusal) -> String {
    match &refusal.cause {
        Cause::Authorization(index) => {
            View::new(names, *index).map(decision_fact).unwrap_or_default()
        }
        Cause::Expired { expired } => {
            format!("{}, ended {}", plain(&names.who()), moment(*expired, names.step.at))
        }
        Cause::Parameters => {
            let mut fields: Vec<String> =
                malformed(&refusal.error.message).into_iter().map(|(name, _)| name).collect();
            fields.dedup();
            if fields.is_empty() {
                "malformed".to_owned()
            } else {
                format!("{} malformed", and(&fields))
            }
        }
        Cause::CallerKind => caller_kind(names),
        Cause::DeletedUser { .. } => "the user was deleted".to_owned(),
        Cause::RegionDisabled { region, .. } => format!("{region} is not activated"),
        Cause::MfaDevice { .. } => "no device of the caller".to_owned(),
        Cause::MfaCode { .. } => "wrong code".to_owned(),
        Cause::MfaIncomplete => "SerialNumber or TokenCode missing".to_owned(),
        Cause::NoSuchRole { .. } => "does not exist".to_owned(),
        Cause::OtherPartition => "in another partition".to_owned(),
        Cause::Tags => "tags contradict".to_owned(),
        Cause::SourceIdentity { held, asked } => format!("{held} is set, {asked} asked"),
        Cause::Chaining { asked, .. } => {
            format!("{asked} s, limit {} s", sts::CHAINING_LIMIT)
        }
        Cause::RoleMaximum { asked, role_maximum } => format!("{asked} s, limit {role_maximum} s"),
        Cause::SessionPolicy { .. } => "not a policy".to_owned(),
        Cause::SessionPolicyArn { arn } if arn.contains("/root-task/") => {
            "a task policy of AssumeRoot".to_owned()
        }
        Cause::SessionPolicyArn { arn } => format!("{} does not exist here", short(arn, 40)),
        Cause::TooLarge { percent } => format!("{percent} % of the room (estimate)"),
        Cause::IdentityToken => "token not accepted".to_owned(),
        Cause::ProviderSignature => "not the provider's signature".to_owned(),
        Cause::SessionTokenWithoutMfa => "session without MFA".to_owned(),
        Cause::Obstacle(obstacle) => obstacle::words(*obstacle).fact.to_owned(),
        Cause::Change { document: Some(_) } => "document cannot be saved".to_owned(),
        Cause::Change { document: None } => refusal.error.code.to_owned(),
    }
}

/// How an authorization ended and by whose word.
pub(super) fn decision_fact(view: View<'_>) -> String {
    match view.asked.decision {
        Decision::Allowed => "allowed".to_owned(),
        Decision::ExplicitDeny => match denied::statement(view) {
            Some(statement) => {
                format!("explicit deny, {}", plain(&denied::subject(view, statement)))
            }
            None => "explicit deny".to_owned(),
        },
        Decision::ImplicitDeny => {
            let kinds: Vec<String> =
                view.asked.blocked_by.iter().map(|kind| kind.label().to_owned()).collect();
            format!("no allow: {}", and(&kinds))
        }
    }
}

fn caller_kind(names: Names<'_>) -> String {
    let Some(caller) = &names.step.caller else { return String::new() };
    match caller.principal.kind {
        PrincipalKind::Root => "root user",
        PrincipalKind::User => match names.credentials(caller) {
            "long-term key" => "IAM user",
            _ => "session of an IAM user",
        },
        PrincipalKind::RoleSession => "role session",
        PrincipalKind::FederatedUser => "federated user session",
        PrincipalKind::Service => "AWS service",
        PrincipalKind::WebIdentity => "web identity",
        PrincipalKind::Saml => "SAML identity",
        PrincipalKind::Anonymous => "unsigned",
    }
    .to_owned()
}

fn passed(names: Names<'_>, check: Check) -> String {
    let applies = check.status == CheckStatus::Passed;
    match check.kind {
        CheckKind::Credentials => credentials(names),
        CheckKind::Parameters if names.step.is_change => "saved".to_owned(),
        CheckKind::Parameters if !applies => "nothing to check".to_owned(),
        CheckKind::Parameters => "well formed".to_owned(),
        CheckKind::CallerKind => caller_kind(names),
        CheckKind::Mfa if applies => "code accepted".to_owned(),
        CheckKind::Mfa => "no code passed".to_owned(),
        CheckKind::Availability => "to be had here".to_owned(),
        CheckKind::Content => content(names),
        CheckKind::Role => match &names.step.target {
            Target::Role(_) => plain(&names.target()),
            _ => String::new(),
        },
        CheckKind::Authorization(index) => {
            View::new(names, index).map(decision_fact).unwrap_or_default()
        }
        CheckKind::TagsAndSourceIdentity => carried(names),
        CheckKind::Duration => granted(names),
        CheckKind::SessionPolicy if applies => {
            let size = names.step.minted.as_ref().and_then(|minted| minted.packed_policy_size);
            size.map_or_else(
                || "passed".to_owned(),
                |size| format!("passed, packed size {size} % (estimate)"),
            )
        }
        CheckKind::SessionPolicy => "none passed".to_owned(),
        CheckKind::Mint => names
            .step
            .minted
            .as_ref()
            .map(|minted| format!("until {}", moment(minted.session.expires, names.step.at)))
            .unwrap_or_default(),
    }
}

fn content(names: Names<'_>) -> String {
    match &names.step.answer {
        Some(Answer::Decoded { .. }) => "decoded".to_owned(),
        Some(Answer::AccessKey { account }) => format!("account {account}"),
        Some(Answer::WebIdentityToken { expires, .. }) => {
            format!("token until {}", moment(*expires, names.step.at))
        }
        None => "accepted".to_owned(),
    }
}

fn credentials(names: Names<'_>) -> String {
    let Some(caller) = &names.step.caller else { return String::new() };
    let who = plain(&names.who());
    match &caller.session {
        Some(session) => {
            let named = match &*session.name {
                "" => who,
                name if caller.principal.kind == PrincipalKind::RoleSession => {
                    format!("{who}/{name}")
                }
                _ => who,
            };
            format!("{named}, until {}", moment(session.expires, names.step.at))
        }
        None => format!("{who}, {}", names.credentials(caller)),
    }
}

fn carried(names: Names<'_>) -> String {
    let Some(minted) = &names.step.minted else {
        return "agree with the calling session".to_owned();
    };
    let tags = minted.session.tags.len();
    let mut facts = Vec::new();
    if tags > 0 {
        facts.push(count(tags, "tag"));
    }
    if let Some(identity) = &minted.session.source_identity {
        facts.push(format!("source identity {identity}"));
    }
    if facts.is_empty() { "none".to_owned() } else { facts.join(", ") }
}

fn granted(names: Names<'_>) -> String {
    let Some(limits) = names.step.limits else { return "within the session".to_owned() };
    let granted = limits.granted.unwrap_or_default();
    match limits.asked {
        Some(asked) if asked == granted => {
            format!("asked and granted {granted} s, {}", duration(granted))
        }
        Some(asked) => format!("asked {asked} s, granted {granted} s"),
        None => format!("default {granted} s, {}", duration(granted)),
    }
}

/// Whether a finding is one of allowing.
pub(super) fn allows(finding: Finding) -> bool {
    matches!(finding, Finding::Allows(_))
}
