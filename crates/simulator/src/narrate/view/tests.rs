//! Explaining looks at each node a few times, however many stand beside it.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::{cell::Cell, fmt::Write};

use super::super::{check_line, deciding_fact, names::Names, node_line, remedy};
use crate::loose;

thread_local! {
    pub(super) static LOOKS: Cell<u64> = const { Cell::new(0) };
}

/// How often nodes are looked at while everything is told about an answer, for each node that there is.
fn looks(members: &str) -> f64 {
    let text = format!(
        r#"{{ "principal": "arn:aws:iam::111111111111:user/alice", "Action": "sts:AssumeRole",
        "Resource": "arn:aws:iam::111111111111:role/T", {members} }}"#
    );
    let request = loose::cases(&text).unwrap().next().unwrap().request.unwrap();
    let outcome = request.explain();
    let step = &outcome.steps[0];
    let nodes = step.authorizations[0].explanation.nodes.len();
    LOOKS.set(0);
    let _ = request.cause(&outcome);
    let _ = remedy::tell(Names { scenario: None, outcome: &outcome, step });
    let _ = deciding_fact(&outcome, step);
    for check in &step.checks {
        let _ = check_line(&outcome, step, check);
    }
    for node in (0..).take(nodes) {
        let _ = node_line(&outcome, step, 0, node);
    }
    f64::from(u32::try_from(LOOKS.get()).unwrap()) / f64::from(u32::try_from(nodes).unwrap())
}

fn trusts(members: &str) -> String {
    format!(
        r#""resourcePolicy": {{ "Version": "2012-10-17", "Statement": [
            {{ "Effect": "Allow", "Action": "sts:AssumeRole", {members} }}] }}"#
    )
}

fn list(count: usize, make: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0..count {
        let comma = if number > 0 { "," } else { "" };
        let _ = write!(text, "{comma}{}", make(number));
    }
    text
}

/// Ten times as many nodes take no more work each.
#[track_caller]
fn check(members: impl Fn(usize) -> String) {
    let (few, many) = (looks(&members(200)), looks(&members(2000)));
    assert!(few > 1.0, "{few} looks at each of 200");
    assert!(many < few * 1.5, "{few} looks at each of 200, {many} at each of 2,000");
}

#[test]
fn a_test_is_looked_at_as_often_among_many_as_among_few() {
    check(|count| {
        let keys = list(count, |n| format!(r#""aws:RequestTag/k{n}": "v""#));
        trusts(&format!(
            r#""Principal": {{ "AWS": "111111111111" }}, "Condition": {{ "StringEquals": {{ {keys} }} }}"#
        ))
    });
}

#[test]
fn so_is_a_value_of_a_test() {
    check(|count| {
        let values = list(count, |n| format!(r#""${{aws:PrincipalTag/t{n}}}""#));
        trusts(&format!(
            r#""Principal": {{ "AWS": "111111111111" }},
            "Condition": {{ "StringEquals": {{ "sts:ExternalId": [{values}] }} }}"#
        ))
    });
}

#[test]
fn so_is_a_principal() {
    check(|count| {
        let names = list(count, |n| format!(r#""{:012}""#, 200_000_000_000 + n));
        trusts(&format!(r#""Principal": {{ "AWS": [{names}] }}"#))
    });
}

#[test]
fn so_is_a_level_of_an_organization() {
    check(|count| {
        let policy = r#"[{ "Version": "2012-10-17", "Statement": [] }]"#;
        let levels = list(count, |_| policy.to_owned());
        format!(r#"{}, "serviceControlPolicies": [{levels}]"#, trusts(r#""Principal": "*""#))
    });
}
