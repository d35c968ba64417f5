//! What a person does to a scenario: adding, renaming, removing. Every operation leaves a scenario that still reads.
//!
//! - **Adding and renaming** is refused, with the reader's own words and nothing changed, where the file would not read
//!   afterwards: a name that is taken or malformed.
//! - **Renaming** takes every reference along: ARNs in documents (the text around them stays as it was typed), the
//!   start, callers and parameters of steps, attachments, boundaries, memberships.
//! - **Removing** always works and repairs what would dangle; [`Scenario::removal_breaks`] says beforehand what that is.

use std::rc::Rc;

use iam::{AccountId, Arn, PolicyType};

use super::{
    Account, Group, ManagedPolicy, Operation, Organization, OrganizationPolicy, OrganizationalUnit,
    Resource, Role, Scenario, ScenarioError, User,
};

mod entities;
mod providers;
mod remove;
mod rename;
mod rewrite;
mod sound;
mod steps;
mod units;

pub use entities::same_name;
pub use remove::Reference;

/// Something in a scenario that can be renamed and removed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Thing {
    /// An account with everything in it.
    Account(AccountId),
    /// A user.
    User(AccountId, Rc<str>),
    /// A group.
    Group(AccountId, Rc<str>),
    /// A role.
    Role(AccountId, Rc<str>),
    /// A managed policy that the scenario gives.
    ManagedPolicy(Arn),
    /// A SAML or OpenID Connect provider.
    Provider(Arn),
    /// The organization.
    Organization,
    /// An SCP or RCP, by name.
    OrganizationPolicy(Rc<str>),
    /// An organizational unit: the places on the way from the root.
    Unit(Vec<usize>),
    /// A resource.
    Resource(Arn),
}

/// Why an edit was refused: what would be wrong with the file.
pub type Refused = Vec<ScenarioError>;

impl Scenario {
    /// Makes an edit, unless the scenario read before it and would not after it; then nothing is changed.
    ///
    /// # Errors
    /// What would be wrong.
    pub fn edit(&mut self, edit: impl FnOnce(&mut Self)) -> Result<(), Refused> {
        let mut edited = self.clone();
        edit(&mut edited);
        self.accept(edited)
    }

    fn accept(&mut self, edited: Self) -> Result<(), Refused> {
        if edited.is_sound_beside(self) {
            *self = edited;
            return Ok(());
        }
        let problems = edited.problems();
        if !problems.is_empty() && self.problems().is_empty() {
            return Err(problems);
        }
        *self = edited;
        Ok(())
    }

    /// Adds an account. Changes of the world need not say in which account they happen while there is but one: from here
    /// on they say so.
    ///
    /// # Errors
    /// Where the scenario has it already.
    pub fn add_account(&mut self, account: Account) -> Result<(), Refused> {
        let only = match self.accounts.as_slice() {
            [only] => Some(only.id),
            _ => None,
        };
        self.edit(|edited| {
            edited.accounts.push(account);
            for step in &mut edited.steps {
                if matches!(step.operation, Operation::Change(_)) && step.account.is_none() {
                    step.account = only;
                }
            }
        })
    }

    /// Adds a user.
    ///
    /// # Errors
    /// Where the name is malformed or taken, or the account is not there.
    pub fn add_user(&mut self, account: AccountId, user: User) -> Result<(), Refused> {
        self.in_account(account, |account| account.users.push(user))
    }

    /// Adds a group.
    ///
    /// # Errors
    /// Where the name is malformed or taken, or the account is not there.
    pub fn add_group(&mut self, account: AccountId, group: Group) -> Result<(), Refused> {
        self.in_account(account, |account| account.groups.push(group))
    }

    /// Adds a role.
    ///
    /// # Errors
    /// Where the name is malformed or taken, or the account is not there.
    pub fn add_role(&mut self, account: AccountId, role: Role) -> Result<(), Refused> {
        self.in_account(account, |account| account.roles.push(role))
    }

