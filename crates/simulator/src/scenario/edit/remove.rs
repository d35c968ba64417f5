//! Removing: what dangles afterwards is repaired, and can be asked for beforehand.

use iam::{AccountId, Arn, PolicyType};
use sts::request::Call;

use super::{Thing, rewrite, set_attached};
use crate::scenario::{
    Account, DocumentAddress, Operation, OrganizationalUnit, Scenario, Start, changes,
};

mod organization;

/// Something that refers to a thing, and would refer to nothing without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// It is who begins; the account's root begins instead.
    Start,
    /// Who begins is of this account, and is then of one outside, of whose policies nothing is known.
    StartAccount,
    /// It made the federated user's session that begins; the session has nobody's policies then.
    FederatingUser,
    /// It calls in this step; the hop before, or the start, calls instead.
    Caller {
        /// The step's id.
        step: Box<str>,
    },
    /// A step assumes it or acts on it; the step stays and is refused.
    Target {
        /// The step's id.
        step: Box<str>,
    },
    /// A step changes it; the step is removed as well.
    Change {
        /// The step's id.
        step: Box<str>,
    },
    /// It is attached there; it is detached.
    Attached {
        /// The ARN of the user, group or role, or the name of a unit, or the id of an account.
        to: Box<str>,
    },
    /// It is the permissions boundary there; the boundary is taken away.
    Boundary {
        /// The ARN of the user or role.
        of: Box<str>,
    },
    /// A user is a member; the membership ends.
    Member {
        /// The user's ARN.
        user: Box<str>,
    },
    /// A session passes it as a session policy; the call stays and is refused.
    SessionPolicy {
        /// The step's id, or `start`.
        step: Box<str>,
    },
    /// A document names it; the text stays as it is.
    Document(DocumentAddress),
    /// The organization lists it; the entry is removed.
    Organization,
    /// It manages the organization, and goes on doing so as an account that nobody describes.
    Management,
    /// A unit in it moves up to where one has the same name; it gets another name.
    UnitName {
        /// The name that both have.
        name: Box<str>,
    },
    /// What stands in a unit moves up to the one around it.
    MovesUp {
        /// How many accounts.
        accounts: usize,
        /// How many units.
        units: usize,
        /// The name of the unit around it.
        to: Box<str>,
    },
    /// A policy of the organization is attached to the unit, and does not reach what was in it any more.
    Limit {
        /// Its name.
        policy: Box<str>,
        /// Whether it is attached nowhere else.
        is_last: bool,
        /// Whether something stands in the unit that it limits by this attachment alone.
        limits: bool,
    },
    /// What goes with an organization: its accounts stay and are in none, its units and policies are removed.
    Contents {
        /// How many accounts.
        accounts: usize,
        /// How many units below the root.
        units: usize,
        /// The names of its policies.
        policies: Vec<Box<str>>,
    },
}

impl Reference {
    /// What becomes of it, as the rest of a sentence about the thing.
    #[must_use]
    pub fn in_words(&self, scenario: &Scenario) -> String {
        let name = |id: &str| {
            let index = scenario.step_index(id).filter(|index| *index < scenario.steps.len());
            index.map_or_else(
                || format!("step {id}"),
                |at| crate::narrate::numbered_in_words(&scenario.steps[at].operation, at),
            )
        };
        match self {
            Self::FederatingUser => {
                "the session that begins has its policies and will have none".to_owned()
            }
            Self::StartAccount => "who begins is of this account, and will be of one outside, \
                                   with policies that nobody knows"
                .to_owned(),
            Self::Start => "it is who begins; the account's root will".to_owned(),
            Self::Caller { step } => format!("it calls in {}; the hop before will", name(step)),
            Self::Target { step } => format!("{} asks for it and will be refused", name(step)),
            Self::Change { step } => format!("{} changes it and will be removed", name(step)),
            Self::Attached { to } => format!("it is attached to {to} and will be detached"),
            Self::Boundary { of } => format!("it is the boundary of {of}, which will have none"),
            Self::Member { user } => format!("{user} is a member and will not be"),
            Self::SessionPolicy { step } if **step == *"start" => {
                "the session that begins carries it and will carry none".to_owned()
            }
            Self::SessionPolicy { step } => format!("{} passes it and will be refused", name(step)),
            Self::Document(_) => "a document names it; its text stays".to_owned(),
            Self::Organization => {
                "it is listed in the organization and will be taken out".to_owned()
            }
            Self::Management => {
                "it manages the organization and will go on doing so, as an account \
                                 that nobody describes"
                    .to_owned()
            }
            Self::UnitName { name } => format!(
                "the unit {name} in it moves up, where one of that name is, and will have another name"
            ),
            Self::MovesUp { accounts, units, to } => {
                let verb = if accounts + units == 1 { "moves" } else { "move" };
                format!("{} in it {verb} up to {to}", organization::counted(*accounts, *units))
            }
            Self::Limit { policy, is_last, limits } => {
                let nowhere = if *is_last { ", and nowhere else" } else { "" };
                let loses = if *limits { ": what is in it loses that limit" } else { "" };
                format!("the policy {policy} is attached to it{nowhere}{loses}")
            }
            Self::Contents { accounts, units, policies } => {
                organization::contents(*accounts, *units, policies, ["will be", "will go"])
            }
        }
    }
}

