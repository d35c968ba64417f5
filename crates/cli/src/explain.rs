//! `assume-role explain`: why a step came to what it did, in the words that the page shows under Why.

use std::io::{self, Write};

use anstyle::Style;
use policy::{Effect, Finding, Node, NodeId, NodeKind};
use simulator::{
    Outcome, Scenario,
    narrate::{self, causes::Part},
    outcome::{CheckKind, CheckStatus, StepOutcome, StepResult},
};

use crate::{
    plain::{BAD, DOUBTFUL, FAINT, GOOD, Plain},
    report::{paragraph, verdict_style},
};

/// What is to be told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// The step, by its id; without it, those that were stopped.
    pub(crate) step: Option<&'a str>,
    /// Everything that was looked at, and not only the way to the decision.
    pub(crate) full: bool,
    /// The usual causes of a refusal as well.
    pub(crate) causes: bool,
}

/// Writes the title, and of each chosen step the cause, what the command line prints, the way out and every check.
///
/// # Errors
/// When nothing can be written any more.
pub(crate) fn write(
    file: &str,
    scenario: &Scenario,
    outcome: &Outcome,
    asked: Asked<'_>,
    out: &mut Plain<impl Write>,
) -> io::Result<()> {
    writeln!(out, "{} ({file})", scenario.title)?;
    for index in chosen(outcome, asked.step) {
        let step = &outcome.steps[index];
        let line = narrate::step_line(scenario, outcome, step);
        write!(
            out,
            "\n{}, {} calls {} on {}: ",
            narrate::numbered(step, index),
            line.caller,
            line.action,
            line.target
        )?;
        out.styled(verdict_style(step), line.verdict)?;
        writeln!(out)?;
        paragraph(&narrate::cause(scenario, outcome, step).plain(), 2, out)?;
        if let Some(message) = narrate::cli_message(outcome, step) {
            paragraph(&format!("> {}", message.text), 2, out)?;
            if let Some(note) = message.note {
                paragraph(&note, 2, out)?;
            }
        }
        if let Some(remedy) = narrate::remedy(scenario, outcome, step) {
            paragraph(&remedy.plain(), 2, out)?;
        }
        writeln!(out)?;
        if asked.causes {
            causes(scenario, outcome, step, out)?;
        }
        checks(outcome, step, asked.full, out)?;
    }
    Ok(())
}

/// The named step; else those that were refused or that nobody can decide; else the last.
fn chosen(outcome: &Outcome, step: Option<&str>) -> Vec<usize> {
    let stopped = |step: &StepOutcome| {
        matches!(step.result, StepResult::Refused(_) | StepResult::Undecided(_))
    };
    let wanted = |index: &usize| match step {
        Some(id) => *outcome.steps[*index].id == *id,
        None => stopped(&outcome.steps[*index]),
    };
    let mut chosen: Vec<usize> = (0..outcome.steps.len()).filter(wanted).collect();
    if chosen.is_empty() {
        chosen.extend(outcome.steps.len().checked_sub(1));
    }
    chosen
}

