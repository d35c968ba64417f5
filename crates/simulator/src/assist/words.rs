//! The words of the policy language, each with what it means. AWS: "IAM JSON policy elements reference", "IAM JSON policy
//! elements: Condition operators" and "AWS STS API reference".

use iam::PolicyType;
use policy::{Comparison, ConditionOperator, OPERATORS, Quantifier, Relation};

use super::CARET;

/// A word, what is written behind it, and what it means.
pub(super) struct Word {
    pub(super) name: &'static str,
    pub(super) value: &'static str,
    pub(super) meaning: &'static str,
}

const fn word(name: &'static str, value: &'static str, meaning: &'static str) -> Word {
    Word { name, value, meaning }
}

/// Elements of a document.
pub(super) const DOCUMENT: &[Word] = &[
    word(
        "Version",
        "\"2012-10-17\"",
        "The version of the policy language, not the date of the document.",
    ),
    word("Id", "\"\0\"", "A name for the whole document; changes nothing."),
    word("Statement", "[{ \0 }]", "The statements: each allows or denies something on its own."),
];

/// Elements of a statement.
pub(super) const STATEMENT: &[Word] = &[
    word("Sid", "\"\0\"", "A name for the statement; changes nothing."),
    word(
        "Effect",
        "\"Allow\"",
        "Whether the statement allows or denies. A Deny that applies is final.",
    ),
    word(
        "Principal",
        "{ \"AWS\": \"\0\" }",
        "Whom the statement is about. Every one of the names is meant.",
    ),
    word(
        "NotPrincipal",
        "{ \"AWS\": \"\0\" }",
        "Everybody but these, even whoever is not signed in. Rarely what is meant.",
    ),
    word("Action", "\"\0\"", "The calls that the statement is about; * and ? are wildcards."),
    word("NotAction", "\"\0\"", "Every call but these. With Allow it grants all the rest."),
    word("Resource", "\"\0\"", "The ARNs that the statement is about; * and ? are wildcards."),
    word("NotResource", "\"\0\"", "Every resource but these. With Allow it grants all the rest."),
    word(
        "Condition",
        "{ \0 }",
        "Tests on the request. All of them must be true for the statement to apply.",
    ),
];

/// What a principal is named by.
pub(super) const PRINCIPALS: &[Word] = &[
    word(
        "AWS",
        "\"\0\"",
        "An account, a user, a role or a role session, by ARN; an account also by its number.",
    ),
    word(
        "Federated",
        "\"\0\"",
        "An identity provider: a SAML or OpenID Connect provider of the account, or a built-in one.",
    ),
    word("Service", "\"\0\"", "An AWS service that acts by itself, such as ec2.amazonaws.com."),
    word("CanonicalUser", "\"\0\"", "An account by its canonical user id; for S3 only."),
];

/// `Effect`.
pub(super) const EFFECTS: &[Word] = &[
    word("Allow", "", "The statement allows what it applies to, unless something denies it."),
    word("Deny", "", "The statement denies what it applies to, whatever allows it."),
];

/// `Version`.
pub(super) const VERSIONS: &[Word] = &[
    word(
        "2012-10-17",
        "",
        "The current version, in which variables such as ${aws:username} have a meaning.",
    ),
    word(
        "2008-10-17",
        "",
        "The old version, also meant where none is written: variables are plain text.",
    ),
];

/// The calls to the Security Token Service that policies name, and what hands roles on.
pub(super) const ACTIONS: &[Word] = &[
    word("sts:AssumeRole", "", "Take a role: IAM identities, role sessions and AWS services."),
    word(
        "sts:AssumeRoleWithSAML",
        "",
        "Take a role with a SAML assertion of an identity provider.",
    ),
    word("sts:AssumeRoleWithWebIdentity", "", "Take a role with an OpenID Connect token."),
    word("sts:AssumeRoot", "", "Take short root credentials of a member account for one task."),
    word("sts:TagSession", "", "Pass session tags while taking a role or signing in."),
    word("sts:SetSourceIdentity", "", "Set a source identity, which stays through chaining."),
    word("sts:SetContext", "", "Pass context assertions of a trusted provider."),
    word("sts:GetFederationToken", "", "Get credentials for a federated user from long-term keys."),
    word("sts:GetSessionToken", "", "Get temporary credentials for oneself, with or without MFA."),
    word("sts:GetCallerIdentity", "", "Ask who one is; always allowed."),
    word("sts:GetAccessKeyInfo", "", "Ask which account an access key belongs to."),
    word("sts:GetServiceBearerToken", "", "Get a bearer token for a service such as CodeArtifact."),
    word("sts:GetWebIdentityToken", "", "Get a signed token that says to others who one is."),
    word(
        "sts:GetDelegatedAccessToken",
        "",
        "Trade a token for credentials that somebody delegated.",
    ),
    word("sts:TagGetWebIdentityToken", "", "Pass tags while asking for a web identity token."),
    word("sts:DecodeAuthorizationMessage", "", "Read the encoded message of a refusal."),
    word("iam:PassRole", "", "Hand a role to a service, which then acts with it."),
];

/// Services that take roles.
pub(super) const SERVICES: &[&str] = &[
    "apigateway.amazonaws.com",
    "backup.amazonaws.com",
    "batch.amazonaws.com",
    "bedrock.amazonaws.com",
    "cloudformation.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "codebuild.amazonaws.com",
    "codedeploy.amazonaws.com",
    "codepipeline.amazonaws.com",
    "config.amazonaws.com",
    "ec2.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "ecs.amazonaws.com",
    "eks.amazonaws.com",
    "events.amazonaws.com",
    "firehose.amazonaws.com",
    "glue.amazonaws.com",
    "lambda.amazonaws.com",
    "logs.amazonaws.com",
    "pods.eks.amazonaws.com",
    "rds.amazonaws.com",
    "rolesanywhere.amazonaws.com",
    "s3.amazonaws.com",
    "sagemaker.amazonaws.com",
    "scheduler.amazonaws.com",
    "sns.amazonaws.com",
    "ssm.amazonaws.com",
    "states.amazonaws.com",
    "transfer.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
];

