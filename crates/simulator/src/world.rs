//! The world while the chain runs: the scenario's accounts, changed by the steps that change them, and every document
//! as it was saved.

use std::{borrow::Cow, collections::BTreeMap, rc::Rc};

use iam::{AccountId, Arn, EntityKind, PolicyType, Principal, PrincipalKind, UniqueId};
use policy::{CompiledPolicy, Diagnostic, Effect, Fix, NotApplicable, PrincipalPattern, Severity};

use crate::{
    authorize::Levels,
    findings::refuse_everyone,
    inline_quota,
    outcome::{DocumentSource, Reading},
    scenario::{
        Account, AttachedPolicy, Boundary, DocumentAddress, ManagedPolicy, OrganizationalUnit,
        Resource, Role, Scenario, User, managed, named::Named,
    },
    surroundings,
};

/// The running world.
#[derive(Debug)]
pub(crate) struct World<'s> {
    /// The scenario with every change so far; borrowed until the first.
    scenario: Cow<'s, Scenario>,
    /// How many changes have been made; documents remember at which of them they were saved.
    epoch: u32,
    /// Users and roles that were created or deleted: from that epoch on, their id or nothing.
    lives: Named<Vec<(u32, Option<UniqueId>)>>,
    /// What is known of the documents that were saved or needed.
    known: BTreeMap<DocumentAddress, Known>,
    /// Every document that was needed, by number.
    documents: Vec<DocumentSource>,
    /// Those of an earlier run: what has not changed since is not read again.
    before: &'s [DocumentSource],
    /// What reads and checks signed texts, if the host lent it.
    pub(crate) verifiers: Option<sts::Verifiers>,
}

/// What is known of a document.
#[derive(Debug, Default)]
struct Known {
    /// When a step last saved it; 0 where none did.
    saved: u32,
    /// Its latest number as a policy of each kind, and when what that number holds was saved.
    numbers: Vec<(PolicyType, u32, u32)>,
}

/// A level of an organization above an account.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    /// "Root", the unit's name, or the account's.
    pub(crate) name: Rc<str>,
    /// Names of the SCPs attached there.
    pub(crate) service_control: Vec<Rc<str>>,
    /// Names of the RCPs attached there, the implied one included.
    pub(crate) resource_control: Vec<Rc<str>>,
}

impl<'s> World<'s> {
    pub(crate) fn new(scenario: &'s Scenario) -> Self {
        Self {
            scenario: Cow::Borrowed(scenario),
            epoch: 0,
            lives: Named::default(),
            known: BTreeMap::new(),
            documents: Vec::new(),
            before: &[],
            verifiers: None,
        }
    }

    /// The same where an earlier run has read most of the documents.
    pub(crate) fn after(before: &'s [DocumentSource], scenario: &'s Scenario) -> Self {
        Self { before, ..Self::new(scenario) }
    }

    pub(crate) fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The scenario for a change, which begins a new epoch.
    pub(crate) fn change(&mut self) -> &mut Scenario {
        self.epoch += 1;
        self.scenario.to_mut()
    }

    pub(crate) fn seed(&self) -> &str {
        self.scenario.seed.as_deref().unwrap_or_default()
    }

    pub(crate) fn into_documents(self) -> Vec<DocumentSource> {
        self.documents
    }

    pub(crate) fn documents(&self) -> &[DocumentSource] {
        &self.documents
    }

    pub(crate) fn account(&self, id: AccountId) -> Option<&Account> {
        self.scenario.account(id)
    }

    /// A role by its exact ARN, path and letter case included.
    pub(crate) fn role(&self, arn: &Arn) -> Option<(AccountId, &Role)> {
        let account = self.account(arn.account()?)?;
        let role = account.roles.iter().find(|role| role.has_arn(arn, account.id))?;
        Some((account.id, role))
    }

    /// A user by its exact ARN.
    pub(crate) fn user(&self, arn: &Arn) -> Option<(AccountId, &User)> {
        let account = self.account(arn.account()?)?;
        let user = account.users.iter().find(|user| user.has_arn(arn, account.id))?;
        Some((account.id, user))
    }

