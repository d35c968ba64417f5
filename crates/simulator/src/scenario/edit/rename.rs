//! Renaming: every reference follows.

use std::rc::Rc;

use iam::{AccountId, Arn, EntityKind};

use super::{
    Refused, Thing,
    entities::{called, moved, same_name, taken},
    refused, rewrite,
};
use crate::scenario::{Account, Group, Operation, Scenario, changes, check};

impl Scenario {
    /// Gives an account another name to be shown beside its id.
    ///
    /// # Errors
    /// None that the name alone can cause.
    pub fn rename_account(&mut self, id: AccountId, name: Option<&str>) -> Result<(), Refused> {
        self.in_account(id, |account| account.name = name.map(Rc::from))
    }

    /// Gives an account another id, in every ARN and everywhere else.
    ///
    /// # Errors
    /// Where another account has that id.
    pub fn change_account_id(&mut self, old: AccountId, new: AccountId) -> Result<(), Refused> {
        let (old_text, new_text) = (old.to_string(), new.to_string());
        let map = |text: &str| {
            if text == old_text {
                return Some(new_text.clone());
            }
            let arn: Arn = text.parse().ok()?;
            if arn.part(4) != old_text {
                return None;
            }
            Arn::new(arn.partition(), arn.service(), arn.region(), &new_text, arn.resource())
                .ok()
                .map(|arn| arn.to_string())
        };
        self.edit(|edited| {
            let change = |id: &mut AccountId| {
                if *id == old {
                    *id = new;
                }
            };
            rewrite::everywhere(edited, &map);
            edited.accounts.iter_mut().for_each(|account| change(&mut account.id));
            edited.resources.iter_mut().filter_map(|r| r.account.as_mut()).for_each(change);
            edited.steps.iter_mut().filter_map(|step| step.account.as_mut()).for_each(change);
            if let Some(organization) = &mut edited.organization {
                change(&mut organization.management_account);
                organization.delegated_administrators.iter_mut().for_each(change);
            }
            edited.for_every_unit(&mut |unit| unit.accounts.iter_mut().for_each(change));
        })
    }

    /// Gives something another name. Of a resource, its ARN is the name; accounts have
    /// [`rename_account`](Self::rename_account) and [`change_account_id`](Self::change_account_id).
    ///
    /// # Errors
    /// Where the name is malformed or taken.
    pub fn rename(&mut self, thing: &Thing, name: &str) -> Result<(), Refused> {
        match thing {
            Thing::Account(id) => self.rename_account(*id, Some(name)),
            Thing::User(account, old) => {
                let arn = self.user_arn(*account, old);
                self.rename_entity(*account, "user", old, arn, &|path| {
                    (path.to_owned(), name.to_owned())
                })
            }
            Thing::Role(account, old) => {
                let arn = self.role_arn(*account, old);
                self.rename_entity(*account, "role", old, arn, &|path| {
                    (path.to_owned(), name.to_owned())
                })
            }
            Thing::Group(account, old) => self.rename_group(*account, old, None, name),
            Thing::ManagedPolicy(arn) => self.rename_managed_policy(arn, arn.path(), name),
            Thing::Provider(arn) => self.rename_provider(arn, name),
            Thing::Organization => self.edit(|edited| {
                if let Some(organization) = &mut edited.organization {
                    let old = std::mem::replace(&mut organization.id, name.into());
                    // Paths and ARNs of the organization hold it between slashes.
                    rewrite::everywhere(edited, &|text| {
                        let renamed = |part| if part == &*old { name } else { part };
                        let parts: Vec<&str> = text.split('/').map(renamed).collect();
                        Some(parts.join("/")).filter(|new| new != text)
                    });
                }
            }),
            Thing::OrganizationPolicy(old) => self.rename_organization_policy(old, name),
            Thing::Unit(place) => self.edit(|edited| {
                if let Some(unit) = edited.unit_mut(place) {
                    unit.name = Some(name.into());
                }
            }),
            Thing::Resource(old) => self.rename_resource(old, name),
        }
    }

