//! Large and hostile documents: a clear answer in bounded memory, and no allocation for a verdict.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]
#![allow(
    unsafe_code,
    reason = "an allocator that counts is an unsafe trait; it only hands on to the system's"
)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use iam::{
    Action, Arn, Assumptions, Context, Credentials, PolicyType, Principal, PrincipalKind, UniqueId,
};
use policy::{Evidence, Explain, Request, Verdict};

/// Counts what this thread allocates.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    static HELD: Cell<i64> = const { Cell::new(0) };
    static MOST_HELD: Cell<i64> = const { Cell::new(0) };
}

fn hold(bytes: i64) {
    let _ = HELD.try_with(|held| {
        held.set(held.get() + bytes);
        let _ = MOST_HELD.try_with(|most| most.set(most.get().max(held.get())));
    });
}

fn size(layout: Layout) -> i64 {
    i64::try_from(layout.size()).unwrap_or(i64::MAX)
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        hold(size(layout));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        hold(-size(layout));
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations<T>(work: impl FnOnce() -> T) -> (u64, T) {
    let before = ALLOCATIONS.get();
    let result = work();
    (ALLOCATIONS.get() - before, result)
}

/// The most that was held at one time during the work, beyond what was held before.
fn most_held<T>(work: impl FnOnce() -> T) -> (i64, T) {
    let before = HELD.get();
    MOST_HELD.set(before);
    let result = work();
    (MOST_HELD.get() - before, result)
}

const MEGABYTE: usize = 1 << 20;
const BOUND: i64 = 256 << 20;

fn session() -> Principal {
    let account = "111111111111".parse().unwrap();
    Principal {
        account: Some(account),
        arn: Some(Arn::iam("aws", account, "role/team/R")),
        session_arn: Some(Arn::sts("aws", account, "assumed-role/R/s")),
        unique_id: Some(UniqueId::new("AROAROLER00000000000")),
        ..Principal::new(PrincipalKind::RoleSession, Credentials::RoleSession)
    }
}

fn context() -> Context {
    let mut context = Context::new();
    context.set_one("aws:PrincipalTag/team", "blue");
    context.set_one("sts:RoleSessionName", "blue-1");
    context.set_one("aws:SourceIp", "203.0.113.7");
    context.set_one("aws:CurrentTime", "2026-01-01T00:00:00Z");
    context.set_one("aws:MultiFactorAuthAge", "12.5");
    context.set_one("aws:PrincipalArn", "arn:aws:iam::111111111111:role/team/R");
    context.set("aws:TagKeys", ["a", "b"]);
    context.set_one("key:Bytes", "QmluYXJ5");
    context
}

fn ask(text: &str, kind: PolicyType, verdicts_only: bool) -> Evidence {
    let (document, _) = policy::parse(text, kind);
    let compiled = policy::compile(&document, kind, 0, &|_| None);
    let action: Action = "sts:AssumeRole".parse().unwrap();
    let request = Request {
        action: &action,
        resource: "arn:aws:iam::222222222222:role/blue/T",
        caller: &session(),
        context: &context(),
        assumptions: &Assumptions::default(),
    };
    let (count, evidence) = allocations(|| policy::evaluate(&compiled, &request, &mut Verdict));
    assert_eq!(count, 0, "a verdict allocates");
    if !verdicts_only {
        let mut explain = Explain::default();
        assert_eq!(policy::evaluate(&compiled, &request, &mut explain), evidence);
    }
    evidence
}

#[test]
fn a_verdict_allocates_nothing_whatever_is_compared() {
    let statement = r#"{
      "Effect": "Allow", "Principal": {"AWS": ["222222222222", "arn:aws:iam::111111111111:role/team/R"]},
      "NotAction": ["s3:*", "sts:Tag*"],
      "Resource": ["arn:aws:iam::*:role/x", "arn:aws:iam::222222222222:role/${aws:PrincipalTag/team}/*"],
      "Condition": {
        "StringLike": {"sts:RoleSessionName": ["x*", "${aws:PrincipalTag/team}-?", "${aws:username, 'n'}"]},
        "StringEqualsIgnoreCase": {"aws:PrincipalTag/team": ["${aws:username}", "BLUE"]},
        "StringNotEquals": {"aws:PrincipalTag/team": ["red", "green"]},
        "IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32", "203.0.113.0/24"]},
        "DateLessThan": {"aws:CurrentTime": ["soon", "2027-01-01T00:00:00+02:00"]},
        "NumericLessThanEquals": {"aws:MultiFactorAuthAge": ["x", "12.50"]},
        "ArnLike": {"aws:PrincipalArn": ["*", "arn:aws:iam::*:role/*", "arn:aws:iam::111111111111:role/${aws:username, 'x'}"]},
        "ForAllValues:StringLike": {"aws:TagKeys": ["a", "b*"]},
        "ForAnyValue:StringNotEquals": {"aws:TagKeys": ["a"]},
        "BinaryEquals": {"key:Bytes": "QmluYXJ5"},
        "BoolIfExists": {"aws:MultiFactorAuthPresent": "true"},
        "Null": {"aws:TokenIssueTime": "true"}
      }
    }"#;
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#);
    assert!(ask(&text, PolicyType::Resource, false).allow.is_some());
    let many = vec![statement; 40].join(",");
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{many}]}}"#);
    assert!(ask(&text, PolicyType::Resource, false).allow.is_some());
}

