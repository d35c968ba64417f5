//! The scenario's world as the nodes of a tree.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use iam::{AccountId, Arn};
use simulator::{
    Scenario,
    scenario::{
        Account, AttachedPolicy, Boundary, Document, DocumentAddress, Group, InlinePolicy,
        Organization, OrganizationalUnit, Resource, Role, User, switches,
    },
};

use yew::AttrValue;

use crate::{
    components::{
        Glyph,
        tree::{Container, Node, NodeMark},
    },
    state::{
        EntityAddress, Subject, duplicate::can_be_duplicated, moves::can_move, selectors, world,
    },
};

/// A node with what it leads to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct WorldNode {
    /// As the tree shows it.
    pub(super) node: Node,
    /// What the centre shows when it is chosen.
    pub(super) subject: Subject,
    /// What is renamed and removed; nothing where neither can be done here.
    pub(super) entity: Option<EntityAddress>,
}

/// A scenario as far as the tree shows it: two that differ in their chains alone are the same.
#[derive(Clone)]
pub(super) struct Whole(Rc<Scenario>);

impl Whole {
    /// That of a scenario.
    pub(super) fn of(scenario: &Rc<Scenario>) -> Self {
        Self(Rc::clone(scenario))
    }
}

impl PartialEq for Whole {
    fn eq(&self, other: &Self) -> bool {
        let (one, other) = (&self.0, &other.0);
        Rc::ptr_eq(one, other)
            || one.start == other.start
                && one.organization == other.organization
                && one.accounts == other.accounts
                && one.resources == other.resources
                && one.assumptions == other.assumptions
    }
}

/// What the tree depends on besides the scenario.
#[derive(Clone, PartialEq)]
pub(super) struct Sight {
    /// Nodes that were unfolded or folded.
    pub(super) unfolded: Rc<BTreeMap<Rc<str>, bool>>,
    /// Documents that decide the selected hop.
    pub(super) deciding: Vec<DocumentAddress>,
    /// What the centre shows.
    pub(super) subject: Option<Subject>,
    /// Accounts in the diagram's order, which gives them their colours.
    pub(super) colours: Vec<AccountId>,
    /// Lower-case text that names have to contain; empty for all.
    pub(super) search: String,
}

/// Every node in sight.
pub(super) fn nodes(whole: &Whole, sight: &Sight, known: &mut Known) -> Vec<WorldNode> {
    in_sight(builder(&whole.0, &sight.colours, known).entries(), sight)
}

/// Nodes of accounts as they were, for those that an edit leaves as they are.
#[derive(Default)]
pub(super) struct Known(BTreeMap<AccountId, KnownAccount>);

struct KnownAccount {
    account: Account,
    resources: Vec<Resource>,
    /// What else its nodes depend on: their level, whether it is a member, whether it manages, its colour.
    place: (usize, bool, bool, bool, Option<usize>),
    organization: Option<Organization>,
    /// The managed policies that the scenario gives: what is attached leads to one of them, or to one that is built in.
    managed: Vec<Arn>,
    nodes: Vec<Rc<Entry>>,
}

fn builder<'a>(
    scenario: &'a Scenario,
    colours: &'a [AccountId],
    known: &'a mut Known,
) -> Builder<'a> {
    let managed = scenario
        .accounts
        .iter()
        .flat_map(|account| account.policies.iter().map(|policy| policy.arn_in(account.id)));
    let mut builder = Builder {
        scenario,
        colours,
        managed: managed.collect(),
        known,
        nodes: Vec::new(),
        placed: BTreeSet::new(),
    };
    builder.scenario();
    builder.start();
    builder.organization();
    for account in &scenario.accounts {
        if !builder.placed.contains(&account.id) {
            builder.account(account, 1, false);
        }
    }
    builder.resources_elsewhere();
    builder
}