    /// Gives an inline policy of a user, group or role another name; the steps that put or delete it follow.
    ///
    /// # Errors
    /// Where the name is malformed or taken.
    pub fn rename_inline_policy(
        &mut self,
        owner: &Thing,
        old: &str,
        name: &str,
    ) -> Result<(), Refused> {
        let steps = self.steps_of_inline_policy(owner, old);
        self.edit(|edited| {
            let policies = edited.inline_policies_mut(owner).into_iter().flatten();
            for policy in policies.filter(|policy| *policy.name == *old) {
                policy.name = name.into();
            }
            for index in steps {
                if let Operation::Change(change) = &mut edited.steps[index].operation {
                    change.policy_name = Some(name.into());
                }
            }
        })
    }

    /// The places of the steps that put or delete an inline policy of a user or a role.
    pub(super) fn steps_of_inline_policy(&self, owner: &Thing, policy: &str) -> Vec<usize> {
        let Some(arn) = self.arn_of(owner) else { return Vec::new() };
        let of_policy = |index: &usize| match &self.steps[*index].operation {
            Operation::Change(change) => change.policy_name.as_deref() == Some(policy),
            _ => false,
        };
        self.steps_that_change(&arn).into_iter().filter(of_policy).collect()
    }

    /// The places of the steps that change a user or a role.
    pub(super) fn steps_that_change(&self, arn: &Arn) -> Vec<usize> {
        let target = match arn.entity() {
            Some(EntityKind::Role) => "RoleName",
            Some(EntityKind::User) => "UserName",
            _ => return Vec::new(),
        };
        let changes_it = |index: &usize| {
            let step = &self.steps[*index];
            let is_here = step.account.is_none_or(|id| Some(id) == arn.account());
            matches!(&step.operation, Operation::Change(change)
                if is_here
                    && changes::target_member(change.operation) == target
                    && *change.target == *arn.name())
        };
        (0..self.steps.len()).filter(changes_it).collect()
    }

    /// Gives a user, group, role or managed policy another path.
    ///
    /// # Errors
    /// Where the path is malformed.
    pub fn change_path(&mut self, thing: &Thing, path: &str) -> Result<(), Refused> {
        let new = |name: &Rc<str>| (path.to_owned(), name.to_string());
        match thing {
            Thing::User(account, name) => {
                let arn = self.user_arn(*account, name);
                self.rename_entity(*account, "user", name, arn, &|_| new(name))
            }
            Thing::Role(account, name) => {
                let arn = self.role_arn(*account, name);
                self.rename_entity(*account, "role", name, arn, &|_| new(name))
            }
            Thing::Group(account, name) => self.rename_group(*account, name, Some(path), name),
            Thing::ManagedPolicy(arn) => self.rename_managed_policy(arn, path, arn.name()),
            _ => Ok(()),
        }
    }

    fn user_arn(&self, account: AccountId, name: &str) -> Option<Arn> {
        let users = &self.account(account)?.users;
        users.iter().find(|user| *user.name == *name).map(|user| user.arn_in(account))
    }

    fn role_arn(&self, account: AccountId, name: &str) -> Option<Arn> {
        let roles = &self.account(account)?.roles;
        roles.iter().find(|role| *role.name == *name).map(|role| role.arn_in(account))
    }

    fn rename_entity(
        &mut self,
        account: AccountId,
        kind: &str,
        old: &str,
        arn: Option<Arn>,
        new: &dyn Fn(&str) -> (String, String),
    ) -> Result<(), Refused> {
        let Some(arn) = arn else {
            return Err(vec![refused(format!("There is no {kind} `{old}` in account {account}."))]);
        };
        let (path, name) = new(arn.path());
        let is_user = kind == "user";
        self.expect_no_other(account, &format!("a {kind}"), old, &name, &|known| {
            if is_user {
                known.users.iter().map(|user| &user.name).collect()
            } else {
                known.roles.iter().map(|role| &role.name).collect()
            }
        })?;
        let new_arn = Arn::iam(arn.partition(), account, &format!("{kind}{path}{name}"));
        self.edit(|edited| {
            follow(edited, &arn, &new_arn);
            let Some(account) = edited.account_mut(account) else { return };
            for user in account.users.iter_mut().filter(|user| is_user && *user.name == *old) {
                user.name = name.as_str().into();
                user.path = given_path(&user.path, &path);
            }
            for role in account.roles.iter_mut().filter(|role| !is_user && *role.name == *old) {
                role.name = name.as_str().into();
                role.path = given_path(&role.path, &path);
            }
        })
    }

