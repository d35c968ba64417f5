//! Checking a signed request as the service does.

use iam::Timestamp;

use super::{
    Endpoint, HttpRequest, KnownKey, SignatureError, authorization::Authorization,
    canonical_request, moment::read_basic, sign::signature, string_to_sign,
};

/// A request whose signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The key that signed it.
    pub access_key_id: String,
    /// When, by the signer's clock.
    pub signed_at: Timestamp,
}

/// Checks the signature of a request that has arrived at an endpoint. `known` answers what is known of an access key.
///
/// What needs no secret comes first: form, scope, clock; then key, token, session, and the signature last. Which of
/// several reasons the service names is not documented.
///
/// # Errors
/// The first reason for which the request is refused.
pub fn verify<'k>(
    request: &HttpRequest,
    endpoint: &Endpoint<'_>,
    now: Timestamp,
    known: impl Fn(&str) -> Option<KnownKey<'k>>,
) -> Result<Verified, SignatureError> {
    let authorization = Authorization::read(request)?;
    let signed_at = moment(&authorization)?;
    scope(&authorization, endpoint)?;
    // STS takes a presigned link for 15 minutes, like any request, and does not look at its `X-Amz-Expires`: so says the
    // source of the AWS IAM Authenticator for Kubernetes, whose tokens are such links.
    if let Some(error) = SignatureError::of_clock(signed_at, now) {
        return Err(error);
    }
    let Some(key) = known(&authorization.access_key_id) else {
        return Err(SignatureError::UnknownKey(authorization.access_key_id));
    };
    match (key.session_token, &authorization.session_token) {
        (Some(_), None) => return Err(SignatureError::TokenMissing),
        (issued, given) if issued != given.as_deref() => return Err(SignatureError::TokenForeign),
        _ => {}
    }
    if key.expired {
        return Err(SignatureError::SessionExpired);
    }
    let names = &authorization.signed_headers;
    let ours = signature(request, names, key.secret_access_key, endpoint, signed_at);
    if ours != authorization.signature {
        let canonical_request = canonical_request(request, endpoint.path_style, names);
        let string_to_sign = string_to_sign(&canonical_request, endpoint, signed_at);
        return Err(SignatureError::Mismatch { canonical_request, string_to_sign });
    }
    Ok(Verified { access_key_id: authorization.access_key_id, signed_at })
}

/// The moment of the request; the scope must be of the same day.
fn moment(authorization: &Authorization) -> Result<Timestamp, SignatureError> {
    let (date, [day, ..]) = (&authorization.date, &authorization.scope);
    let moment = read_basic(date).ok_or_else(|| SignatureError::Date(date.clone()))?;
    if date.get(..8) != Some(day) {
        return Err(SignatureError::ScopeDate { scope: day.clone(), date: date.clone() });
    }
    Ok(moment)
}

fn scope(authorization: &Authorization, endpoint: &Endpoint<'_>) -> Result<(), SignatureError> {
    let [_, region, service, _] = &authorization.scope;
    let service = (service != endpoint.service).then(|| endpoint.service.to_owned());
    let region = region != endpoint.region;
    if region || service.is_some() {
        return Err(SignatureError::Scope { region, service });
    }
    if !authorization.signed_headers.iter().any(|name| name == "host") {
        return Err(SignatureError::HostNotSigned);
    }
    Ok(())
}
