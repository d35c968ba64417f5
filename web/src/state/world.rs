//! Edits of the world: settings of entities, and renaming and removing them.

use std::rc::Rc;

use iam::{AccountId, Arn};
use simulator::{
    Scenario,
    scenario::{
        AttachedPolicy, Boundary, Document, DocumentAddress, InlinePolicy, OrganizationalUnit,
        edit::{Reference, Refused, Thing},
    },
};

use super::{
    EntityAddress, EntityField, Model, Notice, Offer, Subject, selectors,
    update::{forget_notice, try_edit},
};

/// Whether the entity is in the scenario.
pub(crate) fn exists(scenario: &Scenario, entity: &EntityAddress) -> bool {
    let account = |id: &iam::AccountId| scenario.account(*id);
    match entity {
        EntityAddress::Scenario | EntityAddress::Start => true,
        EntityAddress::Unit(path) => scenario.unit(path).is_some(),
        EntityAddress::Account(id) => account(id).is_some(),
        EntityAddress::User(id, name) => {
            account(id).is_some_and(|known| known.users.iter().any(|user| user.name == *name))
        }
        EntityAddress::Group(id, name) => {
            account(id).is_some_and(|known| known.groups.iter().any(|group| group.name == *name))
        }
        EntityAddress::Role(id, name) => {
            account(id).is_some_and(|known| known.roles.iter().any(|role| role.name == *name))
        }
        EntityAddress::ManagedPolicy(arn) => scenario.managed_policy(arn).is_some(),
        EntityAddress::InlinePolicy(..) => is_there(scenario, &subject_of(entity)),
        EntityAddress::Provider(arn) => scenario.accounts.iter().any(|account| {
            account.saml_providers.iter().any(|provider| provider.arn == *arn)
                || account.oidc_providers.iter().any(|provider| provider.arn == *arn)
        }),
        EntityAddress::OrganizationPolicy(name) => scenario
            .organization
            .as_ref()
            .is_some_and(|known| known.policies.iter().any(|policy| policy.name == *name)),
        EntityAddress::Resource(arn) => {
            scenario.resources.iter().any(|resource| resource.arn == *arn)
        }
    }
}

/// The unit that an account is in, by its indices from the root down; nothing where it is in none.
pub(crate) fn unit_of(scenario: &Scenario, id: AccountId) -> Option<Rc<[usize]>> {
    units(scenario)
        .into_iter()
        .map(|(path, _)| path)
        .find(|path| scenario.unit(path).is_some_and(|unit| unit.accounts.contains(&id)))
}

/// Every unit from the root down, each with its place in words: `Root / Workloads`.
pub(crate) fn units(scenario: &Scenario) -> Vec<(Rc<[usize]>, String)> {
    fn collect(
        unit: &OrganizationalUnit,
        path: &[usize],
        above: &str,
        all: &mut Vec<(Rc<[usize]>, String)>,
    ) {
        let fallback = if path.is_empty() { "Root" } else { "Unit" };
        let name = unit.name.as_deref().unwrap_or(fallback);
        let words = if path.is_empty() { name.to_owned() } else { format!("{above} / {name}") };
        all.push((path.into(), words.clone()));
        for (index, below) in unit.units.iter().enumerate() {
            let path: Vec<usize> = path.iter().copied().chain([index]).collect();
            collect(below, &path, &words, all);
        }
    }
    let mut all = Vec::new();
    if let Some(organization) = &scenario.organization {
        collect(&organization.root, &[], "", &mut all);
    }
    all
}

/// Why the file would not read with a setting; nothing where it would.
pub(crate) fn refusal(
    scenario: &Scenario,
    entity: &EntityAddress,
    field: EntityField,
) -> Option<String> {
    let refused = set(&mut scenario.clone(), entity, field).err()?;
    refused.into_iter().next().map(|problem| problem.message)
}

/// Writes a setting; does nothing where the entity has no such setting, and refuses what the file could not hold. What
/// refers to a path follows it.
pub(crate) fn set(
    scenario: &mut Scenario,
    entity: &EntityAddress,
    field: EntityField,
) -> Result<(), Refused> {
    match (field, thing(entity)) {
        (EntityField::Path(path), Some(thing)) => {
            scenario.change_path(&thing, if path.is_empty() { "/" } else { &path })
        }
        (EntityField::Unit(path), Some(Thing::Account(id))) => {
            scenario.place_account(id, path.as_deref())
        }
        (field, _) => scenario.edit(|scenario| write(scenario, entity, field)),
    }
}