    /// The user or role whose policies, boundary and tags are a caller's, while it is still the one it was: a namesake
    /// that was made later is somebody else. A federated user's session has those of the user who made it.
    pub(crate) fn owner(&self, principal: &Principal) -> Option<Arn> {
        let owner = match principal.kind {
            PrincipalKind::FederatedUser => principal.federating_user.clone(),
            _ => principal.arn.clone(),
        }?;
        (self.unique_id(&owner) == principal.unique_id).then_some(owner)
    }

    /// The permissions boundary of a caller, as it is now.
    pub(crate) fn boundary(&self, principal: &Principal) -> Option<&Boundary> {
        let owner = self.owner(principal)?;
        let user = self.user(&owner).and_then(|(_, user)| user.boundary.as_ref());
        user.or_else(|| self.role(&owner).and_then(|(_, role)| role.boundary.as_ref()))
    }

    /// Notes that an entity was created in the current epoch; a namesake of one that was deleted is somebody else.
    pub(crate) fn entity_created(&mut self, arn: &Arn) {
        let lives = self.lives.get(arn.as_str()).map_or(0, Vec::len);
        let generation = u32::try_from(lives).unwrap_or(u32::MAX) + 1;
        let id = Some(self.fresh_id(arn, generation));
        self.lives.get_or_default(&arn.shared()).push((self.epoch, id));
    }

    /// Notes that an entity of that id was deleted in the current epoch.
    pub(crate) fn entity_deleted(&mut self, arn: &Arn, id: Option<UniqueId>) {
        let lives = self.lives.get_or_default(&arn.shared());
        if lives.is_empty() {
            lives.push((0, id));
        }
        lives.push((self.epoch, None));
    }

    /// Notes that a document was saved in the current epoch.
    pub(crate) fn document_saved(&mut self, address: &DocumentAddress) {
        self.known.entry(address.clone()).or_default().saved = self.epoch;
    }

    fn fresh_id(&self, arn: &Arn, generation: u32) -> UniqueId {
        let prefix = if arn.entity() == Some(EntityKind::Role) { "AROA" } else { "AIDA" };
        match arn.account() {
            Some(account) => {
                sts::entity_id(prefix, account, arn.resource(), generation, self.seed())
            }
            None => UniqueId::new(prefix),
        }
    }

    /// The unique id that a user's or role's ARN stands for in an epoch, for a session's ARN that of its role; nothing
    /// where there is no such entity.
    fn unique_id_at(&self, arn: &Arn, epoch: u32) -> Option<UniqueId> {
        if arn.entity() == Some(EntityKind::RoleSession) {
            return self.session_owner_id_at(arn, epoch);
        }
        if let Some(lives) = self.lives.get(arn.as_str()) {
            return lives
                .iter()
                .rev()
                .find(|(from, _)| *from <= epoch)
                .and_then(|(_, id)| id.clone());
        }
        let exists = self.role(arn).is_some() || self.user(arn).is_some();
        exists.then(|| self.first_id(arn))
    }

    /// The id of the role whose session an ARN names. That ARN leaves out the role's path, which does not matter: names
    /// are unique in an account whatever the path.
    fn session_owner_id_at(&self, session: &Arn, epoch: u32) -> Option<UniqueId> {
        let owner = session_owner(session)?;
        let account = self.account(owner.account()?)?;
        let is_owner = |arn: &Arn| {
            arn.entity() == Some(EntityKind::Role)
                && arn.account() == Some(account.id)
                && arn.name() == owner.name()
        };
        let now = account.roles.iter().filter(|role| &*role.name == owner.name());
        let now = now.map(|role| role.arn_in(account.id));
        let names = self.lives.names();
        let once = names.iter().filter(|name| name.ends_with(owner.name()));
        let once = once.filter_map(|name| name.parse().ok()).filter(is_owner);
        now.chain(once).find_map(|role| self.unique_id_at(&role, epoch))
    }

    fn first_id(&self, arn: &Arn) -> UniqueId {
        let given = match arn.entity() {
            Some(EntityKind::Role) => self.role(arn).and_then(|(_, role)| role.unique_id.clone()),
            _ => self.user(arn).and_then(|(_, user)| user.unique_id.clone()),
        };
        given.map_or_else(|| self.fresh_id(arn, 0), |id| UniqueId::new(&id))
    }

    /// The unique id of an entity now.
    pub(crate) fn unique_id(&self, arn: &Arn) -> Option<UniqueId> {
        self.unique_id_at(arn, self.epoch)
    }

