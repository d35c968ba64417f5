//! Combining every policy type into one decision.

use policy::NodeId;

use crate::outcome::AuthorizationOutcome;

pub(crate) fn deciding(outcome: &AuthorizationOutcome) -> Vec<NodeId> {
    let _ = outcome;
    unimplemented!()
}