fn write(scenario: &mut Scenario, entity: &EntityAddress, field: EntityField) {
    match entity {
        EntityAddress::Role(account, name) => set_role(scenario, *account, name, field),
        EntityAddress::User(account, name) => set_user(scenario, *account, name, field),
        EntityAddress::Group(account, name) => {
            let Some(account) = scenario.account_mut(*account) else { return };
            let group = account.groups.iter_mut().find(|group| group.name == *name);
            match (group, field) {
                (Some(group), EntityField::UniqueId(id)) => group.unique_id = some(id),
                (Some(group), EntityField::AttachedPolicies(arns)) => {
                    attach(&mut group.attached_policies, arns);
                }
                (Some(_), EntityField::Members(members)) => {
                    for user in &mut account.users {
                        let is_member = members.contains(&user.name);
                        if is_member && !user.groups.contains(name) {
                            user.groups.push(Rc::clone(name));
                        } else if !is_member {
                            user.groups.retain(|known| known != name);
                        }
                    }
                }
                _ => {}
            }
        }
        EntityAddress::Account(id) => match (scenario.account_mut(*id), field) {
            (Some(account), EntityField::AccountName(name)) => account.name = some(name),
            (Some(account), EntityField::Regions(regions)) => account.regions = regions,
            (Some(account), EntityField::Aliases(aliases)) => account.aliases = aliases,
            (Some(account), EntityField::JwtVendingEnabled(is_on)) => {
                account.jwt_vending_enabled = is_on.then_some(true);
            }
            (Some(account), EntityField::ServiceControlPolicies(names)) => {
                account.service_control_policies = names;
            }
            (Some(account), EntityField::ResourceControlPolicies(names)) => {
                account.resource_control_policies = names;
            }
            _ => {}
        },
        EntityAddress::Unit(path)
            if path.is_empty() && matches!(field, EntityField::Organization(_)) =>
        {
            if let EntityField::Organization(part) = field {
                part.set(scenario);
            }
        }
        EntityAddress::Unit(path) => match (scenario.unit_mut(path), field) {
            (Some(unit), EntityField::UniqueId(id)) => unit.id = some(id),
            (Some(unit), EntityField::ServiceControlPolicies(names)) => {
                unit.service_control_policies = names;
            }
            (Some(unit), EntityField::ResourceControlPolicies(names)) => {
                unit.resource_control_policies = names;
            }
            _ => {}
        },
        EntityAddress::ManagedPolicy(arn) => {
            let policy = scenario.accounts.iter_mut().find_map(|account| {
                let id = account.id;
                account.policies.iter_mut().find(|policy| policy.arn_in(id) == *arn)
            });
            match (policy, field) {
                (Some(policy), EntityField::UniqueId(id)) => policy.unique_id = some(id),
                (Some(policy), EntityField::Description(text)) => policy.description = some(text),
                _ => {}
            }
        }
        EntityAddress::OrganizationPolicy(name) => {
            let policies = scenario.organization.iter_mut().flat_map(|known| &mut known.policies);
            match (policies.into_iter().find(|policy| policy.name == *name), field) {
                (Some(policy), EntityField::UniqueId(id)) => policy.id = some(id),
                (Some(policy), EntityField::Description(text)) => policy.description = some(text),
                _ => {}
            }
        }
        EntityAddress::Resource(arn) => {
            let resource = scenario.resources.iter_mut().find(|resource| resource.arn == *arn);
            match (resource, field) {
                (Some(resource), EntityField::Tags(tags)) => resource.tags = tags,
                (Some(resource), EntityField::ResourcePolicy(text)) => {
                    resource.policy = text.map(Document::new);
                }
                (Some(resource), EntityField::ResourceAccount(account)) => {
                    resource.account = account;
                }
                _ => {}
            }
        }
        EntityAddress::Provider(arn) => {
            if let EntityField::Provider(part) = field {
                part.set(scenario, arn);
            }
        }
        EntityAddress::Scenario => {
            if let EntityField::Scenario(part) = field {
                part.set(scenario);
            }
        }
        EntityAddress::Start => match field {
            EntityField::StartPrincipal(principal) => scenario.start.principal = principal,
            EntityField::StartTime(time) => scenario.start.time = time,
            EntityField::Start(part) => part.set(&mut scenario.start),
            EntityField::Tags(tags) => {
                // A transitive key is one of the tags'.
                let start = &mut scenario.start;
                let is_kept = |key: &Rc<str>| tags.iter().any(|tag| tag.key == *key);
                start.transitive_tag_keys.retain(is_kept);
                start.tags = tags;
            }
            _ => {}
        },
        _ => {}
    }
}

