//! Adding to the world: everything gets a fresh name and what it cannot do without.

use std::rc::Rc;

use iam::{AccountId, Arn, PolicyType};
use simulator::{
    Scenario,
    scenario::{
        Account, Document, DocumentAddress, Group, InlinePolicy, ManagedPolicy, OidcProvider,
        OrganizationPolicy, OrganizationalUnit, Resource, Role, SamlProvider, User,
        edit::{Refused, same_name},
    },
};

use super::{
    EntityAddress, EntityField, Model, Notice, Offer, PhoneTab, Subject,
    entity::{NewEntity, ResourceKind},
    selectors,
    update::{go_on_with, try_edit},
    world::{inline_policies, set, subject_of},
};

/// Adds an entity under a fresh name, chooses it, and opens its name for editing.
pub(crate) fn apply_added(model: &mut Model, new: &NewEntity) {
    let mut made = None;
    let done = try_edit(model, &format!("add {}", new.label()), None, |scenario| {
        let (entity, result) = add(scenario, new);
        made = Some(entity);
        result
    });
    if let (true, Some(entity)) = (done, made) {
        let subject = match new {
            NewEntity::ResourcePolicy(arn) => {
                Subject::Document(DocumentAddress::Resource { arn: arn.clone() })
            }
            _ => subject_of(&entity),
        };
        go_on_with(model, subject);
        // Its name comes next, and lies under nothing.
        model.ui.phone_tab = PhoneTab::Document;
        model.ui.world_open = false;
        let name = selectors::entity_title(model.scenario(), &entity);
        let text = match new {
            NewEntity::Organization => "Added an organization. Every account is in it.".to_owned(),
            _ => format!("Added {}: {name}{}.", new.label(), added_to(model.scenario(), new)),
        };
        let text = text.into();
        model.ui.notice = Some(Notice { text, is_warning: false, offers: Some(Offer::Undo) });
    }
}

/// Where something was added, as the end of a sentence.
fn added_to(scenario: &Scenario, new: &NewEntity) -> String {
    match new {
        NewEntity::User(id)
        | NewEntity::Group(id)
        | NewEntity::Role(id)
        | NewEntity::ManagedPolicy(id)
        | NewEntity::SamlProvider(id)
        | NewEntity::OidcProvider(id)
        | NewEntity::Resource(id, _) => {
            format!(" in {}", selectors::entity_title(scenario, &EntityAddress::Account(*id)))
        }
        NewEntity::InlinePolicy(owner) => {
            format!(" of {}", selectors::entity_title(scenario, owner))
        }
        NewEntity::Account(Some(unit)) | NewEntity::Unit(unit) => {
            let unit = EntityAddress::Unit(Rc::clone(unit));
            format!(" in {}", selectors::entity_title(scenario, &unit))
        }
        NewEntity::ServiceControlPolicy(unit) | NewEntity::ResourceControlPolicy(unit) => {
            let unit = EntityAddress::Unit(Rc::clone(unit));
            format!(", attached to {}", selectors::entity_title(scenario, &unit))
        }
        _ => String::new(),
    }
}

