//! **What it finds.** An element that the policy language does not know, such as `Conditions` or `effect`.
//!
//! **Why it matters.** The service refuses the document. Names count letter case.
//!
//! **Instead.** `Version`, `Id` and `Statement` in a document; `Sid`, `Effect`, `Principal`, `Action`, `Resource`,
//! `Condition` and the three with `Not` in a statement.

use super::{Findings, Subject, wording};
use crate::{STATEMENT_ELEMENTS, json::Value};

const CODE: &str = "INVALID_POLICY_ELEMENT";

const DOCUMENT: &[&str] = &["Version", "Id", "Statement"];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if let Some(document) = subject.value {
        report(document, DOCUMENT, "a policy", subject, findings);
    }
    for (statement, _) in subject.statements() {
        report(statement, &STATEMENT_ELEMENTS, "a statement", subject, findings);
    }
}

fn report(
    object: &Value,
    known: &[&str],
    place: &str,
    subject: &Subject<'_>,
    findings: &mut Findings,
) {
    for member in object.members().unwrap_or_default() {
        let name = &*member.name;
        if known.contains(&name) {
            continue;
        }
        let near = |known: &&&str| {
            let stem = name.trim_end_matches(['s', 'S']);
            known.eq_ignore_ascii_case(name) || known.eq_ignore_ascii_case(stem)
        };
        let (help, meant) = match known.iter().find(near) {
            Some(meant) => (format!("Write `{meant}`."), Some(*meant)),
            None if STATEMENT_ELEMENTS.contains(&name) => {
                ("It belongs into a statement.".to_owned(), None)
            }
            None => match iam::nearest(name, known) {
                Some(meant) => (format!("Did you mean `{meant}`?"), Some(meant)),
                None => (format!("Known are {}.", known.join(", ")), None),
            },
        };
        let message = format!("`{name}` is no element of {place}.");
        let mut report = findings.error(CODE, member.name_span, message).help(help);
        // What is there already would be there twice.
        if let Some(meant) = meant.filter(|meant| object.get(meant).is_none()) {
            report = report.writes(meant);
        }
        report.refused(wording::syntax(subject.kind));
    }
}

#[cfg(test)]
mod tests {
    use iam::PolicyType;

    fn help(text: &str) -> Vec<String> {
        let (_, found) = crate::parse(text, PolicyType::Identity);
        found.into_iter().filter(|found| found.code == super::CODE).filter_map(|f| f.help).collect()
    }

    #[test]
    fn a_slip_of_the_finger_is_asked_about() {
        let statement = |name: &str| {
            help(&format!(r#"{{"Version":"2012-10-17","Statement":[{{"{name}":"Allow"}}]}}"#))
        };
        assert_eq!(statement("Efect"), ["Did you mean `Effect`?"]);
        assert_eq!(statement("Resorce"), ["Did you mean `Resource`?"]);
        assert_eq!(statement("Conditions"), ["Write `Condition`."]);
        assert!(statement("Comment")[0].starts_with("Known are Sid, Effect"));
    }
}
