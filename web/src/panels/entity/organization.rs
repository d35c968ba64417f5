//! What is said of the organization as a whole.

use std::rc::Rc;

use iam::AccountId;
use simulator::{Scenario, scenario::OrganizationalUnit};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::fields::{self, write};
use crate::{
    components::list_field::{Choice, ListField},
    state::{EntityAddress, EntityField, selectors, settings::OrganizationPart},
    store::Store,
};

/// What can be switched on for the root users of member accounts. AWS: "ListOrganizationsFeatures".
const FEATURES: [&str; 2] = ["RootCredentialsManagement", "RootSessions"];

/// The settings.
pub(super) fn view(store: &Store, entity: &EntityAddress) -> Html {
    let scenario = &store.simulation.scenario;
    let Some(organization) = &scenario.organization else { return Html::default() };
    let part = EntityField::Organization;
    let mut members = Vec::new();
    gather(&organization.root, &mut members);
    let choice = |id: &AccountId| Choice {
        value: id.to_string().into(),
        label: called(scenario, *id).into(),
    };
    let on_manager =
        write(store, entity, move |id: AccountId| part(OrganizationPart::MasterAccountId(id)));
    let ids = members.clone();
    let onchange = Callback::from(move |event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        let chosen = usize::try_from(field.selected_index()).ok().and_then(|index| ids.get(index));
        chosen.into_iter().for_each(|id| on_manager.emit(*id));
    });
    let on_scps = write(store, entity, move |is_on| {
        part(OrganizationPart::ServiceControlPoliciesEnabled(is_on))
    });
    let delegated = organization.delegated_administrators.iter().map(choice).collect::<Vec<_>>();
    let others = members.iter().filter(|id| **id != organization.management_account);
    let others = others.map(choice).collect::<Vec<_>>();
    let on_delegated = write(store, entity, move |values: Vec<AttrValue>| {
        let ids = values.iter().filter_map(|value| value.parse().ok()).collect();
        part(OrganizationPart::DelegatedAdministrators(ids))
    });
    html! {
        <>
            { fields::name(store, entity, "organization-id", "Id", Rc::clone(&organization.id).into(), |text| text.into()) }
            <div class="field">
                <label class="field-label" for="organization-manager">{ "MasterAccountId" }</label>
                <select class="input" id="organization-manager" aria-describedby="organization-manager-note" {onchange}>
                    { for members.iter().map(|id| html! {
                        <option selected={*id == organization.management_account}>{ called(scenario, *id) }</option>
                    }) }
                </select>
                <p class="field-note" id="organization-manager-note">{ "The management account: SCPs and RCPs do not restrict it." }</p>
            </div>
            <ListField id="organization-delegated" label="delegatedAdministrators"
                note="Member accounts that administer IAM for the organization." values={delegated} choices={others} on_change={on_delegated} />
            <fieldset class="field">
                <legend class="field-label">{ "What is switched on" }</legend>
                { fields::flag("organization-scps", "serviceControlPoliciesEnabled: SCPs have a say",
                    organization.service_control_policies_enabled.unwrap_or(true), &on_scps) }
                { for FEATURES.into_iter().map(|name| view_feature(store, entity, name, &organization.enabled_features)) }
            </fieldset>
        </>
    }
}

fn view_feature(
    store: &Store,
    entity: &EntityAddress,
    name: &'static str,
    enabled: &[Rc<str>],
) -> Html {
    let known = enabled.to_vec();
    let on_change = write(store, entity, move |is_on: bool| {
        let others = known.iter().filter(|known| ***known != *name).cloned();
        let all = others.chain(is_on.then(|| name.into())).collect();
        EntityField::Organization(OrganizationPart::EnabledFeatures(all))
    });
    let words = match name {
        "RootSessions" => "RootSessions: AssumeRoot is allowed",
        _ => "RootCredentialsManagement: root users need no credentials",
    };
    fields::flag(name, words, enabled.iter().any(|known| **known == *name), &on_change)
}

fn called(scenario: &Scenario, id: AccountId) -> String {
    let name = selectors::entity_title(scenario, &EntityAddress::Account(id));
    if name == id.to_string() { name } else { format!("{name} ({id})") }
}

/// Every account of the organization, from the root down.
fn gather(unit: &OrganizationalUnit, all: &mut Vec<AccountId>) {
    all.extend(&unit.accounts);
    unit.units.iter().for_each(|unit| gather(unit, all));
}
