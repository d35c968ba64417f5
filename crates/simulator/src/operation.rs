//! The calls of the chain, each with its checks in the service's order.
//!
//! AWS: "AWS Security Token Service API Reference" and "Methods to assume a role".

mod assume_role;
mod assume_root;
mod checks;
mod delegated_access;
pub(crate) mod encoded;
mod federation;
mod federation_token;
mod gather;
mod other_action;
mod pass_role;
mod questions;
mod session_token;
mod switch_role;
mod web_identity_token;

use std::rc::Rc;

use iam::{AccountId, Action, Arn, Timestamp};
use sts::request::Call;

use crate::{
    outcome::{StepOutcome, Target},
    scenario::{Operation, Step, StsCall},
    simulate::{self, Actor},
    world::World,
};

pub(crate) use federation::{OPEN_SAML_KEYS, saml_attribute, trust_only_claims};
pub use federation::{assertion_keys, claim_keys, issuer_address};
pub(crate) use gather::session_documents;

/// Runs one call; the second part is the session that it minted.
pub(crate) fn run(
    world: &mut World<'_>,
    step: &Step,
    earlier: &[StepOutcome],
    mut actor: Actor,
    at: Timestamp,
) -> (StepOutcome, Option<Actor>) {
    // Boundaries may have come or gone since the session was made.
    actor.caller.principal.has_boundary = world.boundary(&actor.caller.principal).is_some();
    let mut run = checks::Run::new(world, step, earlier.len(), actor, at);
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
            Call::AssumeRoot(request) => assume_root::run(&mut run, request),
            Call::DecodeAuthorizationMessage(_) | Call::GetAccessKeyInfo(_) => {
                questions::run(&mut run, &resolved(call, earlier));
            }
            Call::GetWebIdentityToken(request) => web_identity_token::run(&mut run, request),
            Call::GetDelegatedAccessToken(request) => delegated_access::run(&mut run, request),
        },
        Operation::Action { action, resource } => {
            other_action::run(&mut run, action, resource.as_deref());
        }
        Operation::SwitchRole(switch) => switch_role::run(&mut run, switch),
        // The simulation sends changes of the world elsewhere.
        Operation::Change(_) => {}
    }
    run.finish()
}

/// The call with what an earlier step left in place of that step's id: the encoded message of its refusal, or the access
/// key id that it minted.
fn resolved(call: &StsCall, earlier: &[StepOutcome]) -> Call {
    let mut call = call.call.clone();
    let left = |id: &Option<Rc<str>>| earlier.iter().find(|step| Some(&step.id) == id.as_ref());
    match &mut call {
        Call::DecodeAuthorizationMessage(request) => {
            if let Some(step) = left(&request.encoded_message) {
                request.encoded_message = step.encoded_message().map(Rc::from);
            }
        }
        Call::GetAccessKeyInfo(request) => {
            if let Some(minted) = left(&request.access_key_id).and_then(|step| step.minted.as_ref())
            {
                request.access_key_id = Some(Rc::clone(&minted.credentials.access_key_id));
            }
        }
        _ => {}
    }
    call
}

/// Whether the call is not signed: its token or assertion says who calls.
#[must_use]
pub fn is_unsigned(operation: &Operation) -> bool {
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
    match operation {
        Operation::Sts(call) => call.call.mints(),
        Operation::SwitchRole(_) => true,
        Operation::Action { .. } | Operation::Change(_) => false,
    }
}

/// The action as policies name it.
pub(crate) fn action_of(operation: &Operation) -> Action {
    match operation {
        Operation::Sts(call) => simulate::action("sts", call.call.operation()),
        Operation::Action { action, .. } => action.clone(),
        Operation::Change(change) => simulate::action("iam", change.operation.as_str()),
        Operation::SwitchRole(_) => simulate::action("sts", "AssumeRole"),
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
            Call::AssumeRoot(request) => {
                let asked = request.target_principal.clone().unwrap_or_else(|| "".into());
                Target::Resource(match asked.parse::<AccountId>() {
                    Ok(account) => Arn::iam("aws", account, "root").shared(),
                    Err(_) => asked,
                })
            }
            Call::GetDelegatedAccessToken(request) => {
                let token = request.token.as_ref();
                Target::Resource(
                    token.map_or_else(|| "".into(), |token| Rc::clone(&token.principal)),
                )
            }
            Call::DecodeAuthorizationMessage(_) | Call::GetAccessKeyInfo(_) => {
                Target::Resource("*".into())
            }
            Call::GetSessionToken(_) | Call::GetCallerIdentity | Call::GetWebIdentityToken(_) => {
                Target::Caller
            }
        },
        Operation::Action { resource, .. } => {
            Target::Resource(resource.clone().unwrap_or_else(|| "*".into()))
        }
        // Where the account is given by its alias, the call itself knows which it is.
        Operation::SwitchRole(switch) => Target::Role(
            format!("arn:aws:iam::{}:role/{}", switch.account, switch.role_name).into(),
        ),
        Operation::Change(change) => Target::World(Rc::clone(&change.target)),
    }
}
