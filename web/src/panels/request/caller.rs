//! Who calls: the hop before, an earlier hop, the start, or somebody of the scenario.

use std::rc::Rc;

use simulator::is_unsigned;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::Form;
use crate::state::{FieldValue, StepField, facts, selectors::short_name};

pub(super) fn view(form: &Form) -> Html {
    let on_edit = form.on_edit.clone();
    let onchange = Callback::from(move |event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        on_edit.emit((StepField::Caller, FieldValue::typed(&field.value())));
    });
    let chosen = form.step.step().caller.clone().unwrap_or_default();
    html! {
        <div class="field">
            <div class="field-head">
                <label class="field-label" for="field-as">{ "Caller" }</label>
                <span class="field-limit">{ credentials(form) }</span>
            </div>
            <select id="field-as" class="input" {onchange}>
                { for choices(form, &chosen).into_iter().map(|(value, words)| html! {
                    <option value={value.to_string()} selected={value == chosen}>{ words }</option>
                }) }
            </select>
        </div>
    }
}

/// With what the caller signs.
fn credentials(form: &Form) -> String {
    let Some(caller) = &form.step.result().caller else { return "no credentials".to_owned() };
    match &caller.session {
        Some(session) => {
            let until = facts::time_beside(session.expires, form.step.result().at);
            format!("session until {until} UTC")
        }
        None if caller.principal.credentials == iam::Credentials::LongTerm => {
            "long-term key".to_owned()
        }
        None => "unsigned".to_owned(),
    }
}

/// Values of `as` with their words.
fn choices(form: &Form, chosen: &Rc<str>) -> Vec<(Rc<str>, String)> {
    let (scenario, outcome) = (form.step.scenario(), form.step.outcome());
    let mut all = vec![("".into(), by_default(form))];
    if is_unsigned(&form.step.step().operation) {
        if !chosen.is_empty() {
            all.push((Rc::clone(chosen), chosen.to_string()));
        }
        return all;
    }
    all.push(("start".into(), format!("The start: {}", short_name(&scenario.start.principal))));
    for (index, step) in outcome.steps.iter().enumerate().take(form.step.index) {
        if step.is_hop {
            let name = facts::target_name(&step.target);
            all.push((Rc::clone(&step.id), format!("Hop {}: {name}", index + 1)));
        }
    }
    for account in &scenario.accounts {
        for user in &account.users {
            let words = format!(
                "User {} of {}",
                user.name,
                account.name.as_deref().unwrap_or("the account")
            );
            all.push((user.arn_in(account.id).shared(), words));
        }
    }
    if !all.iter().any(|(value, _)| value == chosen) {
        all.push((Rc::clone(chosen), chosen.to_string()));
    }
    all
}

/// Who calls when nothing is chosen.
fn by_default(form: &Form) -> String {
    if is_unsigned(&form.step.step().operation) {
        return "Nobody signs this call: what the provider signed says who it is".to_owned();
    }
    let caller = form.step.scenario().caller_by_default(form.step.index);
    match form.step.outcome().steps.iter().enumerate().find(|(_, step)| step.id == caller) {
        Some((index, step)) => {
            format!("As the chain goes: hop {}, {}", index + 1, facts::target_name(&step.target))
        }
        None => format!(
            "As the chain goes: the start, {}",
            short_name(&form.step.scenario().start.principal)
        ),
    }
}