fn set_role(scenario: &mut Scenario, account: iam::AccountId, name: &str, field: EntityField) {
    let Some(role) = scenario.role_mut(account, name) else { return };
    match field {
        EntityField::MaxSessionDuration(seconds) => role.max_session_duration = seconds,
        EntityField::Description(text) => role.description = some(text),
        EntityField::UniqueId(id) => role.unique_id = some(id),
        EntityField::Tags(tags) => role.tags = tags,
        EntityField::Boundary(arn) => role.boundary = arn.map(Boundary::new),
        EntityField::AttachedPolicies(arns) => attach(&mut role.attached_policies, arns),
        _ => {}
    }
}

fn set_user(scenario: &mut Scenario, account: iam::AccountId, name: &str, field: EntityField) {
    let user = scenario
        .account_mut(account)
        .and_then(|account| account.users.iter_mut().find(|user| &*user.name == name));
    let Some(user) = user else { return };
    match field {
        EntityField::UniqueId(id) => user.unique_id = some(id),
        EntityField::Tags(tags) => user.tags = tags,
        EntityField::Boundary(arn) => user.boundary = arn.map(Boundary::new),
        EntityField::AttachedPolicies(arns) => attach(&mut user.attached_policies, arns),
        EntityField::Groups(groups) => user.groups = groups,
        EntityField::MfaDevices(devices) => user.mfa_devices = devices,
        _ => {}
    }
}

/// Keeps the entries that stay, so that what stood beside them in the file stays too.
fn attach(attached: &mut Vec<AttachedPolicy>, arns: Vec<iam::Arn>) {
    let known = std::mem::take(attached);
    *attached = arns
        .into_iter()
        .map(|arn| {
            let before = known.iter().find(|policy| policy.arn == arn).cloned();
            before.unwrap_or_else(|| AttachedPolicy::new(arn))
        })
        .collect();
}

fn some(text: Rc<str>) -> Option<Rc<str>> {
    (!text.is_empty()).then_some(text)
}

/// What the centre shows for an entity: a policy's document, or the settings.
pub(crate) fn subject_of(entity: &EntityAddress) -> Subject {
    let document = match entity {
        EntityAddress::InlinePolicy(owner, policy) => match &**owner {
            EntityAddress::Role(account, role) => Some(DocumentAddress::RolePolicy {
                account: *account,
                role: Rc::clone(role),
                policy: Rc::clone(policy),
            }),
            EntityAddress::User(account, user) => Some(DocumentAddress::UserPolicy {
                account: *account,
                user: Rc::clone(user),
                policy: Rc::clone(policy),
            }),
            EntityAddress::Group(account, group) => Some(DocumentAddress::GroupPolicy {
                account: *account,
                group: Rc::clone(group),
                policy: Rc::clone(policy),
            }),
            _ => None,
        },
        EntityAddress::OrganizationPolicy(name) => {
            Some(DocumentAddress::Organization { name: Rc::clone(name) })
        }
        EntityAddress::ManagedPolicy(arn) => Some(DocumentAddress::Managed { arn: arn.clone() }),
        _ => None,
    };
    document.map_or_else(|| Subject::Entity(entity.clone()), Subject::Document)
}

/// Renames an entity; what refers to it follows, and so does what is chosen.
pub(crate) fn apply_renamed(model: &mut Model, entity: &EntityAddress, name: &str) {
    model.ui.renaming = None;
    let old = selectors::entity_title(model.scenario(), entity);
    if name == old {
        forget_notice(model);
        return;
    }
    if name.is_empty() {
        let text = format!("{old} keeps its name: {NEEDS_NAME}").into();
        model.ui.notice = Some(Notice { text, is_warning: true, offers: None });
        return;
    }
    let subject = model.ui.subject.clone();
    let done =
        try_edit(model, &format!("rename {old}"), None, |scenario| rename(scenario, entity, name));
    if done {
        let follow = |subject: Subject| renamed_subject(model.scenario(), &subject, entity, name);
        model.ui.subject = subject.and_then(follow);
        if let EntityAddress::Provider(provider) = entity {
            tell_still_signed(model, provider);
        }
    }
}

