//! **What it finds.** In a service control policy an Allow that names resources.
//!
//! **Why it matters.** An Allow of such a policy says which services and actions may be used, on whatever; resources are
//! for its Deny. AWS: "SCP syntax", section "Resource element".
//!
//! **Instead.** `"Resource": "*"`, and a Deny for what is to be kept out.

use iam::PolicyType;

use super::{Findings, Subject};

const CODE: &str = "SCP_SYNTAX_ERROR_ALLOW_RESOURCE";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let resources = subject.allowing().filter_map(|statement| statement.resource.as_ref());
    for resource in resources.filter(|_| subject.kind == PolicyType::ServiceControl) {
        if resource.negated || resource.values.iter().any(|value| &*value.value != "*") {
            let message = "An Allow of a service control policy is about every resource.";
            let help = "Write `\"Resource\": \"*\"`, and deny what is to be kept out.";
            let _ = findings.error(CODE, resource.span, message).help(help);
        }
    }
}