/// The usual causes, each with its part and its evidence.
fn causes(
    scenario: &Scenario,
    outcome: &Outcome,
    step: &StepOutcome,
    out: &mut Plain<impl Write>,
) -> io::Result<()> {
    let all = narrate::possible_causes(scenario, outcome, step);
    for cause in &all {
        let (mark, style) = match cause.part {
            Part::Decides => ("x", BAD),
            Part::WouldRefuse => ("!", DOUBTFUL),
            Part::InOrder => ("+", GOOD),
            Part::DoesNotApply => ("-", FAINT),
            Part::NotAsked => (".", FAINT),
        };
        row(1, mark, style, cause.name, cause.part.words(), out)?;
        writeln!(out)?;
        paragraph(&cause.evidence.plain(), 6, out)?;
    }
    if !all.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

fn checks(
    outcome: &Outcome,
    step: &StepOutcome,
    full: bool,
    out: &mut Plain<impl Write>,
) -> io::Result<()> {
    for check in &step.checks {
        let line = narrate::check_line(outcome, step, check);
        let (mark, style) = match check.status {
            CheckStatus::Passed => ("+", GOOD),
            CheckStatus::Failed => ("x", BAD),
            CheckStatus::NotApplicable => ("-", FAINT),
            CheckStatus::NotMade => (".", FAINT),
        };
        row(1, mark, style, &line.name, &line.fact, out)?;
        writeln!(out)?;
        let CheckKind::Authorization(index) = check.kind else { continue };
        // Nothing is asked where a policy that it needs would not be saved.
        let Some(authorization) = step.authorizations.get(index) else { continue };
        // What stopped the call is open; where nothing did, what allowed the call itself.
        let failed = check.status == CheckStatus::Failed;
        let opens = failed || (step.result == StepResult::Succeeded && index == 0);
        if (opens || full) && check.status != CheckStatus::NotMade {
            let deciding = match failed {
                true => authorization.deciding(),
                false => Vec::new(),
            };
            Tree { outcome, step, index, deciding }.below(0, 2, full, out)?;
        }
    }
    Ok(())
}

/// What was looked at for one authorization.
struct Tree<'a> {
    outcome: &'a Outcome,
    step: &'a StepOutcome,
    index: usize,
    deciding: Vec<NodeId>,
}

impl Tree<'_> {
    /// What lies below a node; all of it, or only the way to what decides and everything below that.
    fn below(
        &self,
        parent: NodeId,
        level: usize,
        all: bool,
        out: &mut Plain<impl Write>,
    ) -> io::Result<()> {
        for (id, node) in self.step.authorizations[self.index].explanation.children(parent) {
            let line = narrate::node_line(self.outcome, self.step, self.index, id);
            let leads = self.deciding.iter().any(|deciding| (id..node.end).contains(deciding));
            let is_deny =
                matches!(node.kind, NodeKind::Statement { effect: Some(Effect::Deny), .. });
            let (mark, style) = match node.finding {
                Finding::Denies => ("x", BAD),
                Finding::Matched if is_deny => ("x", BAD),
                Finding::Matched | Finding::Allows(_) => ("+", GOOD),
                Finding::Silent | Finding::NotMatched(_) if leads => ("x", BAD),
                Finding::Silent | Finding::NotMatched(_) => (" ", FAINT),
                Finding::NotApplicable(_) => ("-", FAINT),
            };
            row(level, mark, style, &line.name, &line.fact, out)?;
            if !matches!(node.kind, NodeKind::Layer(_) | NodeKind::Level(_) | NodeKind::Policy) {
                self.place(node, out)?;
            }
            writeln!(out)?;
            let is_side = matches!(node.kind, NodeKind::CallerSide | NodeKind::ResourceSide);
            if is_side || leads || all {
                self.below(id, level + 1, all || self.deciding.contains(&id), out)?;
            }
        }
        Ok(())
    }

    /// Where a node stands in its document, as it is in memory.
    fn place(&self, node: &Node, out: &mut Plain<impl Write>) -> io::Result<()> {
        let place = node.place.and_then(|place| {
            let document = self.outcome.documents.get(place.document as usize)?;
            let at = place.span.line_column(&document.text);
            Some(format!("  [{}:{}:{}]", document.name, at.line, at.column))
        });
        out.styled(FAINT, &place.unwrap_or_default())
    }
}

fn row(
    level: usize,
    mark: &str,
    style: Style,
    name: &str,
    fact: &str,
    out: &mut Plain<impl Write>,
) -> io::Result<()> {
    write!(out, "{:indent$}", "", indent = 2 * level)?;
    out.styled(style, mark)?;
    write!(out, " {name}")?;
    if !fact.is_empty() {
        write!(out, ": {fact}")?;
    }
    Ok(())
}
