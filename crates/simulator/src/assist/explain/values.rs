//! What a value means: a principal, a resource, or what a condition compares with.

use iam::PolicyType;

use super::{
    super::{
        Assist,
        names::{self, Named, What},
        words,
    },
    keys, like,
};
use crate::scenario::BUILT_IN_PROVIDERS;

/// A value of a statement by the names of the members around it.
pub(super) fn value(assist: Assist<'_>, path: &[&str], text: &str) -> Option<Vec<String>> {
    match (path, text) {
        (["Principal" | "NotPrincipal"] | ["Principal" | "NotPrincipal", "AWS"], "*") => {
            Some(everybody(assist))
        }
        (["Principal" | "NotPrincipal", "AWS"], _) => principal(assist, text),
        (["Principal" | "NotPrincipal", "Service"], _) => service(assist, text),
        (["Principal" | "NotPrincipal", "Federated"], _) => provider(assist, text),
        (["Principal" | "NotPrincipal", "CanonicalUser"], _) => {
            Some(one("The account that has this canonical user id."))
        }
        (["Resource" | "NotResource"], "*") => Some(one("Every resource.")),
        (["Resource" | "NotResource"], _) => arn(assist, text),
        (["Condition", operator, key], _) => compared(assist, operator, key, text),
        _ => None,
    }
}

fn one(words: impl Into<String>) -> Vec<String> {
    vec![words.into()]
}

fn everybody(assist: Assist<'_>) -> Vec<String> {
    let whom = match assist.kind {
        PolicyType::Trust => "Everybody in every account whose own policies allow the call.",
        _ => "Everybody in every account, and who is not signed in.",
    };
    vec![whom.to_owned(), "Only a Condition narrows that.".to_owned()]
}

fn principal(assist: Assist<'_>, text: &str) -> Option<Vec<String>> {
    let mut words = match text {
        _ if is_account(text) => account(assist, text),
        _ if text.starts_with("AROA") => deleted("role"),
        _ if text.starts_with("AIDA") => deleted("user"),
        _ => arn(assist, text)?,
    };
    if is_account(text) || text.ends_with(":root") {
        let whole = "As a principal it means the whole account: whoever its administrators let.";
        words.push(whole.to_owned());
    }
    Some(words)
}

