//! What a step that succeeded gave, and which policies carried it.

use iam::{PolicyType, PrincipalKind};
use policy::{Effect, Finding, Grant, NodeId, NodeKind, NotApplicable};
use sts::{Bound, Mfa, SessionKind};

use super::{
    denied::{subject, words_of},
    names::Names,
    view::View,
    words::{and, code, duration, moment, or, sentences, strong},
};
use crate::{
    outcome::{Answer, Minted, Target},
    scenario::Operation,
};

pub(super) fn tell(names: Names<'_>) -> String {
    let step = names.step;
    if step.is_change {
        return change(names);
    }
    if let Some(minted) = &step.minted {
        return sentences([session(names, minted), length(names, minted), carried_by(names)]);
    }
    let who = names.who();
    if step.action.is("sts:GetCallerIdentity") {
        let arn = step.caller.as_ref().map(|caller| caller.principal.display_arn().to_owned());
        return sentences([
            format!("{who} is {}", code(arn.unwrap_or_default())),
            "GetCallerIdentity needs no permission, and no policy but a VPC endpoint's can take it away"
                .to_owned(),
        ]);
    }
    if let Some(answer) = &step.answer {
        return sentences([answered(names, answer), carried_by(names)]);
    }
    let on = match &step.target {
        Target::Resource(arn) if &**arn != "*" => format!(" on {}", names.resource(arn)),
        _ => String::new(),
    };
    sentences([format!("{who} may {}{on}", code(&step.action)), carried_by(names)])
}

/// What a call that mints nothing has told.
fn answered(names: Names<'_>, answer: &Answer) -> String {
    let who = names.who();
    match answer {
        Answer::AccessKey { account } => {
            format!(
                "the key belongs to {}; whether it still works, this call does not tell",
                names.account(*account)
            )
        }
        Answer::Decoded { .. } => format!("{who} reads what the refusal was decided from"),
        Answer::WebIdentityToken { expires, .. } => format!(
            "{who} gets a token that tells other services who it is, until {}",
            strong(moment(*expires, names.step.at))
        ),
    }
}

fn change(names: Names<'_>) -> String {
    let target = names.target();
    let operation = names.step.action.name();
    let policy = names.written().and_then(|step| match &step.operation {
        Operation::Change(change) => change.policy_name.clone().or_else(|| {
            change.policy_arn.as_deref().map(|arn| arn.rsplit('/').next().unwrap_or(arn).into())
        }),
        _ => None,
    });
    let policy = policy.map(strong).unwrap_or_default();
    let what = match operation {
        "CreateRole" => format!("role {target} is created"),
        "CreateUser" => format!("user {target} is created"),
        "DeleteRole" => {
            format!("role {target} is deleted; a new one of that name would be another role")
        }
        "DeleteUser" => {
            format!("user {target} is deleted; a new one of that name would be another user")
        }
        "UpdateRole" => format!("the maximum of {target} is changed"),
        "UpdateAssumeRolePolicy" => format!("the trust policy of {target} is replaced"),
        "PutRolePolicy" | "PutUserPolicy" => {
            format!("policy {policy} of {target} is saved; running sessions have it at once")
        }
        "DeleteRolePolicy" | "DeleteUserPolicy" => {
            format!("policy {policy} of {target} is deleted")
        }
        "AttachRolePolicy" | "AttachUserPolicy" => {
            format!("policy {policy} is attached to {target}")
        }
        "DetachRolePolicy" | "DetachUserPolicy" => {
            format!("policy {policy} is detached from {target}")
        }
        "PutRolePermissionsBoundary" | "PutUserPermissionsBoundary" => {
            format!("{target} has the permissions boundary {policy} now")
        }
        "DeleteRolePermissionsBoundary" | "DeleteUserPermissionsBoundary" => {
            format!("{target} has no permissions boundary any more")
        }
        "TagRole" | "TagUser" => format!("the tags of {target} are changed"),
        "CreatePolicyVersion" => {
            format!(
                "policy {target} has a new version; everybody to whom it is attached has it at once, and sessions \
                 that were passed it keep what they were passed"
            )
        }
        _ => format!("{target} is changed"),
    };
    sentences([what])
}

fn session(names: Names<'_>, minted: &Minted) -> String {
    let session = &minted.session;
    let who = names.who();
    let seconds = session.expires.seconds() - session.issued.seconds();
    let until = format!(
        "for {}, until {}",
        strong(duration(seconds)),
        strong(moment(session.expires, names.step.at))
    );
    match session.kind {
        SessionKind::SessionToken => {
            let mfa = match session.mfa {
                Mfa::Present(_) => "with MFA",
                _ => "without MFA",
            };
            format!("{who} gets temporary credentials for the same permissions, {mfa}, {until}")
        }
        SessionKind::FederationToken
            if session.policy.is_none() && session.policy_arns.is_empty() =>
        {
            format!(
                "{} gets a session {until}; without a session policy it may do nothing of its own",
                names.target()
            )
        }
        SessionKind::FederationToken => format!(
            "{} gets a session {until}, with at most the permissions of {who}",
            names.target()
        ),
        SessionKind::Root => format!(
            "{who} gets a session as {} {until}, for what its task policy allows",
            names.target()
        ),
        SessionKind::Delegated => {
            format!("{who} gets a session with permissions that {} lends {until}", names.target())
        }
        SessionKind::Service => format!("{who} gets a session of {} {until}", names.target()),
        _ => format!("{who} gets a session of {} {until}", names.target()),
    }
}

