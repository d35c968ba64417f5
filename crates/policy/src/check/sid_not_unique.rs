//! **What it finds.** Two statements with the same `Sid`.
//!
//! **Why it matters.** IAM refuses the document; for policies of other services it is only recommended against. An empty
//! `Sid` is no name and may stand several times. AWS: "IAM Access Analyzer policy validation check reference", sections
//! "Unique Sids required" and "Unique Sids recommended".
//!
//! **Instead.** Another name, or none: a `Sid` is optional.

use std::{collections::BTreeSet, rc::Rc};

use iam::PolicyType;

use super::{Findings, Subject, wording};

const CODE: &str = "UNIQUE_SIDS_REQUIRED";
const RECOMMENDED: &str = "UNIQUE_SIDS_RECOMMENDED";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let mut known = BTreeSet::new();
    for statement in &subject.policy.statements {
        let Some(sid) = statement.sid.as_ref().filter(|sid| !sid.value.is_empty()) else {
            continue;
        };
        if known.insert(Rc::clone(&sid.value)) {
            continue;
        }
        let message = format!("The `Sid` `{}` is taken.", sid.value);
        let help = "Give each statement a `Sid` of its own, or none.";
        if matches!(subject.kind, PolicyType::Resource | PolicyType::VpcEndpoint) {
            let _ = findings.warning(RECOMMENDED, sid.span, message).help(help);
            continue;
        }
        findings.error(CODE, sid.span, message).help(help).refused(wording::rules(
            subject.kind,
            "The Statement Ids in the policy are not unique",
            "Statement IDs (SID) in a single policy must be unique.",
        ));
    }
}
