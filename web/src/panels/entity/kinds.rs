//! One view per kind of entity.

use std::rc::Rc;

use iam::{AccountId, Arn, Credentials, PolicyType};
use simulator::scenario::{Account, Group, MfaDevice, OrganizationalUnit, Resource, Role, User};
use yew::prelude::*;

use super::{
    fields::{self, write},
    organization, policy, provider, scenario,
};
use crate::{
    browser::focus,
    components::{
        draft_field::DraftField,
        field::Field,
        list_field::{Choice, ListField},
    },
    state::{Action, EntityAddress, EntityField, entity::NewEntity, selectors, world},
    store::Store,
};

/// The most characters of a role's description. AWS: "CreateRole".
const ROLE_DESCRIPTION: usize = 1000;

/// The settings of the entity.
pub(super) fn view(store: &Store, entity: &EntityAddress) -> Html {
    let known = &store.simulation.scenario;
    let account = |id: &AccountId| known.account(*id);
    match entity {
        EntityAddress::Role(id, name) => account(id)
            .and_then(|known| known.roles.iter().find(|role| role.name == *name))
            .map(|known| role(store, entity, *id, known)),
        EntityAddress::User(id, name) => account(id)
            .and_then(|known| Some((known, known.users.iter().find(|user| user.name == *name)?)))
            .map(|(account, known)| user(store, entity, account, known)),
        EntityAddress::Group(id, name) => account(id)
            .and_then(|known| Some((known, known.groups.iter().find(|group| group.name == *name)?)))
            .map(|(account, known)| group(store, entity, account, known)),
        EntityAddress::Account(id) => account(id).map(|known| account_view(store, entity, known)),
        EntityAddress::Unit(path) => known.unit(path).map(|known| unit(store, entity, path, known)),
        EntityAddress::Resource(arn) => known
            .resources
            .iter()
            .find(|known| known.arn == *arn)
            .map(|known| resource(store, entity, known)),
        EntityAddress::Start => Some(start(store, entity)),
        EntityAddress::Scenario => Some(scenario::view(store)),
        EntityAddress::Provider(arn) => provider::view(store, entity, arn),
        EntityAddress::ManagedPolicy(arn) => policy::managed(store, entity, arn),
        EntityAddress::OrganizationPolicy(name) => policy::of_organization(store, entity, name),
        EntityAddress::InlinePolicy(..) => None,
    }
    .unwrap_or_default()
}

fn role(store: &Store, entity: &EntityAddress, account: AccountId, role: &Role) -> Html {
    let seconds = role.max_session_duration;
    let check = Callback::from(|text: AttrValue| match text.trim().parse::<i64>() {
        _ if text.trim().is_empty() => None,
        Ok(3600..=43200) => None,
        Ok(_) => Some("A role's maximum lies between 3600 and 43200 seconds.".into()),
        Err(_) => Some("A whole number of seconds.".into()),
    });
    let on_input = write(store, entity, |text: AttrValue| {
        EntityField::MaxSessionDuration(text.trim().parse().ok())
    });
    let value = seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
    let note = format!(
        "{} at most, before the limits of the call",
        selectors::short_duration(seconds.unwrap_or(3600))
    );
    html! {
        <>
            { fact("Arn", role.arn_in(account).as_str()) }
            <DraftField id="entity-maximum" label="MaxSessionDuration" limit="3600 to 43200 s" placeholder="3600"
                {value} {note} {check} {on_input} />
            { fields::boundary(store, entity, account, role.boundary.as_ref()) }
            { fields::attached(store, entity, account, &role.attached_policies) }
            { fields::tags(store, entity, &role.tags) }
            { fields::path(store, entity, role.path.as_deref()) }
            { fields::unique_id(store, entity, "RoleId", "AROAEXAMPLEID12345", role.unique_id.as_deref()) }
            { fields::description(store, entity, role.description.as_deref(), ROLE_DESCRIPTION) }
        </>
    }
}