/// Everything that has a node: its icon, its name, what it is or where, and what it leads to.
pub(crate) fn everything(scenario: &Scenario) -> Vec<(Glyph, String, String, Subject)> {
    let mut above: Vec<AttrValue> = Vec::new();
    let mut all = Vec::new();
    for entry in builder(scenario, &[], &mut Known::default()).entries() {
        let WorldNode { node, subject, .. } = entry.node.clone();
        above.truncate(node.level.saturating_sub(1));
        let glyph = match node.mark {
            NodeMark::Glyph(glyph) => glyph,
            NodeMark::Account(_) => Glyph::Account,
        };
        let name = match &subject {
            Subject::Document(address) => selectors::document_title(scenario, address),
            _ => node.label.to_string(),
        };
        let place =
            above.iter().map(|above| &**above).chain([&*node.fact]).filter(|part| !part.is_empty());
        all.push((glyph, name, place.collect::<Vec<_>>().join(", "), subject));
        above.push(node.label);
    }
    all
}

/// The key of a subject's node. A policy has one for its document and its settings.
pub(super) fn key(subject: &Subject) -> Rc<str> {
    match subject {
        Subject::Entity(
            entity @ (EntityAddress::ManagedPolicy(_) | EntityAddress::OrganizationPolicy(_)),
        ) => key(&world::subject_of(entity)),
        Subject::Document(address) => format!("document {address:?}").into(),
        Subject::Entity(entity) => format!("entity {entity:?}").into(),
        Subject::Source => "source".into(),
        Subject::History => "history".into(),
        Subject::WaysIn(_) => "ways in".into(),
        Subject::Event { step, account } => format!("event {step} {account}").into(),
    }
}

struct Builder<'a> {
    scenario: &'a Scenario,
    /// Accounts in the diagram's order, which gives them their colours.
    colours: &'a [AccountId],
    managed: Vec<Arn>,
    known: &'a mut Known,
    nodes: Vec<Rc<Entry>>,
    placed: BTreeSet<AccountId>,
}

/// A node before folding: whether it is unfolded unless toggled.
#[derive(Debug, Clone)]
struct Entry {
    node: WorldNode,
    open_by_default: bool,
    /// Whether the same document may stand in several places: its key then says which.
    recurs: bool,
}

