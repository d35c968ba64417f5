//! Runs case files of loose documents and holds each answer against its expectation, the same way on every host; counts
//! which policy type allowed, stayed silent and denied, in one account and across accounts.
//!
//! A case of a file holds `case` and `expect`. `expect` holds `decision`, `blockedBy` in any order, and `refusedOnSave`, the fields of
//! the documents that would be refused (none where it is left out); where it holds `assumption`, the explanation names that
//! switch as the one that decides, for `null` none; where it holds `message`, that is the service's answer. A case that is none stands as `text`, and `expect`
//! holds its `errors`: `path`, `line`, `column`, the beginning of `message`, and `help` where it matters.

use std::{collections::BTreeMap, fmt, fmt::Write as _};

use iam::{Decision, PolicyType};
use policy::{
    Finding, NodeKind,
    json::{Kind, Value},
};
use simulator::{
    loose::{self, Request},
    scenario::ScenarioError,
};

use crate::case_file::{self, texts};

/// What a policy type did in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Did {
    Allow,
    ImplicitDeny,
    ExplicitDeny,
}

const ALL: [(Did, &str); 3] = [
    (Did::Allow, "allow"),
    (Did::ImplicitDeny, "implicit deny"),
    (Did::ExplicitDeny, "explicit deny"),
];

/// Cells that cannot be filled, with the reason.
const IMPOSSIBLE: [(PolicyType, Did, &str); 1] = [(
    PolicyType::ResourceControl,
    Did::ImplicitDeny,
    "RCPFullAWSAccess is attached to every level and cannot be detached",
)];

/// How many cases there are of each policy type, of what it did, in one account and across accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matrix {
    cells: BTreeMap<(PolicyType, Did, bool), usize>,
}

impl Matrix {
    /// Cells without a case that could have one.
    #[must_use]
    pub fn empty_cells(&self) -> Vec<String> {
        let mut empty = Vec::new();
        for kind in PolicyType::ALL {
            for (did, word) in ALL {
                let impossible = IMPOSSIBLE.iter().any(|(k, d, _)| (*k, *d) == (kind, did));
                for same in [true, false] {
                    let count = self.cells.get(&(kind, did, same)).copied().unwrap_or_default();
                    let account = if same { "same account" } else { "cross-account" };
                    if impossible && count > 0 {
                        empty.push(format!("{kind}, {word}, {account} is said to be impossible"));
                    } else if !impossible && count == 0 {
                        empty.push(format!("{kind}, {word}, {account}"));
                    }
                }
            }
        }
        empty
    }

