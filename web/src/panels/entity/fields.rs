//! The settings that several kinds of entity share, each wired to its action.

use std::rc::Rc;

use iam::{AccountId, Arn};
use simulator::{
    Scenario,
    scenario::{AttachedPolicy, Boundary, ContextEntries, Start, TagEntry},
};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::kinds::none_yet;
use crate::{
    components::{
        draft_field::DraftField,
        list_field::{Choice, ListField},
        name_field::NameField,
        tags_field::TagsField,
    },
    state::{Action, EntityAddress, EntityField, StartPart, entity::NewEntity, selectors, world},
    store::Store,
};

/// AWS-managed policies that are built in.
const BUILT_IN: [&str; 7] = [
    "AdministratorAccess",
    "PowerUserAccess",
    "ReadOnlyAccess",
    "SecurityAudit",
    "IAMFullAccess",
    "AmazonS3FullAccess",
    "AmazonS3ReadOnlyAccess",
];

/// A callback that writes a setting of the entity.
pub(super) fn write<T: 'static>(
    store: &Store,
    entity: &EntityAddress,
    field: impl Fn(T) -> EntityField + 'static,
) -> Callback<T> {
    let entity = entity.clone();
    store.on(move |value| Action::EntityEdited { entity: entity.clone(), field: field(value) })
}

/// What the file would have against a text, for a field that keeps what cannot be taken yet.
pub(super) fn check(
    store: &Store,
    entity: &EntityAddress,
    field: impl Fn(AttrValue) -> EntityField + 'static,
) -> Callback<AttrValue, Option<AttrValue>> {
    let (scenario, entity) = (Rc::clone(&store.simulation.scenario), entity.clone());
    Callback::from(move |text| world::refusal(&scenario, &entity, field(text)).map(AttrValue::from))
}

/// Tags.
pub(super) fn tags(store: &Store, entity: &EntityAddress, tags: &[TagEntry]) -> Html {
    let shown: Vec<(AttrValue, AttrValue)> =
        tags.iter().map(|tag| (Rc::clone(&tag.key).into(), Rc::clone(&tag.value).into())).collect();
    let field = |tags: Vec<(AttrValue, AttrValue)>| {
        let entry = |(key, value): (AttrValue, AttrValue)| TagEntry {
            key: (&*key).into(),
            value: (&*value).into(),
        };
        EntityField::Tags(tags.into_iter().map(entry).collect())
    };
    let on_change = write(store, entity, field);
    let (scenario, entity) = (Rc::clone(&store.simulation.scenario), entity.clone());
    let check = Callback::from(move |tags| {
        world::refusal(&scenario, &entity, field(tags)).map(AttrValue::from)
    });
    html! { <TagsField id="entity-tags" label="Tags" tags={shown} {check} {on_change} /> }
}

/// Which tags of the start's session go on to the next.
pub(super) fn transitive_keys(store: &Store, entity: &EntityAddress, start: &Start) -> Html {
    let key = |key: &Rc<str>| Choice { value: key.clone().into(), label: key.clone().into() };
    let values = start.transitive_tag_keys.iter().map(key).collect::<Vec<_>>();
    let choices = start.tags.iter().map(|tag| key(&tag.key)).collect::<Vec<_>>();
    let on_change = write(store, entity, |values: Vec<AttrValue>| {
        EntityField::Start(StartPart::TransitiveTagKeys(texts(values)))
    });
    html! { <ListField id="start-transitive" label="TransitiveTagKeys" {values} {choices} {on_change} /> }
}

