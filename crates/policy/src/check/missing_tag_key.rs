//! **What it finds.** A condition key of tags that names no tag, such as `aws:PrincipalTag/`.
//!
//! **Why it matters.** No request has such a key.
//!
//! **Instead.** The tag's key behind the stroke: `aws:PrincipalTag/team`.

use super::{Findings, Subject};

const CODE: &str = "MISSING_TAG_KEY_IN_CONDITION";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (condition, _) in subject.tests() {
        let name = condition.key.value.as_str();
        let tag = name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
        if matches!(&*tag, "principaltag" | "requesttag" | "resourcetag") || tag.ends_with("tag/") {
            let name = name.trim_end_matches('/');
            let message = format!("`{name}` names no tag.");
            let help = format!("Write the tag's key: `{name}/team`.");
            let _ = findings.error(CODE, condition.key.span, message).help(help);
        }
    }
}
