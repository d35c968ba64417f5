//! Settings of the scenario itself, of its organization and of identity providers.

use std::rc::Rc;

use iam::{AccountId, Arn};
use simulator::{
    Scenario,
    scenario::{Account, switches},
};

/// A member of the organization with its new value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of docs/scenario.md")]
pub(crate) enum OrganizationPart {
    MasterAccountId(AccountId),
    ServiceControlPoliciesEnabled(bool),
    EnabledFeatures(Vec<Rc<str>>),
    DelegatedAdministrators(Vec<AccountId>),
}

impl OrganizationPart {
    /// Its name in the file.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::MasterAccountId(_) => "MasterAccountId",
            Self::ServiceControlPoliciesEnabled(_) => "serviceControlPoliciesEnabled",
            Self::EnabledFeatures(_) => "EnabledFeatures",
            Self::DelegatedAdministrators(_) => "delegatedAdministrators",
        }
    }

    /// Writes it. Who manages the organization administers nothing on its behalf; an account that managed it, and was not
    /// described for that, stays as an empty one.
    pub(super) fn set(self, scenario: &mut Scenario) {
        let managed = scenario.organization.as_ref().map(|known| known.management_account);
        if let (Self::MasterAccountId(_), Some(managed)) = (&self, managed)
            && scenario.account(managed).is_none()
        {
            scenario.accounts.push(Account::new(managed));
        }
        let Some(organization) = &mut scenario.organization else { return };
        match self {
            Self::MasterAccountId(id) => {
                organization.delegated_administrators.retain(|known| *known != id);
                organization.management_account = id;
            }
            Self::ServiceControlPoliciesEnabled(is_on) => {
                organization.service_control_policies_enabled = (!is_on).then_some(false);
            }
            Self::EnabledFeatures(features) => organization.enabled_features = features,
            Self::DelegatedAdministrators(ids) => organization.delegated_administrators = ids,
        }
    }
}

/// A member of an identity provider with its new value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of docs/scenario.md")]
pub(crate) enum ProviderPart {
    SamlMetadataDocument(Option<Rc<str>>),
    ClientIdList(Vec<Rc<str>>),
    Jwks(Option<Rc<str>>),
}

impl ProviderPart {
    /// Its name in the file.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::SamlMetadataDocument(_) => "SAMLMetadataDocument",
            Self::ClientIdList(_) => "ClientIDList",
            Self::Jwks(_) => "Jwks",
        }
    }

    /// Writes it.
    pub(super) fn set(self, scenario: &mut Scenario, arn: &Arn) {
        let account = arn.account().and_then(|id| scenario.account_mut(id));
        let Some(account) = account else { return };
        let saml = account.saml_providers.iter_mut().find(|known| known.arn == *arn);
        let oidc = account.oidc_providers.iter_mut().find(|known| known.arn == *arn);
        match (self, saml, oidc) {
            (Self::SamlMetadataDocument(text), Some(provider), _) => provider.metadata = text,
            (Self::ClientIdList(ids), _, Some(provider)) => provider.client_ids = ids,
            (Self::Jwks(text), _, Some(provider)) => provider.key_set = text,
            _ => {}
        }
    }
}

/// A member of the scenario with its new value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of docs/scenario.md")]
pub(crate) enum ScenarioPart {
    Teaches(Option<Rc<str>>),
    Source(Option<Rc<str>>),
    Seed(Option<Rc<str>>),
    /// One of the `assumptions`, by its name, with its word.
    Assumption(&'static str, Rc<str>),
}

impl ScenarioPart {
    /// Its name in the file.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Teaches(_) => "teaches",
            Self::Source(_) => "source",
            Self::Seed(_) => "seed",
            Self::Assumption(name, _) => name,
        }
    }

    /// Writes it.
    pub(super) fn set(self, scenario: &mut Scenario) {
        match self {
            Self::Teaches(text) => scenario.teaches = text,
            Self::Source(text) => scenario.source = text,
            Self::Seed(text) => scenario.seed = text,
            Self::Assumption(name, word) => {
                switches::set(&mut scenario.assumptions, name, &word);
            }
        }
    }
}
