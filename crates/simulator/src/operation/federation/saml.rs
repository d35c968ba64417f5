//! What the service makes of a SAML assertion: is it of a provider that the role's account knows, for AWS, in time, and
//! for this role; and which condition keys, tags, source identity and length of session come of it.

use std::rc::Rc;

use iam::{Arn, PrincipalKind, Tag};
use sts::{
    StsError,
    request::{AssumeRoleWithSaml, RequestTag, SamlAssertion},
};

use super::{
    Federated, carried, expired_token, invalid_token, is_session_name, not_accepted, signed,
};
use crate::{
    context::StsKeys,
    operation::checks::{Run, Stop},
    outcome::Judged,
    scenario::fields::Rule,
};

/// How the attributes begin that the service reads. AWS: "Configure SAML assertions for the authentication response".
const SAML_ATTRIBUTE: &str = "https://aws.amazon.com/SAML/Attributes/";

/// Seconds within which an assertion must be used.
const REDEEMED_WITHIN: i64 = 300;

pub(super) fn attribute<'t>(assertion: &'t SamlAssertion, name: &str) -> Option<&'t [Rc<str>]> {
    let wanted = |known: &str| known.strip_prefix(SAML_ATTRIBUTE) == Some(name);
    let found = assertion.attributes.iter().find(|(known, _)| wanted(known));
    found.map(|(_, values)| &**values)
}

pub(super) fn tag_key(name: &str) -> Option<&str> {
    name.strip_prefix(SAML_ATTRIBUTE)?.strip_prefix("PrincipalTag:")
}

pub(super) fn judge(
    run: &Run<'_, '_>,
    request: &AssumeRoleWithSaml,
    assertion: &SamlAssertion,
    role: &Arn,
    judged: &mut Vec<Judged>,
) -> Result<Federated, Stop> {
    judged.push(Judged::Issuer);
    let account = role.account().and_then(|id| run.world.account(id));
    let wanted = request.principal_arn.as_deref().unwrap_or_default();
    let provider = account
        .into_iter()
        .flat_map(|known| &known.saml_providers)
        .find(|known| known.arn.as_str() == wanted)
        .ok_or_else(|| invalid_token("Specified provider doesn't exist"))?;
    let published = provider.metadata.as_ref();
    judged.push(Judged::Signature);
    signed(run, request.assertion.as_ref(), |lent| lent.check_assertion, published)?;
    let provider = provider.arn.clone();
    let now = run.at.seconds();
    judged.push(Judged::Times);
    times(assertion, now)?;
    judged.push(Judged::Audience);
    let for_aws = |audience: &Rc<str>| is_audience(audience);
    let restricted = assertion.audiences.as_ref().is_some_and(|all| !all.iter().any(for_aws));
    if restricted || !is_sign_in(&assertion.audience) {
        return Err(invalid_token("Response does not contain the required audience."));
    }
    judged.push(Judged::Carried);
    let session_name = attribute(assertion, "RoleSessionName")
        .and_then(|values| values.first().cloned())
        .ok_or_else(|| invalid_token("RoleSessionName is required in AuthnResponse"))?;
    if !is_session_name(&session_name) {
        return Err(invalid_token(
            "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}",
        ));
    }
    let source_identity =
        attribute(assertion, "SourceIdentity").and_then(|values| values.first().cloned());
    let tags: Vec<RequestTag> = assertion
        .attributes
        .iter()
        .filter_map(|(name, values)| {
            Some(RequestTag { key: tag_key(name)?.into(), value: values.first()?.clone() })
        })
        .collect();
    let transitive = attribute(assertion, "TransitiveTagKeys").unwrap_or_default().to_vec();
    carried(&tags, &transitive, source_identity.as_ref())?;
    judged.push(Judged::Role);
    let pairs = attribute(assertion, "Role").unwrap_or_default();
    let listed = pairs.iter().any(|pair| {
        let parts: Vec<&str> = pair.split(',').map(str::trim).collect();
        parts == [role.as_str(), provider.as_str()] || parts == [provider.as_str(), role.as_str()]
    });
    // A subject without a name is refused as whatever a policy refuses.
    if !listed || assertion.name_id.is_empty() {
        let error = StsError::federated_caller_not_authorized(run.outcome.action.name());
        return Err(not_accepted(error));
    }
    let attribute_seconds =
        attribute(assertion, "SessionDuration").and_then(|values| values.first()?.parse().ok());
    let until = assertion.session_not_on_or_after.map(|end| end.seconds() - now);
    let longest = match (attribute_seconds, until) {
        (Some(one), Some(two)) => Some(i64::min(one, two)),
        (one, two) => one.or(two),
    };
    if longest.is_some_and(|seconds| seconds <= 0) {
        return Err(too_late());
    }
    let assumptions = &run.world.scenario().assumptions;
    let provider_keys = saml_keys(assertion, &provider, assumptions.saml_attributes_are_lists);
    let carries_provider = assumptions.saml_carries_federated_provider;
    let kept = ["saml:namequalifier", "saml:sub", "saml:sub_type"];
    let session_keys =
        provider_keys.iter().filter(|(key, _)| kept.contains(&&**key)).cloned().collect();
    Ok(Federated {
        kind: PrincipalKind::Saml,
        name: provider.name().into(),
        keys: StsKeys {
            role_session_name: Some(Rc::clone(&session_name)),
            source_identity,
            tags: tags
                .iter()
                .map(|tag| Tag { key: Rc::clone(&tag.key), value: Rc::clone(&tag.value) })
                .collect(),
            transitive_keys: transitive,
            provider_keys,
            federated_provider: carries_provider.then(|| provider.shared()),
            ..StsKeys::default()
        },
        provider: Some(provider),
        request_tags: tags,
        session_keys,
        session_name,
        longest,
    })
}

