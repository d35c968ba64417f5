//! The native figures of `cargo xtask bench`, one line each: case, what is asked, how many in a round, seconds of the
//! median round, and the answers of all rounds.
//!
//! With a number it runs each that many rounds of the figure with that index and prints nothing, for counting what it
//! executes: `bench FIGURE ROUNDS`.

#![allow(clippy::print_stdout, reason = "this is a command for a terminal")]

use std::time::{Duration, Instant};

use testing::bench::{Answers, CASES, REQUESTS, compile_six_kilobytes};

/// How long each figure is measured.
const LONG_ENOUGH: Duration = Duration::from_secs(1);

/// Asks so many and gives the answers.
type Ask = Box<dyn Fn(usize) -> Answers>;

fn main() {
    let numbers: Vec<usize> =
        std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let one = numbers.first().copied();
    for (index, (name, what, make)) in figures().into_iter().enumerate() {
        match (one, numbers.get(1)) {
            (Some(one), Some(rounds)) if one == index => {
                let ask = make();
                for _ in 0..*rounds {
                    std::hint::black_box(ask(REQUESTS));
                }
            }
            (None, _) => measure(name, what, &*make()),
            _ => {}
        }
    }
}

/// A figure: the case, what is asked of it, and how it is made ready.
type Figure = (&'static str, &'static str, Box<dyn Fn() -> Ask>);

fn figures() -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    for (name, make) in CASES {
        figures.push((
            name,
            "verdict only",
            Box::new(move || {
                let case = make();
                Box::new(move |count| case.verdicts(count))
            }),
        ));
        figures.push((
            name,
            "full explanation",
            Box::new(move || {
                let case = make();
                Box::new(move |count| case.explanations(count))
            }),
        ));
    }
    figures.push((
        "a policy of 6 KB",
        "read and compiled",
        Box::new(|| {
            Box::new(|count| Answers {
                allowed: u32::try_from(compile_six_kilobytes(count)).unwrap_or(u32::MAX),
                ..Answers::default()
            })
        }),
    ));
    figures
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
