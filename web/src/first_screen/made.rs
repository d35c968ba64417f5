//! The first screen as the engine finds it: natively, when the page is built.

use std::collections::BTreeSet;

use simulator::{
    Outcome, Scenario,
    narrate::{self, Part},
};

use super::{Card, FirstScreen, Shelf, Trial, Try};
use crate::{
    chunks,
    gallery::{self, FEATURED, SECTIONS, Section},
    panels::frame::strip::{About, Strip},
    state::selectors::Verdict,
};

/// The durations that can be tried, in seconds.
const TRIES: [u32; 2] = [7200, 3600];

impl FirstScreen {
    /// Runs every example.
    pub(crate) fn made() -> Self {
        let tries: Vec<Try> =
            TRIES.into_iter().filter_map(|seconds| Try::of(FEATURED, seconds)).collect();
        let trial = (!tries.is_empty()).then(|| Trial { id: FEATURED.into(), tries });
        Self { trial, shelves: SECTIONS.iter().map(Shelf::of).collect() }
    }
}

impl Shelf {
    fn of(section: &Section) -> Self {
        let card = |example: gallery::Example| Card::of(example.id, &example.scenario).into();
        Self {
            title: section.title.into(),
            cards: section.examples().into_iter().map(card).collect(),
        }
    }
}

impl Card {
    fn of(id: &str, scenario: &Scenario) -> Self {
        let outcome = simulator::simulate_with(scenario, chunks::verifiers());
        let model = diagram::Model::new(scenario, &outcome);
        Self {
            id: id.into(),
            title: plain(&scenario.title).into(),
            teaches: scenario.teaches.as_deref().map(|text| plain(text).into()),
            difficulty: difficulty(id),
            words: words(scenario, &outcome, &model).into(),
            verdicts: model.calls.iter().map(|call| call.verdict).collect(),
        }
    }
}

/// How hard the scenarios are to understand: a line `ID LEVEL` each, kept beside them.
const DIFFICULTIES: &str = include_str!("../../../crates/simulator/scenarios/difficulty.txt");

/// How hard a scenario is to understand; in the middle where nobody said.
fn difficulty(id: &str) -> u8 {
    let level = |line: &str| line.strip_prefix(id)?.strip_prefix(' ')?.parse().ok();
    DIFFICULTIES.lines().find_map(level).unwrap_or(2)
}

/// What somebody may look for who has an error message in hand, or knows a thing by its short name.
fn words(scenario: &Scenario, outcome: &Outcome, model: &diagram::Model) -> String {
    let mut words = BTreeSet::new();
    words.extend(model.calls.iter().map(|call| call.action.to_string()));
    words.extend(outcome.steps.iter().filter_map(|step| Some(step.error()?.code.to_owned())));
    let text = scenario.write();
    let short = [
        ("ServiceControlPolic", "SCP"),
        ("ResourceControlPolic", "RCP"),
        ("OpenIDConnectProvider", "OIDC"),
        ("SAMLProvider", "SAML"),
        ("PermissionsBoundary", "permissions boundary"),
        ("MultiFactorAuth", "MFA"),
        ("43200", "12 hours"),
        ("ExternalId", "ExternalId"),
        ("PrincipalOrg", "organization"),
    ];
    let short = short.into_iter().filter(|(name, _)| text.contains(name));
    words.extend(short.map(|(_, word)| word.to_owned()));
    Vec::from_iter(words).join(" ")
}

impl Try {
    fn of(id: &str, seconds: u32) -> Option<Self> {
        let (scenario, step) = gallery::tried(id, seconds)?;
        let outcome = simulator::simulate_with(&scenario, chunks::verifiers());
        let tried = outcome.steps.get(step)?;
        Some(Self {
            seconds,
            number: u32::try_from(step + 1).ok()?,
            verdict: Verdict::of(tried),
            cause: narrate::cause(&scenario, &outcome, tried),
            message: narrate::cli_message(&outcome, tried).map(|message| message.text.into()),
            strip: Strip::of(&diagram::Model::new(&scenario, &outcome)),
        })
    }
}

/// The file for [`super::install`].
pub(crate) fn text(screen: &FirstScreen) -> String {
    let mut all = String::new();
    if let Some(trial) = &screen.trial {
        line(&mut all, &["trial", &trial.id]);
        trial.tries.iter().for_each(|one| write_try(&mut all, one));
    }
    for shelf in &screen.shelves {
        line(&mut all, &["shelf", &shelf.title]);
        for card in &shelf.cards {
            let verdicts: Vec<&str> = card.verdicts.iter().map(|verdict| verdict.token()).collect();
            let teaches = card.teaches.as_deref().unwrap_or_default();
            let (verdicts, difficulty) = (verdicts.join(" "), card.difficulty.to_string());
            let card =
                ["card", &card.id, &card.title, teaches, &difficulty, &card.words, &verdicts];
            line(&mut all, &card);
        }
    }
    all
}

