//! The whole way of a document: read, taken apart, asked.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use iam::{
    Action, Arn, Assumptions, Context, Credentials, PolicyType, Principal, PrincipalKind, UniqueId,
};
use policy::{Evidence, Explain, Finding, Grant, NodeKind, Request, Verdict};

const TRUST: &str = r#"{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::111111111111:user/alice"},
    "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {"sts:ExternalId": "${aws:PrincipalTag/tenant}-7"}}
  }
}"#;

fn alice() -> Principal {
    let account = "111111111111".parse().unwrap();
    Principal {
        kind: PrincipalKind::User,
        credentials: Credentials::LongTerm,
        account: Some(account),
        arn: Some(Arn::iam("aws", account, "user/alice")),
        session_arn: None,
        unique_id: Some(UniqueId::new("AIDAALICE00000000000")),
        name: None,
        federating_user: None,
        has_boundary: false,
    }
}

#[test]
fn a_trust_policy_lets_in_whom_it_names_and_says_why_it_does_not() {
    let (document, findings) = policy::parse(TRUST, PolicyType::Trust);
    assert!(findings.iter().all(|finding| finding.refusal.is_none()), "{findings:?}");
    let compiled = policy::compile(&document, PolicyType::Trust, 7, &|_| None);
    let action: Action = "sts:AssumeRole".parse().unwrap();
    let mut context = Context::new();
    context.set_one("aws:PrincipalTag/tenant", "blue");
    context.set_one("sts:ExternalId", "blue-7");
    let ask = |context: &Context| {
        let request = Request {
            action: &action,
            resource: "arn:aws:iam::222222222222:role/T",
            caller: &alice(),
            context,
            assumptions: &Assumptions::default(),
        };
        let mut explain = Explain::default();
        let verdict = policy::evaluate(&compiled, &request, &mut Verdict);
        assert_eq!(policy::evaluate(&compiled, &request, &mut explain), verdict);
        (verdict, explain.into_explanation())
    };
    let (verdict, _) = ask(&context);
    assert_eq!(verdict, Evidence { allow: Some(Grant::Direct), deny: false });

    context.set_one("sts:ExternalId", "BLUE-7");
    let (verdict, explanation) = ask(&context);
    assert_eq!(verdict, Evidence::default());
    let (_, node) = explanation
        .descendants(0)
        .find(|(_, node)| matches!(node.kind, NodeKind::Condition { .. }))
        .unwrap();
    assert_eq!(node.finding, Finding::NotMatched(policy::Mismatch::LetterCase));
    let place = node.place.unwrap();
    assert_eq!(place.document, 7);
    assert!(place.span.of(TRUST).starts_with("\"sts:ExternalId\""));
    let wanted = compiled.satisfying_value(0, 0, &context).unwrap();
    assert_eq!(wanted.value, "blue-7");
}