fn add(scenario: &mut Scenario, new: &NewEntity) -> (EntityAddress, Result<(), Refused>) {
    match new {
        NewEntity::Account(unit) => {
            let id = fresh_account(scenario);
            let done = scenario.add_account(Account::new(id)).and_then(|()| match unit {
                Some(unit) => scenario.place_account(id, Some(unit)),
                None => Ok(()),
            });
            (EntityAddress::Account(id), done)
        }
        NewEntity::User(id) => {
            let name: Rc<str> = fresh(scenario, *id, "user", |known, name| {
                known.users.iter().any(|user| same_name(&user.name, name))
            });
            let done = scenario.add_user(*id, User::new(&name));
            (EntityAddress::User(*id, name), done)
        }
        NewEntity::Group(id) => {
            let name: Rc<str> = fresh(scenario, *id, "group", |known, name| {
                known.groups.iter().any(|group| same_name(&group.name, name))
            });
            let done = scenario.add_group(*id, Group::new(&name));
            (EntityAddress::Group(*id, name), done)
        }
        NewEntity::Role(id) => {
            let name: Rc<str> = fresh(scenario, *id, "Role", |known, name| {
                known.roles.iter().any(|role| same_name(&role.name, name))
            });
            let trust = Document::trusting(&format!("arn:aws:iam::{id}:root"));
            let done = scenario.add_role(*id, Role::new(&name, trust));
            (EntityAddress::Role(*id, name), done)
        }
        NewEntity::ManagedPolicy(id) => {
            let name: Rc<str> = fresh(scenario, *id, "Policy", |known, name| {
                known.policies.iter().any(|policy| same_name(&policy.name, name))
            });
            let policy = ManagedPolicy::new(&name, Document::allowing("sts:AssumeRole", "*"));
            let arn = policy.arn_in(*id);
            let done = scenario.add_managed_policy(*id, policy);
            (EntityAddress::ManagedPolicy(arn), done)
        }
        NewEntity::InlinePolicy(owner) => add_inline(scenario, owner),
        NewEntity::SamlProvider(id) => {
            let name: Rc<str> = fresh(scenario, *id, "Provider", |known, name| {
                known.saml_providers.iter().any(|provider| provider.arn.name() == name)
            });
            let arn = Arn::iam("aws", *id, &format!("saml-provider/{name}"));
            let provider = SamlProvider::new(arn.clone());
            let done = in_account(scenario, *id, |account| account.saml_providers.push(provider));
            (EntityAddress::Provider(arn), done)
        }
        NewEntity::OidcProvider(id) => {
            let host = scenario.fresh_name("idp", |name| {
                let arn = Arn::iam("aws", *id, &format!("oidc-provider/{name}.example.com"));
                let account = scenario.account(*id);
                account.is_some_and(|known| known.oidc_providers.iter().any(|it| it.arn == arn))
            });
            let arn = Arn::iam("aws", *id, &format!("oidc-provider/{host}.example.com"));
            let provider = OidcProvider {
                url: Some(format!("https://{host}.example.com").into()),
                client_ids: vec!["sts.amazonaws.com".into()],
                ..OidcProvider::new(arn.clone())
            };
            let done = in_account(scenario, *id, |account| account.oidc_providers.push(provider));
            (EntityAddress::Provider(arn), done)
        }
        NewEntity::Resource(id, kind) => add_resource(scenario, *id, *kind),
        NewEntity::ResourcePolicy(arn) => {
            let entity = EntityAddress::Resource(arn.clone());
            let field = EntityField::ResourcePolicy(Some(resource_policy(scenario, arn).into()));
            let done = set(scenario, &entity, field);
            (entity, done)
        }
        NewEntity::Organization
        | NewEntity::Unit(_)
        | NewEntity::ServiceControlPolicy(_)
        | NewEntity::ResourceControlPolicy(_) => add_to_organization(scenario, new),
    }
}

fn add_to_organization(
    scenario: &mut Scenario,
    new: &NewEntity,
) -> (EntityAddress, Result<(), Refused>) {
    match new {
        NewEntity::Unit(under) => {
            let parent = scenario.unit(under);
            let index = parent.map_or(0, |unit| unit.units.len());
            let name = parent.map_or_else(|| "Unit".to_owned(), |unit| unit.free_name("Unit"));
            let path: Rc<[usize]> = under.iter().copied().chain([index]).collect();
            let done = scenario.add_unit(under, OrganizationalUnit::new(&name));
            (EntityAddress::Unit(path), done)
        }
        NewEntity::ServiceControlPolicy(unit) => {
            let new = ("DenyLeaving", PolicyType::ServiceControl, Document::new(DENY_LEAVING));
            add_organization_policy(scenario, unit, new)
        }
        NewEntity::ResourceControlPolicy(unit) => {
            let organization = scenario.organization.as_ref().map_or("", |known| &known.id);
            let content = Document::new(deny_strangers(organization));
            let new = ("DenyStrangers", PolicyType::ResourceControl, content);
            add_organization_policy(scenario, unit, new)
        }
        _ => {
            let manager =
                scenario.accounts.first().map_or_else(|| fresh_account(scenario), |known| known.id);
            let done = scenario.add_organization("o-a1b2c3d4e5", manager);
            (EntityAddress::Unit(Rc::default()), done)
        }
    }
}

