//! **What it finds.** A `${…}` that is no policy variable: without its closing brace, empty, with a space inside, or with a
//! default that is not in single quotes.
//!
//! **Why it matters.** It stands for nothing; the text is compared as it is written.
//!
//! **Instead.** `${aws:username}`, or `${aws:PrincipalTag/team, 'none'}`. AWS: "IAM policy elements: Variables and tags".

use super::{Findings, Subject};
use crate::{Comparison, Spanned, variable};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.has_variables() {
        return;
    }
    let resources = subject.policy.statements.iter().filter_map(|s| s.resource.as_ref());
    for value in resources.flat_map(|resource| &resource.values) {
        text(value, findings);
    }
    for (condition, operator) in subject.tests() {
        if matches!(
            operator.comparison,
            Comparison::StringEquals
                | Comparison::StringEqualsIgnoreCase
                | Comparison::StringLike
                | Comparison::Arn
        ) {
            condition.values.iter().for_each(|value| text(value, findings));
        }
    }
}

fn text(value: &Spanned<std::rc::Rc<str>>, findings: &mut Findings) {
    let mut rest = &*value.value;
    while let Some(at) = rest.find("${") {
        rest = &rest[at..];
        if let Some((_, length)) = variable::read(rest) {
            rest = &rest[length..];
            continue;
        }
        let inside = rest[2..].split_once('}').map(|(inside, _)| inside);
        let (code, message) = match inside {
            None => ("MISSING_BRACE_IN_VARIABLE", "This variable has no closing brace."),
            Some("") => ("EMPTY_VARIABLE", "This variable names no key."),
            Some(inside) if inside.contains(',') => {
                ("MISSING_QUOTE_IN_VARIABLE", "A default stands in single quotes.")
            }
            Some(_) => ("UNSUPPORTED_SPACE_IN_VARIABLE", "This names no condition key."),
        };
        let help = "Write `${aws:username}` or `${aws:PrincipalTag/team, 'none'}`.";
        let _ = findings.error(code, value.span, message).help(help);
        return;
    }
}
