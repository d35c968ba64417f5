//! A Deny that applies, in words: whose it is, and why it applies.

use iam::{Decision, PolicyType};
use policy::{Finding, NodeId, NodeKind};

use super::{
    key::Key,
    test::Test,
    view::View,
    words::{and, code, sentences, short, strong},
};

/// The Deny statement that the service's answer is about.
pub(super) fn statement(view: View<'_>) -> Option<NodeId> {
    let named = view.asked.named.into_iter().chain(view.asked.blocked_by.iter());
    named.into_iter().find_map(|kind| view.denying(view.layer(kind)?).first().copied())
}

/// The whole cause.
pub(super) fn tell(view: View<'_>) -> String {
    let Some(statement) = statement(view) else {
        return format!("A Deny covers {}.", code(&view.asked.action));
    };
    if view.is_stand_in(statement) {
        let kind = view.document(statement).map(|document| words_of(document.kind));
        return sentences([
            format!("{} denies this call, as the pasted message says", kind.unwrap_or_default()),
            "nobody pasted that policy, so a placeholder stands for it".to_owned(),
        ]);
    }
    let subject = subject(view, statement);
    let why = why(view, statement);
    let tests = true_tests(view, statement);
    let rule = tests.iter().find_map(Test::rule);
    sentences([
        format!("{subject} denies this call: {why}"),
        rule.unwrap_or_default(),
        others(view),
    ])
}

/// The policy with the Deny, as a sentence begins: "SCP X on NonProd", "the trust policy of X".
pub(super) fn subject(view: View<'_>, node: NodeId) -> String {
    let Some(document) = view.document(node) else { return "a policy".to_owned() };
    let name = view.names.document(document);
    match view.level(node) {
        Some(level) => format!("{name} on {}", strong(level)),
        None => name,
    }
}

/// The tests of a Deny, those first that say something about the call.
fn true_tests(view: View<'_>, statement: NodeId) -> Vec<Test<'_>> {
    let mut tests = Test::all(view, statement);
    iam::order::sort_by_key(&mut tests, |test| {
        (
            // A caller's being no service is rarely the point.
            test.key == Key::IsService,
            !test.is_true_of_nothing(),
        )
    });
    tests
}

/// Why a Deny applies: its tests in words, else whom or what it names.
pub(super) fn why(view: View<'_>, statement: NodeId) -> String {
    let tests = true_tests(view, statement);
    let clauses: Vec<String> = tests
        .iter()
        .filter(|test| test.key != Key::IsService || tests.len() == 1)
        .map(clause)
        .collect();
    if !clauses.is_empty() {
        return and(&clauses);
    }
    let mut covers = None;
    for (id, node) in view.children(statement) {
        let matched = || {
            let values = view.values(id).into_iter();
            values.filter(|value| value.finding == Finding::Matched).map(|value| value.text)
        };
        match node.kind {
            NodeKind::Principal { negated: true } => {
                return format!("its NotPrincipal does not leave {} out", view.names.who());
            }
            NodeKind::Principal { negated: false } => {
                if let Some(text) = matched().find(|text| *text != "*") {
                    let is_caller = view.names.own_arn().is_some_and(|own| own == text);
                    let named = match is_caller {
                        true => view.names.who(),
                        false => view.names.principal(&text),
                    };
                    return format!("it names {named}");
                }
            }
            NodeKind::Action { negated: true } => {
                let spared: Vec<String> =
                    view.values(id).iter().map(|value| code(&value.text)).collect();
                covers = Some(format!("it covers every action but {}", and(&spared)));
            }
            NodeKind::Action { negated: false } => {
                covers = matched().next().map(|text| format!("it covers {}", code(text)));
            }
            NodeKind::Resource { negated: true } => {
                let spared: Vec<String> =
                    view.resources(id).iter().map(|v| code(short(&v.text, 60))).collect();
                covers = covers.map(|text| format!("{text} on everything but {}", and(&spared)));
            }
            NodeKind::Resource { negated: false } => {
                let mut values = view.resources(id).into_iter();
                let on = values.find(|value| value.finding == Finding::Matched);
                if let (Some(text), Some(on)) = (&covers, on.map(|value| value.text)) {
                    let on = if on == "*" {
                        "on every resource".to_owned()
                    } else {
                        format!("on {}", code(short(&on, 80)))
                    };
                    covers = Some(format!("{text} {on}"));
                }
            }
            _ => {}
        }
    }
    covers.unwrap_or_else(|| "it has no condition".to_owned())
}

fn clause(test: &Test<'_>) -> String {
    let says = test.says_by_name();
    let says = says.strip_prefix("this call ").map_or(says.clone(), |rest| format!("it {rest}"));
    if test.actual.is_some() && test.is_negated() && !test.values.is_empty() {
        // "goes to us-east-1" says little without what would have been right.
        let spared: Vec<String> = test.resolved().iter().map(|v| code(short(v, 60))).collect();
        return format!("{says}, not {}", super::words::or(&spared));
    }
    says
}

/// What the other policies say of the call.
fn others(view: View<'_>) -> String {
    let denying = view.asked.blocked_by;
    let also: Vec<String> =
        denying.iter().filter(|kind| Some(*kind) != view.asked.named).map(words_of).collect();
    if !also.is_empty() {
        return format!("{} denies it too", and(&also));
    }
    let allowing: Vec<String> = [PolicyType::Trust, PolicyType::Resource, PolicyType::Identity]
        .into_iter()
        .filter(|kind| {
            let layer = view.layer(*kind).map(|layer| view.finding(layer));
            matches!(layer, Some(Finding::Allows(_))) && !view.is_taken_as_allowing(*kind)
        })
        .map(words_of)
        .collect();
    match (view.asked.decision, &allowing[..]) {
        (Decision::ExplicitDeny, []) | (Decision::Allowed | Decision::ImplicitDeny, _) => {
            String::new()
        }
        (_, [one]) => format!("{one} allows it, but a deny wins"),
        _ => format!("{} allow it, but a deny wins", and(&allowing)),
    }
}

/// A kind of policy as a sentence names it.
pub(super) fn words_of(kind: PolicyType) -> String {
    match kind {
        PolicyType::Identity => "an identity policy",
        PolicyType::PermissionsBoundary => "the permissions boundary",
        PolicyType::Session => "the session policy",
        PolicyType::ServiceControl => "an SCP",
        PolicyType::ResourceControl => "an RCP",
        PolicyType::Resource => "the resource's policy",
        PolicyType::Trust => "the trust policy",
        PolicyType::VpcEndpoint => "the VPC endpoint's policy",
    }
    .to_owned()
}