impl Reference {
    /// What became of everything that referred to a thing when it was removed, each as a sentence without its stop. Steps
    /// that are still there have the numbers that they have now.
    #[must_use]
    pub fn removed_in_words(found: &[Self], before: &Scenario, after: &Scenario) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut gone = Vec::new();
        for reference in found {
            let line = match reference {
                Self::Change { step } => {
                    gone.extend(before.step_index(step).map(|at| at + 1));
                    continue;
                }
                other => other.past(after),
            };
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        gone.sort_unstable();
        gone.dedup();
        lines.extend(numbers(&gone).map(|numbers| {
            let changes = if gone.len() == 1 { "change" } else { "changes" };
            format!("{changes} {numbers} went with it")
        }));
        lines
    }

    fn past(&self, after: &Scenario) -> String {
        let name = |id: &str| {
            let step = after.step_index(id).and_then(|at| Some((after.steps.get(at)?, at)));
            step.map_or_else(
                || format!("step {id}"),
                |(step, at)| crate::narrate::numbered_in_words(&step.operation, at),
            )
        };
        match self {
            Self::Start => "it was who began; the account's root does now".to_owned(),
            Self::StartAccount => "who begins was of this account, and is now of one outside, \
                                   with policies that nobody knows"
                .to_owned(),
            Self::FederatingUser => {
                "the session that begins had its policies and has none now".to_owned()
            }
            Self::Caller { step } => {
                format!("it called in {}; the hop before does now", name(step))
            }
            Self::Target { step } => format!("{} still asks for it and is refused", name(step)),
            Self::Change { step } => format!("{} went with it", name(step)),
            Self::Attached { to } => format!("it was detached from {to}"),
            Self::Boundary { of } => format!("{of} has no permissions boundary now"),
            Self::Member { user } => format!("{user} is no member any more"),
            Self::SessionPolicy { step } if **step == *"start" => {
                "the session that begins carries it no more".to_owned()
            }
            Self::SessionPolicy { step } => {
                format!("{} still passes it and is refused", name(step))
            }
            Self::Document(_) => "a document still names it".to_owned(),
            Self::Organization => "it was taken out of the organization".to_owned(),
            Self::Management => "it manages the organization and goes on doing so, as an account \
                                 that nobody describes"
                .to_owned(),
            Self::UnitName { name } => format!(
                "the unit {name} in it moved up, where one of that name was, and has another name now"
            ),
            Self::MovesUp { accounts, units, to } => {
                format!("{} moved up to {to}", organization::counted(*accounts, *units))
            }
            Self::Limit { policy, is_last: true, .. } => {
                format!("the policy {policy} is attached nowhere now")
            }
            Self::Limit { policy, .. } => {
                format!("what was in it is no longer under the policy {policy}")
            }
            Self::Contents { accounts, units, policies } => {
                organization::contents(*accounts, *units, policies, ["are now", "went"])
            }
        }
    }
}

