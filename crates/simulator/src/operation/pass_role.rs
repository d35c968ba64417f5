//! The role that an action hands to a service. Nobody calls PassRole: it is asked beside the action that takes the role.
//! AWS: "Grant a user permissions to pass a role to an AWS service", "Available keys for IAM".

use std::rc::Rc;

use iam::{Action, Arn, Tags};
use sts::StsError;

use super::{
    checks::{Run, Stop},
    gather::Question,
};
use crate::{
    authorize::{ResourceKind, outside_resource_control},
    context::StsKeys,
    outcome::{Cause, Obstacle, Trigger},
    scenario::PassedRole,
    service, simulate,
};

/// The condition keys that `iam:PassRole` has beside the global ones.
pub(super) fn keys(passed: &PassedRole, action: &Action, resource: &str) -> StsKeys {
    let service = passed.passed_to_service.clone();
    let service = service.or_else(|| service::passed_to(action).map(Rc::from));
    let associated = passed.associated_resource_arn.clone();
    let associated = associated.or_else(|| (resource != "*").then(|| resource.into()));
    let key = |name: &str, value: Option<Rc<str>>| value.map(|value| (name.into(), vec![value]));
    let keys = [key("iam:PassedToService", service), key("iam:AssociatedResourceArn", associated)];
    StsKeys { action_keys: keys.into_iter().flatten().collect(), ..StsKeys::default() }
}

/// What is asked about the role.
///
/// # Errors
/// The role is in another account: roles are handed over in their own account only.
pub(super) fn question<'q>(
    run: &Run<'_, '_>,
    passed: &PassedRole,
    keys: &'q StsKeys,
) -> Result<Question<'q>, Stop> {
    let arn = passed.role_arn.parse::<Arn>().ok();
    let account = arn.as_ref().and_then(Arn::account);
    let caller = &run.actor.caller.principal;
    if account.is_some() && account != caller.account {
        let error = StsError::access_denied("Cross-account pass role is not allowed.");
        return Err(Stop::refused(error, Cause::Obstacle(Obstacle::PassedAcrossAccounts)));
    }
    let action = simulate::action("iam", "PassRole");
    Ok(Question {
        outside_resource_control: outside_resource_control(
            caller.is_service_linked(),
            &action,
            arn.as_ref(),
        ),
        action,
        resource: Rc::clone(&passed.role_arn),
        trigger: Trigger::RolePassed,
        kind: ResourceKind::Other,
        account,
        // AWS: "Grant a user permissions to pass a role to an AWS service": tags of the role do not control who may pass it.
        tags: Tags::new(),
        policy: None,
        keys: Some(keys),
        needs_own_allow: false,
    })
}
