//! What a well-formed request is. AWS: "AssumeRole", section "Request Parameters", and its siblings.

use iam::Arn;

use crate::{StsError, request::Call};

/// Checks every length, range and pattern of the call and reports all violations in one error, as the service does.
///
/// # Errors
/// `ValidationError` with "N validation error(s) detected: …".
pub fn validate(call: &Call) -> Result<(), StsError> {
    let _ = call;
    unimplemented!()
}

/// Reads a role's ARN that has already passed [`validate`].
///
/// # Errors
/// `ValidationError: <value> is invalid` where it is no ARN.
pub fn role_arn(text: &str) -> Result<Arn, StsError> {
    let _ = text;
    unimplemented!()
}
