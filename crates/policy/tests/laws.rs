//! Laws that hold for every document and every request, tried on generated ones.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use iam::{
    Action, Arn, Assumptions, Context, Credentials, MultivaluedKey, PolicyType, Principal,
    PrincipalKind, UniqueId, WildcardPrincipal,
};
use policy::{
    CompiledPolicy, Evidence, Explain, Finding, NodeKind, Policy, Request, Verdict, json,
};
use proptest::{prelude::*, sample::select};
use serde_json::{Value, json};

const KEYS: [&str; 5] = ["aws:a", "aws:b", "AWS:B", "aws:TagKeys", "aws:PrincipalArn"];
const VALUES: [&str; 16] = [
    "",
    "a",
    "A",
    "b",
    "a*",
    "?",
    "*",
    "${aws:a}",
    "${aws:b, 'b'}",
    "10",
    "9.5",
    "true",
    "10.0.0.0/8",
    "10.1.2.3",
    "2026-01-01",
    "arn:aws:iam::111111111111:role/R",
];

fn one_or_more(values: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => select(values).prop_map(Into::into),
        1 => prop::collection::vec(select(values), 0..4).prop_map(Into::into),
    ]
}

fn operators() -> impl Strategy<Value = String> {
    let names: Vec<&str> = policy::OPERATORS.iter().map(|(name, ..)| *name).collect();
    let qualifier = select(vec!["", "", "ForAllValues:", "ForAnyValue:"]);
    (qualifier, select(names), any::<bool>()).prop_map(|(qualifier, name, if_exists)| {
        format!("{qualifier}{name}{}", if if_exists { "IfExists" } else { "" })
    })
}

fn statements(with_principal: bool) -> impl Strategy<Value = Value> {
    let actions = one_or_more(&[
        "*",
        "s3:*",
        "s3:Get*",
        "s3:GetObject",
        "S3:getobject",
        "sts:AssumeRole",
        "s?:x",
        "bad",
    ]);
    let resources = one_or_more(&[
        "*",
        "arn:aws:s3:::b",
        "arn:aws:s3:::b/*",
        "arn:aws:s3:::b/${aws:a}",
        "arn:aws:s3:::?/k",
        "arn:aws:*",
        "arn:aws:s3:*:*:b/k",
        "arn:aws:s3:*:b/k",
    ]);
    let principals = select(vec![
        json!("*"),
        json!({"AWS": "*"}),
        json!({"AWS": "111111111111"}),
        json!({"AWS": "arn:aws:iam::111111111111:role/R"}),
        json!({"AWS": ["arn:aws:iam::111111111111:user/u", "222222222222"]}),
        json!({"Service": "ec2.amazonaws.com"}),
        json!({"AWS": "arn:aws:sts::111111111111:assumed-role/R/s"}),
        json!({"AWS": "AROAROLER00000000000"}),
        json!({"Federated": "www.amazon.com"}),
        json!({"AWS": []}),
    ]);
    let condition = prop::collection::btree_map(
        operators(),
        prop::collection::btree_map(
            select(&KEYS[..]).prop_map(str::to_owned),
            one_or_more(&VALUES),
            0..3,
        ),
        0..3,
    );
    let negations = any::<[bool; 3]>();
    let effect = select(vec!["Allow", "Allow", "Deny", "allow"]);
    (effect, actions, resources, principals, condition, negations).prop_map(
        move |(effect, action, resource, principal, condition, [one, two, three])| {
            let name = |negated: bool, name: &str| if negated { format!("Not{name}") } else { name.to_owned() };
            let mut statement = json!({
                "Effect": effect, name(one, "Action"): action, name(two, "Resource"): resource, "Condition": condition,
            });
            if with_principal {
                statement[name(three, "Principal")] = principal;
            }
            statement
        },
    )
}

fn kinds() -> impl Strategy<Value = PolicyType> {
    select(&PolicyType::ALL[..])
}

/// A document of some kind with up to 40 statements, so that the index is used as well.
fn documents() -> impl Strategy<Value = (PolicyType, Vec<Value>)> {
    (kinds(), any::<bool>()).prop_flat_map(|(kind, large)| {
        let with_principal = matches!(
            kind,
            PolicyType::Trust
                | PolicyType::Resource
                | PolicyType::ResourceControl
                | PolicyType::VpcEndpoint
        );
        let count = if large { 16..40 } else { 0..6 };
        (Just(kind), prop::collection::vec(statements(with_principal), count))
    })
}

fn document(statements: &[Value]) -> Value {
    json!({ "Version": "2012-10-17", "Statement": statements })
}

fn compiled(kind: PolicyType, statements: &[Value], frozen: bool) -> CompiledPolicy {
    let (document, _) = policy::parse(&document(statements).to_string(), kind);
    policy::compile(&document, kind, 0, &|_| frozen.then(|| UniqueId::new("AROAROLER00000000000")))
}

