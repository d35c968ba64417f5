//! The chain: steps are added, removed, moved, doubled and changed; `as` follows.

use std::rc::Rc;

use super::{Refused, refused};
use crate::scenario::{Operation, Scenario, Step};

impl Scenario {
    /// The place of a step.
    #[must_use]
    pub fn step_index(&self, id: &str) -> Option<usize> {
        self.steps.iter().position(|step| *step.id == *id)
    }

    /// A step, to be changed. [`Scenario::edit_step`] checks what comes of it.
    pub fn step_mut(&mut self, id: &str) -> Option<&mut Step> {
        self.steps.iter_mut().find(|step| *step.id == *id)
    }

    /// An id that no step has: the given one, else with `-2`, `-3`, ….
    #[must_use]
    pub fn fresh_step_id(&self, base: &str) -> String {
        self.fresh_name(base, |name| name == "start" || self.step_index(name).is_some())
    }

    /// Adds a step at a place, at the end where the place is beyond it; gives it a fresh id where its own is taken, and
    /// returns the id.
    ///
    /// # Errors
    /// Where the step names something that is not there.
    pub fn insert_step(&mut self, at: usize, mut step: Step) -> Result<Rc<str>, Refused> {
        step.id = self.fresh_step_id(&step.id).into();
        let id = Rc::clone(&step.id);
        let at = at.min(self.steps.len());
        self.edit(|edited| edited.steps.insert(at, step))?;
        Ok(id)
    }

    /// Adds a copy right behind a step, called by the same caller and without expectation; returns its id.
    ///
    /// # Errors
    /// Where the same cannot be done twice: a change that creates or deletes.
    pub fn duplicate_step(&mut self, id: &str) -> Result<Rc<str>, Refused> {
        let Some(index) = self.step_index(id) else { return Err(vec![unknown(id)]) };
        let mut copy = self.steps[index].clone();
        copy.expect = None;
        if matches!(copy.operation, Operation::Change(_)) {
            copy.caller = None;
        } else {
            copy.caller = Some(self.caller_of(index));
        }
        self.insert_step(index + 1, copy)
    }

    /// Removes a step. Steps that it called are called by whoever called it; steps that ask about the message or the key
    /// that it left ([`Scenario::asks_about`]) go with it, since nothing is left to ask about.
    pub fn remove_step(&mut self, id: &str) {
        for asking in self.asks_about(id) {
            self.remove_step(&asking);
        }
        let Some(index) = self.step_index(id) else { return };
        let heir = self.caller_of(index);
        let removed = self.steps.remove(index);
        for step in self.steps.iter_mut().filter(|step| step.caller.as_ref() == Some(&removed.id)) {
            step.caller = Some(Rc::clone(&heir));
        }
    }

    /// The later steps that ask about what a step left: its encoded message, or the key that it minted.
    #[must_use]
    pub fn asks_about(&self, id: &str) -> Vec<Rc<str>> {
        let about = |step: &&Step| match &step.operation {
            Operation::Sts(call) => call.asked_about().is_some_and(|about| **about == *id),
            _ => false,
        };
        let later = self.step_index(id).map_or(self.steps.len(), |index| index + 1);
        self.steps[later..].iter().filter(about).map(|step| Rc::clone(&step.id)).collect()
    }

    /// Moves a step to a place in the chain. A caller that would come later than its step is left out, so that the hop
    /// before calls.
    ///
    /// # Errors
    /// Where a change would come after a step that stands on it.
    pub fn move_step(&mut self, id: &str, to: usize) -> Result<(), Refused> {
        let Some(from) = self.step_index(id) else { return Err(vec![unknown(id)]) };
        self.edit(|edited| {
            let step = edited.steps.remove(from);
            edited.steps.insert(to.min(edited.steps.len()), step);
            for index in 0..edited.steps.len() {
                let caller = edited.steps[index].caller.clone();
                let later = |known: &Step| caller.as_ref() == Some(&known.id);
                if edited.steps[index..].iter().any(later) {
                    edited.steps[index].caller = None;
                }
            }
        })
    }

    /// Gives a step another id; `as` of later steps follows, and calls that ask about what it left.
    ///
    /// # Errors
    /// Where the id is malformed or taken.
    pub fn rename_step(&mut self, id: &str, new: &str) -> Result<(), Refused> {
        if self.step_index(id).is_none() {
            return Err(vec![unknown(id)]);
        }
        self.edit(|edited| {
            for step in &mut edited.steps {
                if step.caller.as_deref() == Some(id) {
                    step.caller = Some(new.into());
                }
                let asked_about = match &mut step.operation {
                    Operation::Sts(call) => call.asked_about_mut(),
                    _ => None,
                };
                if let Some(about) = asked_about.filter(|about| &***about == id) {
                    *about = new.into();
                }
                if *step.id == *id {
                    step.id = new.into();
                }
            }
        })
    }

    /// Changes a step: its call's parameters, its action, its time, its context.
    ///
    /// # Errors
    /// Where the file would not read with it.
    pub fn edit_step(&mut self, id: &str, edit: impl FnOnce(&mut Step)) -> Result<(), Refused> {
        let Some(index) = self.step_index(id) else { return Err(vec![unknown(id)]) };
        self.edit(|edited| edit(&mut edited.steps[index]))
    }

    /// Who calls a step: an earlier hop's id, `start`, or an ARN. What a step without `as` means, in words.
    #[must_use]
    pub fn caller_of(&self, index: usize) -> Rc<str> {
        if let Some(caller) = self.steps.get(index).and_then(|step| step.caller.clone()) {
            return caller;
        }
        self.caller_by_default(index)
    }

    /// Who calls the step where it does not say: the last hop before it, else the start.
    #[must_use]
    pub fn caller_by_default(&self, index: usize) -> Rc<str> {
        let earlier = self.steps.get(..index).unwrap_or_default();
        let hop = earlier.iter().rposition(|step| crate::operation::is_hop(&step.operation));
        let switches = |index: usize| {
            let step = self.steps.get(index);
            step.is_some_and(|step| matches!(step.operation, Operation::SwitchRole(_)))
        };
        match hop {
            None => "start".into(),
            // The console switches with the credentials of the sign-in.
            Some(hop) if switches(index) && switches(hop) => self.caller_of(hop),
            Some(hop) => Rc::clone(&self.steps[hop].id),
        }
    }
}

fn unknown(id: &str) -> crate::scenario::ScenarioError {
    refused(format!("There is no step `{id}`."))
}
