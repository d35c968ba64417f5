//! The calls and their parameters, as the caller wrote them: any text and any number, since refusing is the service's
//! part. AWS: "AWS Security Token Service API Reference", section "Actions".

use std::rc::Rc;

/// A tag as a request carries it; keys may still be duplicates or malformed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RequestTag {
    /// `Key`.
    pub key: Rc<str>,
    /// `Value`.
    pub value: Rc<str>,
}

/// An element of `ProvidedContexts`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProvidedContext {
    /// `ProviderArn`.
    pub provider_arn: Rc<str>,
    /// `ContextAssertion`, which nobody but its provider reads.
    pub context_assertion: Rc<str>,
}

/// What every call that makes a role session may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AssumeRole {
    /// `RoleArn`.
    pub role_arn: Option<Rc<str>>,
    /// `RoleSessionName`.
    pub role_session_name: Option<Rc<str>>,
    /// `PolicyArns`, each element's `arn`.
    pub policy_arns: Vec<Rc<str>>,
    /// `Policy`, the text of the session policy.
    pub policy: Option<Rc<str>>,
    /// `DurationSeconds`.
    pub duration_seconds: Option<i64>,
    /// `Tags`.
    pub tags: Vec<RequestTag>,
    /// `TransitiveTagKeys`.
    pub transitive_tag_keys: Vec<Rc<str>>,
    /// `ExternalId`.
    pub external_id: Option<Rc<str>>,
    /// `SerialNumber`.
    pub serial_number: Option<Rc<str>>,
    /// `TokenCode`.
    pub token_code: Option<Rc<str>>,
    /// `SourceIdentity`.
    pub source_identity: Option<Rc<str>>,
    /// `ProvidedContexts`.
    pub provided_contexts: Vec<ProvidedContext>,
    /// `MinimumSessionTokenSize`.
    pub minimum_session_token_size: Option<i64>,
}

/// What a provider signed: as it travels, or only what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signed<T> {
    /// What it says, taken for signed.
    Content(T),
    /// A JSON Web Token in compact form, or a SAML response in Base64: the parameter as a call carries it.
    Text(Rc<str>),
}

impl<T> Signed<T> {
    /// What it says, where that stands here.
    #[must_use]
    pub fn content(&self) -> Option<&T> {
        match self {
            Self::Content(content) => Some(content),
            Self::Text(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn content_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Content(content) => Some(content),
            Self::Text(_) => None,
        }
    }

    /// The parameter as it travels, where that stands here.
    #[must_use]
    pub fn text(&self) -> Option<&Rc<str>> {
        match self {
            Self::Content(_) => None,
            Self::Text(text) => Some(text),
        }
    }
}

/// The content of a web identity token, as its provider signed it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WebIdentityToken {
    /// The claims in their order; a claim is a list of one or more texts (`aud`, `amr`) or a single text or number.
    /// Nested objects (session tags) stand as their JSON text.
    pub claims: Vec<(Rc<str>, Claim)>,
}

/// The value of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Text.
    Text(Rc<str>),
    /// A number, as it is written.
    Number(Rc<str>),
    /// `true` or `false`.
    Bool(bool),
    /// A list of texts.
    List(Vec<Rc<str>>),
    /// Named values below the claim, each a list of texts: `principal_tags` and the like.
    Map(Vec<(Rc<str>, Claim)>),
}

/// `AssumeRoleWithWebIdentity`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AssumeRoleWithWebIdentity {
    /// `RoleArn`.
    pub role_arn: Option<Rc<str>>,
    /// `RoleSessionName`.
    pub role_session_name: Option<Rc<str>>,
    /// `WebIdentityToken`.
    pub token: Option<Signed<WebIdentityToken>>,
    /// `ProviderId`, for the OAuth providers.
    pub provider_id: Option<Rc<str>>,
    /// `PolicyArns`.
    pub policy_arns: Vec<Rc<str>>,
    /// `Policy`.
    pub policy: Option<Rc<str>>,
    /// `DurationSeconds`.
    pub duration_seconds: Option<i64>,
    /// `MinimumSessionTokenSize`.
    pub minimum_session_token_size: Option<i64>,
}

