//! Panel: a copy of the scenario beside its original, hop by hop; statements turned off and on; what was changed.

mod switches;

use std::rc::Rc;

use simulator::{
    Outcome, Scenario,
    compare::{self, Aspect, Pair},
    narrate,
};
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon, verdict::VerdictLabel},
    state::{
        Action, facts,
        lines::{self, Line},
        selectors::{self, Verdict},
    },
    store::{Simulation, use_store},
};

/// Lines of both that are shown around a change.
const AROUND: usize = 2;

/// The panel's root.
#[component]
pub(crate) fn WhatIf() -> Html {
    let store = use_store();
    let original = store.model().original.as_ref().map(|original| Rc::clone(original.scenario()));
    let before = use_memo(original.clone().map(Same), |original| {
        original.as_ref().map(|original| Simulation::of(Rc::clone(&original.0)))
    });
    let Some(before) = before.as_ref() else {
        return html! {
            <div class="panel-empty what-if-empty">
                <p>{ "Try something without touching the scenario: change whatever you like in a copy, or turn statements off, and see both chains side by side." }</p>
                <button type="button" class="button button-primary" onclick={store.on(|_| Action::CopyBegun)}>
                    <Icon glyph={Glyph::Copy} />{ "Begin a copy" }
                </button>
            </div>
        };
    };
    let now = &store.simulation;
    let pairs = compare::compare(&before.outcome, &now.outcome);
    let changed = pairs.iter().filter(|pair| !pair.is_same()).count();
    let (old, new) = (before.scenario.write(), now.scenario.write());
    let lines = lines::compare(&old, &new);
    let parts = lines::parts(&lines, AROUND);
    let is_edited = *before.scenario != *now.scenario;
    let words = match (is_edited, changed) {
        (false, _) => "This is the copy. Nothing is changed in it yet.".to_owned(),
        (true, 0) => "Changed, and every step comes to the same.".to_owned(),
        (true, 1) => "1 step comes to something else.".to_owned(),
        (true, count) => format!("{count} steps come to something else."),
    };
    html! {
        <div class="panel-scroll what-if">
            <div class="what-if-head">
                <p aria-live="polite">{ words }{ " The original stays as it is until the copy is kept." }</p>
                <button type="button" class="button button-primary" onclick={store.on(|_| Action::CopyKept)}>{ "Keep the copy" }</button>
                <button type="button" class="button" onclick={store.on(|_| Action::CopyDiscarded)}>{ "Discard the copy" }</button>
            </div>
            <table class="steps what-if-table">
                <caption class="hidden-text">{ "The original and the copy, step by step" }</caption>
                <thead><tr>
                    <th scope="col">{ "Step" }</th>
                    <th scope="col">{ "Now" }</th>
                    <th scope="col">{ "Copy" }</th>
                    <th scope="col">{ "Different" }</th>
                </tr></thead>
                <tbody>{ for pairs.iter().map(|pair| view_pair(&store.on(Action::StepSelected), before, now, pair)) }</tbody>
            </table>
            { switches::view(&store) }
            if !parts.is_empty() {
                <section class="what-if-part" aria-label="The change">
                    <h3>{ "The change" }</h3>
                    <pre class="what-if-diff" tabindex="0">{ for parts.into_iter().map(|part| view_part(&lines[part])) }</pre>
                </section>
            }
        </div>
    }
}

/// Scenarios are the same where they are the same revision.
#[derive(Clone)]
struct Same(Rc<Scenario>);

impl PartialEq for Same {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

fn view_pair(select: &Callback<usize>, before: &Simulation, now: &Simulation, pair: &Pair) -> Html {
    let (outcome, index) = match (pair.after, pair.before) {
        (Some(after), _) => (&now.outcome, after),
        (None, known) => (&before.outcome, known.unwrap_or_default()),
    };
    let Some(step) = outcome.steps.get(index) else { return Html::default() };
    let name = format!("{} {}", narrate::numbered(step, index), facts::target_name(&step.target));
    let different: Vec<&str> = pair.different.iter().map(|aspect| aspect.name()).collect();
    let onclick = select.reform(move |_: MouseEvent| index);
    html! {
        <tr key={pair.id.to_string()} class={(!pair.is_same()).then_some("what-if-changed")}>
            <td>
                if pair.after.is_some() { <button type="button" class="link-button" {onclick}>{ name }</button> } else { { name } }
            </td>
            <td data-side="Now">{ view_side(before, pair.before, pair) }</td>
            <td data-side="Copy">{ view_side(now, pair.after, pair) }</td>
            <td class="meta">
                if pair.is_same() { { "the same" } } else {
                    <span class="what-if-sign"><Icon glyph={Glyph::Edit} />{ different.join(", ") }</span>
                }
            </td>
        </tr>
    }
}

fn view_side(simulation: &Simulation, index: Option<usize>, pair: &Pair) -> Html {
    let Some((index, step)) = index.and_then(|at| Some((at, simulation.outcome.steps.get(at)?)))
    else {
        return html! { <span class="meta">{ "not there" }</span> };
    };
    let line = narrate::step_line(&simulation.scenario, &simulation.outcome, step);
    html! {
        <span class="what-if-side">
            <VerdictLabel verdict={Verdict::of(step)} />
            <span class="secondary">{ line.fact }</span>
            { view_decided(&simulation.outcome, index, pair) }
        </span>
    }
}

/// Who stands in the way, where that is different.
fn view_decided(outcome: &Outcome, index: usize, pair: &Pair) -> Html {
    let step = outcome.steps.get(index).filter(|_| pair.different.contains(&Aspect::DecidedBy));
    let names = step.map(|step| compare::decided_by(outcome, step)).unwrap_or_default();
    let name =
        |name: String| html! { <span class="meta">{ selectors::sentence_case(&name) }</span> };
    names.into_iter().map(name).collect()
}

/// A stretch of lines; the next one stands elsewhere.
fn view_part(lines: &[Line<'_>]) -> Html {
    html! { <>{ for lines.iter().map(view_line) }<span class="what-if-line what-if-skipped">{ "  …\n" }</span></> }
}

fn view_line(line: &Line<'_>) -> Html {
    match line {
        Line::Same(text) => html! { <span class="what-if-line">{ format!("  {text}\n") }</span> },
        Line::Out(text) => html! { <del class="what-if-line">{ format!("- {text}\n") }</del> },
        Line::In(text) => html! { <ins class="what-if-line">{ format!("+ {text}\n") }</ins> },
    }
}
