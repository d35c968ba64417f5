//! Signing a request: in its `Authorization` header, or in its query ("presigned").

use iam::Timestamp;

use super::{
    ALGORITHM, Endpoint, HttpRequest, Signer, canonical_request, credential::keyed, moment::basic,
    percent, signing_key, string_to_sign,
};

/// Adds `X-Amz-Date`, the token and `Authorization` to the headers. Every header that is there is signed.
pub fn sign(
    request: &mut HttpRequest,
    signer: &Signer<'_>,
    endpoint: &Endpoint<'_>,
    now: Timestamp,
) {
    let mut add = |name: &str, value: &str| {
        request.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        request.headers.push((name.to_owned(), value.to_owned()));
    };
    add("X-Amz-Date", &basic(now));
    if let Some(token) = signer.session_token {
        add("X-Amz-Security-Token", token);
    }
    request.headers.retain(|(known, _)| !known.eq_ignore_ascii_case("Authorization"));
    let names = header_names(request);
    let signature = signature(request, &names, signer.secret_access_key, endpoint, now);
    let authorization = format!(
        "{ALGORITHM} Credential={}/{}, SignedHeaders={}, Signature={signature}",
        signer.access_key_id,
        endpoint.scope(now),
        names.join(";")
    );
    request.headers.push(("Authorization".to_owned(), authorization));
}

/// Adds the parameters of a signature to the query, so that the link alone makes the call. `expires` is in seconds; STS
/// takes such a link for 15 minutes whatever it says.
pub fn presign(
    request: &mut HttpRequest,
    signer: &Signer<'_>,
    endpoint: &Endpoint<'_>,
    now: Timestamp,
    expires: u32,
) {
    let names = header_names(request);
    let credential = format!("{}/{}", signer.access_key_id, endpoint.scope(now));
    let (date, expires, signed) = (basic(now), expires.to_string(), names.join(";"));
    for (name, value) in [
        ("X-Amz-Algorithm", Some(ALGORITHM)),
        ("X-Amz-Credential", Some(&*credential)),
        ("X-Amz-Date", Some(&*date)),
        ("X-Amz-Expires", Some(&*expires)),
        ("X-Amz-SignedHeaders", Some(&*signed)),
        ("X-Amz-Security-Token", signer.session_token),
    ] {
        if let Some(value) = value {
            add_parameter(&mut request.query, name, value);
        }
    }
    let signature = signature(request, &names, signer.secret_access_key, endpoint, now);
    add_parameter(&mut request.query, "X-Amz-Signature", &signature);
}

/// Step 4 of "Create a signed AWS API request".
pub(super) fn signature(
    request: &HttpRequest,
    signed_headers: &[String],
    secret_access_key: &str,
    endpoint: &Endpoint<'_>,
    at: Timestamp,
) -> String {
    let canonical = canonical_request(request, endpoint.path_style, signed_headers);
    let text = string_to_sign(&canonical, endpoint, at);
    base16ct::lower::encode_string(&keyed(&signing_key(secret_access_key, endpoint, at), &text))
}

fn add_parameter(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    query.push_str(&percent::encode(value.as_bytes()));
}

fn header_names(request: &HttpRequest) -> Vec<String> {
    let mut names: Vec<_> =
        request.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort();
    names.dedup();
    names
}