fn write_try(all: &mut String, one: &Try) {
    let (seconds, number) = (one.seconds.to_string(), one.number.to_string());
    let message = one.message.as_deref().unwrap_or_default();
    line(all, &["try", &seconds, &number, one.verdict.class(), message, &one.strip.start]);
    for part in &one.cause.parts {
        match part {
            Part::Text(text) => line(all, &["text", text]),
            Part::Strong(text) => line(all, &["strong", text]),
            Part::Code(text) => line(all, &["code", text]),
        }
    }
    for part in &one.strip.parts {
        let (number, verdict) = (part.number.to_string(), part.verdict.token());
        match &part.about {
            About::Call { caller, target } => {
                let [caller, target] = [caller, target].map(|name| name.as_deref().unwrap_or(""));
                line(all, &["call", &number, verdict, &part.operation, caller, target]);
            }
            About::Change { subject } => {
                line(all, &["change", &number, verdict, &part.operation, subject]);
            }
        }
    }
}

fn line(all: &mut String, fields: &[&str]) {
    let fields: Vec<String> = fields.iter().map(|field| plain(field)).collect();
    all.push_str(&fields.join("\t"));
    all.push('\n');
}

/// A text on one line, without what separates fields.
fn plain(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panels::frame::strip;

    #[test]
    fn what_is_written_is_read_again() {
        let made = FirstScreen::made();
        assert_eq!(FirstScreen::read(&text(&made)), made);
    }

    #[test]
    fn every_kind_of_line_is_read_again() {
        let part = |number, about| strip::Part {
            number,
            verdict: diagram::model::Verdict::Undecided,
            operation: "sts:AssumeRole".into(),
            about,
        };
        let parts = vec![
            part(1, About::Call { caller: Some("alice".into()), target: None }),
            part(2, About::Change { subject: "DeployRole".into() }),
            part(3, About::Call { caller: None, target: Some("Hub".into()) }),
        ];
        let cause = narrate::Sentence {
            parts: vec![
                Part::Text("It ".into()),
                Part::Strong("does".into()),
                Part::Code("x".into()),
            ],
        };
        let strip = Strip { start: "alice".into(), parts };
        let verdict = Verdict::Changed;
        let one = Try { seconds: 900, number: 2, verdict, cause, message: None, strip };
        let trial = Some(Trial { id: "example".into(), tries: vec![one] });
        let screen = FirstScreen { trial, shelves: Vec::new() };
        assert_eq!(FirstScreen::read(&text(&screen)), screen);
    }

    #[test]
    fn the_first_screen_shows_a_refusal_with_its_reason_and_what_puts_it_right() {
        let trial = FirstScreen::made().trial.unwrap();
        let verdicts: Vec<Verdict> = trial.tries.iter().map(|one| one.verdict).collect();
        assert_eq!(verdicts, [Verdict::Denied, Verdict::Allowed]);
        let refused = &trial.tries[0];
        assert!(refused.cause.plain().contains("1 hour"), "{}", refused.cause.plain());
        assert!(refused.message.as_deref().is_some_and(|text| text.contains("role chaining")));
        assert!(trial.tries[1].message.is_none());
    }

    #[test]
    fn somebody_said_how_hard_every_example_is() {
        let lines = DIFFICULTIES.lines().filter(|line| !line.starts_with('#'));
        let mut said: Vec<(&str, &str)> = lines.map(|line| line.split_once(' ').unwrap()).collect();
        said.sort_unstable();
        let files = testing::corpus::files();
        let ids: Vec<&str> = files.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(said.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ids);
        assert!(said.iter().all(|(_, level)| ["1", "2", "3"].contains(level)));
        // Each level has enough to choose from.
        for level in ["1", "2", "3"] {
            assert!(said.iter().filter(|(_, known)| *known == level).count() >= 15, "{level}");
        }
    }

    #[test]
    fn every_example_has_its_card_and_says_what_it_teaches() {
        let screen = FirstScreen::made();
        let cards = screen.shelves.iter().flat_map(|shelf| &shelf.cards);
        let shown: Vec<&str> = cards.clone().map(|card| &*card.id).collect();
        assert_eq!(shown.len(), testing::corpus::files().len());
        for card in cards {
            assert!(card.teaches.is_some(), "{}", card.id);
        }
    }
}
