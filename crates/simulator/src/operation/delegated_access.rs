//! GetDelegatedAccessToken: a customer's approval turned into credentials in the customer's account. AWS:
//! "GetDelegatedAccessToken" and "IAM temporary delegation for AWS Partners".

use std::rc::Rc;

use iam::{Arn, Credentials, Principal, PrincipalKind};
use sts::{
    Bound, Mfa, Session, SessionKind, StsError,
    request::{GetDelegatedAccessToken, TradeInToken},
};

use super::{
    assume_role::{active_in_region, check_session_policy},
    checks::{Run, Stop, Went},
    other_action::check_caller_kind,
    questions::anywhere,
};
use crate::outcome::{Cause, CheckKind, Obstacle, Trigger};

pub(super) fn run(run: &mut Run<'_, '_>, request: &GetDelegatedAccessToken) {
    run.plan([
        CheckKind::Credentials,
        CheckKind::Parameters,
        CheckKind::CallerKind,
        CheckKind::Authorization(0),
        CheckKind::Content,
        CheckKind::SessionPolicy,
        CheckKind::Mint,
    ]);
    run.through(|run| {
        run.check_credentials()?;
        run.check_parameters()?;
        let action = run.outcome.action.clone();
        check_caller_kind(run, &action, "*", None)?;
        let question = anywhere(run, "GetDelegatedAccessToken", Trigger::Call, None);
        run.check_authorizations(&[question])?;
        let token = request.token.clone().unwrap_or_default();
        let principal = check_token(run, &token)?;
        let (documents, packed) =
            check_session_policy(run, token.policy.as_ref(), &[], principal.account, &[])?;
        let name = match principal.kind {
            PrincipalKind::RoleSession => session_name(&token),
            _ => "".into(),
        };
        let id = principal.unique_id.as_ref().map(|id| id.as_str()).unwrap_or_default();
        let user_id = if name.is_empty() { id.to_owned() } else { format!("{id}:{name}") };
        let asked = token.duration_seconds;
        let session = Session {
            kind: SessionKind::Delegated,
            principal,
            name,
            user_id: user_id.into(),
            issued: run.at,
            expires: run.at.plus_seconds(asked.unwrap_or(sts::DEFAULT_ROLE_SESSION)),
            bound: if asked.is_some() { Bound::Assertion } else { Bound::Default },
            tags: Vec::new(),
            source_identity: None,
            mfa: Mfa::Absent,
            policy: token.policy.clone(),
            policy_arns: Vec::new(),
            federated_provider: None,
            provider_keys: Vec::new(),
            delivered_by: run.actor.caller.principal.account.map(|id| id.to_string().into()),
        };
        run.mint(session, documents, packed);
        Ok(())
    });
}

fn session_name(token: &TradeInToken) -> Rc<str> {
    token.role_session_name.clone().unwrap_or_else(|| "delegated".into())
}

/// The token can still be traded in, and who approved is still there.
fn check_token(run: &mut Run<'_, '_>, token: &TradeInToken) -> Result<Principal, Stop> {
    run.check(CheckKind::Content, |run| {
        let refuse =
            |obstacle| Stop::refused(StsError::expired_trade_in_token(), Cause::Obstacle(obstacle));
        if token.expires.is_some_and(|expires| run.at >= expires) {
            return Err(refuse(Obstacle::TradeInTokenExpired));
        }
        let arn: Option<Arn> = token.principal.parse().ok();
        let known = arn.and_then(|arn| {
            let (account, kind, boundary) = match (run.world.role(&arn), run.world.user(&arn)) {
                (Some((id, role)), _) => (id, PrincipalKind::RoleSession, role.boundary.is_some()),
                (None, Some((id, user))) => (id, PrincipalKind::User, user.boundary.is_some()),
                (None, None) => return None,
            };
            Some((arn, account, kind, boundary))
        });
        let Some((arn, account, kind, has_boundary)) = known else {
            return Err(refuse(Obstacle::ApproverGone));
        };
        active_in_region(run, account)?;
        let (credentials, session_arn) = match kind {
            PrincipalKind::RoleSession => {
                let resource = format!("assumed-role/{}/{}", arn.name(), session_name(token));
                (Credentials::RoleSession, Some(Arn::sts(arn.partition(), account, &resource)))
            }
            _ => (Credentials::DelegatedAccess, None),
        };
        let principal = Principal {
            account: Some(account),
            session_arn,
            unique_id: run.world.unique_id(&arn),
            has_boundary,
            arn: Some(arn),
            ..Principal::new(kind, credentials)
        };
        Ok((Went::Passed, principal))
    })
}
