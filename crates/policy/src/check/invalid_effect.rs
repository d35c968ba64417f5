//! **What it finds.** An `Effect` that is neither `Allow` nor `Deny`, such as `allow`.
//!
//! **Why it matters.** Letter case counts; the service refuses the document, and the statement never applies here.
//!
//! **Instead.** `Allow` or `Deny`.

use super::{Findings, Subject, wording};

const CODE: &str = "INVALID_EFFECT";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (statement, _) in subject.statements() {
        let Some(value) = statement.get("Effect") else { continue };
        let Some(text) = value.as_str().filter(|text| !matches!(*text, "Allow" | "Deny")) else {
            continue;
        };
        let (help, meant) = match text.to_ascii_lowercase().as_str() {
            "allow" => ("Write `Allow`; letter case counts.", Some("Allow")),
            "deny" => ("Write `Deny`; letter case counts.", Some("Deny")),
            _ => ("Write `Allow` or `Deny`.", None),
        };
        let mut report =
            findings.error(CODE, value.span, format!("`{text}` is no effect.")).help(help);
        if let Some(meant) = meant {
            report = report.writes(meant);
        }
        report.refused(wording::rule(subject.kind, &format!("Invalid effect: {text}")));
    }
}
