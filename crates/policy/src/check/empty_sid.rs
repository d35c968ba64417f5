//! **What it finds.** An empty `Sid`.
//!
//! **Why it matters.** It names nothing; the service accepts it.
//!
//! **Instead.** A name, or no `Sid` at all.

use super::{Findings, Subject};

const CODE: &str = "EMPTY_SID_VALUE";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for statement in &subject.policy.statements {
        if let Some(sid) = statement.sid.as_ref().filter(|sid| sid.value.is_empty()) {
            let _ = findings
                .suggestion(CODE, sid.span, "The `Sid` is empty.")
                .help("Give it a name, or delete it.");
        }
    }
}
