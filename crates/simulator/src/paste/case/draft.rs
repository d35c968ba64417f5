//! From pieces to a scenario: who calls, which roles are asked for, what is known of them, and what had to be assumed.

use std::rc::Rc;

use iam::{AccountId, Arn, EntityKind, PolicyType};
use sts::request::{AssumeRole, Call};

use super::{Case, Missing, Open, conflict};
use crate::{
    paste::{Command, Message, Owner, PieceKind, PolicySummary, PolicyUse, Profile},
    scenario::{
        Account, AttachedPolicy, Boundary, Document, Expectation, ExpectedResult, InlinePolicy,
        MOST_STEPS, ManagedPolicy, MfaDevice, OrganizationPolicy, Role, Scenario, Start, Step,
        User, fields::Rule, managed, stand_in,
    },
    simulate,
};

mod ask;
mod guess;
mod left_out;
mod limit;
mod passed;
mod profiles;
mod stated;

pub(super) use limit::Limit;
pub(super) use passed::{Beside, Mfa};
use stated::Stated;

/// A scenario in the making.
pub(super) struct Draft {
    pub(super) scenario: Scenario,
    pub(super) missing: Vec<Missing>,
    pub(super) assumed: Vec<String>,
    /// What is unknown of the policies that decide: a verdict may rest on it.
    pub(super) open: Vec<Open>,
    /// Why no verdict can stand at all.
    pub(super) withheld: Vec<Open>,
    /// Whether the seconds that are asked for are made up, since only a message tells of them.
    pub(super) invents_seconds: bool,
    /// What else may refuse a call that these policies allow.
    pub(super) can_still_deny: Vec<Missing>,
    /// Whether something stands in for what only a message tells.
    pub(super) rests_on_message: bool,
}

/// What is taken in place of what is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknown {
    /// As little as possible: it allows nothing.
    Nothing,
    /// As much as possible: it allows everything. What is refused even then is refused by what is known.
    Everything,
}

/// Accounts that stand for the ones that nobody named. AWS's documents use these numbers in their examples.
const CALLER_ACCOUNT: u64 = 111_111_111_111;
const ROLE_ACCOUNT: u64 = 222_222_222_222;
const MANAGEMENT_ACCOUNT: u64 = 999_999_999_999;