/// Numbers in their order in words: "3", "3 and 4", "3 to 6", "3, 5 and 6".
fn numbers(all: &[usize]) -> Option<String> {
    let (first, last) = (all.first()?, all.last()?);
    let words: Vec<String> = all.iter().map(usize::to_string).collect();
    Some(match words.split_last() {
        _ if all.len() > 2 && last - first == all.len() - 1 => format!("{first} to {last}"),
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    })
}

impl Scenario {
    /// What would refer to nothing if the thing were removed, and what becomes of it.
    #[must_use]
    pub fn removal_breaks(&self, thing: &Thing) -> Vec<Reference> {
        let mut found = Vec::new();
        let arn = self.arn_of(thing);
        if let Some(arn) = &arn {
            self.refers_to(arn, &mut found);
        }
        match thing {
            Thing::Account(account) => {
                if self.start_account() == Some(*account) {
                    // Outside accounts are assumed to exist, so that the start stays as it is.
                    found.retain(|known| *known != Reference::Start);
                    found.push(Reference::StartAccount);
                }
                for step in &self.steps {
                    let target = match &step.operation {
                        Operation::Sts(call) => role_arn(&call.call),
                        _ => None,
                    };
                    let target = target.and_then(|arn| arn.parse::<Arn>().ok());
                    if target.is_some_and(|arn| arn.account() == Some(*account)) {
                        found.push(Reference::Target { step: (*step.id).into() });
                    }
                    if self.change_account(step.account, &step.operation) == Some(*account) {
                        found.push(Reference::Change { step: (*step.id).into() });
                    }
                }
                if self.manages_the_organization(*account) {
                    found.push(Reference::Management);
                } else if self.is_listed(*account) {
                    found.push(Reference::Organization);
                }
            }
            Thing::User(account, name) | Thing::Role(account, name) => {
                let member = if matches!(thing, Thing::User(..)) { "UserName" } else { "RoleName" };
                for step in &self.steps {
                    if let Operation::Change(change) = &step.operation
                        && self.change_account(step.account, &step.operation) == Some(*account)
                        && changes::target_member(change.operation) == member
                        && change.target.eq_ignore_ascii_case(name)
                    {
                        found.push(Reference::Change { step: (*step.id).into() });
                    }
                }
            }
            Thing::Group(account, name) => {
                for user in self.account(*account).into_iter().flat_map(|known| &known.users) {
                    if user.groups.contains(name) {
                        let user = user.arn_in(*account).as_str().into();
                        found.push(Reference::Member { user });
                    }
                }
            }
            Thing::OrganizationPolicy(name) => {
                let mut copy = self.clone();
                let attached = |list: &Option<Vec<std::rc::Rc<str>>>| {
                    list.iter().flatten().any(|known| known == name)
                };
                copy.for_every_unit(&mut |unit| {
                    if attached(&unit.service_control_policies)
                        || attached(&unit.resource_control_policies)
                    {
                        let to = unit.name.as_deref().or(unit.id.as_deref()).unwrap_or("the root");
                        found.push(Reference::Attached { to: to.into() });
                    }
                });
                for account in &self.accounts {
                    if attached(&account.service_control_policies)
                        || attached(&account.resource_control_policies)
                    {
                        let to = account.id.to_string().into();
                        found.push(Reference::Attached { to });
                    }
                }
            }
            Thing::Unit(place) => self.leans_on_unit(place, &mut found),
            Thing::Organization => self.leans_on_organization(&mut found),
            Thing::ManagedPolicy(_) | Thing::Provider(_) | Thing::Resource(_) => {}
        }
        found
    }

