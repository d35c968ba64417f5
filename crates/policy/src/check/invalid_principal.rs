//! **What it finds.** A principal in a form that does not exist: a wildcard inside an ARN, a group, a service without its
//! domain, a provider that is no provider, an unknown word such as `IAM`.
//!
//! **Why it matters.** The service refuses the document. A user or role that does not exist is refused as well; that is
//! seen only where the accounts are known.
//!
//! **Instead.** The whole ARN of a user, role or session; an account; or `*` with `ArnLike` on `aws:PrincipalArn`.

use iam::{Arn, EntityKind, PolicyType};

use super::{Findings, Subject, wording};
use crate::{
    Fix, PrincipalPattern,
    json::{Member, Value},
    parse::principal,
};

const CODE: &str = "INVALID_PRINCIPAL_FORMAT";

const PROVIDERS: [&str; 4] = [
    "cognito-identity.amazonaws.com",
    "www.amazon.com",
    "graph.facebook.com",
    "accounts.google.com",
];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !crate::compile::has_principal(subject.kind) || subject.kind == PolicyType::ResourceControl {
        return;
    }
    for (written, _) in subject.statements() {
        for name in ["Principal", "NotPrincipal"] {
            for member in written.get(name).and_then(Value::members).unwrap_or_default() {
                let values = &member.value;
                for value in values.elements().unwrap_or(std::slice::from_ref(values)) {
                    let Some(text) = value.as_str() else { continue };
                    if let Some(help) = problem(subject, &member.name, text) {
                        let shown = if &*member.name == "AWS" {
                            "AWS".to_owned()
                        } else {
                            member.name.to_ascii_uppercase()
                        };
                        let words = format!("Invalid principal in policy: \"{shown}\":\"{text}\"");
                        let finding = findings
                            .error(
                                CODE,
                                value.span,
                                format!("`{text}` is no principal of the kind `{}`.", member.name),
                            )
                            .help(help);
                        match fix(written, name, member, text) {
                            Some(fix) => finding.fix(fix),
                            None => finding,
                        }
                        .refused(wording::rule(subject.kind, &words));
                    }
                }
            }
        }
    }
}

/// The kind under which the text is a principal, written in the place of its own; nothing where it is none under any, or
/// where the kind is that of others too, or stands there already.
fn fix(statement: &Value, element: &str, member: &Member, text: &str) -> Option<Fix> {
    let kinds = ["AWS", "Service", "Federated", "CanonicalUser"];
    let meant = match kinds.iter().find(|kind| kind.eq_ignore_ascii_case(&member.name)) {
        Some(kind) if *kind != &*member.name => kind,
        _ if text.contains(['*', '?']) => return None,
        _ => kinds[..3].iter().find(|kind| match principal(kind, text.into()) {
            PrincipalPattern::Account(_) | PrincipalPattern::Entity(_) => true,
            PrincipalPattern::Service(name) => name.ends_with(".amazonaws.com") && name.len() > 14,
            PrincipalPattern::Federated(name) => name.parse::<Arn>().is_ok_and(|arn| {
                matches!(arn.entity(), Some(EntityKind::SamlProvider | EntityKind::OidcProvider))
            }),
            _ => false,
        })?,
    };
    let is_spelled = meant.eq_ignore_ascii_case(&member.name);
    let is_alone = is_spelled || member.value.elements().is_none_or(|all| all.len() == 1);
    if *meant == &*member.name || !is_alone || statement.get(element)?.get(meant).is_some() {
        return None;
    }
    let (name, text) = (format!("Write {meant}"), format!("\"{meant}\""));
    Some(Fix { name, span: member.name_span, text })
}

/// What to write instead, where something is wrong.
fn problem(subject: &Subject<'_>, key: &str, text: &str) -> Option<&'static str> {
    match principal(key, text.into()) {
        PrincipalPattern::Invalid(_) => Some(match key {
            "AWS" if text.contains(['*', '?']) => {
                "A principal has no wildcard inside; trust the account and test \
                    `aws:PrincipalArn` with `ArnLike`."
            }
            "AWS" if text.contains(":group/") => {
                "A group is no principal; name its users or a role."
            }
            "AWS" => "Write an account id, or the ARN of a user, a role or a role session.",
            "Service" => {
                "Write one service, such as `ec2.amazonaws.com`; services have no wildcard."
            }
            "Federated" => "Write the ARN of one provider; there is no wildcard.",
            _ => "The kinds are `AWS`, `Service`, `Federated` and `CanonicalUser`.",
        }),
        PrincipalPattern::CanonicalUser(_) if subject.is_trust() => {
            Some("Canonical users exist in Amazon S3 only; write `AWS` and the account.")
        }
        PrincipalPattern::Service(name) => {
            let suffixes = [".amazonaws.com", ".amazonaws.com.cn", ".aws.internal", ".amazon.com"];
            let known =
                suffixes.iter().any(|suffix| name.len() > suffix.len() && name.ends_with(suffix));
            (!known).then_some("Write the service with its domain, such as `ec2.amazonaws.com`.")
        }
        PrincipalPattern::Federated(name) if subject.is_trust() => {
            let provider = name.parse::<Arn>().is_ok_and(|arn| {
                matches!(arn.entity(), Some(EntityKind::SamlProvider | EntityKind::OidcProvider))
            });
            let known = provider || PROVIDERS.contains(&&*name);
            (!known).then_some("Write the ARN of a SAML or OpenID Connect provider.")
        }
        _ => None,
    }
}
