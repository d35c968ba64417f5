//! Every scenario of the gallery is canonical: read and written again, it is the same text.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use policy::json::{self, Kind, Member, Value};
use proptest::prelude::*;
use simulator::Scenario;

#[test]
fn every_scenario_is_read_and_written_unchanged() {
    let mut wrong = String::new();
    for (name, text) in common::corpus() {
        match Scenario::read(&text) {
            Err(errors) => {
                for error in errors {
                    let (line, column) = (error.at.line, error.at.column);
                    let help = error.help.unwrap_or_default();
                    wrong += &format!(
                        "{name}:{line}:{column} {}: {} {help}\n",
                        error.path, error.message
                    );
                }
            }
            Ok(scenario) => {
                let written = scenario.write();
                if written != text {
                    let line = written.lines().zip(text.lines()).position(|(one, two)| one != two);
                    wrong += &format!("{name}: differs from line {line:?}\n");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Draws numbers from a seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

fn value(kind: Kind) -> Value {
    Value { span: policy::Span::default(), kind }
}

const DOCUMENTS: [&str; 6] =
    ["AssumeRolePolicyDocument", "PolicyDocument", "Content", "Policy", "Document", "claims"];

/// Another spelling of the same file: members in another order, members that AWS prints, documents as text, one value
/// instead of a list of one.
fn respell(value_: &mut Value, name: &str, draw: &mut Draw) {
    match &mut value_.kind {
        Kind::Array(items)
            if matches!(name, "blockedBy") && items.len() == 1 && draw.below(2) == 0 =>
        {
            *value_ = items.remove(0);
        }
        Kind::Array(items) => items.iter_mut().for_each(|item| respell(item, name, draw)),
        Kind::Object(_) if DOCUMENTS.contains(&name) => {
            // `Policies` of an organization and of an account hold objects too; only documents carry statements.
            let text = json::print(value_);
            if text.contains("\"Statement\"") && draw.below(3) == 0 {
                let typed =
                    if draw.below(2) == 0 { format!(" {text}\n") } else { text.replace('\n', "") };
                *value_ = value(Kind::String(typed.into()));
            }
        }
        Kind::Object(members) => {
            draw.shuffle(members);
            for member in members.iter_mut() {
                respell(&mut member.value, &member.name.clone(), draw);
            }
            let is_role = members.iter().any(|member| &*member.name == "AssumeRolePolicyDocument");
            if is_role && name == "Roles" && draw.below(2) == 0 {
                let last_used = Kind::Object(vec![]);
                let at = draw.below(members.len() + 1);
                members.insert(
                    at,
                    Member {
                        name: "RoleLastUsed".into(),
                        name_span: policy::Span::default(),
                        value: value(last_used),
                    },
                );
            }
            for list in ["Tags", "RolePolicyList"] {
                let there = members.iter().any(|member| &*member.name == list);
                if is_role && name == "Roles" && !there && draw.below(2) == 0 {
                    members.push(Member {
                        name: list.into(),
                        name_span: policy::Span::default(),
                        value: value(Kind::Array(vec![])),
                    });
                }
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_spelling_is_read_and_written_unchanged(file in any::<prop::sample::Index>(), seed: u64) {
        let corpus = common::corpus();
        let (name, text) = file.get(&corpus);
        let (parsed, _) = json::parse(text);
        let mut parsed = parsed.unwrap();
        respell(&mut parsed, "", &mut Draw(seed));
        let text = format!("{}\n", json::print(&parsed));
        match Scenario::read(&text) {
            Ok(scenario) => prop_assert_eq!(scenario.write(), text, "{}", name),
            Err(errors) => prop_assert!(false, "{}: {:?}\n{}", name, errors, text),
        }
    }

    #[test]
    fn nothing_that_is_typed_makes_the_reader_fail(file in any::<prop::sample::Index>(), at: usize, length in 0..40_usize, typed in "[\\[\\]{}\",: a-z0-9\n]{0,6}") {
        let corpus = common::corpus();
        let (_, text) = file.get(&corpus);
        let start = text.floor_char_boundary(at % text.len());
        let end = text.floor_char_boundary((start + length).min(text.len())).max(start);
        let broken = format!("{}{typed}{}", &text[..start], &text[end..]);
        match Scenario::read(&broken) {
            Ok(scenario) => prop_assert!(Scenario::read(&scenario.write()).is_ok()),
            Err(errors) => prop_assert!(!errors.is_empty()),
        }
    }
}
