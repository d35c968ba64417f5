//! GetWebIdentityToken: a token that tells other services who calls. AWS: "GetWebIdentityToken", "Understanding token
//! claims" and "Controlling access with IAM policies" of outbound identity federation.

use std::rc::Rc;

use base64ct::{Base64UrlUnpadded, Encoding};
use iam::{AccountId, Arn};
use policy::json::Value;
use sts::{StsError, request::GetWebIdentityToken};

use super::{
    assume_role::passed_tags,
    assume_root::regional_only,
    checks::{Run, Stop, Went},
    other_action::check_caller_kind,
    questions::anywhere,
};
use crate::{
    context::{DEFAULT_REGION, StsKeys},
    json::{self, Object},
    outcome::{Answer, Cause, CheckKind, Obstacle, Trigger},
    simulate,
};

/// Bytes of claims that a token holds. AWS says that there is a limit and not which.
const LARGEST_PAYLOAD: usize = 8192;

pub(super) fn run(run: &mut Run<'_, '_>, request: &GetWebIdentityToken) {
    let seconds = request.duration_seconds.unwrap_or(sts::DEFAULT_WEB_IDENTITY_TOKEN);
    let algorithm = request.signing_algorithm.clone().unwrap_or_else(|| "".into());
    let call = StsKeys {
        tags: passed_tags(&request.tags),
        action_keys: vec![
            ("sts:IdentityTokenAudience".into(), request.audience.clone()),
            ("sts:SigningAlgorithm".into(), vec![Rc::clone(&algorithm)]),
            ("sts:DurationSeconds".into(), vec![seconds.to_string().into()]),
        ],
        ..StsKeys::default()
    };
    let tags = StsKeys { tags: call.tags.clone(), ..StsKeys::default() };
    let asked = if request.tags.is_empty() { 1 } else { 2 };
    let before = [
        CheckKind::Credentials,
        CheckKind::Parameters,
        CheckKind::CallerKind,
        CheckKind::Availability,
    ];
    let asked = (0..asked).map(CheckKind::Authorization);
    let after = [CheckKind::TagsAndSourceIdentity, CheckKind::Duration, CheckKind::Content];
    run.plan(before.into_iter().chain(asked).chain(after));
    run.through(|run| {
        run.check_credentials()?;
        run.check_parameters()?;
        if !matches!(&*algorithm, "RS256" | "ES384") {
            // The model has no list of values; the words are ours.
            let error = StsError::validation(format!("{algorithm} is invalid"));
            let stop = Stop::refused(error, Cause::Obstacle(Obstacle::UnknownAlgorithm));
            return run.amend_parameters(Err(stop));
        }
        let action = run.outcome.action.clone();
        check_caller_kind(run, &action, "*", None)?;
        let Some(account) = check_availability(run)? else { return Ok(()) };
        let mut questions = vec![anywhere(run, "GetWebIdentityToken", Trigger::Call, Some(&call))];
        if !request.tags.is_empty() {
            questions.push(anywhere(
                run,
                "TagGetWebIdentityToken",
                Trigger::TagsPassed,
                Some(&tags),
            ));
        }
        run.check_authorizations(&questions)?;
        run.check(CheckKind::TagsAndSourceIdentity, |_| {
            let merged = sts::merge_session_tags(&request.tags, &[], &[]);
            merged.map_err(|error| Stop::refused(error, Cause::Tags))?;
            let went = if request.tags.is_empty() { Went::NotApplicable } else { Went::Passed };
            Ok((went, ()))
        })?;
        let expires = run.at.plus_seconds(seconds);
        run.check(CheckKind::Duration, |run| match &run.actor.caller.session {
            Some(session) if expires > session.expires => Err(Stop::refused(
                StsError::session_duration_escalation(),
                Cause::Obstacle(Obstacle::OutlivesSession),
            )),
            _ => Ok((Went::Passed, ())),
        })?;
        let payload = json::compact(&claims(run, request, account, seconds));
        run.check(CheckKind::Content, |run| {
            if payload.len() > LARGEST_PAYLOAD {
                return Err(Stop::refused(
                    StsError::jwt_payload_too_large(),
                    Cause::Obstacle(Obstacle::PayloadTooLarge),
                ));
            }
            let token = signed(run.world.seed(), &algorithm, &payload);
            run.outcome.answer = Some(Answer::WebIdentityToken { token: token.into(), expires });
            Ok((Went::Passed, ()))
        })
    });
}

