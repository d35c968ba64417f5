//! A call that a step's credentials sign, and what the service says to one that has arrived: is its signature that of a
//! session of this scenario? AWS: "AWS Signature Version 4 for API requests"; "GetCallerIdentity".

use iam::{Assumptions, Timestamp};
use sts::{
    Session, StsError,
    signature::{Endpoint, HttpRequest, KnownKey, Signer, presign, sign, verify},
};

use crate::outcome::{Minted, Outcome};

/// How a request carries its signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Carried {
    /// In the header `Authorization`.
    #[default]
    Header,
    /// In the query: a presigned link.
    Link,
}

/// A request whose signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The index of the step whose session signed it.
    pub step: usize,
    /// What it asks for.
    pub asks: Asks,
}

/// What a request whose signature holds asks for. A signature says who asks; whether the answer is yes is another question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// GetCallerIdentity, which no policy of the caller's can refuse.
    CallerIdentity,
    /// Another operation: it is answered as a step with that session as its caller is.
    Other(String),
    /// It names no operation, which is none.
    Nothing,
    /// Its host is no endpoint of STS; this is what STS would say to it.
    AnotherService,
}

/// The Region and the host of the service for a session: STS has no endpoint beyond a partition.
fn endpoint(session: &Session) -> (Endpoint<'static>, &'static str) {
    let (region, host) = match session.principal.display_arn().split(':').nth(1) {
        Some("aws-cn") => ("cn-north-1", "sts.cn-north-1.amazonaws.com.cn"),
        Some("aws-us-gov") => ("us-gov-west-1", "sts.us-gov-west-1.amazonaws.com"),
        _ => ("us-east-1", "sts.us-east-1.amazonaws.com"),
    };
    (Endpoint::new(region, "sts"), host)
}

/// GetCallerIdentity, signed at that moment with what a step minted.
#[must_use]
pub fn signed(minted: &Minted, at: Timestamp, carried: Carried) -> HttpRequest {
    let (endpoint, host) = endpoint(&minted.session);
    let signer = Signer {
        access_key_id: &minted.credentials.access_key_id,
        secret_access_key: &minted.credentials.secret_access_key,
        session_token: Some(&minted.credentials.session_token),
    };
    let mut request = HttpRequest {
        method: "GET".into(),
        path: "/".into(),
        query: "Action=GetCallerIdentity&Version=2011-06-15".into(),
        headers: vec![("Host".into(), host.into())],
        body: Vec::new(),
    };
    match carried {
        Carried::Header => sign(&mut request, &signer, &endpoint, at),
        Carried::Link => presign(&mut request, &signer, &endpoint, at, 900),
    }
    request
}

/// The Region of the endpoint of STS that a request names as its host; the global one is that of `us-east-1`. AWS: "AWS STS
/// Regions and endpoints".
fn region_of(request: &HttpRequest) -> Option<&str> {
    let host = request.header("Host")?;
    let host = host.strip_suffix(".cn").unwrap_or(host);
    match host.strip_suffix(".amazonaws.com")? {
        "sts" => Some("us-east-1"),
        named => named.strip_prefix("sts.").or_else(|| named.strip_prefix("sts-fips.")),
    }
}

/// What the endpoint that the request names says to it, where it arrives at that moment: whose session signed it, and what is
/// asked. It knows the keys that this scenario's steps minted, and no other. A host that is none of STS counts as the endpoint that
/// the session's requests go to.
///
/// # Errors
/// The service's refusal.
pub fn check(
    outcome: &Outcome,
    assumptions: &Assumptions,
    session: &Session,
    request: &HttpRequest,
    at: Timestamp,
) -> Result<Verified, StsError> {
    let minted = |id: &str| {
        let steps = outcome.steps.iter().enumerate();
        steps
            .filter_map(|(index, step)| Some((index, step.minted.as_ref()?)))
            .find(|(_, minted)| *minted.credentials.access_key_id == *id)
    };
    let is_over = |session: &Session| session.is_expired(at, assumptions.expired_at_expiration);
    let known = |id: &str| {
        let (_, minted) = minted(id)?;
        Some(KnownKey::temporary(&minted.credentials, is_over(&minted.session)))
    };
    let region = region_of(request);
    let endpoint = region.map_or(endpoint(session).0, |region| Endpoint::new(region, "sts"));
    let verified = verify(request, &endpoint, at, known).map_err(|no| no.error())?;
    let asks = match (region, request.action()) {
        (None, _) => Asks::AnotherService,
        (_, None) => Asks::Nothing,
        (_, Some(action)) if action == "GetCallerIdentity" => Asks::CallerIdentity,
        (_, Some(action)) => Asks::Other(action),
    };
    Ok(Verified { step: minted(&verified.access_key_id).map_or(0, |(index, _)| index), asks })
}
