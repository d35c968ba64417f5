//! **What it finds.** A `Version` that is neither `2012-10-17` nor `2008-10-17`.
//!
//! **Why it matters.** It names the version of the policy language, not of the document; the service refuses any other.
//!
//! **Instead.** `"Version": "2012-10-17"`.

use super::{Findings, Subject, wording};

const CODE: &str = "INVALID_VERSION";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let written = subject.value.and_then(|document| document.get("Version"));
    let (Some(written), None) = (written, &subject.policy.version) else { return };
    let Some(text) = written.as_str() else { return };
    findings
        .error(CODE, written.span, format!("`{text}` is no version of the policy language."))
        .help(
            "Write \"2012-10-17\"; it is the version of the language, not the date of the \
            document.",
        )
        .writes("2012-10-17")
        .refused(wording::rule(subject.kind, "The policy must contain a valid version string"));
}
