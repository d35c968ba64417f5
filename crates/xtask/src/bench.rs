//! `cargo xtask bench`: the figures in the README: decisions and compiled policies per second, natively and in wasm under
//! Node, then the sizes of the page.
//!
//! The measured cases are in `crates/testing/src/bench.rs`. The wasm module is built with the profile of the page and
//! goes through the page's wasm-opt, so that the engine in it is the engine that people are given; it is no part of the
//! page.

use std::path::{Path, PathBuf};

use crate::failure::{Result, fail};
use crate::{command, install, repository, size, split};

/// What 64 requests of each case must come to, whichever way they are asked: allowed, denied by a statement, not allowed;
/// worked out by hand where the cases stand. For a policy that is compiled 64 times, its statements.
const ANSWERS: [(&str, [u64; 3]); 5] = [
    ("8 statements over 7 policies", [20, 16, 28]),
    ("100 statements", [12, 16, 36]),
    ("1,000 statements, few name the action", [16, 0, 48]),
    ("1,000 statements, one names the resource", [16, 0, 48]),
    ("a policy of 6 KB", [64 * 35, 0, 0]),
];

/// Asks the module in both ways and prints one line for each, as the native program does.
const MEASURE: &str = r#"
import { readFileSync } from "node:fs";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[1]));
const wasm = instance.exports;
const names = process.argv.slice(2);
const ROUND = 64;

function measure(name, what, ask) {
  ask(ROUND);
  const answers = [0, 0, 0];
  const rounds = [];
  const start = performance.now();
  while (performance.now() - start < 1000) {
    const before = performance.now();
    const round = ask(ROUND);
    rounds.push((performance.now() - before) / 1000);
    round.forEach((answer, index) => (answers[index] += answer));
  }
  rounds.sort((left, right) => left - right);
  console.log([name, what, ROUND, rounds[Math.floor(rounds.length / 2)], ...answers].join("\t"));
}

const looped = (ask) => (count) => {
  const packed = BigInt.asUintN(64, ask(count));
  return [0n, 21n, 42n].map((shift) => Number((packed >> shift) & 0x1fffffn));
};
const one_by_one = (ask) => (count) => {
  const answers = [0, 0, 0];
  for (let number = 0; number < count; number += 1) answers[ask(number)] += 1;
  return answers;
};

const compiled = names.pop();
names.forEach((name, at) => {
  measure(name, "verdict only", looped((count) => wasm.verdicts(at, count)));
  measure(name, "full explanation", looped((count) => wasm.explanations(at, count)));
});
measure(compiled, "read and compiled", looped(wasm.compiled));
names.forEach((name, at) => {
  measure(name, "verdict only", one_by_one((number) => wasm.one_verdict(at, number)));
  measure(name, "full explanation", one_by_one((number) => wasm.one_explanation(at, number)));
});
"#;

/// One measured figure: the median of many short rounds, and the answers of all of them.
#[derive(Debug, PartialEq)]
struct Figure {
    case: String,
    what: String,
    round: f64,
    seconds: f64,
    answers: [u64; 3],
}

/// Measures and prints everything.
pub(crate) fn command() -> Result<()> {
    let tools = install::for_build()?;
    let node = install::node()?;

    println!("Building what is measured …");
    let native = native()?;
    let wasm = wasm(tools.path.first().map_or(Path::new(""), PathBuf::as_path))?;

    println!("Measuring, one second and many rounds for each figure …");
    let program = native;
    let native = figures(&command::output(&mut command::new(&program))?)?;
    let mut under_node = command::new(node);
    under_node.args(["--input-type=module", "--eval", MEASURE, "--"]).arg(wasm);
    under_node.args(ANSWERS.map(|(name, _)| name));
    let wasm = figures(&command::output(&mut under_node)?)?;

    let (looped, one_by_one) = wasm.split_at(native.len().min(wasm.len()));
    for (place, figures) in [
        ("native", &native[..]),
        ("wasm under Node, looped inside", looped),
        ("wasm under Node, one call from JavaScript each", one_by_one),
    ] {
        println!("\n{place:<60} {:>13} {:>13}", "per second", "microseconds");
        figures.iter().for_each(|figure| println!("{}", figure.line()));
    }
    instructions(&program, &native);
    println!("\nWhat the page loads, in bytes:");
    size::command()
}

