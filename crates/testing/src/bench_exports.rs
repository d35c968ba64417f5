//! The measured case for JavaScript under Node: plain exports of numbers, so that a call costs what a call costs.
//!
//! `cargo xtask bench` builds this as a module of its own; no part of it is in the page.

#![allow(unsafe_code, reason = "an export under its own name is called unsafe, as two could clash")]

use std::cell::OnceCell;

use crate::bench::{Answers, Case};

thread_local! {
    static CASE: OnceCell<Case> = const { OnceCell::new() };
}

fn with_case<T>(ask: impl FnOnce(&Case) -> T) -> T {
    CASE.with(|case| ask(case.get_or_init(Case::new)))
}

/// One decision: 0 allowed, 1 an explicit deny, 2 an implicit deny.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn one_verdict(number: u32) -> u32 {
    with_case(|case| case.verdict(number as usize).decision as u32)
}

/// One decision with its explanation.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn one_explanation(number: u32) -> u32 {
    with_case(|case| {
        let (decided, explanation) = case.explain(number as usize);
        std::hint::black_box(&explanation);
        decided.decision as u32
    })
}

/// So many decisions in a row; allowed, explicit and implicit in 21 bits each of the answer.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn verdicts(count: u32) -> u64 {
    packed(with_case(|case| case.verdicts(count as usize)))
}

/// So many decisions in a row, each with its explanation.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn explanations(count: u32) -> u64 {
    packed(with_case(|case| case.explanations(count as usize)))
}

fn packed(answers: Answers) -> u64 {
    let Answers { allowed, explicit, implicit } = answers;
    u64::from(allowed) | u64::from(explicit) << 21 | u64::from(implicit) << 42
}