    /// The number of a document of the scenario as a policy of that kind, reading and compiling it on first need.
    pub(crate) fn document(&mut self, address: &DocumentAddress, kind: PolicyType) -> Option<u32> {
        let text = self.scenario.document_text(address)?;
        Some(self.text_document(address, kind, text))
    }

    /// The same for a text that stands at that address or is about to be saved there.
    pub(crate) fn text_document(
        &mut self,
        address: &DocumentAddress,
        kind: PolicyType,
        text: Rc<str>,
    ) -> u32 {
        // A managed policy is held to what managed policies are held to, wherever it is attached or passed.
        let grammar = match (address, kind) {
            (DocumentAddress::Managed { .. }, PolicyType::Session | PolicyType::Identity) => {
                PolicyType::PermissionsBoundary
            }
            _ => kind,
        };
        self.read_document(address, kind, grammar, text)
    }

    /// The same for a text that is held to what a policy of another kind is held to.
    pub(crate) fn read_document(
        &mut self,
        address: &DocumentAddress,
        kind: PolicyType,
        grammar: PolicyType,
        text: Rc<str>,
    ) -> u32 {
        let known = self.known.get(address);
        let saved = known.map_or(0, |known| known.saved);
        let latest = known.and_then(|known| known.numbers.iter().find(|known| known.0 == kind));
        if let Some((_, number, compiled)) = latest
            && self.documents[*number as usize].text == text
            && *compiled == saved
        {
            return *number;
        }
        let number = u32::try_from(self.documents.len()).unwrap_or(u32::MAX);
        let known = self.before.iter().chain(&self.documents);
        let known = known.filter_map(|document| document.reading_of(&text, grammar)).next();
        let reading = known.unwrap_or_else(|| Rc::new(Reading::of(&text, grammar)));
        let (parsed, mut diagnostics) = (&reading.policy, reading.findings.clone());
        if matches!(address, DocumentAddress::BuiltIn { .. }) {
            // AWS's own documents are saved as they are: RCPFullAWSAccess may say Allow where nobody else may.
            diagnostics.clear();
        }
        inline_quota::check(&self.scenario, address, parsed.span, &mut diagnostics);
        self.check_principals(parsed, kind, saved, &mut diagnostics);
        surroundings::check(&self.scenario, address, parsed, &mut diagnostics);
        refuse_everyone(&self.scenario.assumptions, &mut diagnostics);
        let compiled = policy::compile(parsed, kind, number, &|arn| self.unique_id_at(arn, saved));
        self.documents.push(DocumentSource {
            kind,
            name: name_of(address),
            address: address.clone(),
            text,
            diagnostics: diagnostics.into(),
            compiled: Rc::new(compiled),
            reading,
        });
        let known = self.known.entry(address.clone()).or_default();
        known.numbers.retain(|known| known.0 != kind);
        known.numbers.push((kind, number, saved));
        number
    }

    /// AWS checks on saving that the users and roles that a policy names exist.
    /// AWS: "IAM JSON policy elements: Principal".
    fn check_principals(
        &self,
        parsed: &policy::Policy,
        kind: PolicyType,
        epoch: u32,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if !matches!(kind, PolicyType::Trust | PolicyType::Resource) {
            return;
        }
        for statement in &parsed.statements {
            let Some(element) = &statement.principal else { continue };
            for value in &element.values {
                let PrincipalPattern::Entity(arn) = &value.value else { continue };
                let entity = session_owner(arn).unwrap_or_else(|| arn.clone());
                let known = entity.account().is_some_and(|id| self.account(id).is_some());
                let checked = matches!(entity.entity(), Some(EntityKind::User | EntityKind::Role));
                if !known || !checked || self.unique_id_at(arn, epoch).is_some() {
                    continue;
                }
                let effect = statement.effect.as_ref().map(|effect| effect.value);
                let consequence = match effect {
                    Some(Effect::Deny) => "this Deny would protect against nobody",
                    _ => "this statement would trust nobody",
                };
                diagnostics.push(Diagnostic {
                    severity: Severity::Error,
                    code: "INVALID_PRINCIPAL",
                    span: value.span,
                    message: format!("There is no `{}` in account {}, so {consequence}.", entity.resource(), entity.part(4)),
                    help: Some(
                        "Write the ARN of a user or role that exists, path and letter case included."
                            .to_owned(),
                    ),
                    refusal: Some(format!("Invalid principal in policy: \"AWS\":\"{arn}\"")),
                    fix: self.meant(arn, epoch).map(|meant| Fix {
                        name: format!("Write {}", meant.resource()),
                        span: value.span,
                        text: format!("\"{meant}\""),
                    }),
                });
            }
        }
    }