    /// Adds a managed policy.
    ///
    /// # Errors
    /// Where the name is malformed or taken, or the account is not there.
    pub fn add_managed_policy(
        &mut self,
        account: AccountId,
        policy: ManagedPolicy,
    ) -> Result<(), Refused> {
        self.in_account(account, |account| account.policies.push(policy))
    }

    /// Adds a resource.
    ///
    /// # Errors
    /// Where it is there already, or its account is not said.
    pub fn add_resource(&mut self, resource: Resource) -> Result<(), Refused> {
        self.edit(|edited| edited.resources.push(resource))
    }

    /// Makes an organization of all accounts, the first of the arguments managing it.
    ///
    /// # Errors
    /// Where the id is malformed.
    pub fn add_organization(&mut self, id: &str, management: AccountId) -> Result<(), Refused> {
        self.edit(|edited| {
            let mut organization = Organization::new(id, management);
            let members = edited.accounts.iter().map(|account| account.id);
            organization.root.accounts.extend(members.filter(|id| *id != management));
            edited.organization = Some(organization);
        })
    }

    /// Adds an SCP or RCP, attached nowhere yet. Does nothing without an organization.
    ///
    /// # Errors
    /// Where the name is malformed or taken.
    pub fn add_organization_policy(&mut self, policy: OrganizationPolicy) -> Result<(), Refused> {
        self.edit(|edited| {
            if let Some(organization) = &mut edited.organization {
                organization.policies.push(policy);
            }
        })
    }

    /// Adds an organizational unit under the root or another unit.
    ///
    /// # Errors
    /// Where one directly under the same parent has that name, or units would nest too deep.
    pub fn add_unit(&mut self, under: &[usize], unit: OrganizationalUnit) -> Result<(), Refused> {
        self.edit(|edited| {
            if let Some(parent) = edited.unit_mut(under) {
                parent.units.push(unit);
            }
        })
    }

    /// Moves an account to the root or to a unit of the organization, or out of it.
    ///
    /// # Errors
    /// Where the management account or a delegated administrator would leave, or the account is not there.
    pub fn place_account(
        &mut self,
        account: AccountId,
        unit: Option<&[usize]>,
    ) -> Result<(), Refused> {
        if let (None, Some(known)) = (unit, &self.organization) {
            let holds = match account {
                id if id == known.management_account => {
                    "It manages the organization. Choose another management account first."
                }
                id if known.delegated_administrators.contains(&id) => {
                    "It is a delegated administrator. Take it out of `delegatedAdministrators` first."
                }
                _ => "",
            };
            if !holds.is_empty() {
                return Err(vec![refused(holds.to_owned())]);
            }
        }
        self.edit(|edited| {
            edited.for_every_unit(&mut |unit| unit.accounts.retain(|known| *known != account));
            if let Some(unit) = unit.and_then(|unit| edited.unit_mut(unit)) {
                unit.accounts.push(account);
            }
        })
    }

    /// Attaches or detaches an organization policy at the root or a unit.
    ///
    /// # Errors
    /// Where the organization has no such policy.
    pub fn set_attached_to_unit(
        &mut self,
        unit: &[usize],
        policy: &str,
        attached: bool,
    ) -> Result<(), Refused> {
        let Some(kind) = self.organization_policy_kind(policy) else { return Ok(()) };
        self.edit(|edited| {
            if let Some(unit) = edited.unit_mut(unit) {
                let (scps, rcps) =
                    (&mut unit.service_control_policies, &mut unit.resource_control_policies);
                set_attached(
                    if kind == PolicyType::ServiceControl { scps } else { rcps },
                    kind,
                    policy,
                    attached,
                );
            }
        })
    }

    /// Attaches or detaches an organization policy at an account.
    ///
    /// # Errors
    /// Where the organization has no such policy.
    pub fn set_attached_to_account(
        &mut self,
        account: AccountId,
        policy: &str,
        attached: bool,
    ) -> Result<(), Refused> {
        let Some(kind) = self.organization_policy_kind(policy) else { return Ok(()) };
        self.in_account(account, |account| {
            let (scps, rcps) =
                (&mut account.service_control_policies, &mut account.resource_control_policies);
            set_attached(
                if kind == PolicyType::ServiceControl { scps } else { rcps },
                kind,
                policy,
                attached,
            );
        })
    }

