//! Condition keys in one line each. AWS: "AWS global condition context keys" and "IAM and AWS STS condition context keys",
//! with the keys of web identity and SAML federation in the second.

use super::KeyType::{self, Address, Arn, Bool, Date, Number, Text};

/// A condition key: its name as AWS writes it, what its values are, and what it says. A name that ends with `/` is followed
/// by a name that somebody chose.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) values: KeyType,
    pub(super) meaning: &'static str,
}

const fn key(name: &'static str, values: KeyType, meaning: &'static str) -> Key {
    Key { name, values, meaning }
}

/// Every key of every request, of STS and of IAM that a policy about roles may test.
pub(super) const KEYS: &[Key] = &[
    key(
        "aws:AssumedRoot",
        Bool,
        "Whether the request is made with root credentials from AssumeRoot.",
    ),
    key(
        "aws:CalledVia",
        Text,
        "The services that passed the request on for the caller, in order. Several values.",
    ),
    key("aws:CalledViaFirst", Text, "The first service that passed the request on for the caller."),
    key("aws:CalledViaLast", Text, "The last service that passed the request on for the caller."),
    key("aws:ChatbotSourceArn", Arn, "The chat configuration through which the request came."),
    key("aws:CurrentTime", Date, "The date and time of the request."),
    key(
        "aws:Ec2InstanceSourcePrivateIPv4",
        Address,
        "The private address of the instance whose role's credentials are used.",
    ),
    key(
        "aws:Ec2InstanceSourceVpc",
        Text,
        "The VPC in which the role's credentials were given to an EC2 instance.",
    ),
    key("aws:EpochTime", Date, "The date and time of the request, also in seconds since 1970."),
    key("aws:FederatedProvider", Text, "The provider that signed the session's user in."),
    key(
        "aws:MultiFactorAuthAge",
        Number,
        "Seconds since the caller gave an MFA code. Missing where none was given.",
    ),
    key(
        "aws:MultiFactorAuthPresent",
        Bool,
        "Whether the temporary credentials were issued with MFA. Missing with long-term keys.",
    ),
    key("aws:PrincipalAccount", Text, "The account that the caller belongs to."),
    key("aws:PrincipalArn", Arn, "The ARN of the caller; of a role session, that of the role."),
    key("aws:PrincipalIsAWSService", Bool, "Whether an AWS service itself makes the request."),
    key("aws:PrincipalOrgID", Text, "The organization that the caller's account belongs to."),
    key(
        "aws:PrincipalOrgPaths",
        Text,
        "The place of the caller's account in the organization. Several values.",
    ),
    key("aws:PrincipalServiceName", Text, "The service that makes the request itself."),
    key(
        "aws:PrincipalServiceNamesList",
        Text,
        "Every name of the service that makes the request itself. Several values.",
    ),
    key(
        "aws:PrincipalTag/",
        Text,
        "A tag of the caller: its user's or role's, or one that was passed to the session.",
    ),
    key(
        "aws:PrincipalType",
        Text,
        "What the caller is: Account, User, FederatedUser, AssumedRole or Anonymous.",
    ),
    key(
        "aws:Referer",
        Text,
        "The page that an HTTP client says it came from; anybody can say anything.",
    ),
    key(
        "aws:RequestTag/",
        Text,
        "A tag that the request brings, such as a session tag of AssumeRole.",
    ),
    key("aws:RequestedRegion", Text, "The Region that the request was sent to."),
    key("aws:ResourceAccount", Text, "The account that owns the resource."),
    key("aws:ResourceOrgID", Text, "The organization of the account that owns the resource."),
    key(
        "aws:ResourceOrgPaths",
        Text,
        "The place of the resource's account in its organization. Several values.",
    ),
    key(
        "aws:ResourceTag/",
        Text,
        "A tag of the resource, such as of the role that is to be assumed.",
    ),
    key("aws:SecureTransport", Bool, "Whether the request came over TLS."),
    key(
        "aws:SourceAccount",
        Text,
        "The account for whose resource an AWS service makes the request.",
    ),
    key("aws:SourceArn", Arn, "The resource for which an AWS service makes the request."),
    key(
        "aws:SourceIdentity",
        Text,
        "The source identity that the session carries; it stays through chaining.",
    ),
    key(
        "aws:SourceIp",
        Address,
        "The address that the request came from; missing where it came through a VPC endpoint.",
    ),
    key(
        "aws:SourceOrgID",
        Text,
        "The organization of the account for whose resource an AWS service makes the request.",
    ),
    key(
        "aws:SourceOrgPaths",
        Text,
        "The place in the organization of that account. Several values.",
    ),
    key("aws:SourceVpc", Text, "The VPC of the VPC endpoint that the request came through."),
    key(
        "aws:SourceVpcArn",
        Arn,
        "The ARN of the VPC of the VPC endpoint that the request came through.",
    ),
    key("aws:SourceVpce", Text, "The VPC endpoint that the request came through."),
    key("aws:TagKeys", Text, "The keys of all tags that the request brings. Several values."),
    key(
        "aws:TokenIssueTime",
        Date,
        "When the temporary credentials were issued; missing with long-term keys.",
    ),
    key("aws:UserAgent", Text, "What the client says it is; anybody can say anything."),
    key(
        "aws:UserId",
        Text,
        "The unique id of the caller; of a role session, ROLE-ID:SESSION-NAME.",
    ),
    key(
        "aws:ViaAWSService",
        Bool,
        "Whether an AWS service makes the request with the caller's permissions.",
    ),
    key(
        "aws:VpceAccount",
        Text,
        "The account that owns the VPC endpoint that the request came through.",
    ),
    key(
        "aws:VpceOrgID",
        Text,
        "The organization of the VPC endpoint that the request came through.",
    ),
    key(
        "aws:VpceOrgPaths",
        Text,
        "The place in the organization of the VPC endpoint's account. Several values.",
    ),
    key("aws:VpcSourceIp", Address, "The address within the VPC that the request came from."),
    key("aws:username", Text, "The name of the IAM user who calls; missing for everybody else."),
    key("iam:AssociatedResourceArn", Arn, "The resource that a passed role will be used with."),
    key("iam:AWSServiceName", Text, "The service that a service-linked role is made for."),
    key("iam:PassedToService", Text, "The service that a role is passed to."),
    key("iam:PermissionsBoundary", Arn, "The policy that is set as the permissions boundary."),
    key("iam:PolicyARN", Arn, "The managed policy that is attached or detached."),
    key("iam:ResourceTag/", Text, "A tag of the user or role that the request is about."),
    key("saml:aud", Text, "The endpoint that the SAML assertion was presented to."),
    key("saml:doc", Text, "ACCOUNT/PROVIDER: which SAML provider signed the user in."),
    key("saml:iss", Text, "The issuer of the SAML assertion, as a URN."),
    key(
        "saml:namequalifier",
        Text,
        "A hash of issuer, account and provider; with saml:sub it names one user.",
    ),
    key("saml:sub", Text, "The subject of the SAML assertion: who signed in."),
    key("saml:sub_type", Text, "persistent, transient, or the full format of the subject's name."),
    key(
        "accounts.google.com:aud",
        Text,
        "The audience of a Google token: its authorized party where it has one.",
    ),
    key(
        "accounts.google.com:oaud",
        Text,
        "The audience of a Google token that also has an authorized party.",
    ),
    key("accounts.google.com:sub", Text, "The subject of a Google token: who signed in."),
    key(
        "cognito-identity.amazonaws.com:amr",
        Text,
        "How the user signed in to the identity pool: authenticated or not. Several values.",
    ),
    key("cognito-identity.amazonaws.com:aud", Text, "The id of the Cognito identity pool."),
    key("cognito-identity.amazonaws.com:sub", Text, "The id of the identity in the pool."),
    key("sts:AWSServiceName", Text, "The service for which a service bearer token is asked for."),
    key("sts:DurationSeconds", Number, "The seconds that a bearer token is asked to be valid for."),
    key(
        "sts:ExternalId",
        Text,
        "The ExternalId that AssumeRole passes; a third party gives each customer its own.",
    ),
    key(
        "sts:IdentityTokenAudience",
        Text,
        "The audiences that a web identity token is asked for. Several values.",
    ),
    key(
        "sts:RequestContext/",
        Text,
        "A key and value of a context assertion that the request passes.",
    ),
    key(
        "sts:RequestContextProviders",
        Arn,
        "The providers of the context assertions that the request passes. Several values.",
    ),
    key(
        "sts:RoleAuthorizedByIdp",
        Text,
        "Whether the identity provider named the role among those that the user may take.",
    ),
    key("sts:RoleSessionName", Text, "The RoleSessionName that the request passes."),
    key(
        "sts:SigningAlgorithm",
        Text,
        "The algorithm that a web identity token is asked to be signed with.",
    ),
    key("sts:SourceIdentity", Text, "The SourceIdentity that the request passes."),
    key("sts:TaskPolicyArn", Arn, "The AWS-managed task policy that AssumeRoot passes."),
    key(
        "sts:TransitiveTagKeys",
        Text,
        "The session tags that stay through chaining. Several values.",
    ),
];

/// The key of that name, letter case aside; a name behind `/` belongs to its family.
pub(super) fn named(name: &str) -> Option<&'static Key> {
    let family = name.find('/').map(|slash| &name[..=slash]);
    KEYS.iter().find(|key| {
        key.name.eq_ignore_ascii_case(name)
            || family.is_some_and(|family| key.name.eq_ignore_ascii_case(family))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_there_once_and_is_one_sentence_or_two() {
        for (index, key) in KEYS.iter().enumerate() {
            let same = KEYS[index + 1..].iter().find(|other| other.name == key.name);
            assert!(same.is_none(), "{}", key.name);
            assert!(key.meaning.ends_with('.') && key.meaning.len() < 120, "{}", key.name);
        }
    }

    #[test]
    fn a_key_of_a_family_is_found_by_its_own_name() {
        assert_eq!(named("aws:PrincipalTag/team").unwrap().name, "aws:PrincipalTag/");
        assert_eq!(named("AWS:sourceip").unwrap().name, "aws:SourceIp");
        assert!(named("aws:Nothing").is_none());
    }
}
