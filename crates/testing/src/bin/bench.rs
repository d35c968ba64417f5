//! The native figures of `cargo xtask bench`, one line each: name, decisions in a round, seconds of the median round, and
//! the answers of all rounds.

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

/// The figure is the median of many short rounds, so that what else the machine does in between hardly counts.
fn measure(name: &str, ask: &dyn Fn(usize) -> Answers) {
    let round = REQUESTS * 8;
    std::hint::black_box(ask(round));
    let (mut rounds, mut answers) = (Vec::new(), Answers::default());
    let start = Instant::now();
    while start.elapsed() < LONG_ENOUGH {
        let before = Instant::now();
        let Answers { allowed, explicit, implicit } = ask(round);
        rounds.push(before.elapsed());
        answers.allowed += allowed;
        answers.explicit += explicit;
        answers.implicit += implicit;
    }
    rounds.sort_unstable();
    let median = rounds.get(rounds.len() / 2).map_or(0.0, Duration::as_secs_f64);
    let Answers { allowed, explicit, implicit } = answers;
    println!("{name}\t{round}\t{median}\t{allowed}\t{explicit}\t{implicit}");
}
