//! `requestParameters`, `responseElements` and `resources` of an event. AWS: "Log IAM and AWS STS API calls with AWS
//! CloudTrail", section on the events of each call. A member is there only where the caller sent it.

use std::rc::Rc;

use iam::{Arn, Timestamp};
use policy::json::{Kind, Value};
use sts::request::{self, Claim, RequestTag, SamlAssertion, WebIdentityToken};

use super::{Call, action, is_data_event};
use crate::{
    json::{self, Object},
    response,
};

/// The parameters, as the service records them; nothing for calls that record none.
pub(super) fn request(call: &Call<'_>) -> Option<Value> {
    if call.request().is_none() {
        return of_action(call);
    }
    let session = call.step.caller.as_ref().and_then(|caller| caller.session.as_deref());
    let whole = match call.request()? {
        request::Call::AssumeRole(asked) => {
            let incoming: Vec<(&Rc<str>, &Rc<str>)> = session
                .iter()
                .flat_map(|session| &session.tags)
                .filter(|held| held.transitive)
                .map(|held| (&held.tag.key, &held.tag.value))
                .collect();
            Object::new()
                .maybe("incomingTransitiveTags", (!incoming.is_empty()).then(|| map(incoming)))
                .maybe_text("roleArn", asked.role_arn.as_ref())
                .maybe_text("roleSessionName", asked.role_session_name.as_ref())
                .maybe("policyArns", arns(&asked.policy_arns))
                .maybe_text("policy", asked.policy.as_ref())
                .maybe("durationSeconds", asked.duration_seconds.map(json::number))
                .maybe("tags", tags(&asked.tags))
                .maybe("transitiveTagKeys", texts(&asked.transitive_tag_keys))
                .maybe_text("externalId", asked.external_id.as_ref())
                .maybe_text("serialNumber", asked.serial_number.as_ref())
                .maybe_text("sourceIdentity", asked.source_identity.as_ref())
        }
        request::Call::AssumeRoleWithSaml(asked) => {
            let assertion = call.step.saml_assertion().cloned().unwrap_or_default();
            let minted = call.step.minted.as_ref();
            let seed = call.scenario.seed.as_deref().unwrap_or_default();
            let principal_tags = saml_tags(&assertion);
            let transitive = saml_attribute(&assertion, "TransitiveTagKeys");
            let made_up = || format!("_{}", sts::guid(seed, "assertion", &call.step.id)).into();
            Object::new()
                .text("sAMLAssertionID", assertion.id.clone().unwrap_or_else(made_up))
                .maybe(
                    "roleSessionName",
                    minted.map(|minted| json::text(Rc::clone(&minted.session.name))),
                )
                .maybe("durationSeconds", asked.duration_seconds.map(json::number))
                .maybe_text("roleArn", asked.role_arn.as_ref())
                .maybe_text("principalArn", asked.principal_arn.as_ref())
                .maybe("principalTags", principal_tags)
                .maybe("transitiveTagKeys", texts(transitive))
                .maybe_text("sourceIdentity", saml_attribute(&assertion, "SourceIdentity").first())
        }
        request::Call::AssumeRoleWithWebIdentity(asked) => {
            let token = call.step.web_identity().cloned().unwrap_or_default();
            let session = call.step.minted.as_ref().map(|minted| &minted.session);
            let held = session.iter().flat_map(|session| &session.tags);
            let held: Vec<_> = held.map(|held| (&held.tag.key, &held.tag.value)).collect();
            let transitive = session.iter().flat_map(|session| &session.tags);
            let transitive: Vec<Rc<str>> = transitive
                .filter(|held| held.transitive)
                .map(|held| Rc::clone(&held.tag.key))
                .collect();
            Object::new()
                .maybe_text("roleArn", asked.role_arn.as_ref())
                .maybe_text("roleSessionName", asked.role_session_name.as_ref())
                .maybe("durationSeconds", asked.duration_seconds.map(json::number))
                .maybe("principalTags", (!held.is_empty()).then(|| map(held)))
                .maybe("transitiveTagKeys", texts(&transitive))
                .maybe_text("sourceIdentity", source_identity(&token).as_ref())
        }
        request::Call::GetSessionToken(asked) => Object::new()
            .maybe("durationSeconds", asked.duration_seconds.map(json::number))
            .maybe_text("serialNumber", asked.serial_number.as_ref()),
        request::Call::GetFederationToken(asked) => Object::new()
            .maybe_text("name", asked.name.as_ref())
            .maybe_text("policy", asked.policy.as_ref())
            .maybe("policyArns", arns(&asked.policy_arns))
            .maybe("durationSeconds", asked.duration_seconds.map(json::number))
            .maybe("tags", tags(&asked.tags)),
        request::Call::AssumeRoot(asked) => Object::new()
            .maybe_text("targetPrincipal", asked.target_principal.as_ref())
            .maybe("taskPolicyArn", asked.task_policy_arn.as_ref().map(arn))
            .maybe("durationSeconds", asked.duration_seconds.map(json::number)),
        request::Call::GetWebIdentityToken(asked) => Object::new()
            .maybe("audience", texts(&asked.audience))
            .maybe("durationSeconds", asked.duration_seconds.map(json::number))
            .maybe_text("signingAlgorithm", asked.signing_algorithm.as_ref())
            .maybe("tags", tags(&asked.tags)),
        request::Call::GetAccessKeyInfo(asked) => {
            let minted =
                asked.access_key_id.as_ref().and_then(|id| call.outcome.step(id)?.minted.as_ref());
            let id = minted.map(|minted| &minted.credentials.access_key_id);
            Object::new().maybe_text("accessKeyId", id.or(asked.access_key_id.as_ref()))
        }
        // What they take is a secret, or they take nothing.
        request::Call::GetCallerIdentity
        | request::Call::DecodeAuthorizationMessage(_)
        | request::Call::GetDelegatedAccessToken(_) => return None,
    };
    Some(whole.done()).filter(|whole| !whole.members().unwrap_or_default().is_empty())
}

