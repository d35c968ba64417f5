//! The table: every operation, its parameters in the order of the service's model, and what each is held to. AWS: "AWS
//! Security Token Service API Reference", section "Request Parameters" of each action.

use std::rc::Rc;

use super::{
    Member, Value,
    constraint::{Pattern, Range, Shape, Text},
};
use crate::request::{
    AssumeRole, AssumeRoleWithSaml, AssumeRoleWithWebIdentity, AssumeRoot, Claim,
    DecodeAuthorizationMessage, GetAccessKeyInfo, GetDelegatedAccessToken, GetFederationToken,
    GetSessionToken, GetWebIdentityToken, RequestTag, SamlAssertion, Signed, WebIdentityToken,
};

pub(super) const ASSUME_ROLE: &[Member<AssumeRole>] = &[
    required("roleArn", &ARN, |call| text(&call.role_arn)),
    required("roleSessionName", &SESSION_NAME, |call| text(&call.role_session_name)),
    optional("policyArns", &POLICY_ARNS, |call| arns(&call.policy_arns)),
    optional("policy", &UNRESTRICTED_POLICY, |call| text(&call.policy)),
    optional("durationSeconds", &ROLE_DURATION, |call| number(call.duration_seconds)),
    optional("tags", &TAGS, |call| tags(&call.tags)),
    optional("transitiveTagKeys", &TAG_KEYS, |call| Value::Texts(&call.transitive_tag_keys)),
    optional("externalId", &EXTERNAL_ID, |call| text(&call.external_id)),
    optional("serialNumber", &SERIAL_NUMBER, |call| text(&call.serial_number)),
    optional("tokenCode", &TOKEN_CODE, |call| text(&call.token_code)),
    optional("sourceIdentity", &SOURCE_IDENTITY, |call| text(&call.source_identity)),
    optional("providedContexts", &PROVIDED_CONTEXTS, |call| {
        let contexts = call.provided_contexts.iter();
        structures(contexts.map(|one| vec![&*one.provider_arn, &*one.context_assertion]))
    }),
    optional("minimumSessionTokenSize", &TOKEN_SIZE, |call| {
        number(call.minimum_session_token_size)
    }),
];

pub(super) const ASSUME_ROLE_WITH_SAML: &[Member<AssumeRoleWithSaml>] = &[
    required("roleArn", &ARN, |call| text(&call.role_arn)),
    required("principalArn", &ARN, |call| text(&call.principal_arn)),
    required("sAMLAssertion", &Shape::Sensitive { least: 4, most: 100_000 }, |call| {
        signed(&call.assertion, assertion_size)
    }),
    optional("policyArns", &POLICY_ARNS, |call| arns(&call.policy_arns)),
    optional("policy", &POLICY, |call| text(&call.policy)),
    optional("durationSeconds", &ROLE_DURATION, |call| number(call.duration_seconds)),
    optional("minimumSessionTokenSize", &TOKEN_SIZE, |call| {
        number(call.minimum_session_token_size)
    }),
];

pub(super) const ASSUME_ROLE_WITH_WEB_IDENTITY: &[Member<AssumeRoleWithWebIdentity>] = &[
    required("roleArn", &ARN, |call| text(&call.role_arn)),
    required("roleSessionName", &SESSION_NAME, |call| text(&call.role_session_name)),
    required("webIdentityToken", &Shape::Sensitive { least: 4, most: 20_000 }, |call| {
        signed(&call.token, token_size)
    }),
    optional("providerId", &PROVIDER_ID, |call| text(&call.provider_id)),
    optional("policyArns", &POLICY_ARNS, |call| arns(&call.policy_arns)),
    optional("policy", &POLICY, |call| text(&call.policy)),
    optional("durationSeconds", &ROLE_DURATION, |call| number(call.duration_seconds)),
    optional("minimumSessionTokenSize", &TOKEN_SIZE, |call| {
        number(call.minimum_session_token_size)
    }),
];

pub(super) const GET_SESSION_TOKEN: &[Member<GetSessionToken>] = &[
    optional("durationSeconds", &USER_DURATION, |call| number(call.duration_seconds)),
    optional("serialNumber", &SERIAL_NUMBER, |call| text(&call.serial_number)),
    optional("tokenCode", &TOKEN_CODE, |call| text(&call.token_code)),
    optional("minimumSessionTokenSize", &TOKEN_SIZE, |call| {
        number(call.minimum_session_token_size)
    }),
];

