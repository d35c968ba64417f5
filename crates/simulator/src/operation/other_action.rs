//! Any other action of any service, and GetCallerIdentity. AWS: "Policy evaluation logic".

use iam::{Action, Arn, Credentials, PolicyType, PrincipalKind, STS_ACTIONS, Tag, Tags};
use sts::StsError;

use super::{
    assume_role,
    checks::{Run, Stop, Went},
    gather::Question,
    pass_role,
};
use crate::{
    authorize::{ResourceKind, outside_resource_control, resource_kind},
    message,
    outcome::{Cause, CheckKind, Trigger},
    scenario::DocumentAddress,
};

pub(super) fn run(run: &mut Run<'_, '_>, action: &Action, resource: Option<&str>) {
    let is_known = STS_ACTIONS.iter().any(|name| action.is(name));
    if action.service() == "sts" && !is_known {
        return unknown_operation(run, action);
    }
    let resource = resource.unwrap_or("*");
    let arn = resource.parse::<Arn>().ok();
    let kind = resource_kind(action, arn.as_ref());
    let role = (kind == ResourceKind::Role).then_some(CheckKind::Role);
    let passed = run.step.passed_role.as_ref();
    let keys = passed.map(|passed| pass_role::keys(passed, action, resource));
    let before = [CheckKind::Credentials, CheckKind::CallerKind];
    let asked = (0..=usize::from(passed.is_some())).map(CheckKind::Authorization);
    run.plan(before.into_iter().chain(role).chain(asked));
    run.through(|run| {
        run.check_credentials()?;
        check_caller_kind(run, action, resource, arn.as_ref())?;
        unsigned(run);
        if action.is("sts:GetCallerIdentity") {
            return Ok(());
        }
        let question = match (kind, action.assumes(), &arn) {
            (ResourceKind::Role, Some(name), Some(arn)) => role_question(run, action, name, arn)?,
            _ => question(run, action, resource, kind),
        };
        let handed_over = match (passed, &keys) {
            (Some(passed), Some(keys)) => Some(pass_role::question(run, passed, keys)?),
            _ => None,
        };
        let questions: Vec<_> = [question].into_iter().chain(handed_over).collect();
        run.check_authorizations(&questions)
    });
}

/// A call that STS does not have. AWS: "Common errors", `InvalidAction`.
fn unknown_operation(run: &mut Run<'_, '_>, action: &Action) {
    run.plan([CheckKind::Credentials, CheckKind::Parameters]);
    run.through(|run| {
        run.check_credentials()?;
        run.check(CheckKind::Parameters, |_| {
            Err(Stop::refused(StsError::invalid_action(action.name()), Cause::Parameters))
        })
    });
}

/// GetCallerIdentity needs no permission, and no policy can take it away. AWS: "GetCallerIdentity". That is said of the
/// administrator's policies; whether the policy of a VPC endpoint could refuse the call is not documented, so none is asked.
pub(super) fn caller_identity(run: &mut Run<'_, '_>) {
    run.plan([CheckKind::Credentials, CheckKind::CallerKind]);
    run.through(|run| {
        run.check_credentials()?;
        run.check(CheckKind::CallerKind, |run| match run.actor.caller.principal.kind {
            PrincipalKind::WebIdentity | PrincipalKind::Saml | PrincipalKind::Anonymous => {
                Err(Stop::refused(StsError::missing_authentication_token(), Cause::CallerKind))
            }
            _ => Ok((Went::Passed, ())),
        })
    });
}