    /// Removes something and repairs what would dangle:
    ///
    /// - a start that is removed becomes the root of its account;
    /// - steps that it called are called by the hop before them, else by the start; steps that change it go with it;
    /// - steps that ask for it stay, since asking for what is not there is a case worth seeing;
    /// - attachments, boundaries, memberships and places in the organization end; a level never loses its last SCP but
    ///   gets `FullAWSAccess` back, as AWS does not let one go;
    /// - what stands in a removed unit moves up to the unit around it, a unit under a fresh name where its own is taken;
    /// - documents keep their text.
    pub fn remove(&mut self, thing: &Thing) {
        match thing {
            Thing::Account(id) => {
                self.accounts.retain(|account| account.id != *id);
                if !self.manages_the_organization(*id) {
                    self.for_every_unit(&mut |unit| unit.accounts.retain(|known| known != id));
                }
                let changed: Vec<_> = self
                    .steps
                    .iter()
                    .filter(|step| step.account == Some(*id))
                    .map(|step| step.id.clone())
                    .collect();
                changed.iter().for_each(|step| self.remove_step(step));
                self.detach_unknown();
            }
            Thing::User(account, name) => {
                self.within(*account, |known| known.users.retain(|user| user.name != *name));
            }
            Thing::Role(account, name) => {
                self.within(*account, |known| known.roles.retain(|role| role.name != *name));
            }
            Thing::Group(account, name) => self.within(*account, |known| {
                known.groups.retain(|group| group.name != *name);
                known.users.iter_mut().for_each(|user| user.groups.retain(|group| group != name));
            }),
            Thing::ManagedPolicy(arn) => {
                for account in &mut self.accounts {
                    let id = account.id;
                    account.policies.retain(|policy| policy.arn_in(id) != *arn);
                }
                self.detach_unknown();
            }
            Thing::Provider(arn) => {
                for account in &mut self.accounts {
                    account.saml_providers.retain(|provider| provider.arn != *arn);
                    account.oidc_providers.retain(|provider| provider.arn != *arn);
                }
            }
            Thing::Organization => {
                self.organization = None;
                for account in &mut self.accounts {
                    account.service_control_policies = None;
                    account.resource_control_policies = None;
                }
            }
            Thing::OrganizationPolicy(name) => self.remove_organization_policy(name),
            Thing::Unit(place) => {
                if let Some((last, parent)) = place.split_last()
                    && let Some(parent) = self.unit_mut(parent)
                    && *last < parent.units.len()
                {
                    let unit = parent.units.remove(*last);
                    parent.accounts.extend(unit.accounts);
                    let names = |unit: &OrganizationalUnit| unit.name.clone();
                    let taken: Vec<_> = parent.units.iter().filter_map(names).collect();
                    let moved = *last..*last + unit.units.len();
                    parent.units.splice(*last..*last, unit.units);
                    for at in moved {
                        let name = names(&parent.units[at]).filter(|name| taken.contains(name));
                        if let Some(name) = name {
                            parent.units[at].name = Some(parent.free_name(&name).into());
                        }
                    }
                }
            }
            Thing::Resource(arn) => self.resources.retain(|resource| resource.arn != *arn),
        }
        self.repair();
    }

    fn within(&mut self, account: AccountId, edit: impl FnOnce(&mut Account)) {
        if let Some(account) = self.account_mut(account) {
            edit(account);
        }
    }

    fn remove_organization_policy(&mut self, name: &str) {
        if let Some(organization) = &mut self.organization {
            organization.policies.retain(|policy| *policy.name != *name);
        }
        let detach = |list: &mut Option<Vec<std::rc::Rc<str>>>, kind| {
            if list.iter().flatten().any(|known| **known == *name) {
                set_attached(list, kind, name, false);
            }
        };
        self.for_every_unit(&mut |unit| {
            detach(&mut unit.service_control_policies, PolicyType::ServiceControl);
            detach(&mut unit.resource_control_policies, PolicyType::ResourceControl);
        });
        for account in &mut self.accounts {
            detach(&mut account.service_control_policies, PolicyType::ServiceControl);
            detach(&mut account.resource_control_policies, PolicyType::ResourceControl);
        }
    }