    /// The user or role that is meant by an ARN nobody has, where that is certain: of its account, the only one of its
    /// kind whose name differs in letter case at most, or in its path.
    fn meant(&self, arn: &Arn, epoch: u32) -> Option<Arn> {
        fn name(arn: &Arn) -> String {
            arn.resource().rsplit('/').next().unwrap_or_default().to_ascii_lowercase()
        }
        let account = self.account(arn.account()?)?;
        let known: Vec<Arn> = match arn.entity() {
            Some(EntityKind::Role) => {
                account.roles.iter().map(|role| role.arn_in(account.id)).collect()
            }
            Some(EntityKind::User) => {
                account.users.iter().map(|user| user.arn_in(account.id)).collect()
            }
            _ => return None,
        };
        let mut meant = known.into_iter().filter(|known| {
            known.partition() == arn.partition()
                && name(known) == name(arn)
                && self.unique_id_at(known, epoch).is_some()
        });
        let first = meant.next()?;
        meant.next().is_none().then_some(first)
    }

    /// What was found about a document.
    pub(crate) fn findings(&self, number: u32) -> Rc<[Diagnostic]> {
        let document = self.documents.get(number as usize);
        document.map(|document| Rc::clone(&document.diagnostics)).unwrap_or_default()
    }

    pub(crate) fn compiled(&self, number: u32) -> Option<Rc<CompiledPolicy>> {
        self.documents.get(number as usize).map(|known| Rc::clone(&known.compiled))
    }

    /// The document that the service would have refused to save, if one of these is. What steps save was looked at more
    /// closely when it was saved.
    pub(crate) fn unsavable(&self, numbers: &[u32]) -> Option<u32> {
        numbers.iter().copied().find(|number| {
            self.documents.get(*number as usize).is_some_and(|document| {
                document.diagnostics.iter().any(Diagnostic::is_refused_at_any_age)
            })
        })
    }

    /// Numbers of the identity policies of a user: its own, attached ones, and those of its groups.
    pub(crate) fn user_policies(&mut self, account: AccountId, name: &str) -> Vec<u32> {
        let Some(user) = self
            .account(account)
            .and_then(|known| known.users.iter().find(|user| &*user.name == name))
            .cloned()
        else {
            return Vec::new();
        };
        let mut addresses: Vec<DocumentAddress> = user
            .inline_policies
            .iter()
            .map(|policy| DocumentAddress::UserPolicy {
                account,
                user: Rc::clone(&user.name),
                policy: Rc::clone(&policy.name),
            })
            .collect();
        addresses.extend(self.attached(&user.attached_policies));
        for group in &user.groups {
            let Some(group) = self
                .account(account)
                .and_then(|known| known.groups.iter().find(|known| known.name == *group))
                .cloned()
            else {
                continue;
            };
            addresses.extend(group.inline_policies.iter().map(|policy| {
                DocumentAddress::GroupPolicy {
                    account,
                    group: Rc::clone(&group.name),
                    policy: Rc::clone(&policy.name),
                }
            }));
            addresses.extend(self.attached(&group.attached_policies));
        }
        self.numbers_of(&addresses, PolicyType::Identity)
    }

    /// Numbers of the identity policies of a role.
    pub(crate) fn role_policies(&mut self, account: AccountId, name: &str) -> Vec<u32> {
        let Some(role) = self
            .account(account)
            .and_then(|known| known.roles.iter().find(|role| &*role.name == name))
            .cloned()
        else {
            return Vec::new();
        };
        let mut addresses: Vec<DocumentAddress> = role
            .inline_policies
            .iter()
            .map(|policy| DocumentAddress::RolePolicy {
                account,
                role: Rc::clone(&role.name),
                policy: Rc::clone(&policy.name),
            })
            .collect();
        addresses.extend(self.attached(&role.attached_policies));
        self.numbers_of(&addresses, PolicyType::Identity)
    }