/// Says which steps go on presenting what a provider signed under the name that it had.
fn tell_still_signed(model: &mut Model, provider: &Arn) {
    let scenario = model.scenario();
    let steps = scenario.still_signed_for(provider);
    let places = steps.iter().filter_map(|step| scenario.step_index(step));
    let names: Vec<String> = places
        .map(|at| simulator::narrate::numbered_in_words(&scenario.steps[at].operation, at))
        .collect();
    let (Some((last, rest)), presents) =
        (names.split_last(), if names.len() == 1 { "presents" } else { "present" })
    else {
        return;
    };
    let who =
        if rest.is_empty() { last.clone() } else { format!("{} and {last}", rest.join(", ")) };
    let text = format!(
        "{} still {presents} what was signed under the old name, and will be refused. Issue it anew there.",
        selectors::sentence_case(&who),
    );
    model.ui.notice =
        Some(Notice { text: text.into(), is_warning: true, offers: Some(Offer::Undo) });
}

/// Why no name is none.
const NEEDS_NAME: &str = "a name cannot be empty. Type one, or press Escape to keep the old one.";

/// Why an entity cannot have that name; nothing where it can, and where the name stays as it is.
pub(crate) fn rename_refused(
    scenario: &Scenario,
    entity: &EntityAddress,
    name: &str,
) -> Option<String> {
    if name == selectors::entity_title(scenario, entity) {
        return None;
    }
    if name.is_empty() {
        return Some(selectors::sentence_case(NEEDS_NAME));
    }
    let problems = rename(&mut scenario.clone(), entity, name).err()?;
    Some(problems.first().map_or("It does not fit.", |problem| problem.message.as_str()).to_owned())
}

fn rename(scenario: &mut Scenario, entity: &EntityAddress, name: &str) -> Result<(), Refused> {
    match entity {
        EntityAddress::Resource(arn) => {
            scenario.rename(&Thing::Resource(arn.clone()), &renamed_arn(arn, name))
        }
        EntityAddress::Account(id) => scenario.rename_account(*id, Some(name)),
        EntityAddress::InlinePolicy(owner, old) => match thing(owner) {
            Some(owner) => scenario.rename_inline_policy(&owner, old, name),
            None => Ok(()),
        },
        entity => match thing(entity) {
            Some(thing) => scenario.rename(&thing, name),
            None => Ok(()),
        },
    }
}

/// What was chosen, under the new name; nothing where it cannot be found again.
fn renamed_subject(
    scenario: &Scenario,
    subject: &Subject,
    entity: &EntityAddress,
    name: &str,
) -> Option<Subject> {
    let renamed = renamed_entity(entity, name);
    let known = *subject == Subject::Entity(entity.clone()) || *subject == subject_of(entity);
    let subject = match subject {
        Subject::Entity(_) if known => Subject::Entity(renamed),
        _ if known => subject_of(&renamed),
        Subject::Document(address) => Subject::Document(renamed_document(address, entity, name)),
        other => other.clone(),
    };
    is_there(scenario, &subject).then_some(subject)
}

fn renamed_entity(entity: &EntityAddress, name: &str) -> EntityAddress {
    let name: Rc<str> = name.into();
    match entity {
        EntityAddress::User(id, _) => EntityAddress::User(*id, name),
        EntityAddress::Group(id, _) => EntityAddress::Group(*id, name),
        EntityAddress::Role(id, _) => EntityAddress::Role(*id, name),
        EntityAddress::InlinePolicy(owner, _) => EntityAddress::InlinePolicy(owner.clone(), name),
        EntityAddress::OrganizationPolicy(_) => EntityAddress::OrganizationPolicy(name),
        EntityAddress::ManagedPolicy(arn) => EntityAddress::ManagedPolicy(renamed(arn, &name)),
        EntityAddress::Resource(arn) => EntityAddress::Resource(renamed(arn, &name)),
        EntityAddress::Provider(arn) => EntityAddress::Provider(renamed_provider(arn, &name)),
        other => other.clone(),
    }
}

/// The ARN with another name.
pub(super) fn renamed(arn: &Arn, name: &str) -> Arn {
    renamed_arn(arn, name).parse().unwrap_or_else(|_| arn.clone())
}

