//! Panel: the list of steps, with the same content as the diagram.

mod new_step;
pub(crate) mod revocation;
mod rows;

use std::rc::Rc;

use simulator::{narrate, scenario::Step};
use yew::prelude::*;

use crate::{
    browser::focus,
    components::{
        Glyph, Icon,
        inspector::breakable,
        menu::{Menu, MenuItem},
        verdict::VerdictLabel,
    },
    state::{Action, DockTab, facts, selectors},
    store::Store,
};
use new_step::Kind;
use rows::{Expected, Row};

/// Adds a step of that kind at that place, whose form then has the focus: what was added is filled in next.
fn adding(store: &Store, kind: Kind, at: usize) -> Callback<()> {
    let scenario = Rc::clone(&store.simulation.scenario);
    let outcome = Rc::clone(&store.simulation.outcome);
    let asks = kind == Kind::AssumeRole && !new_step::proposes_a_role(&scenario);
    let add = store.on(move |()| {
        let [step] = match <[Step; 1]>::try_from(kind.steps(&scenario, &outcome, at)) {
            Ok(step) => step,
            Err(steps) => return Action::StepsAdded { at, steps },
        };
        match new_step::over(&scenario, &outcome, at, &step) {
            None => Action::StepAdded { at, step: Box::new(step) },
            caller => Action::StepAddedOver { at, step: Box::new(Step { caller, ..step }) },
        }
    });
    Callback::from(move |()| {
        add.emit(());
        if asks {
            focus::by_id("field-RoleArn");
        } else {
            focus::first_field_in("inspector-panel");
        }
    })
}

/// The way on from where nothing is shown without a step.
pub(crate) fn view_first(store: &Store) -> Html {
    if !store.simulation.outcome.steps.is_empty() || selectors::reads_only(store.model()) {
        return Html::default();
    }
    let onclick = adding(store, Kind::AssumeRole, 0).reform(|_: MouseEvent| ());
    html! {
        <p class="first-step"><button type="button" class="button" {onclick}><Icon glyph={Glyph::Add} />{ "Add the first step" }</button></p>
    }
}

/// The menu that adds a step after the selected one; the id is unique on the page.
pub(crate) fn view_add(store: &Store, id: &'static str) -> Html {
    let scenario = &store.simulation.scenario;
    let at = selectors::selected_step(store.model(), Some(&store.simulation.outcome))
        .filter(|_| store.model().ui.selected_step.is_some())
        .map_or(scenario.steps.len(), |step| step + 1);
    let add = |kind: Kind| MenuItem::new(Glyph::Add, kind.label(), adding(store, kind, at));
    let has_roles = scenario.accounts.iter().any(|account| !account.roles.is_empty());
    let mut items = vec![MenuItem::Heading(format!("As step {}", at + 1).into())];
    items.extend(Kind::USUAL.into_iter().map(add));
    items.push(MenuItem::Heading("Another call that makes a session".into()));
    items.extend(Kind::SESSIONS.into_iter().map(add));
    if has_roles {
        items.push(MenuItem::Heading("A service takes a role for".into()));
        items.extend(Kind::SERVICES.into_iter().map(add));
    }
    items.push(MenuItem::Heading("A question to STS".into()));
    items.extend(Kind::QUESTIONS.into_iter().map(add));
    if has_roles {
        items.push(MenuItem::Heading("A change by an administrator".into()));
        items.extend(view_revocations(store, at));
        items.extend(Kind::CHANGES.into_iter().map(add));
    }
    html! { <Menu {id} label="Add step" glyph={Glyph::Add} labelled=true {items} /> }
}

/// "Revoke older sessions" for the role that the chain takes last before that place.
fn view_revocations(store: &Store, at: usize) -> Option<MenuItem> {
    let (scenario, outcome) =
        (Rc::clone(&store.simulation.scenario), Rc::clone(&store.simulation.outcome));
    let mut before = outcome.steps.iter().take(at).rev();
    let (account, role) = before.find_map(|step| {
        let session = &step.minted.as_ref()?.session;
        revocation::role(&scenario, session.principal.arn.as_ref()?)
    })?;
    let label = format!("Revoke older sessions of {role}");
    let run = store.on(move |()| {
        let step = Box::new(revocation::step(&scenario, &outcome, at, account, &role));
        Action::StepAdded { at, step }
    });
    Some(MenuItem::new(Glyph::Lock, label, run))
}

/// The panel's root.
pub(crate) fn view(store: &Store) -> Html {
    let simulation = &store.simulation;
    let rows = rows::rows(&simulation.scenario, &simulation.outcome);
    let selected = selectors::selected_step(store.model(), Some(&simulation.outcome));
    if rows.is_empty() {
        return html! {
            <>
                <p class="panel-empty">{ "No steps yet. Add the first: the role that the start assumes." }</p>
                { view_first(store) }
            </>
        };
    }
    html! {
        <div class="panel-scroll">
            <table class="steps">
                <caption class="hidden-text">{ "Steps of the chain, in order" }</caption>
                { view_head() }
                <tbody>
                    { for rows.iter().map(|row| view_row(store, row, selected == Some(row.number - 1))) }
                </tbody>
            </table>
        </div>
    }
}

