//! The one store: the model, what the simulator makes of its scenario, and the way to report what a person did.
//!
//! Only `app.rs` and the roots of panels ask for it; everything below them takes plain properties.

use std::rc::{Rc, Weak};

use iam::{Credentials, Principal, PrincipalKind};
use simulator::{
    Outcome, Scenario,
    outcome::{Caller, StepResult, Undecided},
};
use yew::prelude::*;

use crate::{
    chunks::{self, Lanes},
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
        Self::in_lanes(scenario, Lanes::Own, None)
    }

    fn in_lanes(scenario: Rc<Scenario>, lanes: Lanes<'_>, before: Option<&Outcome>) -> Self {
        let (outcome, chain) = match chunks::workbench() {
            Some(part) => {
                let outcome = (part.simulate)(&scenario, before);
                let chain = (part.chain)(&scenario, &outcome, lanes);
                (outcome, chain)
            }
            None => (nothing_run(), diagram::Model::default()),
        };
        Self { scenario, outcome: Rc::new(outcome), before_edit: None, chain: Rc::new(chain) }
    }

    /// Runs the chain of a scenario that was edited; keeps the last decided outcome in sight. What an undo brings back is
    /// drawn as it was drawn before.
    fn after(self, scenario: Rc<Scenario>, drawn: &Drawn) -> Self {
        if Rc::ptr_eq(&self.scenario, &scenario) {
            // What checks signatures may have come meanwhile.
            let again = self.waits_for_verifiers() && chunks::verifiers().is_some();
            return if again { Self::of(scenario) } else { self };
        }
        let earlier = drawn.of(&scenario);
        let lanes = match &earlier {
            Some(chain) => Lanes::Kept(chain),
            None if scenario.steps.len() < self.scenario.steps.len() => {
                Lanes::InOrderOf(&self.chain)
            }
            None => Lanes::Kept(&self.chain),
        };
        let mut next = Self::in_lanes(scenario, lanes, Some(&self.outcome));
        if !next.is_decided() {
            next.before_edit =
                if self.is_decided() { Some(self.outcome) } else { self.before_edit };
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

/// How scenarios were drawn that somebody may go back to.
#[derive(Debug, Default)]
struct Drawn(Vec<(Weak<Scenario>, Rc<diagram::Model>)>);

impl Drawn {
    /// So many are remembered.
    const MOST: usize = 64;

    fn of(&self, scenario: &Rc<Scenario>) -> Option<Rc<diagram::Model>> {
        let is_it = |known: &Weak<Scenario>| known.as_ptr() == Rc::as_ptr(scenario);
        self.0.iter().find(|(known, _)| is_it(known)).map(|(_, chain)| Rc::clone(chain))
    }

    fn remember(&mut self, simulation: &Simulation) {
        self.0.retain(|(known, _)| {
            known.strong_count() > 0 && known.as_ptr() != Rc::as_ptr(&simulation.scenario)
        });
        self.0.truncate(Self::MOST - 1);
        self.0.insert(0, (Rc::downgrade(&simulation.scenario), Rc::clone(&simulation.chain)));
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
    let drawn = use_mut_ref(Drawn::default);
    let (mut last, mut drawn) = (last.borrow_mut(), drawn.borrow_mut());
    let simulation = match last.take() {
        // What is opened anew has nothing to do with what was there before.
        Some((known, simulation)) if known == opened => simulation.after(scenario, &drawn),
        _ => Simulation::of(scenario),
    };
    drawn.remember(&simulation);
    *last = Some((opened, simulation.clone()));
    Store { state, simulation }
}

/// The store, from anywhere below `app.rs`.
#[hook]
pub(crate) fn use_store() -> Store {
    #[expect(clippy::expect_used, reason = "app.rs provides it around everything")]
    use_context::<Store>().expect("the store is provided by app.rs")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    fn heights(simulation: &Simulation) -> Vec<(i32, i32)> {
        let scene = diagram::lay_out(&simulation.chain, 744);
        scene.lanes.iter().map(|lane| (lane.rect.y, lane.rect.h)).collect()
    }

    fn edited(simulation: &Simulation, edit: impl FnOnce(&mut Scenario)) -> Rc<Scenario> {
        let mut scenario = (*simulation.scenario).clone();
        edit(&mut scenario);
        Rc::new(scenario)
    }

    /// One user who takes two roles, and another time the first of them: its lane needs a row more.
    fn one_more(simulation: &Simulation) -> Rc<Scenario> {
        edited(simulation, |scenario| {
            let mut again = scenario.steps[0].clone();
            again.id = "again".into();
            scenario.steps.push(again);
        })
    }

    #[test]
    fn an_undo_gives_the_drawing_back_as_it_was() {
        let mut drawn = Drawn::default();
        let before = Simulation::of(gallery::example("one-user-two-roles").unwrap().scenario);
        drawn.remember(&before);
        let after = before.clone().after(one_more(&before), &drawn);
        drawn.remember(&after);
        assert_ne!(heights(&before), heights(&after));
        let undone = after.clone().after(Rc::clone(&before.scenario), &drawn);
        assert_eq!(heights(&undone), heights(&before));
        drawn.remember(&undone);
        let redone = undone.after(Rc::clone(&after.scenario), &drawn);
        assert_eq!(heights(&redone), heights(&after));
    }

    #[test]
    fn a_step_that_is_taken_away_takes_its_room_along() {
        let drawn = Drawn::default();
        let before = Simulation::of(gallery::example("one-user-two-roles").unwrap().scenario);
        let after = before.clone().after(one_more(&before), &drawn);
        let less = edited(&after, |scenario| drop(scenario.steps.pop()));
        assert_eq!(heights(&after.after(less, &drawn)), heights(&before));
    }

    #[test]
    fn what_nobody_can_go_back_to_is_forgotten() {
        let mut drawn = Drawn::default();
        let mut simulation =
            Simulation::of(gallery::example("one-user-two-roles").unwrap().scenario);
        for _ in 0..5 {
            drawn.remember(&simulation);
            simulation = simulation.clone().after(one_more(&simulation), &drawn);
        }
        drawn.remember(&simulation);
        assert_eq!(drawn.0.len(), 2, "the example's and the last");
    }
}
