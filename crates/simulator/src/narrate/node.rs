//! The nodes of an explanation as lines: what each is called and what it came to.

use iam::{Decision, PolicyType};
use policy::{Effect, Finding, Mismatch, NodeId, NodeKind, NotApplicable};

use super::{
    CheckLine,
    check::{allows, decision_fact},
    names::Names,
    nearest::{self, Why},
    test::Test,
    view::View,
    words::{and, plain, short},
};

pub(super) fn line(names: Names<'_>, authorization: usize, node: NodeId) -> CheckLine {
    let Some(view) = View::new(names, authorization) else {
        return CheckLine { name: String::new(), fact: String::new() };
    };
    CheckLine { name: name(view, node), fact: fact(view, node) }
}

fn name(view: View<'_>, id: NodeId) -> String {
    let Some(node) = view.node(id) else { return String::new() };
    match node.kind {
        NodeKind::Authorization => view.asked.action.to_string(),
        NodeKind::CallerSide => format!("Side of {}", plain(&view.names.who())),
        NodeKind::ResourceSide => {
            format!("Side of {}", plain(&view.names.resource(&view.asked.resource)))
        }
        NodeKind::Layer(kind) => layer_name(view, kind),
        NodeKind::Level(_) => view.level(id).unwrap_or_else(|| "Level".to_owned()),
        NodeKind::Policy => {
            view.document(id).map(|document| document.name.to_string()).unwrap_or_default()
        }
        NodeKind::Statement { index, effect } => {
            let sid = view.document(id).and_then(|document| {
                document.compiled.statement(usize::from(index))?.sid.filter(|sid| !sid.is_empty())
            });
            let effect = match effect {
                Some(Effect::Allow) => "Allow",
                Some(Effect::Deny) => "Deny",
                None => "no Effect",
            };
            match sid {
                Some(sid) => format!("{sid}, {effect}"),
                None => format!("Statement {}, {effect}", u32::from(index) + 1),
            }
        }
        NodeKind::Value(_) => short(&view.text(id), 80),
        NodeKind::Condition { .. } => match Test::of(view, id) {
            Some(test) => format!("{} {}", test.operator, test.key_text),
            None => "Condition".to_owned(),
        },
        NodeKind::Principal { .. } | NodeKind::Action { .. } | NodeKind::Resource { .. } => {
            element_name(view, id)
        }
    }
}

fn layer_name(view: View<'_>, kind: PolicyType) -> String {
    let of = |levels: &[std::rc::Rc<str>]| {
        levels.last().map(|name| format!(" of {name}")).unwrap_or_default()
    };
    match kind {
        PolicyType::ResourceControl => format!("RCPs{}", of(&view.asked.resource_levels)),
        PolicyType::ServiceControl => format!("SCPs{}", of(&view.asked.caller_levels)),
        PolicyType::Trust => "Trust policy".to_owned(),
        PolicyType::Resource if view.asked.resource.starts_with("arn:aws:s3:::") => {
            "Bucket policy".to_owned()
        }
        PolicyType::Resource => "Resource policy".to_owned(),
        PolicyType::Identity => "Identity policies".to_owned(),
        PolicyType::PermissionsBoundary => "Permissions boundary".to_owned(),
        PolicyType::Session => "Session policy".to_owned(),
        PolicyType::VpcEndpoint => "VPC endpoint policy".to_owned(),
    }
}

fn fact(view: View<'_>, id: NodeId) -> String {
    let Some(node) = view.node(id) else { return String::new() };
    match node.kind {
        NodeKind::Authorization => decision_fact(view),
        NodeKind::CallerSide | NodeKind::ResourceSide => match node.finding {
            Finding::Denies => "denies".to_owned(),
            finding if allows(finding) => "nothing stands in the way".to_owned(),
            _ => "an allow is missing".to_owned(),
        },
        NodeKind::Layer(kind) => layer(view, id, kind, node.finding),
        NodeKind::Level(_) | NodeKind::Policy => match node.finding {
            Finding::Denies => "denies".to_owned(),
            finding if allows(finding) => "allows".to_owned(),
            _ if view.statements(id).next().is_none() && node.kind != NodeKind::Policy => {
                "nothing attached".to_owned()
            }
            _ => "says nothing".to_owned(),
        },
        NodeKind::Statement { effect, .. } => match (node.finding, effect) {
            (Finding::Matched, Some(Effect::Deny)) => "denies this call".to_owned(),
            (Finding::Matched, _) => "allows this call".to_owned(),
            _ => statement(view, id),
        },
        NodeKind::Value(_) => value(view, id, node.finding),
        _ => element_reason(view, id),
    }
}

fn layer(view: View<'_>, id: NodeId, kind: PolicyType, finding: Finding) -> String {
    let by = |wanted: &dyn Fn(Finding) -> bool| {
        let mut policies: Vec<String> = view
            .policies(id)
            .filter(|(_, node)| wanted(node.finding))
            .filter_map(|(id, _)| Some(view.document(id)?.name.to_string()))
            .collect();
        policies.dedup();
        and(&policies)
    };
    // After a refusal the other layers would have said what they say.
    let decides = view.asked.blocked_by.contains(kind);
    let refused = view.asked.decision != Decision::Allowed;
    match finding {
        Finding::Denies => format!("explicit deny, {}", by(&|finding| finding == Finding::Denies)),
        Finding::Allows(_) if refused => format!("would allow, {}", by(&allows)),
        Finding::Allows(_) => format!("allows, {}", by(&allows)),
        Finding::NotApplicable(reason) => not_applicable(kind, reason).to_owned(),
        _ if decides => "does not allow".to_owned(),
        _ if view.policies(id).next().is_none() => "none".to_owned(),
        _ if refused => "would not allow either".to_owned(),
        _ => "says nothing, and need not".to_owned(),
    }
}

