//! Moving identity providers.

use iam::{AccountId, Arn};

use super::{
    Refused,
    entities::{called, taken},
    refused, rename,
};
use crate::scenario::{Account, Scenario};

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
}