impl Builder<'_> {
    /// All nodes, each with a key of its own.
    fn entries(self) -> Vec<Rc<Entry>> {
        let mut nodes = self.nodes;
        let mut times: BTreeMap<Rc<str>, usize> = BTreeMap::new();
        for entry in nodes.iter_mut().filter(|entry| entry.recurs) {
            let time = times.entry(Rc::clone(&entry.node.node.key)).or_default();
            *time += 1;
            if *time > 1 {
                let key = format!("{}-{time}", entry.node.node.key);
                Rc::make_mut(entry).node.node.key = key.into();
            }
        }
        nodes
    }

    fn push(&mut self, level: usize, glyph: Glyph, label: &str, fact: &str, subject: Subject) {
        self.nodes.push(Rc::new(Entry {
            node: WorldNode {
                node: Node {
                    key: key(&subject),
                    level,
                    mark: NodeMark::Glyph(glyph),
                    label: label.to_owned().into(),
                    fact: fact.to_owned().into(),
                    fact_is_mono: false,
                    expanded: None,
                    decides: None,
                    can_rename: false,
                    can_remove: false,
                    can_duplicate: false,
                    moves_into: None,
                    container: None,
                },
                entity: None,
                subject,
            },
            open_by_default: false,
            recurs: false,
        }));
    }

    fn last(&mut self, change: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self.nodes.last_mut() {
            change(Rc::make_mut(entry));
        }
    }

    /// The last node can be renamed and removed.
    fn editable(&mut self, entity: EntityAddress) {
        let moves_into = can_move(self.scenario, &entity).then_some(match &entity {
            EntityAddress::Account(_) | EntityAddress::Unit(_) => Container::Unit,
            EntityAddress::InlinePolicy(..) => Container::Principal,
            _ => Container::Account,
        });
        self.last(|entry| {
            entry.node.node.can_rename = true;
            entry.node.node.can_remove = true;
            entry.node.node.can_duplicate = can_be_duplicated(&entity);
            entry.node.node.moves_into = moves_into;
            entry.node.node.container = match &entity {
                EntityAddress::Unit(_) => Some(Container::Unit),
                EntityAddress::Account(_) => Some(Container::Account),
                EntityAddress::User(..) | EntityAddress::Group(..) | EntityAddress::Role(..) => {
                    Some(Container::Principal)
                }
                _ => None,
            };
            entry.node.entity = Some(entity);
        });
    }

    fn scenario(&mut self) {
        let changed = switches::changed(&self.scenario.assumptions);
        let fact =
            if changed == 0 { String::new() } else { selectors::counted(changed, "assumption") };
        self.push(1, Glyph::File, "Scenario", &fact, Subject::Entity(EntityAddress::Scenario));
    }

    fn start(&mut self) {
        let start = &self.scenario.start;
        let name = format!("Start: {}", selectors::short_name(&start.principal));
        let time = start.time.to_string();
        let clock = time.get(11..16).unwrap_or_default().to_owned();
        self.push(1, Glyph::Key, &name, &clock, Subject::Entity(EntityAddress::Start));
    }

    fn organization(&mut self) {
        let Some(organization) = &self.scenario.organization else { return };
        self.unit(&organization.root, &[], 1);
        let named: BTreeSet<Rc<str>> = self.attached_names();
        for policy in organization.policies.iter().filter(|policy| !named.contains(&policy.name)) {
            self.organization_policy(&policy.name, 1, "attached nowhere");
        }
    }

    fn attached_names(&self) -> BTreeSet<Rc<str>> {
        fn collect(unit: &OrganizationalUnit, names: &mut BTreeSet<Rc<str>>) {
            names.extend(unit.service_control_policies.iter().flatten().cloned());
            names.extend(unit.resource_control_policies.iter().flatten().cloned());
            unit.units.iter().for_each(|unit| collect(unit, names));
        }
        let mut names = BTreeSet::new();
        if let Some(organization) = &self.scenario.organization {
            collect(&organization.root, &mut names);
        }
        for account in &self.scenario.accounts {
            names.extend(account.service_control_policies.iter().flatten().cloned());
            names.extend(account.resource_control_policies.iter().flatten().cloned());
        }
        names
    }

    fn unit(&mut self, unit: &OrganizationalUnit, path: &[usize], level: usize) {
        let (glyph, fallback, fact) = match (path.is_empty(), &self.scenario.organization) {
            (true, Some(organization)) => (Glyph::Organization, "Root", &*organization.id),
            _ => (Glyph::Folder, "Unit", "OU"),
        };
        let name = unit.name.as_deref().unwrap_or(fallback);
        let entity = EntityAddress::Unit(path.into());
        self.push(level, glyph, name, fact, Subject::Entity(entity.clone()));
        self.last(|entry| {
            entry.open_by_default = true;
            entry.node.node.fact_is_mono = path.is_empty();
        });
        self.editable(entity);
        self.last(|entry| entry.node.node.can_rename = !path.is_empty());
        let in_force = self.has_service_control();
        self.organization_policies(
            unit.service_control_policies.as_deref(),
            unit.resource_control_policies.as_deref(),
            level + 1,
            in_force,
        );
        for id in &unit.accounts {
            if let Some(account) = self.scenario.account(*id) {
                self.account(account, level + 1, in_force);
            }
        }
        for (index, below) in unit.units.iter().enumerate() {
            let path: Vec<usize> = path.iter().copied().chain([index]).collect();
            self.unit(below, &path, level + 1);
        }
    }

    fn has_service_control(&self) -> bool {
        let organization = self.scenario.organization.as_ref();
        organization.is_some_and(|known| known.service_control_policies_enabled.unwrap_or(true))
    }

    /// What is attached to a level; FullAWSAccess where SCPs are in force and the scenario names none.
    fn organization_policies(
        &mut self,
        service_control: Option<&[Rc<str>]>,
        resource_control: Option<&[Rc<str>]>,
        level: usize,
        in_force: bool,
    ) {
        if service_control.is_none() && in_force {
            self.organization_policy(&"FullAWSAccess".into(), level, "SCP, default");
        }
        for name in service_control.unwrap_or_default() {
            self.organization_policy(name, level, "SCP");
        }
        for name in resource_control.unwrap_or_default() {
            self.organization_policy(name, level, "RCP");
        }
    }

    fn organization_policy(&mut self, name: &Rc<str>, level: usize, fact: &str) {
        let given = self.scenario.organization.as_ref().is_some_and(|organization| {
            organization.policies.iter().any(|policy| policy.name == *name)
        });
        let address = if given {
            DocumentAddress::Organization { name: Rc::clone(name) }
        } else {
            DocumentAddress::BuiltIn { name: Rc::clone(name) }
        };
        self.push(level, Glyph::Document, name, fact, Subject::Document(address));
        self.recurs();
        if given {
            self.editable(EntityAddress::OrganizationPolicy(Rc::clone(name)));
        }
    }

    /// The same document may stand in several places.
    fn recurs(&mut self) {
        self.last(|entry| entry.recurs = true);
    }

    /// An account with everything in it; as it was, where nothing of it was changed.
    fn account(&mut self, account: &Account, level: usize, is_member: bool) {
        self.placed.insert(account.id);
        let organization = self.scenario.organization.as_ref();
        let is_management =
            organization.is_some_and(|known| known.management_account == account.id);
        let colour = self.colours.iter().position(|known| *known == account.id);
        let has_others = self.scenario.accounts.len() > 1;
        let place = (level, is_member, is_management, has_others, colour);
        let known = self.known.0.get(&account.id).filter(|known| {
            known.place == place
                && known.account == *account
                && known.organization == self.scenario.organization
                && known.resources == self.scenario.resources
                && known.managed == self.managed
        });
        if let Some(known) = known {
            self.nodes.extend(known.nodes.iter().cloned());
            return;
        }
        let from = self.nodes.len();
        self.new_account(account, place);
        let known = KnownAccount {
            account: account.clone(),
            resources: self.scenario.resources.clone(),
            place,
            organization: self.scenario.organization.clone(),
            managed: self.managed.clone(),
            nodes: self.nodes[from..].to_vec(),
        };
        self.known.0.insert(account.id, known);
    }

    fn new_account(
        &mut self,
        account: &Account,
        (level, is_member, is_management, _, colour): (usize, bool, bool, bool, Option<usize>),
    ) {
        let id = account.id.to_string();
        let name = account.name.as_deref().unwrap_or(&id);
        let fact = if account.name.is_some() { id.as_str() } else { "account" };
        let entity = EntityAddress::Account(account.id);
        self.push(level, Glyph::Account, name, fact, Subject::Entity(entity.clone()));
        self.last(|entry| {
            entry.open_by_default = true;
            entry.node.node.fact_is_mono = account.name.is_some();
            entry.node.node.mark = NodeMark::Account(colour.map_or(6, |index| index % 6 + 1));
        });
        self.editable(entity);
        self.organization_policies(
            account.service_control_policies.as_deref(),
            account.resource_control_policies.as_deref(),
            level + 1,
            is_member && !is_management,
        );
        account.users.iter().for_each(|user| self.user(account.id, user, level + 1));
        account.groups.iter().for_each(|group| self.group(account, group, level + 1));
        account.roles.iter().for_each(|role| self.role(account.id, role, level + 1));
        for policy in &account.policies {
            let arn = policy.arn_in(account.id);
            let address = DocumentAddress::Managed { arn: arn.clone() };
            self.push(
                level + 1,
                Glyph::Document,
                &policy.name,
                "managed",
                Subject::Document(address),
            );
            self.recurs();
            self.editable(EntityAddress::ManagedPolicy(arn));
        }
        let saml = account.saml_providers.iter().map(|provider| (&provider.arn, "SAML"));
        let oidc = account.oidc_providers.iter().map(|provider| (&provider.arn, "OIDC"));
        for (arn, fact) in saml.chain(oidc) {
            let entity = EntityAddress::Provider(arn.clone());
            self.push(
                level + 1,
                Glyph::Fingerprint,
                selectors::provider_name(arn),
                fact,
                Subject::Entity(entity.clone()),
            );
            self.editable(entity);
        }
        for resource in &self.scenario.resources {
            if owner(resource) == Some(account.id) {
                self.resource(resource, level + 1);
            }
        }
    }

    fn user(&mut self, account: AccountId, user: &User, level: usize) {
        let fact = if user.mfa_devices.is_empty() { "" } else { "MFA" };
        let entity = EntityAddress::User(account, Rc::clone(&user.name));
        self.push(level, Glyph::User, &user.name, fact, Subject::Entity(entity.clone()));
        self.editable(entity.clone());
        self.inline(&entity, &user.inline_policies, level + 1, |policy| {
            DocumentAddress::UserPolicy { account, user: Rc::clone(&user.name), policy }
        });
        self.attached(&user.attached_policies, user.boundary.as_ref(), level + 1);
    }

    fn group(&mut self, account: &Account, group: &Group, level: usize) {
        let members = account.users.iter().filter(|user| user.groups.contains(&group.name)).count();
        let fact = if members == 1 { "1 user".to_owned() } else { format!("{members} users") };
        let entity = EntityAddress::Group(account.id, Rc::clone(&group.name));
        self.push(level, Glyph::Group, &group.name, &fact, Subject::Entity(entity.clone()));
        self.editable(entity.clone());
        self.inline(&entity, &group.inline_policies, level + 1, |policy| {
            DocumentAddress::GroupPolicy {
                account: account.id,
                group: Rc::clone(&group.name),
                policy,
            }
        });
        self.attached(&group.attached_policies, None, level + 1);
    }

    fn role(&mut self, account: AccountId, role: &Role, level: usize) {
        let seconds = role.max_session_duration.unwrap_or(3600);
        let fact = format!("{} max", selectors::short_duration(seconds));
        let entity = EntityAddress::Role(account, Rc::clone(&role.name));
        self.push(level, Glyph::Role, &role.name, &fact, Subject::Entity(entity.clone()));
        self.editable(entity.clone());
        let trust = DocumentAddress::Trust { account, role: Rc::clone(&role.name) };
        let unknown = Document::is_unknown_trust(role.trust_policy.text());
        let taken = Document::is_taken_as_allowing(role.trust_policy.text())
            || Document::is_taken_as_refusing(role.trust_policy.text());
        let fact = match (unknown, taken) {
            (true, _) => "not known yet",
            (_, true) => "not pasted",
            _ => "",
        };
        self.push(level + 1, Glyph::Lock, "Trust policy", fact, Subject::Document(trust));
        self.inline(&entity, &role.inline_policies, level + 1, |policy| {
            DocumentAddress::RolePolicy { account, role: Rc::clone(&role.name), policy }
        });
        self.attached(&role.attached_policies, role.boundary.as_ref(), level + 1);
    }

    fn inline(
        &mut self,
        owner: &EntityAddress,
        policies: &[InlinePolicy],
        level: usize,
        address: impl Fn(Rc<str>) -> DocumentAddress,
    ) {
        for policy in policies {
            let subject = Subject::Document(address(Rc::clone(&policy.name)));
            self.push(level, Glyph::Document, &policy.name, "inline", subject);
            let owner = Box::new(owner.clone());
            self.editable(EntityAddress::InlinePolicy(owner, Rc::clone(&policy.name)));
        }
    }

    fn attached(&mut self, policies: &[AttachedPolicy], boundary: Option<&Boundary>, level: usize) {
        for policy in policies {
            let subject = Subject::Document(selectors::managed_address(self.scenario, &policy.arn));
            self.push(level, Glyph::Document, policy.arn.name(), "attached", subject);
            self.recurs();
        }
        if let Some(boundary) = boundary {
            let subject =
                Subject::Document(selectors::managed_address(self.scenario, &boundary.arn));
            self.push(level, Glyph::Shield, boundary.arn.name(), "boundary", subject);
            self.recurs();
        }
    }

    fn resource(&mut self, resource: &Resource, level: usize) {
        let entity = EntityAddress::Resource(resource.arn.clone());
        let (glyph, fact) = resource_kind(&resource.arn);
        let name = selectors::resource_name(&resource.arn);
        self.push(level, glyph, &name, fact, Subject::Entity(entity.clone()));
        self.editable(entity);
        if resource.policy.is_some() {
            let address = DocumentAddress::Resource { arn: resource.arn.clone() };
            self.push(level + 1, Glyph::Lock, "Resource policy", "", Subject::Document(address));
        }
    }

    fn resources_elsewhere(&mut self) {
        for resource in &self.scenario.resources {
            if !owner(resource).is_some_and(|owner| self.placed.contains(&owner)) {
                self.resource(resource, 1);
            }
        }
    }
}