pub(super) fn not_applicable(kind: PolicyType, reason: NotApplicable) -> &'static str {
    match reason {
        NotApplicable::NoneAttached => match kind {
            PolicyType::Session => "none passed",
            PolicyType::VpcEndpoint => "not through an endpoint",
            PolicyType::Resource => "the resource has none",
            _ => "none attached",
        },
        NotApplicable::NoOrganization => "account is in no organization",
        NotApplicable::SwitchedOff => "switched off in the organization",
        NotApplicable::ManagementAccount => "does not bind the management account",
        NotApplicable::ServiceLinkedRole => "does not bind service-linked roles",
        NotApplicable::UnsupportedService => "not supported by this service",
        NotApplicable::ServiceCaller => "an AWS service has none",
        NotApplicable::UnsignedCaller => "an unsigned caller has none",
        NotApplicable::RootUser => "the root user needs none",
        NotApplicable::BucketOwner => "does not bind its owner's root user",
        NotApplicable::NamedDirectly => "not needed: named directly",
        NotApplicable::NotReached => "not reached",
        NotApplicable::NoEndpoint => "not through an endpoint",
    }
}

/// Why a statement does not apply, in a few words.
fn statement(view: View<'_>, id: NodeId) -> String {
    match nearest::why(view, id) {
        Why::Action => "other action".to_owned(),
        Why::Principal(_, reason) | Why::Resource(_, reason) => mismatch(reason).to_owned(),
        Why::Tests(tests) => tests.first().map(|test| plain(&test.what_is())).unwrap_or_default(),
        Why::Incomplete => "incomplete, never applies".to_owned(),
    }
}

fn value(view: View<'_>, id: NodeId, finding: Finding) -> String {
    let in_test =
        view.above(id).next().is_some_and(|(_, n)| matches!(n.kind, NodeKind::Condition { .. }));
    match finding {
        Finding::Matched if in_test => "fits".to_owned(),
        Finding::Matched => "matches".to_owned(),
        Finding::NotMatched(reason) => mismatch(reason).to_owned(),
        _ => String::new(),
    }
}

/// `Action`, `NotResource`, `StringNotEquals`.
pub(super) fn element_name(view: View<'_>, id: NodeId) -> String {
    let not =
        |negated: bool, name: &str| if negated { format!("Not{name}") } else { name.to_owned() };
    match view.node(id).map(|node| node.kind) {
        Some(NodeKind::Principal { negated }) => not(negated, "Principal"),
        Some(NodeKind::Action { negated }) => not(negated, "Action"),
        Some(NodeKind::Resource { negated }) => not(negated, "Resource"),
        Some(NodeKind::Condition { .. }) => {
            Test::of(view, id).map(|test| test.operator.to_owned()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// The value of an element in short: what matches, else everything that it lists.
pub(super) fn element_value(view: View<'_>, id: NodeId) -> String {
    if let Some(test) = Test::of(view, id) {
        return format!("{} {}", test.key_text, test.values.join(", "));
    }
    let values = view.values(id);
    let matching = values.iter().find(|value| value.finding == Finding::Matched);
    match matching {
        Some(value) => value.text.clone(),
        None => values.iter().map(|value| &*value.text).collect::<Vec<_>>().join(", "),
    }
}

/// What an element did, in a few words: "matches the call", "true: alice has no tag clearance".
pub(super) fn element_reason(view: View<'_>, id: NodeId) -> String {
    let Some(node) = view.node(id) else { return String::new() };
    if let Some(test) = Test::of(view, id) {
        return plain(&test.in_short());
    }
    match (node.kind, node.finding) {
        (NodeKind::Principal { .. }, Finding::Matched) => {
            format!("matches {}", plain(&view.names.who()))
        }
        (NodeKind::Resource { .. }, Finding::Matched) => {
            format!("matches {}", plain(&view.names.resource(&view.asked.resource)))
        }
        (_, Finding::Matched) => "matches the call".to_owned(),
        (_, Finding::NotMatched(reason)) => mismatch(reason).to_owned(),
        _ => String::new(),
    }
}

/// A reason in a few words.
pub(super) fn mismatch(reason: Mismatch) -> &'static str {
    match reason {
        Mismatch::MissingKey => "the key is missing",
        Mismatch::Different => "another value",
        Mismatch::LetterCase => "other letter case",
        Mismatch::SeveralValues => "several values, no set operator",
        Mismatch::NotAllCovered => "not every value is listed",
        Mismatch::EmptyList => "lists nothing",
        Mismatch::VariableMissing => "the variable has no value",
        Mismatch::PolicyValueUnreadable => "the policy's value cannot be read",
        Mismatch::RequestValueUnreadable => "the request's value cannot be read",
        Mismatch::NegatedAndFits => "listed, and the operator is negated",
        Mismatch::KeyPresent => "the key is there",
        Mismatch::UnknownOperator => "no such operator",
        Mismatch::OtherAction => "other action",
        Mismatch::OtherResource => "other resource",
        Mismatch::OtherPrincipal => "other principal",
        Mismatch::OtherUniqueId => "another unique id: deleted and made anew",
        Mismatch::OtherKindOfCaller => "another kind of caller",
        Mismatch::Excluded => "listed, and so left out",
        Mismatch::AllowWithNotPrincipal => "no Allow lets anybody in by it",
        Mismatch::Incomplete => "incomplete, never applies",
        Mismatch::Element => "does not apply",
    }
}
