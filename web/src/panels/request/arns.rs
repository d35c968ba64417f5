//! PolicyArns: managed session policies, chosen from what the scenario and AWS have.

use simulator::Scenario;
use yew::prelude::*;

use super::{Form, list};
use crate::state::StepField;

pub(super) fn view(form: &Form) -> Html {
    let words = list::Words { one: "Policy ARN", choices: known(form.step.scenario()) };
    list::view(form, &StepField::PolicyArns, &words)
}

/// Managed policies that can be named.
pub(super) fn known(scenario: &Scenario) -> Vec<AttrValue> {
    let own = scenario.accounts.iter().flat_map(|account| {
        account.policies.iter().map(|policy| policy.arn_in(account.id).to_string())
    });
    let aws = ["AdministratorAccess", "ReadOnlyAccess"]
        .map(|name| format!("arn:aws:iam::aws:policy/{name}"));
    own.chain(aws).map(Into::into).collect()
}
