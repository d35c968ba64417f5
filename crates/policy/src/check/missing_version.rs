//! **What it finds.** A document without `Version`.
//!
//! **Why it matters.** It is read in the old version of the language, in which policy variables are plain text.
//!
//! **Instead.** `"Version": "2012-10-17"`.

use super::{Findings, Subject, first_version, opening};

const CODE: &str = "MISSING_VERSION";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(document) = subject.value.filter(|value| value.members().is_some()) else { return };
    if document.get("Version").is_none() {
        let _ = findings
            .warning(CODE, opening(document.span), "The policy does not say its version.")
            .help("Write `\"Version\": \"2012-10-17\"` as the first member.")
            .fix(first_version(subject.text, document));
    }
}
