//! GetFederationToken. AWS: "GetFederationToken".

use iam::{Arn, Credentials, Principal, PrincipalKind};
use sts::{Mfa, Session, SessionKind, request::GetFederationToken};

use super::{
    assume_role::{check_session_policy, passed_tags},
    checks::{Run, Went},
    gather::Question,
    session_token::{length, long_term_only},
};
use crate::{
    context::StsKeys,
    outcome::{Cause, CheckKind, Trigger},
};

pub(super) fn run(run: &mut Run<'_, '_>, request: &GetFederationToken) {
    let keys = StsKeys { tags: passed_tags(&request.tags), ..StsKeys::default() };
    let mut triggers = vec![("GetFederationToken", Trigger::Call)];
    if !keys.tags.is_empty() {
        triggers.push(("TagSession", Trigger::TagsPassed));
    }
    let asked = run.asks(&triggers);
    let before = [CheckKind::Credentials, CheckKind::Parameters, CheckKind::CallerKind];
    let after = [CheckKind::TagsAndSourceIdentity, CheckKind::SessionPolicy, CheckKind::Mint];
    run.plan(before.into_iter().chain(asked).chain(after));
    run.through(|run| {
        run.check_credentials()?;
        run.check_parameters()?;
        long_term_only(run, "GetFederationToken")?;
        let caller = run.actor.caller.principal.clone();
        let name = request.name.clone().unwrap_or_else(|| "".into());
        let (Some(account), Some(own)) = (caller.account, caller.arn.clone()) else {
            return Ok(());
        };
        let arn = Arn::sts(own.partition(), account, &format!("federated-user/{name}"));
        let questions: Vec<_> = triggers
            .iter()
            .map(|(operation, trigger)| {
                Question::of_sts(operation, arn.shared(), *trigger, Some(account), Some(&keys))
            })
            .collect();
        run.check_authorizations(&questions)?;
        let tags = run.check(CheckKind::TagsAndSourceIdentity, |_| {
            let tags = sts::merge_session_tags(&request.tags, &[], &[]);
            let tags = tags.map_err(|error| super::checks::Stop::refused(error, Cause::Tags))?;
            Ok((if tags.is_empty() { Went::NotApplicable } else { Went::Passed }, tags))
        })?;
        let (documents, packed) = check_session_policy(
            run,
            request.policy.as_ref(),
            &request.policy_arns,
            Some(account),
            &tags,
        )?;
        let (seconds, bound) = length(request.duration_seconds, &caller);
        let session = Session {
            kind: SessionKind::FederationToken,
            principal: Principal {
                kind: PrincipalKind::FederatedUser,
                credentials: Credentials::FederationToken,
                arn: Some(arn),
                federating_user: Some(own),
                ..caller
            },
            user_id: format!("{account}:{name}").into(),
            name,
            issued: run.at,
            expires: run.at.plus_seconds(seconds),
            bound,
            tags,
            source_identity: None,
            mfa: Mfa::Missing,
            policy: request.policy.clone(),
            policy_arns: request.policy_arns.clone(),
            federated_provider: None,
            provider_keys: Vec::new(),
            delivered_by: None,
        };
        // Without a session policy such a session may do nothing of its own; and this answer always has the size.
        run.mint(session, Some(documents.unwrap_or_default()), Some(packed.unwrap_or(0)));
        Ok(())
    });
}
