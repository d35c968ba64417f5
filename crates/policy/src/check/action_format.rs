//! **What it finds.** An action without a service, with two colons, or with a service that cannot be one.
//!
//! **Why it matters.** IAM refuses the document. Whether service and action exist it does not check.
//!
//! **Instead.** `service:Name`, with wildcards in the name only, or `"*"`.

use super::{Findings, Subject};

const CODE: &str = "INVALID_ACTION";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.is_identity() {
        return;
    }
    for statement in &subject.policy.statements {
        for action in statement.action.iter().flat_map(|action| &action.values) {
            let text = &*action.value;
            let mut parts = text.split(':');
            let service = parts.next().unwrap_or_default();
            let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
            let (message, words) = match (parts.next(), parts.next()) {
                _ if text == "*" => continue,
                (None, _) => (
                    "does not name its service",
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
                        .to_owned(),
                ),
                (Some(_), Some(_)) => (
                    "has more than one colon",
                    "Actions/Condition can contain only one colon.".to_owned(),
                ),
                _ if !service.bytes().all(known) || service.is_empty() => {
                    ("names no service", format!("Vendor {service} is not valid"))
                }
                _ => continue,
            };
            findings
                .error(CODE, action.span, format!("The action `{text}` {message}."))
                .help("Write it as `service:Name`, such as `s3:GetObject` or `s3:Get*`.")
                .refused(words);
        }
    }
}