/// Prints how many instructions each native figure takes, where valgrind is at hand. They repeat to the digit where times
/// do not.
fn instructions(program: &Path, native: &[Figure]) {
    println!("\n{:<60} {:>13}", "native, counted by valgrind", "instructions");
    for (index, figure) in native.iter().enumerate() {
        // What a few rounds take beyond one round is free of making the case.
        let count = |rounds: u64| counted(program, index, rounds);
        let (Some(one), Some(more)) = (count(1), count(1 + ROUNDS)) else {
            println!("valgrind is not installed, so nothing is counted.");
            return;
        };
        let Figure { case, what, round, .. } = figure;
        let each = more.saturating_sub(one) as f64 / (ROUNDS as f64 * round);
        println!("{case:<42} {what:<17} {:>13}", grouped(each));
    }
}

/// Rounds that are counted beyond the first.
const ROUNDS: u64 = 4;

/// Instructions that so many rounds of a figure take, the program's start included.
fn counted(program: &Path, figure: usize, rounds: u64) -> Option<u64> {
    let mut valgrind = command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    let output = valgrind.arg(figure.to_string()).arg(rounds.to_string()).output().ok()?;
    let told = String::from_utf8_lossy(&output.stderr);
    told.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok())
}

/// Builds the native program and gives its path.
fn native() -> Result<PathBuf> {
    let mut build = command::cargo();
    build.args(["build", "--quiet", "--profile", "bench", "-p", "testing", "--bin", "bench"]);
    build.arg("--target-dir").arg(repository::path("target"));
    command::run(&mut build)?;
    Ok(repository::path(&format!("target/release/bench{}", std::env::consts::EXE_SUFFIX)))
}

/// Builds the module as the page is built and gives its path.
fn wasm(packages: &Path) -> Result<PathBuf> {
    let mut build = command::cargo();
    build.args(["rustc", "--quiet", "--release", "-p", "testing", "--lib"]);
    build.args(["--crate-type", "cdylib", "--target", "wasm32-unknown-unknown"]);
    build.arg("--target-dir").arg(repository::path("target"));
    command::run(&mut build)?;
    let built = repository::path("target/wasm32-unknown-unknown/release/testing.wasm");
    let finished = built.with_file_name("bench.wasm");
    let mut shrink = command::new(packages.join("wasm-opt"));
    command::run(shrink.args(split::SHRINK).arg(built).arg("-o").arg(&finished))?;
    Ok(finished)
}

/// Reads lines of name, decisions, seconds and answers, and looks whether the answers are right.
fn figures(text: &str) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for line in text.lines() {
        let Some(figure) = Figure::read(line) else {
            return fail(format!("`{line}` is not a measured figure."));
        };
        let right = ANSWERS.iter().find(|(name, _)| *name == figure.case).map(|(_, right)| right);
        let times = right.map_or(0, |right| figure.answers[0] / right[0]);
        if times == 0
            || right.map(|right| right.map(|answer| answer * times)) != Some(figure.answers)
        {
            return fail(format!("The answers are wrong, so the figures mean nothing: {line}"));
        }
        figures.push(figure);
    }
    Ok(figures)
}

impl Figure {
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split('\t');
        let case = cells.next()?.to_owned();
        let what = cells.next()?.to_owned();
        let round = cells.next()?.parse().ok()?;
        let seconds = cells.next()?.parse().ok()?;
        let mut answers = [0; 3];
        for answer in &mut answers {
            *answer = cells.next()?.parse().ok()?;
        }
        cells.next().is_none().then_some(Self { case, what, round, seconds, answers })
    }

    fn line(&self) -> String {
        let Self { case, what, round, seconds, .. } = self;
        let (figure, each) = (grouped(round / seconds), seconds / round * 1e6);
        format!("{case:<42} {what:<17} {figure:>13} {each:>13.2}")
    }
}

/// A figure with commas between its thousands.
fn grouped(figure: f64) -> String {
    let digits = format!("{figure:.0}");
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_and_wrong_answers_are_not_shown() {
        let read = figures("100 statements\tverdict only\t128\t0.5\t24\t32\t72\n").unwrap();
        assert_eq!(read[0].answers, [24, 32, 72]);
        assert!(read[0].line().ends_with("256       3906.25"), "{}", read[0].line());
        for wrong in [
            "100 statements\tverdict only\t128\t0.5\t24\t32\t71",
            "101 statements\tverdict only\t128\t0.5\t24\t32\t72",
            "100 statements\tverdict only\t128",
            "panicked",
        ] {
            assert!(figures(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn thousands_are_set_apart() {
        for (figure, shown) in [(7.0, "7"), (1234.4, "1,234"), (2_371_000.0, "2,371,000")] {
            assert_eq!(grouped(figure), shown);
        }
    }
}