/// What a new policy of a resource says until it is edited: its owner may use it; through an endpoint everything goes, as
/// AWS has it by default. AWS: "Control access to VPC endpoints using endpoint policies".
fn resource_policy(scenario: &Scenario, arn: &Arn) -> String {
    let known = scenario.resources.iter().find(|known| known.arn == *arn);
    let owner = known.and_then(|known| known.account.or_else(|| known.arn.account()));
    let owner = owner.map_or_else(|| "*".to_owned(), |id| format!("arn:aws:iam::{id}:root"));
    let owner = format!("{{\n        \"AWS\": \"{owner}\"\n      }}");
    let service = format!("{}:*", arn.service());
    let (principal, action, resource) = match arn.service() {
        "ec2" => ("\"*\"".to_owned(), "*".to_owned(), "*".to_owned()),
        "s3" => (owner, service, format!("{arn}/*")),
        // In a key's policy, `*` is the key. AWS: "Key policies in AWS KMS".
        "kms" => (owner, service, "*".to_owned()),
        _ => (owner, service, arn.to_string()),
    };
    format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
      "Principal": {principal},
      "Action": "{action}",
      "Resource": "{resource}"
    }}
  ]
}}"#
    )
}

/// What a new SCP says until it is edited.
const DENY_LEAVING: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "organizations:LeaveOrganization",
      "Resource": "*"
    }
  ]
}"#;

/// What a new RCP says until it is edited: nobody from outside the organization takes a role.
fn deny_strangers(organization: &str) -> String {
    format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Deny",
      "Principal": "*",
      "Action": "sts:AssumeRole",
      "Resource": "*",
      "Condition": {{
        "StringNotEqualsIfExists": {{
          "aws:PrincipalOrgID": "{organization}"
        }},
        "BoolIfExists": {{
          "aws:PrincipalIsAWSService": "false"
        }}
      }}
    }}
  ]
}}"#
    )
}

fn add_organization_policy(
    scenario: &mut Scenario,
    unit: &[usize],
    (wish, kind, content): (&str, PolicyType, Document),
) -> (EntityAddress, Result<(), Refused>) {
    let known: Vec<Rc<str>> = scenario
        .organization
        .iter()
        .flat_map(|organization| organization.policies.iter().map(|policy| Rc::clone(&policy.name)))
        .collect();
    let taken = |name: &str| known.iter().any(|known| &**known == name);
    let name: Rc<str> = scenario.fresh_name(wish, taken).into();
    let done = scenario
        .add_organization_policy(OrganizationPolicy::new(&name, kind, content))
        .and_then(|()| scenario.set_attached_to_unit(unit, &name, true));
    (EntityAddress::OrganizationPolicy(name), done)
}

fn add_inline(
    scenario: &mut Scenario,
    owner: &EntityAddress,
) -> (EntityAddress, Result<(), Refused>) {
    let mut name: Rc<str> = "Policy".into();
    let done = scenario.edit(|edited| {
        if let Some(policies) = inline_policies(edited, owner) {
            let taken = |wish: &str| policies.iter().any(|policy| &*policy.name == wish);
            name = selectors::fresh_name("Policy", taken).into();
            policies.push(InlinePolicy::new(&name, Document::allowing("sts:AssumeRole", "*")));
        }
    });
    (EntityAddress::InlinePolicy(Box::new(owner.clone()), name), done)
}