/// What the pieces say, sorted.
#[derive(Default)]
struct Facts<'c> {
    caller: Option<Arn>,
    commands: Vec<&'c Command>,
    profiles: Vec<&'c Profile>,
    messages: Vec<&'c Message>,
    trust: Vec<&'c Rc<str>>,
    policies: Vec<(&'c Rc<str>, PolicyUse)>,
    organization: Vec<&'c OrganizationPolicy>,
    attached: Vec<&'c AttachedPolicy>,
    listed: Vec<&'c PolicySummary>,
    inline: Vec<(&'c Owner, &'c Rc<str>, &'c Rc<str>)>,
    users: Vec<(Option<AccountId>, &'c User)>,
    roles: Vec<(Option<AccountId>, &'c Role)>,
}

/// Who calls, taken apart.
#[derive(Debug, Clone, PartialEq)]
enum Caller {
    User(AccountId, String, String),
    Session(AccountId, String, String),
    Root(AccountId),
    Federated(AccountId, String),
}

impl Caller {
    fn of(arn: &Arn) -> Option<Self> {
        let account = arn.account()?;
        let name = arn.name().to_owned();
        match arn.entity()? {
            EntityKind::User => Some(Self::User(account, arn.path().to_owned(), name)),
            EntityKind::Role => Some(Self::Session(account, name, "session".to_owned())),
            EntityKind::RoleSession => {
                let role = arn.resource().split('/').nth(1)?.to_owned();
                Some(Self::Session(account, role, name))
            }
            EntityKind::Root => Some(Self::Root(account)),
            EntityKind::FederatedUser => Some(Self::Federated(account, name)),
            _ => None,
        }
    }

    /// Whether it holds a session of that role.
    fn is_session_of(&self, target: &Target) -> bool {
        match self {
            Self::Session(account, role, _) => {
                *account == target.account && role.eq_ignore_ascii_case(&target.name)
            }
            _ => false,
        }
    }

    fn account(&self) -> AccountId {
        match self {
            Self::User(account, ..)
            | Self::Session(account, ..)
            | Self::Root(account)
            | Self::Federated(account, _) => *account,
        }
    }
}

fn known_account(number: u64) -> AccountId {
    // Every number of at most twelve digits is an account's; 0 is one for certain.
    AccountId::from_number(number).unwrap_or_else(|_| known_account(0))
}

/// The scenario that the pieces make. Where a message states a reason and no policy that was pasted gives it, stand-ins do.
pub(super) fn make(case: &Case, unknown: Unknown) -> Draft {
    let known = draft(case, unknown, Vec::new());
    let mut stated: Vec<Stated> = case.messages().filter_map(Stated::of).collect();
    if !stated.is_empty() {
        let outcome = simulate(&known.scenario);
        stated.retain(|stated| !stated.is_met(&outcome));
    }
    if stated.is_empty() {
        return known;
    }
    let standing = draft(case, unknown, stated.clone());
    // Where something that was pasted is in the place of a stand-in, there is none, and the answer tells the contradiction.
    let outcome = simulate(&standing.scenario);
    let count = stated.len();
    stated.retain(|stated| stated.is_met(&outcome));
    match stated.len() {
        0 => known,
        met if met == count => standing,
        _ => draft(case, unknown, stated),
    }
}

fn draft(case: &Case, unknown: Unknown, stated: Vec<Stated>) -> Draft {
    let facts = Facts::of(case);
    let start = Start::new("arn:aws:iam::111111111111:root", case.time);
    let mut making = Making {
        draft: Draft {
            scenario: Scenario::new("Your own case", start),
            missing: Vec::new(),
            assumed: Vec::new(),
            open: Vec::new(),
            withheld: Vec::new(),
            invents_seconds: false,
            can_still_deny: Vec::new(),
            rests_on_message: !stated.is_empty(),
        },
        facts,
        unknown,
        stated,
    };
    making.accounts(case);
    let caller = making.caller();
    let targets = making.targets(&caller);
    making.entities(&caller, &targets);
    making.documents(&caller, &targets);
    making.principals_exist(&targets);
    let carried = making.carried(&caller);
    making.unknown_policies();
    let is_cut = making.carried(&caller) != carried;
    making.start(&caller);
    making.steps(&caller, &targets);
    making.organization(&caller, &targets);
    making.ask(&caller, &targets, is_cut);
    making.stand_in(&caller);
    making.partitions(&targets);
    making.may_still_deny(&caller, &targets);
    making.ask_of_unsigned();
    making.valid();
    let is_taken = unknown == Unknown::Everything && !making.draft.missing.is_empty();
    making.draft.rests_on_message |= is_taken && making.refused_beside().is_some();
    making.draft.rests_on_message |=
        making.is_expired() || making.mfa().is_some_and(|mfa| mfa != Mfa::Incomplete);
    making.draft
}

impl<'c> Facts<'c> {
    fn of(case: &'c Case) -> Self {
        let mut facts = Self::default();
        for piece in conflict::counted(case.pieces()) {
            match &piece.kind {
                PieceKind::TrustPolicy(document) => facts.trust.push(document),
                PieceKind::Policy { document, used_as } => {
                    facts.policies.push((document, *used_as))
                }
                PieceKind::Role { account, role } => facts.roles.push((*account, role)),
                PieceKind::User { account, user } => facts.users.push((*account, user)),
                PieceKind::InlinePolicy { owner, name, document } => {
                    facts.inline.push((owner, name, document));
                }
                PieceKind::AttachedPolicies(all) => facts.attached.extend(all),
                PieceKind::OrganizationPolicies(all) => facts.listed.extend(all),
                PieceKind::OrganizationPolicy(policy) => facts.organization.push(policy),
                PieceKind::Caller(arn) => facts.caller = Some(arn.clone()),
                PieceKind::Command(command) => facts.commands.push(command),
                PieceKind::Profile(profile) => {
                    facts.profiles.retain(|known| known.name != profile.name);
                    facts.profiles.push(profile);
                }
                PieceKind::Message(message) => {
                    let arn = message.caller.as_ref().and_then(|arn| arn.parse::<Arn>().ok());
                    facts.caller = arn.or(facts.caller);
                    facts.messages.push(message);
                }
                PieceKind::Accounts(_) | PieceKind::Unknown => {}
            }
        }
        facts
    }
}

/// A role that is asked for.
#[derive(Debug, Clone, PartialEq)]
struct Target {
    account: AccountId,
    name: String,
    path: String,
    arn: String,
    command: Option<Command>,
    /// The profile that takes it.
    profile: Option<Rc<str>>,
}

struct Making<'c> {
    draft: Draft,
    facts: Facts<'c>,
    unknown: Unknown,
    /// Reasons that messages state and no policy that was pasted gives.
    stated: Vec<Stated>,
}

impl Making<'_> {
    fn assume(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if !self.draft.assumed.contains(&sentence) {
            self.draft.assumed.push(sentence);
        }
    }

    /// Who is taken for the caller; of a call that nobody signs there is none to tell of.
    fn assume_caller(&mut self, sentence: impl Into<String>) {
        if self.unsigned_call().is_none() {
            self.assume(sentence);
        }
    }

    fn miss(&mut self, what: impl Into<String>, command: impl Into<Option<String>>) {
        let missing = Missing { what: what.into(), command: command.into() };
        if !self.draft.missing.contains(&missing) {
            self.draft.missing.push(missing);
        }
    }

    fn leave_open(&mut self, sentence: impl Into<String>, command: impl Into<Option<String>>) {
        self.draft.open.push(Open { sentence: sentence.into(), command: command.into() });
    }

    fn account(&mut self, id: AccountId) -> &mut Account {
        let accounts = &mut self.draft.scenario.accounts;
        let place = accounts.iter().position(|account| account.id == id).unwrap_or_else(|| {
            accounts.push(Account::new(id));
            accounts.len() - 1
        });
        &mut accounts[place]
    }

    fn role(&self, account: AccountId, name: &str) -> Option<&Role> {
        let roles = &self.draft.scenario.account(account)?.roles;
        roles.iter().find(|role| role.name.eq_ignore_ascii_case(name))
    }

    /// Everything that came by account.
    fn accounts(&mut self, case: &Case) {
        for piece in case.pieces() {
            let PieceKind::Accounts(accounts) = &piece.kind else { continue };
            for given in accounts {
                let known = self.account(given.id);
                for user in &given.users {
                    known.users.retain(|known| !known.name.eq_ignore_ascii_case(&user.name));
                    known.users.push(user.clone());
                }
                for group in &given.groups {
                    known.groups.retain(|known| !known.name.eq_ignore_ascii_case(&group.name));
                    known.groups.push(group.clone());
                }
                for role in &given.roles {
                    known.roles.retain(|known| !known.name.eq_ignore_ascii_case(&role.name));
                    known.roles.push(role.clone());
                }
                for policy in &given.policies {
                    known.policies.retain(|known| !known.name.eq_ignore_ascii_case(&policy.name));
                    known.policies.push(policy.clone());
                }
            }
        }
    }

    /// Who calls: said by a message or get-caller-identity, else guessed from what else there is.
    fn caller(&mut self) -> Caller {
        if let Some(caller) = self.facts.caller.as_ref().and_then(Caller::of) {
            return caller;
        }
        let default = known_account(CALLER_ACCOUNT);
        let commands = self.facts.commands.iter().rev().map(|command| &command.call);
        let calls = commands.chain(self.facts.profiles.iter().map(|profile| &profile.call));
        let device = calls.into_iter().find_map(|call| {
            let arn: Arn = call.serial_number.as_ref()?.parse().ok()?;
            Some((arn.account()?, arn.name().to_owned()))
        });
        let policy_of = self.facts.inline.iter().rev().find_map(|(owner, ..)| match owner {
            Owner::User(name) => Some(name.to_string()),
            _ => None,
        });
        let only_user = self.draft.scenario.accounts.iter().find_map(|account| {
            match account.users.as_slice() {
                [one] => Some((account.id, one.name.to_string())),
                _ => None,
            }
        });
        let said = if let Some((account, user)) = self.facts.users.last() {
            Some((account.unwrap_or(default), user.name.to_string()))
        } else {
            policy_of.map(|name| (default, name)).or(device).or(only_user)
        };
        self.miss("the caller's ARN", self.get_caller_identity());
        let Some((account, name)) = said else { return self.guessed_caller() };
        self.assume_caller(format!(
            "Nothing says who calls; the user {name} of account {account} is assumed."
        ));
        let path = self.facts.users.last().and_then(|(_, user)| user.path.clone());
        Caller::User(account, path.map_or_else(|| "/".to_owned(), |path| path.to_string()), name)
    }

    /// The roles that are asked for, in the order of the calls.
    fn targets(&mut self, caller: &Caller) -> Vec<Target> {
        let mut targets: Vec<Target> = Vec::new();
        let mut unnamed = None;
        for command in &self.facts.commands {
            let Some(arn) = command.call.role_arn.as_deref() else {
                unnamed = Some((*command).clone());
                continue;
            };
            let target = target_of(arn, Some((*command).clone()));
            match targets.iter_mut().find(|known| known.arn == *arn) {
                Some(known) => known.command = Some((*command).clone()),
                None => targets.extend(target),
            }
        }
        // Whoever calls with the session of a role is past the call that took it.
        let other_action = self.facts.messages.iter().any(|message| !asks_for_role(message));
        let past = targets.iter().rposition(|target| caller.is_session_of(target));
        let past = past.filter(|at| at + 1 < targets.len() || other_action);
        if let Some(at) = past {
            for target in targets.drain(..=at).collect::<Vec<_>>() {
                self.assume(format!(
                    "The call for {} is made already, since its session calls; the chain begins with that session.",
                    target.name
                ));
            }
        }
        for message in &self.facts.messages {
            let on_role = message.resource.as_deref().filter(|_| asks_for_role(message));
            let target = on_role.and_then(|arn| target_of(arn, None));
            targets.extend(target.filter(|new| !targets.iter().any(|known| known.arn == new.arn)));
        }
        self.add_profiles(&mut targets, caller);
        if targets.is_empty() {
            let is_caller =
                |role: &Role| matches!(caller, Caller::Session(_, name, _) if **name == *role.name);
            let known = self.facts.roles.iter().rev().find(|(_, role)| !is_caller(role));
            targets.extend(known.map(|(account, role)| {
                let account = account.unwrap_or(known_account(ROLE_ACCOUNT));
                let arn = role.arn_in(account);
                Target {
                    account,
                    name: role.name.to_string(),
                    path: arn.path().to_owned(),
                    arn: arn.to_string(),
                    command: None,
                    profile: None,
                }
            }));
        }
        let is_made = past.is_some() || self.facts.commands.is_empty();
        if targets.is_empty() && !(other_action && is_made) {
            let account = known_account(ROLE_ACCOUNT);
            let arn = format!("arn:aws:iam::{account}:role/{}", stand_in::ROLE);
            self.miss("the role's ARN: the command that you ran, or the error's message", None);
            self.assume(format!("Nothing says which role is asked for; {arn} stands for it."));
            if self.facts.caller.is_none() && self.limit().is_none() && !self.is_expired() {
                self.draft.withheld.push(Open {
                    sentence: "Who asks for which role is not known yet.".to_owned(),
                    command: None,
                });
            }
            targets.extend(target_of(&arn, None));
        }
        if let (Some(command), Some(last)) = (unnamed, targets.last_mut()) {
            last.command.get_or_insert(command);
        }
        if let Some(more) = targets.len().checked_sub(MOST_STEPS).filter(|more| *more > 0) {
            self.assume(format!("Left out: {more} of the roles that are asked for. A chain has {MOST_STEPS} steps at most."));
            targets.truncate(MOST_STEPS);
        }
        targets
    }

    /// Users and roles: those that came, and those that are needed.
    fn entities(&mut self, caller: &Caller, targets: &[Target]) {
        let roles: Vec<_> =
            self.facts.roles.iter().map(|(account, role)| (*account, (*role).clone())).collect();
        for (account, mut role) in roles {
            let by_name = |target: &&Target| target.name.eq_ignore_ascii_case(&role.name);
            let of_caller = match caller {
                Caller::Session(account, name, _) if name.eq_ignore_ascii_case(&role.name) => {
                    Some(*account)
                }
                _ => None,
            };
            let account = account
                .or(targets.iter().find(by_name).map(|target| target.account))
                .or(of_caller)
                .unwrap_or(known_account(ROLE_ACCOUNT));
            let roles = &mut self.account(account).roles;
            if let Some(at) = roles.iter().position(|old| old.name.eq_ignore_ascii_case(&role.name))
            {
                // get-role does not print a role's policies; what is known of them stays.
                let old = roles.remove(at);
                if role.inline_policies.is_empty() {
                    role.inline_policies = old.inline_policies;
                }
                if role.attached_policies.is_empty() {
                    role.attached_policies = old.attached_policies;
                }
            }
            roles.push(role);
        }
        let users: Vec<_> =
            self.facts.users.iter().map(|(account, user)| (*account, (*user).clone())).collect();
        for (account, mut user) in users {
            let users = &mut self.account(account.unwrap_or(caller.account())).users;
            if let Some(at) = users.iter().position(|old| old.name.eq_ignore_ascii_case(&user.name))
            {
                let old = users.remove(at);
                if user.inline_policies.is_empty() {
                    user.inline_policies = old.inline_policies;
                }
                if user.attached_policies.is_empty() {
                    user.attached_policies = old.attached_policies;
                }
                if user.groups.is_empty() {
                    user.groups = old.groups;
                }
            }
            users.push(user);
        }
        match caller {
            Caller::User(account, path, name) => {
                let users = &mut self.account(*account).users;
                if !users.iter().any(|user| user.name.eq_ignore_ascii_case(name)) {
                    let mut user = User::new(name);
                    user.path = (path != "/").then(|| path.as_str().into());
                    users.push(user);
                }
            }
            Caller::Session(account, name, _) if stand_in::is_stand_in(name) => {
                let role = Role::new(name, Document::unknown_trust(*account));
                self.account(*account).roles.push(role);
            }
            Caller::Session(account, name, _) if self.role(*account, name).is_none() => {
                let same = |target: &&Target| target.account == *account && target.name == *name;
                let path = targets.iter().find(same).map(|target| target.path.clone());
                let usual = if name.starts_with("AWSReservedSSO_") {
                    "/aws-reserved/sso.amazonaws.com/"
                } else if name.starts_with("AWSServiceRoleFor") {
                    "/aws-service-role/"
                } else {
                    "/"
                };
                if path.is_none() {
                    self.assume(format!(
                        "A session's ARN leaves out the role's path; `{usual}` is assumed for {name}."
                    ));
                }
                let path = path.unwrap_or_else(|| usual.to_owned());
                let mut role = Role::new(name, Document::unknown_trust(*account));
                role.path = (path != "/").then(|| path.as_str().into());
                self.account(*account).roles.push(role);
            }
            Caller::Session(account, ..)
            | Caller::Root(account)
            | Caller::Federated(account, _) => {
                self.account(*account);
            }
        }
    }

    /// Documents go to where they belong.
    fn documents(&mut self, caller: &Caller, targets: &[Target]) {
        self.trust_policies(caller, targets);
        let inline: Vec<_> = self
            .facts
            .inline
            .iter()
            .map(|(owner, name, document)| ((*owner).clone(), Rc::clone(name), Rc::clone(document)))
            .collect();
        for (owner, name, document) in inline {
            if !self.place_inline(&owner, &name, &document) {
                let (kind, owner) = match &owner {
                    Owner::Role(name) => ("role", name),
                    Owner::User(name) => ("user", name),
                    Owner::Group(name) => ("group", name),
                };
                self.assume(format!(
                    "The policy {name} belongs to the {kind} {owner}, which takes no part; it is left out."
                ));
            }
        }
        let attached: Vec<AttachedPolicy> = self.facts.attached.iter().copied().cloned().collect();
        let policies: Vec<_> = self
            .facts
            .policies
            .iter()
            .map(|(document, used)| (Rc::clone(document), *used))
            .collect();
        let mut number = 0;
        for (document, used_as) in policies {
            number += 1;
            let name = if number == 1 { "Pasted".to_owned() } else { format!("Pasted-{number}") };
            let policy = InlinePolicy::new(&name, Document::new(document));
            match used_as {
                PolicyUse::Caller => {
                    self.give_caller(caller, |inline, _, _| inline.push(policy.clone()))
                }
                PolicyUse::Role => {
                    if let Some(target) = targets.last() {
                        let (account, name) = (target.account, target.name.clone());
                        let roles = &mut self.account(account).roles;
                        if let Some(role) = roles.iter_mut().find(|role| *role.name == *name) {
                            role.inline_policies.push(policy);
                        }
                    }
                }
                PolicyUse::Boundary => {
                    let account = caller.account();
                    let managed = ManagedPolicy::new(&name, policy.document);
                    let arn = managed.arn_in(account);
                    self.account(account).policies.push(managed);
                    self.give_caller(caller, |_, _, boundary| {
                        *boundary = Some(Boundary::new(arn.clone()))
                    });
                }
                PolicyUse::Session | PolicyUse::ServiceControl | PolicyUse::ResourceControl => {}
            }
        }
        self.give_caller(caller, |_, known, _| {
            for policy in &attached {
                if !known.iter().any(|old| old.arn == policy.arn) {
                    known.push(policy.clone());
                }
            }
        });
    }

    /// Trust policies in their order to the roles in theirs; the last one replaces what the last role had.
    fn trust_policies(&mut self, caller: &Caller, targets: &[Target]) {
        let trust: Vec<Rc<str>> = self.facts.trust.iter().copied().cloned().collect();
        let mut open: Vec<&Target> = Vec::new();
        for target in targets {
            if self.role(target.account, &target.name).is_none() {
                let (trust, _) = self.unknown_trust(caller, target);
                let mut role = Role::new(&target.name, trust);
                role.path = (target.path != "/").then(|| target.path.as_str().into());
                self.account(target.account).roles.push(role);
                open.push(target);
            }
        }
        let mut unknown = open.into_iter();
        for document in trust {
            let Some(target) = unknown.next().or(targets.last()) else {
                self.assume(
                    "A trust policy belongs to a role, and none is asked for; it is left out.",
                );
                break;
            };
            let (account, name) = (target.account, target.name.as_str());
            let roles = &mut self.account(account).roles;
            if let Some(role) = roles.iter_mut().find(|role| role.name.eq_ignore_ascii_case(name)) {
                role.trust_policy = Document::new(document);
            }
        }
        for target in unknown {
            let name = &target.name;
            let what = match stand_in::is_stand_in(name) {
                true => "the role that is asked for".to_owned(),
                false => target.arn.clone(),
            };
            let sentence = match stand_in::is_stand_in(name) {
                true => format!("The trust policy of {what} is not known yet."),
                false => format!("The trust policy of {name} is not known yet."),
            };
            self.miss(format!("the trust policy of {what}"), get_role(name));
            let (_, taken) = self.unknown_trust(caller, target);
            self.assume(format!("The trust policy of {name} {taken}."));
            self.leave_open(sentence, get_role(name));
        }
    }

    fn place_inline(&mut self, owner: &Owner, name: &Rc<str>, document: &Rc<str>) -> bool {
        let policy = InlinePolicy::new(name, Document::new(Rc::clone(document)));
        for account in &mut self.draft.scenario.accounts {
            let list = match owner {
                Owner::Role(owner) => account
                    .roles
                    .iter_mut()
                    .find(|role| role.name.eq_ignore_ascii_case(owner))
                    .map(|role| &mut role.inline_policies),
                Owner::User(owner) => account
                    .users
                    .iter_mut()
                    .find(|user| user.name.eq_ignore_ascii_case(owner))
                    .map(|user| &mut user.inline_policies),
                Owner::Group(owner) => account
                    .groups
                    .iter_mut()
                    .find(|group| group.name.eq_ignore_ascii_case(owner))
                    .map(|group| &mut group.inline_policies),
            };
            if let Some(list) = list {
                list.retain(|known| known.name != *name);
                list.push(policy);
                return true;
            }
        }
        false
    }

    /// Changes what the caller's user or role carries.
    fn give_caller(
        &mut self,
        caller: &Caller,
        give: impl FnOnce(&mut Vec<InlinePolicy>, &mut Vec<AttachedPolicy>, &mut Option<Boundary>),
    ) {
        match caller {
            Caller::User(account, _, name) => {
                let users = &mut self.account(*account).users;
                if let Some(user) =
                    users.iter_mut().find(|user| user.name.eq_ignore_ascii_case(name))
                {
                    give(
                        &mut user.inline_policies,
                        &mut user.attached_policies,
                        &mut user.boundary,
                    );
                }
            }
            Caller::Session(account, name, _) => {
                let roles = &mut self.account(*account).roles;
                if let Some(role) =
                    roles.iter_mut().find(|role| role.name.eq_ignore_ascii_case(name))
                {
                    give(
                        &mut role.inline_policies,
                        &mut role.attached_policies,
                        &mut role.boundary,
                    );
                }
            }
            Caller::Root(_) | Caller::Federated(..) => {}
        }
    }

    /// Managed policies whose documents are not known cannot stay attached.
    fn unknown_policies(&mut self) {
        let given: Vec<Arn> = self
            .draft
            .scenario
            .accounts
            .iter()
            .flat_map(|account| account.policies.iter().map(|policy| policy.arn_in(account.id)))
            .collect();
        let known = |arn: &Arn| given.contains(arn) || managed::document(arn.as_str()).is_some();
        let mut unknown: Vec<(Arn, bool)> = Vec::new();
        let mut groups: Vec<(AccountId, Rc<str>)> = Vec::new();
        for account in &mut self.draft.scenario.accounts {
            let id = account.id;
            let own = |arn: &Arn| known(arn) && (arn.account().is_none_or(|owner| owner == id));
            let mut keep = |attached: &mut Vec<AttachedPolicy>, boundary: &mut Option<Boundary>| {
                attached.retain(|policy| {
                    own(&policy.arn) || {
                        unknown.push((policy.arn.clone(), false));
                        false
                    }
                });
                *boundary = boundary.take().filter(|b| {
                    own(&b.arn) || {
                        unknown.push((b.arn.clone(), true));
                        false
                    }
                });
            };
            for user in &mut account.users {
                keep(&mut user.attached_policies, &mut user.boundary);
                user.groups.retain(|name| {
                    let there = account.groups.iter().any(|group| group.name == *name);
                    if !there {
                        groups.push((id, Rc::clone(name)));
                    }
                    there
                });
            }
            for role in &mut account.roles {
                keep(&mut role.attached_policies, &mut role.boundary);
            }
            for group in &mut account.groups {
                keep(&mut group.attached_policies, &mut None);
            }
        }
        for (arn, is_boundary) in unknown {
            let role = if is_boundary { "permissions boundary" } else { "attached policy" };
            self.assume(format!("The document of the {role} {arn} is not known; it is left out."));
            self.miss(format!("the document of the {role} {arn}"), print_policy(&arn));
        }
        for (account, group) in groups {
            self.assume(format!(
                "The group {group} of account {account} is not known; it is left out."
            ));
            self.miss(
                format!("the policies of the group {group}"),
                "aws iam get-account-authorization-details --filter User Group LocalManagedPolicy"
                    .to_owned(),
            );
        }
    }

    fn start(&mut self, caller: &Caller) {
        let time = self.draft.scenario.start.time;
        let mut start = match caller {
            Caller::User(account, _, name) => {
                let users =
                    self.draft.scenario.account(*account).into_iter().flat_map(|a| &a.users);
                let user = users.into_iter().rfind(|user| user.name.eq_ignore_ascii_case(name));
                let arn = user.map(|user| user.arn_in(*account));
                let arn = arn.unwrap_or_else(|| Arn::iam("aws", *account, "root"));
                let mut start = Start::new(arn.as_str(), time);
                start.credentials = self.start_credentials(caller);
                start
            }
            Caller::Session(account, name, session) => {
                let arn = self.role(*account, name).map(|role| role.arn_in(*account));
                let arn = arn.unwrap_or_else(|| Arn::iam("aws", *account, "root"));
                let mut start = Start::new(arn.as_str(), time);
                let named = Some(session).filter(|name| Rule::SessionName.accepts(name));
                start.role_session_name = named.map(|name| name.as_str().into());
                start
            }
            Caller::Root(account) => Start::new(Arn::iam("aws", *account, "root").as_str(), time),
            Caller::Federated(account, name) => {
                let arn = Arn::sts("aws", *account, &format!("federated-user/{name}"));
                Start::new(arn.as_str(), time)
            }
        };
        if self.is_expired() && !matches!(caller, Caller::Root(_)) {
            start.issued = Some(time.plus_seconds(-7200));
            start.duration_seconds = Some(3600);
        }
        if matches!(caller, Caller::Session(..) | Caller::Federated(..)) {
            start.policy = self.session_policy().map(Document::new);
        }
        self.draft.scenario.start = start;
    }

    fn session_policy(&self) -> Option<Rc<str>> {
        let policies = self.facts.policies.iter().rev();
        policies
            .filter(|(_, used)| *used == PolicyUse::Session)
            .map(|(document, _)| Rc::clone(document))
            .next()
    }

    fn steps(&mut self, caller: &Caller, targets: &[Target]) {
        let passed = self
            .session_policy()
            .filter(|_| !matches!(caller, Caller::Session(..) | Caller::Federated(..)));
        // A call with a token is not this one, and of its token nothing is known.
        let targets = if self.unsigned_call().is_some() { &[] } else { targets };
        for (place, target) in targets.iter().enumerate() {
            let command = target.command.clone().unwrap_or_default();
            let mut call =
                AssumeRole { role_arn: Some(target.arn.as_str().into()), ..command.call };
            let made_with = self.step_caller(targets, place);
            self.as_the_command_line_does(target, &mut call);
            if place + 1 == targets.len() && call.duration_seconds.is_none() {
                call.duration_seconds = self.seconds_of_the_message(target);
            }
            if place + 1 == targets.len() {
                self.what_the_message_adds(caller, target, &mut call);
            }
            if call.role_session_name.is_none() {
                call.role_session_name = Some("session".into());
                if target.command.is_some() || place == 0 {
                    self.assume("The name of the new session is not known; `session` is assumed.");
                }
            }
            if place == 0 && call.policy.is_none() {
                call.policy = passed.clone();
            }
            let by_start = place == 0 || made_with.as_deref() == Some("start");
            if let (Some(serial), Caller::User(account, _, name), true) =
                (&call.serial_number, caller, by_start)
            {
                self.device(*account, name, serial);
            }
            let base: String =
                target
                    .name
                    .chars()
                    .map(|letter| {
                        if letter.is_ascii_alphanumeric() {
                            letter.to_ascii_lowercase()
                        } else {
                            '-'
                        }
                    })
                    .collect();
            let id = self.draft.scenario.fresh_step_id(&base);
            let mut step = Step::call(&id, Call::AssumeRole(call));
            step.caller = made_with;
            step.endpoint = command.region;
            step.expect = self.expectation(&target.arn);
            self.draft.scenario.steps.push(step);
        }
        let room = MOST_STEPS.saturating_sub(self.draft.scenario.steps.len());
        let others: Vec<Message> = self
            .facts
            .messages
            .iter()
            .filter(|message| !asks_for_role(message) && message.action.is_some())
            .take(room)
            .map(|message| (*message).clone())
            .collect();
        for message in others {
            let action = message.action.as_deref().and_then(|action| action.parse().ok());
            let Some(action) = action.filter(|action: &iam::Action| action.service() != "sts")
            else {
                continue;
            };
            let resource = message.resource.as_deref().filter(|arn| Rule::ArnOrStar.accepts(arn));
            let id = self.draft.scenario.fresh_step_id(&action.name().to_ascii_lowercase());
            let mut step = Step::action(&id, action, resource);
            step.caller = Some("start".into());
            step.expect = Some(expected(&message));
            self.draft.scenario.steps.push(step);
        }
    }

    fn device(&mut self, account: AccountId, user: &str, serial: &Rc<str>) {
        if !Rule::SerialNumber.accepts(serial) {
            return;
        }
        if self.mfa() == Some(Mfa::UnknownDevice) {
            self.assume("The MFA device is none of the caller's, as the message says.");
            return;
        }
        let seed = self.seed();
        let users = &mut self.account(account).users;
        let taken =
            users.iter().any(|user| user.mfa_devices.iter().any(|d| d.serial_number == *serial));
        let user = users.iter_mut().find(|known| known.name.eq_ignore_ascii_case(user));
        if let Some(user) = user.filter(|_| !taken) {
            let is_wrong = seed.is_some();
            user.mfa_devices.push(MfaDevice { seed, ..MfaDevice::new(serial) });
            self.assume(match is_wrong {
                true => "The MFA device is the caller's, and the code is a wrong one, as the message says.",
                false => "The MFA device is the caller's, and every code of six digits is right.",
            });
        }
    }

    /// What a message says of the call for that role.
    fn expectation(&self, role: &str) -> Option<Expectation> {
        let about = |message: &&&Message| {
            message.operation.as_deref() == Some("AssumeRole")
                && message.resource.as_deref().is_none_or(|resource| resource == role)
        };
        self.facts.messages.iter().rev().find(about).map(|message| expected(message))
    }

    /// SCPs and RCPs make an organization of all accounts.
    fn organization(&mut self, caller: &Caller, targets: &[Target]) {
        let mut policies: Vec<OrganizationPolicy> =
            self.facts.organization.iter().copied().cloned().collect();
        for (place, (document, used_as)) in self.facts.policies.iter().enumerate() {
            let kind = match used_as {
                PolicyUse::ServiceControl => PolicyType::ServiceControl,
                PolicyUse::ResourceControl => PolicyType::ResourceControl,
                _ => continue,
            };
            let name = format!("Pasted-{}", place + 1);
            policies.push(OrganizationPolicy::new(&name, kind, Document::new(Rc::clone(document))));
        }
        policies.retain(|policy| !matches!(&*policy.name, "FullAWSAccess" | "RCPFullAWSAccess"));
        let is_pasted = !policies.is_empty();
        let unknown = self.unknown_organization_policies();
        let stand_ins: Vec<Rc<str>> =
            unknown.iter().map(|policy| Rc::clone(&policy.name)).collect();
        policies.extend(unknown);
        if policies.is_empty() {
            return;
        }
        let mut organization = self.new_organization();
        let management = organization.management_account;
        let members: Vec<AccountId> =
            self.draft.scenario.accounts.iter().map(|account| account.id).collect();
        organization.root.accounts.extend(members.iter().copied().filter(|id| *id != management));
        self.assume(match is_pasted {
            true => "All accounts here are members of one organization that another account manages, since an \
                             organization's policy was pasted.",
            false => "All accounts here are members of one organization that another account manages, since the message names \
                  a policy of an organization.",
        });
        for policy in policies {
            let full = if policy.kind == PolicyType::ServiceControl {
                "FullAWSAccess"
            } else {
                "RCPFullAWSAccess"
            };
            let account = match policy.kind {
                PolicyType::ServiceControl => caller.account(),
                _ => self.protected_account(caller, targets),
            };
            let narrows = policy.content.text().contains("\"Allow\"");
            let name = Rc::clone(&policy.name);
            let known = organization.policies.iter().any(|known| known.name == name);
            let account = self.account(account);
            let id = account.id;
            let list = match policy.kind {
                PolicyType::ServiceControl => &mut account.service_control_policies,
                _ => &mut account.resource_control_policies,
            };
            let list = list.get_or_insert_default();
            if !list.contains(&name) {
                list.push(Rc::clone(&name));
            }
            let full: Rc<str> = full.into();
            if policy.kind == PolicyType::ServiceControl && !narrows && !list.contains(&full) {
                list.insert(0, full);
            }
            if !stand_ins.contains(&name) {
                self.assume(format!(
                    "The organization's policy {name} is attached to account {id}."
                ));
            }
            if !known {
                organization.policies.push(policy);
            }
        }
        self.draft.scenario.organization = Some(organization);
    }
}

/// The command that prints a role; the name of one that nobody named is left to the person.
fn get_role(name: &str) -> String {
    let name = if stand_in::is_stand_in(name) { "<role name>" } else { name };
    format!("aws iam get-role --role-name {name}")
}

/// The command that prints what a managed policy says.
fn print_policy(arn: &Arn) -> String {
    format!(
        "aws iam get-policy-version --policy-arn {arn} --version-id $(aws iam get-policy --policy-arn {arn} --query \
         Policy.DefaultVersionId --output text)"
    )
}

/// Whether a message is about a call that asks for a role.
pub(super) fn asks_for_role(message: &Message) -> bool {
    message.operation.as_deref().is_some_and(|operation| operation.starts_with("AssumeRole"))
        || message.action.as_deref().is_some_and(|action| {
            ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
                .iter()
                .any(|known| action.eq_ignore_ascii_case(known))
        })
}

fn expected(message: &Message) -> Expectation {
    let mut expect = Expectation::result(ExpectedResult::Refused);
    expect.error = Some(Rc::clone(&message.code)).filter(|code| Rule::ErrorCode.accepts(code));
    expect.decision = message.explicit_deny.then_some(iam::Decision::ExplicitDeny);
    expect
}

fn target_of(arn: &str, command: Option<Command>) -> Option<Target> {
    let parsed: Arn = arn.parse().ok()?;
    let account = parsed.account().filter(|_| parsed.entity() == Some(EntityKind::Role))?;
    Some(Target {
        account,
        name: parsed.name().to_owned(),
        path: parsed.path().to_owned(),
        arn: arn.to_owned(),
        command,
        profile: None,
    })
}
