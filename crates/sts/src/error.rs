//! What the service answers when it refuses. AWS: "Common errors" and "AssumeRole", section "Errors".

use std::{fmt, rc::Rc};

use iam::AccountId;

/// A refusal: code, HTTP status and the service's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StsError {
    /// The code as the service spells it: `AccessDenied`.
    pub code: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The message, exactly.
    pub message: Rc<str>,
}

impl StsError {
    /// `AccessDenied`, 403.
    #[must_use]
    pub fn access_denied(message: impl Into<Rc<str>>) -> Self {
        Self { code: "AccessDenied", status: 403, message: message.into() }
    }

    /// `ValidationError`, 400.
    #[must_use]
    pub fn validation(message: impl Into<Rc<str>>) -> Self {
        Self { code: "ValidationError", status: 400, message: message.into() }
    }

    /// `InvalidParameterValue`, 400.
    #[must_use]
    pub fn invalid_parameter(message: impl Into<Rc<str>>) -> Self {
        Self { code: "InvalidParameterValue", status: 400, message: message.into() }
    }

    /// Any other code.
    #[must_use]
    pub fn new(code: &'static str, status: u16, message: impl Into<Rc<str>>) -> Self {
        Self { code, status, message: message.into() }
    }

    /// The provider's token or assertion is not accepted: `InvalidIdentityToken`, 400.
    #[must_use]
    pub fn invalid_identity_token(message: impl Into<Rc<str>>) -> Self {
        Self::new("InvalidIdentityToken", 400, message)
    }

    /// The same in the words of AWS's documents, where no others are known. AWS: "AssumeRoleWithWebIdentity", section
    /// "Errors".
    #[must_use]
    pub fn token_not_validated() -> Self {
        Self::invalid_identity_token(
            "The web identity token that was passed could not be validated by AWS. Get a new identity token from the \
             identity provider and then retry the request.",
        )
    }

    /// The provider publishes no key that could have signed the token: `InvalidIdentityToken`, 400. The service writes
    /// two spaces.
    #[must_use]
    pub fn no_verification_key() -> Self {
        Self::invalid_identity_token(
            "Couldn't retrieve verification key from your identity provider,  please reference \
             AssumeRoleWithWebIdentity documentation for requirements",
        )
    }

    /// The provider's token or assertion has ended: `ExpiredTokenException`, 400.
    #[must_use]
    pub fn expired_identity_token(message: impl Into<Rc<str>>) -> Self {
        Self::new("ExpiredTokenException", 400, message)
    }

    /// A sensitive parameter is too long; its value is not repeated.
    #[must_use]
    pub fn too_long(parameter: &str, longest: usize) -> Self {
        Self::validation(format!(
            "1 validation error detected: Value at '{parameter}' failed to satisfy constraint: Member must have length \
             less than or equal to {longest}"
        ))
    }

    /// The signing credentials have expired: `ExpiredToken`, 403.
    #[must_use]
    pub fn expired_token() -> Self {
        Self::new("ExpiredToken", 403, "The security token included in the request is expired")
    }

    /// The access key is unknown or the session token is not accepted: `InvalidClientTokenId`, 403.
    #[must_use]
    pub fn invalid_client_token() -> Self {
        Self::new(
            "InvalidClientTokenId",
            403,
            "The security token included in the request is invalid.",
        )
    }

    /// The secret does not belong to the access key: `SignatureDoesNotMatch`, 403.
    #[must_use]
    pub fn signature_does_not_match() -> Self {
        Self::new(
            "SignatureDoesNotMatch",
            403,
            "The request signature we calculated does not match the signature you provided. Check \
             your AWS Secret Access Key and signing method. Consult the service documentation for \
             details.",
        )
    }

    /// The call is not signed: `MissingAuthenticationToken`, 403.
    #[must_use]
    pub fn missing_authentication_token() -> Self {
        Self::new("MissingAuthenticationToken", 403, "Request is missing Authentication Token")
    }

    /// There is no such operation: `InvalidAction`, 400.
    #[must_use]
    pub fn invalid_action(action: &str) -> Self {
        let message = format!("Could not find operation {action} for version 2011-06-15");
        Self::new("InvalidAction", 400, message)
    }

    /// The target's account has not activated the service in the endpoint's Region: `RegionDisabledException`, 403.
    #[must_use]
    pub fn region_disabled(account: AccountId) -> Self {
        Self::new(
            "RegionDisabledException",
            403,
            format!(
                "STS is not activated in this region for account:{account}. Your account \
                 administrator can activate STS in this region using the IAM Console."
            ),
        )
    }

    /// A session policy is not a policy: `MalformedPolicyDocument`, 400.
    #[must_use]
    pub fn malformed_policy(message: impl Into<Rc<str>>) -> Self {
        Self::new("MalformedPolicyDocument", 400, message)
    }

    /// The source identity was set by an earlier call and cannot be changed: `ValidationError`.
    #[must_use]
    pub fn source_identity_already_set() -> Self {
        Self::validation("The source identity is already set for this assume role session")
    }

    /// Root calls AssumeRole: `AccessDenied`.
    #[must_use]
    pub fn root_may_not_assume_roles() -> Self {
        Self::access_denied("Roles may not be assumed by root accounts.")
    }

    /// GetSessionToken or GetFederationToken with temporary credentials: `AccessDenied`.
    #[must_use]
    pub fn called_with_session_credentials(operation: &str) -> Self {
        Self::access_denied(format!("Cannot call {operation} with session credentials"))
    }

    /// A federated caller is not admitted: `AccessDenied` without a word about who or why.
    #[must_use]
    pub fn federated_caller_not_authorized(operation: &str) -> Self {
        Self::access_denied(format!("Not authorized to perform sts:{operation}"))
    }

