//! The whole way of a document: read, taken apart, asked.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use iam::{
    Action, Arn, Assumptions, Context, Credentials, PolicyType, Principal, PrincipalKind, UniqueId,
};
use policy::{
    Evidence, Explain, Finding, Grant, Mismatch, NodeKind, Request, Suggestion, Verdict, Wanted,
};

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
        account: Some(account),
        arn: Some(Arn::iam("aws", account, "user/alice")),
        unique_id: Some(UniqueId::new("AIDAALICE00000000000")),
        ..Principal::new(PrincipalKind::User, Credentials::LongTerm)
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

fn compiled(statement: &str) -> (String, policy::CompiledPolicy) {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
    let (document, _) = policy::parse(&text, PolicyType::Identity);
    let compiled = policy::compile(&document, PolicyType::Identity, 3, &|_| None);
    (text, compiled)
}

/// What was looked at when alice asks for the role T.
fn explained(
    compiled: &policy::CompiledPolicy,
    action: &str,
    context: &Context,
) -> policy::Explanation {
    let request = Request {
        action: &action.parse().unwrap(),
        resource: "arn:aws:iam::222222222222:role/T",
        caller: &alice(),
        context,
        assumptions: &Assumptions::default(),
    };
    let mut explain = Explain::default();
    policy::evaluate(compiled, &request, &mut explain);
    explain.into_explanation()
}

