//! The one store: the model, what the simulator makes of its scenario, and the way to report what a person did.
//!
//! Only `app.rs` and the roots of panels ask for it; everything below them takes plain properties.

use std::rc::Rc;

use iam::{Credentials, Principal, PrincipalKind};
use simulator::{
    Outcome, Scenario,
    outcome::{Caller, StepResult, Undecided},
};
use yew::prelude::*;

use crate::{
    chunks,
    state::{Action, Model, update},
};

/// What panels see of the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Store {
    state: UseReducerHandle<State>,
    /// The scenario as it stands with its outcome.
    pub(crate) simulation: Simulation,
}

impl Store {
    /// The model.
    pub(crate) fn model(&self) -> &Model {
        &self.state.0
    }

    /// Reports what a person did.
    pub(crate) fn dispatch(&self, action: Action) {
        self.state.dispatch(action);
    }

    /// A callback that reports what a person did.
    pub(crate) fn on<E: 'static>(&self, action: impl Fn(E) -> Action + 'static) -> Callback<E> {
        let dispatcher = self.state.dispatcher();
        Callback::from(move |event| dispatcher.dispatch(action(event)))
    }
}

/// A scenario with what the simulator makes of it; a memo, never part of the model.
#[derive(Debug, Clone)]
pub(crate) struct Simulation {
    /// The scenario.
    pub(crate) scenario: Rc<Scenario>,
    /// Its outcome.
    pub(crate) outcome: Rc<Outcome>,
    /// While a document does not parse and a step is therefore undecided: the last outcome before that edit.
    pub(crate) before_edit: Option<Rc<Outcome>>,
    /// The chain as it is drawn, its lanes where they were before the last edit.
    pub(crate) chain: Rc<diagram::Model>,
}

impl PartialEq for Simulation {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scenario, &other.scenario) && Rc::ptr_eq(&self.outcome, &other.outcome)
    }
}

impl Simulation {
    /// Runs the chain of a scenario that was opened.
    pub(crate) fn of(scenario: Rc<Scenario>) -> Self {
        Self::keeping(scenario, None)
    }

    fn keeping(scenario: Rc<Scenario>, lanes: Option<&diagram::Model>) -> Self {
        let (outcome, chain) = match chunks::workbench() {
            Some(part) => {
                let outcome = (part.simulate)(&scenario);
                let chain = (part.chain)(&scenario, &outcome, lanes);
                (outcome, chain)
            }
            None => (nothing_run(), diagram::Model::default()),
        };
        Self { scenario, outcome: Rc::new(outcome), before_edit: None, chain: Rc::new(chain) }
    }

    /// Runs the chain of a scenario that was edited; keeps the last decided outcome in sight.
    pub(crate) fn after(self, scenario: Rc<Scenario>) -> Self {
        if Rc::ptr_eq(&self.scenario, &scenario) {
            // What checks signatures may have come meanwhile.
            let again = self.waits_for_verifiers() && chunks::verifiers().is_some();
            return if again { Self::of(scenario) } else { self };
        }
        let decided = if self.is_decided() { Some(self.outcome) } else { self.before_edit };
        let mut next = Self::keeping(scenario, Some(&self.chain));
        if !next.is_decided() {
            next.before_edit = decided;
        }
        next
    }

    /// Whether a step is undecided because nothing has been loaded to check its signature with.
    pub(crate) fn waits_for_verifiers(&self) -> bool {
        let unchecked = StepResult::Undecided(Undecided::Signature);
        self.outcome.steps.iter().any(|step| step.result == unchecked)
    }

    /// Whether every step has an answer.
    pub(crate) fn is_decided(&self) -> bool {
        !self.outcome.steps.iter().any(|step| matches!(step.result, StepResult::Undecided { .. }))
    }
}

/// What there is before the engine is loaded, and no scenario either.
fn nothing_run() -> Outcome {
    let principal = Principal::new(PrincipalKind::Anonymous, Credentials::None);
    let start = Caller { principal, session: None, minted_by: None, is_start: true };
    Outcome { start, steps: Vec::new(), documents: Vec::new(), verifiers: None }
}

/// The model behind Yew's reducer.
#[derive(Debug, PartialEq)]
pub(crate) struct State(Rc<Model>);

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self(Rc::new(update(&self.0, action))))
    }
}

/// Makes the store. For `app.rs` only.
#[hook]
pub(crate) fn use_new_store(initial: impl FnOnce() -> Model) -> Store {
    let state = use_reducer(|| State(Rc::new(initial())));
    let scenario = Rc::clone(state.0.scenario());
    let opened = state.0.opened;
    let last = use_mut_ref(|| None::<(u32, Simulation)>);
    let mut last = last.borrow_mut();
    let simulation = match last.take() {
        // What is opened anew has nothing to do with what was there before.
        Some((known, simulation)) if known == opened => simulation.after(scenario),
        _ => Simulation::of(scenario),
    };
    *last = Some((opened, simulation.clone()));
    Store { state, simulation }
}

/// The store, from anywhere below `app.rs`.
#[hook]
pub(crate) fn use_store() -> Store {
    #[expect(clippy::expect_used, reason = "app.rs provides it around everything")]
    use_context::<Store>().expect("the store is provided by app.rs")
}
