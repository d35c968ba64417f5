//! The step that the inspector is about: what its panels are given.

use std::rc::Rc;

use simulator::{
    Outcome, Scenario,
    narrate::Sentence,
    outcome::StepOutcome,
    scenario::{Operation, Step},
};
use sts::Session;
use yew::prelude::*;

use crate::{
    components::inspector::breakable,
    panels::cause::cause,
    state::{Action, selectors},
    store::{Simulation, use_store},
};

/// A step of a scenario with everything that is known about it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StepView {
    simulation: Simulation,
    /// Which step.
    pub(crate) index: usize,
}

impl StepView {
    /// The step with that index; nothing where there is none.
    pub(crate) fn new(simulation: Simulation, index: usize) -> Option<Self> {
        let known = index < simulation.scenario.steps.len().min(simulation.outcome.steps.len());
        known.then_some(Self { simulation, index })
    }

    /// The scenario.
    pub(crate) fn scenario(&self) -> &Rc<Scenario> {
        &self.simulation.scenario
    }

    /// What the simulator makes of it.
    pub(crate) fn outcome(&self) -> &Rc<Outcome> {
        &self.simulation.outcome
    }

    /// The step as the scenario has it.
    pub(crate) fn step(&self) -> &Step {
        &self.scenario().steps[self.index]
    }

    /// What the step came to.
    pub(crate) fn result(&self) -> &StepOutcome {
        &self.outcome().steps[self.index]
    }

    /// What the step calls, as it is read at its head.
    pub(crate) fn view_called(&self) -> Html {
        match self.step().operation {
            Operation::SwitchRole(_) => html! { <span>{ "Switch Role in the console" }</span> },
            _ => html! { <code>{ breakable(self.result().action.as_str()) }</code> },
        }
    }

    /// What the step came to before an edit broke a document that it needs.
    pub(crate) fn before_edit(&self) -> Option<(&Outcome, &StepOutcome)> {
        let outcome = self.simulation.before_edit.as_deref()?;
        Some((outcome, outcome.step(&self.step().id)?))
    }

    /// Why the step ended as it did.
    pub(crate) fn cause(&self) -> Rc<Sentence> {
        cause(&self.simulation, self.index).unwrap_or_default()
    }

    /// The session that signs the call.
    pub(crate) fn calling_session(&self) -> Option<&Rc<Session>> {
        self.result().caller.as_ref()?.session.as_ref()
    }
}

/// The chosen step and the way to report what a person did.
#[hook]
pub(crate) fn use_step() -> (Option<StepView>, Callback<Action>) {
    let store = use_store();
    let on_action = use_report();
    let index = selectors::selected_step(store.model(), Some(&store.simulation.outcome));
    use_pinned(store.model().ui.selected_step, index, &on_action);
    let step = index.and_then(|index| StepView::new(store.simulation.clone(), index));
    (step, on_action)
}

/// Keeps the step that is shown at first, so that no edit takes it away from under one's hands when its verdict changes.
#[hook]
fn use_pinned(chosen: Option<usize>, shown: Option<usize>, on_action: &Callback<Action>) {
    let on_action = on_action.clone();
    use_effect_with((chosen.is_none(), shown), move |(unpinned, shown)| {
        if let (true, Some(step)) = (*unpinned, *shown) {
            on_action.emit(Action::StepSelected(step));
        }
    });
}

/// The way to report what a person did; the same callback at every drawing.
#[hook]
pub(crate) fn use_report() -> Callback<Action> {
    let store = use_store();
    use_callback((), move |action: Action, ()| store.dispatch(action))
}
