//! Why a step ended as it did, in a sentence. Several parts of the page show it, and to tell it the chain is run again
//! with each assumption that could matter: so it is told once for every outcome.

use std::{cell::RefCell, rc::Rc};

use simulator::{
    Outcome,
    narrate::{self, Sentence},
};

use crate::store::Simulation;

/// An outcome with what was told of its steps.
type Told = (Rc<Outcome>, Vec<Option<Rc<Sentence>>>);

thread_local! {
    static LAST: RefCell<Option<Told>> = const { RefCell::new(None) };
}

/// The cause of how the step with that index ended; nothing where there is no such step.
pub(crate) fn cause(simulation: &Simulation, index: usize) -> Option<Rc<Sentence>> {
    let outcome = &simulation.outcome;
    let step = outcome.steps.get(index)?;
    let known = |last: &Option<Told>| match last {
        Some((of, told)) if Rc::ptr_eq(of, outcome) => told.get(index)?.clone(),
        _ => None,
    };
    if let Some(cause) = LAST.with_borrow(known) {
        return Some(cause);
    }
    let cause = Rc::new(narrate::cause(&simulation.scenario, outcome, step));
    LAST.with_borrow_mut(|last| {
        let same = last.take().filter(|(of, _)| Rc::ptr_eq(of, outcome));
        let anew = || (Rc::clone(outcome), vec![None; outcome.steps.len()]);
        last.insert(same.unwrap_or_else(anew)).1[index] = Some(Rc::clone(&cause));
    });
    Some(cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::{FEATURED, example};

    #[test]
    fn a_cause_is_told_once_for_every_outcome() {
        let simulation = Simulation::of(example(FEATURED).unwrap().scenario);
        let steps = simulation.outcome.steps.len();
        let told: Vec<_> = (0..steps).map(|index| cause(&simulation, index).unwrap()).collect();
        for (index, (told, step)) in told.iter().zip(&simulation.outcome.steps).enumerate() {
            let anew = narrate::cause(&simulation.scenario, &simulation.outcome, step);
            assert_eq!(**told, anew);
            assert!(Rc::ptr_eq(told, &cause(&simulation, index).unwrap()));
        }
        assert!(cause(&simulation, steps).is_none());
        // A chain with more steps than the last one has sentences of its own.
        let other = Simulation::of(example("three-hop-chain").unwrap().scenario);
        let of_other = cause(&other, 0).unwrap();
        assert!(!Rc::ptr_eq(&of_other, &told[0]));
        assert!(!Rc::ptr_eq(&told[0], &cause(&simulation, 0).unwrap()));
    }
}
