//! AssumeRoleWithWebIdentity and AssumeRoleWithSAML. Tokens and assertions are judged here alone, whether they stand in
//! the scenario as content or as signed text; of a text, the host's verifiers say what it holds and who signed it.
//!
//! AWS: "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML" and "Available keys for AWS OIDC federation" and "… for
//! SAML-based AWS STS federation".

mod saml;
mod web_identity;

pub use saml::assertion_keys;
pub use web_identity::{claim_keys, issuer_address};

use std::rc::Rc;

use iam::{Arn, Credentials, EntityKind, Principal, PrincipalKind};
use sts::{
    Bound, Check, Mfa, ProviderKeys, Read, SessionKind, SessionTag, StsError, Verifiers,
    request::{AssumeRoleWithSaml, AssumeRoleWithWebIdentity, RequestTag, Signed},
};

use super::{
    assume_role::{
        RoleSession, check_duration, check_role, maximum_of, mint_role_session, questions,
    },
    checks::{Run, Stop, Went},
};
use crate::{
    context::StsKeys,
    outcome::{Caller, Cause, CheckKind, Obstacle, Presented, Trigger, Undecided},
};

pub(crate) use saml::{OPEN_SAML_KEYS, saml_attribute};
pub(crate) use web_identity::trust_only_claims;

/// Who the token or assertion says is calling, and what it brings along.
struct Federated {
    kind: PrincipalKind,
    provider: Option<Arn>,
    name: Rc<str>,
    keys: StsKeys,
    request_tags: Vec<RequestTag>,
    /// Keys that stay in the session.
    session_keys: Vec<(Rc<str>, Vec<Rc<str>>)>,
    session_name: Rc<str>,
    /// The longest session that the assertion allows.
    longest: Option<i64>,
}

pub(super) fn web_identity(run: &mut Run<'_, '_>, request: &AssumeRoleWithWebIdentity) {
    let read = run.world.verifiers.map(|lent| lent.read_token);
    let (token, readable) = content(request.token.as_ref(), read);
    let carried = web_identity::Carried::of(&token);
    let triggers = triggers(
        "AssumeRoleWithWebIdentity",
        !carried.tags.is_empty(),
        carried.source_identity.is_some(),
    );
    plan(run, &triggers);
    if readable.is_ok() {
        run.outcome.presented = Some(Presented::WebIdentity(token.clone()));
    }
    let asked = request.role_arn.clone();
    run.through(|run| {
        unsigned(run);
        run.check_parameters()?;
        let arn = role_arn(run, asked.as_ref())?;
        let federated = run.check(CheckKind::CallerKind, |run| {
            readable?;
            let mut judged = Vec::new();
            let federated = web_identity::judge(run, request, &token, &arn, carried, &mut judged);
            run.outcome.judged = judged;
            Ok((Went::Passed, federated?))
        })?;
        finish(
            run,
            federated,
            &arn,
            &triggers,
            (request.policy.as_ref(), &request.policy_arns),
            request.duration_seconds,
        )
    });
}

pub(super) fn saml(run: &mut Run<'_, '_>, request: &AssumeRoleWithSaml) {
    let read = run.world.verifiers.map(|lent| lent.read_assertion);
    let (assertion, readable) = content(request.assertion.as_ref(), read);
    let has_tags = assertion.attributes.iter().any(|(name, _)| saml::tag_key(name).is_some());
    let identity = saml::attribute(&assertion, "SourceIdentity").is_some();
    let triggers = triggers("AssumeRoleWithSAML", has_tags, identity);
    plan(run, &triggers);
    if readable.is_ok() {
        run.outcome.presented = Some(Presented::Saml(assertion.clone()));
    }
    let asked = request.role_arn.clone();
    run.through(|run| {
        unsigned(run);
        run.check_parameters()?;
        let arn = saml_role_arn(run, asked.as_ref())?;
        let federated = run.check(CheckKind::CallerKind, |run| {
            readable?;
            let mut judged = Vec::new();
            let federated = saml::judge(run, request, &assertion, &arn, &mut judged);
            run.outcome.judged = judged;
            Ok((Went::Passed, federated?))
        })?;
        finish(
            run,
            federated,
            &arn,
            &triggers,
            (request.policy.as_ref(), &request.policy_arns),
            request.duration_seconds,
        )
    });
}

