//! AssumeRoot: a privileged session of a member account's root user. AWS: "AssumeRoot" and "Perform a privileged task on an
//! AWS Organizations member account".

use std::rc::Rc;

use iam::{AccountId, Arn, Credentials, EntityKind, Principal, PrincipalKind};
use sts::{Bound, Mfa, Session, SessionKind, StsError, request::AssumeRoot};

use super::{
    assume_role::active_in_region,
    checks::{Run, Stop, Went},
    gather::{Question, session_documents},
};
use crate::{
    authorize::ResourceKind,
    context::StsKeys,
    message,
    outcome::{Cause, CheckKind, Obstacle, Trigger},
    scenario::{DocumentAddress, managed},
};

pub(super) fn run(run: &mut Run<'_, '_>, request: &AssumeRoot) {
    run.plan([
        CheckKind::Credentials,
        CheckKind::Parameters,
        CheckKind::CallerKind,
        CheckKind::Availability,
        CheckKind::Authorization(0),
        CheckKind::SessionPolicy,
        CheckKind::Mint,
    ]);
    run.through(|run| {
        run.check_credentials()?;
        run.check_parameters()?;
        let asked = request.target_principal.clone().unwrap_or_else(|| "".into());
        let task = request.task_policy_arn.clone().unwrap_or_else(|| "".into());
        let (account, root) = check_target(run, &asked)?;
        check_caller_kind(run, &root)?;
        check_availability(run, account, &root)?;
        let keys = StsKeys {
            action_keys: vec![("sts:TaskPolicyArn".into(), vec![Rc::clone(&task)])],
            ..StsKeys::default()
        };
        let asked = Question::of_sts(
            "AssumeRoot",
            root.shared(),
            Trigger::Call,
            Some(account),
            Some(&keys),
        );
        // No policy of the member account has a say: its root user has none.
        let question = Question { kind: ResourceKind::Unguarded, ..asked };
        run.check_authorizations(&[question])?;
        let documents = run.check(CheckKind::SessionPolicy, |run| {
            let address = DocumentAddress::StepSession { step: Rc::clone(&run.step.id) };
            let documents =
                session_documents(run.world, &address, None, std::slice::from_ref(&task));
            match documents {
                Ok(documents) if managed::is_root_task(&task) => Ok((Went::Passed, documents)),
                _ => Err(denied(run, &root, Obstacle::NoRootTask)),
            }
        })?;
        let seconds = request.duration_seconds.unwrap_or(sts::DEFAULT_ROOT_SESSION);
        let principal = Principal {
            account: Some(account),
            arn: Some(root),
            ..Principal::new(PrincipalKind::Root, Credentials::RootSession)
        };
        let held = run.actor.caller.session.clone();
        let session = Session {
            kind: SessionKind::Root,
            principal,
            name: "".into(),
            user_id: account.to_string().into(),
            issued: run.at,
            expires: run.at.plus_seconds(seconds),
            bound: if request.duration_seconds.is_some() { Bound::Asked } else { Bound::Default },
            tags: Vec::new(),
            source_identity: held.and_then(|session| session.source_identity.clone()),
            mfa: Mfa::Absent,
            policy: None,
            policy_arns: vec![task],
            federated_provider: None,
            provider_keys: Vec::new(),
            delivered_by: None,
        };
        run.mint(session, documents, None);
        Ok(())
    });
}

/// The account's id or the ARN of its root, as the account's root.
fn check_target(run: &mut Run<'_, '_>, asked: &str) -> Result<(AccountId, Arn), Stop> {
    let own = run.actor.caller.principal.arn.as_ref();
    let partition = own.map_or("aws", Arn::partition).to_owned();
    let account = asked.parse::<AccountId>().ok();
    let root = account.map(|account| Arn::iam(&partition, account, "root"));
    let root = root.or_else(|| {
        asked.parse().ok().filter(|arn: &Arn| {
            arn.entity() == Some(EntityKind::Root) && arn.partition() == partition
        })
    });
    let target = root.and_then(|root| Some((root.account()?, root)));
    let words = || StsError::validation(format!("{asked} is invalid"));
    run.amend_parameters(target.ok_or_else(|| Stop::refused(words(), Cause::Parameters)))
}

/// Users and role sessions may ask, and nobody else. AWS: "AssumeRoot", "Compare AWS STS credentials".
fn check_caller_kind(run: &mut Run<'_, '_>, root: &Arn) -> Result<(), Stop> {
    run.check(CheckKind::CallerKind, |run| {
        let caller = &run.actor.caller;
        let error = match (caller.principal.kind, caller.principal.credentials) {
            (PrincipalKind::User, Credentials::LongTerm | Credentials::DelegatedAccess)
            | (PrincipalKind::RoleSession, _) => return Ok((Went::Passed, ())),
            (
                PrincipalKind::Root
                | PrincipalKind::User
                | PrincipalKind::FederatedUser
                | PrincipalKind::Service,
                _,
            ) => message::not_authorized(caller, &run.outcome.action, root.as_str()),
            _ => StsError::missing_authentication_token(),
        };
        Err(Stop::refused(error, Cause::CallerKind))
    })
}

/// The endpoint is a Region's, root sessions are switched on, the caller's account administers them and the target is a
/// member. AWS: "Centralize root access for member accounts".
fn check_availability(run: &mut Run<'_, '_>, account: AccountId, root: &Arn) -> Result<(), Stop> {
    run.check(CheckKind::Availability, |run| {
        regional_only(run)?;
        let organization = run.world.scenario().organization.as_ref();
        let caller = run.actor.caller.principal.account;
        let obstacle = match organization {
            None => Some(Obstacle::RootSessionsOff),
            Some(organization) => {
                let administers = |id: AccountId| {
                    id == organization.management_account
                        || organization.delegated_administrators.contains(&id)
                };
                let switched_on =
                    organization.enabled_features.iter().any(|f| &**f == "RootSessions");
                if !switched_on {
                    Some(Obstacle::RootSessionsOff)
                } else if !caller.is_some_and(administers) {
                    Some(Obstacle::NotAdministrator)
                } else if account == organization.management_account
                    || run.world.levels(account).is_none()
                {
                    Some(Obstacle::NotAMember)
                } else {
                    None
                }
            }
        };
        match obstacle {
            Some(obstacle) => Err(denied(run, root, obstacle)),
            None => {
                active_in_region(run, account)?;
                Ok((Went::Passed, ()))
            }
        }
    })
}

/// A call that the global endpoint does not have. AWS: "AssumeRoot" and "GetWebIdentityToken"; what it answers is not
/// documented.
pub(super) fn regional_only(run: &Run<'_, '_>) -> Result<(), Stop> {
    if run.step.endpoint.as_deref() != Some("global") {
        return Ok(());
    }
    let error = StsError::invalid_action(run.outcome.action.name());
    Err(Stop::refused(error, Cause::Obstacle(Obstacle::GlobalEndpoint)))
}

fn denied(run: &Run<'_, '_>, root: &Arn, obstacle: Obstacle) -> Stop {
    let error = message::not_authorized(&run.actor.caller, &run.outcome.action, root.as_str());
    Stop::refused(error, Cause::Obstacle(obstacle))
}