/// Managed session policies of the start.
pub(super) fn policy_arns(
    store: &Store,
    entity: &EntityAddress,
    start: &Start,
    account: Option<AccountId>,
) -> Html {
    let named = |text: &Rc<str>| {
        let label = text.rsplit('/').next().unwrap_or_default().to_owned();
        Choice { value: text.clone().into(), label: label.into() }
    };
    let values = start.policy_arns.iter().map(named).collect::<Vec<_>>();
    let all = account.map_or_else(Vec::new, |id| managed(&store.simulation.scenario, id));
    let is_new = |choice: &Choice| !start.policy_arns.iter().any(|arn| **arn == *choice.value);
    let choices = all.into_iter().filter(is_new).collect::<Vec<_>>();
    let on_change = write(store, entity, |values: Vec<AttrValue>| {
        EntityField::Start(StartPart::PolicyArns(texts(values)))
    });
    let on_open = open_managed(store);
    html! { <ListField id="start-policy-arns" label="PolicyArns" {values} {choices} {on_change} {on_open} /> }
}

fn texts(values: Vec<AttrValue>) -> Vec<Rc<str>> {
    values.iter().map(|value| Rc::from(&**value)).collect()
}

/// What a service put into the start's session: a row for each value; keys without one stay as they are.
pub(super) fn session_keys(store: &Store, entity: &EntityAddress, start: &Start) -> Html {
    let has_values = |values: &Option<Vec<Rc<str>>>| values.iter().flatten().next().is_some();
    let shown: Vec<(AttrValue, AttrValue)> = start
        .session_keys
        .iter()
        .flat_map(|(key, values)| values.iter().flatten().map(|value| (key.clone(), value.clone())))
        .map(|(key, value)| (key.into(), value.into()))
        .collect();
    let keys = start.session_keys.iter();
    let others: ContextEntries = keys.filter(|(_, values)| !has_values(values)).cloned().collect();
    let field = move |rows: Vec<(AttrValue, AttrValue)>| {
        let mut all = gathered(rows);
        all.extend(others.iter().cloned());
        EntityField::Start(StartPart::SessionKeys(all))
    };
    let on_change = write(store, entity, field.clone());
    let (scenario, entity) = (Rc::clone(&store.simulation.scenario), entity.clone());
    let check = Callback::from(move |rows| {
        world::refusal(&scenario, &entity, field(rows)).map(AttrValue::from)
    });
    html! { <TagsField id="start-session-keys" label="sessionKeys" one="session key" tags={shown} {check} {on_change} /> }
}

/// Rows of one key are its values.
fn gathered(rows: Vec<(AttrValue, AttrValue)>) -> ContextEntries {
    let mut all = ContextEntries::new();
    for (key, value) in rows {
        let value: Rc<str> = (&*value).into();
        match all.iter_mut().find(|(known, _)| **known == *key) {
            Some((_, values)) => values.get_or_insert_default().push(value),
            None => all.push(((&*key).into(), Some(vec![value]))),
        }
    }
    all
}

/// A list of words that are typed one behind the other.
pub(super) struct Words {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) limit: &'static str,
    /// What holds where there is none.
    pub(super) placeholder: &'static str,
    pub(super) field: fn(Vec<Rc<str>>) -> EntityField,
}

/// The field for such a list.
pub(super) fn words(
    store: &Store,
    entity: &EntityAddress,
    words: &Words,
    list: &[Rc<str>],
) -> Html {
    let field = words.field;
    let read = move |text: AttrValue| {
        let parts = text.split([',', ' ']).filter(|part| !part.is_empty());
        field(parts.map(Rc::from).collect())
    };
    let (check, on_input) = (check(store, entity, read), write(store, entity, read));
    html! {
        <DraftField id={words.id} label={words.label} limit={words.limit} placeholder={words.placeholder}
            value={list.join(", ")} note="Separate them by commas." {check} {on_input} />
    }
}

/// A switch.
pub(super) fn flag(
    id: &'static str,
    words: &'static str,
    is_on: bool,
    on_change: &Callback<bool>,
) -> Html {
    let onchange = on_change.reform(move |_: Event| !is_on);
    html! {
        <label class="choice">
            <input type="checkbox" {id} checked={is_on} {onchange} />
            { words }
        </label>
    }
}

