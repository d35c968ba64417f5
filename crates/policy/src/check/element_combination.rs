//! **What it finds.** An element and its negation in one statement: `Action` with `NotAction`, `Resource` with
//! `NotResource`, `Principal` with `NotPrincipal`.
//!
//! **Why it matters.** The service refuses the document, even where one of the two is empty. The statement never applies
//! here.
//!
//! **Instead.** One of the two; for both, two statements.

use super::{Findings, Subject, wording};

const CODE: &str = "UNSUPPORTED_ELEMENT_COMBINATION";

const PAIRS: [(&str, &str); 3] =
    [("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (statement, _) in subject.statements() {
        for (plain, negated) in PAIRS {
            if let (Some(_), Some(negated_member)) =
                (statement.get(plain), statement.member(negated))
            {
                let message = format!("`{plain}` and `{negated}` stand in one statement.");
                findings
                    .error(CODE, negated_member.name_span, message)
                    .help("Keep one of them, or divide the statement in two.")
                    .refused(wording::syntax(subject.kind));
            }
        }
    }
}
