//! What each of the three calls wants and leaves, whatever the role. AWS: "AWS Security Token Service API Reference", the
//! sections "Request Parameters" and "Errors" of each action; "Compare AWS STS credentials"; "Pass session tags in AWS
//! STS"; "Available keys for AWS STS"; "Monitor and control actions taken with assumed roles".

use iam::PrincipalKind;

/// A call that gives a role's session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// `AssumeRole`.
    AssumeRole,
    /// `AssumeRoleWithSAML`.
    WithSaml,
    /// `AssumeRoleWithWebIdentity`.
    WithWebIdentity,
}

/// All three.
pub const CALLS: [Call; 3] = [Call::AssumeRole, Call::WithSaml, Call::WithWebIdentity];

impl Call {
    /// Its name, which is also that of its action.
    #[must_use]
    pub fn operation(self) -> &'static str {
        match self {
            Self::AssumeRole => "AssumeRole",
            Self::WithSaml => "AssumeRoleWithSAML",
            Self::WithWebIdentity => "AssumeRoleWithWebIdentity",
        }
    }

    /// Whether such a principal can make it. Root cannot take roles, nor can the session of GetFederationToken.
    #[must_use]
    pub fn is_made_by(self, kind: PrincipalKind) -> bool {
        match self {
            Self::AssumeRole => matches!(
                kind,
                PrincipalKind::User | PrincipalKind::RoleSession | PrincipalKind::Service
            ),
            Self::WithSaml => kind == PrincipalKind::Saml,
            Self::WithWebIdentity => kind == PrincipalKind::WebIdentity,
        }
    }

    /// Whether its session can be one that role chaining keeps to an hour: only a role's session makes a chain, and it
    /// signs the call.
    #[must_use]
    pub fn can_be_chained(self) -> bool {
        self == Self::AssumeRole
    }

    /// Seconds: the least that can be asked for, and what comes of asking for nothing.
    #[must_use]
    pub fn duration(self) -> (i64, i64) {
        (LEAST_ROLE_SESSION, sts::DEFAULT_ROLE_SESSION)
    }

    /// Who says who is calling.
    #[must_use]
    pub fn authenticates(self) -> &'static str {
        match self {
            Self::AssumeRole => "AWS: the caller is a user, a role's session or an AWS service",
            Self::WithSaml => "A SAML identity provider, which signs an assertion about the user",
            Self::WithWebIdentity => {
                "An OpenID Connect provider, which signs a token about the user or workload"
            }
        }
    }

    /// Whether the request carries a signature.
    #[must_use]
    pub fn signed(self) -> &'static str {
        match self {
            Self::AssumeRole => "Yes, with the caller's own credentials",
            Self::WithSaml => "No: `SAMLAssertion` speaks for the caller",
            Self::WithWebIdentity => "No: `WebIdentityToken` speaks for the caller",
        }
    }

    /// What a caller has to have.
    #[must_use]
    pub fn brings(self) -> &'static str {
        match self {
            Self::AssumeRole => {
                "Credentials of AWS, and in another account an identity policy that allows the call"
            }
            Self::WithSaml => "A SAML response, 5 minutes old at most; no credentials of AWS",
            Self::WithWebIdentity => "A token that has not expired; no credentials of AWS",
        }
    }

    /// How the trust policy names who may call.
    #[must_use]
    pub fn principal(self) -> &'static str {
        match self {
            Self::AssumeRole => "`AWS` (account, user, role, session) or `Service`",
            Self::WithSaml => "`Federated`: the SAML provider's ARN",
            Self::WithWebIdentity => {
                "`Federated`: the OIDC provider's ARN, or a built-in provider's name"
            }
        }
    }

    /// Condition keys that a trust policy can test.
    #[must_use]
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::AssumeRole => &[
                "aws:PrincipalArn",
                "aws:PrincipalOrgID",
                "aws:PrincipalTag/…",
                "aws:MultiFactorAuthPresent",
                "sts:ExternalId",
                "sts:RoleSessionName",
            ],
            Self::WithSaml => &["SAML:aud", "SAML:iss", "SAML:sub", "SAML:sub_type", "SAML:doc"],
            Self::WithWebIdentity => {
                &["aws:FederatedProvider", "PROVIDER:aud", "PROVIDER:sub", "PROVIDER:amr"]
            }
        }
    }

    /// Where session tags come from.
    #[must_use]
    pub fn tags(self) -> &'static str {
        match self {
            Self::AssumeRole => "`Tags`, and the caller's transitive ones",
            Self::WithSaml => "The assertion's attributes `PrincipalTag:…`",
            Self::WithWebIdentity => "The token's claim `https://aws.amazon.com/tags`",
        }
    }

    /// Where a source identity comes from.
    #[must_use]
    pub fn source_identity(self) -> &'static str {
        match self {
            Self::AssumeRole => "`SourceIdentity`, or the caller's, which cannot be changed",
            Self::WithSaml => "The assertion's attribute `SourceIdentity`",
            Self::WithWebIdentity => "The token's claim `https://aws.amazon.com/source_identity`",
        }
    }

    /// Whether AWS asks for a second factor.
    #[must_use]
    pub fn mfa(self) -> &'static str {
        match self {
            Self::AssumeRole => "`SerialNumber` with `TokenCode`, of the calling user",
            Self::WithSaml | Self::WithWebIdentity => "No parameter: it is the provider's matter",
        }
    }

    /// What else ends its session early, beside the role's maximum.
    #[must_use]
    pub fn ends_early(self) -> &'static str {
        match self {
            Self::AssumeRole => "Taken with a role's session: 1 hour at most",
            Self::WithSaml => "The assertion's `SessionNotOnOrAfter`, where that is sooner",
            Self::WithWebIdentity => "Nothing: not even the token's own `exp`",
        }
    }

    /// What narrows its session beside the role's own policies.
    #[must_use]
    pub fn policies(self) -> &'static str {
        "`Policy`, and up to 10 `PolicyArns`"
    }

    /// What its session may call.
    #[must_use]
    pub fn later(self) -> &'static str {
        "What its policies allow, but neither GetFederationToken nor GetSessionToken"
    }

    /// Errors of its own that it can give, beside those that every request can.
    #[must_use]
    pub fn errors(self) -> &'static [&'static str] {
        match self {
            Self::AssumeRole => &[
                "AccessDenied",
                "ExpiredToken",
                "MalformedPolicyDocument",
                "PackedPolicyTooLarge",
                "RegionDisabledException",
            ],
            Self::WithSaml => &[
                "AccessDenied",
                "ExpiredTokenException",
                "IDPRejectedClaim",
                "InvalidIdentityToken",
                "MalformedPolicyDocument",
                "PackedPolicyTooLarge",
                "RegionDisabledException",
            ],
            Self::WithWebIdentity => &[
                "AccessDenied",
                "ExpiredTokenException",
                "IDPCommunicationError",
                "IDPRejectedClaim",
                "InvalidIdentityToken",
                "MalformedPolicyDocument",
                "PackedPolicyTooLarge",
                "RegionDisabledException",
            ],
        }
    }
}

/// Seconds that a role's session lasts at least. AWS: "AssumeRole", parameter `DurationSeconds`.
const LEAST_ROLE_SESSION: i64 = 900;