/// Folds, marks what decides, and keeps what the search asks for with everything above it.
fn in_sight(entries: Vec<Rc<Entry>>, sight: &Sight) -> Vec<WorldNode> {
    let searched = !sight.search.is_empty();
    let mut matches = vec![!searched; entries.len()];
    if searched {
        for index in 0..entries.len() {
            let node = &entries[index].node.node;
            if node.label.to_lowercase().contains(&sight.search)
                || node.fact.contains(&sight.search)
            {
                matches[index] = true;
                ancestors(&entries, index, node.level).for_each(|above| matches[above] = true);
            }
        }
    }
    let mut shown = Vec::new();
    let mut index = 0;
    while let Some(entry) = entries.get(index) {
        let end = end_of(&entries, index);
        let below = &entries[index + 1..end];
        let decides = decides(entry, sight);
        let is_subject = |entry: &Rc<Entry>| Some(&entry.node.subject) == sight.subject.as_ref();
        let holds = below.iter().any(|below| is_subject(below) || self::decides(below, sight));
        let default = entry.open_by_default || holds;
        let said = sight.unfolded.get(&entry.node.node.key).copied();
        let open = searched || said.unwrap_or(default);
        let carries = decides || (holds && !open && sight.deciding_below(below));
        let says = if decides {
            "Decides the selected hop"
        } else {
            "Holds what decides the selected hop"
        };
        if matches[index] {
            let mut node = entry.node.clone();
            node.node.expanded = (!below.is_empty()).then_some(open);
            node.node.decides = carries.then(|| says.into());
            shown.push(node);
        }
        index = if open { index + 1 } else { end };
    }
    shown
}

