//! Moving and renaming identity providers.

use std::rc::Rc;

use base64ct::{Base64, Base64UrlUnpadded, Encoding};
use iam::{AccountId, Arn, EntityKind};
use sts::request::{Call, Signed};

use super::{
    Refused,
    entities::{called, taken},
    refused, rename, rewrite,
};
use crate::scenario::{Account, Operation, Scenario, Step};

impl Scenario {
    /// Moves a SAML or OpenID Connect provider to another account; gives its new ARN, which everything that named it names
    /// from then on. AWS has no such call: there one is made anew in the other account.
    ///
    /// # Errors
    /// Where there is no such provider or account, or the account has one of that name already.
    pub fn move_provider(&mut self, arn: &Arn, to: AccountId) -> Result<Arn, Refused> {
        let is_it = |account: &Account| {
            account.saml_providers.iter().any(|provider| provider.arn == *arn)
                || account.oidc_providers.iter().any(|provider| provider.arn == *arn)
        };
        if !self.accounts.iter().any(is_it) {
            return Err(vec![refused(format!("There is no provider `{arn}`."))]);
        }
        let Some(account) = self.account(to) else {
            return Err(vec![refused(format!("The account {to} is not in the scenario."))]);
        };
        if arn.account() == Some(to) {
            return Ok(arn.clone());
        }
        let new = Arn::iam(arn.partition(), to, arn.resource());
        let mut saml = account.saml_providers.iter().map(|provider| &provider.arn);
        let mut oidc = account.oidc_providers.iter().map(|provider| &provider.arn);
        if saml.any(|known| *known == new) || oidc.any(|known| *known == new) {
            return Err(taken(&called(account), "a provider", new.name()));
        }
        self.edit(|edited| {
            let (mut saml, mut oidc) = (Vec::new(), Vec::new());
            for account in edited.accounts.iter_mut().filter(|account| is_it(account)) {
                saml.extend(account.saml_providers.extract_if(.., |known| known.arn == *arn));
                oidc.extend(account.oidc_providers.extract_if(.., |known| known.arn == *arn));
            }
            if let Some(account) = edited.account_mut(to) {
                account.saml_providers.extend(saml);
                account.oidc_providers.extend(oidc);
            }
            rename::exact(edited, arn.as_str(), new.as_str());
        })?;
        Ok(new)
    }

    /// Gives a provider another name; of an OpenID Connect provider that is its issuer, with or without `https://`. What
    /// names the provider, its condition keys and the tokens that are not signed follow. Signed ones cannot: see
    /// [`still_signed_for`](Self::still_signed_for).
    pub(super) fn rename_provider(&mut self, arn: &Arn, name: &str) -> Result<(), Refused> {
        let (Some(id), Some((kind, old))) = (arn.account(), arn.resource().split_once('/')) else {
            return Ok(());
        };
        let is_oidc = arn.entity() == Some(EntityKind::OidcProvider);
        let name = name.strip_prefix("https://").filter(|_| is_oidc).unwrap_or(name);
        let new = Arn::iam(arn.partition(), id, &format!("{kind}/{name}"));
        // Other accounts may know a provider of the same issuer, which keeps its name.
        let is_namesake = |known: &Account| {
            known.id != id
                && known.oidc_providers.iter().any(|it| it.arn.resource() == arn.resource())
        };
        let is_shared = self.accounts.iter().any(is_namesake);
        self.edit(|edited| {
            rename::exact(edited, arn.as_str(), new.as_str());
            if !is_oidc {
                // The key `saml:doc` holds account and name.
                return rename::exact(edited, &format!("{id}/{old}"), &format!("{id}/{name}"));
            }
            let map = |text: &str| renamed_issuer(text, old, name);
            if is_shared {
                if let Some(account) = edited.account_mut(id) {
                    rewrite::account(account, &map);
                }
                for step in edited.steps.iter_mut().filter(|step| assumes_in(step, id)) {
                    rewrite::step(step, &map);
                }
            } else {
                rewrite::everywhere(edited, &map);
            }
            let providers = edited.accounts.iter_mut().flat_map(|known| &mut known.oidc_providers);
            for provider in providers.filter(|provider| provider.arn == new) {
                provider.url = provider.url.as_ref().map(|url| {
                    let scheme = if url.starts_with("https://") { "https://" } else { "" };
                    format!("{scheme}{name}").into()
                });
            }
        })
    }

    /// The steps that present a text which a provider signed and which names it. Such a text goes on naming it, whatever
    /// the provider is called.
    #[must_use]
    pub fn still_signed_for(&self, provider: &Arn) -> Vec<Rc<str>> {
        let names = |bytes: Vec<u8>, name: &str| String::from_utf8_lossy(&bytes).contains(name);
        let is_named = |step: &&Step| match &step.operation {
            Operation::Sts(call) => match &call.call {
                Call::AssumeRoleWithWebIdentity(call) => {
                    let issuer =
                        provider.resource().split_once('/').map_or("", |(_, issuer)| issuer);
                    let claims = call.token.as_ref().and_then(Signed::text);
                    let claims = claims.and_then(|token| token.split('.').nth(1));
                    let claims = claims.and_then(|it| Base64UrlUnpadded::decode_vec(it).ok());
                    claims.is_some_and(|claims| names(claims, &format!("\"https://{issuer}\"")))
                }
                Call::AssumeRoleWithSaml(call) => {
                    let response = call.assertion.as_ref().and_then(Signed::text);
                    let response = response.and_then(|text| Base64::decode_vec(text).ok());
                    response.is_some_and(|response| names(response, provider.as_str()))
                }
                _ => false,
            },
            _ => false,
        };
        self.steps.iter().filter(is_named).map(|step| Rc::clone(&step.id)).collect()
    }
}

/// A text in which an issuer stands, by its other name: the issuer with or without its scheme, or one of its condition keys.
fn renamed_issuer(text: &str, old: &str, new: &str) -> Option<String> {
    let (scheme, address) = match text.strip_prefix("https://") {
        Some(address) => ("https://", address),
        None => ("", text),
    };
    let rest = address.strip_prefix(old)?;
    // Digits behind a colon are the port of another issuer.
    let is_key = |key: &str| scheme.is_empty() && !key.starts_with(|it: char| it.is_ascii_digit());
    let is_its = rest.is_empty() || rest.strip_prefix(':').is_some_and(is_key);
    is_its.then(|| format!("{scheme}{new}{rest}"))
}

/// Whether a step assumes a role of that account with a token.
fn assumes_in(step: &Step, account: AccountId) -> bool {
    let Operation::Sts(call) = &step.operation else { return false };
    let Call::AssumeRoleWithWebIdentity(call) = &call.call else { return false };
    let role = call.role_arn.as_ref().and_then(|role| role.parse::<Arn>().ok());
    role.and_then(|role| role.account()) == Some(account)
}
