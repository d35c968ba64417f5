//! The AWS Management Console: who is signed in, the links that lead into it, and the role that one switches to there.
//! AWS: "Switch from a user to an IAM role (console)", "Enable custom identity broker access to the AWS console".

pub mod broker;
mod link;

use std::rc::Rc;

use iam::{Credentials, PrincipalKind, Timestamp};
use sts::{Bound, Mfa, Session, SessionKind};

use crate::{context::user_id, simulate::Actor, world::World};

pub use link::{read_switch_role_link, switch_role_link};

/// Seconds that the console session of an IAM user lasts.
const CONSOLE_SESSION: i64 = 43_200;

/// The console session of a user whose keys the scenario has: the user signs in at that moment, with a code where a device
/// is registered, since the sign-in asks for it then. Others are signed in already, by the session that they have.
pub(crate) fn signed_in(world: &World<'_>, mut actor: Actor, at: Timestamp) -> Actor {
    let principal = &actor.caller.principal;
    if principal.kind != PrincipalKind::User || principal.credentials != Credentials::LongTerm {
        return actor;
    }
    let user = principal.arn.as_ref().and_then(|arn| world.user(arn));
    let has_device = user.is_some_and(|(_, user)| !user.mfa_devices.is_empty());
    let user_id = user_id(&actor.caller).unwrap_or_else(|| "".into());
    actor.caller.principal.credentials = Credentials::SessionToken;
    actor.caller.session = Some(Rc::new(Session {
        kind: SessionKind::SessionToken,
        principal: actor.caller.principal.clone(),
        name: "".into(),
        user_id,
        issued: at,
        expires: at.plus_seconds(CONSOLE_SESSION),
        bound: Bound::Given,
        tags: Vec::new(),
        source_identity: None,
        mfa: if has_device { Mfa::Present(at) } else { Mfa::Absent },
        policy: None,
        policy_arns: Vec::new(),
        federated_provider: None,
        provider_keys: Vec::new(),
        delivered_by: None,
    }));
    actor
}