    /// Detaches managed policies that are neither given nor built in.
    fn detach_unknown(&mut self) {
        let given: Vec<Arn> = self
            .accounts
            .iter()
            .flat_map(|account| account.policies.iter().map(|policy| policy.arn_in(account.id)))
            .collect();
        let known = |arn: &Arn| {
            given.contains(arn) || crate::scenario::managed::document(arn.as_str()).is_some()
        };
        for account in &mut self.accounts {
            for user in &mut account.users {
                user.attached_policies.retain(|policy| known(&policy.arn));
                user.boundary = user.boundary.take().filter(|boundary| known(&boundary.arn));
            }
            for group in &mut account.groups {
                group.attached_policies.retain(|policy| known(&policy.arn));
            }
            for role in &mut account.roles {
                role.attached_policies.retain(|policy| known(&policy.arn));
                role.boundary = role.boundary.take().filter(|boundary| known(&boundary.arn));
            }
        }
        for step in &mut self.steps {
            if let Operation::Change(change) = &mut step.operation {
                // A boundary that a new entity is made with may be left out; elsewhere the step goes.
                let optional = changes::arn_member(change.operation)
                    .and_then(|member| changes::table(change.operation).field(member))
                    .is_some_and(|field| !field.required);
                let known =
                    |arn: &std::rc::Rc<str>| !optional || arn.parse().is_ok_and(|arn| known(&arn));
                change.policy_arn = change.policy_arn.take().filter(known);
            }
        }
    }

    /// Repairs what the reader would refuse at the start and in the steps. Goes on until nothing is left: a step that is
    /// removed can have been what another one stood on.
    fn repair(&mut self) {
        for _ in 0..=self.steps.len() * 2 + 2 {
            let text = self.write();
            let Err(problems) = Self::read(&text) else { return };
            let mut gone = None;
            for problem in &problems {
                if problem.path == "start.federatingUser" {
                    self.start.federating_user = None;
                    gone = Some(());
                    break;
                }
                if problem.path.starts_with("start") {
                    self.start_over();
                    gone = Some(());
                    break;
                }
                let Some(rest) = problem.path.strip_prefix("steps[") else { continue };
                let Some((index, member)) = rest.split_once(']') else { continue };
                let Some(index) = index.parse::<usize>().ok() else { continue };
                let Some(step) = self.steps.get_mut(index) else { continue };
                if member == ".as" {
                    step.caller = None;
                } else {
                    let id = step.id.clone();
                    self.remove_step(&id);
                }
                gone = Some(());
                break;
            }
            if gone.is_none() {
                return;
            }
        }
    }

    /// The root of the start's account begins instead.
    fn start_over(&mut self) {
        let account = self.start_account().or(self.accounts.first().map(|account| account.id));
        let Some(account) = account else { return };
        let root = Arn::iam("aws", account, "root");
        self.start = Start::new(root.as_str(), self.start.time);
    }

    fn start_account(&self) -> Option<AccountId> {
        self.start.principal.parse::<Arn>().ok()?.account()
    }

    /// The account of a change, where a step is one.
    fn change_account(&self, said: Option<AccountId>, operation: &Operation) -> Option<AccountId> {
        matches!(operation, Operation::Change(_))
            .then(|| said.or(self.accounts.first().map(|account| account.id)))
            .flatten()
    }

    fn manages_the_organization(&self, account: AccountId) -> bool {
        self.organization.as_ref().is_some_and(|known| known.management_account == account)
    }

    fn is_listed(&self, account: AccountId) -> bool {
        let mut listed = false;
        self.clone().for_every_unit(&mut |unit| listed |= unit.accounts.contains(&account));
        listed
    }

    /// The ARN of a thing that has one.
    #[must_use]
    pub fn arn_of(&self, thing: &Thing) -> Option<Arn> {
        match thing {
            Thing::User(account, name) => {
                let user = self.account(*account)?.users.iter().find(|user| user.name == *name)?;
                Some(user.arn_in(*account))
            }
            Thing::Group(account, name) => {
                let groups = &self.account(*account)?.groups;
                Some(groups.iter().find(|group| group.name == *name)?.arn_in(*account))
            }
            Thing::Role(account, name) => {
                let role = self.account(*account)?.roles.iter().find(|role| role.name == *name)?;
                Some(role.arn_in(*account))
            }
            Thing::ManagedPolicy(arn) | Thing::Provider(arn) | Thing::Resource(arn) => {
                Some(arn.clone())
            }
            _ => None,
        }
    }