/// What sessions of GetSessionToken and GetFederationToken may not call at all.
/// AWS: "Compare AWS STS credentials".
///
/// No credentials reach from one partition into another. AWS: "Amazon Resource Names (ARNs)".
pub(super) fn check_caller_kind(
    run: &mut Run<'_, '_>,
    action: &Action,
    resource: &str,
    arn: Option<&Arn>,
) -> Result<(), Stop> {
    run.check(CheckKind::CallerKind, |run| {
        let caller = &run.actor.caller;
        let own = caller.principal.arn.as_ref().map(Arn::partition);
        if let (Some(own), Some(other)) = (own, arn.map(Arn::partition))
            && own != other
        {
            let error = message::not_authorized(caller, action, resource);
            return Err(Stop::refused(error, Cause::OtherPartition));
        }
        let service = action.service();
        let with_mfa = caller
            .session
            .as_ref()
            .is_some_and(|session| matches!(session.mfa, sts::Mfa::Present(_)));
        match caller.principal.credentials {
            Credentials::SessionToken if service == "iam" && !with_mfa => Err(Stop::refused(
                StsError::new(
                    "InvalidClientTokenId",
                    403,
                    "The security token included in the request is invalid",
                ),
                Cause::SessionTokenWithoutMfa,
            )),
            Credentials::SessionToken
                if service == "sts"
                    && action.assumes().is_none()
                    && !action.is("sts:GetCallerIdentity") =>
            {
                let error = message::not_authorized(caller, action, resource);
                Err(Stop::refused(error, Cause::CallerKind))
            }
            Credentials::FederationToken
                if service == "iam"
                    || (service == "sts" && !action.is("sts:GetCallerIdentity")) =>
            {
                let error = message::not_authorized(caller, action, resource);
                Err(Stop::refused(error, Cause::CallerKind))
            }
            Credentials::None if caller.principal.kind != PrincipalKind::Service => {
                let may_be_anonymous = service == "s3";
                if may_be_anonymous {
                    Ok((Went::Passed, ()))
                } else {
                    Err(Stop::refused(StsError::missing_authentication_token(), Cause::CallerKind))
                }
            }
            _ => Ok((Went::Passed, ())),
        }
    })
}

/// Whom only a provider knows can prove nothing to other services than STS: such a call is anybody's.
/// AWS: "AWS JSON policy elements: Principal", section "All principals".
fn unsigned(run: &mut Run<'_, '_>) {
    let caller = &mut run.actor.caller.principal;
    if matches!(caller.kind, PrincipalKind::WebIdentity | PrincipalKind::Saml) {
        caller.kind = PrincipalKind::Anonymous;
        caller.arn = None;
        caller.name = None;
    }
}

/// A step that asks for the bare permission to do something to a role is about that role's trust policy.
fn role_question(
    run: &mut Run<'_, '_>,
    action: &Action,
    name: &'static str,
    arn: &Arn,
) -> Result<Question<'static>, Stop> {
    let role = assume_role::check_role(run, arn)?;
    let operation = name.strip_prefix("sts:").unwrap_or(name);
    let triggers = [(operation, Trigger::Call)];
    let question = assume_role::questions(run, arn, &role, &triggers, None).pop();
    match question {
        Some(question) => Ok(Question { action: action.clone(), ..question }),
        None => Ok(self::question(run, action, arn.as_str(), ResourceKind::Role)),
    }
}

fn question(
    run: &mut Run<'_, '_>,
    action: &Action,
    resource: &str,
    kind: ResourceKind,
) -> Question<'static> {
    let arn = resource.parse::<Arn>().ok();
    let own_account = run.actor.caller.principal.account;
    // What can be done to roles only is done to none where none is named, so that no trust policy allows it.
    let kind = if arn.is_none() && action.assumes().is_some() { ResourceKind::Role } else { kind };
    let entry = run.world.resource(resource).cloned();
    let account = entry
        .as_ref()
        .and_then(|entry| entry.account)
        .or_else(|| arn.as_ref().and_then(Arn::account))
        .or(own_account);
    let tags: Tags = entry
        .iter()
        .flat_map(|entry| &entry.tags)
        .map(|tag| Tag { key: tag.key.clone(), value: tag.value.clone() })
        .collect();
    let policy = entry.as_ref().filter(|entry| entry.policy.is_some()).and_then(|entry| {
        let address = DocumentAddress::Resource { arn: entry.arn.clone() };
        run.world.document(&address, PolicyType::Resource)
    });
    Question {
        action: action.clone(),
        resource: resource.into(),
        trigger: Trigger::Call,
        kind,
        account,
        tags,
        policy,
        outside_resource_control: outside_resource_control(
            run.actor.caller.principal.is_service_linked(),
            action,
            arn.as_ref(),
        ),
        keys: None,
        needs_own_allow: false,
    }
}
