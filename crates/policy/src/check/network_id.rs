//! **What it finds.** A value of `aws:SourceVpc` or `aws:SourceVpce` that is no id of a VPC or of a VPC endpoint.
//!
//! **Why it matters.** No call comes from there: a test for it is never true, and one against it always.
//! AWS: "IAM Access Analyzer policy validation check reference", sections "Invalid vpc format" and "Invalid vpce format".
//!
//! **Instead.** `vpc-` or `vpce-` with the 8 or 17 letters and digits behind it; with wildcards under `StringLike`.

use super::{Findings, Subject};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for condition in subject.policy.statements.iter().flat_map(|statement| &statement.conditions) {
        let name = condition.key.value.as_str();
        let (code, prefix) = if name.eq_ignore_ascii_case("aws:SourceVpc") {
            ("INVALID_VPC_FORMAT", "vpc-")
        } else if name.eq_ignore_ascii_case("aws:SourceVpce") {
            ("INVALID_VPCE_FORMAT", "vpce-")
        } else {
            continue;
        };
        // Asked whether the key is there, the value is a truth value.
        let asks = |word: &str| ["true", "false"].iter().any(|w| w.eq_ignore_ascii_case(word));
        for value in condition.values.iter().filter(|value| !asks(&value.value)) {
            if !is_id(&value.value, prefix) && !value.value.contains(['*', '?', '$']) {
                let message = format!("`{}` is no id that begins with `{prefix}`.", value.value);
                let help = format!("Write `{prefix}` and 8 or 17 letters and digits.");
                let _ = findings.error(code, value.span, message).help(help);
            }
        }
    }
}

fn is_id(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|id| {
        matches!(id.len(), 8 | 17) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}
