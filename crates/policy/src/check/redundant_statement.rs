//! **What it finds.** A statement that stands twice, its `Sid` aside.
//!
//! **Why it matters.** When one of the two is changed later, the other still says what it said.
//! AWS: "IAM Access Analyzer policy validation check reference", section "Redundant statement".
//!
//! **Instead.** One of them.

use std::collections::BTreeSet;

use super::{Findings, Subject, opening};
use crate::json::{Kind, Value};

const CODE: &str = "REDUNDANT_STATEMENT";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let mut known = BTreeSet::new();
    for (written, statement) in subject.statements() {
        if !known.insert(said(written, subject.text)) {
            let message = "The same statement stands further up.";
            let _ = findings
                .suggestion(CODE, opening(statement.span), message)
                .help("Delete one of the two.");
        }
    }
}

/// The statement's members as they are written, but for its name, whatever their order.
fn said<'t>(statement: &'t Value, text: &'t str) -> Vec<(&'t str, &'t str)> {
    let Kind::Object(members) = &statement.kind else { return Vec::new() };
    let mut said: Vec<_> = members
        .iter()
        .filter(|member| &*member.name != "Sid")
        .map(|member| (&*member.name, member.value.span.of(text)))
        .collect();
    said.sort_unstable();
    said
}