/// What something is known by everywhere: taken as a whole when the field is left, and followed by what refers to it.
pub(super) fn name(
    store: &Store,
    entity: &EntityAddress,
    id: &'static str,
    label: &'static str,
    value: AttrValue,
    as_name: fn(&str) -> Rc<str>,
) -> Html {
    let on_named = {
        let entity = entity.clone();
        store.on(move |name: AttrValue| Action::EntityRenamed {
            entity: entity.clone(),
            name: as_name(&name),
        })
    };
    let refuses = {
        let (scenario, entity) = (Rc::clone(&store.simulation.scenario), entity.clone());
        Callback::from(move |name: AttrValue| {
            world::rename_refused(&scenario, &entity, &as_name(&name)).map(AttrValue::from)
        })
    };
    whole(entity, (id, label), value, refuses, on_named)
}

fn whole(
    entity: &EntityAddress,
    (id, label): (&'static str, &'static str),
    value: AttrValue,
    refuses: Callback<AttrValue, Option<AttrValue>>,
    on_named: Callback<AttrValue>,
) -> Html {
    let on_named = {
        let old = value.clone();
        Callback::from(move |name: AttrValue| {
            if name != old {
                on_named.emit(name);
            }
        })
    };
    let refuses = {
        let old = value.clone();
        Callback::from(move |name: AttrValue| match name == old {
            true => None,
            false => refuses.emit(name),
        })
    };
    html! {
        <div class="field">
            <label class="field-label" for={id}>{ label }</label>
            <NameField {id} what={label} class="input-mono" {label} whose={format!("{entity:?}")} name={value} {refuses} {on_named} />
            <p class="field-note">{ "Taken when you leave the field. What refers to it follows." }</p>
        </div>
    }
}

/// The id that AWS gives it, which condition keys and trust policies may name.
pub(super) fn unique_id(
    store: &Store,
    entity: &EntityAddress,
    label: &'static str,
    placeholder: &'static str,
    id: Option<&str>,
) -> Html {
    let field = |text: AttrValue| EntityField::UniqueId(text.trim().into());
    let (check, on_input) = (check(store, entity, field), write(store, entity, field));
    let value = id.unwrap_or_default().to_owned();
    html! { <DraftField id="entity-unique-id" {label} limit="optional" {placeholder} {value} {check} {on_input} /> }
}

/// A path.
pub(super) fn path(store: &Store, entity: &EntityAddress, path: Option<&str>) -> Html {
    let check = check_path(store, entity);
    let on_input = write(store, entity, as_path);
    let value = path.unwrap_or_default().to_owned();
    html! { <DraftField id="entity-path" label="Path" limit="optional" placeholder="/" {value} {check} {on_input} /> }
}

/// The path of what is known by its ARN: it is another one with every letter.
pub(super) fn path_in_arn(store: &Store, entity: &EntityAddress, path: Option<&str>) -> Html {
    let (refuses, on_named) = (check_path(store, entity), write(store, entity, as_path));
    let value = path.unwrap_or("/").to_owned().into();
    whole(entity, ("entity-path", "Path"), value, refuses, on_named)
}

fn as_path(text: AttrValue) -> EntityField {
    EntityField::Path((&*text).into())
}

fn check_path(store: &Store, entity: &EntityAddress) -> Callback<AttrValue, Option<AttrValue>> {
    let refused = check(store, entity, as_path);
    Callback::from(move |text: AttrValue| {
        let fine = text.is_empty() || (text.starts_with('/') && text.ends_with('/'));
        if fine {
            refused.emit(text)
        } else {
            Some("A path begins and ends with a slash: /teams/web/".into())
        }
    })
}

