//! The parameters of what the step does, in the order of AWS's reference.

use std::rc::Rc;

use simulator::{
    Scenario,
    scenario::{Account, ChangeOperation, List, Operation, managed},
    service,
};
use sts::request::Call;
use yew::prelude::*;

use super::{
    Accepts, Form, Parameter, arns, asked, caller, carried, duration, identity, list, mfa,
    session_policy, switch, tags,
};
use crate::state::{FieldValue, StepField, selectors::short_name};

pub(super) fn view(form: &Form) -> Html {
    match &form.step.step().operation {
        Operation::Sts(call) => view_call(form, &call.call),
        Operation::Action { .. } => view_action(form),
        Operation::Change(change) => view_change(form, change.operation),
        Operation::SwitchRole(switch) => switch::view(form, switch),
    }
}

fn view_call(form: &Form, call: &Call) -> Html {
    let scenario = form.step.scenario();
    html! {
        <div class="request-fields">
            { caller::view(form) }
            if form.has(&StepField::RoleArn) {
                <Parameter ..form.parameter(StepField::RoleArn).offering(Rc::clone(&form.roles)).noted(role_in_words(form)) />
            }
            if form.has(&StepField::PrincipalArn) {
                <Parameter ..form.parameter(StepField::PrincipalArn).choosing(providers(scenario)) />
            }
            { view_target(form) }
            { view_approval(form) }
            { identity::view(form, call) }
            { text(form, StepField::Name) }
            { text(form, StepField::RoleSessionName) }
            { view_token(form) }
            { asked::view(form) }
            { duration::view(form, call) }
            { chosen(form, StepField::ProviderId, ["www.amazon.com", "graph.facebook.com"]) }
            { text(form, StepField::ExternalId) }
            { mfa::view(form) }
            <carried::SourceIdentity ..form.clone() />
            { tags::view(form) }
            { session_policy::view(form) }
            { arns::view(form) }
            { list::view_contexts(form) }
            { view_token_size(form) }
        </div>
    }
}

/// A field of text, where the call has such a parameter.
fn text(form: &Form, field: StepField) -> Html {
    chosen(form, field, [""; 0])
}

/// A field of text with texts to choose from, where the call has such a parameter.
fn chosen(
    form: &Form,
    field: StepField,
    choices: impl IntoIterator<Item = impl Into<AttrValue>>,
) -> Html {
    if !form.has(&field) {
        return Html::default();
    }
    html! { <Parameter ..form.parameter(field).choosing(choices) /> }
}

/// Of AssumeRoot: whose root, for which task.
fn view_target(form: &Form) -> Html {
    if !form.has(&StepField::TargetPrincipal) {
        return Html::default();
    }
    let accounts = form.step.scenario().accounts.iter().map(|account| account.id.to_string());
    let target = form.parameter(StepField::TargetPrincipal).choosing(accounts);
    html! {
        <>
            <Parameter ..target.noted(account_in_words(form)) />
            { chosen(form, StepField::TaskPolicyArn, managed::root_task_arns()) }
        </>
    }
}

/// The member account as people call it.
fn account_in_words(form: &Form) -> String {
    let Some(FieldValue::Text(asked)) = StepField::TargetPrincipal.get(form.step.step()) else {
        return String::new();
    };
    let id = asked.parse().ok().or_else(|| asked.parse::<iam::Arn>().ok()?.account());
    let name = id.and_then(|id| form.step.scenario().account(id)?.name.clone());
    name.map_or_else(String::new, |name| format!("the root user of {name}"))
}

/// Of GetDelegatedAccessToken: what the trade-in token stands for.
fn view_approval(form: &Form) -> Html {
    if !form.has(&StepField::Approver) {
        return Html::default();
    }
    let approver = form.parameter(StepField::Approver).labelled("TradeInToken: who approved");
    let approver =
        approver.limited("required, a role or user").choosing(people(form.step.scenario()));
    let expires = form.parameter(StepField::TradeInExpires).accepting(Accepts::Moment);
    let expires =
        expires.labelled("TradeInToken: traded in until").limited("UTC").holding("any time");
    html! { <><Parameter ..approver /><Parameter ..expires /></> }
}

/// Of GetWebIdentityToken: for whom, and how it is signed.
fn view_token(form: &Form) -> Html {
    let words = list::Words { one: "Audience", choices: Vec::new() };
    html! {
        <>
            { list::view(form, &StepField::Audience, &words) }
            { chosen(form, StepField::SigningAlgorithm, ["ES384", "RS256"]) }
        </>
    }
}

fn view_token_size(form: &Form) -> Html {
    if !form.has(&StepField::MinimumSessionTokenSize) {
        return Html::default();
    }
    let field = form.parameter(StepField::MinimumSessionTokenSize).accepting(Accepts::Number);
    html! { <Parameter ..field /> }
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
            { view_passed(form) }
        </div>
    }
}

/// The role that the action hands to a service: `iam:PassRole` is asked beside it.
fn view_passed(form: &Form) -> Html {
    let Operation::Action { action, .. } = &form.step.step().operation else {
        return Html::default();
    };
    let known = service::passed_to(action);
    let role = form.parameter(StepField::PassedRole).labelled("PassRole: RoleArn");
    let role = role.holding("no role is passed").offering(Rc::clone(&form.roles));
    let role = match known {
        Some(service) => role.limited(format!("a role for {service}")),
        None => role.limited("a role that the action hands to a service"),
    };
    html! {
        <>
            <Parameter ..role />
            if form.has(&StepField::PassedToService) {
                <Parameter ..form.parameter(StepField::PassedToService).labelled("PassRole: PassedToService")
                    .holding(known.unwrap_or("required: not known of this action")).choosing(SERVICES) />
                <Parameter ..form.parameter(StepField::AssociatedResourceArn).labelled("PassRole: AssociatedResourceArn")
                    .holding("the action's resource") />
            }
        </>
    }
}

/// Services that take roles most often.
const SERVICES: [&str; 5] = [
    service::EC2,
    service::LAMBDA,
    service::PODS,
    "ecs-tasks.amazonaws.com",
    "states.amazonaws.com",
];

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

/// The ARN of every role.
pub(super) fn roles(accounts: &List<Account>) -> Rc<[AttrValue]> {
    let all = accounts.iter().flat_map(|account| {
        account.roles.iter().map(|role| role.arn_in(account.id).shared().into())
    });
    all.collect()
}

fn providers(scenario: &Scenario) -> Vec<AttrValue> {
    let all = scenario.accounts.iter().flat_map(|account| {
        account.saml_providers.iter().map(|provider| provider.arn.to_string().into())
    });
    all.collect()
}

/// Who can approve a delegation.
fn people(scenario: &Scenario) -> Vec<AttrValue> {
    let all = scenario.accounts.iter().flat_map(|account| {
        let roles = account.roles.iter().map(|role| role.arn_in(account.id).to_string());
        roles.chain(account.users.iter().map(|user| user.arn_in(account.id).to_string()))
    });
    all.map(Into::into).collect()
}
