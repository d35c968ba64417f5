//! Finding things in a scenario.

use std::rc::Rc;

use iam::{AccountId, Arn};
use sts::request::Call;

use super::{Account, Group, ManagedPolicy, Operation, Role, Scenario, StsCall, SwitchRole, User};

impl Scenario {
    /// The account with that id.
    #[must_use]
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// The account with that id, to be changed.
    pub fn account_mut(&mut self, id: AccountId) -> Option<&mut Account> {
        self.accounts.iter_mut().find(|account| account.id == id)
    }

    /// The role of that name, to be changed.
    pub fn role_mut(&mut self, account: AccountId, name: &str) -> Option<&mut Role> {
        self.account_mut(account)?.roles.iter_mut().find(|role| &*role.name == name)
    }

    /// The user of that name, to be changed.
    pub fn user_mut(&mut self, account: AccountId, name: &str) -> Option<&mut User> {
        self.account_mut(account)?.users.iter_mut().find(|user| &*user.name == name)
    }

    /// The account that a switch of roles names, by its id or by an alias.
    #[must_use]
    pub fn account_of_switch(&self, switch: &SwitchRole) -> Option<AccountId> {
        let of_alias = || {
            let is = |account: &&Account| account.aliases.contains(&switch.account);
            self.accounts.iter().find(is).map(|account| account.id)
        };
        switch.account.parse().ok().or_else(of_alias)
    }

    /// The role that a step switches to, where it is one that does and the account is known.
    #[must_use]
    pub fn switched_role(&self, step: usize) -> Option<Arn> {
        let Operation::SwitchRole(switch) = &self.steps.get(step)?.operation else { return None };
        let account = self.account_of_switch(switch)?;
        Some(Arn::iam("aws", account, &format!("role/{}", switch.role_name)))
    }

    /// The managed policy with that ARN that the scenario gives.
    #[must_use]
    pub fn managed_policy(&self, arn: &Arn) -> Option<&ManagedPolicy> {
        self.accounts.iter().find_map(|account| {
            account.policies.iter().find(|policy| policy.has_arn(arn, account.id))
        })
    }
}

impl Role {
    /// The role's ARN, path included.
    #[must_use]
    pub fn arn_in(&self, account: AccountId) -> Arn {
        entity_arn(account, "role", self.path.as_deref(), &self.name)
    }

    /// Whether that is the role's ARN; the same as comparing with [`arn_in`](Self::arn_in), without making one.
    pub(crate) fn has_arn(&self, arn: &Arn, account: AccountId) -> bool {
        is_entity(arn, account, "role", self.path.as_deref(), &self.name)
    }
}

impl User {
    /// The user's ARN, path included.
    #[must_use]
    pub fn arn_in(&self, account: AccountId) -> Arn {
        entity_arn(account, "user", self.path.as_deref(), &self.name)
    }

    /// Whether that is the user's ARN; the same as comparing with [`arn_in`](Self::arn_in), without making one.
    pub(crate) fn has_arn(&self, arn: &Arn, account: AccountId) -> bool {
        is_entity(arn, account, "user", self.path.as_deref(), &self.name)
    }
}

impl Group {
    /// The group's ARN, path included.
    #[must_use]
    pub fn arn_in(&self, account: AccountId) -> Arn {
        entity_arn(account, "group", self.path.as_deref(), &self.name)
    }
}

impl ManagedPolicy {
    /// The policy's ARN, path included.
    #[must_use]
    pub fn arn_in(&self, account: AccountId) -> Arn {
        match &self.arn {
            Some(arn) => arn.clone(),
            None => entity_arn(account, "policy", self.path.as_deref(), &self.name),
        }
    }

    /// Whether that is the policy's ARN; the same as comparing with [`arn_in`](Self::arn_in), without making one.
    pub(crate) fn has_arn(&self, arn: &Arn, account: AccountId) -> bool {
        match &self.arn {
            Some(own) => own == arn,
            None => is_entity(arn, account, "policy", self.path.as_deref(), &self.name),
        }
    }
}

/// The ARN that account, kind, path and name make.
pub(super) fn entity_arn(account: AccountId, kind: &str, path: Option<&str>, name: &str) -> Arn {
    Arn::iam("aws", account, &format!("{kind}{}{name}", path.unwrap_or("/")))
}

/// Whether account, kind, path and name make that ARN. Worlds hold thousands of entities and are searched often.
fn is_entity(arn: &Arn, account: AccountId, kind: &str, path: Option<&str>, name: &str) -> bool {
    let path = path.unwrap_or("/");
    let inside = arn.resource().strip_suffix(name).and_then(|rest| rest.strip_suffix(path));
    inside == Some(kind)
        && arn.account() == Some(account)
        && (arn.partition(), arn.service(), arn.region()) == ("aws", "iam", "")
}

impl StsCall {
    /// The session policy that the call passes.
    #[must_use]
    pub fn session_policy(&self) -> Option<&Rc<str>> {
        match &self.call {
            Call::AssumeRole(call) => call.policy.as_ref(),
            Call::AssumeRoleWithSaml(call) => call.policy.as_ref(),
            Call::AssumeRoleWithWebIdentity(call) => call.policy.as_ref(),
            Call::GetFederationToken(call) => call.policy.as_ref(),
            Call::GetDelegatedAccessToken(call) => call.token.as_ref()?.policy.as_ref(),
            _ => None,
        }
    }

    /// The parameter that can name an earlier step instead of what that step left: its encoded message or its access key
    /// id.
    #[must_use]
    pub fn asked_about(&self) -> Option<&Rc<str>> {
        match &self.call {
            Call::DecodeAuthorizationMessage(call) => call.encoded_message.as_ref(),
            Call::GetAccessKeyInfo(call) => call.access_key_id.as_ref(),
            _ => None,
        }
    }

    pub(super) fn asked_about_mut(&mut self) -> Option<&mut Rc<str>> {
        match &mut self.call {
            Call::DecodeAuthorizationMessage(call) => call.encoded_message.as_mut(),
            Call::GetAccessKeyInfo(call) => call.access_key_id.as_mut(),
            _ => None,
        }
    }

    /// The member for the session policy, where the call has one.
    pub fn session_policy_mut(&mut self) -> Option<&mut Option<Rc<str>>> {
        match &mut self.call {
            Call::AssumeRole(call) => Some(&mut call.policy),
            Call::AssumeRoleWithSaml(call) => Some(&mut call.policy),
            Call::AssumeRoleWithWebIdentity(call) => Some(&mut call.policy),
            Call::GetFederationToken(call) => Some(&mut call.policy),
            Call::GetDelegatedAccessToken(call) => Some(&mut call.token.as_mut()?.policy),
            _ => None,
        }
    }
}