/// A description of at most so many letters.
pub(super) fn description(
    store: &Store,
    entity: &EntityAddress,
    text: Option<&str>,
    most: usize,
) -> Html {
    let on_input =
        write(store, entity, |text: AttrValue| EntityField::Description((&*text).into()));
    let check = Callback::from(move |text: AttrValue| {
        let is_long = text.chars().count() > most;
        is_long.then(|| format!("A description has at most {most} characters.").into())
    });
    let value = text.unwrap_or_default().to_owned();
    html! {
        <DraftField id="entity-description" label="Description" limit={format!("optional, at most {most} characters")}
            mono=false {value} {check} {on_input} />
    }
}

/// Attached managed policies.
pub(super) fn attached(
    store: &Store,
    entity: &EntityAddress,
    account: AccountId,
    attached: &[AttachedPolicy],
) -> Html {
    let values = attached.iter().map(|policy| choice(&policy.arn)).collect::<Vec<_>>();
    let choices = managed(&store.simulation.scenario, account);
    let on_change = write(store, entity, |values: Vec<AttrValue>| {
        EntityField::AttachedPolicies(
            values.iter().filter_map(|value| value.parse().ok()).collect(),
        )
    });
    let on_open = open_managed(store);
    html! { <ListField id="entity-attached" label="AttachedManagedPolicies" {values} {choices} {on_change} {on_open} /> }
}

/// The permissions boundary.
pub(super) fn boundary(
    store: &Store,
    entity: &EntityAddress,
    account: AccountId,
    boundary: Option<&Boundary>,
) -> Html {
    let chosen = boundary.map(|boundary| choice(&boundary.arn));
    let mut choices = managed(&store.simulation.scenario, account);
    if let Some(chosen) = chosen.as_ref().filter(|chosen| !choices.contains(chosen)) {
        choices.insert(0, chosen.clone());
    }
    let on_change = write(store, entity, |text: String| EntityField::Boundary(text.parse().ok()));
    let onchange = Callback::from(move |event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        on_change.emit(field.value());
    });
    let option = |known: &Choice| {
        let selected = chosen.as_ref() == Some(known);
        html! { <option value={known.value.clone()} {selected}>{ known.label.clone() }</option> }
    };
    html! {
        <div class="field">
            <label class="field-label" for="entity-boundary">{ "PermissionsBoundary" }</label>
            <select class="input" id="entity-boundary" {onchange}>
                <option value="" selected={chosen.is_none()}>{ "none" }</option>
                { for choices.iter().map(option) }
            </select>
        </div>
    }
}

/// Names of SCPs or RCPs that are attached at a level of the organization.
pub(super) fn organization_policies(
    store: &Store,
    entity: &EntityAddress,
    kind: iam::PolicyType,
    names: Option<&[Rc<str>]>,
) -> Html {
    let is_service = kind == iam::PolicyType::ServiceControl;
    let simple =
        |name: &str| Choice { value: name.to_owned().into(), label: name.to_owned().into() };
    let default: &[Rc<str>] = &[];
    let mut values: Vec<Choice> =
        names.unwrap_or(default).iter().map(|name| simple(name)).collect();
    if names.is_none() && is_service {
        values.push(simple("FullAWSAccess"));
    }
    let organization = store.simulation.scenario.organization.as_ref();
    let known = organization.iter().flat_map(|organization| &organization.policies);
    let mut choices: Vec<Choice> =
        known.filter(|policy| policy.kind == kind).map(|policy| simple(&policy.name)).collect();
    if is_service {
        choices.insert(0, simple("FullAWSAccess"));
    }
    let on_change = write(store, entity, move |values: Vec<AttrValue>| {
        let names = Some(values.iter().map(|value| Rc::from(&**value)).collect());
        match is_service {
            true => EntityField::ServiceControlPolicies(names),
            false => EntityField::ResourceControlPolicies(names),
        }
    });
    let (id, label, note) = match is_service {
        true => (
            "entity-scps",
            "ServiceControlPolicies",
            "Every level has to allow; an empty list allows nothing.",
        ),
        false => ("entity-rcps", "ResourceControlPolicies", "RCPFullAWSAccess is always attached."),
    };
    html! { <ListField {id} {label} {note} {values} {choices} {on_change} /> }
}

