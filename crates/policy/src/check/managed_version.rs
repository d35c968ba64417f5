//! **What it finds.** A permissions boundary without `Version` or with `2008-10-17`.
//!
//! **Why it matters.** A boundary is a managed policy, and managed policies are refused in any version but the current
//! one.
//!
//! **Instead.** `"Version": "2012-10-17"`.

use iam::PolicyType;

use super::{Findings, Subject, opening};
use crate::Version;

const CODE: &str = "MANAGED_POLICY_VERSION";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if subject.kind != PolicyType::PermissionsBoundary {
        return;
    }
    let Some(document) = subject.value.filter(|value| value.members().is_some()) else { return };
    let span = match &subject.policy.version {
        Some(version) if version.value == Version::V2008 => version.span,
        None if document.get("Version").is_none() => opening(document.span),
        _ => return,
    };
    findings
        .error(CODE, span, "A managed policy must have version 2012-10-17.")
        .help("Write `\"Version\": \"2012-10-17\"` as the first member.")
        .refused("Policy document must be version 2012-10-17 or greater.");
}
