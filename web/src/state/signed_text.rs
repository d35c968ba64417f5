//! A text that an identity provider signed comes into a step, and the provider into the account that must know it: one
//! edit.

use std::rc::Rc;

use iam::AccountId;
use simulator::{
    Scenario,
    scenario::{Account, OidcProvider, Operation, SamlProvider, Step, StsCall},
};
use sts::request::{Call, Signed};

use super::{Model, Notice, Offer, update};

/// What a step is given.
#[derive(Debug, Clone)]
pub(crate) struct SignedText {
    /// Which step.
    pub(crate) step: usize,
    /// The token or the response.
    pub(crate) text: Rc<str>,
    /// Whether it was made here; else it was pasted.
    pub(crate) issued: bool,
    /// The account that must know the provider, and what it must know of it.
    pub(crate) provider: Option<(AccountId, Provider)>,
}

/// What an account knows of a provider.
#[derive(Debug, Clone)]
pub(crate) enum Provider {
    /// Of OpenID Connect.
    Oidc(OidcProvider),
    /// Of SAML; the step names it.
    Saml(SamlProvider),
}

impl SignedText {
    /// What becomes of the provider in its account, in words; nothing where it stays as it is.
    pub(crate) fn effect(&self, scenario: &Scenario) -> String {
        let Some((id, provider)) = &self.provider else { return String::new() };
        let (arn, known) = match provider {
            Provider::Oidc(new) => {
                let known = account(scenario, *id)
                    .and_then(|account| account.oidc_providers.iter().find(|it| it.arn == new.arn));
                (&new.arn, known.map(|known| known.key_set == new.key_set))
            }
            Provider::Saml(new) => {
                let known = account(scenario, *id)
                    .and_then(|account| account.saml_providers.iter().find(|it| it.arn == new.arn));
                (&new.arn, known.map(|known| known.metadata == new.metadata))
            }
        };
        let name = arn.resource().split_once('/').map_or("", |(_, name)| name);
        match known {
            None => format!("The provider {name} with its keys is registered in account {id}."),
            Some(false) => format!("The provider {name} in account {id} gets these keys."),
            Some(true) => String::new(),
        }
    }
}

fn account(scenario: &Scenario, id: AccountId) -> Option<&Account> {
    scenario.accounts.iter().find(|account| account.id == id)
}

/// Gives the text to the step.
pub(super) fn give(model: &mut Model, given: SignedText) {
    let Some(step) = model.scenario().steps.get(given.step) else { return };
    let what = match &step.operation {
        Operation::Sts(StsCall { call: Call::AssumeRoleWithSaml(_), .. }) => "assertion",
        _ => "token",
    };
    let hop = update::numbered(model, given.step);
    let (verb, done) = if given.issued { ("issue", "Issued") } else { ("paste", "Pasted") };
    let effect = given.effect(model.scenario());
    let made = update::try_edit(model, &format!("{verb} the {what} of {hop}"), None, |scenario| {
        scenario.edit(|edited| {
            if let Some(step) = edited.steps.get_mut(given.step) {
                write(step, given.text, given.provider.as_ref().map(|(_, known)| known));
            }
            given.provider.into_iter().for_each(|(id, known)| register(edited, id, known));
        })
    });
    if made {
        let text = format!("{done} the {what} of {hop}. {effect}").trim_end().into();
        model.ui.notice = Some(Notice { text, is_warning: false, offers: Some(Offer::Undo) });
    }
}

/// Makes an account know a provider with its keys.
fn register(scenario: &mut Scenario, id: AccountId, provider: Provider) {
    let Some(account) = scenario.accounts.iter_mut().find(|account| account.id == id) else {
        return;
    };
    match provider {
        Provider::Oidc(new) => {
            match account.oidc_providers.iter_mut().find(|known| known.arn == new.arn) {
                Some(known) => known.key_set = new.key_set,
                None => account.oidc_providers.push(new),
            }
        }
        Provider::Saml(new) => {
            match account.saml_providers.iter_mut().find(|known| known.arn == new.arn) {
                Some(known) => known.metadata = new.metadata,
                None => account.saml_providers.push(new),
            }
        }
    }
}

fn write(step: &mut Step, text: Rc<str>, provider: Option<&Provider>) {
    let Operation::Sts(call) = &mut step.operation else { return };
    match &mut call.call {
        Call::AssumeRoleWithWebIdentity(call) => call.token = Some(Signed::Text(text)),
        Call::AssumeRoleWithSaml(call) => {
            call.assertion = Some(Signed::Text(text));
            if let Some(Provider::Saml(known)) = provider {
                call.principal_arn = Some(known.arn.shared());
            }
        }
        _ => {}
    }
}