/// What a provider signed, and whether it could be read.
fn content<T: Clone + Default>(
    given: Option<&Signed<T>>,
    read: Option<Read<T>>,
) -> (T, Result<(), Stop>) {
    let read = match (given, read) {
        (None, _) => Ok(T::default()),
        (Some(Signed::Content(content)), _) => Ok(content.clone()),
        (Some(Signed::Text(_)), None) => Err(Stop::Undecided(Undecided::Signature)),
        (Some(Signed::Text(text)), Some(read)) => read(text).map_err(not_accepted),
    };
    match read {
        Ok(content) => (content, Ok(())),
        Err(stop) => (T::default(), Err(stop)),
    }
}

/// Whether the provider signed a text; what stands there as content is taken for signed.
fn signed<T>(
    run: &Run<'_, '_>,
    given: Option<&Signed<T>>,
    check: fn(&Verifiers) -> Check,
    published: Option<&Rc<str>>,
) -> Result<(), Stop> {
    let (Some(text), Some(lent)) = (given.and_then(Signed::text), &run.world.verifiers) else {
        return Ok(());
    };
    let keys = match published {
        Some(document) => ProviderKeys::Published(document),
        None => ProviderKeys::Simulated { seed: run.world.seed() },
    };
    check(lent)(text, keys).map_err(|error| {
        // Another provider's signature may be as good as any.
        let of_another = error.message.starts_with("Issuer not present");
        let cause = if of_another { Cause::IdentityToken } else { Cause::ProviderSignature };
        Stop::refused(error, cause)
    })
}

fn triggers(
    operation: &'static str,
    tags: bool,
    source_identity: bool,
) -> Vec<(&'static str, Trigger)> {
    let mut triggers = vec![(operation, Trigger::Call)];
    if tags {
        triggers.push(("TagSession", Trigger::TagsPassed));
    }
    if source_identity {
        triggers.push(("SetSourceIdentity", Trigger::SourceIdentityPassed));
    }
    triggers
}

