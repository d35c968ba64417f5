//! Any other action of any service, and GetCallerIdentity. AWS: "Policy evaluation logic".

use iam::{Action, Arn, Credentials, EntityKind, PolicyType, PrincipalKind, Tag, Tags};
use sts::StsError;

use super::{
    assume_role,
    checks::{Run, Stop, Went},
    gather::Question,
};
use crate::{
    authorize::{ResourceKind, outside_resource_control},
    message,
    outcome::{Cause, CheckKind, Trigger},
    scenario::DocumentAddress,
};

/// The permissions that a call of AssumeRole may need.
const PERMISSIONS: [&str; 3] = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];

pub(super) fn run(run: &mut Run<'_, '_>, action: &Action, resource: Option<&str>) {
    run.plan([CheckKind::Credentials, CheckKind::CallerKind, CheckKind::Authorization(0)]);
    run.through(|run| {
        run.check_credentials()?;
        let resource = resource.unwrap_or("*");
        check_caller_kind(run, action, resource)?;
        unsigned(run);
        if action.is("sts:GetCallerIdentity") {
            return Ok(());
        }
        let question = question(run, action, resource);
        run.check_authorizations(&[question])
    });
}

/// GetCallerIdentity needs no permission, and no policy can take it away.
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
fn check_caller_kind(run: &mut Run<'_, '_>, action: &Action, resource: &str) -> Result<(), Stop> {
    run.check(CheckKind::CallerKind, |run| {
        let caller = &run.actor.caller;
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
                    && !PERMISSIONS.iter().any(|name| action.is(name))
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

fn question(run: &mut Run<'_, '_>, action: &Action, resource: &str) -> Question<'static> {
    let arn = resource.parse::<Arn>().ok();
    let own_account = run.actor.caller.principal.account;
    let assumes = PERMISSIONS.iter().any(|name| action.is(name));
    // A step that asks for the bare permission to assume a role is about that role's trust policy.
    if let (true, Some(arn)) = (assumes, &arn)
        && let (Some(EntityKind::Role), Some((_, role))) = (arn.entity(), run.world.role(arn))
    {
        let role = role.clone();
        let mut questions =
            assume_role::questions(run, arn, &role, &[("AssumeRole", Trigger::Call)], None);
        if let Some(mut question) = questions.pop() {
            question.action = action.clone();
            return question;
        }
    }
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
    let is_key = arn.as_ref().is_some_and(|arn| arn.service() == "kms");
    Question {
        action: action.clone(),
        resource: resource.into(),
        trigger: Trigger::Call,
        kind: if is_key { ResourceKind::Key } else { ResourceKind::Other },
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
