//! What a condition key says.

use super::{super::keys, Assist, sentence_case};
use crate::{
    operation::{saml_attribute, trust_only_claims},
    scenario::BUILT_IN_PROVIDERS,
};

/// Of that name, in any letter case; nothing where nothing is known of it.
pub(super) fn key(assist: Assist<'_>, name: &str) -> Option<Vec<String>> {
    if let Some(key) = keys::named(name) {
        let compares = format!(
            "{}; compared by operators such as {}.",
            sentence_case(key.values.word()),
            key.values.operator()
        );
        return Some(vec![key.meaning.to_owned(), compares]);
    }
    saml(name).or_else(|| claim(assist, name)).or_else(|| of_service(assist, name))
}

/// AWS: "Available keys for SAML-based AWS STS federation".
fn saml(name: &str) -> Option<Vec<String>> {
    let (attribute, has_several) = saml_attribute(name)?;
    let mut words = vec![format!("The attribute {attribute} of the SAML assertion.")];
    words.push(ONLY_TRUST.to_owned());
    if has_several {
        words.push("Several values.".to_owned());
    }
    Some(words)
}

const ONLY_TRUST: &str = "For the trust policy alone: the session does not carry it.";

/// A claim of an issuer's tokens. AWS: "Available keys for AWS OIDC federation".
fn claim(assist: Assist<'_>, name: &str) -> Option<Vec<String>> {
    let (issuer, claim) = name.rsplit_once(':')?;
    if !issuer.contains('.') {
        return None;
    }
    let mut words = match claim {
        "aud" => {
            vec!["The audience of the token: its azp where it has one, else its aud.".to_owned()]
        }
        "oaud" => vec![
            "The aud of the token, also where it has an azp.".to_owned(),
            ONLY_TRUST.to_owned(),
        ],
        "sub" => {
            vec!["The subject of the token: whom or what its issuer made it for.".to_owned()]
        }
        "amr" => vec!["How whoever signed in proved it. Several values.".to_owned()],
        _ if trust_only_claims(issuer).contains(&claim) => {
            vec![format!("The claim {claim} of the token."), ONLY_TRUST.to_owned()]
        }
        _ => vec![format!(
            "AWS makes no condition key of the claim {claim}, so it is missing in every request."
        )],
    };
    words.push(whose(assist, issuer));
    Some(words)
}

/// Who trusts an issuer.
fn whose(assist: Assist<'_>, issuer: &str) -> String {
    let arn_ends = format!(":oidc-provider/{issuer}");
    let found = super::super::names::of(assist.scenario);
    let found = found.iter().find(|named| named.arn.ends_with(&arn_ends));
    match found {
        Some(named) => format!("Its issuer is the {} in this scenario.", named.words()),
        None if BUILT_IN_PROVIDERS.contains(&issuer) => {
            "Its issuer is a built-in provider, which no account sets up.".to_owned()
        }
        None => "No account of this scenario has a provider for its issuer.".to_owned(),
    }
}

fn of_service(assist: Assist<'_>, name: &str) -> Option<Vec<String>> {
    let (prefix, _) = name.split_once(':')?;
    let services = assist.services?;
    let found = services.keys(prefix).find(|(known, _)| {
        let begin = known.split("${").next().unwrap_or(known);
        known.eq_ignore_ascii_case(name)
            || (begin.ends_with('/')
                && name.to_ascii_lowercase().starts_with(&begin.to_ascii_lowercase()))
    })?;
    Some(vec![format!("A condition key of {} ({}).", services.name(prefix)?, found.1)])
}