#[test]
fn every_part_of_every_statement_has_a_node_at_its_place() {
    let (text, compiled) = compiled(
        r#"{"Effect":"Allow","Action":["s3:*","sts:AssumeRole"],"NotResource":"arn:aws:s3:::b",
            "Condition":{"StringEquals":{"aws:a":["x","y"]},"Null":{"aws:b":true}}},
           {"Effect":"Deny","Action":"iam:*"}"#,
    );
    let mut context = Context::new();
    context.set_one("aws:a", "y");
    let explanation = explained(&compiled, "sts:AssumeRole", &context);
    let found: Vec<_> = explanation
        .nodes
        .iter()
        .map(|node| {
            let finding = match node.finding {
                Finding::NotMatched(reason) => format!("{reason:?}"),
                other => format!("{other:?}"),
            };
            (node.place.unwrap().span.of(&text).chars().take(18).collect::<String>(), finding)
        })
        .collect();
    let found: Vec<_> = found.iter().map(|(text, finding)| (&text[..], &finding[..])).collect();
    assert_eq!(
        found,
        [
            (r#"{"Version":"2012-1"#, "Allows(Unranked)"),
            (r#"{"Effect":"Allow","#, "Matched"),
            (r#""Action":["s3:*",""#, "Matched"),
            (r#""s3:*""#, "OtherAction"),
            (r#""sts:AssumeRole""#, "Matched"),
            (r#""NotResource":"arn"#, "Matched"),
            (r#""arn:aws:s3:::b""#, "OtherResource"),
            (r#""aws:a":["x","y"]"#, "Matched"),
            (r#""x""#, "Different"),
            (r#""y""#, "Matched"),
            (r#""aws:b":true"#, "Matched"),
            ("true", "Matched"),
            (r#"{"Effect":"Deny",""#, "Incomplete"),
            (r#""Action":"iam:*""#, "OtherAction"),
            (r#""iam:*""#, "OtherAction"),
        ]
    );
    let statement = compiled.statement(1).unwrap();
    assert_eq!((statement.sid, statement.effect), (None, Some(policy::Effect::Deny)));
    let condition = compiled.condition(0, 1).unwrap();
    assert_eq!((condition.operator, condition.key.as_str()), ("Null", "aws:b"));
    assert_eq!(condition.values, ["true"]);
    assert_eq!(compiled.statement_count(), 2);
}

#[test]
fn a_statement_that_could_not_be_read_whole_never_applies() {
    let statements = [
        r#"{"Action":"*","Resource":"*"}"#,
        r#"{"Effect":"allow","Action":"*","Resource":"*"}"#,
        r#"{"Effect":"Allow","Resource":"*"}"#,
        r#"{"Effect":"Allow","Action":"*"}"#,
        r#"{"Effect":"Allow","Action":["*",1],"Resource":"*"}"#,
        r#"{"Effect":"Allow","Action":"*","NotAction":[],"Resource":"*"}"#,
        r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":"x"}"#,
        r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:a":null}}}"#,
    ];
    let action: Action = "sts:AssumeRole".parse().unwrap();
    for statement in statements {
        let (_, compiled) = compiled(statement);
        let request = Request {
            action: &action,
            resource: "*",
            caller: &alice(),
            context: &Context::new(),
            assumptions: &Assumptions::default(),
        };
        let mut explain = Explain::default();
        let evidence = policy::evaluate(&compiled, &request, &mut explain);
        assert_eq!(evidence, Evidence::default(), "{statement}");
        assert_eq!(policy::evaluate(&compiled, &request, &mut Verdict), evidence);
        let node = explain.into_explanation().nodes[1];
        assert_eq!(node.finding, Finding::NotMatched(Mismatch::Incomplete), "{statement}");
    }
}

#[test]
fn a_failing_test_says_what_would_satisfy_it() {
    let check = |condition: &str, expect: Option<(Wanted, &str, bool)>| {
        let statement =
            format!(r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{condition}}}"#);
        let (_, compiled) = compiled(&statement);
        let mut context = Context::new();
        context.set_one("aws:username", "alice");
        let found = compiled.satisfying_value(0, 0, &context);
        let expect = expect.map(|(wanted, value, every)| Suggestion {
            wanted,
            value: value.to_owned(),
            every,
        });
        assert_eq!(found, expect, "{condition}");
    };
    check(r#"{"StringEquals":{"k:k":["a","b"]}}"#, Some((Wanted::Equal, "a", false)));
    check(
        r#"{"StringEquals":{"k:k":"${aws:username}-1"}}"#,
        Some((Wanted::Equal, "alice-1", false)),
    );
    check(r#"{"StringEquals":{"k:k":["${aws:userid}","b"]}}"#, Some((Wanted::Equal, "b", false)));
    check(r#"{"StringEquals":{"k:k":"${aws:userid}"}}"#, None);
    check(
        r#"{"StringEqualsIgnoreCase":{"k:k":"A"}}"#,
        Some((Wanted::EqualIgnoringCase, "A", false)),
    );
    check(r#"{"StringLike":{"k:k":"a*"}}"#, Some((Wanted::Like, "a*", false)));
    check(r#"{"StringLike":{"k:k":"a"}}"#, Some((Wanted::Equal, "a", false)));
    check(r#"{"StringNotEquals":{"k:k":"a"}}"#, Some((Wanted::Other, "a", false)));
    check(r#"{"ForAllValues:StringLike":{"k:k":"a?"}}"#, Some((Wanted::Like, "a?", true)));
    check(r#"{"NumericLessThan":{"k:k":3600}}"#, Some((Wanted::Less, "3600", false)));
    check(r#"{"NumericLessThan":{"k:k":["x",7]}}"#, Some((Wanted::Less, "7", false)));
    check(
        r#"{"DateGreaterThanEquals":{"k:k":"2026-01-01"}}"#,
        Some((Wanted::GreaterOrEqual, "2026-01-01", false)),
    );
    check(r#"{"Bool":{"k:k":true}}"#, Some((Wanted::Equal, "true", false)));
    check(
        r#"{"IpAddress":{"k:k":"203.0.113.0/24"}}"#,
        Some((Wanted::Within, "203.0.113.0/24", false)),
    );
    check(r#"{"IpAddress":{"k:k":"203.0.113.7"}}"#, Some((Wanted::Equal, "203.0.113.7", false)));
    check(
        r#"{"ArnLike":{"k:k":"arn:aws:iam::1:role/*"}}"#,
        Some((Wanted::Like, "arn:aws:iam::1:role/*", false)),
    );
    check(r#"{"ArnEquals":{"k:k":"*"}}"#, None);
    check(r#"{"Null":{"k:k":"true"}}"#, Some((Wanted::Missing, "", false)));
    check(r#"{"Null":{"k:k":"false"}}"#, Some((Wanted::Present, "", false)));
    check(r#"{"Nonsense":{"k:k":"false"}}"#, None);
}

#[test]
fn a_variable_without_a_value_is_named_as_it_is_written() {
    let (document, _) = policy::parse(TRUST, PolicyType::Trust);
    let compiled = policy::compile(&document, PolicyType::Trust, 0, &|_| None);
    let mut context = Context::new();
    assert_eq!(compiled.missing_variable(0, 0, &context), Some("aws:PrincipalTag/tenant"));
    assert_eq!(compiled.resolved_values(0, 0, &context), ["${aws:PrincipalTag/tenant}-7"]);
    context.set_one("aws:PrincipalTag/tenant", "blue");
    assert_eq!(compiled.missing_variable(0, 0, &context), None);
    assert_eq!(compiled.resolved_values(0, 0, &context), ["blue-7"]);
    // In an ARN as in a text.
    let test = r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111111111111:role/${aws:PrincipalTag/role}""#;
    let arn =
        TRUST.replace(r#""StringEquals": {"sts:ExternalId": "${aws:PrincipalTag/tenant}-7""#, test);
    assert_ne!(arn, TRUST);
    let (document, _) = policy::parse(&arn, PolicyType::Trust);
    let compiled = policy::compile(&document, PolicyType::Trust, 0, &|_| None);
    assert_eq!(compiled.missing_variable(0, 0, &context), Some("aws:PrincipalTag/role"));
    context.set_one("aws:PrincipalTag/role", "R");
    assert_eq!(compiled.missing_variable(0, 0, &context), None);
    let filled = compiled.resolved_values(0, 0, &context);
    assert_eq!(filled, ["arn:aws:iam::111111111111:role/R"]);
    // In a resource.
    let (_, own) = self::compiled(
        r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":["*","arn:aws:s3:::homes/${aws:PrincipalTag/role}/*"]}"#,
    );
    let filled = own.resolved_resource(0, 1, &context);
    assert_eq!(filled.as_deref(), Some("arn:aws:s3:::homes/R/*"));
}

/// How the first test of a statement ends, of a policy and a request with so many values that nearly fit.
fn of_near_values(operator: &str, start: &str, policy: usize, request: usize) -> Finding {
    let name = |number| format!("\"{start}Team-{number}\"");
    let names: Vec<String> = (0..policy).map(name).collect();
    let values = names.join(",");
    let (_, compiled) = compiled(&format!(
        r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{"ForAnyValue:{operator}":{{"aws:TagKeys":[{values}]}}}}}}"#
    ));
    let mut context = Context::new();
    context.set("aws:TagKeys", (0..request).map(|number| format!("{start}team-{number}")));
    let explanation = explained(&compiled, "sts:TagSession", &context);
    let mut tests =
        explanation.nodes.iter().filter(|node| matches!(node.kind, NodeKind::Condition { .. }));
    tests.next().unwrap().finding
}

/// Why each pair of values differs is told of as many pairs as people write, and of no more: it would take minutes.
#[test]
fn what_nearly_fits_is_looked_for_among_values_that_people_write() {
    for (operator, start) in [("StringEquals", ""), ("ArnLike", "arn:aws:iam::111111111111:role/")]
    {
        let ended = |policy| of_near_values(operator, start, policy, 64);
        assert_eq!(ended(64), Finding::NotMatched(Mismatch::LetterCase), "{operator}");
        assert_eq!(ended(65), Finding::NotMatched(Mismatch::Different), "{operator}");
    }
}
