//! What is kept of a policy beside its document.

use iam::{Arn, PolicyType};
use yew::prelude::*;

use super::{fields, kinds::fact};
use crate::{state::EntityAddress, store::Store};

/// The most characters of a managed policy's description. AWS: "CreatePolicy" of IAM.
const MANAGED: usize = 1000;
/// The most characters of the description of an organization's policy. AWS: "CreatePolicy" of Organizations.
const OF_ORGANIZATION: usize = 512;

/// The settings of a managed policy; nothing where there is none of that ARN.
pub(super) fn managed(store: &Store, entity: &EntityAddress, arn: &Arn) -> Option<Html> {
    let policy = store.simulation.scenario.managed_policy(arn)?;
    Some(html! {
        <>
            { fact("Arn", arn.as_str()) }
            if policy.arn.is_none() { { fields::path_in_arn(store, entity, policy.path.as_deref()) } }
            { fields::unique_id(store, entity, "PolicyId", "ANPAEXAMPLEID12345", policy.unique_id.as_deref()) }
            { fields::description(store, entity, policy.description.as_deref(), MANAGED) }
        </>
    })
}

/// The settings of an SCP or RCP; nothing where there is none of that name.
pub(super) fn of_organization(store: &Store, entity: &EntityAddress, name: &str) -> Option<Html> {
    let organization = store.simulation.scenario.organization.as_ref()?;
    let policy = organization.policies.iter().find(|policy| *policy.name == *name)?;
    let kind = match policy.kind {
        PolicyType::ResourceControl => "RESOURCE_CONTROL_POLICY",
        _ => "SERVICE_CONTROL_POLICY",
    };
    Some(html! {
        <>
            { fact("Type", kind) }
            { fields::unique_id(store, entity, "Id", "p-examplepolicyid111", policy.id.as_deref()) }
            { fields::description(store, entity, policy.description.as_deref(), OF_ORGANIZATION) }
        </>
    })
}
