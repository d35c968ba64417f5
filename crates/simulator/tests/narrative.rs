//! Every sentence of every scenario as a text that people review. These files hold words only: what a step comes to is
//! the scenario's own expectation, held elsewhere.
//!
//! `BLESS=1` writes them anew; the difference is read before it is kept.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{env, fmt::Write as _, fs, path::Path};

use simulator::{
    Outcome, Scenario,
    narrate::{
        DecidingFact, Part, Sentence, cause, check_line, cli_message, deciding_fact, node_line,
        remedy,
    },
    outcome::{CheckStatus, StepOutcome},
};
use testing::corpus::simulate;

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn scenarios() -> Vec<(String, Scenario)> {
    let read = |(name, text): (String, String)| (name, Scenario::read(&text).unwrap());
    testing::corpus::files().into_iter().map(read).collect()
}

/// The sentence with its weight: `**strong**` and `` `code` ``.
fn weighed(sentence: &Sentence) -> String {
    let parts = sentence.parts.iter().map(|part| match part {
        Part::Text(text) => text.clone(),
        Part::Strong(text) => format!("**{text}**"),
        Part::Code(text) => format!("`{text}`"),
    });
    parts.collect()
}

fn fact(fact: &DecidingFact) -> String {
    match fact {
        DecidingFact::Limit { title, asked, role_maximum, cap, note } => {
            format!("{title}: asked {asked}, role {role_maximum:?}, cap {cap}. {note}")
        }
        DecidingFact::Absence { title, note } => format!("{title}: {note}"),
        DecidingFact::Statement { title, elements, comparison, note, .. } => {
            let mut text = title.clone();
            for element in elements {
                let mark = if element.matched { "+" } else { "-" };
                write!(
                    text,
                    "\n      {mark} {} {}: {}",
                    element.name, element.value, element.reason
                )
                .unwrap();
            }
            if let Some(comparison) = comparison {
                let verb = if comparison.lifts_a_deny { "avoids the deny" } else { "is wanted" };
                write!(
                    text,
                    "\n      {}: {} in the request; {} {verb}",
                    comparison.key,
                    comparison.actual.as_deref().unwrap_or("missing"),
                    comparison.wanted.as_deref().unwrap_or("nothing simple")
                )
                .unwrap();
            }
            if let Some(note) = note {
                write!(text, "\n      {note}").unwrap();
            }
            text
        }
    }
}

fn told(scenario: &Scenario, outcome: &Outcome, step: &StepOutcome) -> String {
    let mut text = format!("== {}\n{}\n", step.id, weighed(&cause(scenario, outcome, step)));
    if let Some(remedy) = remedy(scenario, outcome, step) {
        writeln!(text, "  do: {}", weighed(&remedy)).unwrap();
    }
    if let Some(message) = cli_message(outcome, step) {
        let word = if message.names_the_cause { "names" } else { "hides" };
        writeln!(text, "  cli {} ({word} the cause): {}", message.status, message.text).unwrap();
        if let Some(note) = message.note {
            writeln!(text, "  leaves out: {note}").unwrap();
        }
    }
    if let Some(known) = deciding_fact(outcome, step) {
        writeln!(text, "  decides: {}", fact(&known)).unwrap();
    }
    for check in &step.checks {
        let line = check_line(outcome, step, check);
        let mark = match check.status {
            CheckStatus::Passed => "+",
            CheckStatus::Failed => "x",
            CheckStatus::NotApplicable => "-",
            CheckStatus::NotMade => ".",
        };
        writeln!(text, "  {mark} {}: {}", line.name, line.fact).unwrap();
    }
    text
}

#[test]
fn every_sentence_is_as_it_was_reviewed() {
    let bless = env::var_os("BLESS").is_some();
    let kept = folder("tests/narrative");
    if bless {
        fs::create_dir_all(&kept).unwrap();
    }
    let mut changed = String::new();
    let scenarios = scenarios();
    for (name, scenario) in &scenarios {
        let outcome = simulate(scenario);
        let texts: Vec<String> =
            outcome.steps.iter().map(|step| told(scenario, &outcome, step)).collect();
        let text = texts.join("\n");
        let path = kept.join(format!("{name}.txt"));
        if bless {
            fs::write(&path, &text).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != text {
            writeln!(changed, "{name}").unwrap();
        }
    }
    let files = fs::read_dir(&kept).unwrap().count();
    assert_eq!(files, scenarios.len(), "a file without a scenario, or a scenario without one");
    assert!(changed.is_empty(), "other words than reviewed; see with BLESS=1:\n{changed}");
}

/// Words that our sentences do not use, and marks that must not be left in them.
const BANNED: [&str; 10] =
    ["not satisfied", "condition not", "oops", "please", "  ", "..", " .", "!", "\u{2}", "\u{4}"];

#[test]
fn every_node_has_words_and_every_sentence_is_plain() {
    for (name, scenario) in scenarios() {
        let outcome = simulate(&scenario);
        for step in &outcome.steps {
            let place = format!("{name}, {}", step.id);
            let mut texts = vec![cause(&scenario, &outcome, step).plain()];
            texts.extend(remedy(&scenario, &outcome, step).map(|sentence| sentence.plain()));
            for text in &texts {
                assert!(text.ends_with(['.', '?']), "{place}: {text}");
                for banned in BANNED {
                    assert!(!text.contains(banned), "{place}: {banned:?} in {text}");
                }
                assert!(text.len() < 620, "{place}: {} letters: {text}", text.len());
            }
            for (index, asked) in step.authorizations.iter().enumerate() {
                for node in 0..u32::try_from(asked.explanation.nodes.len()).unwrap() {
                    let line = node_line(&outcome, step, index, node);
                    assert!(!line.name.is_empty(), "{place}: node {node} has no name");
                    assert!(!line.fact.is_empty(), "{place}: {} has no fact", line.name);
                    assert!(!line.fact.contains('\u{2}'), "{place}: {}", line.fact);
                }
            }
        }
    }
}