    fn numbers_of(&mut self, addresses: &[DocumentAddress], kind: PolicyType) -> Vec<u32> {
        addresses.iter().filter_map(|address| self.document(address, kind)).collect()
    }

    fn attached(&self, policies: &[AttachedPolicy]) -> Vec<DocumentAddress> {
        policies.iter().filter_map(|policy| self.managed_address(&policy.arn)).collect()
    }

    /// Where a managed policy's document stands; nothing where there is no such policy.
    pub(crate) fn managed_address(&self, arn: &Arn) -> Option<DocumentAddress> {
        if self.scenario.managed_policy(arn).is_some() {
            Some(DocumentAddress::Managed { arn: arn.clone() })
        } else if managed::document(arn.as_str()).is_some() {
            Some(DocumentAddress::BuiltIn { name: arn.shared() })
        } else {
            None
        }
    }

    /// The managed policy of that ARN in the scenario.
    pub(crate) fn managed_policy(&self, arn: &Arn) -> Option<&ManagedPolicy> {
        self.scenario.managed_policy(arn)
    }

    /// The levels of the organization above an account, root first, the account itself last. Nothing for an account
    /// outside the organization.
    pub(crate) fn levels(&self, id: AccountId) -> Option<Vec<Level>> {
        let organization = self.scenario.organization.as_ref()?;
        let mut levels = Vec::new();
        if !path_to(&organization.root, id, &mut levels) {
            return None;
        }
        let account = self.account(id);
        let attached = |names: Option<&Vec<Rc<str>>>| names.cloned();
        levels.push(level(
            account.and_then(|known| known.name.clone()).unwrap_or_else(|| id.to_string().into()),
            attached(account.and_then(|known| known.service_control_policies.as_ref())),
            attached(account.and_then(|known| known.resource_control_policies.as_ref())),
        ));
        Some(levels)
    }

    /// The account's place as `aws:PrincipalOrgPaths` has it: `o-…/r-…/ou-…/`.
    pub(crate) fn org_path(&self, id: AccountId) -> Option<String> {
        let organization = self.scenario.organization.as_ref()?;
        let mut ids = Vec::new();
        if !ids_to(&organization.root, id, true, &mut ids) {
            return None;
        }
        Some(format!("{}/{}/", organization.id, ids.join("/")))
    }

    /// SCPs above an account: the numbers of their documents, level by level, or why they have no say.
    pub(crate) fn service_control(&mut self, id: AccountId) -> (Levels, Vec<u32>) {
        let organization = self.scenario.organization.as_ref();
        let enabled =
            organization.and_then(|org| org.service_control_policies_enabled).unwrap_or(true);
        let management = organization.map(|org| org.management_account);
        let reason = match self.levels(id) {
            None => NotApplicable::NoOrganization,
            Some(_) if management == Some(id) => NotApplicable::ManagementAccount,
            Some(_) if !enabled => NotApplicable::SwitchedOff,
            Some(levels) => {
                let names = levels.into_iter().map(|level| level.service_control).collect();
                return self.organization_levels(names, PolicyType::ServiceControl);
            }
        };
        (Levels::NotApplicable(reason), Vec::new())
    }

    /// RCPs above an account, the implied full access at every level included.
    pub(crate) fn resource_control(&mut self, id: AccountId) -> (Levels, Vec<u32>) {
        let organization = self.scenario.organization.as_ref();
        let management = organization.map(|org| org.management_account);
        let reason = match self.levels(id) {
            None => NotApplicable::NoOrganization,
            Some(_) if management == Some(id) => NotApplicable::ManagementAccount,
            Some(levels) => {
                let names = levels.into_iter().map(|level| level.resource_control).collect();
                return self.organization_levels(names, PolicyType::ResourceControl);
            }
        };
        (Levels::NotApplicable(reason), Vec::new())
    }

