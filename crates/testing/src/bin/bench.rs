//! The native figures of `cargo xtask bench`, one line each: name, decisions, seconds, answers.

#![allow(clippy::print_stdout, reason = "this is a command for a terminal")]

use std::time::{Duration, Instant};

use testing::bench::{Answers, Case, REQUESTS};

/// How long each figure is measured.
const LONG_ENOUGH: Duration = Duration::from_secs(2);

fn main() {
    let case = Case::new();
    measure("verdict only", &|count| case.verdicts(count));
    measure("full explanation", &|count| case.explanations(count));
}

fn measure(name: &str, ask: &dyn Fn(usize) -> Answers) {
    let round = REQUESTS * 256;
    std::hint::black_box(ask(round));
    let (mut count, mut answers) = (0, Answers::default());
    let start = Instant::now();
    while start.elapsed() < LONG_ENOUGH {
        let Answers { allowed, explicit, implicit } = ask(round);
        answers.allowed += allowed;
        answers.explicit += explicit;
        answers.implicit += implicit;
        count += round;
    }
    let seconds = start.elapsed().as_secs_f64();
    let Answers { allowed, explicit, implicit } = answers;
    println!("{name}\t{count}\t{seconds}\t{allowed}\t{explicit}\t{implicit}");
}
