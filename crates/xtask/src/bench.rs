//! `cargo xtask bench`: the figures in the README: decisions per second, natively and in wasm under Node, then the
//! sizes of the page.
//!
//! The measured case is `crates/testing/src/bench.rs`. The wasm module is built with the profile of the page and goes
//! through the page's wasm-opt, so that the engine in it is the engine that people are given; it is no part of the page.

use std::path::{Path, PathBuf};

use crate::failure::{Result, fail};
use crate::{command, install, repository, size};

/// What 64 requests must come to, whichever way they are asked; worked out by hand in the measured case.
const ANSWERS: [u64; 3] = [20, 16, 28];

/// What wasm-opt is told for the page; `index.html` has the same.
const SHRINK: [&str; 3] =
    ["-Oz", "--low-memory-unused", "--one-caller-inline-max-function-size=30"];

/// Asks the module in both ways and prints one line for each, as the native program does.
const MEASURE: &str = r#"
import { readFileSync } from "node:fs";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[1]));
const wasm = instance.exports;
const ROUND = 64 * 8;

function measure(name, ask) {
  ask(ROUND);
  const answers = [0, 0, 0];
  const rounds = [];
  const start = performance.now();
  while (performance.now() - start < 2000) {
    const before = performance.now();
    const round = ask(ROUND);
    rounds.push((performance.now() - before) / 1000);
    round.forEach((answer, index) => (answers[index] += answer));
  }
  rounds.sort((left, right) => left - right);
  console.log([name, ROUND, rounds[Math.floor(rounds.length / 2)], ...answers].join("\t"));
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

measure("verdict only", looped(wasm.verdicts));
measure("full explanation", looped(wasm.explanations));
measure("verdict only", one_by_one(wasm.one_verdict));
measure("full explanation", one_by_one(wasm.one_explanation));
"#;

/// One measured figure: the median of many short rounds, and the answers of all of them.
#[derive(Debug, PartialEq)]
struct Figure {
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

    println!("Measuring, two seconds and many rounds for each figure …");
    let native = figures(&command::output(&mut command::new(native))?)?;
    let mut under_node = command::new(node);
    under_node.args(["--input-type=module", "--eval", MEASURE, "--"]).arg(wasm);
    let wasm = figures(&command::output(&mut under_node)?)?;

    let places = ["native", "wasm, looped inside", "wasm, one call each"];
    println!("\n{:<20} {:<17} {:>13}   answers, all rounds together", "", "", "per second");
    for (index, figure) in native.iter().chain(&wasm).enumerate() {
        println!("{}", figure.line(places.get(index / 2).unwrap_or(&"")));
    }
    println!("\nWhat the page loads, in bytes:");
    size::command()
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
    command::run(shrink.args(SHRINK).arg(built).arg("-o").arg(&finished))?;
    Ok(finished)
}

/// Reads lines of name, decisions, seconds and answers, and looks whether the answers are right.
fn figures(text: &str) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for line in text.lines() {
        let Some(figure) = Figure::read(line) else {
            return fail(format!("`{line}` is not a measured figure."));
        };
        let [allowed, ..] = ANSWERS;
        let times = figure.answers[0] / allowed;
        if times == 0 || figure.answers != ANSWERS.map(|answer| answer * times) {
            return fail(format!("The answers are wrong, so the figures mean nothing: {line}"));
        }
        figures.push(figure);
    }
    Ok(figures)
}

impl Figure {
    fn read(line: &str) -> Option<Self> {
        let mut cells = line.split('\t');
        let what = cells.next()?.to_owned();
        let round = cells.next()?.parse().ok()?;
        let seconds = cells.next()?.parse().ok()?;
        let mut answers = [0; 3];
        for answer in &mut answers {
            *answer = cells.next()?.parse().ok()?;
        }
        cells.next().is_none().then_some(Self { what, round, seconds, answers })
    }

    fn line(&self, place: &str) -> String {
        let [allowed, explicit, implicit] = self.answers;
        let (what, figure) = (&self.what, grouped(self.round / self.seconds));
        format!(
            "{place:<20} {what:<17} {figure:>13}   {allowed} allowed, {explicit} denied by a statement, {implicit} not allowed"
        )
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
        let read = figures("verdict only\t128\t0.5\t40\t32\t56\n").unwrap();
        assert_eq!(read[0].answers, [40, 32, 56]);
        assert!(read[0].line("native").contains("256   40 allowed"));
        for wrong in ["verdict only\t128\t0.5\t41\t32\t55", "verdict only\t128", "panicked"] {
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