impl Sight {
    fn deciding_below(&self, entries: &[Rc<Entry>]) -> bool {
        entries.iter().any(|entry| decides(entry, self))
    }
}

fn decides(entry: &Entry, sight: &Sight) -> bool {
    matches!(&entry.node.subject, Subject::Document(address) if sight.deciding.contains(address))
}

fn end_of(entries: &[Rc<Entry>], index: usize) -> usize {
    let level = entries[index].node.node.level;
    let below = entries[index + 1..].iter().take_while(|entry| entry.node.node.level > level);
    index + 1 + below.count()
}

fn ancestors(
    entries: &[Rc<Entry>],
    index: usize,
    level: usize,
) -> impl Iterator<Item = usize> + '_ {
    let mut level = level;
    (0..index).rev().filter(move |above| {
        let is_above = entries[*above].node.node.level < level;
        if is_above {
            level = entries[*above].node.node.level;
        }
        is_above
    })
}

fn owner(resource: &Resource) -> Option<AccountId> {
    resource.account.or_else(|| resource.arn.account())
}

/// The icon of a resource, and what it is.
pub(crate) fn resource_kind(arn: &Arn) -> (Glyph, &'static str) {
    match arn.service() {
        "s3" => (Glyph::Bucket, "bucket"),
        "kms" => (Glyph::Key, "key"),
        "sqs" => (Glyph::Resource, "queue"),
        "sns" => (Glyph::Resource, "topic"),
        "secretsmanager" => (Glyph::Lock, "secret"),
        "lambda" => (Glyph::Resource, "function"),
        "ec2" if arn.resource().starts_with("vpc-endpoint") => (Glyph::Resource, "endpoint"),
        _ => (Glyph::Resource, "resource"),
    }
}