/// The organizational unit of an account.
pub(super) fn unit(store: &Store, entity: &EntityAddress, account: AccountId) -> Html {
    let scenario = &store.simulation.scenario;
    let Some(organization) = &scenario.organization else {
        let ways = vec![("Add an organization", NewEntity::Organization)];
        let words = "There is no organization: no SCP and no RCP has a say.";
        return none_yet("entity-unit", store, "OrganizationalUnit", words, ways);
    };
    let (units, now) = (world::units(scenario), world::unit_of(scenario, account));
    let note = match now {
        None => "In no unit it is outside the organization: no SCP and no RCP has a say.",
        Some(_) if organization.management_account == account => {
            "The management account: SCPs and RCPs do not restrict it."
        }
        Some(_) => "SCPs and RCPs of every level above it have a say.",
    };
    let paths: Vec<Rc<[usize]>> = units.iter().map(|(path, _)| Rc::clone(path)).collect();
    // The first entry is "none".
    let shown = now.as_ref().and_then(|now| paths.iter().position(|path| path == now));
    let shown = shown.map_or(0, |index| index + 1);
    let chosen = move |index: usize| {
        EntityField::Unit(index.checked_sub(1).and_then(|index| paths.get(index).cloned()))
    };
    let on_choose = write(store, entity, chosen.clone());
    let (given, of) = (Rc::clone(scenario), entity.clone());
    let onchange = Callback::from(move |event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        let index = usize::try_from(field.selected_index()).unwrap_or_default();
        // What is refused is not shown as if it had been taken.
        if world::refusal(&given, &of, chosen(index)).is_some() {
            field.set_selected_index(i32::try_from(shown).unwrap_or_default());
        }
        on_choose.emit(index);
    });
    html! {
        <div class="field">
            <label class="field-label" for="entity-unit">{ "OrganizationalUnit" }</label>
            <select class="input" id="entity-unit" aria-describedby="entity-unit-note" {onchange}>
                <option selected={now.is_none()}>{ "none" }</option>
                { for units.iter().map(|(path, words)| html! {
                    <option selected={now.as_ref() == Some(path)}>{ words.clone() }</option>
                }) }
            </select>
            <p class="field-note" id="entity-unit-note">{ note }</p>
        </div>
    }
}

fn choice(arn: &Arn) -> Choice {
    Choice { value: arn.shared().into(), label: arn.name().to_owned().into() }
}

fn managed(scenario: &Scenario, account: AccountId) -> Vec<Choice> {
    let own = scenario.account(account).into_iter().flat_map(|known| &known.policies);
    let mut choices: Vec<Choice> = own.map(|policy| choice(&policy.arn_in(account))).collect();
    for name in BUILT_IN {
        let arn = format!("arn:aws:iam::aws:policy/{name}");
        if !choices.iter().any(|known| *known.value == arn) {
            choices.push(Choice { value: arn.into(), label: format!("{name} (AWS)").into() });
        }
    }
    choices
}

fn open_managed(store: &Store) -> Callback<AttrValue> {
    let scenario = Rc::clone(&store.simulation.scenario);
    store.on(move |value: AttrValue| match value.parse() {
        Ok(arn) => Action::DocumentOpened {
            address: selectors::managed_address(&scenario, &arn),
            reveal: None,
        },
        Err(_) => Action::SubjectClosed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_key_are_its_values() {
        let rows = [("a", "1"), ("b", "2"), ("a", "3")];
        let rows = rows.map(|(key, value)| (key.into(), value.into())).to_vec();
        let values = |all: &[&str]| Some(all.iter().map(|one| Rc::from(*one)).collect());
        let expected = [("a".into(), values(&["1", "3"])), ("b".into(), values(&["2"]))];
        assert_eq!(gathered(rows), expected);
    }
}