fn plan(run: &mut Run<'_, '_>, triggers: &[(&'static str, Trigger)]) {
    super::assume_role::plan(run, triggers);
}

/// The call is not signed, so there are no credentials to check and no device to ask.
fn unsigned(run: &mut Run<'_, '_>) {
    let kind = CheckKind::Credentials;
    let status = crate::outcome::CheckStatus::NotApplicable;
    run.outcome.checks.push(crate::outcome::Check { kind, status });
}

fn role_arn(run: &mut Run<'_, '_>, asked: Option<&Rc<str>>) -> Result<Arn, Stop> {
    let arn = sts::role_arn(asked.map_or("", |text| text));
    run.amend_parameters(arn.map_err(|error| Stop::refused(error, Cause::Parameters)))
}

/// AssumeRoleWithSAML looks closer at what it is asked for than the other calls do.
fn saml_role_arn(run: &mut Run<'_, '_>, asked: Option<&Rc<str>>) -> Result<Arn, Stop> {
    let arn = asked.and_then(|text| text.parse::<Arn>().ok());
    let arn = arn.filter(|arn| arn.entity() == Some(EntityKind::Role)).ok_or_else(|| {
        Stop::refused(StsError::validation("Request ARN is invalid"), Cause::Parameters)
    });
    run.amend_parameters(arn)
}

/// From here on both calls go the same way.
fn finish(
    run: &mut Run<'_, '_>,
    federated: Federated,
    arn: &Arn,
    triggers: &[(&'static str, Trigger)],
    (policy, policy_arns): (Option<&Rc<str>>, &[Rc<str>]),
    asked: Option<i64>,
) -> Result<(), Stop> {
    let mut principal = Principal::new(federated.kind, Credentials::None);
    principal.arn.clone_from(&federated.provider);
    principal.name = Some(Rc::clone(&federated.name));
    let is_start = run.actor.caller.is_start;
    run.actor.caller = Caller { principal, session: None, minted_by: None, is_start };
    run.actor.session_policies = None;
    run.outcome.caller = Some(run.actor.caller.clone());
    run.check(CheckKind::Mfa, |_| Ok((Went::NotApplicable, ())))?;
    let role = check_federated_role(run, arn, federated.kind)?;
    let questions = questions(run, arn, &role, triggers, Some(&federated.keys));
    run.check_authorizations(&questions)?;
    let tags: Vec<SessionTag> = run.check(CheckKind::TagsAndSourceIdentity, |_| {
        let keys = &federated.keys.transitive_keys;
        let tags = sts::merge_session_tags(&federated.request_tags, keys, &[])
            .map_err(|error| Stop::refused(error, Cause::Tags))?;
        let nothing = tags.is_empty() && federated.keys.source_identity.is_none();
        Ok((if nothing { Went::NotApplicable } else { Went::Passed }, tags))
    })?;
    let mut duration = check_duration(run, asked, maximum_of(&role), false)?;
    if let Some(longest) = federated.longest.filter(|longest| *longest < duration.seconds) {
        duration = sts::Duration { seconds: longest, bound: Bound::Assertion };
        if let Some(limits) = &mut run.outcome.limits {
            limits.granted = Some(longest);
        }
    }
    let is_oidc = federated.kind == PrincipalKind::WebIdentity;
    let session = RoleSession {
        kind: if is_oidc { SessionKind::WebIdentity } else { SessionKind::Saml },
        role: arn.clone(),
        name: federated.session_name,
        tags,
        source_identity: federated.keys.source_identity.clone(),
        mfa: Mfa::Missing,
        policy,
        policy_arns,
        duration,
        federated_provider: federated.keys.federated_provider.clone(),
        provider_keys: federated.session_keys,
        delivered_by: None,
    };
    mint_role_session(run, session)
}

/// The same check of the role, answered in the short words of these two calls. Roles of IAM Identity Center are taken
/// through it alone. AWS: "IAM Identity Center User Guide", section "Permission sets".
fn check_federated_role(
    run: &mut Run<'_, '_>,
    arn: &Arn,
    kind: PrincipalKind,
) -> Result<crate::scenario::Role, Stop> {
    let action = run.outcome.action.clone();
    let of_identity_center = arn.path().starts_with("/aws-reserved/");
    if kind == PrincipalKind::Saml && of_identity_center && run.world.role(arn).is_some() {
        return run.check(CheckKind::Role, |_| {
            let error = StsError::federated_caller_not_authorized(action.name());
            Err(Stop::refused(error, Cause::Obstacle(Obstacle::IdentityCenterRole)))
        });
    }
    check_role(run, arn).map_err(|stop| match stop {
        Stop::Refused(error, cause @ (Cause::NoSuchRole { .. } | Cause::OtherPartition)) => {
            let _ = error;
            Stop::refused(StsError::federated_caller_not_authorized(action.name()), cause)
        }
        other => other,
    })
}

fn not_accepted(error: StsError) -> Stop {
    Stop::refused(error, Cause::IdentityToken)
}

fn invalid_token(text: impl Into<Rc<str>>) -> Stop {
    not_accepted(StsError::invalid_identity_token(text))
}

fn expired_token(text: impl Into<Rc<str>>) -> Stop {
    not_accepted(StsError::expired_identity_token(text))
}

/// What STS takes for a session's name and for a source identity.
fn is_session_name(text: &str) -> bool {
    (2..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+=,.@-".contains(&b))
}

/// What a token or an assertion carries is well formed. AWS: "Troubleshoot SAML federation with IAM".
fn carried(
    tags: &[RequestTag],
    transitive: &[Rc<str>],
    source_identity: Option<&Rc<str>>,
) -> Result<(), Stop> {
    if source_identity.is_some_and(|identity| !is_session_name(identity)) {
        return Err(invalid_token(
            "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"",
        ));
    }
    sts::validate_carried_tags(tags, transitive).map_err(not_accepted)
}
