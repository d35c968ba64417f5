//! Allows that are missing, in words: what the nearest statement asks for and what the call brings.

use std::collections::BTreeSet;

use iam::{Arn, Decision, EntityKind, PolicyType, PrincipalKind};
use policy::{Effect, Finding, Grant, Mismatch, NodeId, NodeKind};

use super::{
    denied::subject,
    nearest::{Nearest, Why, nearest_of},
    test::Test,
    view::View,
    words::{and, code, is_code, of, or, sentences, short, strong},
};
use crate::outcome::Trigger;

/// The whole cause of a refusal for want of an allow.
pub(super) fn tell(view: View<'_>) -> String {
    debug_assert_eq!(view.asked.decision, Decision::ImplicitDeny);
    let mut kinds: Vec<PolicyType> = view.asked.blocked_by.iter().collect();
    // Whoever stands in the way first in the reader's mind: the organization, then the door, then the caller's side.
    iam::order::sort_by_key(&mut kinds, |kind| match kind {
        PolicyType::ServiceControl | PolicyType::ResourceControl => 0,
        PolicyType::VpcEndpoint => 1,
        PolicyType::Trust | PolicyType::Resource => 2,
        PolicyType::Identity => 3,
        PolicyType::PermissionsBoundary => 4,
        PolicyType::Session => 5,
    });
    if let [PolicyType::Resource, PolicyType::Identity, ..] = kinds[..] {
        return neither(view);
    }
    let Some((first, rest)) = kinds.split_first() else {
        return format!("Nothing allows {}.", code(&view.asked.action));
    };
    let mut all = told(view, *first);
    match rest {
        [] => {}
        [PolicyType::Identity] => all.push(identity_clause(view, "on the caller's side too, ")),
        _ => {
            let also: Vec<String> =
                rest.iter().map(|kind| super::denied::words_of(*kind)).collect();
            all.push(format!("an allow is missing in {} as well", and(&also)));
        }
    }
    sentences(all)
}

pub(super) fn told(view: View<'_>, kind: PolicyType) -> Vec<String> {
    match kind {
        PolicyType::Trust => trust(view),
        PolicyType::Resource => resource(view),
        PolicyType::Identity => identity(view),
        PolicyType::PermissionsBoundary => boundary(view),
        PolicyType::Session => session(view),
        PolicyType::ServiceControl | PolicyType::ResourceControl => organization(view, kind),
        PolicyType::VpcEndpoint => endpoint(view),
    }
}

// ---- the role's side ------------------------------------------------------------------------------------------------

fn trust(view: View<'_>) -> Vec<String> {
    let role = view.names.resource(&view.asked.resource);
    let policy = format!("the trust policy of {role}");
    let Some(layer) = view.layer(PolicyType::Trust) else {
        return vec![format!("{policy} is missing")];
    };
    if view.trust_is_unknown() {
        return vec![
            format!("{policy} is not known yet"),
            "a placeholder stands in its place, which lets nobody in".to_owned(),
        ];
    }
    let has_allow = view.statements(layer).any(|(.., effect)| effect == Some(Effect::Allow));
    let who = view.names.who();
    let action = code(&view.asked.action);
    let is_call = view.asked.trigger == Trigger::Call;
    let Some(nearest) = nearest_of(view, PolicyType::Trust).filter(|_| has_allow) else {
        let mut effects = view.statements(layer).map(|(.., effect)| effect).peekable();
        return if view.policies(layer).next().is_none() {
            vec![format!("no trust policy of {role} is given, so nobody is let in")]
        } else if effects.peek().is_none() {
            vec![format!("{policy} has no statement, so it lets nobody in")]
        } else if effects.all(|effect| effect == Some(Effect::Deny)) {
            vec![
                format!("{policy} has nothing but a Deny"),
                format!("{who} is not denied there, but nobody is let in either"),
            ]
        } else {
            vec![
                format!("{policy} has no statement whose Effect is {}", code("Allow")),
                "letter case counts, and any other Effect does nothing".to_owned(),
            ]
        };
    };
    match &nearest.why {
        Why::Action if !is_call => {
            vec![format!("{policy} does not allow {action} for {who}")]
        }
        Why::Action => {
            vec![format!("{policy} allows {}, but not {action}", allowed_actions(view, layer))]
        }
        Why::Principal(id, reason) => {
            let mut all = trust_principal(view, layer, *id, *reason, &policy);
            all.extend(false_as_well(&nearest.tests));
            all
        }
        Why::Resource(..) | Why::Incomplete => {
            vec![format!("a statement in {policy} is incomplete and never applies")]
        }
        Why::Tests(tests) => {
            let lets = if is_call { format!("lets {who} in") } else { format!("allows {action}") };
            if tests.iter().any(|test| test.is_off) {
                return vec![format!(
                    "{policy} {lets} only by a statement that is turned off here"
                )];
            }
            vec![format!("{policy} {lets} only {}", asked_and_why(tests))]
        }
    }
}