    /// Everything that names an ARN.
    fn refers_to(&self, arn: &Arn, found: &mut Vec<Reference>) {
        let is = |text: &str| text == arn.as_str();
        if is(&self.start.principal) {
            found.push(Reference::Start);
        }
        if self.start.federating_user.as_ref() == Some(arn) {
            found.push(Reference::FederatingUser);
        }
        if self.start.policy_arns.iter().any(|known| is(known)) {
            found.push(Reference::SessionPolicy { step: "start".into() });
        }
        for account in &self.accounts {
            let id = account.id;
            for user in &account.users {
                let boundary = user.boundary.as_ref().map(|known| &known.arn);
                let attached = user.attached_policies.iter().map(|known| &known.arn);
                attachments(arn, &user.arn_in(id), attached, boundary, found);
            }
            for group in &account.groups {
                let attached = group.attached_policies.iter().map(|known| &known.arn);
                attachments(arn, &group.arn_in(id), attached, None, found);
            }
            for role in &account.roles {
                let boundary = role.boundary.as_ref().map(|known| &known.arn);
                let attached = role.attached_policies.iter().map(|known| &known.arn);
                attachments(arn, &role.arn_in(id), attached, boundary, found);
            }
        }
        for (index, step) in self.steps.iter().enumerate() {
            let id = || Box::<str>::from(&*step.id);
            if step.caller.as_deref().is_some_and(is) {
                found.push(Reference::Caller { step: id() });
            }
            match &step.operation {
                Operation::Sts(call) => {
                    if role_arn(&call.call).is_some_and(is) {
                        found.push(Reference::Target { step: id() });
                    }
                    if policy_arns(&call.call).iter().any(|known| is(known)) {
                        found.push(Reference::SessionPolicy { step: id() });
                    }
                }
                Operation::Action { resource, .. } => {
                    if resource.as_deref().is_some_and(is) {
                        found.push(Reference::Target { step: id() });
                    }
                }
                Operation::SwitchRole(_) => {
                    if self.switched_role(index).is_some_and(|role| is(role.as_str())) {
                        found.push(Reference::Target { step: id() });
                    }
                }
                Operation::Change(change) => {
                    if is(&change.target) || change.policy_arn.as_deref().is_some_and(is) {
                        found.push(Reference::Change { step: id() });
                    }
                }
            }
        }
        let names = |text: &str| {
            rewrite::in_document(text, &|string| is(string).then(String::new)).is_some()
        };
        for address in self.documents() {
            let own = match &address {
                DocumentAddress::Trust { account, role }
                | DocumentAddress::RolePolicy { account, role, .. } => {
                    self.role_is(*account, role, arn)
                }
                DocumentAddress::Resource { arn: own } | DocumentAddress::Managed { arn: own } => {
                    own == arn
                }
                _ => false,
            };
            if !own && self.document_text(&address).is_some_and(|text| names(&text)) {
                found.push(Reference::Document(address));
            }
        }
    }

    fn role_is(&self, account: AccountId, role: &str, arn: &Arn) -> bool {
        let roles = self.account(account).into_iter().flat_map(|known| &known.roles);
        roles.filter(|known| *known.name == *role).any(|known| known.arn_in(account) == *arn)
    }
}

fn attachments<'a>(
    arn: &Arn,
    owner: &Arn,
    mut attached: impl Iterator<Item = &'a Arn>,
    boundary: Option<&Arn>,
    found: &mut Vec<Reference>,
) {
    if attached.any(|known| known == arn) {
        found.push(Reference::Attached { to: owner.as_str().into() });
    }
    if boundary == Some(arn) {
        found.push(Reference::Boundary { of: owner.as_str().into() });
    }
}

fn role_arn(call: &Call) -> Option<&str> {
    match call {
        Call::AssumeRole(call) => call.role_arn.as_deref(),
        Call::AssumeRoleWithSaml(call) => call.role_arn.as_deref(),
        Call::AssumeRoleWithWebIdentity(call) => call.role_arn.as_deref(),
        _ => None,
    }
}

fn policy_arns(call: &Call) -> &[std::rc::Rc<str>] {
    match call {
        Call::AssumeRole(call) => &call.policy_arns,
        Call::AssumeRoleWithSaml(call) => &call.policy_arns,
        Call::AssumeRoleWithWebIdentity(call) => &call.policy_arns,
        Call::GetFederationToken(call) => &call.policy_arns,
        _ => &[],
    }
}
