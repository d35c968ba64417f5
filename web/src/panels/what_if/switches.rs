//! The policies that the selected step is decided by, each statement with a switch.

use std::rc::Rc;

use policy::Effect;
use simulator::{
    outcome::DocumentSource,
    scenario::DocumentAddress,
    switch_off::{all_switched, statements, switched},
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
    let mut documents: Vec<&DocumentSource> = Vec::new();
    for document in numbers.into_iter().filter_map(|number| outcome.document(number)) {
        let is_known = documents.iter().any(|known| known.address == document.address);
        // What AWS manages is not ours to change.
        let is_own = !matches!(document.address, DocumentAddress::BuiltIn { .. });
        if is_own && !is_known {
            documents.push(document);
        }
    }
    if documents.is_empty() {
        return Html::default();
    }
    html! {
        <section class="what-if-part" aria-label="Policies">
            <h3>{ format!("Policies of {}", facts::numbered_within(outcome, index)) }</h3>
            <ul class="what-if-policies">{ for documents.into_iter().map(|document| view_document(store, document)) }</ul>
        </section>
    }
}

fn view_document(store: &Store, source: &DocumentSource) -> Html {
    let scenario = &store.simulation.scenario;
    let address = &source.address;
    let Some(text) = scenario.document_text(address) else { return Html::default() };
    let Some(off) = statements(&text).filter(|known| !known.is_empty()) else {
        return Html::default();
    };
    let name = selectors::document_title(scenario, address);
    let whole = view_switch(store, address, name.clone(), !off.iter().all(|off| *off), {
        let text = Rc::clone(&text);
        move |off| all_switched(&text, off)
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
    html! {
        <li key={name.clone()}>
            { whole }
            if off.len() > 1 { <div class="what-if-statements">{ for off.iter().enumerate().map(one) }</div> }
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
        <label class="choice" title={(!possible).then_some("Its conditions cannot be turned off")}>
            <input type="checkbox" checked={is_on} disabled={!possible} {onchange} />
            <span class={(!is_on).then_some("what-if-off")}>{ label }{ if is_on { "" } else { ", off" } }</span>
        </label>
    }
}
