//! Whether an edited scenario still reads, found without writing and reading all of it: a key that somebody presses asks
//! it, and a world may hold thousands of roles.

use std::{collections::BTreeSet, rc::Rc};

use policy::json::{Kind, Value};

use crate::scenario::{
    Account, Document, InlinePolicy, List, MOST_ENTITIES, MOST_STEPS, OrganizationalUnit, Scenario,
    check, fields, references,
    report::{Path, Report},
};

/// How deep a scenario's values lie where nobody nests on purpose; deeper ones are looked at as the reader does.
const USUAL_DEPTH: usize = 60;

impl Scenario {
    /// Whether the reader would find nothing new in it that it did not find before the edit. `false` means only that it
    /// has to be asked.
    pub(super) fn is_sound_beside(&self, before: &Self) -> bool {
        if self.steps.len() > MOST_STEPS || self.things() > MOST_ENTITIES {
            return false;
        }
        let value = self.skeleton(before).write_value();
        if !is_shallow(&value, USUAL_DEPTH) {
            return false;
        }
        let mut report = Report::new("");
        check::check(&mut report, fields::scenario(), &value, &Path::Root);
        references::check(&mut report, &value);
        report.is_empty()
    }

    /// The scenario without what cannot make a difference: what documents say never does, and where the edit left the
    /// world as it was, neither do the users and roles that are named outside of it nowhere.
    fn skeleton(&self, before: &Self) -> Self {
        let mut skeleton = self.clone();
        let same_world =
            self.accounts == before.accounts && self.organization == before.organization;
        let named = same_world.then(|| self.named_outside());
        let is_wanted =
            |name: &str| named.as_ref().is_none_or(|named| named.contains(&iam::fold(name)));
        skeleton.accounts =
            self.accounts.iter().map(|account| bones(account, &is_wanted)).collect();
        for resource in &mut skeleton.resources {
            resource.policy = resource.policy.as_ref().map(|_| Document::default());
        }
        for policy in skeleton.organization.iter_mut().flat_map(|known| &mut known.policies) {
            policy.content = Document::default();
        }
        skeleton
    }

    /// Every word, in lower case, that stands in the file outside of accounts and organization: names of users and roles
    /// are words.
    fn named_outside(&self) -> BTreeSet<String> {
        let mut outside = self.clone();
        outside.accounts = List::default();
        outside.organization = None;
        let mut words = BTreeSet::new();
        gather_words(&outside.write_value(), &mut words);
        words
    }

    /// How many things the file would hold, as the reader counts them.
    fn things(&self) -> usize {
        fn units(unit: &OrganizationalUnit) -> usize {
            1 + unit.units.iter().map(units).sum::<usize>()
        }
        let in_accounts = self.accounts.iter().map(|account| {
            let people = account.users.len() + account.groups.len() + account.roles.len();
            let providers = account.saml_providers.len() + account.oidc_providers.len();
            let users = account
                .users
                .iter()
                .map(|user| user.inline_policies.len() + user.attached_policies.len());
            let groups = account
                .groups
                .iter()
                .map(|group| group.inline_policies.len() + group.attached_policies.len());
            let roles = account
                .roles
                .iter()
                .map(|role| role.inline_policies.len() + role.attached_policies.len());
            let policies = users.chain(groups).chain(roles).sum::<usize>();
            1 + people + account.policies.len() + policies + providers
        });
        let organization = self.organization.as_ref();
        let in_organization =
            organization.map_or(0, |known| known.policies.len() + units(&known.root));
        in_accounts.sum::<usize>() + in_organization + self.resources.len() + self.steps.len()
    }
}

/// An account with empty documents, and of its users and roles those that are wanted.
fn bones(account: &Account, is_wanted: &dyn Fn(&str) -> bool) -> Account {
    let silent = |policies: &[InlinePolicy]| {
        let silent = |policy: &InlinePolicy| InlinePolicy {
            document: Document::default(),
            ..policy.clone()
        };
        policies.iter().map(silent).collect()
    };
    let mut bones = Account { users: List::default(), roles: List::default(), ..account.clone() };
    for user in account.users.iter().filter(|user| is_wanted(&user.name)) {
        let mut user = user.clone();
        user.inline_policies = silent(&user.inline_policies);
        bones.users.push(user);
    }
    for role in account.roles.iter().filter(|role| is_wanted(&role.name)) {
        let mut role = role.clone();
        role.trust_policy = Document::default();
        role.inline_policies = silent(&role.inline_policies);
        bones.roles.push(role);
    }
    for group in &mut bones.groups {
        group.inline_policies = silent(&group.inline_policies);
    }
    for policy in &mut bones.policies {
        policy.document = Document::default();
    }
    bones
}

fn gather_words(value: &Value, words: &mut BTreeSet<String>) {
    match &value.kind {
        Kind::String(text) => words_of(text, words),
        Kind::Array(items) => items.iter().for_each(|item| gather_words(item, words)),
        Kind::Object(members) => {
            for member in members {
                words_of(&member.name, words);
                gather_words(&member.value, words);
            }
        }
        _ => {}
    }
}

/// The names in a text. AWS: "IAM and AWS STS quotas", section "IAM name requirements".
fn words_of(text: &Rc<str>, words: &mut BTreeSet<String>) {
    let is_of_a_name = |c: char| c.is_alphanumeric() || "+=,.@_-".contains(c);
    let names = text.split(|c| !is_of_a_name(c)).filter(|name| !name.is_empty());
    words.extend(names.map(iam::fold));
}

fn is_shallow(value: &Value, levels: usize) -> bool {
    let below = |value: &Value| levels > 0 && is_shallow(value, levels - 1);
    match &value.kind {
        Kind::Array(items) => items.iter().all(below),
        Kind::Object(members) => members.iter().all(|member| below(&member.value)),
        _ => true,
    }
}