pub(super) const GET_FEDERATION_TOKEN: &[Member<GetFederationToken>] = &[
    required("name", &FEDERATED_NAME, |call| text(&call.name)),
    optional("policy", &POLICY, |call| text(&call.policy)),
    optional("policyArns", &POLICY_ARNS, |call| arns(&call.policy_arns)),
    optional("durationSeconds", &USER_DURATION, |call| number(call.duration_seconds)),
    optional("tags", &TAGS, |call| tags(&call.tags)),
    optional("minimumSessionTokenSize", &TOKEN_SIZE, |call| {
        number(call.minimum_session_token_size)
    }),
];

pub(super) const ASSUME_ROOT: &[Member<AssumeRoot>] = &[
    required("targetPrincipal", &TARGET_PRINCIPAL, |call| text(&call.target_principal)),
    required("taskPolicyArn", &POLICY_ARN, |call| text(&call.task_policy_arn)),
    optional("durationSeconds", &ROOT_DURATION, |call| number(call.duration_seconds)),
    optional("minimumSessionTokenSize", &TOKEN_SIZE, |call| {
        number(call.minimum_session_token_size)
    }),
];

pub(super) const DECODE_AUTHORIZATION_MESSAGE: &[Member<DecodeAuthorizationMessage>] =
    &[required("encodedMessage", &ENCODED_MESSAGE, |call| text(&call.encoded_message))];

pub(super) const GET_ACCESS_KEY_INFO: &[Member<GetAccessKeyInfo>] =
    &[required("accessKeyId", &ACCESS_KEY_ID, |call| text(&call.access_key_id))];

pub(super) const GET_WEB_IDENTITY_TOKEN: &[Member<GetWebIdentityToken>] = &[
    required("audience", &AUDIENCE, |call| match &call.audience[..] {
        [] => Value::Missing,
        audience => Value::Texts(audience),
    }),
    optional("durationSeconds", &JWT_DURATION, |call| number(call.duration_seconds)),
    required("signingAlgorithm", &JWT_ALGORITHM, |call| text(&call.signing_algorithm)),
    optional("tags", &TAGS, |call| tags(&call.tags)),
];

pub(super) const GET_DELEGATED_ACCESS_TOKEN: &[Member<GetDelegatedAccessToken>] =
    &[required("tradeInToken", &Shape::Sensitive { least: 4, most: usize::MAX }, |call| {
        call.token.as_ref().map_or(Value::Missing, |_| Value::Size(0))
    })];

const ARN_TEXT: Text = Text { least: 20, most: Some(2048), pattern: Some(&Pattern::ARN) };
/// Session tags of one session.
const MOST_TAGS: usize = 50;
const TAG_KEY: Text = Text { least: 1, most: Some(128), pattern: Some(&Pattern::TAG_KEY) };
const TAG_VALUE: Text = Text { least: 0, most: Some(256), pattern: Some(&Pattern::TAG_VALUE) };

const ARN: Shape = Shape::Text(&ARN_TEXT);
const SESSION_NAME: Shape =
    Shape::Text(&Text { least: 2, most: Some(64), pattern: Some(&Pattern::NAME) });
const SOURCE_IDENTITY: Shape =
    Shape::Text(&Text { least: 2, most: Some(64), pattern: Some(&Pattern::NAME) });
const FEDERATED_NAME: Shape =
    Shape::Text(&Text { least: 2, most: Some(32), pattern: Some(&Pattern::NAME) });
const EXTERNAL_ID: Shape =
    Shape::Text(&Text { least: 2, most: Some(1224), pattern: Some(&Pattern::EXTERNAL_ID) });
const SERIAL_NUMBER: Shape =
    Shape::Text(&Text { least: 9, most: Some(256), pattern: Some(&Pattern::SERIAL_NUMBER) });
const TOKEN_CODE: Shape =
    Shape::Text(&Text { least: 6, most: Some(6), pattern: Some(&Pattern::TOKEN_CODE) });
const PROVIDER_ID: Shape = Shape::Text(&Text { least: 4, most: Some(2048), pattern: None });
const POLICY: Shape =
    Shape::Text(&Text { least: 1, most: Some(2048), pattern: Some(&Pattern::POLICY) });
/// AssumeRole's policy has no longest length in the model; see [`session_policy_size`](crate::session_policy_size).
const UNRESTRICTED_POLICY: Shape =
    Shape::Text(&Text { least: 1, most: None, pattern: Some(&Pattern::POLICY) });

const TARGET_PRINCIPAL: Shape = Shape::Text(&Text { least: 12, most: Some(2048), pattern: None });
const ENCODED_MESSAGE: Shape = Shape::Text(&Text { least: 1, most: Some(10_240), pattern: None });
const ACCESS_KEY_ID: Shape =
    Shape::Text(&Text { least: 16, most: Some(128), pattern: Some(&Pattern::KEY_ID) });