    /// Refuses the name of another one of the account. IAM's names differ in more than case.
    fn expect_no_other(
        &self,
        account: AccountId,
        kind: &str,
        old: &str,
        name: &str,
        names: &dyn Fn(&Account) -> Vec<&Rc<str>>,
    ) -> Result<(), Refused> {
        let Some(account) = self.account(account) else { return Ok(()) };
        let names = names(account);
        let mut others = names.into_iter().filter(|known| ***known != *old);
        match others.find(|known| same_name(known, name)) {
            Some(other) => Err(taken(&called(account), kind, other)),
            None => Ok(()),
        }
    }

    fn rename_group(
        &mut self,
        account: AccountId,
        old: &str,
        path: Option<&str>,
        new: &str,
    ) -> Result<(), Refused> {
        self.expect_no_other(account, "a group", old, new, &|known| {
            known.groups.iter().map(|group| &group.name).collect()
        })?;
        let known = self.account(account).into_iter().flat_map(|known| &known.groups);
        let Some(known) = known.into_iter().find(|group| *group.name == *old).cloned() else {
            return Ok(());
        };
        let path = path.map_or(known.path.clone(), |path| given_path(&known.path, path));
        let group = Group { name: new.into(), path, ..known.clone() };
        self.edit(|edited| {
            exact(edited, known.arn_in(account).as_str(), group.arn_in(account).as_str());
            let Some(account) = edited.account_mut(account) else { return };
            for name in account.users.iter_mut().flat_map(|user| &mut user.groups) {
                if **name == *old {
                    *name = new.into();
                }
            }
            for known in account.groups.iter_mut().filter(|group| *group.name == *old) {
                known.name = Rc::clone(&group.name);
                known.path = group.path.clone();
            }
        })
    }

    fn rename_managed_policy(&mut self, arn: &Arn, path: &str, name: &str) -> Result<(), Refused> {
        if let Some(account) = arn.account() {
            self.expect_no_other(account, "a managed policy", arn.name(), name, &|known| {
                known.policies.iter().map(|policy| &policy.name).collect()
            })?;
        }
        let resource = format!("policy{path}{name}");
        let new = Arn::new(arn.partition(), arn.service(), "", arn.part(4), &resource);
        let Ok(new) = new else { return Ok(()) };
        self.edit(|edited| {
            exact(edited, arn.as_str(), new.as_str());
            for account in &mut edited.accounts {
                let id = account.id;
                for policy in account.policies.iter_mut().filter(|p| p.arn_in(id) == *arn) {
                    policy.name = name.into();
                    policy.path = given_path(&policy.path, path);
                    policy.arn = policy.arn.as_ref().map(|_| new.clone());
                }
            }
        })
    }

    fn rename_organization_policy(&mut self, old: &str, new: &str) -> Result<(), Refused> {
        let rename = |list: &mut Option<Vec<Rc<str>>>| {
            for name in list.iter_mut().flatten().filter(|name| ***name == *old) {
                *name = new.into();
            }
        };
        self.edit(|edited| {
            let policies = edited.organization.iter_mut().flat_map(|known| &mut known.policies);
            for policy in policies.filter(|policy| *policy.name == *old) {
                policy.name = new.into();
            }
            edited.for_every_unit(&mut |unit| {
                rename(&mut unit.service_control_policies);
                rename(&mut unit.resource_control_policies);
            });
            for account in &mut edited.accounts {
                rename(&mut account.service_control_policies);
                rename(&mut account.resource_control_policies);
            }
        })
    }

    fn rename_resource(&mut self, old: &Arn, new: &str) -> Result<(), Refused> {
        // What lies in a bucket carries the bucket's ARN before the first slash.
        let inside = format!("{old}/");
        let is_bucket = old.service() == "s3" && !old.resource().contains('/');
        let map = |text: &str| {
            if text == old.as_str() {
                return Some(new.to_owned());
            }
            let rest = text.strip_prefix(&inside).filter(|_| is_bucket)?;
            Some(format!("{new}/{rest}"))
        };
        if let Some(reason) = no_name_for(old, new) {
            return Err(vec![refused(reason)]);
        }
        self.edit(|edited| rewrite::everywhere(edited, &map))
    }
}

/// A path as it is kept: `/` is left out where none was given.
fn given_path(known: &Option<Rc<str>>, path: &str) -> Option<Rc<str>> {
    (known.is_some() || path != "/").then(|| path.into())
}

