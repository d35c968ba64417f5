//! The two texts that a signature is made of. AWS: "Create a signed AWS API request", steps 1 and 3.

use std::{borrow::Cow, collections::BTreeSet};

use iam::Timestamp;
use sha2::{Digest, Sha256};

use super::{ALGORITHM, Endpoint, HttpRequest, moment::basic, percent};

/// How a path enters the canonical request. AWS STS uses [`PathStyle::USUAL`]; the vendor's
/// published vectors have paths without a step as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathStyle {
    /// `.`, `..` and empty segments are taken away.
    pub normalized: bool,
    /// A percent sign is encoded once more.
    pub encoded_twice: bool,
}

impl PathStyle {
    /// Both steps, as AWS STS and most services have it.
    pub const USUAL: Self = Self { normalized: true, encoded_twice: true };
}

/// Step 1: the request in the one spelling that both sides agree on. `signed_headers` are in lower case and sorted.
#[must_use]
pub fn canonical_request(
    request: &HttpRequest,
    style: PathStyle,
    signed_headers: &[String],
) -> String {
    let mut text = format!("{}\n", request.method);
    let path = if style.normalized { normalized(&request.path) } else { (&*request.path).into() };
    let kept: &[u8] = if style.encoded_twice { b"/" } else { b"/%" };
    percent::encode_into(&mut text, path.as_bytes(), kept);
    text.push('\n');
    // A signature in the header leaves the query as it is.
    let is_link = request.header("Authorization").is_none();
    text.push_str(&query(&request.query, is_link));
    text.push('\n');
    // A name that is listed twice is a mistake of the signer; its values are long perhaps, and stand here once.
    let mut seen = BTreeSet::new();
    for name in signed_headers.iter().filter(|name| seen.insert(name.as_str())) {
        text.push_str(name);
        text.push(':');
        text.push_str(&values(request, name));
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&signed_headers.join(";"));
    text.push('\n');
    text.push_str(&hash(&request.body));
    text
}

/// Step 3: what is signed, with the canonical request as a hash.
#[must_use]
pub fn string_to_sign(canonical_request: &str, endpoint: &Endpoint<'_>, at: Timestamp) -> String {
    let hash = hash(canonical_request.as_bytes());
    format!("{ALGORITHM}\n{}\n{}\n{hash}", basic(at), endpoint.scope(at))
}

fn hash(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(bytes))
}

/// The path without `.`, `..` and empty segments. AWS: "Normalize URI paths according to RFC 3986".
fn normalized(path: &str) -> Cow<'_, str> {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let directory = ["/", "/.", "/.."].iter().any(|end| path.ends_with(end));
    let end = if directory && !segments.is_empty() { "/" } else { "" };
    format!("/{}{end}", segments.join("/")).into()
}

/// The parameters, each encoded anew, sorted as encoded; of a link without the signature itself, the first of that name.
fn query(query: &str, is_link: bool) -> String {
    let mut is_read = !is_link;
    let mut parameters: Vec<(String, String)> = percent::pairs(query)
        .filter(|(name, _)| {
            is_read || name != b"X-Amz-Signature" || std::mem::replace(&mut is_read, true)
        })
        .map(|(name, value)| (percent::encode(&name), percent::encode(&value)))
        .collect();
    parameters.sort();
    let joined: Vec<_> = parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
    joined.join("&")
}

/// All values of a header in their order, each with runs of white space made one space.
fn values(request: &HttpRequest, name: &str) -> String {
    let of_name = request.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
    let trimmed = of_name
        .map(|(_, value)| value.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>();
    trimmed.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_normalized_as_the_rfc_says() {
        for (path, expected) in [
            ("", "/"),
            ("/", "/"),
            ("//", "/"),
            ("/a/../..", "/"),
            ("/a/./b//c/", "/a/b/c/"),
            ("/a/b/..", "/a/"),
            ("/a/b/.", "/a/b/"),
            ("/../a", "/a"),
        ] {
            assert_eq!(normalized(path), expected, "{path}");
        }
    }

    #[test]
    fn a_parameter_without_value_gets_an_equals_sign_and_order_is_of_the_encoded_names() {
        assert_eq!(query("b&a=2&a=1&%5F=x&X-Amz-Signature=00&A=%2f", true), "A=%2F&_=x&a=1&a=2&b=");
    }
}