fn check_availability(run: &mut Run<'_, '_>) -> Result<Option<AccountId>, Stop> {
    run.check(CheckKind::Availability, |run| {
        regional_only(run)?;
        let account = run.actor.caller.principal.account;
        let known = account.and_then(|id| run.world.account(id));
        match account {
            Some(id) if !known.and_then(|known| known.jwt_vending_enabled).unwrap_or(false) => {
                Err(Stop::refused(
                    StsError::outbound_federation_disabled(id),
                    Cause::Obstacle(Obstacle::OutboundFederationOff),
                ))
            }
            account => Ok((Went::Passed, account)),
        }
    })
}

/// What the token says.
fn claims(
    run: &Run<'_, '_>,
    request: &GetWebIdentityToken,
    account: AccountId,
    seconds: i64,
) -> Value {
    let seed = run.world.seed();
    let caller = &run.actor.caller;
    let subject = caller.principal.arn.as_ref().map(Arn::shared);
    let audience = match &request.audience[..] {
        [one] => json::text(Rc::clone(one)),
        several => json::texts(several),
    };
    let tags = |tags: &mut dyn Iterator<Item = (&Rc<str>, &Rc<str>)>| {
        let tags = tags.fold(Object::new(), |all, (key, value)| all.text(key, Rc::clone(value)));
        let tags = tags.done();
        (!tags.members().unwrap_or_default().is_empty()).then_some(tags)
    };
    let principal_tags = simulate::principal_tags(run.world, caller);
    let principal_tags = tags(&mut principal_tags.iter().map(|tag| (&tag.key, &tag.value)));
    let request_tags = tags(&mut request.tags.iter().map(|tag| (&tag.key, &tag.value)));
    let organization = run.world.scenario().organization.as_ref();
    let path = run.world.org_path(account);
    let region = run.step.endpoint.as_deref().unwrap_or(DEFAULT_REGION);
    let session = caller.session.as_deref();
    let own = Object::new()
        .text("aws_account", account.to_string())
        .text("source_region", region)
        .maybe_text("org_id", path.as_ref().and(organization).map(|known| &known.id))
        .maybe("ou_path", path.map(json::text))
        .maybe("principal_tags", principal_tags)
        .maybe("request_tags", request_tags)
        .maybe_text("source_identity", session.and_then(|known| known.source_identity.as_ref()));
    let now = run.at.seconds();
    Object::new()
        .text("iss", issuer(seed, account))
        .with("aud", audience)
        .maybe_text("sub", subject.as_ref())
        .with("iat", json::number(now))
        .with("exp", json::number(now + seconds))
        .text("jti", sts::guid(seed, "web identity token", &run.step.id))
        .with("https://sts.amazonaws.com/", own.done())
        .done()
}

/// The issuer of an account's tokens.
fn issuer(seed: &str, account: AccountId) -> String {
    let id = sts::guid(seed, "issuer", &account.to_string());
    format!("https://{id}.tokens.sts.global.api.aws")
}

/// A JSON Web Token in compact form, its signature a made-up one that says so.
fn signed(seed: &str, algorithm: &str, payload: &str) -> String {
    let header = Object::new().text("alg", algorithm).text("kid", "SIMULATED").text("typ", "JWT");
    let encode = |bytes: &[u8]| Base64UrlUnpadded::encode_string(bytes);
    let header = encode(json::compact(&header.done()).as_bytes());
    let whole = [&*header, ".", &encode(payload.as_bytes())].concat();
    let signature = sts::web_identity_signature(seed, algorithm, &whole);
    [&*whole, ".", &encode(&signature)].concat()
}
