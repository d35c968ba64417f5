//! GetSessionToken. AWS: "GetSessionToken" and "Request temporary security credentials".

use iam::{Credentials, Principal, PrincipalKind};
use sts::{Bound, Mfa, Session, SessionKind, StsError, request::GetSessionToken};

use super::{
    assume_role::{active_in_region, check_mfa},
    checks::{Run, Stop, Went},
};
use crate::{
    context::user_id,
    outcome::{Cause, CheckKind},
};

pub(super) fn run(run: &mut Run<'_, '_>, request: &GetSessionToken) {
    run.plan([
        CheckKind::Credentials,
        CheckKind::Parameters,
        CheckKind::CallerKind,
        CheckKind::Mfa,
        CheckKind::Mint,
    ]);
    run.through(|run| {
        run.check_credentials()?;
        run.check_parameters()?;
        long_term_only(run, "GetSessionToken")?;
        check_mfa(run, request.serial_number.as_ref(), request.token_code.as_ref())?;
        let caller = run.actor.caller.principal.clone();
        let (seconds, bound) = length(request.duration_seconds, &caller);
        let session = Session {
            kind: SessionKind::SessionToken,
            user_id: user_id(&run.actor.caller).unwrap_or_else(|| "".into()),
            principal: Principal { credentials: Credentials::SessionToken, ..caller },
            name: "".into(),
            issued: run.at,
            expires: run.at.plus_seconds(seconds),
            bound,
            tags: Vec::new(),
            source_identity: None,
            mfa: if run.mfa_now { Mfa::Present(run.at) } else { Mfa::Absent },
            policy: None,
            policy_arns: Vec::new(),
            federated_provider: None,
            provider_keys: Vec::new(),
            delivered_by: None,
        };
        run.mint(session, None, None);
        Ok(())
    });
}

/// Users and root may call with their own keys, nobody with a session or unsigned; and STS must be active for their
/// account. AWS: "Compare AWS STS credentials".
pub(super) fn long_term_only(run: &mut Run<'_, '_>, operation: &str) -> Result<(), Stop> {
    run.check(CheckKind::CallerKind, |run| {
        let caller = &run.actor.caller.principal;
        let known = matches!(caller.kind, PrincipalKind::User | PrincipalKind::Root);
        if let (true, Credentials::LongTerm, Some(account)) =
            (known, caller.credentials, caller.account)
        {
            active_in_region(run, account)?;
            return Ok((Went::Passed, ()));
        }
        let error = match caller.kind {
            PrincipalKind::WebIdentity | PrincipalKind::Saml | PrincipalKind::Anonymous => {
                StsError::missing_authentication_token()
            }
            _ => StsError::called_with_session_credentials(operation),
        };
        Err(Stop::refused(error, Cause::CallerKind))
    })
}

/// How long a session of a user or of root lasts.
pub(super) fn length(asked: Option<i64>, caller: &Principal) -> (i64, Bound) {
    let seconds = asked.unwrap_or(sts::DEFAULT_USER_SESSION);
    if caller.kind == PrincipalKind::Root && seconds > sts::ROOT_USER_LIMIT {
        (sts::ROOT_USER_LIMIT, Bound::Clamped)
    } else {
        (seconds, if asked.is_some() { Bound::Asked } else { Bound::Default })
    }
}
