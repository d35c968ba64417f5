//! **What it finds.** A `Sid` with other characters than letters and digits.
//!
//! **Why it matters.** IAM refuses it; other services, such as Amazon S3, accept more.
//!
//! **Instead.** `AllowVendor`, without spaces, dashes or underscores.

use iam::PolicyType;

use super::{Findings, Subject, wording};

const CODE: &str = "UNSUPPORTED_SID";
const TEXT: &str = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies \
    the regular expression [0-9A-Za-z]*";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if matches!(subject.kind, PolicyType::Resource | PolicyType::VpcEndpoint) {
        return;
    }
    for statement in &subject.policy.statements {
        let Some(sid) = &statement.sid else { continue };
        if !sid.value.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            findings
                .error(CODE, sid.span, "A `Sid` consists of letters and digits only.")
                .help("Write the words together, each with a capital letter.")
                .refused(wording::rules(subject.kind, TEXT, TEXT));
        }
    }
}