fn add_resource(
    scenario: &mut Scenario,
    account: AccountId,
    kind: ResourceKind,
) -> (EntityAddress, Result<(), Refused>) {
    let free = |arn: &Arn| !scenario.resources.iter().any(|known| known.arn == *arn);
    let arn = (1_u32..).filter_map(|number| resource_arn(account, kind, number)).find(free);
    let Some(arn) = arn else { return (EntityAddress::Account(account), Ok(())) };
    let owner = arn.account().is_none().then_some(account);
    let done = scenario.add_resource(Resource::new(arn.clone(), owner));
    (EntityAddress::Resource(arn), done)
}

/// The ARN that another one of a resource gets beside it, where AWS chooses the name: a key's or an endpoint's id.
pub(super) fn next_of_its_kind(scenario: &Scenario, arn: &Arn) -> Option<Arn> {
    let kind = match (arn.service(), arn.resource().split_once('/')?.0) {
        ("kms", "key") => ResourceKind::Key,
        ("ec2", "vpc-endpoint") => ResourceKind::VpcEndpoint,
        _ => return None,
    };
    let account = arn.account()?;
    (1_u32..)
        .filter_map(|number| {
            let next = resource_arn(account, kind, number)?;
            let (place, owner) = (arn.region(), account.to_string());
            Arn::new(arn.partition(), next.service(), place, &owner, next.resource()).ok()
        })
        .find(|next| !scenario.resources.iter().any(|known| known.arn == *next))
}

/// The ARN that the first, second, … new resource of a kind gets.
fn resource_arn(account: AccountId, kind: ResourceKind, number: u32) -> Option<Arn> {
    let named = |name: &str| match number {
        1 => name.to_owned(),
        number => format!("{name}-{number}"),
    };
    let (service, resource) = match kind {
        ResourceKind::Bucket => ("s3", named("bucket")),
        ResourceKind::Key => ("kms", format!("key/1234abcd-12ab-34cd-56ef-{number:012}")),
        ResourceKind::Queue => ("sqs", named("queue")),
        ResourceKind::Topic => ("sns", named("topic")),
        // AWS puts six random characters behind the name.
        ResourceKind::Secret => ("secretsmanager", format!("secret:{}-a1b2c3", named("secret"))),
        ResourceKind::Function => ("lambda", format!("function:{}", named("function"))),
        ResourceKind::VpcEndpoint => ("ec2", format!("vpc-endpoint/vpce-{number:017x}")),
        ResourceKind::Other => ("dynamodb", format!("table/{}", named("table"))),
    };
    if kind == ResourceKind::Bucket {
        return Arn::new("aws", service, "", "", &resource).ok();
    }
    Arn::new("aws", service, "us-east-1", &account.to_string(), &resource).ok()
}

fn fresh(
    scenario: &Scenario,
    account: AccountId,
    wish: &str,
    taken: impl Fn(&Account, &str) -> bool,
) -> Rc<str> {
    let known = scenario.account(account);
    scenario.fresh_name(wish, |name| known.is_some_and(|known| taken(known, name))).into()
}

/// An account id of one digit twelve times, as AWS's own examples have them, that nothing in the scenario names: whoever
/// it means by one of those is somebody else.
pub(super) fn fresh_account(scenario: &Scenario) -> AccountId {
    let text = scenario.write();
    let repeated = (1..=9_u64).map(|digit| digit * 111_111_111_111);
    repeated
        .chain(123_456_789_012..)
        .filter_map(|number| AccountId::from_number(number).ok())
        .find(|id| !text.contains(&id.to_string()))
        .unwrap_or_else(|| scenario.accounts[0].id)
}

pub(super) fn in_account(
    scenario: &mut Scenario,
    id: AccountId,
    change: impl FnOnce(&mut Account),
) -> Result<(), Refused> {
    scenario.edit(|edited| {
        if let Some(account) = edited.account_mut(id) {
            change(account);
        }
    })
}
