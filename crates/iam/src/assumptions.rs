//! Named switches for the points where AWS's own documents differ or are silent.
//!
//! The default of each is what the better evidence says; a scenario can set another value, and the explanation names a
//! switch where it decides.

/// The switches. `Assumptions::default()` is what a scenario without `assumptions` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assumptions {
    /// Whether `sts:TagSession` is asked with `sts:ExternalId` and `sts:RoleSessionName`.
    pub tag_session_carries_external_id: bool,
    /// Whether AssumeRole with GetSessionToken credentials is capped at one hour like role chaining.
    pub session_token_chains: bool,
    /// What a role session says of the MFA of the session that made it.
    pub role_session_mfa: RoleSessionMfa,
    /// Whether inherited transitive tags stand in `aws:RequestTag/…` and `aws:TagKeys`.
    pub request_tags_include_inherited: bool,
    /// Whether an inherited tag hides the role's own in `aws:ResourceTag/…` while the trust policy is evaluated.
    pub transitive_tags_hide_resource_tags: bool,
    /// Which AccessDenied texts of AssumeRole name the policy type.
    pub denial_reasons: DenialReasons,
    /// Whether an AccessDenied text names the policy that denies by its ARN, where it has one and the caller may know.
    pub denying_policy_named: bool,
    /// Which text is printed when a request exceeds both duration limits.
    pub longer_limit_named_first: DurationLimit,
    /// Whether a role session needs its own allow for `sts:SetSourceIdentity` even where the trust names it directly.
    pub source_identity_needs_identity_allow: bool,
    /// A key with several values under an operator without a set qualifier.
    pub multivalued_key_without_qualifier: MultivaluedKey,
    /// Whether the principal `*` means services and federated callers too.
    pub wildcard_principal_covers_services: WildcardPrincipal,
    /// Whether a value that cannot be compared satisfies a negated operator.
    pub unparsable_value_satisfies_negation: bool,
    /// Whether a `*` at the end of a middle field of a resource pattern runs past the colon.
    pub middle_star_crosses_colons: bool,
    /// Whether `ForAnyValue:…IfExists` is true when the key is missing.
    pub for_any_value_if_exists_when_missing: bool,
    /// Whether an empty string is a present value for plain operators and `Null`.
    pub empty_string_is_present: bool,
    /// Whether IAM saves a trust policy that allows `{ "AWS": "*" }`.
    pub everyone_in_trust_policy_is_saved: bool,
    /// Whether SAML carries `aws:FederatedProvider`, in the call and in the session.
    pub saml_carries_federated_provider: bool,
    /// Whether nine attributes of SAML assertions, such as `saml:mail`, keep all their values as a condition key.
    pub saml_attributes_are_lists: bool,
    /// Whether a call at the very moment of expiration is already refused.
    pub expired_at_expiration: bool,
}

impl Default for Assumptions {
    fn default() -> Self {
        Self {
            tag_session_carries_external_id: false,
            session_token_chains: true,
            role_session_mfa: RoleSessionMfa::FromUserSession,
            request_tags_include_inherited: false,
            transitive_tags_hide_resource_tags: false,
            denial_reasons: DenialReasons::CallerSide,
            denying_policy_named: false,
            longer_limit_named_first: DurationLimit::Chaining,
            source_identity_needs_identity_allow: true,
            multivalued_key_without_qualifier: MultivaluedKey::NoMatch,
            wildcard_principal_covers_services: WildcardPrincipal::DenyOnly,
            unparsable_value_satisfies_negation: true,
            middle_star_crosses_colons: false,
            for_any_value_if_exists_when_missing: true,
            empty_string_is_present: true,
            everyone_in_trust_policy_is_saved: true,
            saml_carries_federated_provider: false,
            saml_attributes_are_lists: true,
            expired_at_expiration: true,
        }
    }
}

/// Whether a role session still counts as made with MFA.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleSessionMfa {
    /// It does when a GetSessionToken session with MFA made it.
    FromUserSession,
    /// It never does.
    Never,
}

/// Which AccessDenied texts of AssumeRole name the policy type that is missing an allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DenialReasons {
    /// Those about the caller's side only.
    CallerSide,
    /// The trust policy too.
    All,
    /// None of them.
    None,
}

/// One of the two limits on a session's duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DurationLimit {
    /// One hour for chained sessions.
    Chaining,
    /// The role's MaxSessionDuration.
    Role,
}

/// A key with several values under an operator without `ForAnyValue` or `ForAllValues`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MultivaluedKey {
    /// Never matches.
    NoMatch,
    /// Matches when one of its values does.
    AnyValue,
}

/// Whether `"*"` as a principal covers AWS services and federated callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WildcardPrincipal {
    /// In Deny statements only.
    DenyOnly,
    /// Never.
    Never,
    /// In Allow statements as well.
    Always,
}