#[derive(Debug, Clone)]
struct Asked {
    action: Action,
    resource: &'static str,
    caller: Principal,
    context: Context,
    assumptions: Assumptions,
}

impl Asked {
    fn request(&self) -> Request<'_> {
        Request {
            action: &self.action,
            resource: self.resource,
            caller: &self.caller,
            context: &self.context,
            assumptions: &self.assumptions,
        }
    }

    fn verdict(&self, policy: &CompiledPolicy) -> Evidence {
        policy::evaluate(policy, &self.request(), &mut Verdict)
    }
}

fn callers() -> impl Strategy<Value = Principal> {
    let account = "111111111111".parse().unwrap();
    let kinds = select(vec![
        PrincipalKind::Root,
        PrincipalKind::User,
        PrincipalKind::RoleSession,
        PrincipalKind::FederatedUser,
        PrincipalKind::Service,
        PrincipalKind::WebIdentity,
        PrincipalKind::Saml,
        PrincipalKind::Anonymous,
    ]);
    (kinds, any::<bool>()).prop_map(move |(kind, has_boundary)| {
        let arn = match kind {
            PrincipalKind::Root => Some(Arn::iam("aws", account, "root")),
            PrincipalKind::User => Some(Arn::iam("aws", account, "user/u")),
            PrincipalKind::RoleSession => Some(Arn::iam("aws", account, "role/R")),
            PrincipalKind::FederatedUser => Some(Arn::sts("aws", account, "federated-user/f")),
            PrincipalKind::Saml => Some(Arn::iam("aws", account, "saml-provider/p")),
            _ => None,
        };
        let session = kind == PrincipalKind::RoleSession;
        Principal {
            account: arn.is_some().then_some(account),
            arn,
            session_arn: session.then(|| Arn::sts("aws", account, "assumed-role/R/s")),
            unique_id: session.then(|| UniqueId::new("AROAROLER00000000000")),
            name: match kind {
                PrincipalKind::Service => Some("ec2.amazonaws.com".into()),
                PrincipalKind::WebIdentity => Some("www.amazon.com".into()),
                _ => None,
            },
            federating_user: (kind == PrincipalKind::FederatedUser)
                .then(|| Arn::iam("aws", account, "user/u")),
            has_boundary,
            ..Principal::new(kind, Credentials::LongTerm)
        }
    })
}

fn assumptions() -> impl Strategy<Value = Assumptions> {
    let wildcard = select(vec![
        WildcardPrincipal::DenyOnly,
        WildcardPrincipal::Never,
        WildcardPrincipal::Always,
    ]);
    let several = select(vec![MultivaluedKey::NoMatch, MultivaluedKey::AnyValue]);
    (any::<[bool; 4]>(), wildcard, several).prop_map(
        |([one, two, three, four], wildcard, several)| Assumptions {
            middle_star_crosses_colons: one,
            for_any_value_if_exists_when_missing: two,
            unparsable_value_satisfies_negation: three,
            empty_string_is_present: four,
            wildcard_principal_covers_services: wildcard,
            multivalued_key_without_qualifier: several,
            ..Assumptions::default()
        },
    )
}

fn questions() -> impl Strategy<Value = Asked> {
    let actions = select(vec!["s3:GetObject", "s3:PutObject", "sts:AssumeRole", "sts:TagSession"]);
    let resources = select(vec![
        "*",
        "arn:aws:s3:::b",
        "arn:aws:s3:::b/k",
        "arn:aws:s3:::b/a",
        "arn:aws:iam::111111111111:role/R",
    ]);
    let values = prop::collection::vec(select(&VALUES[..]), 0..3);
    let keys = prop::collection::btree_map(select(&KEYS[..]), values, 0..5);
    (actions, resources, callers(), keys, assumptions()).prop_map(
        |(action, resource, caller, keys, assumptions)| {
            let mut context = Context::new();
            for (key, values) in keys {
                context.set(key, values);
            }
            Asked { action: action.parse().unwrap(), resource, caller, context, assumptions }
        },
    )
}

