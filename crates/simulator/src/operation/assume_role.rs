//! AssumeRole, check by check. AWS: "AssumeRole" and "IAM roles", section "Role chaining".

use std::rc::Rc;

use iam::{
    AccountId, Arn, Credentials, EntityKind, PolicyType, Principal, PrincipalKind, RoleSessionMfa,
    Tag, Tags,
};
use sts::{
    Mfa, Session, SessionKind, SessionTag, StsError,
    request::{AssumeRole, Call},
};

use super::{
    checks::{Run, Stop, Went},
    gather::{Question, session_documents},
    switch_role,
};
use crate::{
    authorize::{ResourceKind, outside_resource_control},
    context::{DEFAULT_REGION, StsKeys, chains},
    message,
    outcome::{Cause, CheckKind, Limits, Trigger},
    scenario::{DocumentAddress, Role},
    service, simulate,
};

/// The longest session that a role can allow; AWS services are not bound by the role's own maximum.
const LONGEST_ROLE_SESSION: i64 = 43_200;

/// What a role session is made from, whichever call makes it.
#[derive(Debug)]
pub(super) struct RoleSession<'r> {
    pub(super) kind: SessionKind,
    pub(super) role: Arn,
    pub(super) name: Rc<str>,
    pub(super) tags: Vec<SessionTag>,
    pub(super) source_identity: Option<Rc<str>>,
    pub(super) mfa: Mfa,
    pub(super) policy: Option<&'r Rc<str>>,
    pub(super) policy_arns: &'r [Rc<str>],
    pub(super) duration: sts::Duration,
    pub(super) federated_provider: Option<Rc<str>>,
    pub(super) provider_keys: Vec<(Rc<str>, Vec<Rc<str>>)>,
    pub(super) delivered_by: Option<Rc<str>>,
}

/// Where the role is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A call of AssumeRole.
    Call,
    /// The console's Switch Role.
    Console,
}

pub(super) fn run(run: &mut Run<'_, '_>, request: &AssumeRole) {
    with_form(run, request, Form::Call);
}

pub(super) fn with_form(run: &mut Run<'_, '_>, request: &AssumeRole, form: Form) {
    let held = run.actor.caller.session.clone();
    let held = held.as_deref();
    let inherited: Vec<SessionTag> =
        held.iter().flat_map(|s| &s.tags).filter(|tag| tag.transitive).cloned().collect();
    let held_identity = held.and_then(|session| session.source_identity.clone());
    let keys = StsKeys {
        external_id: request.external_id.clone(),
        role_session_name: request.role_session_name.clone(),
        source_identity: request.source_identity.clone().or_else(|| held_identity.clone()),
        tags: passed_tags(&request.tags),
        transitive_keys: request.transitive_tag_keys.clone(),
        inherited,
        ..StsKeys::default()
    };
    let mut triggers = triggers(&keys, request.source_identity.is_some());
    let contexts = StsKeys {
        action_keys: vec![(
            "sts:RequestContextProviders".into(),
            request.provided_contexts.iter().map(|one| Rc::clone(&one.provider_arn)).collect(),
        )],
        ..StsKeys::default()
    };
    if !request.provided_contexts.is_empty() {
        triggers.push(("SetContext", Trigger::ContextsProvided));
    }
    plan(run, &triggers);

    run.through(|run| {
        run.check_credentials()?;
        run.check_call(&Call::AssumeRole(request.clone()))?;
        let asked = request.role_arn.clone().unwrap_or_else(|| "".into());
        let arn = sts::role_arn(&asked).map_err(|error| Stop::refused(error, Cause::Parameters));
        let arn = run.amend_parameters(arn)?;
        check_caller_kind(run, &arn, form)?;
        check_mfa(run, request.serial_number.as_ref(), request.token_code.as_ref())?;
        let role = check_role(run, &arn)?;
        let mut questions = questions(run, &arn, &role, &triggers, Some(&keys));
        for question in &mut questions {
            if question.trigger == Trigger::ContextsProvided {
                question.keys = Some(&contexts);
            }
        }
        run.check_authorizations(&questions)?;

        let tags = run.check(CheckKind::TagsAndSourceIdentity, |_| {
            let held_tags = held.map_or(&[][..], |session| &session.tags);
            let tags =
                sts::merge_session_tags(&request.tags, &request.transitive_tag_keys, held_tags)
                    .map_err(|error| Stop::refused(error, Cause::Tags))?;
            match (&held_identity, &request.source_identity) {
                (Some(held), Some(asked)) if held != asked => Err(Stop::refused(
                    StsError::source_identity_already_set(),
                    Cause::SourceIdentity { held: Rc::clone(held), asked: Rc::clone(asked) },
                )),
                _ if tags.is_empty() && keys.source_identity.is_none() => {
                    Ok((Went::NotApplicable, tags))
                }
                _ => Ok((Went::Passed, tags)),
            }
        })?;

        let caller = run.actor.caller.principal.clone();
        let by_service = caller.kind == PrincipalKind::Service;
        let assumptions = run.world.scenario().assumptions;
        let chained = chains(caller.credentials, assumptions.session_token_chains);
        let maximum = if by_service { LONGEST_ROLE_SESSION } else { maximum_of(&role) };
        let duration = match form {
            Form::Call => check_duration(run, request.duration_seconds, maximum, chained)?,
            Form::Console => console_duration(run, maximum, chained)?,
        };

        let mfa = match held.map(|session| session.mfa) {
            Some(present @ Mfa::Present(_))
                if assumptions.role_session_mfa == RoleSessionMfa::FromUserSession =>
            {
                present
            }
            _ => Mfa::Absent,
        };
        let session = RoleSession {
            kind: if by_service { SessionKind::Service } else { SessionKind::AssumeRole },
            role: arn,
            name: request.role_session_name.clone().unwrap_or_else(|| "".into()),
            tags,
            source_identity: keys.source_identity.clone(),
            mfa,
            policy: request.policy.as_ref(),
            policy_arns: &request.policy_arns,
            duration,
            federated_provider: None,
            provider_keys: match by_service {
                true => service::session_keys(caller.name.as_deref(), &run.step.session_keys),
                false => Vec::new(),
            },
            delivered_by: caller.name.filter(|_| by_service),
        };
        mint_role_session(run, session)
    });
}

