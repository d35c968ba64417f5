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
