//! Runs the case files of `crates/policy/testdata` the same way on every host, and counts what they cover.
//!
//! | folder | a case | `expect` |
//! |---|---|---|
//! | `conditions` | `operator`, `key`, `policy` (the policy's values), `request` (the request's) | `matched`, or the reason why not |
//! | `elements/action.json` | `action` or, with `not`, `NotAction`; `request` | the same |
//! | `elements/resource.json` | `resource` or, with `not`, `NotResource`; `request` | the same |
//! | `elements/principal.json` | `principal` or, with `not`, `NotPrincipal`; `caller`, `effect`, `kind`, `frozen` | the same, or how directly an Allow names the caller |
//! | `documents` | `document`, `kind` | `finds` and `lacks` codes of findings, the latter found by some other case; of the first found `at`, `severity` and `message`; `refusal` in the service's words |
//!
//! Everywhere else but under `documents`, `version`, `context` and `assumptions` may be given.

mod callers;
mod matrix;
mod question;

use std::collections::BTreeSet;

use iam::PolicyType;
use policy::{
    Diagnostic, Explanation, Finding, Node, NodeKind, Severity,
    json::{self, Kind, Value},
};

use crate::case_file::{self, text, texts};
pub use matrix::Matrix;
use question::Question;

/// What a run of files came to.
#[derive(Debug, Default)]
pub struct Run {
    /// How many cases were run.
    pub cases: usize,
    /// Every expectation that does not hold: file, case, what is expected and what came.
    pub failures: Vec<String>,
    /// What the cases of condition operators cover.
    pub matrix: Matrix,
    /// The codes that some case finds.
    found: BTreeSet<String>,
    /// The codes that some case lacks, each with its file.
    lacking: BTreeSet<(String, String)>,
}

impl Run {
    /// Runs a file; its name is the path below `testdata`.
    pub fn file(&mut self, file: &str, source: &str) {
        let Self { cases, failures, matrix, found, lacking } = self;
        let folder = file.split_once('/').map_or(file, |(folder, _)| folder);
        *cases += case_file::each(file, source, failures, |case| {
            let asked = match (folder, file) {
                ("conditions", _) => {
                    matrix.count(case);
                    condition(case, source)
                }
                ("documents", _) => {
                    found.extend(texts(case, "finds").map(str::to_owned));
                    lacking.extend(
                        texts(case, "lacks").map(|code| (file.to_owned(), code.to_owned())),
                    );
                    document(case)
                }
                (_, "elements/action.json") => action(case, source),
                (_, "elements/resource.json") => resource(case, source),
                (_, "elements/principal.json") => principal(case, source),
                _ => Err("no runner knows this file".to_owned()),
            };
            asked.err().into_iter().collect()
        });
    }

    /// The codes under `lacks` that are under `finds` nowhere in the files that were run: a code that was renamed or never
    /// was is lacked by every document.
    #[must_use]
    pub fn never_found(&self) -> Vec<String> {
        let unknown = self.lacking.iter().filter(|(_, code)| !self.found.contains(code));
        unknown.map(|(file, code)| format!("{file}: no case finds `{code}`")).collect()
    }
}

type Outcome = Result<(), String>;

fn same<T: PartialEq + std::fmt::Debug + ?Sized>(found: &T, expected: &T) -> Outcome {
    if found == expected { Ok(()) } else { Err(format!("expected {expected:?}, found {found:?}")) }
}

/// The finding of the first node of that kind: `matched`, or the reason why not.
fn finding(explanation: &Explanation, is: impl Fn(NodeKind) -> bool) -> String {
    match explanation.nodes.iter().find(|node| is(node.kind)) {
        None => "no such node".to_owned(),
        Some(Node { finding: Finding::Matched, .. }) => "matched".to_owned(),
        Some(Node { finding: Finding::NotMatched(reason), .. }) => format!("{reason:?}"),
        Some(Node { finding: other, .. }) => format!("{other:?}"),
    }
}

/// A member as it is written.
fn written<'a>(case: &Value, name: &str, source: &'a str) -> &'a str {
    case.get(name).map_or("null", |value| value.span.of(source))
}

fn condition(case: &Value, source: &str) -> Outcome {
    let (operator, key, values) =
        (text(case, "operator"), text(case, "key"), written(case, "policy", source));
    let statement = format!(
        r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{"{operator}":{{"{key}":{values}}}}}}}"#
    );
    let mut question = Question::of(case, statement)?;
    question.set(key, case.get("request"));
    let (evidence, explanation) = question.ask()?;
    let found = finding(&explanation, |kind| matches!(kind, NodeKind::Condition { .. }));
    same(&*found, text(case, "expect"))?;
    same(&evidence.allow.is_some(), &(found == "matched"))
}

