//! Moving users, groups, roles, policies and resources to another account. AWS has no such call: there one is made anew
//! in the other account, and whatever named the old one is edited. Nothing gains or loses a policy on the way.

use std::rc::Rc;

use iam::{AccountId, Arn};

use super::{Refused, Thing, refused, rename};
use crate::scenario::{
    Account, AttachedPolicy, Boundary, ChangeOperation, Group, InlinePolicy, Layout, ManagedPolicy,
    Operation, Scenario, changes,
};

impl Scenario {
    /// Moves a user, group, role, managed policy, provider or resource to another account; gives what it is from then on.
    /// What names it follows. Groups and managed policies of its old account that it has come along as copies, unless the
    /// new account has the same already.
    ///
    /// # Errors
    /// Where there is no such thing or account, it is of no account, its name is taken there, or what stays behind needs
    /// it: members a group, and those that have it attached a policy.
    pub fn move_to_account(&mut self, thing: &Thing, to: AccountId) -> Result<Thing, Refused> {
        if self.account(to).is_none() {
            return Err(vec![refused(format!("The account {to} is not in the scenario."))]);
        }
        match thing {
            Thing::User(from, _) | Thing::Group(from, _) | Thing::Role(from, _) if *from == to => {
                Ok(thing.clone())
            }
            Thing::User(from, name) => self.move_user(*from, name, to),
            Thing::Group(from, name) => self.move_group(*from, name, to),
            Thing::Role(from, name) => self.move_role(*from, name, to),
            Thing::ManagedPolicy(arn) => self.move_managed_policy(arn, to),
            Thing::Provider(arn) => self.move_provider(arn, to).map(Thing::Provider),
            Thing::Resource(arn) => self.move_resource(arn, to),
            Thing::Account(_)
            | Thing::Organization
            | Thing::OrganizationPolicy(_)
            | Thing::Unit(_) => Err(vec![refused("It belongs to no account.".to_owned())]),
        }
    }

    /// Moves an inline policy from one user, group or role to another; the steps that put or delete it follow.
    ///
    /// # Errors
    /// Where either or the policy is not there, the other one has a policy of that name, or is a group and a step changes
    /// the policy: no step changes groups.
    pub fn move_inline_policy(
        &mut self,
        from: &Thing,
        name: &str,
        to: &Thing,
    ) -> Result<(), Refused> {
        if from == to {
            return Ok(());
        }
        let mut edited = self.clone();
        let policies = edited.inline_policies_mut(from);
        let moving = policies.and_then(|policies| {
            let index = policies.iter().position(|policy| *policy.name == *name)?;
            Some(policies.remove(index))
        });
        let Some(moving) = moving else { return Err(not_there("inline policy", name)) };
        let Some(there) = edited.inline_policies_mut(to) else {
            return Err(vec![refused(
                "Inline policies are of users, groups and roles.".to_owned(),
            )]);
        };
        if there.iter().any(|policy| policy.name == moving.name) {
            let (Thing::User(_, owner) | Thing::Group(_, owner) | Thing::Role(_, owner)) = to
            else {
                return Ok(());
            };
            return Err(taken(owner, "an inline policy", name));
        }
        there.push(moving);
        for index in self.steps_of_inline_policy(from, name) {
            let step = &mut edited.steps[index];
            let Operation::Change(change) = &mut step.operation else { continue };
            let puts = change.document.is_some();
            let (account, target, operation) = match to {
                Thing::Role(account, target) if puts => {
                    (account, target, ChangeOperation::PutRolePolicy)
                }
                Thing::Role(account, target) => {
                    (account, target, ChangeOperation::DeleteRolePolicy)
                }
                Thing::User(account, target) if puts => {
                    (account, target, ChangeOperation::PutUserPolicy)
                }
                Thing::User(account, target) => {
                    (account, target, ChangeOperation::DeleteUserPolicy)
                }
                _ => {
                    let number = crate::narrate::numbered_in_words(&step.operation, index);
                    return Err(vec![refused(format!(
                        "`{name}` is put or deleted by {number}, and no step does that in a group. Remove the step first."
                    ))]);
                }
            };
            (change.operation, change.target) = (operation, Rc::clone(target));
            step.account = step.account.map(|_| *account);
        }
        self.edit(|known| *known = edited)
    }

