//! What a scenario has that a document can name: accounts, users, roles, policies, providers, resources, by ARN.

use std::rc::Rc;

use sts::request::Call;

use crate::{Scenario, scenario::Operation};

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Account,
    User,
    Group,
    Role,
    Policy,
    Saml,
    Oidc,
    Resource,
}

impl What {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::User => "user",
            Self::Group => "group",
            Self::Role => "role",
            Self::Policy => "managed policy",
            Self::Saml => "SAML provider",
            Self::Oidc => "OpenID Connect provider",
            Self::Resource => "resource",
        }
    }

    /// Whether a principal element names such things under `AWS`.
    pub(super) fn is_principal(self) -> bool {
        matches!(self, Self::Account | Self::User | Self::Role)
    }

    /// Whether it names them under `Federated`.
    pub(super) fn is_provider(self) -> bool {
        matches!(self, Self::Saml | Self::Oidc)
    }
}

/// One thing of the scenario.
#[derive(Debug)]
pub(super) struct Named {
    /// Its ARN; of an account, its root's, which means the whole account.
    pub(super) arn: String,
    pub(super) what: What,
    /// Where it is: "Production (222222222222)".
    pub(super) account: String,
}

impl Named {
    /// "role of Production (222222222222)".
    pub(super) fn words(&self) -> String {
        match (self.what, self.account.is_empty()) {
            (What::Account, _) => format!("account {}", self.account),
            (what, true) => what.word().to_owned(),
            (what, false) => format!("{} of {}", what.word(), self.account),
        }
    }
}

/// Everything in the order of the scenario: account by account, the resources last.
pub(super) fn of(scenario: &Scenario) -> Vec<Named> {
    let mut all = Vec::new();
    for account in &scenario.accounts {
        let place = match &account.name {
            Some(name) => format!("{name} ({})", account.id),
            None => account.id.to_string(),
        };
        let mut add = |arn: String, what| all.push(Named { arn, what, account: place.clone() });
        add(format!("arn:aws:iam::{}:root", account.id), What::Account);
        for role in &account.roles {
            add(role.arn_in(account.id).to_string(), What::Role);
        }
        for user in &account.users {
            add(user.arn_in(account.id).to_string(), What::User);
        }
        for group in &account.groups {
            add(group.arn_in(account.id).to_string(), What::Group);
        }
        for policy in &account.policies {
            add(policy.arn_in(account.id).to_string(), What::Policy);
        }
        for provider in &account.saml_providers {
            add(provider.arn.to_string(), What::Saml);
        }
        for provider in &account.oidc_providers {
            add(provider.arn.to_string(), What::Oidc);
        }
    }
    for resource in &scenario.resources {
        let account = resource.account.or_else(|| resource.arn.account());
        let account = account.map(|id| id.to_string()).unwrap_or_default();
        all.push(Named { arn: resource.arn.to_string(), what: What::Resource, account });
    }
    all
}

/// The keys of all tags that things have, and that steps pass, each once.
pub(super) fn tag_keys(scenario: &Scenario) -> Vec<Rc<str>> {
    each_once(tags(scenario).into_iter().map(|(key, _)| key))
}

/// The values that a tag of that key has anywhere, each once. Letter case does not matter in keys.
pub(super) fn tag_values(scenario: &Scenario, key: &str) -> Vec<Rc<str>> {
    let of_key = tags(scenario).into_iter().filter(|(known, _)| known.eq_ignore_ascii_case(key));
    each_once(of_key.map(|(_, value)| value))
}

fn tags(scenario: &Scenario) -> Vec<(Rc<str>, Rc<str>)> {
    let accounts = scenario.accounts.iter();
    let of_accounts = accounts.flat_map(|account| {
        let roles = account.roles.iter().flat_map(|role| &role.tags);
        roles.chain(account.users.iter().flat_map(|user| &user.tags))
    });
    let of_resources = scenario.resources.iter().flat_map(|resource| &resource.tags);
    let things = scenario.start.tags.iter().chain(of_accounts).chain(of_resources);
    let passed = scenario.steps.iter().flat_map(|step| match &step.operation {
        Operation::Sts(sts) => match &sts.call {
            Call::AssumeRole(call) => &call.tags[..],
            Call::GetFederationToken(call) => &call.tags,
            _ => &[],
        },
        _ => &[],
    });
    let passed = passed.map(|tag| (Rc::clone(&tag.key), Rc::clone(&tag.value)));
    things.map(|tag| (Rc::clone(&tag.key), Rc::clone(&tag.value))).chain(passed).collect()
}

fn each_once(texts: impl Iterator<Item = Rc<str>>) -> Vec<Rc<str>> {
    let mut known: Vec<Rc<str>> = Vec::new();
    for text in texts {
        if !known.contains(&text) {
            known.push(text);
        }
    }
    known
}
