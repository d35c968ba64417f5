//! The policies that the selected step is decided by, each statement with a switch.

use std::rc::Rc;

use iam::PolicyType;
use policy::Effect;
use simulator::{
    outcome::DocumentSource,
    scenario::DocumentAddress,
    switch_off::{TURNED_OFF, is_policy_off, policy_switched, statements, switched},
};
use yew::prelude::*;

use crate::{
    state::{Action, facts, selectors},
    store::Store,
};

/// The switches.
pub(super) fn view(store: &Store) -> Html {
    let outcome = &store.simulation.outcome;
    let Some(index) = selectors::selected_step(store.model(), Some(outcome)) else {
        return Html::default();
    };
    let Some(step) = outcome.steps.get(index) else { return Html::default() };
    let mut numbers: Vec<u32> = step
        .authorizations
        .iter()
        .flat_map(|asked| &asked.explanation.nodes)
        .filter_map(|node| Some(node.place?.document))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    // One document can be two kinds of policy: a managed one that is attached, and the boundary too.
    let mut documents: Vec<(&DocumentSource, Vec<PolicyType>)> = Vec::new();
    let mut of_aws: Vec<Rc<str>> = Vec::new();
    for document in numbers.into_iter().filter_map(|number| outcome.document(number)) {
        if matches!(document.address, DocumentAddress::BuiltIn { .. }) {
            of_aws.push(Rc::clone(&document.name));
            continue;
        }
        match documents.iter_mut().find(|(known, _)| known.address == document.address) {
            Some((_, kinds)) => kinds.push(document.kind),
            None => documents.push((document, vec![document.kind])),
        }
    }
    of_aws.sort_unstable();
    of_aws.dedup();
    if documents.is_empty() && of_aws.is_empty() {
        return Html::default();
    }
    html! {
        <section class="what-if-part" aria-label="Policies">
            <h3>{ format!("Policies of {}", facts::numbered_within(outcome, index)) }</h3>
            <ul class="what-if-policies">{ for documents.iter().map(|(document, kinds)| view_document(store, document, kinds)) }</ul>
            if !of_aws.is_empty() {
                <p class="secondary">{ format!("{}: AWS manages what it says. Take it off where it is attached, in the world.", of_aws.join(", ")) }</p>
            }
        </section>
    }
}

fn view_document(store: &Store, source: &DocumentSource, kinds: &[PolicyType]) -> Html {
    let scenario = &store.simulation.scenario;
    let address = &source.address;
    let Some(text) = scenario.document_text(address) else { return Html::default() };
    let Some(off) = statements(&text).filter(|known| !known.is_empty()) else {
        return Html::default();
    };
    let name = selectors::document_title(scenario, address);
    let kind = source.kind;
    let is_one = kinds.iter().all(|other| *other == kind);
    let whole =
        view_switch(store, address, name.clone(), is_policy_off(&text, kind) != Some(true), {
            let text = Rc::clone(&text);
            move |off| policy_switched(&text, kind, off).filter(|_| is_one)
        });
    let one = |(index, is_off): (usize, &bool)| {
        let statement = source.compiled.statement(index);
        let effect = match statement.as_ref().and_then(|known| known.effect) {
            Some(Effect::Allow) => "Allow",
            Some(Effect::Deny) => "Deny",
            None => "no effect",
        };
        let sid = statement.as_ref().and_then(|known| known.sid).map(|sid| format!(" {sid}"));
        let label = format!("Statement {}: {effect}{}", index + 1, sid.unwrap_or_default());
        let text = Rc::clone(&text);
        view_switch(store, address, label, !is_off, move |off| switched(&text, index, off))
    };
    // What stands there while the whole policy is off is none of its own.
    let is_own = |(index, _): &(usize, &bool)| {
        let statement = source.compiled.statement(*index);
        statement.is_none_or(|known| known.sid != Some(TURNED_OFF))
    };
    let own: Vec<_> = off.iter().enumerate().filter(is_own).collect();
    html! {
        <li key={name.clone()}>
            { whole }
            if own.len() > 1 { <div class="what-if-statements">{ for own.into_iter().map(one) }</div> }
        </li>
    }
}

fn view_switch(
    store: &Store,
    address: &DocumentAddress,
    label: String,
    is_on: bool,
    text: impl Fn(bool) -> Option<String> + 'static,
) -> Html {
    let (store, address) = (store.clone(), address.clone());
    let possible = text(is_on).is_some();
    let onchange = Callback::from(move |_: Event| {
        if let Some(text) = text(is_on) {
            store.dispatch(Action::DocumentEdited { address: address.clone(), text: text.into() });
            store.dispatch(Action::TypingPaused);
        }
    });
    html! {
        <label class="choice" title={(!possible).then_some("It cannot be turned off as a whole: a condition of it, or another use of the same policy, stands in the way")}>
            <input type="checkbox" checked={is_on} disabled={!possible} {onchange} />
            <span class={(!is_on).then_some("what-if-off")}>{ label }{ if is_on { "" } else { ", off" } }</span>
        </label>
    }
}