    /// A message that DecodeAuthorizationMessage cannot read: `InvalidAuthorizationMessageException`, 400.
    #[must_use]
    pub fn invalid_authorization_message() -> Self {
        Self::new("InvalidAuthorizationMessageException", 400, "Message is not valid")
    }

    /// A trade-in token after its time: `ExpiredTradeInTokenException`, 400. The words are ours.
    #[must_use]
    pub fn expired_trade_in_token() -> Self {
        Self::new("ExpiredTradeInTokenException", 400, "The trade-in token has expired")
    }

    /// The account has not switched GetWebIdentityToken on: `OutboundWebIdentityFederationDisabledException`, 403. The
    /// words are ours.
    #[must_use]
    pub fn outbound_federation_disabled(account: AccountId) -> Self {
        Self::new(
            "OutboundWebIdentityFederationDisabledException",
            403,
            format!("Outbound web identity federation is not enabled for account {account}"),
        )
    }

    /// A web identity token would outlive the session that asks for it: `SessionDurationEscalationException`, 403. The
    /// words are ours.
    #[must_use]
    pub fn session_duration_escalation() -> Self {
        Self::new(
            "SessionDurationEscalationException",
            403,
            "The requested token duration would extend beyond the expiration of the session",
        )
    }

    /// A web identity token with more in it than it may carry: `JWTPayloadSizeExceededException`, 400. The words are
    /// ours.
    #[must_use]
    pub fn jwt_payload_too_large() -> Self {
        Self::new(
            "JWTPayloadSizeExceededException",
            400,
            "The token payload size exceeds the limit",
        )
    }

    /// The code is not the device's: `AccessDenied`.
    #[must_use]
    pub fn mfa_code_wrong() -> Self {
        Self::access_denied(
            "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
        )
    }

    /// The serial number is not of a device of the caller: `AccessDenied`.
    #[must_use]
    pub fn mfa_device_unknown() -> Self {
        Self::access_denied(
            "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your \
             MFA serial number is valid and associated with this user.",
        )
    }

    /// Only one of serial number and code is given: `AccessDenied`.
    #[must_use]
    pub fn mfa_incomplete() -> Self {
        Self::access_denied(
            "MultiFactorAuthentication failed, must provide both MFA serial number and one time \
             pass code.",
        )
    }
}

impl fmt::Display for StsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for StsError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_the_services_code_status_and_words() {
        let account: AccountId = "000000000042".parse().unwrap();
        for (error, status, printed) in [
            (
                StsError::expired_token(),
                403,
                "ExpiredToken: The security token included in the request is expired",
            ),
            (
                StsError::invalid_client_token(),
                403,
                "InvalidClientTokenId: The security token included in the request is invalid.",
            ),
            (
                StsError::signature_does_not_match(),
                403,
                "SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
            ),
            (
                StsError::missing_authentication_token(),
                403,
                "MissingAuthenticationToken: Request is missing Authentication Token",
            ),
            (
                StsError::invalid_action("Foo"),
                400,
                "InvalidAction: Could not find operation Foo for version 2011-06-15",
            ),
            (
                StsError::region_disabled(account),
                403,
                "RegionDisabledException: STS is not activated in this region for account:000000000042. Your account administrator can activate STS in this region using the IAM Console.",
            ),
            (
                StsError::malformed_policy("This policy contains invalid Json"),
                400,
                "MalformedPolicyDocument: This policy contains invalid Json",
            ),
            (
                StsError::source_identity_already_set(),
                400,
                "ValidationError: The source identity is already set for this assume role session",
            ),
            (
                StsError::root_may_not_assume_roles(),
                403,
                "AccessDenied: Roles may not be assumed by root accounts.",
            ),
            (
                StsError::called_with_session_credentials("GetSessionToken"),
                403,
                "AccessDenied: Cannot call GetSessionToken with session credentials",
            ),
            (
                StsError::called_with_session_credentials("GetFederationToken"),
                403,
                "AccessDenied: Cannot call GetFederationToken with session credentials",
            ),
            (
                StsError::federated_caller_not_authorized("AssumeRoleWithSAML"),
                403,
                "AccessDenied: Not authorized to perform sts:AssumeRoleWithSAML",
            ),
            (
                StsError::mfa_code_wrong(),
                403,
                "AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ",
            ),
            (
                StsError::mfa_device_unknown(),
                403,
                "AccessDenied: MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.",
            ),
            (
                StsError::mfa_incomplete(),
                403,
                "AccessDenied: MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.",
            ),
            (
                StsError::invalid_authorization_message(),
                400,
                "InvalidAuthorizationMessageException: Message is not valid",
            ),
            (
                StsError::expired_trade_in_token(),
                400,
                "ExpiredTradeInTokenException: The trade-in token has expired",
            ),
            (
                StsError::outbound_federation_disabled(account),
                403,
                "OutboundWebIdentityFederationDisabledException: Outbound web identity federation is not enabled for account 000000000042",
            ),
            (
                StsError::session_duration_escalation(),
                403,
                "SessionDurationEscalationException: The requested token duration would extend beyond the expiration of the session",
            ),
            (
                StsError::jwt_payload_too_large(),
                400,
                "JWTPayloadSizeExceededException: The token payload size exceeds the limit",
            ),
            (StsError::validation("x"), 400, "ValidationError: x"),
            (StsError::invalid_parameter("x"), 400, "InvalidParameterValue: x"),
            (StsError::access_denied("x"), 403, "AccessDenied: x"),
        ] {
            assert_eq!(error.to_string(), printed);
            assert_eq!(error.status, status, "{printed}");
        }
    }
}