/// Names the checks of a call that makes a role session.
pub(super) fn plan(run: &mut Run<'_, '_>, triggers: &[(&'static str, Trigger)]) {
    let before = [
        CheckKind::Credentials,
        CheckKind::Parameters,
        CheckKind::CallerKind,
        CheckKind::Mfa,
        CheckKind::Role,
    ];
    let after = [
        CheckKind::TagsAndSourceIdentity,
        CheckKind::Duration,
        CheckKind::SessionPolicy,
        CheckKind::Mint,
    ];
    let asked = run.asks(triggers);
    run.plan(before.into_iter().chain(asked).chain(after));
}

pub(super) fn passed_tags(tags: &[sts::request::RequestTag]) -> Vec<Tag> {
    tags.iter().map(|tag| Tag { key: Rc::clone(&tag.key), value: Rc::clone(&tag.value) }).collect()
}

/// The authorizations that the call needs, and why each. AWS: "Pass session tags in AWS STS" and "Monitor and control
/// actions taken with assumed roles".
fn triggers(keys: &StsKeys, passes_source_identity: bool) -> Vec<(&'static str, Trigger)> {
    let mut triggers = vec![("AssumeRole", Trigger::Call)];
    if !keys.tags.is_empty() {
        triggers.push(("TagSession", Trigger::TagsPassed));
    } else if !keys.inherited.is_empty() {
        triggers.push(("TagSession", Trigger::TagsInherited));
    }
    if passes_source_identity {
        triggers.push(("SetSourceIdentity", Trigger::SourceIdentityPassed));
    } else if keys.source_identity.is_some() {
        triggers.push(("SetSourceIdentity", Trigger::SourceIdentityInherited));
    }
    triggers
}

/// One question per authorization, all about the same role.
pub(super) fn questions<'q>(
    run: &mut Run<'_, '_>,
    arn: &Arn,
    role: &Role,
    triggers: &[(&'static str, Trigger)],
    keys: Option<&'q StsKeys>,
) -> Vec<Question<'q>> {
    let account = arn.account();
    let policy = account.and_then(|account| {
        let address = DocumentAddress::Trust { account, role: Rc::clone(&role.name) };
        run.world.document(&address, PolicyType::Trust)
    });
    let tags: Tags = role
        .tags
        .iter()
        .map(|tag| Tag { key: Rc::clone(&tag.key), value: Rc::clone(&tag.value) })
        .collect();
    let strict = run.world.scenario().assumptions.source_identity_needs_identity_allow;
    let chained = run.actor.caller.principal.kind == PrincipalKind::RoleSession;
    let linked = run.actor.caller.principal.is_service_linked();
    triggers
        .iter()
        .map(|(operation, trigger)| {
            let action = simulate::action("sts", operation);
            Question {
                outside_resource_control: outside_resource_control(linked, &action, Some(arn)),
                needs_own_allow: strict && chained && *operation == "SetSourceIdentity",
                action,
                resource: arn.shared(),
                trigger: *trigger,
                kind: ResourceKind::Role,
                account,
                tags: tags.clone(),
                policy,
                keys,
            }
        })
        .collect()
}

pub(super) fn maximum_of(role: &Role) -> i64 {
    role.max_session_duration.unwrap_or(3600)
}

fn check_caller_kind(run: &mut Run<'_, '_>, role: &Arn, form: Form) -> Result<(), Stop> {
    run.check(CheckKind::CallerKind, |run| {
        let caller = &run.actor.caller;
        let error = match caller.principal.kind {
            PrincipalKind::User | PrincipalKind::RoleSession => return Ok((Went::Passed, ())),
            PrincipalKind::Service if form == Form::Call => return Ok((Went::Passed, ())),
            PrincipalKind::Root => StsError::root_may_not_assume_roles(),
            PrincipalKind::FederatedUser => {
                message::not_authorized(caller, &run.outcome.action, role.as_str())
            }
            PrincipalKind::Service
            | PrincipalKind::WebIdentity
            | PrincipalKind::Saml
            | PrincipalKind::Anonymous => StsError::missing_authentication_token(),
        };
        Err(Stop::refused(error, Cause::CallerKind))
    })
}

/// The device is the calling user's, and the code is the device's at this moment. AWS: "Secure API access with MFA".
pub(super) fn check_mfa(
    run: &mut Run<'_, '_>,
    serial: Option<&Rc<str>>,
    code: Option<&Rc<str>>,
) -> Result<(), Stop> {
    let at = run.at;
    run.check(CheckKind::Mfa, |run| {
        let (serial, code) = match (serial, code) {
            (None, None) => return Ok((Went::NotApplicable, ())),
            (Some(serial), Some(code)) => (serial, code),
            _ => {
                return Err(Stop::refused(StsError::mfa_incomplete(), Cause::MfaIncomplete));
            }
        };
        let arn = run.actor.caller.principal.arn.clone();
        let user = arn.as_ref().and_then(|arn| run.world.user(arn)).map(|(_, user)| user);
        let device = user.and_then(|user| {
            user.mfa_devices.iter().find(|device| device.serial_number == *serial)
        });
        let Some(device) = device else {
            let cause = Cause::MfaDevice { serial_number: Rc::clone(serial) };
            return Err(Stop::refused(StsError::mfa_device_unknown(), cause));
        };
        let expected = device.seed.as_ref().and_then(|seed| sts::current_code(seed, at));
        let valid = match &device.seed {
            Some(seed) => sts::verify_code(seed, code, at),
            None => code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()),
        };
        if !valid {
            let cause = Cause::MfaCode {
                serial_number: Rc::clone(serial),
                expected: expected.map(Into::into),
            };
            return Err(Stop::refused(StsError::mfa_code_wrong(), cause));
        }
        run.mfa_now = true;
        Ok((Went::Passed, ()))
    })
}

/// The role exists, and STS is active for its account in the Region. The service answers a role that does not exist as
/// one that does not let the caller in.
pub(super) fn check_role(run: &mut Run<'_, '_>, arn: &Arn) -> Result<Role, Stop> {
    run.check(CheckKind::Role, |run| {
        let caller = &run.actor.caller;
        let no_such_role = || message::not_authorized(caller, &run.outcome.action, arn.as_str());
        let own = caller.principal.arn.as_ref();
        if own.is_some_and(|own| own.partition() != arn.partition()) {
            return Err(Stop::refused(no_such_role(), Cause::OtherPartition));
        }
        let Some((account, role)) = run.world.role(arn) else {
            let nearest = nearest_role(run, arn);
            let cause = Cause::NoSuchRole { role: arn.shared(), nearest };
            return Err(Stop::refused(no_such_role(), cause));
        };
        active_in_region(run, account)?;
        Ok((Went::Passed, role.clone()))
    })
}

/// STS is active in the endpoint's Region for the account that is to give credentials. AWS: "Manage AWS STS in an AWS
/// Region".
pub(super) fn active_in_region(run: &Run<'_, '_>, account: AccountId) -> Result<(), Stop> {
    let region = run.step.endpoint.as_deref().unwrap_or(DEFAULT_REGION);
    let regions = run.world.account(account).and_then(|known| known.regions.as_ref());
    let is_active = |regions: &Vec<Rc<str>>| regions.iter().any(|active| &**active == region);
    if region == "global" || regions.is_none_or(is_active) {
        return Ok(());
    }
    Err(Stop::refused(
        StsError::region_disabled(account),
        Cause::RegionDisabled { region: region.into(), account },
    ))
}

/// A role that the caller may have meant: the same name in another letter case or under another path.
fn nearest_role(run: &Run<'_, '_>, arn: &Arn) -> Option<Rc<str>> {
    if arn.entity() != Some(EntityKind::Role) {
        return None;
    }
    let account = run.world.account(arn.account()?)?;
    let same = |name: &str| name.eq_ignore_ascii_case(arn.name());
    let role = account.roles.iter().find(|role| same(&role.name))?;
    Some(role.arn_in(account.id).shared())
}

/// The duration is within the role's maximum and, for chained calls, within one hour.
pub(super) fn check_duration(
    run: &mut Run<'_, '_>,
    asked: Option<i64>,
    role_maximum: i64,
    chained: bool,
) -> Result<sts::Duration, Stop> {
    run.check(CheckKind::Duration, |run| {
        let assumptions = run.world.scenario().assumptions;
        let mut limits = Limits { asked, role_maximum: Some(role_maximum), chained, granted: None };
        let decided = sts::decide_duration(asked, role_maximum, chained, &assumptions);
        limits.granted = decided.as_ref().ok().map(|duration| duration.seconds);
        run.outcome.limits = Some(limits);
        match decided {
            Ok(duration) => Ok((Went::Passed, duration)),
            Err(error) => {
                let asked = asked.unwrap_or(sts::DEFAULT_ROLE_SESSION);
                let cause = if error.message.contains("role chaining") {
                    Cause::Chaining { asked, role_maximum }
                } else {
                    Cause::RoleMaximum { asked, role_maximum }
                };
                Err(Stop::refused(error, cause))
            }
        }
    })
}

/// The duration of a session that somebody switches to, and the limits that it came from.
fn console_duration(
    run: &mut Run<'_, '_>,
    role_maximum: i64,
    chained: bool,
) -> Result<sts::Duration, Stop> {
    run.check(CheckKind::Duration, |run| {
        let chained = chained && run.actor.caller.principal.kind == PrincipalKind::RoleSession;
        let duration = switch_role::duration(run, role_maximum, chained);
        run.outcome.limits = Some(Limits {
            asked: None,
            role_maximum: Some(role_maximum),
            chained,
            granted: Some(duration.seconds),
        });
        Ok((Went::Passed, duration))
    })
}

/// The session policies can be read and are small enough; then the session is made.
pub(super) fn mint_role_session(
    run: &mut Run<'_, '_>,
    session: RoleSession<'_>,
) -> Result<(), Stop> {
    let account = session.role.account();
    let (documents, packed) =
        check_session_policy(run, session.policy, session.policy_arns, account, &session.tags)?;
    let (Some(account), Some(unique_id)) = (account, run.world.unique_id(&session.role)) else {
        return Ok(());
    };
    let session_arn = format!("assumed-role/{}/{}", session.role.name(), session.name);
    let has_boundary =
        run.world.role(&session.role).is_some_and(|(_, role)| role.boundary.is_some());
    let principal = Principal {
        kind: PrincipalKind::RoleSession,
        credentials: Credentials::RoleSession,
        account: Some(account),
        session_arn: Some(Arn::sts(session.role.partition(), account, &session_arn)),
        unique_id: Some(unique_id.clone()),
        name: None,
        federating_user: None,
        has_boundary,
        arn: Some(session.role),
    };
    let made = Session {
        kind: session.kind,
        principal,
        user_id: format!("{unique_id}:{}", session.name).into(),
        name: session.name,
        issued: run.at,
        expires: run.at.plus_seconds(session.duration.seconds),
        bound: session.duration.bound,
        tags: session.tags,
        source_identity: session.source_identity,
        mfa: session.mfa,
        policy: session.policy.cloned(),
        policy_arns: session.policy_arns.to_vec(),
        federated_provider: session.federated_provider,
        provider_keys: session.provider_keys,
        delivered_by: session.delivered_by,
    };
    run.mint(made, documents, packed);
    Ok(())
}

/// What a checked session policy gives: its documents by number, and the packed size.
type SessionPolicies = (Option<Vec<u32>>, Option<u32>);

/// Session policies: readable, there, and small enough. AWS: "Policies and permissions in AWS IAM", section "Session
/// policies".
pub(super) fn check_session_policy(
    run: &mut Run<'_, '_>,
    policy: Option<&Rc<str>>,
    arns: &[Rc<str>],
    account: Option<iam::AccountId>,
    tags: &[SessionTag],
) -> Result<SessionPolicies, Stop> {
    run.check(CheckKind::SessionPolicy, |run| {
        let address = DocumentAddress::StepSession { step: Rc::clone(&run.step.id) };
        // AWS: "Perform a privileged task on an AWS Organizations member account": the task policies are AssumeRoot's alone.
        let foreign = arns.iter().find(|text| {
            text.parse::<Arn>().is_ok_and(|arn| {
                (arn.part(4) != "aws" && arn.account() != account)
                    || arn.resource().starts_with("policy/root-task/")
            })
        });
        let documents = match foreign {
            Some(arn) => Err(Rc::clone(arn)),
            None => session_documents(run.world, &address, policy.cloned(), arns),
        };
        let documents = documents.map_err(|arn| {
            Stop::refused(
                StsError::malformed_policy("The policy ARN is not valid for this role's account."),
                Cause::SessionPolicyArn { arn },
            )
        })?;
        let percent = sts::packed_size(policy.map(|text| &**text), arns, tags);
        let too_large =
            |error| Stop::refused(error, Cause::TooLarge { percent: percent.unwrap_or_default() });
        sts::session_policy_size(policy.map(|text| &**text), arns).map_err(too_large)?;
        if let Some(broken) = run.world.unsavable(documents.as_deref().unwrap_or_default()) {
            let is_json = run.world.documents()[broken as usize]
                .diagnostics
                .iter()
                .all(|finding| finding.code != "JSON_SYNTAX_ERROR");
            let text = if is_json {
                "Syntax errors in policy."
            } else {
                "The policy is not in the valid JSON format."
            };
            let cause = Cause::SessionPolicy { document: Some(broken) };
            return Err(Stop::refused(StsError::malformed_policy(text), cause));
        }
        if let Some(percent) = percent.filter(|percent| *percent > 100) {
            let only_tags = policy.is_none() && arns.is_empty();
            let error = if only_tags { sts::packed_tags_error } else { sts::packed_size_error };
            return Err(too_large(error(percent)));
        }
        let went = if documents.is_some() { Went::Passed } else { Went::NotApplicable };
        Ok((went, (documents, percent)))
    })
}

impl Run<'_, '_> {
    /// Turns a parameter that only fails on a second look into a failure of the check of parameters.
    pub(super) fn amend_parameters<T>(&mut self, looked: Result<T, Stop>) -> Result<T, Stop> {
        if looked.is_err() {
            let failed = crate::outcome::CheckStatus::Failed;
            for check in &mut self.outcome.checks {
                if check.kind == CheckKind::Parameters {
                    check.status = failed;
                }
            }
        }
        looked
    }
}