/// Whether an element may stand in a statement of that kind of policy.
pub(super) fn fits(name: &str, kind: PolicyType) -> bool {
    let has_principal = matches!(
        kind,
        PolicyType::Trust
            | PolicyType::Resource
            | PolicyType::VpcEndpoint
            | PolicyType::ResourceControl
    );
    match name {
        "NotPrincipal" => {
            has_principal && !matches!(kind, PolicyType::Trust | PolicyType::ResourceControl)
        }
        "Principal" => has_principal,
        "Resource" | "NotResource" => kind != PolicyType::Trust,
        _ => true,
    }
}

/// What an operator asks; nothing for a name that AWS does not know.
pub(super) fn operator(name: &str) -> Option<Vec<String>> {
    let known = ConditionOperator::new(name.into()).parse()?;
    let asks = match (known.comparison, known.negated) {
        (Comparison::StringEquals, _) => "the same text, letter case included",
        (Comparison::StringEqualsIgnoreCase, _) => "the same text but for letter case",
        (Comparison::StringLike, _) => "text in which * stands for any letters and ? for one",
        (Comparison::Numeric(relation), _) => numbers(relation),
        (Comparison::Date(relation), _) => moments(relation),
        (Comparison::Bool, _) => "the same truth, true or false",
        (Comparison::BinaryEquals, _) => "the same bytes, written in base64",
        (Comparison::IpAddress, _) => "an address within the network",
        (Comparison::Arn, _) => "an ARN, part by part; * and ? are wildcards within a part",
        (Comparison::Null, _) => "",
    };
    let mut words = vec![match (known.comparison, known.negated) {
        (Comparison::Null, _) => {
            "true: the key must be missing; false: it must be there.".to_owned()
        }
        (_, false) => format!("True for {asks}. One of several values is enough."),
        (_, true) => format!(
            "True unless the key has {asks}. None of several values may fit; a missing key is true."
        ),
    }];
    match known.quantifier {
        Some(Quantifier::ForAllValues) => words.push("ForAllValues: every value of the key must fit; where the key is missing it is true.".to_owned()),
        Some(Quantifier::ForAnyValue) => words.push("ForAnyValue: at least one value of the key must fit; where the key is missing it is false.".to_owned()),
        None => {}
    }
    if known.if_exists {
        words.push("IfExists: where the key is missing, the test is true.".to_owned());
    }
    Some(words)
}

fn numbers(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "the same number",
        Relation::Less => "a smaller number",
        Relation::LessOrEqual => "the same number or a smaller one",
        Relation::Greater => "a larger number",
        Relation::GreaterOrEqual => "the same number or a larger one",
    }
}

fn moments(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "the same moment",
        Relation::Less => "an earlier moment",
        Relation::LessOrEqual => "the same moment or an earlier one",
        Relation::Greater => "a later moment",
        Relation::GreaterOrEqual => "the same moment or a later one",
    }
}

/// Every operator that can be offered behind what is typed so far: with the qualifier that was typed, and with `IfExists`
/// once the name itself is there.
pub(super) fn operators(typed: &str) -> Vec<String> {
    let mut names: Vec<String> = OPERATORS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let qualifiers = ["ForAnyValue:", "ForAllValues:"];
    let bare = match qualifiers.iter().find(|known| typed.starts_with(**known)) {
        Some(qualifier) => {
            names = names
                .iter()
                .filter(|name| *name != "Null")
                .map(|name| format!("{qualifier}{name}"))
                .collect();
            &typed[qualifier.len()..]
        }
        None => {
            names.extend(qualifiers.map(str::to_owned));
            typed
        }
    };
    let is_known =
        |(name, ..): &(&str, Comparison, bool)| bare.starts_with(*name) && *name != "Null";
    if OPERATORS.iter().any(is_known) {
        let longer: Vec<String> = names
            .iter()
            .filter(|name| !name.ends_with(':') && !name.ends_with("Null"))
            .map(|name| format!("{name}IfExists"))
            .collect();
        names.extend(longer);
    }
    names
}

/// What is written behind an operator, a key, an element.
pub(super) const OBJECT: &str = "{ \0 }";
const _: () = assert!(CARET == '\0');

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_says_what_it_asks() {
        for (name, ..) in OPERATORS {
            assert!(
                operator(name).is_some_and(|words| words.len() == 1 && words[0].len() > 20),
                "{name}"
            );
        }
        let words = operator("ForAllValues:StringNotLikeIfExists").unwrap();
        assert_eq!(words.len(), 3);
        assert!(
            words[0].starts_with("True unless")
                && words[1].contains("every value")
                && words[2].contains("IfExists")
        );
        assert_eq!(operator("StringMaybe"), None);
    }

    #[test]
    fn qualifiers_and_endings_are_offered_when_they_can_follow() {
        assert!(operators("").contains(&"ForAnyValue:".to_owned()));
        assert!(!operators("").contains(&"StringEqualsIfExists".to_owned()));
        assert!(operators("StringEquals").contains(&"StringEqualsIfExists".to_owned()));
        assert!(operators("ForAnyValue:").contains(&"ForAnyValue:StringLike".to_owned()));
        assert!(!operators("ForAnyValue:").contains(&"ForAnyValue:Null".to_owned()));
        assert!(!operators("Null").contains(&"NullIfExists".to_owned()));
    }
}