/// The element's name, with `Not` where the case says so.
fn name(case: &Value, name: &str) -> String {
    let not = matches!(case.get("not").map(|value| &value.kind), Some(Kind::Bool(true)));
    if not { format!("Not{name}") } else { name.to_owned() }
}

fn action(case: &Value, source: &str) -> Outcome {
    let (name, values) = (name(case, "Action"), written(case, "action", source));
    let statement = format!(r#"{{"Effect":"Allow","{name}":{values},"Resource":"*"}}"#);
    let mut question = Question::of(case, statement)?;
    question.action = text(case, "request").to_owned();
    let (evidence, explanation) = question.ask()?;
    let found = finding(&explanation, |kind| matches!(kind, NodeKind::Action { .. }));
    same(&*found, text(case, "expect"))?;
    same(&evidence.allow.is_some(), &(found == "matched"))
}

fn resource(case: &Value, source: &str) -> Outcome {
    let (name, values) = (name(case, "Resource"), written(case, "resource", source));
    let statement = format!(r#"{{"Effect":"Deny","Action":"*","{name}":{values}}}"#);
    let mut question = Question::of(case, statement)?;
    question.resource = text(case, "request").to_owned();
    let (evidence, explanation) = question.ask()?;
    let found = finding(&explanation, |kind| matches!(kind, NodeKind::Resource { .. }));
    same(&*found, text(case, "expect"))?;
    same(&evidence.deny, &(found == "matched"))
}

fn principal(case: &Value, source: &str) -> Outcome {
    let (name, values) = (name(case, "Principal"), written(case, "principal", source));
    let effect = case.get("effect").and_then(Value::as_str).unwrap_or("Allow");
    let statement = format!(
        r#"{{"Effect":"{effect}","{name}":{values},"Action":"sts:AssumeRole","Resource":"*"}}"#
    );
    let mut question = Question::of(case, statement)?;
    question.kind = kind(case, PolicyType::Resource)?;
    question.caller = callers::named(text(case, "caller"))?;
    let (evidence, explanation) = question.ask()?;
    let mut found = finding(&explanation, |kind| matches!(kind, NodeKind::Principal { .. }));
    match evidence.allow {
        Some(grant) => found = format!("{grant:?}"),
        None => same(&evidence.deny, &(found == "matched"))?,
    }
    same(&*found, text(case, "expect"))
}

fn kind(case: &Value, without: PolicyType) -> Result<PolicyType, String> {
    match text(case, "kind") {
        "" => Ok(without),
        name => PolicyType::named(name).ok_or_else(|| format!("no policy type `{name}`")),
    }
}

fn document(case: &Value) -> Outcome {
    let document = case.get("document").ok_or("no document")?;
    let source = document.as_str().map_or_else(|| json::print(document), str::to_owned);
    let (_, findings) = policy::parse(&source, kind(case, PolicyType::Trust)?);
    let found = |code: &str| findings.iter().find(|finding| finding.code == code);
    for wanted in texts(case, "finds") {
        if found(wanted).is_none() {
            let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
            return Err(format!("`{wanted}` is not among {codes:?}"));
        }
    }
    if let Some(finding) = texts(case, "lacks").find_map(found) {
        return Err(format!("`{}` is found: {finding:?}", finding.code));
    }
    let first = texts(case, "finds").next().and_then(found);
    if let Some(place) = case.get("at").and_then(Value::as_str) {
        same(&first.map(|first| first.span.of(&source)), &Some(place))?;
    }
    if let Some(severity) = case.get("severity").and_then(Value::as_str) {
        same(&first.map(severity_name), &Some(severity))?;
    }
    if let Some(message) = case.get("message").and_then(Value::as_str) {
        same(&first.map(|first| &*first.message), &Some(message))?;
    }
    let refusal = findings.iter().find_map(|finding| finding.refusal.as_deref());
    same(&refusal, &case.get("refusal").and_then(Value::as_str))
}

fn severity_name(finding: &Diagnostic) -> &'static str {
    match finding.severity {
        Severity::Error => "error",
        Severity::SecurityWarning => "securityWarning",
        Severity::Warning => "warning",
        Severity::Suggestion => "suggestion",
    }
}
