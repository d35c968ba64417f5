//! Where a document stands in a scenario.

use std::rc::Rc;

use iam::{AccountId, Arn};

use super::{Document, Operation, Scenario};

/// The place of one policy document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentAddress {
    /// A role's AssumeRolePolicyDocument.
    Trust {
        /// The role's account.
        account: AccountId,
        /// Its name.
        role: Rc<str>,
    },
    /// An inline policy of a role.
    RolePolicy {
        /// The role's account.
        account: AccountId,
        /// Its name.
        role: Rc<str>,
        /// The policy's name.
        policy: Rc<str>,
    },
    /// An inline policy of a user.
    UserPolicy {
        /// The user's account.
        account: AccountId,
        /// Its name.
        user: Rc<str>,
        /// The policy's name.
        policy: Rc<str>,
    },
    /// An inline policy of a group.
    GroupPolicy {
        /// The group's account.
        account: AccountId,
        /// Its name.
        group: Rc<str>,
        /// The policy's name.
        policy: Rc<str>,
    },
    /// A managed policy given in the scenario.
    Managed {
        /// Its ARN.
        arn: Arn,
    },
    /// A policy that is built in and cannot be edited: AWS-managed, `FullAWSAccess`.
    BuiltIn {
        /// Its ARN or its name.
        name: Rc<str>,
    },
    /// An SCP or RCP of the organization.
    Organization {
        /// Its name.
        name: Rc<str>,
    },
    /// A resource's own policy.
    Resource {
        /// The resource.
        arn: Arn,
    },
    /// The session policy that a step passes.
    StepSession {
        /// The step's id.
        step: Rc<str>,
    },
    /// The session policy that the start's session carries.
    StartSession,
    /// The document that a step saves.
    Change {
        /// The step's id.
        step: Rc<str>,
    },
    /// A document that stands in no scenario: see [`crate::loose`].
    Loose {
        /// The field that it was given in; empty for one that is implied.
        field: Rc<str>,
    },
}

impl Scenario {
    /// Where every document of the scenario stands, built-in ones aside, in the order of the file.
    #[must_use]
    pub fn documents(&self) -> Vec<DocumentAddress> {
        let mut all = Vec::new();
        all.extend(self.start.policy.as_ref().map(|_| DocumentAddress::StartSession));
        for policy in self.organization.iter().flat_map(|known| &known.policies) {
            all.push(DocumentAddress::Organization { name: policy.name.clone() });
        }
        for known in &self.accounts {
            let account = known.id;
            for user in &known.users {
                all.extend(user.inline_policies.iter().map(|policy| DocumentAddress::UserPolicy {
                    account,
                    user: user.name.clone(),
                    policy: policy.name.clone(),
                }));
            }
            for group in &known.groups {
                all.extend(group.inline_policies.iter().map(|policy| {
                    DocumentAddress::GroupPolicy {
                        account,
                        group: group.name.clone(),
                        policy: policy.name.clone(),
                    }
                }));
            }
            for role in &known.roles {
                all.push(DocumentAddress::Trust { account, role: role.name.clone() });
                all.extend(role.inline_policies.iter().map(|policy| DocumentAddress::RolePolicy {
                    account,
                    role: role.name.clone(),
                    policy: policy.name.clone(),
                }));
            }
            for policy in &known.policies {
                all.push(DocumentAddress::Managed { arn: policy.arn_in(account) });
            }
        }
        for resource in self.resources.iter().filter(|resource| resource.policy.is_some()) {
            all.push(DocumentAddress::Resource { arn: resource.arn.clone() });
        }
        for step in &self.steps {
            match &step.operation {
                Operation::Sts(call) if call.session_policy().is_some() => {
                    all.push(DocumentAddress::StepSession { step: step.id.clone() });
                }
                Operation::Change(change) if change.document.is_some() => {
                    all.push(DocumentAddress::Change { step: step.id.clone() });
                }
                _ => {}
            }
        }
        all
    }