    fn count(&mut self, request: &Request) {
        let decided = request.verdict();
        let same = request.same_account();
        let did = match decided.decision {
            Decision::ExplicitDeny => Some(Did::ExplicitDeny),
            Decision::ImplicitDeny => Some(Did::ImplicitDeny),
            Decision::Allowed => None,
        };
        if let Some(did) = did {
            for kind in decided.blocked_by.iter() {
                *self.cells.entry((kind, did, same)).or_default() += 1;
            }
            return;
        }
        let outcome = request.explain();
        let asked = outcome.steps.iter().flat_map(|step| &step.authorizations);
        for node in asked.flat_map(|asked| &asked.explanation.nodes) {
            if let (NodeKind::Layer(kind), Finding::Allows(_)) = (node.kind, node.finding) {
                *self.cells.entry((kind, Did::Allow, same)).or_default() += 1;
            }
        }
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<20} {:<14} {:>12} {:>13}",
            "policy type", "", "same account", "cross-account"
        )?;
        for kind in PolicyType::ALL {
            for (did, word) in ALL {
                let count = |same| self.cells.get(&(kind, did, same)).copied().unwrap_or_default();
                let why = IMPOSSIBLE.iter().find(|(k, d, _)| (*k, *d) == (kind, did));
                match why {
                    Some((.., why)) => writeln!(f, "{:<20} {word:<14} {why}", kind.as_str())?,
                    None => {
                        writeln!(
                            f,
                            "{:<20} {word:<14} {:>12} {:>13}",
                            kind.as_str(),
                            count(true),
                            count(false)
                        )?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// What a run of files came to.
#[derive(Debug, Default)]
pub struct Run {
    /// How many cases were run.
    pub cases: usize,
    /// Every expectation that does not hold: file, case, what is expected and what came.
    pub failures: Vec<String>,
    /// What the cases with a decision cover.
    pub matrix: Matrix,
}

impl Run {
    /// Runs a file.
    pub fn file(&mut self, file: &str, source: &str) {
        let Self { cases, failures, matrix } = self;
        *cases += case_file::each(file, source, failures, |case| asked(case, source, matrix));
    }
}

fn asked(case: &Value, source: &str, matrix: &mut Matrix) -> Vec<String> {
    let Some(expect) = case.get("expect") else { return vec!["no expectation".to_owned()] };
    if let Some(text) = case.get("text").and_then(Value::as_str) {
        return errors(text, expect);
    }
    let given = case.get("case").map(|case| case.span.of(source)).unwrap_or_default();
    let read = loose::cases(given).ok().and_then(|mut cases| cases.next());
    match read.map(|read| read.request) {
        Some(Ok(request)) => {
            matrix.count(&request);
            answer(&request, expect)
        }
        Some(Err(errors)) => vec![format!("not answered: {}", told(&errors))],
        None => vec!["no case".to_owned()],
    }
}

fn answer(request: &Request, expect: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut same = |field: &str, expected: String, actual: String| {
        if expected != actual {
            found.push(format!("{field}: expected {expected}, came to {actual}"));
        }
    };
    let decided = request.verdict();
    let decision = expect.get("decision").and_then(Value::as_str).unwrap_or_default();
    same("decision", decision.to_owned(), decided.decision.to_string());
    let blocked = decided.blocked_by.iter().map(|kind| kind.to_string()).collect();
    same("blockedBy", list(texts(expect, "blockedBy").map(str::to_owned).collect()), list(blocked));
    let refused = request.refused_on_save().map(|refused| field(&refused)).collect();
    same(
        "refusedOnSave",
        list(texts(expect, "refusedOnSave").map(str::to_owned).collect()),
        list(refused),
    );
    let outcome = request.explain();
    let asked = outcome.steps.first().and_then(|step| step.authorizations.first());
    let explained = asked
        .map_or_else(String::new, |asked| format!("{} {:?}", asked.decision, asked.blocked_by));
    same("explanation", format!("{} {:?}", decided.decision, decided.blocked_by), explained);
    let deciding = asked.is_some_and(|asked| !asked.deciding().is_empty());
    let expected = decided.decision != Decision::Allowed;
    same("deciding nodes", expected.to_string(), deciding.to_string());
    let cause = request.cause(&outcome).plain();
    same("cause", true.to_string(), (!cause.is_empty()).to_string());
    if let Some(expected) = expect.get("message").and_then(Value::as_str) {
        let error = outcome.steps.first().and_then(|step| step.error());
        let told = error.map(|error| error.message.to_string());
        same("message", expected.to_owned(), told.unwrap_or_default());
    }
    if let Some(expected) = expect.get("assumption") {
        let told = cause.split_once("the assumption ").and_then(|(_, rest)| rest.split(' ').next());
        let expected = expected.as_str().unwrap_or("none");
        same("assumption", expected.to_owned(), told.unwrap_or("none").to_owned());
    }
    found
}

fn field(refused: &loose::RefusedOnSave<'_>) -> String {
    match &refused.source.address {
        simulator::scenario::DocumentAddress::Loose { field } => field.to_string(),
        other => format!("{other:?}"),
    }
}

fn list(mut texts: Vec<String>) -> String {
    texts.sort();
    format!("[{}]", texts.join(", "))
}

fn errors(text: &str, expect: &Value) -> Vec<String> {
    let actual = match loose::cases(text) {
        Err(errors) => errors,
        Ok(mut cases) => match cases.next().map(|read| read.request) {
            Some(Err(errors)) => errors,
            _ => return vec!["it was answered".to_owned()],
        },
    };
    let expected = expect.get("errors").and_then(Value::elements).unwrap_or_default();
    let fits = expected.len() == actual.len()
        && expected.iter().zip(&actual).all(|(expected, actual)| is(expected, actual));
    if fits { Vec::new() } else { vec![format!("came to {}", told(&actual))] }
}

fn is(expected: &Value, actual: &ScenarioError) -> bool {
    let number = |name: &str| match expected.get(name).map(|value| &value.kind) {
        Some(Kind::Number(number)) => number.parse().ok(),
        _ => None,
    };
    let text = |name: &str| expected.get(name).and_then(Value::as_str);
    text("path") == Some(&*actual.path)
        && number("line") == Some(actual.at.line)
        && number("column") == Some(actual.at.column)
        && text("message").is_some_and(|begins| actual.message.starts_with(begins))
        && text("help").is_none_or(|help| actual.help.as_deref() == Some(help))
}

fn told(errors: &[ScenarioError]) -> String {
    let mut all = String::new();
    for error in errors {
        let ScenarioError { path, at, message, help, .. } = error;
        let _ = write!(all, "[{path} {}:{} {message} {help:?}]", at.line, at.column);
    }
    all
}