fn view_head() -> Html {
    html! {
        <thead>
            <tr>
                <th scope="col">{ "Step" }</th>
                <th scope="col">{ "Caller" }</th>
                <th scope="col" class="steps-call">{ "Call" }</th>
                <th scope="col">{ "Target" }</th>
                <th scope="col">{ "Verdict" }</th>
                <th scope="col" class="steps-figure">{ "Lasts" }</th>
                <th scope="col" class="steps-expires">{ "Expires" }</th>
                <th scope="col" class="steps-expected">{ "Expected" }</th>
            </tr>
        </thead>
    }
}

fn view_row(store: &Store, row: &Row, selected: bool) -> Html {
    let index = row.number - 1;
    let select = store.on(move |_: MouseEvent| Action::StepSelected(index));
    html! {
        <tr key={row.number} id={row_id(index)} class={classes!("step", selected.then_some("step-selected"))} onclick={select}>
            <td>{ view_number(store, row, selected) }</td>
            <td class="steps-caller">{ breakable(&row.caller) }</td>
            <td class="steps-call mono" title={row.call.clone()}>{ breakable(row.call.strip_prefix("sts:").unwrap_or(&row.call)) }</td>
            <td class="steps-target" title={row.target_full.clone()}>{ breakable(&row.target) }</td>
            <td><VerdictLabel verdict={row.verdict} /></td>
            <td class="steps-figure">{ &row.duration }</td>
            <td class="steps-expires">{ &row.expires }</td>
            <td class="steps-expected">{ view_expected(store, row) }</td>
        </tr>
    }
}

/// The element id of a step's row.
pub(crate) fn row_id(step: usize) -> String {
    format!("step-row-{step}")
}

/// The row's one button for the keyboard: it selects the hop.
fn view_number(store: &Store, row: &Row, selected: bool) -> Html {
    let index = row.number - 1;
    let onclick = store.on(move |event: MouseEvent| {
        event.stop_propagation();
        Action::StepSelected(index)
    });
    let label = format!(
        "{}: {} {} {}, {}",
        facts::numbered(&store.simulation.outcome, index),
        row.caller,
        row.call,
        row.target,
        row.verdict.word()
    );
    let title = row.title.clone().unwrap_or_else(|| label.clone());
    html! {
        <button type="button" class="step-number" aria-pressed={selected.to_string()} aria-label={label} {title} {onclick}>
            { row.number }
        </button>
    }
}

fn view_expected(store: &Store, row: &Row) -> Html {
    match &row.expected {
        Expected::Nothing => html! {},
        Expected::Holds => {
            html! { <span class="secondary steps-holds"><Icon glyph={Glyph::Check} />{ "holds" }</span> }
        }
        Expected::Differs(expected, words) => {
            let index = row.number - 1;
            // The whole of it stands in the list of expectations, and on the button.
            let show = {
                let store = store.clone();
                Callback::from(move |event: MouseEvent| {
                    event.stop_propagation();
                    store.dispatch(Action::StepSelected(index));
                    store.dispatch(Action::DockTabChosen(DockTab::Expectations));
                })
            };
            let words = format!("{expected}; {words}");
            html! {
                <button type="button" class="link-button steps-holds" title={words.clone()} aria-label={format!("differs: {words}")} onclick={show}>
                    <Icon glyph={Glyph::Info} />{ "differs" }
                </button>
            }
        }
    }
}

/// Moves and removes the selected hop.
pub(crate) fn view_tools(store: &Store) -> Html {
    let steps = &store.simulation.scenario.steps;
    let count = steps.len();
    let Some(index) = selectors::selected_step(store.model(), Some(&store.simulation.outcome))
    else {
        return html! {};
    };
    let tool = |glyph, label: String, possible: bool, action: Action| {
        let onclick = store.on(move |_| action.clone());
        let disabled = (!possible).then_some("true");
        html! {
            <button type="button" class="icon-button" aria-label={label.clone()} title={label} aria-disabled={disabled} {onclick}>
                <Icon {glyph} />
            </button>
        }
    };
    let Some(step) = steps.get(index) else { return html! {} };
    let (name, number) = (narrate::numbered_in_words(&step.operation, index), index + 1);
    let up = Action::StepMoved { from: index, to: index.saturating_sub(1) };
    let down = Action::StepMoved { from: index, to: number };
    html! {
        <div class="dock-tools" role="toolbar" aria-label={name.clone()}>
            // Elsewhere it stands over the chain, which a phone does not show beside the list.
            <span class="dock-add">{ view_add(store, "add-step-below") }</span>
            { tool(Glyph::ArrowUp, format!("Move {name} up"), index > 0, up) }
            { tool(Glyph::ArrowDown, format!("Move {name} down"), number < count, down) }
            { tool(Glyph::Trash, format!("Remove {name}"), true, Action::StepRemoved(index)) }
        </div>
    }
}