    /// The inline policies of a user, group or role.
    pub fn inline_policies_mut(&mut self, owner: &Thing) -> Option<&mut Vec<InlinePolicy>> {
        match owner {
            Thing::Role(id, name) => Some(&mut self.role_mut(*id, name)?.inline_policies),
            Thing::User(id, name) => {
                let users = &mut self.account_mut(*id)?.users;
                Some(&mut users.iter_mut().find(|user| user.name == *name)?.inline_policies)
            }
            Thing::Group(id, name) => {
                let groups = &mut self.account_mut(*id)?.groups;
                Some(&mut groups.iter_mut().find(|group| group.name == *name)?.inline_policies)
            }
            _ => None,
        }
    }

    fn move_user(
        &mut self,
        from: AccountId,
        name: &Rc<str>,
        to: AccountId,
    ) -> Result<Thing, Refused> {
        let users = self.account(from).map(|account| &account.users);
        let Some(user) = users.and_then(|users| users.iter().find(|user| user.name == *name))
        else {
            return Err(not_there("user", name));
        };
        self.expect_free("a user", name, to, |account| {
            account.users.iter().any(|known| same_name(&known.name, name))
        })?;
        let mut along = Along::new(self, from, to);
        along.policies_of(&user.attached_policies, user.boundary.as_ref())?;
        user.groups.iter().try_for_each(|group| along.group(group))?;
        let (old, new) = (user.arn_in(from), user.arn_in(to));
        along.steps(self, &old)?;
        let copies = along.copies;
        // A device is the user's own.
        let devices = user.mfa_devices.iter().filter_map(|device| {
            let arn: Arn = device.serial_number.parse().ok()?;
            Some((arn.to_string(), moved(&arn, from, to)?.to_string()))
        });
        let devices: Vec<(String, String)> = devices.collect();
        self.edit(|edited| {
            copies.put_into(edited, to);
            rename::follow(edited, &old, &new);
            for (old, new) in &devices {
                rename::exact(edited, old, new);
            }
            let Some(home) = edited.account_mut(from) else { return };
            let Some(index) = home.users.iter().position(|known| known.name == *name) else {
                return;
            };
            let mut user = home.users.remove(index);
            attached_there(&mut user.attached_policies, user.boundary.as_mut(), from, to);
            if let Some(home) = edited.account_mut(to) {
                home.users.push(user);
            }
        })?;
        Ok(Thing::User(to, Rc::clone(name)))
    }

    fn move_role(
        &mut self,
        from: AccountId,
        name: &Rc<str>,
        to: AccountId,
    ) -> Result<Thing, Refused> {
        let roles = self.account(from).map(|account| &account.roles);
        let Some(role) = roles.and_then(|roles| roles.iter().find(|role| role.name == *name))
        else {
            return Err(not_there("role", name));
        };
        self.expect_free("a role", name, to, |account| {
            account.roles.iter().any(|known| same_name(&known.name, name))
        })?;
        let mut along = Along::new(self, from, to);
        along.policies_of(&role.attached_policies, role.boundary.as_ref())?;
        let (old, new) = (role.arn_in(from), role.arn_in(to));
        along.steps(self, &old)?;
        let copies = along.copies;
        self.edit(|edited| {
            copies.put_into(edited, to);
            rename::follow(edited, &old, &new);
            let Some(home) = edited.account_mut(from) else { return };
            let Some(index) = home.roles.iter().position(|known| known.name == *name) else {
                return;
            };
            let mut role = home.roles.remove(index);
            attached_there(&mut role.attached_policies, role.boundary.as_mut(), from, to);
            if let Some(home) = edited.account_mut(to) {
                home.roles.push(role);
            }
        })?;
        Ok(Thing::Role(to, Rc::clone(name)))
    }

