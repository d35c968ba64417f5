//! The native figures of `cargo xtask bench`, one line each: case, what is asked, how many in a round, seconds of the
//! median round, and the answers of all rounds.

#![allow(clippy::print_stdout, reason = "this is a command for a terminal")]

use std::time::{Duration, Instant};

use testing::bench::{Answers, CASES, REQUESTS, compile_six_kilobytes};

/// How long each figure is measured.
const LONG_ENOUGH: Duration = Duration::from_secs(1);

fn main() {
    for (name, case) in CASES {
        let case = case();
        measure(name, "verdict only", &|count| case.verdicts(count));
        measure(name, "full explanation", &|count| case.explanations(count));
    }
    measure("a policy of 6 KB", "read and compiled", &|count| Answers {
        allowed: u32::try_from(compile_six_kilobytes(count)).unwrap_or(u32::MAX),
        ..Answers::default()
    });
}

/// The figure is the median of many short rounds, so that what else the machine does in between hardly counts.
fn measure(name: &str, what: &str, ask: &dyn Fn(usize) -> Answers) {
    std::hint::black_box(ask(REQUESTS));
    let (mut rounds, mut answers) = (Vec::new(), Answers::default());
    let start = Instant::now();
    while start.elapsed() < LONG_ENOUGH {
        let before = Instant::now();
        let Answers { allowed, explicit, implicit } = ask(REQUESTS);
        rounds.push(before.elapsed());
        answers.allowed += allowed;
        answers.explicit += explicit;
        answers.implicit += implicit;
    }
    rounds.sort_unstable();
    let median = rounds.get(rounds.len() / 2).map_or(0.0, Duration::as_secs_f64);
    let Answers { allowed, explicit, implicit } = answers;
    println!("{name}\t{what}\t{REQUESTS}\t{median}\t{allowed}\t{explicit}\t{implicit}");
}