    fn organization_levels(
        &mut self,
        names: Vec<Vec<Rc<str>>>,
        kind: PolicyType,
    ) -> (Levels, Vec<u32>) {
        let mut all = Vec::new();
        let mut attached = Vec::new();
        for names in names {
            let mut level = Vec::new();
            for name in names {
                let given = self.scenario.organization.as_ref().is_some_and(|organization| {
                    organization.policies.iter().any(|policy| policy.name == name)
                });
                let address = if given {
                    DocumentAddress::Organization { name }
                } else {
                    DocumentAddress::BuiltIn { name }
                };
                if let Some(number) = self.document(&address, kind) {
                    all.push(number);
                    level.extend(self.compiled(number));
                }
            }
            attached.push(level);
        }
        (Levels::Attached(attached), all)
    }

    /// The entry that describes a resource: the one with that ARN or, for S3, its bucket's.
    pub(crate) fn resource(&self, arn: &str) -> Option<&Resource> {
        let exact = self.scenario.resources.iter().find(|known| known.arn.as_str() == arn);
        exact.or_else(|| {
            let bucket = arn.split('/').next()?;
            let known =
                self.scenario.resources.iter().find(|known| known.arn.as_str() == bucket)?;
            (known.arn.service() == "s3").then_some(known)
        })
    }

    /// The VPC endpoint of that id.
    pub(crate) fn endpoint(&self, id: &str) -> Option<&Resource> {
        self.scenario.resources.iter().find(|known| {
            known.arn.service() == "ec2"
                && known.arn.resource().strip_prefix("vpc-endpoint/") == Some(id)
        })
    }
}

/// The role behind a role session's ARN, as far as the ARN says: without its path.
pub(crate) fn session_owner(arn: &Arn) -> Option<Arn> {
    if arn.entity() != Some(EntityKind::RoleSession) {
        return None;
    }
    let name = arn.resource().split('/').nth(1)?;
    Some(Arn::iam(arn.partition(), arn.account()?, &format!("role/{name}")))
}

fn name_of(address: &DocumentAddress) -> Rc<str> {
    match address {
        DocumentAddress::Trust { role, .. } => Rc::clone(role),
        DocumentAddress::RolePolicy { policy, .. }
        | DocumentAddress::UserPolicy { policy, .. }
        | DocumentAddress::GroupPolicy { policy, .. } => Rc::clone(policy),
        DocumentAddress::Managed { arn } => arn.name().into(),
        DocumentAddress::BuiltIn { name } => name.rsplit('/').next().unwrap_or(name).into(),
        DocumentAddress::Organization { name } => Rc::clone(name),
        DocumentAddress::Resource { arn } => arn.resource().into(),
        DocumentAddress::StepSession { step } | DocumentAddress::Change { step } => Rc::clone(step),
        DocumentAddress::StartSession => "start".into(),
        DocumentAddress::Loose { field } => Rc::clone(field),
    }
}

fn level(
    name: Rc<str>,
    service_control: Option<Vec<Rc<str>>>,
    resource_control: Option<Vec<Rc<str>>>,
) -> Level {
    let mut implied: Vec<Rc<str>> = vec!["RCPFullAWSAccess".into()];
    implied.extend(
        resource_control
            .unwrap_or_default()
            .into_iter()
            .filter(|name| &**name != "RCPFullAWSAccess"),
    );
    Level {
        name,
        service_control: service_control.unwrap_or_else(|| vec!["FullAWSAccess".into()]),
        resource_control: implied,
    }
}

fn path_to(unit: &OrganizationalUnit, id: AccountId, levels: &mut Vec<Level>) -> bool {
    let is_root = levels.is_empty();
    let name = unit.name.clone().or_else(|| unit.id.clone());
    levels.push(level(
        name.unwrap_or_else(|| if is_root { "Root".into() } else { "OU".into() }),
        unit.service_control_policies.clone(),
        unit.resource_control_policies.clone(),
    ));
    if unit.accounts.contains(&id) || unit.units.iter().any(|below| path_to(below, id, levels)) {
        return true;
    }
    levels.pop();
    false
}

fn ids_to(unit: &OrganizationalUnit, id: AccountId, is_root: bool, ids: &mut Vec<String>) -> bool {
    let fallback = if is_root { "r-root" } else { "ou-root-unnamed0" };
    ids.push(unit.id.as_deref().unwrap_or(fallback).to_owned());
    if unit.accounts.contains(&id) || unit.units.iter().any(|below| ids_to(below, id, false, ids)) {
        return true;
    }
    ids.pop();
    false
}
