//! The engine and the reference evaluator, asked the same generated cases: `cargo xtask
//! differential`, and fewer of them in every test run.

mod conditions;
pub mod coverage;
mod engine;
mod generate;
mod principals;
mod shrink;
mod vocabulary;
mod wildcards;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::reference;
use coverage::Coverage;

/// A decision and the policy types that stand in the way, or why there is none.
type Verdict = Result<(String, BTreeSet<String>), String>;

/// How many differences are made small and written out; the others are counted.
const SHOWN: usize = 5;

/// What came of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// What the cases reached.
    pub coverage: Coverage,
    /// On how many cases the two disagree.
    pub different: usize,
    /// The first of these, each made small, with both answers.
    pub differences: Vec<Value>,
}

/// Decides generated cases twice and compares.
pub fn run(seed: u64, cases: u64) -> Report {
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let parts: Vec<Report> = std::thread::scope(|scope| {
        let part =
            |first| scope.spawn(move || numbers(seed, (first..cases).step_by(threads as usize)));
        let running: Vec<_> = (0..threads).map(part).collect();
        running.into_iter().flat_map(std::thread::ScopedJoinHandle::join).collect()
    });
    let mut whole = Report::default();
    for part in parts {
        whole.coverage.add(part.coverage);
        whole.different += part.different;
        whole.differences.extend(part.differences);
    }
    whole.differences.truncate(SHOWN);
    whole
}

fn numbers(seed: u64, numbers: impl Iterator<Item = u64>) -> Report {
    let mut report = Report::default();
    for number in numbers {
        let case = generate::case(&mut Dice::new(seed, number));
        let (reference, engine) = verdicts(&case);
        if let Ok((decision, _)) = &reference {
            report.coverage.count(&case, decision);
        }
        if reference != engine {
            report.different += 1;
            if report.differences.len() < SHOWN {
                report.differences.push(difference(&case, &format!("seed {seed}, case {number}")));
            }
        }
    }
    report
}

/// What the reference and the engine say of a case.
fn verdicts(case: &Value) -> (Verdict, Verdict) {
    let (decision, types) = reference::authorize(case);
    let types = types.into_iter().map(str::to_owned).collect();
    (Ok((decision.to_owned(), types)), engine::verdict(case))
}

/// A difference as a case file: the smallest case found, and both answers.
fn difference(case: &Value, name: &str) -> Value {
    let (_, whole) = verdicts(case);
    // A case that the engine can read is not made small into one that it cannot.
    let still = |case: &Value| {
        let (reference, engine) = verdicts(case);
        reference != engine && engine.is_ok() == whole.is_ok()
    };
    let case = shrink::shrink(case, &still);
    let (reference, engine) = verdicts(&case);
    json!({ "name": name, "case": case, "reference": written(reference), "engine": written(engine) })
}

fn written(verdict: Verdict) -> Value {
    match verdict {
        Ok((decision, types)) => json!({ "decision": decision, "blockedBy": types }),
        Err(why) => json!({ "error": why }),
    }
}