/// AWS: "AWS JSON policy elements: Principal", of the ids that take the place of ARNs.
fn deleted(what: &str) -> Vec<String> {
    vec![
        format!("The unique id of a {what}, which AWS shows once that {what} was deleted."),
        format!("A new {what} of the same name is not meant: name its ARN again."),
    ]
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn account(assist: Assist<'_>, id: &str) -> Vec<String> {
    let root = format!("::{id}:root");
    let known = names::of(assist.scenario).into_iter().find(|named| named.arn.ends_with(&root));
    one(match known {
        Some(named) => in_scenario(&named),
        None => "An account that this scenario does not have; it is assumed to exist.".to_owned(),
    })
}

fn in_scenario(named: &Named) -> String {
    format!("The {} in this scenario.", named.words())
}

/// An AWS service by its principal: `lambda.amazonaws.com`, also with a Region before the domain.
fn service(assist: Assist<'_>, text: &str) -> Option<Vec<String>> {
    if text == "*" {
        return Some(one("Every AWS service that acts by itself."));
    }
    let host = text.strip_suffix(".cn").unwrap_or(text);
    let labels = host.strip_suffix(".amazonaws.com")?;
    let named = |label: &str| assist.services?.name(label);
    Some(one(match labels.split('.').find_map(named) {
        Some(name) => format!("{name}, an AWS service that acts by itself."),
        None => "An AWS service that acts by itself.".to_owned(),
    }))
}

fn provider(assist: Assist<'_>, text: &str) -> Option<Vec<String>> {
    match BUILT_IN_PROVIDERS.contains(&text) {
        true => Some(one("A built-in identity provider, which no account sets up.")),
        false => arn(assist, text),
    }
}

/// Whose ARN it is in this scenario.
fn arn(assist: Assist<'_>, text: &str) -> Option<Vec<String>> {
    if !text.starts_with("arn:") {
        return None;
    }
    let known = names::of(assist.scenario);
    if let Some(named) = known.iter().find(|named| named.arn == text) {
        return Some(one(in_scenario(named)));
    }
    session(&known, text).or_else(|| pattern(&known, text)).or_else(|| {
        let below = known.iter().find(|named| {
            let rest = text.strip_prefix(&*named.arn);
            named.what == What::Resource && rest.is_some_and(|rest| rest.starts_with('/'))
        });
        if let Some(named) = below {
            return Some(one(format!("In the {} in this scenario: {}.", named.words(), named.arn)));
        }
        let owner = text.split(':').nth(4).filter(|owner| is_account(owner));
        let is_here = |owner: &str| {
            assist.scenario.accounts.iter().any(|account| account.id.to_string() == owner)
        };
        Some(match owner {
            Some(owner) if !is_here(owner) => account(assist, owner),
            _ => one("Nothing in this scenario has this ARN."),
        })
    })
}

/// A session, or all sessions that fit. AWS: "IAM identifiers", of the ARNs of sessions.
fn session(known: &[Named], text: &str) -> Option<Vec<String>> {
    if let Some((_, name)) = text.split_once(":federated-user/") {
        return Some(one(format!(
            "The session that GetFederationToken gives under the name {name}."
        )));
    }
    let (before, after) = text.split_once(":assumed-role/")?;
    let account = before.rsplit(':').next()?;
    let (role, name) = after.split_once('/').unwrap_or((after, ""));
    let suffix = format!("/{role}");
    let found = known.iter().find(|named| {
        named.what == What::Role && named.arn.contains(account) && named.arn.ends_with(&suffix)
    });
    let whose = match found {
        Some(role) => format!("the {} in this scenario", role.words()),
        None => "a role that this scenario does not have".to_owned(),
    };
    Some(match name {
        "*" => one(format!("Any session of {whose}.")),
        _ if name.is_empty() || name.contains(['*', '?', '$']) => {
            one(format!("A session of {whose}."))
        }
        _ => vec![
            format!("A session of {whose}."),
            format!("The one whose RoleSessionName is {name}."),
        ],
    })
}

fn pattern(known: &[Named], text: &str) -> Option<Vec<String>> {
    if !text.contains(['*', '?']) {
        return None;
    }
    let fits: Vec<_> = known
        .iter()
        .filter(|named| named.what != What::Account && like(text, &named.arn))
        .collect();
    let holder = known.iter().find(|named| {
        let rest = text.strip_prefix(&*named.arn);
        named.what == What::Resource && rest.is_some_and(|rest| rest.starts_with('/'))
    });
    Some(one(match (&fits[..], holder) {
        ([], Some(named)) => {
            format!("A pattern for what is in the {} in this scenario.", named.words())
        }
        ([], None) => "A pattern; nothing in this scenario has such an ARN.".to_owned(),
        ([one], _) => {
            format!("A pattern; the {} in this scenario has such an ARN: {}.", one.words(), one.arn)
        }
        (several, _) => {
            format!("A pattern; {} things in this scenario have such ARNs.", several.len())
        }
    }))
}

/// What a condition compares with: whose name it is, else what the operator asks.
fn compared(assist: Assist<'_>, operator: &str, key: &str, text: &str) -> Option<Vec<String>> {
    let organization = assist.scenario.organization.as_ref().map(|known| known.id.to_string());
    if organization.as_deref() == Some(text) {
        return Some(one("The organization of this scenario."));
    }
    if is_account(text) {
        return Some(account(assist, text));
    }
    if let Some(found) = arn(assist, text).or_else(|| service(assist, text)) {
        return Some(found);
    }
    if operator == "Null" {
        return match text {
            "true" => Some(one(format!("{key} must be missing."))),
            "false" => Some(one(format!("{key} must be there."))),
            _ => None,
        };
    }
    let mut words = one(format!("What {key} is compared with."));
    words.extend(words::operator(operator)?.into_iter().next());
    words.extend(keys::key(assist, key).and_then(|known| known.into_iter().next()));
    Some(words)
}