/// What the first of some false tests asks for and why it is false; of the others, that they are false as well.
fn asked_and_why(tests: &[Test<'_>]) -> String {
    let Some((first, others)) = tests.split_first() else { return String::new() };
    let also = false_as_well(others).map(|also| format!("; {also}"));
    format!("{}; {}{}", first.asks(), first.why_false(), also.unwrap_or_default())
}

/// Tests of a statement that does not fit for another reason already.
fn false_as_well(tests: &[Test<'_>]) -> Option<String> {
    let others = tests.iter().filter(|test| !test.is_off);
    let keys: Vec<String> = others.map(|test| code(test.key_text)).collect();
    (!keys.is_empty()).then(|| format!("the same statement's test of {} fails as well", and(&keys)))
}

fn trust_principal(
    view: View<'_>,
    layer: NodeId,
    element: NodeId,
    reason: Mismatch,
    policy: &str,
) -> Vec<String> {
    let who = view.names.who();
    let named = principals(view, layer);
    let verb = if view.asked.trigger == Trigger::Call {
        "lets only".to_owned()
    } else {
        format!("allows {} only for", code(&view.asked.action))
    };
    let inn = if view.asked.trigger == Trigger::Call { " in" } else { "" };
    match reason {
        Mismatch::OtherUniqueId => vec![
            format!("{policy} names {who}, but means the one that existed when it was saved"),
            format!(
                "that one was deleted; {who} is a new one with another unique id, so it is a stranger here"
            ),
        ],
        Mismatch::LetterCase => vec![format!(
            "{policy} {verb} {}{inn}; this call comes from {}, and letter case counts",
            and(&named),
            code(caller_arn(view))
        )],
        Mismatch::OtherKindOfCaller => {
            let kind = view.names.step.caller.as_ref().map(|caller| caller.principal.kind);
            if kind == Some(PrincipalKind::Root) {
                return vec![format!("{who} calls, and root may never take a role")];
            }
            let key = match kind {
                Some(PrincipalKind::Service) => "Service",
                Some(PrincipalKind::WebIdentity | PrincipalKind::Saml) => "Federated",
                _ => "AWS",
            };
            let element = code(format!("{{\"{key}\": …}}"));
            vec![format!(
                "{policy} {verb} {}{inn}; {who} is let in only by a Principal of the form {element}",
                and(&named)
            )]
        }
        Mismatch::EmptyList => vec![format!("{policy} names nobody in its Principal")],
        Mismatch::PolicyValueUnreadable => {
            let written: Vec<String> =
                view.values(element).iter().map(|value| code(short(&value.text, 80))).collect();
            vec![format!("{policy} names {}, which is nobody", or(&written))]
        }
        _ => vec![format!(
            "{policy} {verb} {}{inn}; this call comes from {}",
            and(&named),
            caller_words(view, &named)
        )],
    }
}

/// The caller, in full where its short name is also one of those that are let in.
fn caller_words(view: View<'_>, named: &[String]) -> String {
    let who = view.names.who();
    let own = view.names.step.caller.as_ref().map(|caller| &caller.principal);
    if named.iter().any(|one| is_code(one) || one.starts_with("session ")) {
        return code(caller_arn(view));
    }
    let by_account = named.iter().any(|one| one.starts_with("account "));
    match own.and_then(|own| own.account) {
        Some(account) if by_account => {
            format!("{who} of account {}", view.names.account_of(account))
        }
        _ => who,
    }
}

fn caller_arn(view: View<'_>) -> String {
    let caller = view.names.step.caller.as_ref();
    caller.map_or_else(String::new, |caller| caller.principal.display_arn().to_owned())
}

/// Whom the Allow statements below a node name for this action.
fn principals(view: View<'_>, around: NodeId) -> Vec<String> {
    let mut named = Vec::new();
    let mut known = BTreeSet::new();
    for (statement, _, effect) in view.statements(around) {
        let fits = |wanted: fn(NodeKind) -> bool| {
            view.children(statement)
                .any(|(_, node)| wanted(node.kind) && node.finding == Finding::Matched)
        };
        if effect != Some(Effect::Allow) || !fits(|kind| matches!(kind, NodeKind::Action { .. })) {
            continue;
        }
        for (id, node) in view.children(statement) {
            if matches!(node.kind, NodeKind::Principal { negated: false }) {
                for value in view.values(id) {
                    let words = view.names.principal(&value.text);
                    if known.insert(words.clone()) {
                        named.push(words);
                    }
                }
            }
        }
    }
    if named.is_empty() { vec!["others".to_owned()] } else { named }
}

fn allowed_actions(view: View<'_>, around: NodeId) -> String {
    let mut actions = Vec::new();
    let mut known = BTreeSet::new();
    for (statement, _, effect) in view.statements(around) {
        if effect == Some(Effect::Allow) {
            for (id, node) in view.children(statement) {
                if matches!(node.kind, NodeKind::Action { negated: false }) {
                    for value in view.values(id) {
                        let words = code(value.text);
                        if known.insert(words.clone()) {
                            actions.push(words);
                        }
                    }
                }
            }
        }
    }
    and(&actions)
}

fn resource(view: View<'_>) -> Vec<String> {
    let action = code(&view.asked.action);
    let target = view.names.resource(&view.asked.resource);
    vec![resource_clause(view).unwrap_or_else(|| {
        let kind = view.names.step.caller.as_ref().map(|caller| caller.principal.kind);
        let from = match kind {
            Some(
                PrincipalKind::Service
                | PrincipalKind::WebIdentity
                | PrincipalKind::Saml
                | PrincipalKind::Anonymous,
            ) => format!(" for {}", view.names.who()),
            _ if view.asked.same_account => String::new(),
            _ => " from another account".to_owned(),
        };
        format!("{target} has no policy of its own that allows {action}{from}")
    })]
}

/// Why the resource's own policy does not allow; nothing where it has none.
fn resource_clause(view: View<'_>) -> Option<String> {
    let layer = view.layer(PolicyType::Resource)?;
    let (node, _) = view.policies(layer).next()?;
    let policy = subject(view, node);
    let who = view.names.who();
    let action = code(&view.asked.action);
    let Some(nearest) = nearest_of(view, PolicyType::Resource) else {
        return Some(format!("{policy} does not allow {action}"));
    };
    Some(match &nearest.why {
        Why::Principal(..) => {
            let named = principals(view, layer);
            format!("{policy} allows {action} only for {}", and(&named))
        }
        _ => match reason(view, &nearest) {
            Some(why) => format!("{policy} {why}"),
            None => format!("{policy} does not allow {action} for {who}"),
        },
    })
}

/// Neither the resource's own policy nor the caller's policies allow.
fn neither(view: View<'_>) -> String {
    let has_policy =
        view.layer(PolicyType::Resource).is_some_and(|layer| view.policies(layer).next().is_some());
    let target = view.names.resource(&view.asked.resource);
    let own = identity_clause(view, "");
    let rule = if view.asked.same_account {
        "within one account, an allow on either side would do".to_owned()
    } else {
        "across accounts, both sides have to allow it".to_owned()
    };
    let theirs = match resource_clause(view) {
        Some(clause) if has_policy => clause,
        _ => format!("{target} has no policy that lets other accounts in"),
    };
    sentences([own, theirs, rule])
}

// ---- the caller's side ----------------------------------------------------------------------------------------------

fn identity(view: View<'_>) -> Vec<String> {
    let who = view.names.who();
    let action = code(&view.asked.action);
    let door = [PolicyType::Trust, PolicyType::Resource].into_iter().find_map(|kind| {
        match view.finding(view.layer(kind)?) {
            Finding::Allows(grant) if !view.is_taken_as_allowing(kind) => Some((kind, grant)),
            _ => None,
        }
    });
    let role = view.names.resource(&view.asked.resource);
    let lead = match door {
        Some((PolicyType::Trust, _)) if !view.asked.same_account => {
            format!(
                "the trust policy of {role} lets {who} in, but from another account the caller's own side has to allow it too"
            )
        }
        Some((_, _)) if !view.asked.same_account => {
            format!(
                "{role} lets {who} in, but from another account the caller's own side has to allow it too"
            )
        }
        Some((PolicyType::Trust, Grant::Account)) => format!(
            "the trust policy of {role} trusts the account as a whole, which leaves the rest to the caller's own policies"
        ),
        Some((PolicyType::Trust, _)) if view.asked.action.is("sts:SetSourceIdentity") => format!(
            "the trust policy of {role} allows it, but a role session needs an allow of its own for {action}"
        ),
        _ => String::new(),
    };
    vec![lead, identity_clause(view, "")]
}

/// Why the identity policies do not allow.
pub(super) fn identity_clause(view: View<'_>, before: &str) -> String {
    let names = view.names;
    let who = names.who();
    let action = code(&view.asked.action);
    let layer = view.layer(PolicyType::Identity);
    let has_any = layer.is_some_and(|layer| view.policies(layer).next().is_some());
    if !has_any {
        return format!("{before}{who} has no identity policy, so nothing allows {action}");
    }
    let none = format!("{before}no identity policy of {who} allows {action}");
    let Some(nearest) = nearest_of(view, PolicyType::Identity) else { return none };
    let policy = subject(view, nearest.statement);
    match reason(view, &nearest) {
        Some(why) => format!("{before}{policy} {why}"),
        None => none,
    }
}

/// Why the nearest statement does not apply, as it stands behind its policy's name; nothing where it is about another
/// action and so says nothing.
fn reason(view: View<'_>, nearest: &Nearest<'_>) -> Option<String> {
    let action = code(&view.asked.action);
    match &nearest.why {
        Why::Action | Why::Principal(..) => None,
        Why::Resource(id, mismatch) => {
            let values = view.resources(*id);
            let (element, negated) = match view.node(*id).map(|node| node.kind) {
                Some(NodeKind::Resource { negated: true }) => ("NotResource", true),
                _ => ("Resource", false),
            };
            let listed: Vec<String> =
                values.iter().map(|value| code(short(&value.text, 80))).collect();
            let target = view.names.resource(&view.asked.resource);
            Some(match mismatch {
                _ if negated => format!("leaves {target} out by its {element}"),
                Mismatch::LetterCase => format!(
                    "allows {action} on {}; this call is for {}, and letter case counts",
                    or(&listed),
                    code(&view.asked.resource)
                ),
                Mismatch::VariableMissing => format!(
                    "allows {action} only on {}, and its variable has no value in this call",
                    or(&listed)
                ),
                _ if view.asked.resource.as_ref() == "*" => format!(
                    "allows {action} only on {}; this action knows no resource and has to be allowed on {}",
                    or(&listed),
                    code("*")
                ),
                _ if left_out_path(&values, &view.asked.resource) => format!(
                    "allows {action} on {}; the role's ARN has a path, {}",
                    or(&listed),
                    code(&view.asked.resource)
                ),
                _ if is_bucket_itself(&view.asked.resource, &values) => format!(
                    "allows {action} only on {}; this action is asked of the bucket itself, {}",
                    or(&listed),
                    code(&view.asked.resource)
                ),
                _ => format!("allows {action} only on {}; this call is for {target}", or(&listed)),
            })
        }
        Why::Tests(tests) => Some(format!("allows {action} only {}", asked_and_why(tests))),
        Why::Incomplete => Some("has an incomplete statement, which never applies".to_owned()),
    }
}

/// Whether a value names the same role without its path.
fn left_out_path(values: &[super::view::Value], resource: &str) -> bool {
    let Ok(own) = resource.parse::<Arn>() else { return false };
    own.entity() == Some(EntityKind::Role)
        && own.path() != "/"
        && values.iter().any(|value| {
            value.text.parse::<Arn>().is_ok_and(|arn| {
                arn.entity() == Some(EntityKind::Role)
                    && arn.name() == own.name()
                    && arn.account() == own.account()
            })
        })
}

/// Whether a bucket is asked for and the values only name what is in it.
fn is_bucket_itself(resource: &str, values: &[super::view::Value]) -> bool {
    let in_it = format!("{resource}/");
    resource.starts_with("arn:aws:s3:::")
        && !resource.contains('/')
        && values.iter().all(|value| value.text.starts_with(&in_it))
}

fn boundary(view: View<'_>) -> Vec<String> {
    let who = view.names.who();
    vec![
        limit_clause(view, PolicyType::PermissionsBoundary)
            .unwrap_or_else(|| format!("the permissions boundary of {who} allows nothing")),
        format!("a boundary is the most that {who} can do, whatever the other policies allow"),
    ]
}

fn session(view: View<'_>) -> Vec<String> {
    let who = view.names.who();
    let Some(clause) = limit_clause(view, PolicyType::Session) else {
        return vec![format!(
            "{who} came without a session policy, and such a session may do nothing of its own"
        )];
    };
    let allowed = view
        .layer(PolicyType::Identity)
        .is_some_and(|layer| matches!(view.finding(layer), Finding::Allows(_)))
        && !view.is_taken_as_allowing(PolicyType::Identity);
    let rule = if allowed {
        format!("{} own policies allow it; the session policy narrows this session", of(&who))
    } else {
        "a session policy narrows its session, whatever else allows the call".to_owned()
    };
    vec![clause, rule]
}

/// Why a boundary, a session policy or an endpoint's policy does not allow; nothing where there is no document.
fn limit_clause(view: View<'_>, kind: PolicyType) -> Option<String> {
    let (node, _) = view.policies(view.layer(kind)?).next()?;
    let action = code(&view.asked.action);
    let silent = format!("{} does not allow {action}", subject(view, node));
    let Some(nearest) = nearest_of(view, kind) else { return Some(silent) };
    let Some(why) = reason(view, &nearest) else { return Some(silent) };
    Some(format!("{} {why}", subject(view, nearest.statement)))
}

fn endpoint(view: View<'_>) -> Vec<String> {
    vec![
        limit_clause(view, PolicyType::VpcEndpoint)
            .unwrap_or_else(|| "the VPC endpoint's policy does not allow it".to_owned()),
    ]
}

// ---- the organization -----------------------------------------------------------------------------------------------

fn organization(view: View<'_>, kind: PolicyType) -> Vec<String> {
    let word = kind.short_label();
    let action = code(&view.asked.action);
    let silent = silent_levels(view, kind);
    let levels: Vec<String> = silent.iter().map(|(_, name)| strong(name)).collect();
    let Some((level, _)) = silent.first() else {
        return vec![format!("no {word} allows {action}")];
    };
    let attached: Vec<String> = view
        .policies(*level)
        .filter_map(|(id, _)| Some(strong(&view.document(id)?.name)))
        .collect();
    let what = match &attached[..] {
        [] => format!("no {word} is attached to {}, so nothing is allowed below it", or(&levels)),
        [only] => {
            let nearest = super::nearest::nearest(view, *level);
            let why = nearest.and_then(|nearest| reason(view, &nearest));
            match why {
                Some(why) => format!("the only {word} on {}, {only}, {why}", or(&levels)),
                None => {
                    format!("the only {word} on {}, {only}, does not allow {action}", or(&levels))
                }
            }
        }
        _ => format!("no {word} on {} allows {action}", or(&levels)),
    };
    vec![what, "at every level, from the root down to the account, one of them has to".to_owned()]
}

/// The levels of an organization that allow nothing here, with their names.
pub(super) fn silent_levels(view: View<'_>, kind: PolicyType) -> Vec<(NodeId, String)> {
    let Some(layer) = view.layer(kind) else { return Vec::new() };
    view.children(layer)
        .filter(|(_, node)| {
            matches!(node.kind, NodeKind::Level(_)) && node.finding == Finding::Silent
        })
        .map(|(id, _)| (id, view.level(id).unwrap_or_else(|| "a level".to_owned())))
        .collect()
}