fn user(store: &Store, entity: &EntityAddress, account: &Account, user: &User) -> Html {
    let simple =
        |name: &Rc<str>| Choice { value: Rc::clone(name).into(), label: Rc::clone(name).into() };
    let values: Vec<Choice> = user.groups.iter().map(simple).collect();
    let choices: Vec<Choice> = account.groups.iter().map(|group| simple(&group.name)).collect();
    let none = values.is_empty() && choices.is_empty();
    let on_change = write(store, entity, |values: Vec<AttrValue>| {
        EntityField::Groups(values.iter().map(|value| Rc::from(&**value)).collect())
    });
    html! {
        <>
            { fact("Arn", user.arn_in(account.id).as_str()) }
            if none {
                { none_yet("entity-groups", store, "GroupList", "No group in this account.", vec![("Add a group", NewEntity::Group(account.id))]) }
            } else {
                <ListField id="entity-groups" label="GroupList" {values} {choices} {on_change} />
            }
            { fields::boundary(store, entity, account.id, user.boundary.as_ref()) }
            { fields::attached(store, entity, account.id, &user.attached_policies) }
            { mfa(store, entity, account.id, user) }
            { fields::tags(store, entity, &user.tags) }
            { fields::path(store, entity, user.path.as_deref()) }
            { fields::unique_id(store, entity, "UserId", "AIDAEXAMPLEID12345", user.unique_id.as_deref()) }
        </>
    }
}