    fn move_group(
        &mut self,
        from: AccountId,
        name: &Rc<str>,
        to: AccountId,
    ) -> Result<Thing, Refused> {
        let home = self.account(from);
        let groups = home.map(|account| &account.groups);
        let Some(group) = groups.and_then(|groups| groups.iter().find(|group| group.name == *name))
        else {
            return Err(not_there("group", name));
        };
        let mut members = home.into_iter().flat_map(|account| &account.users);
        if let Some(member) = members.find(|user| user.groups.contains(name)) {
            return Err(vec![refused(format!(
                "`{}` is a member and stays. Take it out of the group first, or move `{}`: its groups come along.",
                member.name, member.name
            ))]);
        }
        self.expect_free("a group", name, to, |account| {
            account.groups.iter().any(|known| same_name(&known.name, name))
        })?;
        let mut along = Along::new(self, from, to);
        along.policies_of(&group.attached_policies, None)?;
        let copies = along.copies;
        let (old, new) = (group.arn_in(from), group.arn_in(to));
        self.edit(|edited| {
            copies.put_into(edited, to);
            rename::exact(edited, old.as_str(), new.as_str());
            let Some(home) = edited.account_mut(from) else { return };
            let Some(index) = home.groups.iter().position(|known| known.name == *name) else {
                return;
            };
            let mut group = home.groups.remove(index);
            attached_there(&mut group.attached_policies, None, from, to);
            if let Some(home) = edited.account_mut(to) {
                home.groups.push(group);
            }
        })?;
        Ok(Thing::Group(to, Rc::clone(name)))
    }

    fn move_managed_policy(&mut self, arn: &Arn, to: AccountId) -> Result<Thing, Refused> {
        let Some(from) = arn.account() else {
            return Err(vec![refused(format!("`{}` is AWS's: every account has it.", arn.name()))]);
        };
        if from == to {
            return Ok(Thing::ManagedPolicy(arn.clone()));
        }
        let Some(policy) = self.managed_policy(arn) else {
            return Err(not_there("managed policy", arn.name()));
        };
        let name = Rc::clone(&policy.name);
        if let Some(user) = self.account(from).and_then(|account| has_attached(account, arn)) {
            return Err(vec![refused(format!(
                "`{user}` has it attached and stays. Detach it there first, or move `{user}`: what it has attached comes along."
            ))]);
        }
        self.expect_free("a managed policy", &name, to, |account| {
            account.policies.iter().any(|known| same_name(&known.name, &name))
        })?;
        let new = Arn::iam(arn.partition(), to, arn.resource());
        self.edit(|edited| {
            rename::exact(edited, arn.as_str(), new.as_str());
            for step in &mut edited.steps {
                if let Operation::Change(change) = &step.operation
                    && changes::target_member(change.operation) == "PolicyArn"
                    && *change.target == *new.as_str()
                {
                    step.account = Some(to);
                }
            }
            let Some(home) = edited.account_mut(from) else { return };
            let Some(index) = home.policies.iter().position(|known| known.name == name) else {
                return;
            };
            let mut policy = home.policies.remove(index);
            policy.arn = policy.arn.map(|_| new.clone());
            if let Some(home) = edited.account_mut(to) {
                home.policies.push(policy);
            }
        })?;
        Ok(Thing::ManagedPolicy(new))
    }

