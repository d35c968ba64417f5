//! **What it finds.** A resource that is no ARN: without colons, of an unknown partition, with a wildcard as service,
//! too short, or with a path that IAM does not have.
//!
//! **Why it matters.** IAM refuses the document.
//!
//! **Instead.** `arn:aws:service:region:account:resource`, with wildcards behind the service, or `"*"`.

use iam::Partition;

use super::{Findings, Subject};

const CODE: &str = "INVALID_RESOURCE";

const IAM_PATHS: [&str; 13] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.is_identity() {
        return;
    }
    for statement in &subject.policy.statements {
        for value in statement.resource.iter().flat_map(|resource| &resource.values) {
            if let Some((message, words)) = refusal(&value.value) {
                findings
                    .error(CODE, value.span, format!("The resource `{}` {message}.", value.value))
                    .help(
                        "Write an ARN, `arn:partition:service:region:account:resource`, or \"*\".",
                    )
                    .refused(words);
            }
        }
    }
}

fn refusal(resource: &str) -> Option<(&'static str, String)> {
    if resource == "*" {
        return None;
    }
    let fields: Vec<&str> = resource.splitn(6, ':').collect();
    let field = |index: usize| fields.get(index).copied();
    let Some(partition) = field(1) else {
        return Some(("is no ARN", format!("Resource {resource} must be in ARN format or \"*\".")));
    };
    if field(0) != Some("arn") {
        return Some(("is no ARN", format!("Resource {resource} must be in ARN format or \"*\".")));
    }
    if partition.parse::<Partition>().is_err() {
        let padded = |index: usize| field(index).unwrap_or("*");
        let padded =
            format!("arn:{partition}:{}:{}:{}:{}", padded(2), padded(3), padded(4), padded(5));
        let words = format!("Partition \"{partition}\" is not valid for resource \"{padded}\".");
        return Some(("is of no known partition", words));
    }
    let legacy = "The policy failed legacy parsing".to_owned();
    let Some(service) = field(2) else {
        let words = "Resource vendor must be fully qualified and cannot contain regexes.";
        return Some(("does not name its service", words.to_owned()));
    };
    if service.is_empty() || (fields.len() < 6 && resource.contains("::")) {
        return Some(("is too short for an ARN", legacy));
    }
    if service.contains(['*', '?']) {
        let words = "Resource vendor must be fully qualified and cannot contain regexes.";
        return Some(("has a wildcard as its service", words.to_owned()));
    }
    if field(4).is_some_and(|account| account.contains("${")) {
        return Some(("has a variable in the place of the account", legacy));
    }
    let path = field(5)?;
    // AssumeRoot acts on a root user. AWS: "Perform a privileged task on an AWS Organizations member account".
    let known =
        matches!(path, "*" | "root") || IAM_PATHS.iter().any(|known| path.starts_with(known));
    if service == "iam" && !known {
        let words = format!(
            "IAM resource path must either be \"*\" or start with {}.",
            IAM_PATHS.join(", ")
        );
        return Some(("has a path that IAM does not have", words));
    }
    None
}