/// A provider's ARN with another name, which for OpenID Connect is the issuer, with or without `https://`.
pub(super) fn renamed_provider(arn: &Arn, name: &str) -> Arn {
    let kind = arn.resource().split('/').next().unwrap_or_default();
    let name = name.strip_prefix("https://").filter(|_| kind == "oidc-provider").unwrap_or(name);
    arn.account()
        .map_or_else(|| arn.clone(), |id| Arn::iam(arn.partition(), id, &format!("{kind}/{name}")))
}

/// The ARN with another name in the place of the one that people see; another ARN stands for itself.
fn renamed_arn(arn: &Arn, name: &str) -> String {
    if name.parse::<Arn>().is_ok() {
        return name.to_owned();
    }
    let text = arn.as_str();
    let stem = text.strip_suffix(selectors::short_name(text)).unwrap_or(text);
    format!("{stem}{name}")
}

fn renamed_document(
    address: &DocumentAddress,
    entity: &EntityAddress,
    name: &str,
) -> DocumentAddress {
    let mut address = address.clone();
    match (&mut address, entity) {
        (
            DocumentAddress::Trust { account, role }
            | DocumentAddress::RolePolicy { account, role, .. },
            EntityAddress::Role(id, old),
        ) if account == id && role == old => *role = name.into(),
        (DocumentAddress::UserPolicy { account, user, .. }, EntityAddress::User(id, old))
            if account == id && user == old =>
        {
            *user = name.into();
        }
        (DocumentAddress::GroupPolicy { account, group, .. }, EntityAddress::Group(id, old))
            if account == id && group == old =>
        {
            *group = name.into();
        }
        (DocumentAddress::Resource { arn }, EntityAddress::Resource(old)) if arn == old => {
            *arn = renamed(old, name);
        }
        _ => {}
    }
    address
}

/// What a document is removed and renamed as; nothing where it can be neither.
pub(crate) fn entity_of(address: &DocumentAddress) -> Option<EntityAddress> {
    let inline = |owner, policy: &Rc<str>| {
        Some(EntityAddress::InlinePolicy(Box::new(owner), Rc::clone(policy)))
    };
    match address {
        DocumentAddress::RolePolicy { account, role, policy } => {
            inline(EntityAddress::Role(*account, Rc::clone(role)), policy)
        }
        DocumentAddress::UserPolicy { account, user, policy } => {
            inline(EntityAddress::User(*account, Rc::clone(user)), policy)
        }
        DocumentAddress::GroupPolicy { account, group, policy } => {
            inline(EntityAddress::Group(*account, Rc::clone(group)), policy)
        }
        DocumentAddress::Managed { arn } => Some(EntityAddress::ManagedPolicy(arn.clone())),
        DocumentAddress::Organization { name } => {
            Some(EntityAddress::OrganizationPolicy(Rc::clone(name)))
        }
        _ => None,
    }
}

/// The inline policies of a user, group or role.
pub(super) fn inline_policies<'a>(
    scenario: &'a mut Scenario,
    owner: &EntityAddress,
) -> Option<&'a mut Vec<InlinePolicy>> {
    scenario.inline_policies_mut(&thing(owner)?)
}

/// Everything in the world that is renamed, removed and duplicated.
pub(crate) fn entities(scenario: &Scenario) -> Vec<EntityAddress> {
    let mut all: Vec<EntityAddress> =
        units(scenario).into_iter().map(|(path, _)| EntityAddress::Unit(path)).collect();
    let organization = scenario.organization.iter().flat_map(|known| &known.policies);
    all.extend(
        organization.map(|policy| EntityAddress::OrganizationPolicy(Rc::clone(&policy.name))),
    );
    let inline = |owner: &EntityAddress, policies: &[InlinePolicy]| -> Vec<EntityAddress> {
        let names = policies.iter().map(|policy| Rc::clone(&policy.name));
        names.map(|name| EntityAddress::InlinePolicy(Box::new(owner.clone()), name)).collect()
    };
    for account in &scenario.accounts {
        let id = account.id;
        all.push(EntityAddress::Account(id));
        for user in &account.users {
            let entity = EntityAddress::User(id, Rc::clone(&user.name));
            all.extend(inline(&entity, &user.inline_policies));
            all.push(entity);
        }
        for group in &account.groups {
            let entity = EntityAddress::Group(id, Rc::clone(&group.name));
            all.extend(inline(&entity, &group.inline_policies));
            all.push(entity);
        }
        for role in &account.roles {
            let entity = EntityAddress::Role(id, Rc::clone(&role.name));
            all.extend(inline(&entity, &role.inline_policies));
            all.push(entity);
        }
        let policies = account.policies.iter().filter(|policy| policy.arn.is_none());
        all.extend(policies.map(|policy| EntityAddress::ManagedPolicy(policy.arn_in(id))));
        let saml = account.saml_providers.iter().map(|provider| &provider.arn);
        let oidc = account.oidc_providers.iter().map(|provider| &provider.arn);
        all.extend(saml.chain(oidc).map(|arn| EntityAddress::Provider(arn.clone())));
    }
    let resources = scenario.resources.iter();
    all.extend(resources.map(|resource| EntityAddress::Resource(resource.arn.clone())));
    all
}