fn too_late() -> Stop {
    expired_token("Token must be redeemed within 5 minutes of issuance")
}

fn times(assertion: &SamlAssertion, now: i64) -> Result<(), Stop> {
    let late = assertion.issued.is_some_and(|issued| now - issued.seconds() > REDEEMED_WITHIN);
    let early = assertion.not_before.is_some_and(|begins| now < begins.seconds());
    let ended = assertion.not_on_or_after.is_some_and(|ends| now >= ends.seconds());
    if late || early || ended { Err(too_late()) } else { Ok(()) }
}

/// `urn:amazon:webservices`, in other partitions with an ending, or the place of the sign-in.
fn is_audience(audience: &str) -> bool {
    const NAME: &str = "urn:amazon:webservices";
    audience == NAME
        || audience.strip_prefix(NAME).is_some_and(|end| end.starts_with(':'))
        || is_sign_in(audience)
}

/// The sign-in of AWS, of one Region or all, in any partition; for one provider or all. AWS: "Configure SAML assertions
/// for the authentication response", section "Subject and NameID".
fn is_sign_in(url: &str) -> bool {
    const HOSTS: [&str; 3] =
        ["signin.aws.amazon.com", "signin.amazonaws.cn", "signin.amazonaws-us-gov.com"];
    let Some((host, path)) = url.strip_prefix("https://").and_then(|rest| rest.split_once('/'))
    else {
        return false;
    };
    let of_region =
        |rest: &str| rest.strip_suffix('.').is_some_and(|name| Rule::Region.accepts(name));
    let fits = |rest: &str| rest.is_empty() || of_region(rest);
    let of_provider = |rest: &str| !rest.is_empty() && !rest.contains('/');
    HOSTS.iter().any(|known| host.strip_suffix(known).is_some_and(fits))
        && (path == "saml" || path.strip_prefix("saml/acs/").is_some_and(of_provider))
}

fn saml_keys(
    assertion: &SamlAssertion,
    provider: &Arn,
    others_are_lists: bool,
) -> Vec<(Rc<str>, Vec<Rc<str>>)> {
    let format = assertion.name_id_format.as_deref().unwrap_or("persistent");
    let short = format.strip_prefix("urn:oasis:names:tc:SAML:2.0:nameid-format:").unwrap_or(format);
    let account = provider.account().map(|id| id.to_string()).unwrap_or_default();
    let name = provider.name();
    let mut keys: Vec<(Rc<str>, Vec<Rc<str>>)> = vec![
        ("saml:aud".into(), vec![Rc::clone(&assertion.audience)]),
        ("saml:iss".into(), vec![Rc::clone(&assertion.issuer)]),
        ("saml:sub".into(), vec![Rc::clone(&assertion.name_id)]),
        ("saml:sub_type".into(), vec![short.into()]),
        ("saml:doc".into(), vec![format!("{account}/{name}").into()]),
        (
            "saml:namequalifier".into(),
            vec![sts::saml_name_qualifier(&assertion.issuer, &account, name).into()],
        ),
    ];
    for (attribute, values) in &assertion.attributes {
        let named = SAML_ATTRIBUTE_KEYS.iter().find(|(uri, _)| *uri == &**attribute);
        if let Some((_, key)) = named {
            let one = is_one(key) || (!others_are_lists && OPEN_SAML_KEYS.contains(key));
            let values = if one { values.get(..1).unwrap_or_default() } else { values };
            keys.push(((*key).into(), values.to_vec()));
        }
    }
    keys
}