    /// The text of a document; nothing where the address leads nowhere.
    #[must_use]
    pub fn document_text(&self, address: &DocumentAddress) -> Option<Rc<str>> {
        let shared = |document: &Document| document.shared();
        match address {
            DocumentAddress::Trust { account, role } => {
                let role =
                    self.account(*account)?.roles.iter().find(|known| known.name == *role)?;
                Some(shared(&role.trust_policy))
            }
            DocumentAddress::RolePolicy { account, role, policy } => {
                let role =
                    self.account(*account)?.roles.iter().find(|known| known.name == *role)?;
                let policy = role.inline_policies.iter().find(|known| known.name == *policy)?;
                Some(shared(&policy.document))
            }
            DocumentAddress::UserPolicy { account, user, policy } => {
                let user =
                    self.account(*account)?.users.iter().find(|known| known.name == *user)?;
                let policy = user.inline_policies.iter().find(|known| known.name == *policy)?;
                Some(shared(&policy.document))
            }
            DocumentAddress::GroupPolicy { account, group, policy } => {
                let group = self.account(*account)?.groups.iter().find(|g| g.name == *group)?;
                let policy = group.inline_policies.iter().find(|known| known.name == *policy)?;
                Some(shared(&policy.document))
            }
            DocumentAddress::Managed { arn } => Some(shared(&self.managed_policy(arn)?.document)),
            DocumentAddress::BuiltIn { name } => super::managed::document(name).map(Into::into),
            DocumentAddress::Organization { name } => {
                let policies = &self.organization.as_ref()?.policies;
                Some(shared(&policies.iter().find(|known| known.name == *name)?.content))
            }
            DocumentAddress::Resource { arn } => {
                let resource = self.resources.iter().find(|known| known.arn == *arn)?;
                resource.policy.as_ref().map(shared)
            }
            DocumentAddress::StepSession { step } => {
                let step = self.steps.iter().find(|known| known.id == *step)?;
                match &step.operation {
                    Operation::Sts(call) => call.session_policy().cloned(),
                    _ => None,
                }
            }
            DocumentAddress::StartSession => self.start.policy.as_ref().map(shared),
            DocumentAddress::Change { step } => {
                let step = self.steps.iter().find(|known| known.id == *step)?;
                match &step.operation {
                    Operation::Change(change) => change.document.as_ref().map(shared),
                    _ => None,
                }
            }
            DocumentAddress::Loose { .. } => None,
        }
    }

    /// Replaces the text of a document. Does nothing where the address leads nowhere or to a built-in policy.
    pub fn set_document_text(&mut self, address: &DocumentAddress, text: &str) {
        let new = Document::new(text);
        match address {
            DocumentAddress::Trust { account, role } => {
                if let Some(role) = self.role_mut(*account, role) {
                    role.trust_policy = new;
                }
            }
            DocumentAddress::RolePolicy { account, role, policy } => {
                let inline = self.role_mut(*account, role).map(|role| &mut role.inline_policies);
                if let Some(known) =
                    inline.and_then(|all| all.iter_mut().find(|known| known.name == *policy))
                {
                    known.document = new;
                }
            }
            DocumentAddress::UserPolicy { account, user, policy } => {
                let inline = self
                    .account_mut(*account)
                    .and_then(|account| account.users.iter_mut().find(|u| u.name == *user))
                    .map(|user| &mut user.inline_policies);
                if let Some(known) =
                    inline.and_then(|all| all.iter_mut().find(|known| known.name == *policy))
                {
                    known.document = new;
                }
            }
            DocumentAddress::GroupPolicy { account, group, policy } => {
                let inline = self
                    .account_mut(*account)
                    .and_then(|account| account.groups.iter_mut().find(|g| g.name == *group))
                    .map(|group| &mut group.inline_policies);
                if let Some(known) =
                    inline.and_then(|all| all.iter_mut().find(|known| known.name == *policy))
                {
                    known.document = new;
                }
            }
            DocumentAddress::Managed { arn } => {
                for account in &mut self.accounts {
                    let id = account.id;
                    if let Some(policy) = account.policies.iter_mut().find(|p| p.arn_in(id) == *arn)
                    {
                        policy.document = new.clone();
                    }
                }
            }
            DocumentAddress::Organization { name } => {
                let policies = self.organization.as_mut().map(|known| &mut known.policies);
                if let Some(known) =
                    policies.and_then(|all| all.iter_mut().find(|known| known.name == *name))
                {
                    known.content = new;
                }
            }
            DocumentAddress::Resource { arn } => {
                if let Some(known) = self.resources.iter_mut().find(|known| known.arn == *arn) {
                    known.policy = Some(new);
                }
            }
            DocumentAddress::StepSession { step } => {
                if let Some(step) = self.steps.iter_mut().find(|known| known.id == *step)
                    && let Operation::Sts(call) = &mut step.operation
                    && let Some(policy) = call.session_policy_mut()
                {
                    *policy = Some(new.shared());
                }
            }
            DocumentAddress::StartSession => self.start.policy = Some(new),
            DocumentAddress::Change { step } => {
                if let Some(step) = self.steps.iter_mut().find(|known| known.id == *step)
                    && let Operation::Change(change) = &mut step.operation
                {
                    change.document = Some(new);
                }
            }
            DocumentAddress::BuiltIn { .. } | DocumentAddress::Loose { .. } => {}
        }
    }
}