/// Gives an account another id, in every ARN as well.
pub(crate) fn apply_account_id(model: &mut Model, old: AccountId, new: AccountId) {
    let done = try_edit(model, &format!("change account id {old}"), None, |scenario| {
        scenario.change_account_id(old, new)
    });
    if done && model.ui.subject.is_none() {
        model.ui.subject = Some(Subject::Entity(EntityAddress::Account(new)));
    }
}

/// Whether the subject leads somewhere.
pub(crate) fn is_there(scenario: &Scenario, subject: &Subject) -> bool {
    match subject {
        Subject::Document(address) => scenario.document_text(address).is_some(),
        Subject::Entity(entity) => exists(scenario, entity),
        Subject::Source | Subject::History | Subject::WaysIn(_) => true,
        Subject::Event { step, .. } => *step < scenario.steps.len(),
    }
}

/// Removes an entity and says what became of what referred to it.
pub(crate) fn apply_removed(model: &mut Model, entity: &EntityAddress) {
    let name = selectors::entity_title(model.scenario(), entity);
    let before = Rc::clone(model.scenario());
    let found = thing(entity).map(|thing| before.removal_breaks(&thing)).unwrap_or_default();
    if model.ui.subject.as_ref() == Some(&Subject::Entity(entity.clone())) {
        model.ui.subject = None;
    }
    let done = try_edit(model, &format!("remove {name}"), None, |scenario| {
        match (entity, thing(entity)) {
            (EntityAddress::InlinePolicy(owner, policy), _) => {
                if let Some(policies) = inline_policies(scenario, owner) {
                    policies.retain(|known| *known.name != **policy);
                }
            }
            (_, Some(thing)) => scenario.remove(&thing),
            (_, None) => {}
        }
        Ok(())
    });
    if done {
        let broken = Reference::removed_in_words(&found, &before, model.scenario());
        let rest = match broken.as_slice() {
            [] => "Nothing else referred to it.".to_owned(),
            breaks => format!("{}.", selectors::sentence_case(&breaks.join("; "))),
        };
        let text = format!("Removed {name}. {rest}").into();
        model.ui.notice = Some(Notice { text, is_warning: false, offers: Some(Offer::Undo) });
    }
}

/// What removing the entity would do to the rest, one line each.
pub(crate) fn removal_breaks(scenario: &Scenario, entity: &EntityAddress) -> Vec<String> {
    let references = thing(entity).map(|thing| scenario.removal_breaks(&thing));
    let mut lines = Vec::new();
    for reference in references.unwrap_or_default() {
        let line = reference.in_words(scenario);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// The entity as the simulator's edits know it.
pub(super) fn thing(entity: &EntityAddress) -> Option<Thing> {
    Some(match entity {
        EntityAddress::Unit(path) if path.is_empty() => Thing::Organization,
        EntityAddress::Unit(path) => Thing::Unit(path.to_vec()),
        EntityAddress::Account(id) => Thing::Account(*id),
        EntityAddress::User(id, name) => Thing::User(*id, Rc::clone(name)),
        EntityAddress::Group(id, name) => Thing::Group(*id, Rc::clone(name)),
        EntityAddress::Role(id, name) => Thing::Role(*id, Rc::clone(name)),
        EntityAddress::ManagedPolicy(arn) => Thing::ManagedPolicy(arn.clone()),
        EntityAddress::Provider(arn) => Thing::Provider(arn.clone()),
        EntityAddress::OrganizationPolicy(name) => Thing::OrganizationPolicy(Rc::clone(name)),
        EntityAddress::Resource(arn) => Thing::Resource(arn.clone()),
        EntityAddress::InlinePolicy(..) | EntityAddress::Scenario | EntityAddress::Start => {
            return None;
        }
    })
}