    /// The root or a unit of the organization, by the places on the way from the root.
    pub fn unit_mut(&mut self, place: &[usize]) -> Option<&mut OrganizationalUnit> {
        let mut unit = &mut self.organization.as_mut()?.root;
        for index in place {
            unit = unit.units.get_mut(*index)?;
        }
        Some(unit)
    }

    /// The root or a unit of the organization, by the places on the way from the root.
    #[must_use]
    pub fn unit(&self, place: &[usize]) -> Option<&OrganizationalUnit> {
        let root = &self.organization.as_ref()?.root;
        place.iter().try_fold(root, |unit, index| unit.units.get(*index))
    }

    /// A name that no other of its kind has: the given one, else with `-2`, `-3`, ….
    #[must_use]
    pub fn fresh_name(&self, base: &str, taken: impl Fn(&str) -> bool) -> String {
        fresh_name(base, &taken)
    }

    fn organization_policy_kind(&self, name: &str) -> Option<PolicyType> {
        match name {
            "FullAWSAccess" => Some(PolicyType::ServiceControl),
            "RCPFullAWSAccess" => Some(PolicyType::ResourceControl),
            _ => {
                let policies = &self.organization.as_ref()?.policies;
                policies.iter().find(|policy| *policy.name == *name).map(|policy| policy.kind)
            }
        }
    }

    fn in_account(
        &mut self,
        id: AccountId,
        edit: impl FnOnce(&mut Account),
    ) -> Result<(), Refused> {
        if self.account(id).is_none() {
            return Err(vec![refused(format!("The account {id} is not in the scenario."))]);
        }
        self.edit(|edited| {
            if let Some(account) = edited.account_mut(id) {
                edit(account);
            }
        })
    }

    fn for_every_unit(&mut self, edit: &mut dyn FnMut(&mut OrganizationalUnit)) {
        fn below(unit: &mut OrganizationalUnit, edit: &mut dyn FnMut(&mut OrganizationalUnit)) {
            edit(unit);
            for unit in &mut unit.units {
                below(unit, edit);
            }
        }
        if let Some(organization) = &mut self.organization {
            below(&mut organization.root, edit);
        }
    }
}

impl OrganizationalUnit {
    /// A name that no unit directly under this one has: the given one, else with `-2`, `-3`, ….
    #[must_use]
    pub fn free_name(&self, base: &str) -> String {
        fresh_name(base, &|name| self.units.iter().any(|unit| unit.name.as_deref() == Some(name)))
    }
}

/// Adds a name to the policies attached at one level, or takes it away. An absent list of SCPs means `FullAWSAccess`, and
/// AWS keeps at least one SCP at every level.
fn set_attached(list: &mut Option<Vec<Rc<str>>>, kind: PolicyType, policy: &str, attached: bool) {
    let full: Rc<str> = "FullAWSAccess".into();
    let is_service_control = kind == PolicyType::ServiceControl;
    let default = || if is_service_control { vec![Rc::clone(&full)] } else { Vec::new() };
    let mut names = list.take().unwrap_or_else(default);
    names.retain(|name| **name != *policy);
    if attached {
        names.push(policy.into());
    } else if names.is_empty() && is_service_control {
        names.push(full);
    }
    *list = Some(names);
}

fn fresh_name(base: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let mut name = base.to_owned();
    let mut number = 2_u32;
    while taken(&name) {
        name = format!("{base}-{number}");
        number += 1;
    }
    name
}

/// A refusal that has no place in the file.
fn refused(message: String) -> ScenarioError {
    ScenarioError {
        path: String::new(),
        span: policy::Span::default(),
        at: policy::LineColumn { line: 1, column: 1 },
        message,
        help: None,
    }
}
