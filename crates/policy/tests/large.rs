//! Large documents: statements that the index leaves out are named in an explanation with the reason, and nothing else
//! is different from asking each statement alone. AWS: "Policy evaluation logic", which knows no size of a document.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use iam::{Action, Assumptions, Context, Credentials, PolicyType, Principal, PrincipalKind};
use policy::{
    CompiledPolicy, Evidence, Explain, Explanation, Finding, Mismatch, NodeKind, Request, Verdict,
};

const ACTIONS: [&str; 6] = [
    r#""Action":"s3:GetObject""#,
    r#""Action":"s3:*""#,
    r#""Action":["ec2:Run*","s3:PutObject"]"#,
    r#""NotAction":"s3:GetObject""#,
    r#""NotAction":"ec2:*""#,
    r#""Action":"*""#,
];

const RESOURCES: [&str; 7] = [
    r#""Resource":"*""#,
    r#""Resource":"arn:aws:s3:::one/*""#,
    r#""Resource":["arn:aws:s3:::two/*","arn:aws:s3:::three/*"]"#,
    r#""Resource":"arn:aws:s3:::One/*""#,
    r#""NotResource":"arn:aws:s3:::one/*""#,
    r#""Resource":"arn:aws:s3:::${aws:username}/*""#,
    r#""Resource":"arn:aws:s3:::one""#,
];

const CONDITIONS: [&str; 3] = [
    "",
    r#","Condition":{"StringEquals":{"aws:PrincipalTag/team":"web"}}"#,
    r#","Condition":{"StringNotEquals":{"aws:PrincipalTag/team":"web"}}"#,
];

