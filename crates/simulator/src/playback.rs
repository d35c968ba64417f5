//! A chain as the moments at which it was decided: one for every check that was made, in the order in which the service
//! makes them. AWS: "Policy evaluation logic" for the order inside an authorization.

use iam::PolicyType;
use policy::{Effect, Finding, NodeId, NodeKind};

use crate::{
    Outcome,
    outcome::{AuthorizationOutcome, Check, CheckKind, CheckStatus, StepOutcome},
};

/// A check that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The step, by index.
    pub step: usize,
    /// The check, by its place among the step's checks.
    pub check: usize,
    /// The place of the check among those that were made in the step, from 1.
    pub number: usize,
    /// How many were made in the step.
    pub of: usize,
    /// Whether it ended the call, by a refusal or because nobody can say.
    pub refuses: bool,
    /// The statement that decides, where a policy does.
    pub statement: Option<Statement>,
}

/// A statement in an authorization's explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// The authorization, by its place in the step.
    pub authorization: usize,
    /// The statement's node.
    pub node: NodeId,
}

/// Every check that was made, step by step. What has nothing to check and what is not made any more is left out; a step
/// that was never called has no moment.
#[must_use]
pub fn moments(outcome: &Outcome) -> Vec<Moment> {
    let steps = outcome.steps.iter().enumerate();
    steps.flat_map(|(index, step)| of_step(index, step)).collect()
}

fn of_step(index: usize, step: &StepOutcome) -> Vec<Moment> {
    let checks = step.checks.iter().enumerate();
    let made: Vec<(usize, &Check)> = checks.filter(|(_, check)| check.status.was_made()).collect();
    let of = made.len();
    let moments = made.into_iter().zip(1..).map(|((check, known), number)| Moment {
        step: index,
        check,
        number,
        of,
        refuses: known.status == CheckStatus::Failed,
        statement: match known.kind {
            CheckKind::Authorization(authorization) => {
                let asked = step.authorizations.get(authorization);
                let node = asked.and_then(deciding);
                node.map(|node| Statement { authorization, node })
            }
            _ => None,
        },
    });
    moments.collect()
}

/// The statement that decides: with a deny the first Deny that applies among the policies that the message names, with an
/// allow the first Allow that does among those that let the caller in, the door before the caller's own; nothing where no
/// such policy says anything. What an organization and the other limits let through decides nothing.
fn deciding(asked: &AuthorizationOutcome) -> Option<NodeId> {
    let (wanted, kinds) = match asked.decision {
        iam::Decision::ExplicitDeny => (Effect::Deny, asked.named.as_slice()),
        iam::Decision::Allowed => (Effect::Allow, OPENING.as_slice()),
        iam::Decision::ImplicitDeny => return None,
    };
    let nodes = &asked.explanation.nodes;
    let mut layers = kinds.iter().filter_map(|kind| {
        let at = nodes.iter().position(|node| node.kind == NodeKind::Layer(*kind))?;
        NodeId::try_from(at).ok()
    });
    layers.find_map(|layer| {
        let mut below = asked.explanation.descendants(layer);
        let statement = below.find(|(_, node)| {
            matches!(node.kind, NodeKind::Statement { effect: Some(effect), .. } if effect == wanted)
                && node.finding == Finding::Matched
        });
        statement.map(|(id, _)| id)
    })
}

/// What lets a caller in.
const OPENING: [PolicyType; 3] = [PolicyType::Trust, PolicyType::Resource, PolicyType::Identity];
