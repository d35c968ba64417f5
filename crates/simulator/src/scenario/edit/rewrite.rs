//! Replacing texts wherever a scenario refers to something by them.

use std::rc::Rc;

use sts::request::{Call, Claim};

use crate::scenario::{
    Account, AttachedPolicy, Boundary, ContextEntries, Document, InlinePolicy, Operation, Scenario,
    Step, codec,
};

/// What a text becomes; nothing where it stays.
pub(super) type Map<'m> = dyn Fn(&str) -> Option<String> + 'm;

/// Applies the map to every text that can name something: the start, steps, attachments, boundaries, and every string in
/// every document.
pub(super) fn everywhere(scenario: &mut Scenario, map: &Map<'_>) {
    let start = &mut scenario.start;
    text(&mut start.principal, map);
    if let Some(user) = &mut start.federating_user {
        arn(user, map);
    }
    keys(&mut start.session_keys, map);
    for arn in &mut start.policy_arns {
        text(arn, map);
    }
    if let Some(policy) = &mut start.policy {
        document(policy, map);
    }
    if let Some(organization) = &mut scenario.organization {
        for policy in &mut organization.policies {
            document(&mut policy.content, map);
        }
    }
    for known in &mut scenario.accounts {
        account(known, map);
    }
    for resource in &mut scenario.resources {
        arn(&mut resource.arn, map);
        if let Some(policy) = &mut resource.policy {
            document(policy, map);
        }
    }
    for known in &mut scenario.steps {
        step(known, map);
    }
}

/// The same in one account: its entities, attachments, boundaries and documents.
pub(super) fn account(account: &mut Account, map: &Map<'_>) {
    for user in &mut account.users {
        identity(&mut user.inline_policies, &mut user.attached_policies, &mut user.boundary, map);
        for device in &mut user.mfa_devices {
            text(&mut device.serial_number, map);
        }
    }
    for group in &mut account.groups {
        identity(&mut group.inline_policies, &mut group.attached_policies, &mut None, map);
    }
    for role in &mut account.roles {
        document(&mut role.trust_policy, map);
        identity(&mut role.inline_policies, &mut role.attached_policies, &mut role.boundary, map);
    }
    for policy in &mut account.policies {
        document(&mut policy.document, map);
    }
    for provider in &mut account.saml_providers {
        arn(&mut provider.arn, map);
    }
    for provider in &mut account.oidc_providers {
        arn(&mut provider.arn, map);
    }
}

/// The same in one step.
pub(super) fn step(step: &mut Step, map: &Map<'_>) {
    // Without a colon it is another step's id, which names nothing of the world.
    if let Some(caller) = step.caller.as_mut().filter(|caller| caller.contains(':')) {
        text(caller, map);
    }
    if let Some(passed) = &mut step.passed_role {
        text(&mut passed.role_arn, map);
        if let Some(associated) = &mut passed.associated_resource_arn {
            text(associated, map);
        }
    }
    keys(&mut step.session_keys, map);
    keys(&mut step.context, map);
    operation(&mut step.operation, map);
}

fn keys(entries: &mut ContextEntries, map: &Map<'_>) {
    for (key, values) in entries {
        // The keys of an OpenID Connect provider begin with its issuer.
        text(key, map);
        for value in values.iter_mut().flatten() {
            text(value, map);
        }
    }
}

fn identity(
    inline: &mut [InlinePolicy],
    attached: &mut [AttachedPolicy],
    boundary: &mut Option<Boundary>,
    map: &Map<'_>,
) {
    for policy in inline {
        document(&mut policy.document, map);
    }
    for policy in attached {
        arn(&mut policy.arn, map);
    }
    if let Some(boundary) = boundary {
        arn(&mut boundary.arn, map);
    }
}

fn operation(operation: &mut Operation, map: &Map<'_>) {
    match operation {
        Operation::Sts(call) => parameters(&mut call.call, map),
        Operation::Action { resource, .. } => {
            if let Some(resource) = resource {
                text(resource, map);
            }
        }
        Operation::Change(change) => {
            text(&mut change.target, map);
            if let Some(policy) = &mut change.policy_arn {
                text(policy, map);
            }
            if let Some(given) = &mut change.document {
                document(given, map);
            }
        }
        // The account's id, where it stands for itself; a role's name follows where roles are renamed.
        Operation::SwitchRole(switch) => text(&mut switch.account, map),
    }
}