/// The document without its places, which differ between two prints of it.
fn without_places(policy: &Policy) -> String {
    let text = format!("{policy:?}");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("Span {") {
        out.push_str(&rest[..at]);
        rest = rest[at..].split_once('}').map_or("", |(_, rest)| rest);
    }
    out + rest
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn verdict_and_explanation_agree((kind, statements) in documents(), asked in questions(), frozen: bool) {
        let policy = compiled(kind, &statements, frozen);
        let mut explain = Explain::default();
        let evidence = policy::evaluate(&policy, &asked.request(), &mut explain);
        prop_assert_eq!(asked.verdict(&policy), evidence);
        let explanation = explain.into_explanation();
        let root = explanation.nodes[0];
        let finding = match (evidence.deny, evidence.allow) {
            (true, _) => Finding::Denies,
            (false, Some(grant)) => Finding::Allows(grant),
            (false, None) => Finding::Silent,
        };
        prop_assert_eq!(root.finding, finding);
        prop_assert_eq!(root.end as usize, explanation.nodes.len());
        let recorded = explanation.children(0).filter(|(_, node)| matches!(node.kind, NodeKind::Statement { .. }));
        prop_assert_eq!(recorded.count(), statements.len());
    }

    #[test]
    fn a_statement_applies_when_all_its_elements_match((kind, statements) in documents(), asked in questions()) {
        let policy = compiled(kind, &statements, false);
        let mut explain = Explain::default();
        policy::evaluate(&policy, &asked.request(), &mut explain);
        let explanation = explain.into_explanation();
        for (id, statement) in explanation.children(0) {
            let all = explanation.children(id).all(|(_, element)| element.finding == Finding::Matched);
            match statement.finding {
                Finding::Matched => prop_assert!(all),
                Finding::NotMatched(policy::Mismatch::Incomplete) => {}
                Finding::NotMatched(policy::Mismatch::Element) => prop_assert!(!all),
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }

    #[test]
    fn statement_order_is_irrelevant((kind, statements) in documents(), asked in questions()) {
        let reversed: Vec<Value> = statements.iter().rev().cloned().collect();
        let (one, two) = (compiled(kind, &statements, false), compiled(kind, &reversed, false));
        prop_assert_eq!(asked.verdict(&one), asked.verdict(&two));
    }

    #[test]
    fn two_policies_say_together_what_one_with_all_statements_says(
        (kind, statements) in documents(), asked in questions(), at in any::<prop::sample::Index>(),
    ) {
        let (one, two) = statements.split_at(at.index(statements.len() + 1));
        let apart = asked.verdict(&compiled(kind, one, false)).and(asked.verdict(&compiled(kind, two, false)));
        prop_assert_eq!(apart, asked.verdict(&compiled(kind, &statements, false)));
    }

    #[test]
    fn a_negated_operator_is_the_opposite_for_one_value(
        name in select(vec!["StringEquals", "StringLike", "NumericEquals", "DateEquals", "ArnLike"]),
        policy_values in prop::collection::vec(select(&VALUES[..]), 1..4),
        value in select(&VALUES[..]),
    ) {
        let negated = name.replace("Equals", "NotEquals").replace("Like", "NotLike");
        let ask = |operator: &str| {
            let statement = json!({
                "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { operator: { "aws:key": policy_values } },
            });
            let mut context = Context::new();
            context.set_one("aws:key", value);
            context.set_one("aws:a", "a");
            let asked = Asked {
                action: "s3:GetObject".parse().unwrap(),
                resource: "*",
                caller: Principal::new(PrincipalKind::Anonymous, Credentials::None),
                context,
                assumptions: Assumptions::default(),
            };
            asked.verdict(&compiled(PolicyType::Identity, &[statement], false)).allow.is_some()
        };
        prop_assert_ne!(ask(name), ask(&negated));
    }

    #[test]
    fn printing_then_parsing_a_document_is_identity((kind, statements) in documents()) {
        let text = document(&statements).to_string();
        let (value, _) = json::parse(&text);
        let printed = json::print(&value.unwrap());
        let (one, findings_of_one) = policy::parse(&text, kind);
        let (two, findings_of_two) = policy::parse(&printed, kind);
        prop_assert_eq!(without_places(&one), without_places(&two));
        // White space counts in the size of some kinds of policy, and nowhere else.
        let codes = |findings: Vec<policy::Diagnostic>| {
            let others = findings.into_iter().filter(|f| f.code != "POLICY_SIZE_EXCEEDS_QUOTA");
            others.map(|f| (f.code, f.refusal)).collect::<Vec<_>>()
        };
        prop_assert_eq!(codes(findings_of_one), codes(findings_of_two));
    }

    #[test]
    fn any_text_is_read_without_panic_and_places_lie_inside(
        text in "[\\[\\]{}:,\"'a-zA-Z0-9*?$ \n\\\\éﬀ😀-]{0,60}", kind in kinds(),
    ) {
        let (document, findings) = policy::parse(&text, kind);
        for finding in findings {
            prop_assert!(text.get(finding.span.range()).is_some(), "{:?}", finding);
        }
        policy::compile(&document, kind, 0, &|_| None);
    }

    #[test]
    fn a_broken_document_is_read_without_panic((kind, statements) in documents(), cut in any::<prop::sample::Index>(), with: char) {
        let mut text = document(&statements).to_string();
        let mut at = cut.index(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.insert(at, with);
        for text in [&text[..], &text[..at], &text[at..]] {
            let (document, findings) = policy::parse(text, kind);
            for finding in findings {
                prop_assert!(text.get(finding.span.range()).is_some(), "{:?}", finding);
            }
            policy::compile(&document, kind, 0, &|_| None);
        }
    }
}