/// The parameters of an action of another service, as far as the step says them.
fn of_action(call: &Call<'_>) -> Option<Value> {
    let asked = &call.step.action;
    let passed = call.written.passed_role.as_ref().map(|passed| &passed.role_arn);
    let role = action::role_parameter(asked, passed);
    let known = action::parameters(asked, call.resource());
    let members = known.as_ref().and_then(Value::members).unwrap_or_default();
    let all = members
        .iter()
        .fold(Object::new(), |all, member| all.with(&member.name, member.value.clone()));
    match (role, members.is_empty()) {
        (Some((name, value)), _) => Some(all.with(name, value).done()),
        (None, false) => Some(all.done()),
        (None, true) => None,
    }
}

/// The answer without its secret; nothing for calls that only ask.
pub(super) fn response(call: &Call<'_>) -> Option<Value> {
    call.step.minted.as_ref()?;
    let whole = response::response(call.request()?, call.step)?;
    Some(lowered(&whole))
}

/// Members begin with a small letter, secrets are left out, and moments are written another way.
fn lowered(value: &Value) -> Value {
    let Some(members) = value.members() else { return value.clone() };
    let kept = members.iter().filter(|member| {
        !matches!(&*member.name, "SecretAccessKey" | "SessionTokenSize" | "SessionTokenUtilization")
    });
    kept.fold(Object::new(), |all, member| {
        let value = match (&*member.name, &member.value.kind) {
            ("Expiration", Kind::String(text)) => json::text(moment(text)),
            _ => lowered(&member.value),
        };
        let mut letters = member.name.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
        all.with(&[&*first, letters.as_str()].concat(), value)
    })
    .done()
}

/// `Nov 22, 2026, 11:05:00 AM`.
fn moment(text: &str) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let Ok(moment) = text.parse::<Timestamp>() else { return text.to_owned() };
    let whole = moment.to_string();
    let number =
        |from: usize, to: usize| whole.get(from..to).and_then(|part| part.parse::<usize>().ok());
    let parts = (number(0, 4), number(5, 7), number(8, 10), number(11, 13));
    let (Some(year), Some(month), Some(day), Some(hour)) = parts else { return whole };
    let name = MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or_default();
    let half = if hour < 12 { "AM" } else { "PM" };
    let clock = whole.get(13..19).unwrap_or_default();
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    format!("{name} {day}, {year}, {hour}{clock} {half}")
}

