//! The parameters of what the step does, in the order of AWS's reference.

use simulator::{
    Scenario,
    scenario::{ChangeOperation, Operation},
};
use sts::request::Call;
use yew::prelude::*;

use super::{
    Accepts, Form, Parameter, arns, caller, carried, duration, identity, session_policy, tags,
};
use crate::state::{FieldValue, StepField, selectors::short_name};

pub(super) fn view(form: &Form) -> Html {
    match &form.step.step().operation {
        Operation::Sts(call) => view_call(form, &call.call),
        Operation::Action { .. } => view_action(form),
        Operation::Change(change) => view_change(form, change.operation),
        Operation::SwitchRole(_) => html! { { caller::view(form) } },
    }
}

fn view_call(form: &Form, call: &Call) -> Html {
    let scenario = form.step.scenario();
    html! {
        <div class="request-fields">
            { caller::view(form) }
            if form.has(&StepField::RoleArn) {
                <Parameter ..form.parameter(StepField::RoleArn).choosing(roles(scenario)).noted(role_in_words(form)) />
            }
            if form.has(&StepField::PrincipalArn) {
                <Parameter ..form.parameter(StepField::PrincipalArn).choosing(providers(scenario)) />
            }
            { identity::view(form, call) }
            { text(form, StepField::Name, "2 to 32 characters") }
            { text(form, StepField::RoleSessionName, "2 to 64 characters") }
            { duration::view(form, call) }
            { text(form, StepField::ProviderId, "www.amazon.com, graph.facebook.com") }
            { text(form, StepField::ExternalId, "2 to 1224 characters") }
            { view_mfa(form) }
            <carried::SourceIdentity ..form.clone() />
            { tags::view(form) }
            { session_policy::view(form) }
            { arns::view(form) }
        </div>
    }
}

/// A field of text, where the call has such a parameter.
fn text(form: &Form, field: StepField, limit: &'static str) -> Html {
    if !form.has(&field) {
        return Html::default();
    }
    html! { <Parameter ..form.parameter(field).limited(limit) /> }
}

fn view_mfa(form: &Form) -> Html {
    if !form.has(&StepField::SerialNumber) {
        return Html::default();
    }
    let serial = form.parameter(StepField::SerialNumber).choosing(devices(form.step.scenario()));
    let code = form.parameter(StepField::TokenCode).limited("6 digits");
    html! {
        <div class="request-pair">
            <Parameter ..serial />
            <Parameter ..code />
        </div>
    }
}

fn view_action(form: &Form) -> Html {
    let resources = form.step.scenario().resources.iter().map(|known| known.arn.to_string());
    let action =
        form.parameter(StepField::Action).accepting(Accepts::Action).holding("s3:GetObject");
    let resource =
        form.parameter(StepField::Resource).limited("an ARN, or empty for *").holding("*");
    html! {
        <div class="request-fields">
            { caller::view(form) }
            <Parameter ..action />
            <Parameter ..resource.choosing(resources) />
        </div>
    }
}

fn view_change(form: &Form, operation: ChangeOperation) -> Html {
    let name = operation.as_str();
    let target = match name {
        "CreatePolicyVersion" => "PolicyArn",
        name if name.contains("User") => "UserName",
        _ => "RoleName",
    };
    let has_name =
        ["PutRolePolicy", "DeleteRolePolicy", "PutUserPolicy", "DeleteUserPolicy"].contains(&name);
    let has_arn = name.starts_with("Attach") || name.starts_with("Detach");
    let has_boundary = matches!(name, "CreateRole" | "CreateUser")
        || name.starts_with("Put") && name.ends_with("PermissionsBoundary");
    let arn = form.parameter(StepField::PolicyArn).accepting(Accepts::Arn);
    let arn = arn.labelled(if has_boundary { "PermissionsBoundary" } else { "PolicyArn" });
    html! {
        <div class="request-fields">
            <Parameter ..form.parameter(StepField::Target).labelled(target) />
            if matches!(name, "CreateRole" | "CreateUser") {
                <Parameter ..form.parameter(StepField::Path).limited("begins and ends with /").holding("/") />
            }
            if has_name { <Parameter ..form.parameter(StepField::PolicyName) /> }
            if has_arn || has_boundary { <Parameter ..arn.choosing(arns::known(form.step.scenario())) /> }
            if matches!(name, "CreateRole" | "UpdateRole") {
                { duration::view_maximum(form) }
            }
            { session_policy::view_saved(form) }
            if matches!(name, "CreateRole" | "CreateUser" | "TagRole" | "TagUser") { { tags::view(form) } }
        </div>
    }
}

impl Form {
    /// Whether the step has such a field.
    pub(super) fn has(&self, field: &StepField) -> bool {
        field.get(self.step.step()).is_some()
    }
}

/// The role that is asked for, as people call it: long ARNs do not fit their field.
fn role_in_words(form: &Form) -> String {
    let Some(FieldValue::Text(arn)) = StepField::RoleArn.get(form.step.step()) else {
        return String::new();
    };
    let id = arn.parse::<iam::Arn>().ok().and_then(|arn| arn.account());
    let account = id.and_then(|id| form.step.scenario().account(id)?.name.clone());
    account.map_or_else(String::new, |account| format!("{} in {account}", short_name(&arn)))
}

fn roles(scenario: &Scenario) -> Vec<AttrValue> {
    let all = scenario.accounts.iter().flat_map(|account| {
        account.roles.iter().map(|role| role.arn_in(account.id).to_string().into())
    });
    all.collect()
}

fn providers(scenario: &Scenario) -> Vec<AttrValue> {
    let all = scenario.accounts.iter().flat_map(|account| {
        account.saml_providers.iter().map(|provider| provider.arn.to_string().into())
    });
    all.collect()
}

fn devices(scenario: &Scenario) -> Vec<AttrValue> {
    let users = scenario.accounts.iter().flat_map(|account| account.users.iter());
    users
        .flat_map(|user| user.mfa_devices.iter().map(|known| known.serial_number.clone().into()))
        .collect()
}
