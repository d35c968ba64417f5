//! **What it finds.** A condition operator that does not exist, such as `StringMatches` or `NullIfExists`.
//!
//! **Why it matters.** The service refuses the document. Here the test is false.
//!
//! **Instead.** One of AWS's operators; `Null` already asks whether the key exists.

use super::{Findings, Subject, has_operator, wording};
use crate::{Comparison, OPERATORS};

const CODE: &str = "INVALID_CONDITION_OPERATOR";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for statement in &subject.policy.statements {
        let mut last = None;
        for condition in &statement.conditions {
            let operator = &condition.operator;
            if operator.value.parse().is_some() || last == Some(operator.span) {
                continue;
            }
            last = Some(operator.span);
            let text = &operator.value.text;
            let bare = text.rsplit(':').next().unwrap_or_default();
            let help = if bare.eq_ignore_ascii_case("NullIfExists") {
                "Write `Null`; it already asks whether the key exists.".to_owned()
            } else {
                let word = bare.to_ascii_lowercase();
                let near = OPERATORS.iter().find(|(name, ..)| {
                    let name = name.to_ascii_lowercase();
                    word.len() > 3 && (name.starts_with(&word) || word.starts_with(&name))
                });
                match near {
                    Some((name, ..)) => format!("Did you mean `{name}`?"),
                    None => "Write one of AWS's operators, such as `StringEquals` or `ArnLike`."
                        .to_owned(),
                }
            };
            let message = format!("There is no condition operator `{text}`.");
            let mut report = findings.error(CODE, operator.span, message).help(help);
            if let Some(meant) = surely_meant(text) {
                let is_taken = has_operator(subject, operator.span, &meant);
                report = report.writes_unless(is_taken, &meant);
            }
            report.refused(wording::syntax(subject.kind));
        }
    }
}

/// The operator that is misspelled, with everything that stands around its name: a test that asks less would let in more.
fn surely_meant(text: &str) -> Option<String> {
    let (qualifier, bare) = match text.split_once(':') {
        Some((written, bare)) => {
            let known = ["ForAnyValue", "ForAllValues"];
            let qualifier = known.iter().find(|known| known.eq_ignore_ascii_case(written))?;
            (format!("{qualifier}:"), bare)
        }
        None => (String::new(), text),
    };
    if bare.eq_ignore_ascii_case("NullIfExists") || bare.eq_ignore_ascii_case("Null") {
        return Some("Null".to_owned());
    }
    let plain = OPERATORS.iter().filter(|(_, comparison, _)| *comparison != Comparison::Null);
    let known: Vec<String> =
        plain.flat_map(|(name, ..)| [(*name).to_owned(), format!("{name}IfExists")]).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Some(qualifier + iam::nearest(bare, &known)?)
}
