//! **What it finds.** A document that is longer than its quota.
//!
//! **Why it matters.** The service refuses it. White space counts for session policies and control policies only. The
//! quota of trust policies can be raised; that of managed policies cannot.
//!
//! **Instead.** Shorter `Sid`s, wildcards, lists of values instead of repeated statements, or several policies.

use iam::PolicyType;

use super::{Findings, Subject};
use crate::diagnostic::POLICY_SIZE_EXCEEDS_QUOTA as CODE;

/// The quota of trust and session policies.
const SMALLEST: usize = 2048;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some(document) = subject.value else { return };
    // No quota is below that, and a character has at least one byte.
    if subject.text.len() <= SMALLEST {
        return;
    }
    let characters = subject.text.chars().count();
    let printed = if characters == subject.text.len() {
        subject.text.bytes().filter(|byte| !matches!(byte, b'\t'..=b'\r' | b' ')).count()
    } else {
        subject.text.chars().filter(|c| !c.is_whitespace()).count()
    };
    let mut report = |size: usize, quota: usize, help: &str, words: Option<&str>| {
        if size > quota {
            let message = format!("The document has {size} characters; the quota is {quota}.");
            let span = super::opening(document.span);
            let report = if words.is_some() {
                findings.error(CODE, span, message)
            } else {
                findings.warning(CODE, span, message)
            };
            let report = report.help(help);
            if let Some(words) = words {
                report.refused(words);
            }
        }
    };
    match subject.kind {
        PolicyType::Trust => report(
            printed,
            2048,
            "Shorten it, or ask for a higher quota of the account (up to 4096).",
            Some("LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048"),
        ),
        PolicyType::PermissionsBoundary => report(
            printed,
            6144,
            "Shorten it; this quota cannot be raised.",
            Some("LimitExceeded: Cannot exceed quota for PolicySize: 6144"),
        ),
        // An inline policy of a role may be longer than a managed policy, and nothing may be longer than that.
        PolicyType::Identity if printed > 10_240 => report(
            printed,
            10_240,
            "Divide it into several managed policies.",
            Some("LimitExceeded: Cannot exceed quota for PolicySize: 6144"),
        ),
        PolicyType::Identity => {
            report(printed, 6144, "Only an inline policy of a role may be this long.", None);
        }
        PolicyType::Session => report(
            characters,
            2048,
            "Shorten it, white space included, or name managed policies instead.",
            Some(&format!(
                "PackedPolicyTooLarge: Packed policy consumes {}% of allotted space",
                characters * 100 / 2048
            )),
        ),
        PolicyType::ServiceControl | PolicyType::ResourceControl => report(
            characters,
            5120,
            "Take out white space, or divide it into several policies.",
            Some("ConstraintViolationException: POLICY_CONTENT_LIMIT_EXCEEDED"),
        ),
        // Quotas differ by service; the largest is that of KMS keys. AWS: "AWS KMS quotas".
        PolicyType::Resource => report(
            characters,
            32_768,
            "Shorten it; no service takes a policy as long as this.",
            Some("LimitExceeded: Cannot exceed quota for PolicySize: 32768"),
        ),
        PolicyType::VpcEndpoint => report(
            printed,
            20_480,
            "Shorten it; this quota cannot be raised.",
            Some("LimitExceeded: Cannot exceed quota for PolicySize: 20480"),
        ),
    }
}
