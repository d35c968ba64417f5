//! PolicyArns: managed session policies, chosen from what the scenario and AWS have.

use std::rc::Rc;

use simulator::Scenario;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Form, rules};
use crate::{
    components::{Glyph, Icon},
    state::{FieldValue, StepField},
};

/// ARNs that a call passes at most.
const MOST: usize = 10;

pub(super) fn view(form: &Form) -> Html {
    let Some(FieldValue::List(arns)) = StepField::PolicyArns.get(form.step.step()) else {
        return Html::default();
    };
    let mut more = arns.clone();
    more.push("".into());
    html! {
        <fieldset class="field" id="field-PolicyArns">
            <legend class="field-head">
                <span class="field-label">{ "PolicyArns" }</span>
                <span class="field-limit">{ format!("{} of {MOST}", arns.len()) }</span>
            </legend>
            { for (0..arns.len()).map(|at| view_arn(form, &arns, at)) }
            if let Some(error) = rules::service_says(form.step.result(), &StepField::PolicyArns) {
                <p class="field-note field-note-bad"><Icon glyph={Glyph::Denied} />{ error }</p>
            }
            <datalist id="field-PolicyArns-choices">
                { for known(form.step.scenario()).into_iter().map(|arn| html! { <option value={arn} /> }) }
            </datalist>
            <button type="button" class="button button-quiet" onclick={set(form, more)}>
                <Icon glyph={Glyph::Add} />{ "Add policy ARN" }
            </button>
        </fieldset>
    }
}

fn view_arn(form: &Form, arns: &[Rc<str>], at: usize) -> Html {
    let rest = arns
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at)
        .map(|(_, arn)| Rc::clone(arn))
        .collect();
    let (all, number) = (arns.to_vec(), at + 1);
    let oninput = form.on_edit.reform(move |event: InputEvent| {
        let (field, mut all): (HtmlInputElement, _) = (event.target_unchecked_into(), all.clone());
        if let Some(arn) = all.get_mut(at) {
            *arn = field.value().into();
        }
        (StepField::PolicyArns, FieldValue::List(all))
    });
    html! {
        <div class="list-row">
            <input class="input input-mono" value={arns[at].to_string()} list="field-PolicyArns-choices"
                aria-label={format!("Policy ARN {number}")} autocomplete="off" spellcheck="false" {oninput} />
            <button type="button" class="icon-button" aria-label={format!("Remove policy ARN {number}")} onclick={set(form, rest)}>
                <Icon glyph={Glyph::Close} />
            </button>
        </div>
    }
}

fn set(form: &Form, arns: Vec<Rc<str>>) -> Callback<MouseEvent> {
    form.on_edit.reform(move |_| (StepField::PolicyArns, FieldValue::List(arns.clone())))
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