/// The condition keys that a part of an assertion becomes, where any: `issuer`, `recipient`, `nameId`, `nameIdFormat`, or an
/// attribute, of which AWS's own may stand without the beginning that they share.
#[must_use]
pub fn assertion_keys(part: &str) -> Vec<String> {
    let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
    match part.strip_prefix(SAML_ATTRIBUTE).unwrap_or(part) {
        "issuer" => keys(&["saml:iss", "saml:namequalifier"]),
        "recipient" => keys(&["saml:aud"]),
        "nameId" => keys(&["saml:sub"]),
        "nameIdFormat" => keys(&["saml:sub_type"]),
        // The provider beside the role is named in both.
        "Role" => keys(&["saml:doc", "saml:namequalifier"]),
        "RoleSessionName" => keys(&["sts:RoleSessionName"]),
        "SourceIdentity" => keys(&["sts:SourceIdentity"]),
        "TransitiveTagKeys" => keys(&["sts:TransitiveTagKeys"]),
        name => match name.strip_prefix("PrincipalTag:") {
            Some(tag) => vec![format!("aws:RequestTag/{tag}")],
            None => {
                let named = SAML_ATTRIBUTE_KEYS.iter().find(|(uri, _)| *uri == name);
                named.map(|(_, key)| (*key).to_owned()).into_iter().collect()
            }
        },
    }
}

/// The attributes that have one value, whoever is asked.
fn is_one(key: &str) -> bool {
    [
        "saml:edupersonorgdn",
        "saml:edupersonprimaryaffiliation",
        "saml:edupersonprimaryorgunitdn",
        "saml:edupersonprincipalname",
    ]
    .contains(&key)
}

/// The attributes of which AWS's documents say both that they are lists and that they have one value. AWS: "Available keys
/// for SAML-based AWS STS federation"; "Actions, resources, and condition keys for AWS Security Token Service".
pub(crate) const OPEN_SAML_KEYS: [&str; 9] = [
    "saml:commonName",
    "saml:givenName",
    "saml:mail",
    "saml:name",
    "saml:organizationStatus",
    "saml:primaryGroupSID",
    "saml:surname",
    "saml:uid",
    "saml:x500UniqueIdentifier",
];

/// The attribute of an assertion that a condition key is, in any letter case, and whether it has several values.
pub(crate) fn saml_attribute(key: &str) -> Option<(&'static str, bool)> {
    let named = |(_, known): &&(&str, &str)| known.eq_ignore_ascii_case(key);
    let (attribute, key) = SAML_ATTRIBUTE_KEYS.iter().find(named)?;
    Some((attribute, !is_one(key)))
}

/// Attributes of assertions that are condition keys. AWS: "Available keys for SAML-based AWS STS federation".
const SAML_ATTRIBUTE_KEYS: [(&str, &str); 26] = [
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "saml:edupersonaffiliation"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.2", "saml:edupersonnickname"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.3", "saml:edupersonorgdn"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.4", "saml:edupersonorgunitdn"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.5", "saml:edupersonprimaryaffiliation"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "saml:edupersonprincipalname"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.7", "saml:edupersonentitlement"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.8", "saml:edupersonprimaryorgunitdn"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.9", "saml:edupersonscopedaffiliation"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.10", "saml:edupersontargetedid"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.11", "saml:edupersonassurance"),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.2", "saml:eduorghomepageuri"),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.3", "saml:eduorgidentityauthnpolicyuri"),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.4", "saml:eduorglegalname"),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.5", "saml:eduorgsuperioruri"),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.6", "saml:eduorgwhitepagesuri"),
    ("urn:oid:2.5.4.3", "saml:cn"),
    ("commonName", "saml:commonName"),
    ("givenName", "saml:givenName"),
    ("mail", "saml:mail"),
    ("name", "saml:name"),
    ("surname", "saml:surname"),
    ("uid", "saml:uid"),
    ("x500UniqueIdentifier", "saml:x500UniqueIdentifier"),
    ("organizationStatus", "saml:organizationStatus"),
    ("primaryGroupSID", "saml:primaryGroupSID"),
];
