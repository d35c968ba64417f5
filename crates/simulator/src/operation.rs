//! The calls of the chain, each with its checks in the service's order.
//!
//! AWS: "AWS Security Token Service API Reference" and "Methods to assume a role".

mod assume_role;
mod checks;
mod federation;
mod federation_token;
mod gather;
mod other_action;
mod session_token;

use std::rc::Rc;

use iam::{Action, Timestamp};
use sts::request::Call;

use crate::{
    outcome::{StepOutcome, Target},
    scenario::{Operation, Step},
    simulate::{self, Actor},
    world::World,
};

pub(crate) use gather::session_documents;

/// Runs one call; the second part is the session that it minted.
pub(crate) fn run(
    world: &mut World<'_>,
    step: &Step,
    index: usize,
    mut actor: Actor,
    at: Timestamp,
) -> (StepOutcome, Option<Actor>) {
    // Boundaries may have come or gone since the session was made.
    actor.caller.principal.has_boundary = world.boundary(&actor.caller.principal).is_some();
    let mut run = checks::Run::new(world, step, index, actor, at);
    match &step.operation {
        Operation::Sts(call) => match &call.call {
            Call::AssumeRole(request) => assume_role::run(&mut run, request),
            Call::AssumeRoleWithWebIdentity(request) => {
                federation::web_identity(&mut run, request);
            }
            Call::AssumeRoleWithSaml(request) => federation::saml(&mut run, request),
            Call::GetSessionToken(request) => session_token::run(&mut run, request),
            Call::GetFederationToken(request) => federation_token::run(&mut run, request),
            Call::GetCallerIdentity => other_action::caller_identity(&mut run),
        },
        Operation::Action { action, resource } => {
            other_action::run(&mut run, action, resource.as_deref());
        }
        // The simulation sends changes of the world elsewhere.
        Operation::Change(_) => {}
    }
    run.finish()
}

/// Whether the call is not signed: its token or assertion says who calls.
pub(crate) fn is_unsigned(operation: &Operation) -> bool {
    matches!(
        operation,
        Operation::Sts(call)
            if matches!(
                call.call,
                Call::AssumeRoleWithSaml(_) | Call::AssumeRoleWithWebIdentity(_)
            )
    )
}

/// Whether the step mints a session when it succeeds.
pub(crate) fn is_hop(operation: &Operation) -> bool {
    matches!(operation, Operation::Sts(call) if call.call.mints())
}

/// The action as policies name it.
pub(crate) fn action_of(operation: &Operation) -> Action {
    match operation {
        Operation::Sts(call) => simulate::action("sts", call.call.operation()),
        Operation::Action { action, .. } => action.clone(),
        Operation::Change(change) => simulate::action("iam", change.operation.as_str()),
    }
}

/// What the step acts on.
pub(crate) fn target_of(operation: &Operation) -> Target {
    let role = |arn: &Option<Rc<str>>| Target::Role(arn.clone().unwrap_or_else(|| "".into()));
    match operation {
        Operation::Sts(call) => match &call.call {
            Call::AssumeRole(request) => role(&request.role_arn),
            Call::AssumeRoleWithSaml(request) => role(&request.role_arn),
            Call::AssumeRoleWithWebIdentity(request) => role(&request.role_arn),
            Call::GetFederationToken(request) => {
                Target::FederatedUser(request.name.clone().unwrap_or_else(|| "".into()))
            }
            Call::GetSessionToken(_) | Call::GetCallerIdentity => Target::Caller,
        },
        Operation::Action { resource, .. } => {
            Target::Resource(resource.clone().unwrap_or_else(|| "*".into()))
        }
        Operation::Change(change) => Target::World(Rc::clone(&change.target)),
    }
}