/// Every combination, each third a Deny.
fn statements() -> Vec<String> {
    let mut all = Vec::new();
    for action in ACTIONS {
        for resource in RESOURCES {
            for condition in CONDITIONS {
                let effect = if all.len() % 3 == 2 { "Deny" } else { "Allow" };
                all.push(format!(r#"{{"Effect":"{effect}",{action},{resource}{condition}}}"#));
            }
        }
    }
    // One that is never asked, wherever it stands.
    all.insert(7, r#"{"Action":"s3:GetObject","Resource":"*"}"#.to_owned());
    all
}

fn compiled(statements: &[String]) -> CompiledPolicy {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
    let (document, _) = policy::parse(&text, PolicyType::Identity);
    policy::compile(&document, PolicyType::Identity, 0, &|_| None)
}

fn asked(policy: &CompiledPolicy, request: &Request<'_>) -> (Evidence, Explanation) {
    let mut explain = Explain::default();
    let evidence = policy::evaluate(policy, request, &mut explain);
    assert_eq!(policy::evaluate(policy, request, &mut Verdict), evidence, "the verdict differs");
    (evidence, explain.into_explanation())
}

fn requests(each: &mut dyn FnMut(&Request<'_>)) {
    let caller = Principal {
        account: "111111111111".parse().ok(),
        arn: "arn:aws:iam::111111111111:user/one".parse().ok(),
        ..Principal::new(PrincipalKind::User, Credentials::LongTerm)
    };
    for action in ["s3:GetObject", "s3:PutObject", "ec2:RunInstances", "sts:AssumeRole"] {
        let action: Action = action.parse().unwrap();
        for resource in ["arn:aws:s3:::one/x", "arn:aws:s3:::three/x", "arn:aws:s3:::one", "*"] {
            for tag in ["web", "ops"] {
                let mut context = Context::new();
                context.set_one("aws:username", "one");
                context.set_one("aws:PrincipalTag/team", tag);
                let assumptions = &Assumptions::default();
                each(&Request {
                    action: &action,
                    resource,
                    caller: &caller,
                    context: &context,
                    assumptions,
                });
            }
        }
    }
}

#[test]
fn a_large_document_says_what_its_statements_say_one_by_one() {
    let statements = statements();
    assert!(statements.len() > 100);
    let (all, alone) = (
        compiled(&statements),
        statements.iter().map(|one| compiled(std::slice::from_ref(one))).collect::<Vec<_>>(),
    );
    let (mut whole, mut passed_over) = (0, 0);
    requests(&mut |request| {
        let (evidence, explanation) = asked(&all, request);
        let mut expected = Evidence::default();
        let told: Vec<_> = explanation.children(0).collect();
        assert_eq!(told.len(), statements.len(), "every statement has its node");
        for ((number, (id, node)), policy) in told.into_iter().enumerate().zip(&alone) {
            let (evidence, one) = asked(policy, request);
            expected = expected.and(evidence);
            let (own, own_node) = one.children(0).next().unwrap();
            assert_eq!(node.finding, own_node.finding, "statement {number}");
            let NodeKind::Statement { index, .. } = node.kind else { unreachable!("{node:?}") };
            assert_eq!(usize::from(index), number);
            let kinds = |explanation: &Explanation, id| -> Vec<(NodeKind, Finding)> {
                explanation.descendants(id).map(|(_, node)| (node.kind, node.finding)).collect()
            };
            let (told, full) = (kinds(&explanation, id), kinds(&one, own));
            if told.len() == full.len() {
                assert_eq!(told, full, "statement {number}");
                whole += 1;
            } else {
                // What is left out leaves the one element because of which it is.
                let at = full.windows(told.len()).position(|part| part == told);
                assert!(at.is_some(), "statement {number}: {told:?} is no part of {full:?}");
                let reasons = [Mismatch::OtherAction, Mismatch::OtherResource, Mismatch::Excluded];
                let reasons = reasons.map(Finding::NotMatched);
                assert!(reasons.contains(&told[0].1), "statement {number}: {told:?}");
                passed_over += 1;
            }
        }
        assert_eq!(evidence, expected);
    });
    assert!(whole > 500 && passed_over > 500, "{whole} whole, {passed_over} passed over");
}

#[test]
fn letter_case_is_told_in_a_large_document_too() {
    let statements = statements();
    let all = compiled(&statements);
    let mut told = 0;
    requests(&mut |request| {
        let (_, explanation) = asked(&all, request);
        let case = Finding::NotMatched(Mismatch::LetterCase);
        let near = explanation
            .nodes
            .iter()
            .filter(|node| node.finding == case && matches!(node.kind, NodeKind::Resource { .. }));
        let concerned = matches!(request.action.as_str(), "s3:GetObject" | "s3:PutObject")
            && request.resource == "arn:aws:s3:::one/x";
        told += usize::from(concerned && near.count() > 0);
    });
    // Two actions, one resource, two tags.
    assert_eq!(told, 4);
}

/// The work of an explanation grows with the document's statements, and what each adds is its name and one reason.
#[test]
fn a_statement_that_is_left_out_adds_three_nodes() {
    let count = |size: usize| {
        let statements: Vec<String> = (0..size)
            .map(|number| {
                format!(
                    r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket-{number}/*","Condition":{{"StringEquals":{{"aws:username":["a","b","c"]}}}}}}"#
                )
            })
            .collect();
        let all = compiled(&statements);
        let mut nodes = Vec::new();
        requests(&mut |request| nodes.push(asked(&all, request).1.nodes.len()));
        nodes
    };
    for nodes in count(1000) {
        assert_eq!(nodes, 1 + 3 * 1000);
    }
}

/// Saying why each of a million pairs of values differs would take minutes; the decision needs none of it.
#[test]
fn of_very_many_pairs_of_values_only_the_difference_is_told() {
    let reason = |count: usize| {
        let names: Vec<String> = (0..count).map(|number| format!(r#""TAG{number}""#)).collect();
        let condition =
            format!(r#"{{"ForAnyValue:StringLike":{{"aws:TagKeys":[{}]}}}}"#, names.join(","));
        let statement =
            format!(r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{condition}}}"#);
        let policy = compiled(&[statement]);
        let mut told = None;
        requests(&mut |request| {
            let mut context = request.context.clone();
            context.set("aws:TagKeys", (0..64).map(|number| format!("tag{number}")));
            let (evidence, explanation) =
                asked(&policy, &Request { context: &context, ..*request });
            assert_eq!(evidence.allow, None);
            told =
                explanation.descendants(0).find_map(|(_, node)| match (node.kind, node.finding) {
                    (NodeKind::Condition { .. }, Finding::NotMatched(reason)) => Some(reason),
                    _ => None,
                });
        });
        told
    };
    assert_eq!(reason(64), Some(Mismatch::LetterCase));
    assert_eq!(reason(65), Some(Mismatch::Different));
}
