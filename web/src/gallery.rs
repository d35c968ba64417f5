//! The examples: every scenario of the corpus, in the order in which one would teach them.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use simulator::Scenario;

use crate::{
    chunks,
    state::{FieldValue, StepField, selectors::Verdict},
};

thread_local! {
    /// Every example's line, see [`install`].
    static FILE: OnceCell<String> = const { OnceCell::new() };

    /// Every example that was asked for: what stands on the screen is asked for with every key.
    static READ: RefCell<Vec<Example>> = const { RefCell::new(Vec::new()) };
}

/// Takes the examples as `cargo xtask build` writes them: a line `ID<tab>JSON` for each scenario. Once, before one is
/// opened.
pub(crate) fn install(file: String) {
    // A second file would be the same one.
    let _ = FILE.with(|known| known.set(file));
}

/// Whether the examples are there.
pub(crate) fn is_installed() -> bool {
    FILE.with(|file| file.get().is_some())
}

/// The example on the first screen: a refused chain.
pub(crate) const FEATURED: &str = "chained-hop-asks-two-hours";

/// Examples about one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Section {
    /// Its heading.
    pub(crate) title: &'static str,
    /// Ids, in teaching order.
    ids: &'static [&'static str],
}

/// An example that was read.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    /// Its id, which is its file's name.
    pub(crate) id: &'static str,
    /// The scenario.
    pub(crate) scenario: Rc<Scenario>,
}

/// The sections in teaching order.
pub(crate) const SECTIONS: &[Section] = &[
    Section {
        title: "Start here",
        ids: &[
            "same-account-user-named-directly",
            "account-trust-needs-identity",
            "user-named-from-another-account",
            "cross-account-bucket-read",
            "three-hop-chain",
            "chained-hop-asks-two-hours",
        ],
    },
    Section {
        title: "Trust policies",
        ids: &[
            "only-two-users-trusted",
            "account-trust-one-user-denied",
            "every-element-has-to-match",
            "deny-only-trust",
            "explicit-deny-beats-direct-trust",
            "group-developers-update-app",
            "assume-role-on-every-resource",
            "wildcard-in-principal",
            "root-in-trust-is-not-the-root-user",
            "root-cannot-assume-roles",
            "department-tag-trust",
            "break-glass-by-time-and-address",
            "session-name-must-be-user-name",
        ],
    },
    Section {
        title: "Sessions and durations",
        ids: &[
            "default-duration-is-one-hour",
            "twelve-hour-session",
            "switch-role-in-the-console",
            "twelve-hours-from-default-role",
            "fifteen-minutes-is-the-least",
            "one-user-two-roles",
            "role-assumes-itself",
            "ec2-instance-starts-a-chain",
            "session-token-then-role",
            "federation-token-needs-a-policy",
            "session-name-with-spaces",
            "revoked-sessions",
            "revoked-role-leaves-chained-session",
            "what-ec2-would-not-say",
        ],
    },
    Section {
        title: "Multi-factor authentication",
        ids: &[
            "same-account-elevation-with-mfa",
            "mfa-missing-key",
            "mfa-in-role-permissions",
            "stale-mfa",
        ],
    },
    Section {
        title: "Vendors and services",
        ids: &[
            "vendor-with-external-id",
            "vendor-confused-deputy",
            "external-id-next-to-tag-session",
            "service-confused-deputy",
            "instance-credentials-used-elsewhere",
            "lambda-gets-its-role-passed",
            "pod-identity-tags-travel",
            "pod-identity-target-role",
            "certificate-takes-a-role",
            "a-partner-with-an-approval",
        ],
    },
    Section {
        title: "Organizations",
        ids: &[
            "organization-only-trust",
            "account-left-the-organization",
            "service-control-policy-blocks",
            "service-control-policy-silent",
            "scp-binds-the-session",
            "management-account-ignores-scps",
            "resource-control-policy-blocks",
            "unlock-a-bucket-as-root",
            "data-perimeter-bucket",
            "data-perimeter-hits-federation",
        ],
    },
    Section {
        title: "Boundaries and session policies",
        ids: &[
            "boundary-blocks",
            "session-policy-narrows-a-role",
            "session-policy-blocks-the-next-hop",
        ],
    },
    Section {
        title: "Tags and source identity",
        ids: &[
            "transitive-tags-over-three-hops",
            "transitive-tag-cannot-be-replaced",
            "next-trust-lacks-tag-session",
            "pass-only-your-own-tag",
            "required-tag-needs-null-check",
            "session-tag-opens-own-project",
            "source-identity-must-be-carried",
            "source-identity-cannot-change",
        ],
    },
    Section {
        title: "Federation",
        ids: &[
            "federation-is-a-first-hop",
            "saml-console-role",
            "saml-needs-its-own-action",
            "github-actions-main-branch",
            "provider-without-a-thumbprint",
            "github-immutable-subject",
            "cognito-amr-is-a-list",
            "a-token-for-another-service",
        ],
    },
    Section {
        title: "Signed tokens and responses",
        ids: &[
            "signed-github-actions-token",
            "signed-github-immutable-token",
            "signed-gitlab-token",
            "signed-eks-service-account-token",
            "signed-google-token",
            "signed-login-with-amazon-token",
            "signed-facebook-token",
            "signed-cognito-token",
            "signed-cognito-guest-token",
            "signed-entra-id-response",
            "signed-okta-response",
            "signed-google-workspace-response",
            "signed-ad-fs-response",
            "signed-identity-center-response",
        ],
    },
    Section {
        title: "Resources, Regions and endpoints",
        ids: &[
            "bucket-by-policy-or-by-role",
            "role-without-permissions",
            "s3-ls-without-list-bucket",
            "eks-list-clusters",
            "region-not-activated",
            "endpoint-region-forbidden",
            "vpc-endpoint-policy",
        ],
    },
    Section {
        title: "Names, saved policies and typing mistakes",
        ids: &[
            "role-name-case",
            "role-with-path",
            "recreated-role-is-a-stranger",
            "recreated-role-known-by-arn",
            "broken-trust-refused-on-save",
            "policy-with-comments",
            "bare-statement-policy",
            "two-bare-statements",
        ],
    },
];

