//! The measured cases for JavaScript under Node: plain exports of numbers, so that a call costs what a call costs.
//!
//! `cargo xtask bench` builds this as a module of its own; no part of it is in the page.

#![allow(unsafe_code, reason = "an export under its own name is called unsafe, as two could clash")]

use std::cell::OnceCell;

use crate::bench::{Answers, CASES, Case, compile_six_kilobytes};

thread_local! {
    static MADE: [OnceCell<Case>; CASES.len()] = const { [const { OnceCell::new() }; CASES.len()] };
}

fn with_case<T>(case: u32, ask: impl FnOnce(&Case) -> T) -> T {
    let case = case as usize % CASES.len();
    MADE.with(|made| ask(made[case].get_or_init(CASES[case].1)))
}

/// One decision: 0 allowed, 1 an explicit deny, 2 an implicit deny.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn one_verdict(case: u32, number: u32) -> u32 {
    with_case(case, |case| case.verdict(number as usize).decision as u32)
}

/// One decision with its explanation.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn one_explanation(case: u32, number: u32) -> u32 {
    with_case(case, |case| {
        let (decided, explanation) = case.explain(number as usize);
        std::hint::black_box(&explanation);
        decided.decision as u32
    })
}

/// So many decisions in a row; allowed, explicit and implicit in 21 bits each of the answer.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn verdicts(case: u32, count: u32) -> u64 {
    packed(with_case(case, |case| case.verdicts(count as usize)))
}

/// So many decisions in a row, each with its explanation.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn explanations(case: u32, count: u32) -> u64 {
    packed(with_case(case, |case| case.explanations(count as usize)))
}

/// A policy of 6 KB, read and compiled so many times; how many statements that were, as if they were allowed.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn compiled(count: u32) -> u64 {
    compile_six_kilobytes(count as usize) as u64
}

fn packed(answers: Answers) -> u64 {
    let Answers { allowed, explicit, implicit } = answers;
    u64::from(allowed) | u64::from(explicit) << 21 | u64::from(implicit) << 42
}
