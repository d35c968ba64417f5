//! The service's own words when it refuses to save a document. They are AWS's, letter by letter, as far as they are on
//! record; each service that keeps policies has its own.

use iam::PolicyType;

/// What AWS Organizations says of any control policy that it does not accept.
const ORGANIZATIONS: &str =
    "The provided policy document does not meet the requirements of the specified policy type.";

/// The words of whoever would refuse that kind of policy.
fn by_kind(kind: PolicyType, with_principals: &str, identity: &str) -> String {
    match kind {
        PolicyType::ServiceControl | PolicyType::ResourceControl => ORGANIZATIONS,
        PolicyType::Trust | PolicyType::Resource | PolicyType::VpcEndpoint => with_principals,
        PolicyType::Identity | PolicyType::PermissionsBoundary | PolicyType::Session => identity,
    }
    .to_owned()
}

/// The general word for what is not in the grammar: singular for trust policies, plural for identity policies.
pub(super) fn syntax(kind: PolicyType) -> String {
    by_kind(kind, "Syntax error in policy.", "Syntax errors in policy.")
}

/// The text is not JSON.
pub(super) fn not_json(kind: PolicyType) -> String {
    match kind {
        PolicyType::Session => "The policy is not in the valid JSON format.".to_owned(),
        _ => by_kind(kind, "This policy contains invalid Json", "Syntax errors in policy."),
    }
}

/// The words for one rule, where policies with principals have their own.
pub(super) fn rule(kind: PolicyType, with_principals: &str) -> String {
    by_kind(kind, with_principals, "Syntax errors in policy.")
}

/// The words for one rule, where both families have their own.
pub(super) fn rules(kind: PolicyType, with_principals: &str, identity: &str) -> String {
    by_kind(kind, with_principals, identity)
}