fn parameters(call: &mut Call, map: &Map<'_>) {
    let mut texts: Vec<&mut Rc<str>> = Vec::new();
    let policy = match call {
        Call::AssumeRole(call) => {
            texts.extend(&mut call.role_arn);
            texts.extend(&mut call.policy_arns);
            texts.extend(&mut call.serial_number);
            &mut call.policy
        }
        Call::AssumeRoleWithSaml(call) => {
            texts.extend(&mut call.role_arn);
            texts.extend(&mut call.principal_arn);
            texts.extend(&mut call.policy_arns);
            // What is signed says what it says.
            let content = call.assertion.as_mut().and_then(sts::request::Signed::content_mut);
            for (_, values) in content.into_iter().flat_map(|known| &mut known.attributes) {
                for value in values {
                    // The attribute Role holds a role's and a provider's ARN with a comma between them.
                    let parts: Vec<String> = value
                        .split(',')
                        .map(|part| map(part).unwrap_or_else(|| part.to_owned()))
                        .collect();
                    *value = parts.join(",").into();
                }
            }
            &mut call.policy
        }
        Call::AssumeRoleWithWebIdentity(call) => {
            texts.extend(&mut call.role_arn);
            texts.extend(&mut call.policy_arns);
            let content = call.token.as_mut().and_then(sts::request::Signed::content_mut);
            let claims = content.into_iter().flat_map(|token| &mut token.claims);
            for (_, claim) in claims.filter(|(name, _)| **name == *"iss") {
                if let Claim::Text(issuer) = claim {
                    texts.push(issuer);
                }
            }
            &mut call.policy
        }
        Call::GetFederationToken(call) => {
            texts.extend(&mut call.policy_arns);
            &mut call.policy
        }
        Call::GetSessionToken(call) => {
            texts.extend(&mut call.serial_number);
            &mut None
        }
        Call::AssumeRoot(call) => {
            texts.extend(&mut call.target_principal);
            texts.extend(&mut call.task_policy_arn);
            &mut None
        }
        Call::GetDelegatedAccessToken(call) => match &mut call.token {
            Some(token) => {
                texts.push(&mut token.principal);
                &mut token.policy
            }
            None => &mut None,
        },
        Call::GetCallerIdentity
        | Call::DecodeAuthorizationMessage(_)
        | Call::GetAccessKeyInfo(_)
        | Call::GetWebIdentityToken(_) => &mut None,
    };
    if let Some(new) = policy.as_deref().and_then(|policy| in_document(policy, map)) {
        *policy = Some(new.into());
    }
    for one in texts {
        text(one, map);
    }
}

fn text(text: &mut Rc<str>, map: &Map<'_>) {
    if let Some(new) = map(text) {
        *text = new.into();
    }
}

fn arn(arn: &mut iam::Arn, map: &Map<'_>) {
    if let Some(new) = map(arn.as_str()).and_then(|new| new.parse().ok()) {
        *arn = new;
    }
}

fn document(document: &mut Document, map: &Map<'_>) {
    if let Some(new) = in_document(document.text(), map) {
        *document = Document::new(new);
    }
}

/// Applies the map to every string of a document's text and leaves everything between the strings as it is. Works on
/// text that is not yet JSON as well, since a string never goes over the end of a line.
pub(super) fn in_document(text: &str, map: &Map<'_>) -> Option<String> {
    let mut new = String::with_capacity(text.len());
    let mut changed = false;
    for line in text.split_inclusive('\n') {
        let mut rest = line;
        while let Some(open) = rest.find('"') {
            let (before, string) = rest.split_at(open + 1);
            new.push_str(before);
            let close = closing(string);
            let inside = &string[..close];
            match map(inside).filter(|_| close < string.len()) {
                Some(replaced) => {
                    let quoted = policy::json::print(&codec::string(replaced));
                    new.push_str(quoted.trim_matches('"'));
                    changed = true;
                }
                None => new.push_str(inside),
            }
            rest = &string[close..];
            if let Some(after) = rest.strip_prefix('"') {
                new.push('"');
                rest = after;
            }
        }
        new.push_str(rest);
    }
    changed.then_some(new)
}

/// The place of the quotation mark that ends a string, or the string's end where there is none.
fn closing(string: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in string.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at,
            _ => {}
        }
    }
    string.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        let map = |text: &str| (text == "old").then(|| "new".to_owned());
        assert_eq!(in_document(text, &map).as_deref(), expect, "{text}");
    }

    #[test]
    fn strings_change_and_everything_between_them_stays() {
        check(
            "{ \"AWS\" :\t[\"old\",\n   \"older\" ,\"old\"] }",
            Some("{ \"AWS\" :\t[\"new\",\n   \"older\" ,\"new\"] }"),
        );
        check("{\"AWS\": \"older\"}", None);
        check("{\"a\\\"b\": \"old\"}", Some("{\"a\\\"b\": \"new\"}"));
        check("{\"open: 1,\n\"b\": \"old\"", Some("{\"open: 1,\n\"b\": \"new\""));
        check("\"old", None);
        check("", None);
        check("\"\\", None);
    }
}