/// The content of a SAML response, as its provider signed it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SamlAssertion {
    /// `ID`, which the audit trail names.
    pub id: Option<Rc<str>>,
    /// `Issuer`.
    pub issuer: Rc<str>,
    /// The recipient of the subject confirmation, `https://signin.aws.amazon.com/saml`.
    pub audience: Rc<str>,
    /// For whom it is (`AudienceRestriction`): `urn:amazon:webservices`. Nothing where that is not told.
    pub audiences: Option<Vec<Rc<str>>>,
    /// `NameID`.
    pub name_id: Rc<str>,
    /// Format of the `NameID`, short or as a URI; `persistent` when absent.
    pub name_id_format: Option<Rc<str>>,
    /// When it was issued; the call's moment when absent.
    pub issued: Option<iam::Timestamp>,
    /// From when it holds.
    pub not_before: Option<iam::Timestamp>,
    /// Until when it may be used.
    pub not_on_or_after: Option<iam::Timestamp>,
    /// `SessionNotOnOrAfter`.
    pub session_not_on_or_after: Option<iam::Timestamp>,
    /// The attributes in their order.
    pub attributes: Vec<(Rc<str>, Vec<Rc<str>>)>,
}

/// `AssumeRoleWithSAML`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AssumeRoleWithSaml {
    /// `RoleArn`.
    pub role_arn: Option<Rc<str>>,
    /// `PrincipalArn`, the provider.
    pub principal_arn: Option<Rc<str>>,
    /// `SAMLAssertion`.
    pub assertion: Option<Signed<SamlAssertion>>,
    /// `PolicyArns`.
    pub policy_arns: Vec<Rc<str>>,
    /// `Policy`.
    pub policy: Option<Rc<str>>,
    /// `DurationSeconds`.
    pub duration_seconds: Option<i64>,
    /// `MinimumSessionTokenSize`.
    pub minimum_session_token_size: Option<i64>,
}

/// `GetSessionToken`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GetSessionToken {
    /// `DurationSeconds`.
    pub duration_seconds: Option<i64>,
    /// `SerialNumber`.
    pub serial_number: Option<Rc<str>>,
    /// `TokenCode`.
    pub token_code: Option<Rc<str>>,
    /// `MinimumSessionTokenSize`.
    pub minimum_session_token_size: Option<i64>,
}

/// `GetFederationToken`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GetFederationToken {
    /// `Name`.
    pub name: Option<Rc<str>>,
    /// `Policy`.
    pub policy: Option<Rc<str>>,
    /// `PolicyArns`.
    pub policy_arns: Vec<Rc<str>>,
    /// `DurationSeconds`.
    pub duration_seconds: Option<i64>,
    /// `Tags`.
    pub tags: Vec<RequestTag>,
    /// `MinimumSessionTokenSize`.
    pub minimum_session_token_size: Option<i64>,
}

/// `AssumeRoot`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AssumeRoot {
    /// `TargetPrincipal`: the member account's id or its root's ARN.
    pub target_principal: Option<Rc<str>>,
    /// `TaskPolicyArn`, its `arn`.
    pub task_policy_arn: Option<Rc<str>>,
    /// `DurationSeconds`.
    pub duration_seconds: Option<i64>,
    /// `MinimumSessionTokenSize`.
    pub minimum_session_token_size: Option<i64>,
}

/// `DecodeAuthorizationMessage`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DecodeAuthorizationMessage {
    /// `EncodedMessage`.
    pub encoded_message: Option<Rc<str>>,
}

/// `GetAccessKeyInfo`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GetAccessKeyInfo {
    /// `AccessKeyId`.
    pub access_key_id: Option<Rc<str>>,
}

/// `GetWebIdentityToken`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GetWebIdentityToken {
    /// `Audience`.
    pub audience: Vec<Rc<str>>,
    /// `DurationSeconds`.
    pub duration_seconds: Option<i64>,
    /// `SigningAlgorithm`.
    pub signing_algorithm: Option<Rc<str>>,
    /// `Tags`.
    pub tags: Vec<RequestTag>,
}

