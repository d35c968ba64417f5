//! **What it finds.** A document without `Statement`, or with an empty one.
//!
//! **Why it matters.** It says nothing, and the service refuses it.
//!
//! **Instead.** At least one statement, alone or in a list.

use super::{Findings, Subject, opening, wording};

const CODE: &str = "MISSING_STATEMENT";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(document) = subject.value.filter(|value| value.members().is_some()) else { return };
    let span = match document.member("Statement") {
        None => opening(document.span),
        Some(member) if member.value.elements().is_some_and(<[_]>::is_empty) => member.span(),
        Some(_) => return,
    };
    findings
        .error(CODE, span, "The policy has no statement.")
        .help("Add `\"Statement\": [ { \"Effect\": …, \"Action\": … } ]`.")
        .refused(wording::rule(subject.kind, "Could not parse the policy: Statement is empty!"));
}