fn bounded(text: &str) {
    let (most, findings) = most_held(|| {
        let (document, findings) = policy::parse(text, PolicyType::Trust);
        policy::compile(&document, PolicyType::Trust, 0, &|_| None);
        findings
    });
    assert!(most < BOUND, "{} MB held for {:?}…", most >> 20, text.get(..40));
    let refusals = findings.iter().filter(|finding| finding.refusal.is_some());
    assert!(refusals.count() > 0, "nothing is refused in {:?}…", text.get(..40));
}

#[test]
fn a_megabyte_of_anything_stays_in_bounded_memory() {
    let pieces = [
        "[", "{", "{},", "1,", "\"a\",", "a ", "\\", "\"", "'a", "//", "/*", "\u{0}", "é",
        "{\"a\":", "[],", "{{}},", "😀", "\n", ",", ":",
    ];
    for piece in pieces {
        bounded(&piece.repeat(MEGABYTE / piece.len()));
    }
}

#[test]
fn a_megabyte_of_statements_stays_in_bounded_memory() {
    let statements = [
        "{}",
        "1",
        "{\"Effect\":\"Allow\",\"Action\":\"a\"}",
        "{\"Sid\":\"a b\",\"Effect\":5}",
        "{\"Effect\":\"Deny\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"x\"},\"Condition\":{\"x\":{\"y\":[1,{}]}}}",
    ];
    for statement in statements {
        let list = vec![statement; MEGABYTE / (statement.len() + 1)].join(",");
        bounded(&format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{list}]}}"));
    }
    let one_list = |open: &str, value: &str, close: &str| {
        bounded(&(open.to_owned() + &vec![value; MEGABYTE / (value.len() + 1)].join(",") + close));
    };
    one_list("{\"Statement\":{\"Effect\":\"Allow\",\"Action\":[", "\"*\"", "]}}");
    one_list("{\"Statement\":{\"Effect\":\"Allow\",\"Resource\":[", "\"*a*\"", "]}}");
    one_list(
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[",
        "\"111111111111\"",
        "]}}}",
    );
    one_list("{\"Statement\":{\"Condition\":{\"StringLike\":{\"a\":[", "\"${a}\"", "]}}}}");
    one_list("{\"Statement\":{\"Condition\":{", "\"StringLike\":{\"a\":\"b\"}", "}}}");
    one_list("{\"Statement\":{\"Condition\":{\"StringLike\":{", "\"a\":\"b\"", "}}}}");
}

#[test]
fn a_hundred_thousand_statements_are_asked() {
    let statement = |number: usize| {
        format!(
            r#"{{"Effect":"Allow","Action":"s3:Get{number}","Resource":"arn:aws:s3:::b{number}"}}"#
        )
    };
    let mut list: Vec<String> = (0..100_000).map(statement).collect();
    list.push(r#"{"Effect":"Allow","Action":"sts:*","Resource":"*"}"#.to_owned());
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, list.join(","));
    let (most, evidence) = most_held(|| ask(&text, PolicyType::Identity, false));
    assert!(evidence.allow.is_some());
    assert!(most < BOUND, "{} MB", most >> 20);
}

#[test]
fn ten_thousand_brackets_are_an_error_with_a_place() {
    for open in ["[", "{\"Statement\":", "{\"Statement\":["] {
        let text = open.repeat(10_000);
        let (_, findings) = policy::parse(&text, PolicyType::Trust);
        let finding = findings.iter().find(|finding| finding.message.contains("nested")).unwrap();
        assert!(finding.span.start > 0 && finding.span.end > finding.span.start);
    }
}

#[test]
fn nul_and_half_a_surrogate_are_errors_with_a_place() {
    let document = |effect: &str, rest: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":{effect},"Principal":{{"AWS":"111111111111"}},"Action":"sts:AssumeRole"{rest}}}}}"#
        )
    };
    for (text, place) in [
        (document("\"Al\u{0}low\"", ""), "\u{0}"),
        (document("\u{0}", ""), "\u{0}"),
        (document("\"Allow\"", ",\"Sid\":\"\\ud83d\""), "\\ud83d"),
        (document("\"Allow\"", ",\"Sid\":\"\\ude00\\ud83d\""), "\\ude00"),
        (document("\"Allow\"", ",\"\\ud800\":1"), "\\ud800"),
    ] {
        for kind in PolicyType::ALL {
            let (document, findings) = policy::parse(&text, kind);
            let found = findings.iter().find(|finding| finding.refusal.is_some()).unwrap();
            assert_eq!(found.span.of(&text), place, "{found:?}");
            policy::compile(&document, kind, 0, &|_| None);
        }
    }
    // What an escape says is a character that no document may have.
    let (_, findings) =
        policy::parse(&document("\"Allow\"", ",\"Sid\":\"a\\u0000b\""), PolicyType::Trust);
    assert!(findings.iter().any(|finding| finding.refusal.is_some()), "{findings:?}");
}

#[test]
fn a_hundred_thousand_broken_statements_have_findings_in_bounded_number() {
    let list =
        vec![r#"{"Effect":"allow","Action":7,"Sid":"a b","Resource":"x","Extra":1}"#; 100_000];
    let text = format!(r#"{{"Statement":[{}]}}"#, list.join(","));
    let (most, findings) = most_held(|| policy::parse(&text, PolicyType::Trust).1);
    assert!(most < BOUND, "{} MB", most >> 20);
    assert!((100..5000).contains(&findings.len()), "{} findings", findings.len());
    assert!(findings.iter().all(|finding| text.get(finding.span.range()).is_some()));
}