/// What a trade-in token stands for: the approval of a request for temporary delegation, which AWS sends to whoever made
/// the request. AWS: "IAM temporary delegation for AWS Partners".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TradeInToken {
    /// The user or role that approved, and whose permissions are lent.
    pub principal: Rc<str>,
    /// The name of the session in which a role approved.
    pub role_session_name: Option<Rc<str>>,
    /// The permissions that were asked for; the session has no others.
    pub policy: Option<Rc<str>>,
    /// Until when it can be traded in; without it, it can be at any time.
    pub expires: Option<iam::Timestamp>,
    /// How long the session lasts; one hour where it is not said.
    pub duration_seconds: Option<i64>,
}

/// `GetDelegatedAccessToken`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GetDelegatedAccessToken {
    /// `TradeInToken`.
    pub token: Option<TradeInToken>,
}

/// One call to the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// `AssumeRole`.
    AssumeRole(AssumeRole),
    /// `AssumeRoleWithSAML`.
    AssumeRoleWithSaml(AssumeRoleWithSaml),
    /// `AssumeRoleWithWebIdentity`.
    AssumeRoleWithWebIdentity(AssumeRoleWithWebIdentity),
    /// `GetSessionToken`.
    GetSessionToken(GetSessionToken),
    /// `GetFederationToken`.
    GetFederationToken(GetFederationToken),
    /// `GetCallerIdentity`.
    GetCallerIdentity,
    /// `AssumeRoot`.
    AssumeRoot(AssumeRoot),
    /// `DecodeAuthorizationMessage`.
    DecodeAuthorizationMessage(DecodeAuthorizationMessage),
    /// `GetAccessKeyInfo`.
    GetAccessKeyInfo(GetAccessKeyInfo),
    /// `GetWebIdentityToken`.
    GetWebIdentityToken(GetWebIdentityToken),
    /// `GetDelegatedAccessToken`.
    GetDelegatedAccessToken(GetDelegatedAccessToken),
}

impl Call {
    /// The operation's name as the service spells it.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        match self {
            Self::AssumeRole(_) => "AssumeRole",
            Self::AssumeRoleWithSaml(_) => "AssumeRoleWithSAML",
            Self::AssumeRoleWithWebIdentity(_) => "AssumeRoleWithWebIdentity",
            Self::GetSessionToken(_) => "GetSessionToken",
            Self::GetFederationToken(_) => "GetFederationToken",
            Self::GetCallerIdentity => "GetCallerIdentity",
            Self::AssumeRoot(_) => "AssumeRoot",
            Self::DecodeAuthorizationMessage(_) => "DecodeAuthorizationMessage",
            Self::GetAccessKeyInfo(_) => "GetAccessKeyInfo",
            Self::GetWebIdentityToken(_) => "GetWebIdentityToken",
            Self::GetDelegatedAccessToken(_) => "GetDelegatedAccessToken",
        }
    }

    /// Whether the call mints a session when it succeeds.
    #[must_use]
    pub fn mints(&self) -> bool {
        !matches!(
            self,
            Self::GetCallerIdentity
                | Self::DecodeAuthorizationMessage(_)
                | Self::GetAccessKeyInfo(_)
                | Self::GetWebIdentityToken(_)
        )
    }

    /// `MinimumSessionTokenSize`, for the calls that have it.
    #[must_use]
    pub fn minimum_session_token_size(&self) -> Option<i64> {
        match self {
            Self::AssumeRole(call) => call.minimum_session_token_size,
            Self::AssumeRoleWithSaml(call) => call.minimum_session_token_size,
            Self::AssumeRoleWithWebIdentity(call) => call.minimum_session_token_size,
            Self::GetSessionToken(call) => call.minimum_session_token_size,
            Self::GetFederationToken(call) => call.minimum_session_token_size,
            Self::AssumeRoot(call) => call.minimum_session_token_size,
            _ => None,
        }
    }
}
