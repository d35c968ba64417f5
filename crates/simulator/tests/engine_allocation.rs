//! A verdict allocates nothing: asking is cheap enough to be done for every caller and every role of a world.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![allow(unsafe_code, reason = "an allocator that counts is an allocator")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use testing::bench::{Answers, Case, REQUESTS};

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

/// Counts what this thread asks for, and passes it on.
#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count() {
    // Beyond the end of the thread nobody looks at the count.
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
}

// SAFETY: every call is passed on unchanged to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: as the caller promises.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

fn allocations<T>(ask: impl FnOnce() -> T) -> (u64, T) {
    let before = COUNT.get();
    let answer = ask();
    (COUNT.get() - before, answer)
}

#[test]
fn a_verdict_allocates_nothing() {
    let case = Case::new();
    let (count, answers) = allocations(|| case.verdicts(REQUESTS));
    assert_eq!(answers, Answers::EXPECTED);
    assert_eq!(count, 0, "allocations in {REQUESTS} verdicts");
}

/// The counter counts: an explanation keeps its tree, and most keep it in the one list that was made for it.
#[test]
fn an_explanation_allocates_its_tree() {
    let case = Case::new();
    for number in 0..REQUESTS {
        let (count, (_, explanation)) = allocations(|| case.explain(number));
        assert!(count >= 1, "request {number}");
        assert!(!explanation.nodes.is_empty());
    }
}

/// Loose documents are asked without allocating too, whatever has a say.
#[test]
fn a_verdict_about_loose_documents_allocates_nothing() {
    let case = r#"{
      "principal": "arn:aws:sts::111111111111:assumed-role/R/s",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/2026.csv",
      "resourceAccount": "222222222222",
      "context": { "aws:TagKeys": ["a", "b"] },
      "identityPolicies": [{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } }],
      "resourcePolicy": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*",
        "Principal": { "AWS": "arn:aws:iam::111111111111:role/R" } } },
      "permissionsBoundary": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } },
      "sessionPolicies": [{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:Get*", "Resource": "*",
        "Condition": { "ForAllValues:StringLike": { "aws:TagKeys": ["a*", "b*"] } } } }],
      "serviceControlPolicies": [[{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }]],
      "resourceControlPolicies": [[], [{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*",
        "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalAccount": "111111111111" } } } }]],
      "vpcEndpointPolicies": [{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": "*", "Action": "*",
        "Resource": "*" } }]
    }"#;
    let request = simulator::loose::cases(case).unwrap().next().unwrap().request.unwrap();
    let (count, decided) = allocations(|| request.verdict());
    assert_eq!(decided.decision, iam::Decision::Allowed);
    assert_eq!(count, 0, "allocations in a verdict");
}