/// What bounded the length, where that is worth a word.
fn length(names: Names<'_>, minted: &Minted) -> String {
    let seconds = minted.session.expires.seconds() - minted.session.issued.seconds();
    let limits = names.step.limits;
    let maximum = limits.and_then(|limits| limits.role_maximum);
    match minted.session.bound {
        Bound::Default if maximum.is_some_and(|maximum| maximum > seconds) => {
            let chained = limits.is_some_and(|limits| limits.chained);
            if chained {
                "the call asks for nothing, so it is one hour, the most for a chained session"
                    .to_owned()
            } else {
                format!(
                    "the call asks for nothing, so it is the default; the role would allow {}",
                    duration(maximum.unwrap_or_default())
                )
            }
        }
        Bound::Assertion if minted.session.kind == SessionKind::Delegated => {
            "so long was approved".to_owned()
        }
        Bound::Assertion => "the sign-in itself ends then, whatever the call asks for".to_owned(),
        Bound::Clamped => {
            "sessions of the root user last one hour at most, whatever is asked".to_owned()
        }
        Bound::ConsoleSession => {
            "the console session ends then, and switching does not extend it".to_owned()
        }
        Bound::Default | Bound::Asked | Bound::Given => String::new(),
    }
}

/// Which policies allowed it.
fn carried_by(names: Names<'_>) -> String {
    let Some(view) = View::new(names, 0) else { return String::new() };
    let who = names.who();
    let taken = [PolicyType::Trust, PolicyType::Identity].into_iter();
    let taken: Vec<String> =
        taken.filter(|kind| view.is_taken_as_allowing(*kind)).map(words_of).collect();
    if !taken.is_empty() {
        return format!("nobody pasted {}; what is not known is taken as allowing", or(&taken));
    }
    let allowing = |kind: PolicyType| -> Option<(String, Grant, PolicyType)> {
        let layer = view.layer(kind)?;
        let Finding::Allows(grant) = view.finding(layer) else { return None };
        let statement = view.statements(layer).find(|(id, _, effect)| {
            *effect == Some(Effect::Allow) && view.finding(*id) == Finding::Matched
        });
        Some((subject(view, statement?.0), grant, kind))
    };
    let door = allowing(PolicyType::Trust).or_else(|| allowing(PolicyType::Resource));
    let own = allowing(PolicyType::Identity);
    let is_root =
        names.step.caller.as_ref().is_some_and(|c| c.principal.kind == PrincipalKind::Root);
    match (door, own) {
        (Some((door, Grant::Service | Grant::Federated, _)), _) => {
            format!("{door} lets this caller in; nobody else has to allow it")
        }
        (Some((door, Grant::Direct | Grant::RoleArn, kind)), own) if view.asked.same_account => {
            let unneeded = if own.is_some() {
                "; within one account that alone is enough"
            } else {
                ", so within one account no identity policy is needed"
            };
            let limit =
                [PolicyType::PermissionsBoundary, PolicyType::Session].into_iter().find(|kind| {
                    view.layer(*kind).is_some_and(|layer| {
                        view.finding(layer) == Finding::NotApplicable(NotApplicable::NamedDirectly)
                    })
                });
            let limit = limit.map(|kind| format!(", and {} does not limit it", words_of(kind)));
            let limit = limit.unwrap_or_default();
            let names = if names_everyone(view, kind) {
                "lets everyone in".to_owned()
            } else {
                format!("names {who}")
            };
            format!("{door} {names}{unneeded}{limit}")
        }
        (Some((door, ..)), Some((own, ..))) => format!("{} allow it", and(&[door, own])),
        (Some((door, ..)), None) => format!("{door} allows it"),
        (None, Some((own, ..))) => format!("{own} allows it"),
        (None, None) if is_root => "the root user needs no policy that allows it".to_owned(),
        (None, None) => String::new(),
    }
}

/// Whether it is a `*` that lets the caller in, and not a name: told by the statements of the door that allow. The policies
/// of organizations and of VPC endpoints are for everybody.
fn names_everyone(view: View<'_>, door: PolicyType) -> bool {
    let allows = |(id, _, effect): &(NodeId, u16, Option<Effect>)| {
        *effect == Some(Effect::Allow) && view.finding(*id) == Finding::Matched
    };
    let allowing = view.layer(door).into_iter().flat_map(|layer| view.statements(layer));
    let principals = allowing.filter(allows).flat_map(|(statement, ..)| {
        view.children(statement).filter(|(_, node)| {
            node.kind == NodeKind::Principal { negated: false } && node.finding == Finding::Matched
        })
    });
    let values = principals.flat_map(|(id, _)| view.values(id));
    let mut matched = values.filter(|value| value.finding == Finding::Matched).peekable();
    matched.peek().is_some() && matched.all(|value| value.text == "*")
}