    fn move_resource(&mut self, arn: &Arn, to: AccountId) -> Result<Thing, Refused> {
        if !self.resources.iter().any(|known| known.arn == *arn) {
            return Err(not_there("resource", arn.as_str()));
        }
        let new = arn.account().and_then(|from| moved(arn, from, to)).unwrap_or(arn.clone());
        if new != *arn && self.resources.iter().any(|known| known.arn == new) {
            let message =
                format!("The resource `{new}` is there already. Rename one of the two first.");
            return Err(vec![refused(message)]);
        }
        self.edit(|edited| {
            rename::exact(edited, arn.as_str(), new.as_str());
            for resource in edited.resources.iter_mut().filter(|known| known.arn == new) {
                if resource.account.is_some() || new.account().is_none() {
                    resource.account = Some(to);
                }
            }
        })?;
        Ok(Thing::Resource(new))
    }

    /// Refuses a name that the account has already, with the way out.
    fn expect_free(
        &self,
        kind: &str,
        name: &str,
        account: AccountId,
        is_taken: impl FnOnce(&Account) -> bool,
    ) -> Result<(), Refused> {
        match self.account(account).filter(|account| is_taken(account)) {
            Some(account) => Err(taken(&called(account), kind, name)),
            None => Ok(()),
        }
    }
}

/// What comes along with something that is moved.
#[derive(Default)]
struct Copies {
    groups: Vec<Group>,
    policies: Vec<ManagedPolicy>,
}

impl Copies {
    fn put_into(self, scenario: &mut Scenario, account: AccountId) {
        if let Some(account) = scenario.account_mut(account) {
            account.groups.extend(self.groups);
            account.policies.extend(self.policies);
        }
    }
}

/// Finds out what comes along.
struct Along<'s> {
    from: AccountId,
    to: AccountId,
    old: Option<&'s Account>,
    new: Option<&'s Account>,
    copies: Copies,
}

impl<'s> Along<'s> {
    fn new(scenario: &'s Scenario, from: AccountId, to: AccountId) -> Self {
        let (old, new) = (scenario.account(from), scenario.account(to));
        Self { from, to, old, new, copies: Copies::default() }
    }

    fn policies_of(
        &mut self,
        attached: &[AttachedPolicy],
        boundary: Option<&Boundary>,
    ) -> Result<(), Refused> {
        let mut arns = attached.iter().map(|known| &known.arn).chain(boundary.map(|it| &it.arn));
        arns.try_for_each(|arn| self.policy(arn))
    }

    /// The managed policies that steps attach to what moves, or take from it.
    fn steps(&mut self, scenario: &Scenario, moved: &Arn) -> Result<(), Refused> {
        scenario.steps_that_change(moved).into_iter().try_for_each(|index| {
            let Operation::Change(change) = &scenario.steps[index].operation else { return Ok(()) };
            let policy = change.policy_arn.as_ref().and_then(|policy| policy.parse().ok());
            policy.map_or(Ok(()), |policy| self.policy(&policy))
        })
    }

    /// A managed policy of the old account, where the new one does not have the same.
    fn policy(&mut self, arn: &Arn) -> Result<(), Refused> {
        let mut known = self.old.iter().flat_map(|account| &account.policies);
        let Some(policy) = known.find(|known| known.arn.is_none() && known.has_arn(arn, self.from))
        else {
            return Ok(());
        };
        let there = self.new.and_then(|account| {
            let found = account.policies.iter().find(|it| same_name(&it.name, &policy.name))?;
            Some((account, found))
        });
        match there {
            Some((_, there))
                if there.arn_in(self.to).resource() == arn.resource()
                    && there.document == policy.document => {}
            Some((account, _)) => {
                return Err(taken(&called(account), "a managed policy", &policy.name));
            }
            None if self.copies.policies.iter().any(|copy| copy.name == policy.name) => {}
            None => {
                let (unique_id, layout) = (None, Layout::default());
                self.copies.policies.push(ManagedPolicy { unique_id, layout, ..policy.clone() });
            }
        }
        Ok(())
    }