const JWT_ALGORITHM: Shape = Shape::Text(&Text { least: 5, most: Some(5), pattern: None });
const AUDIENCE: Shape =
    Shape::Texts { most: 10, element: &Text { least: 1, most: Some(1000), pattern: None } };

const ROLE_DURATION: Shape = Shape::Number(Range { least: 900, most: 43_200 });
const USER_DURATION: Shape = Shape::Number(Range { least: 900, most: 129_600 });
const ROOT_DURATION: Shape = Shape::Number(Range { least: 0, most: 900 });
const JWT_DURATION: Shape = Shape::Number(Range { least: 60, most: 3600 });
const TOKEN_SIZE: Shape = Shape::Number(Range { least: 0, most: 4096 });

const POLICY_ARN: Shape = Shape::Structure("arn", &ARN_TEXT);
const PROVIDED_CONTEXTS: Shape = Shape::Structures {
    most: 5,
    name: "ProvidedContext",
    members: &[
        ("providerArn", &ARN_TEXT),
        ("contextAssertion", &Text { least: 4, most: Some(2048), pattern: None }),
    ],
};
const POLICY_ARNS: Shape =
    Shape::Structures { most: 10, name: "PolicyDescriptorType", members: &[("arn", &ARN_TEXT)] };
const TAGS: Shape = Shape::Structures {
    most: MOST_TAGS,
    name: "Tag",
    members: &[("key", &TAG_KEY), ("value", &TAG_VALUE)],
};
const TAG_KEYS: Shape = Shape::Texts { most: MOST_TAGS, element: &TAG_KEY };

const fn required<T>(
    name: &'static str,
    shape: &'static Shape,
    value: fn(&T) -> Value<'_>,
) -> Member<T> {
    Member { name, required: true, shape, value }
}

const fn optional<T>(
    name: &'static str,
    shape: &'static Shape,
    value: fn(&T) -> Value<'_>,
) -> Member<T> {
    Member { name, required: false, shape, value }
}

fn text(text: &Option<Rc<str>>) -> Value<'_> {
    text.as_deref().map_or(Value::Missing, Value::Text)
}

fn number<'a>(number: Option<i64>) -> Value<'a> {
    number.map_or(Value::Missing, Value::Number)
}

fn signed<T>(given: &Option<Signed<T>>, size: fn(&T) -> usize) -> Value<'_> {
    match given {
        None => Value::Missing,
        Some(Signed::Content(content)) => Value::Size(size(content)),
        Some(Signed::Text(text)) => Value::Text(text),
    }
}

/// How long a token with these claims is at least: its claims as they are written, in Base64, and its two points. Header
/// and signature come on top.
fn token_size(token: &WebIdentityToken) -> usize {
    fn size(claim: &Claim) -> usize {
        match claim {
            Claim::Text(text) => text.len() + 2,
            Claim::Number(text) => text.len(),
            Claim::Bool(_) => 4,
            Claim::List(texts) => texts.iter().map(|text| text.len() + 3).sum(),
            Claim::Map(members) => named(members),
        }
    }
    fn named(claims: &[(Rc<str>, Claim)]) -> usize {
        claims.iter().map(|(name, claim)| name.len() + 4 + size(claim)).sum()
    }
    named(&token.claims) / 3 * 4 + 2
}

/// How long an assertion with this content is at least, in Base64.
fn assertion_size(assertion: &SamlAssertion) -> usize {
    let texts = assertion
        .attributes
        .iter()
        .flat_map(|(name, values)| std::iter::once(name).chain(values).map(|text| text.len()));
    let whole = texts.sum::<usize>() + assertion.issuer.len() + assertion.name_id.len();
    whole / 3 * 4 + 4
}

/// Whether session tags and transitive keys keep to what the parameters `Tags` and `TransitiveTagKeys` are held to.
pub(super) fn are_tags(tags: &[RequestTag], transitive_keys: &[std::rc::Rc<str>]) -> bool {
    let keeps = |text: &str, to: &Text| to.violated(text).is_empty();
    tags.len() <= MOST_TAGS
        && transitive_keys.len() <= MOST_TAGS
        && tags.iter().all(|tag| keeps(&tag.key, &TAG_KEY) && keeps(&tag.value, &TAG_VALUE))
        && transitive_keys.iter().all(|key| keeps(key, &TAG_KEY))
}

fn tags(tags: &[RequestTag]) -> Value<'_> {
    structures(tags.iter().map(|tag| vec![&*tag.key, &*tag.value]))
}

fn arns(arns: &[Rc<str>]) -> Value<'_> {
    structures(arns.iter().map(|arn| vec![&**arn]))
}

fn structures<'a>(all: impl Iterator<Item = Vec<&'a str>>) -> Value<'a> {
    Value::Structures(all.collect())
}
