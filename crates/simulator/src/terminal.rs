//! A step, or the whole way to it, as it is typed into a terminal: commands, environment variables, profiles. AWS: "AWS
//! Command Line Interface User Guide".
//!
//! [`paste`](crate::paste) reads what this writes; what a terminal cannot know (a provider's token, a code that is shown
//! by a real device) stands as a file or as the scenario has it.

mod command;
mod environment;
mod profile;
mod script;
mod shell;

pub use command::{change, command};
pub use environment::environment;
pub use profile::{Profiles, profiles};
pub use script::script;
pub use shell::Shell;

use crate::{
    Scenario,
    scenario::{Operation, StsCall},
};

/// The hops that lead to a step, and the step itself, in their order.
#[must_use]
pub fn way(scenario: &Scenario, step: usize) -> Vec<usize> {
    let mut way = vec![step];
    let mut at = step;
    while let Some(before) = scenario.step_index(&scenario.caller_of(at)).filter(|one| *one < at) {
        way.push(before);
        at = before;
    }
    way.reverse();
    way
}

/// The step's call to STS, where it is one.
fn call(scenario: &Scenario, step: usize) -> Option<&StsCall> {
    match &scenario.steps.get(step)?.operation {
        Operation::Sts(call) => Some(call),
        _ => None,
    }
}