    /// A group of the old account with what it has attached, where the new one does not have the same.
    fn group(&mut self, name: &str) -> Result<(), Refused> {
        let mut known = self.old.iter().flat_map(|account| &account.groups);
        let Some(group) = known.find(|known| *known.name == *name) else { return Ok(()) };
        self.policies_of(&group.attached_policies, None)?;
        let (unique_id, layout) = (None, Layout::default());
        let mut copy = Group { unique_id, layout, ..group.clone() };
        attached_there(&mut copy.attached_policies, None, self.from, self.to);
        let there = self.new.and_then(|account| {
            let found = account.groups.iter().find(|known| same_name(&known.name, name))?;
            Some((account, found))
        });
        match there {
            Some((_, there)) if is_same(there, &copy) => {}
            Some((account, _)) => return Err(taken(&called(account), "a group", name)),
            None => self.copies.groups.push(copy),
        }
        Ok(())
    }
}

/// Whether membership in either means the same.
fn is_same(one: &Group, other: &Group) -> bool {
    let inline = |group: &Group| -> Vec<_> {
        let said = |policy: &InlinePolicy| (Rc::clone(&policy.name), policy.document.clone());
        group.inline_policies.iter().map(said).collect()
    };
    let attached = |group: &Group| -> Vec<Arn> {
        group.attached_policies.iter().map(|policy| policy.arn.clone()).collect()
    };
    one.name == other.name && inline(one) == inline(other) && attached(one) == attached(other)
}

/// What is attached, named as it is called in the new account.
fn attached_there(
    attached: &mut [AttachedPolicy],
    boundary: Option<&mut Boundary>,
    from: AccountId,
    to: AccountId,
) {
    let arns = attached.iter_mut().map(|policy| &mut policy.arn);
    for arn in arns.chain(boundary.map(|boundary| &mut boundary.arn)) {
        if let Some(there) = moved(arn, from, to) {
            *arn = there;
        }
    }
}

/// Who has that policy attached or as its boundary.
fn has_attached(account: &Account, arn: &Arn) -> Option<Rc<str>> {
    let has = |attached: &[AttachedPolicy], boundary: Option<&Boundary>| {
        attached.iter().any(|policy| policy.arn == *arn)
            || boundary.is_some_and(|boundary| boundary.arn == *arn)
    };
    let users = account.users.iter();
    let mut users = users.filter(|it| has(&it.attached_policies, it.boundary.as_ref()));
    let mut groups = account.groups.iter().filter(|it| has(&it.attached_policies, None));
    let roles = account.roles.iter();
    let mut roles = roles.filter(|it| has(&it.attached_policies, it.boundary.as_ref()));
    let name = users.next().map(|it| &it.name);
    let name = name.or_else(|| groups.next().map(|it| &it.name));
    name.or_else(|| roles.next().map(|it| &it.name)).map(Rc::clone)
}

/// An ARN of one account as one of another.
pub(super) fn moved(arn: &Arn, from: AccountId, to: AccountId) -> Option<Arn> {
    if arn.account() != Some(from) {
        return None;
    }
    let to = to.to_string();
    Arn::new(arn.partition(), arn.service(), arn.region(), &to, arn.resource()).ok()
}

/// Whether two users, groups, roles or managed policies cannot stand beside each other: their names differ in more than
/// case. AWS: "IAM and AWS STS quotas".
#[must_use]
pub fn same_name(one: &str, other: &str) -> bool {
    iam::fold(one) == iam::fold(other)
}

fn not_there(kind: &str, name: &str) -> Refused {
    vec![refused(format!("There is no {kind} `{name}`."))]
}

/// What people call an account.
pub(super) fn called(account: &Account) -> String {
    account.name.as_ref().map_or_else(|| account.id.to_string(), |name| name.to_string())
}

pub(super) fn taken(owner: &str, kind: &str, name: &str) -> Refused {
    let message = format!("{owner} has {kind} `{name}` already. Rename one of the two first.");
    vec![refused(message)]
}
