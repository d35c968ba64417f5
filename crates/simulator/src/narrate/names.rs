//! Who and what: callers, roles, accounts, policies and steps by the names that people give them.

use iam::{AccountId, Arn, Credentials, EntityKind, PolicyType, PrincipalKind};

use super::words::{code, of, strong};
use crate::{
    Outcome, Scenario,
    outcome::{Caller, DocumentSource, StepOutcome, Target},
    scenario::{DocumentAddress, Operation, Step},
};

/// What names are looked up in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names<'a> {
    /// For the names of accounts; without it, their numbers.
    pub(super) scenario: Option<&'a Scenario>,
    pub(super) outcome: &'a Outcome,
    pub(super) step: &'a StepOutcome,
}

impl<'a> Names<'a> {
    /// The step as it stands in the scenario.
    pub(super) fn written(self) -> Option<&'a Step> {
        self.scenario?.steps.iter().find(|step| step.id == self.step.id)
    }

    /// Whether the step is Switch Role of the console, which asks for a role and nothing else.
    pub(super) fn is_of_console(self) -> bool {
        self.written().is_some_and(|step| matches!(step.operation, Operation::SwitchRole(_)))
    }

    /// Another step as the page calls it: "hop 2".
    pub(super) fn numbered(self, id: &str) -> String {
        let steps = &self.outcome.steps;
        let found = steps.iter().position(|step| &*step.id == id);
        found.map_or_else(
            || format!("step {}", strong(id)),
            |index| super::number(steps[index].is_hop, steps[index].is_change, index),
        )
    }

    /// The caller of the step, by the name that people use.
    pub(super) fn who(self) -> String {
        self.step.caller.as_ref().map_or_else(|| "nobody".to_owned(), |caller| self.caller(caller))
    }

    /// The ARN of the user or role that calls.
    pub(super) fn own_arn(self) -> Option<&'a str> {
        self.step.caller.as_ref()?.principal.arn.as_ref().map(Arn::as_str)
    }

    /// The caller in the genitive.
    pub(super) fn whose(self) -> String {
        of(&self.who())
    }

    /// A caller by the name that people use.
    pub(super) fn caller(self, caller: &Caller) -> String {
        let principal = &caller.principal;
        let name = principal.arn.as_ref().map(Arn::name).unwrap_or_default();
        match principal.kind {
            PrincipalKind::User | PrincipalKind::RoleSession => strong(name),
            PrincipalKind::Root => match principal.account {
                Some(account) => format!("the root user of {}", self.account(account)),
                None => "the root user".to_owned(),
            },
            PrincipalKind::FederatedUser => format!("federated user {}", strong(name)),
            PrincipalKind::Service => strong(principal.name.as_deref().unwrap_or("an AWS service")),
            PrincipalKind::WebIdentity | PrincipalKind::Saml => {
                format!("a caller from {}", strong(principal.name.as_deref().unwrap_or(name)))
            }
            PrincipalKind::Anonymous => "an unsigned caller".to_owned(),
        }
    }

    /// An account by its name, else its number.
    pub(super) fn account(self, id: AccountId) -> String {
        let name = self.scenario.and_then(|scenario| scenario.account(id)?.name.clone());
        name.map_or_else(|| format!("account {}", strong(id)), strong)
    }

    /// The same where "account" stands before it.
    pub(super) fn account_of(self, id: AccountId) -> String {
        let name = self.scenario.and_then(|scenario| scenario.account(id)?.name.clone());
        name.map_or_else(|| strong(id), strong)
    }

    /// What the step acts on, in short.
    pub(super) fn target(self) -> String {
        match &self.step.target {
            Target::Role(arn) => strong(last_word(arn)),
            Target::Resource(arn) => self.resource(arn),
            Target::Caller => self.who(),
            Target::FederatedUser(name) => format!("federated user {}", strong(name)),
            Target::World(name) => strong(last_word(name)),
        }
    }

    /// A resource in short: what stands behind the account, or its kind where there is nothing more to say.
    pub(super) fn resource(self, arn: &str) -> String {
        match arn.parse::<Arn>() {
            _ if arn == "*" => "all resources".to_owned(),
            Ok(arn) if arn.entity() == Some(EntityKind::Role) => strong(arn.name()),
            Ok(arn) if arn.entity() == Some(EntityKind::Root) => match arn.account() {
                Some(account) => format!("the root user of {}", self.account_of(account)),
                None => strong(arn.resource()),
            },
            Ok(arn) => strong(arn.resource()),
            Err(_) => strong(arn),
        }
    }

    /// A document with what it belongs to: "the trust policy of ProdAdmin", "alice's policy AssumeDeploy".
    pub(super) fn document(self, document: &DocumentSource) -> String {
        let name = strong(&document.name);
        match (&document.address, document.kind) {
            (DocumentAddress::Loose { .. }, kind) => self.loose(kind, document),
            (DocumentAddress::Trust { role, .. }, _) => {
                format!("the trust policy of {}", strong(role))
            }
            (_, PolicyType::ServiceControl) => format!("SCP {name}"),
            (_, PolicyType::ResourceControl) => format!("RCP {name}"),
            (_, PolicyType::PermissionsBoundary) => {
                format!("{} permissions boundary {name}", self.whose())
            }
            (DocumentAddress::GroupPolicy { group, .. }, _) => {
                format!("policy {name} of group {}", strong(group))
            }
            (DocumentAddress::RolePolicy { role, .. }, _) => {
                format!("{} policy {name}", of(&strong(role)))
            }
            (DocumentAddress::UserPolicy { user, .. }, _) => {
                format!("{} policy {name}", of(&strong(user)))
            }
            (DocumentAddress::StepSession { .. } | DocumentAddress::StartSession, _) => {
                format!("the session policy of {} session", self.whose())
            }
            (_, PolicyType::Session) => format!("session policy {name}"),
            (DocumentAddress::Resource { arn }, _) => self.resource_policy(arn),
            (DocumentAddress::Change { .. }, PolicyType::Trust) => {
                format!("the new trust policy of {}", self.target())
            }
            (DocumentAddress::Change { .. }, _) => "the new policy".to_owned(),
            _ => format!("{} policy {name}", self.whose()),
        }
    }

    /// A document that has no name of its own.
    fn loose(self, kind: PolicyType, document: &DocumentSource) -> String {
        let plain = iam::fold(&document.name);
        match (kind, self.step.target.text().and_then(|arn| arn.parse::<Arn>().ok())) {
            (PolicyType::Trust, _) => format!("the trust policy of {}", self.target()),
            (PolicyType::Resource, Some(arn)) => self.resource_policy(&arn),
            (PolicyType::Resource, None) => "the resource's policy".to_owned(),
            (PolicyType::Identity | PolicyType::PermissionsBoundary, _) => {
                format!("{} {plain}", self.whose())
            }
            (PolicyType::Session | PolicyType::VpcEndpoint, _) => format!("the {plain}"),
            (PolicyType::ServiceControl | PolicyType::ResourceControl, _) => {
                document.name.to_string()
            }
        }
    }

    fn resource_policy(self, arn: &Arn) -> String {
        let name = strong(arn.resource());
        match (arn.service(), arn.resource().split_once('/')) {
            ("ec2", Some(("vpc-endpoint", id))) => {
                format!("the policy of VPC endpoint {}", strong(id))
            }
            ("s3", _) => format!("the bucket policy of {name}"),
            ("kms", _) => format!("the key policy of {name}"),
            ("sqs", _) => format!("the queue policy of {name}"),
            ("sns", _) => format!("the topic policy of {name}"),
            _ => format!("the policy of {name}"),
        }
    }

    /// A principal as a policy writes it, in short; in full where the short name is also the caller's.
    pub(super) fn principal(self, text: &str) -> String {
        let own = self.step.caller.as_ref().map(|caller| &caller.principal);
        let own_name = own.and_then(|own| own.arn.as_ref()).map(Arn::name);
        if let Ok(account) = text.parse::<AccountId>() {
            return self.account_words(account);
        }
        let Ok(arn) = text.parse::<Arn>() else {
            return match text {
                "*" => "everyone".to_owned(),
                _ => strong(text),
            };
        };
        match arn.entity() {
            Some(EntityKind::Root) => match arn.account() {
                Some(account) => self.account_words(account),
                None => code(text),
            },
            Some(EntityKind::User | EntityKind::Role | EntityKind::FederatedUser)
                if own_name.is_some_and(|own| own.eq_ignore_ascii_case(arn.name())) =>
            {
                code(text)
            }
            Some(EntityKind::User | EntityKind::Role) => strong(arn.name()),
            Some(EntityKind::RoleSession) => {
                let session = arn.resource().trim_start_matches("assumed-role/");
                format!("session {}", strong(session))
            }
            Some(EntityKind::FederatedUser) => format!("federated user {}", strong(arn.name())),
            Some(EntityKind::SamlProvider) => strong(arn.name()),
            Some(EntityKind::OidcProvider) => {
                strong(arn.resource().trim_start_matches("oidc-provider/"))
            }
            _ => code(text),
        }
    }

    fn account_words(self, id: AccountId) -> String {
        format!("account {}", self.account_of(id))
    }

    /// How the step's caller signs, in a few words.
    pub(super) fn credentials(self, caller: &Caller) -> &'static str {
        match caller.principal.credentials {
            Credentials::LongTerm => "long-term key",
            Credentials::SessionToken => "session of GetSessionToken",
            Credentials::RoleSession => "role session",
            Credentials::FederationToken => "session of GetFederationToken",
            Credentials::RootSession => "root session",
            Credentials::DelegatedAccess => "session of GetDelegatedAccessToken",
            Credentials::None if caller.principal.kind == PrincipalKind::Service => "AWS service",
            Credentials::None => "unsigned",
        }
    }
}

/// What stands behind the last slash or colon.
pub(super) fn last_word(text: &str) -> &str {
    text.rsplit(['/', ':']).next().unwrap_or(text)
}