/// What stands where there is nothing yet, and the ways to the first one.
pub(super) fn none_yet(
    id: &'static str,
    store: &Store,
    label: &'static str,
    words: &'static str,
    ways: Vec<(&'static str, NewEntity)>,
) -> Html {
    let view_way = |(words, new): (&'static str, NewEntity)| {
        let store = store.clone();
        let add = Callback::from(move |_: MouseEvent| {
            store.dispatch(Action::EntityAdded(new.clone()));
            focus::select("subject-name");
        });
        html! { <button type="button" class="link-button" data-edits="" onclick={add}>{ words }</button> }
    };
    html! {
        <div class="field" {id}>
            <h3 class="field-label">{ label }</h3>
            <p class="entity-none secondary">{ words }{ for ways.into_iter().map(view_way) }</p>
        </div>
    }
}

fn mfa(store: &Store, entity: &EntityAddress, account: AccountId, user: &User) -> Html {
    let serial = |device: &MfaDevice| Choice {
        value: Rc::clone(&device.serial_number).into(),
        label: Rc::clone(&device.serial_number).into(),
    };
    let values: Vec<Choice> = user.mfa_devices.iter().map(serial).collect();
    let own = AttrValue::from(format!("arn:aws:iam::{account}:mfa/{}", user.name));
    let choices = vec![Choice { value: own.clone(), label: own }];
    let known = user.mfa_devices.clone();
    let on_change = write(store, entity, move |values: Vec<AttrValue>| {
        let device = |value: &AttrValue| {
            let before = known.iter().find(|device| &*device.serial_number == value.as_str());
            before.cloned().unwrap_or_else(|| MfaDevice {
                serial_number: (&**value).into(),
                ..MfaDevice::default()
            })
        };
        EntityField::MfaDevices(values.iter().map(device).collect())
    });
    html! { <ListField id="entity-mfa" label="MFADevices" {values} {choices} {on_change} /> }
}

fn group(store: &Store, entity: &EntityAddress, account: &Account, group: &Group) -> Html {
    let simple =
        |name: &Rc<str>| Choice { value: Rc::clone(name).into(), label: Rc::clone(name).into() };
    let members = account.users.iter().filter(|user| user.groups.contains(&group.name));
    let values: Vec<Choice> = members.map(|user| simple(&user.name)).collect();
    let choices: Vec<Choice> = account.users.iter().map(|user| simple(&user.name)).collect();
    let on_change = write(store, entity, |values: Vec<AttrValue>| {
        EntityField::Members(values.iter().map(|value| Rc::from(&**value)).collect())
    });
    html! {
        <>
            { fact("Arn", group.arn_in(account.id).as_str()) }
            if choices.is_empty() {
                { none_yet("entity-members", store, "Members", "No user in this account.", vec![("Add a user", NewEntity::User(account.id))]) }
            } else {
                <ListField id="entity-members" label="Members" {values} {choices} {on_change} />
            }
            { fields::attached(store, entity, account.id, &group.attached_policies) }
            { fields::path(store, entity, group.path.as_deref()) }
            { fields::unique_id(store, entity, "GroupId", "AGPAEXAMPLEID12345", group.unique_id.as_deref()) }
        </>
    }
}

fn unit(
    store: &Store,
    entity: &EntityAddress,
    path: &Rc<[usize]>,
    unit: &OrganizationalUnit,
) -> Html {
    let (label, placeholder) = match path.is_empty() {
        true => ("Id of the root", "r-ab12"),
        false => ("Id", "ou-ab12-11111111"),
    };
    let is_empty = unit.accounts.is_empty() && unit.units.is_empty();
    let ways = vec![
        ("Add an account", NewEntity::Account(Some(Rc::clone(path)))),
        ("Add a unit", NewEntity::Unit(Rc::clone(path))),
    ];
    html! {
        <>
            if path.is_empty() { { organization::view(store, entity) } }
            { fields::unique_id(store, entity, label, placeholder, unit.id.as_deref()) }
            { policies_of_level(store, entity, unit.service_control_policies.as_deref(),
                unit.resource_control_policies.as_deref()) }
            if is_empty { { none_yet("entity-below", store, "Accounts and units", "Nothing in it yet.", ways) } }
        </>
    }
}

fn account_view(store: &Store, entity: &EntityAddress, account: &Account) -> Html {
    let on_name = write(store, entity, |text: AttrValue| EntityField::AccountName((&*text).into()));
    let name = account.name.as_deref().unwrap_or_default().to_owned();
    let regions = account.regions.as_deref().unwrap_or_default();
    let on_vending = write(store, entity, EntityField::JwtVendingEnabled);
    html! {
        <>
            { account_id(store, account.id) }
            <Field id="entity-name" label="AccountName" limit="optional" mono=false value={name} on_input={on_name} />
            { fields::words(store, entity, &fields::Words {
                id: "entity-aliases", label: "AccountAliases", limit: "for signing in and Switch Role", placeholder: "none",
                field: EntityField::Aliases,
            }, &account.aliases) }
            { fields::words(store, entity, &fields::Words {
                id: "entity-regions", label: "Regions", limit: "activated for STS", placeholder: "all",
                field: |list| EntityField::Regions((!list.is_empty()).then_some(list)),
            }, regions) }
            { fields::unit(store, entity, account.id) }
            if world::unit_of(&store.simulation.scenario, account.id).is_some() {
                { policies_of_level(store, entity, account.service_control_policies.as_deref(),
                    account.resource_control_policies.as_deref()) }
            }
            { fields::flag("entity-vending", "JwtVendingEnabled: GetWebIdentityToken is switched on",
                account.jwt_vending_enabled.unwrap_or_default(), &on_vending) }
            if is_empty(store, account) {
                { none_yet("entity-inside", store, "Users, groups and roles", "Nothing in it yet.", vec![
                    ("Add a user", NewEntity::User(account.id)),
                    ("Add a group", NewEntity::Group(account.id)),
                    ("Add a role", NewEntity::Role(account.id)),
                ]) }
            }
        </>
    }
}

fn is_empty(store: &Store, account: &Account) -> bool {
    let mut owners = store.simulation.scenario.resources.iter();
    let owns = owners.any(|it| it.account.or_else(|| it.arn.account()) == Some(account.id));
    account.users.is_empty()
        && account.groups.is_empty()
        && account.roles.is_empty()
        && account.policies.is_empty()
        && account.saml_providers.is_empty()
        && account.oidc_providers.is_empty()
        && !owns
}

/// The id, which is changed as a whole: half an id is none.
fn account_id(store: &Store, old: AccountId) -> Html {
    let check = Callback::from(|text: AttrValue| {
        text.trim().parse::<AccountId>().err().map(|_| "An account id has 12 digits.".into())
    });
    let on_input = store.on(move |text: AttrValue| {
        let new = text.trim().parse().unwrap_or(old);
        Action::AccountIdEdited { old, new }
    });
    html! {
        <DraftField id="entity-id" label="AccountId" limit="12 digits" value={old.to_string()}
            note="Every ARN follows." {check} {on_input} />
    }
}

fn policies_of_level(
    store: &Store,
    entity: &EntityAddress,
    service: Option<&[Rc<str>]>,
    resource: Option<&[Rc<str>]>,
) -> Html {
    html! {
        <>
            { fields::organization_policies(store, entity, PolicyType::ServiceControl, service) }
            { fields::organization_policies(store, entity, PolicyType::ResourceControl, resource) }
        </>
    }
}

fn resource(store: &Store, entity: &EntityAddress, resource: &Resource) -> Html {
    let on_input = write(store, entity, |text: AttrValue| {
        EntityField::ResourceAccount(text.trim().parse().ok())
    });
    let check = Callback::from(|text: AttrValue| {
        let fine = text.trim().is_empty() || text.trim().parse::<AccountId>().is_ok();
        (!fine).then(|| "An account id has 12 digits.".into())
    });
    let value = resource.account.map(|id| id.to_string()).unwrap_or_default();
    html! {
        <>
            { fields::name(store, entity, "entity-arn", "Arn", resource.arn.shared().into(), |text| text.into()) }
            <DraftField id="entity-account" label="AccountId" limit="its owner" {value} {check} {on_input} />
            { fields::tags(store, entity, &resource.tags) }
        </>
    }
}

fn start(store: &Store, entity: &EntityAddress) -> Html {
    let scenario = &store.simulation.scenario;
    let start = &scenario.start;
    let mut choices: Vec<AttrValue> = Vec::new();
    for account in &scenario.accounts {
        choices.extend(account.users.iter().map(|user| user.arn_in(account.id).shared().into()));
        choices.extend(account.roles.iter().map(|role| role.arn_in(account.id).shared().into()));
    }
    choices.extend(scenario.accounts.iter().map(|account| {
        let root = format!("arn:aws:iam::{}:root", account.id);
        AttrValue::from(root)
    }));
    use simulator::service::{EC2, LAMBDA, PODS, ROLES_ANYWHERE};
    choices.extend([EC2, LAMBDA, PODS, ROLES_ANYWHERE].map(AttrValue::from));
    let principal = |text: AttrValue| EntityField::StartPrincipal(text.trim().into());
    let check_principal = fields::check(store, entity, principal);
    let on_principal = write(store, entity, principal);
    let check = Callback::from(|text: AttrValue| {
        iam::Timestamp::parse_iso(&text)
            .err()
            .map(|_| "A moment such as 2026-11-22T10:00:00Z.".into())
    });
    let time = start.time;
    let on_time = write(store, entity, move |text: AttrValue| {
        EntityField::StartTime(iam::Timestamp::parse_iso(&text).unwrap_or(time))
    });
    html! {
        <>
            <DraftField id="start-principal" label="principal" note={who_starts(store)} limit="a user, a role, root, a service or a provider"
                value={AttrValue::from(Rc::clone(&start.principal))} choices={Rc::<[AttrValue]>::from(choices)} check={check_principal} on_input={on_principal} />
            <DraftField id="start-time" label="time" limit="UTC" value={time.to_string()} {check} on_input={on_time} />
            { crate::panels::start::view(store) }
            { session_of_start(store, entity) }
        </>
    }
}

/// Who the start is, in words.
fn who_starts(store: &Store) -> String {
    let principal = &store.simulation.outcome.start.principal;
    let Some(account) = principal.account else {
        return match principal.kind {
            iam::PrincipalKind::Service => {
                "an AWS service, which takes roles for others".to_owned()
            }
            _ => "a provider that AWS knows without registration".to_owned(),
        };
    };
    let known = store.simulation.scenario.account(account);
    let name = known.and_then(|known| known.name.as_deref().map(str::to_owned));
    let name = name.unwrap_or_else(|| account.to_string());
    format!("{} in {name}", selectors::short_name(principal.display_arn()))
}

/// What the given session carries.
fn session_of_start(store: &Store, entity: &EntityAddress) -> Html {
    let start = &store.simulation.scenario.start;
    let principal = &store.simulation.outcome.start.principal;
    let is_role = principal.credentials == Credentials::RoleSession;
    if !is_role && principal.credentials != Credentials::FederationToken {
        return Html::default();
    }
    html! {
        <>
            { fields::tags(store, entity, &start.tags) }
            if is_role && !start.tags.is_empty() { { fields::transitive_keys(store, entity, start) } }
            { fields::policy_arns(store, entity, start, principal.arn.as_ref().and_then(Arn::account)) }
            if is_role { { fields::session_keys(store, entity, start) } }
        </>
    }
}

pub(super) fn fact(label: &'static str, value: &str) -> Html {
    html! {
        <dl class="entity-fact"><dt>{ label }</dt><dd class="mono">{ value.to_owned() }</dd></dl>
    }
}
