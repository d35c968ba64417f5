//! **What it finds.** Two statements with the same `Sid`.
//!
//! **Why it matters.** IAM refuses the document. An empty `Sid` is no name and may stand several times.
//!
//! **Instead.** Another name, or none: a `Sid` is optional.

use std::{collections::BTreeSet, rc::Rc};

use super::{Findings, Subject, wording};

const CODE: &str = "UNIQUE_SIDS_REQUIRED";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let mut known = BTreeSet::new();
    for statement in &subject.policy.statements {
        let Some(sid) = statement.sid.as_ref().filter(|sid| !sid.value.is_empty()) else {
            continue;
        };
        if !known.insert(Rc::clone(&sid.value)) {
            findings
                .error(CODE, sid.span, format!("The `Sid` `{}` is taken.", sid.value))
                .help("Give each statement a `Sid` of its own, or none.")
                .refused(wording::rules(
                    subject.kind,
                    "The Statement Ids in the policy are not unique",
                    "Statement IDs (SID) in a single policy must be unique.",
                ));
        }
    }
}