/// What the call acted on.
pub(super) fn resources(call: &Call<'_>) -> Vec<Value> {
    let resource = |arn: &Rc<str>, kind: &str| {
        let account = arn.parse::<Arn>().ok().and_then(|arn| arn.account());
        Object::new()
            .maybe("accountId", account.map(|id| json::text(id.to_string())))
            .text("type", kind)
            .text("ARN", Rc::clone(arn))
            .done()
    };
    let (role, provider) = match call.request() {
        Some(request::Call::AssumeRole(asked)) => (&asked.role_arn, &None),
        Some(request::Call::AssumeRoleWithSaml(asked)) => (&asked.role_arn, &asked.principal_arn),
        Some(request::Call::AssumeRoleWithWebIdentity(asked)) => (&asked.role_arn, &None),
        _ if is_data_event(&call.step.action) => {
            return action::resources(call.scenario, call.resource());
        }
        _ => return Vec::new(),
    };
    let role = role.iter().map(|arn| resource(arn, "AWS::IAM::Role"));
    let provider = provider.iter().map(|arn| resource(arn, "AWS::IAM::SAMLProvider"));
    role.chain(provider).collect()
}

fn map(entries: Vec<(&Rc<str>, &Rc<str>)>) -> Value {
    let all = entries.into_iter();
    all.fold(Object::new(), |all, (key, value)| all.text(key, Rc::clone(value))).done()
}

fn texts(texts: &[Rc<str>]) -> Option<Value> {
    (!texts.is_empty()).then(|| json::texts(texts))
}

fn arn(arn: &Rc<str>) -> Value {
    Object::new().text("arn", Rc::clone(arn)).done()
}

fn arns(arns: &[Rc<str>]) -> Option<Value> {
    (!arns.is_empty()).then(|| json::list(arns.iter().map(arn)))
}

fn tags(tags: &[RequestTag]) -> Option<Value> {
    let tag = |tag: &RequestTag| {
        Object::new().text("key", Rc::clone(&tag.key)).text("value", Rc::clone(&tag.value)).done()
    };
    (!tags.is_empty()).then(|| json::list(tags.iter().map(tag)))
}

const SAML_ATTRIBUTE: &str = "https://aws.amazon.com/SAML/Attributes/";

fn saml_attribute<'a>(assertion: &'a SamlAssertion, name: &str) -> &'a [Rc<str>] {
    let mut attributes = assertion.attributes.iter();
    let found = attributes.find(|(known, _)| known.strip_prefix(SAML_ATTRIBUTE) == Some(name));
    found.map_or(&[], |(_, values)| values)
}

fn saml_tags(assertion: &SamlAssertion) -> Option<Value> {
    let tags = assertion.attributes.iter().filter_map(|(name, values)| {
        let key = name.strip_prefix(SAML_ATTRIBUTE)?.strip_prefix("PrincipalTag:")?;
        Some((Rc::from(key), values.first()?))
    });
    let tags: Vec<(Rc<str>, &Rc<str>)> = tags.collect();
    let entries = tags.iter().map(|(key, value)| (key, *value)).collect();
    (!tags.is_empty()).then(|| map(entries))
}

fn source_identity(token: &WebIdentityToken) -> Option<Rc<str>> {
    let claim =
        token.claims.iter().find(|(name, _)| &**name == "https://aws.amazon.com/source_identity");
    match claim {
        Some((_, Claim::Text(text))) => Some(Rc::clone(text)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_trails_write_them() {
        for (iso, expected) in [
            ("2019-10-02T23:12:29Z", "Oct 2, 2019, 11:12:29 PM"),
            ("2026-11-22T11:05:00Z", "Nov 22, 2026, 11:05:00 AM"),
            ("2026-01-01T00:00:00Z", "Jan 1, 2026, 12:00:00 AM"),
            ("2026-12-31T12:00:01Z", "Dec 31, 2026, 12:00:01 PM"),
        ] {
            assert_eq!(moment(iso), expected);
        }
    }
}