impl Section {
    /// The section's examples; those that cannot be read are left out.
    pub(crate) fn examples(&self) -> Vec<Example> {
        self.ids.iter().filter_map(|id| example(id)).collect()
    }
}

/// The example of that id.
pub(crate) fn example(id: &str) -> Option<Example> {
    let known = |read: &Vec<Example>| read.iter().find(|example| example.id == id).cloned();
    READ.with_borrow(known).or_else(|| {
        let example = read(id)?;
        READ.with_borrow_mut(|read| read.push(example.clone()));
        Some(example)
    })
}

fn read(id: &str) -> Option<Example> {
    let id = SECTIONS.iter().flat_map(|section| section.ids).copied().find(|known| *known == id)?;
    let scenario = FILE.with(|file| {
        let line = |line: &str| line.strip_prefix(id)?.strip_prefix('\t').map(Scenario::read);
        text_of(file).lines().find_map(line)
    })?;
    Some(Example { id, scenario: Rc::new(scenario.ok()?) })
}

/// An example with another duration of the hop that is refused, and that hop's index.
pub(crate) fn tried(id: &str, seconds: u32) -> Option<(Scenario, usize)> {
    let mut scenario = (*example(id)?.scenario).clone();
    let outcome = simulator::simulate_with(&scenario, chunks::verifiers());
    let step = outcome.steps.iter().position(|step| Verdict::of(step) == Verdict::Denied)?;
    let value = FieldValue::Number(seconds.into());
    StepField::DurationSeconds.set(scenario.steps.get_mut(step)?, &value);
    Some((scenario, step))
}

#[cfg(not(test))]
fn text_of(file: &OnceCell<String>) -> &str {
    file.get().map_or("", String::as_str)
}

/// Tests of the page's parts run over every example.
#[cfg(test)]
fn text_of(file: &OnceCell<String>) -> &str {
    file.get_or_init(|| {
        testing::corpus::files()
            .iter()
            .map(|(id, text)| format!("{id}\t{}\n", text.replace('\n', " ")))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_stands_in_exactly_one_section() {
        let mut listed: Vec<&str> =
            SECTIONS.iter().flat_map(|section| section.ids).copied().collect();
        listed.sort_unstable();
        let files = testing::corpus::files();
        assert_eq!(listed, files.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>());
    }

    #[test]
    fn every_example_can_be_read() {
        for id in SECTIONS.iter().flat_map(|section| section.ids) {
            assert!(example(id).is_some(), "{id}");
        }
    }

    #[test]
    fn an_example_is_read_once() {
        let (one, two) = (example(FEATURED).unwrap(), example(FEATURED).unwrap());
        assert!(Rc::ptr_eq(&one.scenario, &two.scenario));
    }

    #[test]
    fn the_first_screen_has_its_example() {
        assert!(example(FEATURED).is_some());
    }
}
