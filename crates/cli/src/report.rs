//! The outcome of one file as a table for people.

use std::io::{self, Write};

use anstyle::Style;
use simulator::{
    Outcome, Scenario,
    narrate::{self, StepLine, cause, cli_message, step_line},
    outcome::{StepOutcome, StepResult},
};

use crate::plain::{BAD, DOUBTFUL, FAINT, GOOD, Plain};

/// Letters of a line of prose.
const WIDTH: usize = 96;

/// Letters of a cell; the sentences below the line have the whole.
const WIDEST: usize = 72;

/// Writes title, steps with their reasons, and a last line with the sum.
pub(crate) fn write(
    file: &str,
    scenario: &Scenario,
    outcome: &Outcome,
    out: &mut Plain<impl Write>,
) -> io::Result<()> {
    writeln!(out, "{} ({file})", scenario.title)?;
    let lines: Vec<StepLine> =
        outcome.steps.iter().map(|step| cut(step_line(scenario, outcome, step))).collect();
    let widest = |cell: fn(&StepLine) -> &str, heading: &str| {
        let cells = lines.iter().map(|line| cell(line).chars().count());
        cells.chain([heading.chars().count()]).max().unwrap_or_default()
    };
    let number = lines.len().to_string().len();
    let caller = widest(|line| &line.caller, "Caller");
    let action = widest(|line| &line.action, "Call");
    let target = widest(|line| &line.target, "Target");
    if !lines.is_empty() {
        writeln!(
            out,
            "\n{:>number$}  {:caller$}  {:action$}  {:target$}  Verdict",
            "#", "Caller", "Call", "Target"
        )?;
    }
    for (index, (line, step)) in lines.iter().zip(&outcome.steps).enumerate() {
        let mark = if line.fact.is_empty() { "" } else { ": " };
        write!(
            out,
            "{:>number$}  {:caller$}  {:action$}  {:target$}  ",
            index + 1,
            line.caller,
            line.action,
            line.target,
        )?;
        out.styled(verdict_style(step), line.verdict)?;
        writeln!(out, "{mark}{}", line.fact)?;
        reasons(scenario, outcome, step, number + 2, out)?;
    }
    sum(outcome, out)
}

/// How the word for a verdict looks.
pub(crate) fn verdict_style(step: &StepOutcome) -> Style {
    match step.result {
        StepResult::Succeeded => GOOD,
        StepResult::Refused(_) => BAD,
        StepResult::Undecided(_) => DOUBTFUL,
        StepResult::NotReached { .. } => FAINT,
    }
}

/// The line with its cells cut where they would push the others off the screen.
fn cut(mut line: StepLine) -> StepLine {
    for cell in [&mut line.caller, &mut line.action, &mut line.target] {
        if let Some((end, _)) = cell.char_indices().nth(WIDEST) {
            cell.truncate(end);
            cell.push('…');
        }
    }
    line
}

fn reasons(
    scenario: &Scenario,
    outcome: &Outcome,
    step: &StepOutcome,
    indent: usize,
    out: &mut Plain<impl Write>,
) -> io::Result<()> {
    paragraph(&cause(scenario, outcome, step).plain(), indent, out)?;
    if let Some(message) = cli_message(outcome, step) {
        paragraph(&format!("> {}", message.text), indent, out)?;
    }
    for difference in step.differences.iter().flatten() {
        let text = narrate::difference(difference);
        paragraph(&format!("! {text}"), indent, out)?;
    }
    Ok(())
}

/// Writes words into lines of equal indentation. A word longer than a line stays whole, so that ARNs can be copied.
pub(crate) fn paragraph(text: &str, indent: usize, out: &mut impl Write) -> io::Result<()> {
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            writeln!(out, "{:indent$}{line}", "")?;
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    writeln!(out, "{:indent$}{line}", "")
}

fn sum(outcome: &Outcome, out: &mut Plain<impl Write>) -> io::Result<()> {
    let expecting = outcome.steps.iter().filter(|step| step.differences.is_some()).count();
    let held = outcome
        .steps
        .iter()
        .filter(|step| step.differences.as_ref().is_some_and(Vec::is_empty))
        .count();
    match expecting {
        0 => writeln!(out, "\nNothing is expected."),
        _ => writeln!(out, "\n{held} of {expecting} expectations hold."),
    }
}
