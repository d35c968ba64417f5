//! **What it finds.** A subject of GitHub's provider with a wildcard: in the organization, or in repository or branch.
//!
//! **Why it matters.** `repo:*` passes the service's own check and lets in every repository of GitHub. A wildcard behind the
//! organization lets in all its repositories, or every branch and pull request of one. A wildcard in place of the id behind
//! a name, as in `repo:acme@*/infra@*:…`, lets in no other name: the ids of an immutable subject are not known beforehand.
//! AWS: "Create a role for OpenID Connect federation", section "Configuring a role for GitHub OIDC identity provider".
//!
//! **Instead.** `repo:<organization>/<repository>:ref:refs/heads/<branch>`.

use super::{Findings, Subject};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.is_trust() {
        return;
    }
    for condition in subject.allowing().flat_map(|statement| &statement.conditions) {
        let subject_key = "token.actions.githubusercontent.com:sub";
        let like = condition.operator.value.parse().is_some_and(|operator| {
            operator.comparison == crate::Comparison::StringLike && !operator.negated
        });
        if !like || !condition.key.value.as_str().eq_ignore_ascii_case(subject_key) {
            continue;
        }
        for value in &condition.values {
            let text = value.value.strip_prefix("repo:").unwrap_or(&value.value);
            let (organization, rest) = text.split_once('/').unwrap_or((text, "*"));
            let (repository, context) = rest.split_once(':').unwrap_or((rest, rest));
            let (organization, repository) = (name(organization), name(repository));
            let help = "Write `repo:<organization>/<repository>:ref:refs/heads/<branch>`.";
            let _ = if organization.contains(['*', '?']) {
                let message = "This lets in repositories of anybody at GitHub.";
                findings.security("GITHUB_ORGANIZATION_IS_OPEN", value.span, message).help(help)
            } else if repository.contains(['*', '?']) || context.contains(['*', '?']) {
                let code = "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED";
                let message = "This lets in several repositories or branches.";
                findings.warning(code, value.span, message).help(help)
            } else {
                continue;
            };
        }
    }
}

/// The name in front of the id of an immutable subject.
fn name(part: &str) -> &str {
    part.split('@').next().unwrap_or_default()
}