/// Why a resource cannot have an ARN; nothing where it can. AWS: "Amazon Resource Names (ARNs)", "General purpose bucket
/// naming rules".
fn no_name_for(old: &Arn, new: &str) -> Option<String> {
    let shown = check::shown(new);
    let is_refused =
        |letter: char| !letter.is_ascii_graphic() || matches!(letter, '*' | '?' | '"' | '\\');
    if new.contains(is_refused) {
        return Some(format!(
            "{shown} names no single resource: leave out blanks, `*`, `?`, `\"`, `\\` and letters beyond ASCII."
        ));
    }
    let arn = new.parse::<Arn>().ok().filter(|arn| !arn.service().is_empty());
    let Some(arn) = arn else { return Some(format!("{shown} is not an ARN.")) };
    if matches!(arn.service(), "iam" | "sts") {
        let way_out = "Add a user, group, role or policy to an account instead.";
        return Some(format!(
            "{shown} is no resource of its own but part of an account. {way_out}"
        ));
    }
    let name = arn.resource();
    if name.is_empty() || name.ends_with(['/', ':']) {
        return Some(format!("{shown} ends before the resource's name."));
    }
    if arn.service() != old.service() {
        return None;
    }
    let has_parts = |arn: &Arn| arn.resource().contains(['/', ':']);
    if arn.service() == "s3" {
        let is_sign = |sign: u8| {
            sign.is_ascii_lowercase() || sign.is_ascii_digit() || matches!(sign, b'.' | b'-')
        };
        let is_bucket = (3..=63).contains(&name.len()) && name.bytes().all(is_sign);
        let rule = "A bucket's name is 3 to 63 lower-case letters, digits, `.` and `-`.";
        return (!has_parts(old) && !is_bucket).then(|| rule.to_owned());
    }
    let colons = |arn: &Arn| arn.resource().matches(':').count();
    let is_other_kind = colons(&arn) != colons(old) || has_parts(&arn) != has_parts(old);
    is_other_kind.then(|| {
        format!("{shown} is of another kind: a name has no `:`, and no `/` where `{old}` has none.")
    })
}

/// Takes along what refers to a user or a role that gets another ARN: the ARN itself, those of its sessions, the steps that
/// change it and those that switch to it.
pub(super) fn follow(scenario: &mut Scenario, old: &Arn, new: &Arn) {
    let is_role = old.entity() == Some(EntityKind::Role);
    let session = |arn: &Arn| format!("arn:aws:sts::{}:assumed-role/{}/", arn.part(4), arn.name());
    let (old_session, new_session) = (session(old), session(new));
    let map = |text: &str| {
        if text == old.as_str() {
            return Some(new.to_string());
        }
        let rest = text.strip_prefix(&old_session).filter(|_| is_role)?;
        Some(format!("{new_session}{rest}"))
    };
    let is_switched = |index: &usize| scenario.switched_role(*index).as_ref() == Some(old);
    let switched: Vec<usize> = (0..scenario.steps.len()).filter(is_switched).collect();
    let changed = scenario.steps_that_change(old);
    rewrite::everywhere(scenario, &map);
    let stays = old.account() == new.account();
    for (index, step) in scenario.steps.iter_mut().enumerate() {
        match &mut step.operation {
            Operation::SwitchRole(switch) if switched.contains(&index) => {
                let path = new.path().trim_start_matches('/');
                switch.role_name = [path, new.name()].concat().into();
                if !stays {
                    switch.account = new.part(4).into();
                }
            }
            Operation::Change(change) if changed.contains(&index) => {
                change.target = new.name().into();
                if let (Some(from), Some(to)) = (old.account(), new.account().filter(|_| !stays)) {
                    step.account = Some(to);
                    let policy = change.policy_arn.as_ref().and_then(|policy| policy.parse().ok());
                    if let Some(policy) = policy.and_then(|policy| moved(&policy, from, to)) {
                        change.policy_arn = Some(policy.shared());
                    }
                }
            }
            _ => {}
        }
    }
}

/// Replaces one text everywhere.
pub(super) fn exact(scenario: &mut Scenario, old: &str, new: &str) {
    rewrite::everywhere(scenario, &|text| (text == old).then(|| new.to_owned()));
}
