//! The vendor's published vectors of Signature Version 4, read where the vendor's own signer brings them: the folder
//! `aws-signing-test-suite` of the package `aws-sigv4`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![cfg(test)]

use std::{fs, path::PathBuf, process::Command};

use iam::Timestamp;
use serde_json::Value;
use sts::signature::{
    Endpoint, HttpRequest, KnownKey, PathStyle, Signer, canonical_request, presign, sign,
    string_to_sign, verify,
};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// The folder of the vectors, where this machine keeps the package.
fn folder() -> PathBuf {
    let mut metadata = Command::new(env!("CARGO"));
    metadata.args(["metadata", "--offline", "--format-version=1", "--manifest-path"]);
    metadata.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
    let told: Value = serde_json::from_slice(&metadata.output().unwrap().stdout).unwrap();
    let packages = told["packages"].as_array().unwrap();
    let found = packages.iter().find(|package| package["name"] == "aws-sigv4").unwrap();
    let manifest = PathBuf::from(found["manifest_path"].as_str().unwrap());
    manifest.parent().unwrap().join("aws-signing-test-suite/v4")
}

/// One folder of the suite.
struct Vector {
    name: String,
    folder: PathBuf,
    context: Value,
}

impl Vector {
    fn all() -> Vec<Self> {
        let mut all: Vec<_> = fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).collect();
        all.sort();
        all.into_iter()
            .map(|folder| {
                // Two folders have requests of their own date and no context.
                let context = fs::read_to_string(folder.join("context.json"));
                Self {
                    name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
                    context: context
                        .map_or(Value::Null, |text| serde_json::from_str(&text).unwrap()),
                    folder,
                }
            })
            .collect()
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.folder.join(file)).unwrap()
    }

    fn now(&self) -> Timestamp {
        self.context["timestamp"].as_str().unwrap_or("2021-05-11T15:40:45Z").parse().unwrap()
    }

    fn endpoint(&self) -> Endpoint<'_> {
        let path_style = PathStyle {
            normalized: self.context["normalize"].as_bool().unwrap_or(true),
            // The one vector whose path has a percent sign that is not encoded again.
            encoded_twice: self.name != "get-space-normalized",
        };
        Endpoint { path_style, ..Endpoint::new("us-east-1", "service") }
    }

    fn request(&self, file: &str) -> HttpRequest {
        let text = self.text(file);
        let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        let (first, headers) = head.split_once('\n').unwrap();
        let (method, target) = first.trim_end_matches(" HTTP/1.1").split_once(' ').unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut read: Vec<(String, String)> = Vec::new();
        for line in headers.lines().filter(|line| !line.is_empty()) {
            match (line.starts_with(' '), read.last_mut()) {
                (true, Some((_, value))) => *value = format!("{value}\n{line}"),
                _ => {
                    let (name, value) = line.split_once(':').unwrap();
                    read.push((name.to_owned(), value.to_owned()));
                }
            }
        }
        HttpRequest {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: read,
            body: body.trim_end_matches('\n').into(),
        }
    }

    /// The token, and whether it is signed.
    fn token(&self) -> (Option<&str>, bool) {
        let omitted = self.context["omit_session_token"].as_bool().unwrap_or(false);
        (self.context["credentials"]["token"].as_str(), !omitted)
    }

    fn signer(&self) -> Signer<'_> {
        let (token, signed) = self.token();
        Signer {
            access_key_id: "AKIDEXAMPLE",
            secret_access_key: SECRET,
            session_token: token.filter(|_| signed),
        }
    }
}

/// The headers that the signature names.
fn signed_headers(canonical: &str) -> Vec<String> {
    let line = canonical.lines().rev().nth(1).unwrap();
    line.split(';').map(str::to_owned).collect()
}

fn assert_texts(vector: &Vector, request: &HttpRequest, form: &str) {
    let expected = vector.text(&format!("{form}-canonical-request.txt"));
    let names = signed_headers(&expected);
    let canonical = canonical_request(request, vector.endpoint().path_style, &names);
    assert_eq!(canonical, expected, "{}, {form}", vector.name);
    if !vector.context.is_null() {
        let text = string_to_sign(&canonical, &vector.endpoint(), vector.now());
        assert_eq!(text, vector.text(&format!("{form}-string-to-sign.txt")), "{}", vector.name);
    }
}

/// A request of the vector that was signed by somebody else is accepted.
fn assert_verifies(vector: &Vector, file: &str) {
    let mut request = vector.request(file);
    if vector.name == "get-space-normalized" {
        // The suite prints the path of its signed request decoded.
        request.path = vector.request("request.txt").path;
    }
    if vector.context["sign_body"] == true {
        request.body = vector.request("request.txt").body;
    }
    let (session_token, _) = vector.token();
    let known = |id: &str| {
        (id == "AKIDEXAMPLE").then(|| KnownKey { session_token, ..KnownKey::long_term(SECRET) })
    };
    let verified = verify(&request, &vector.endpoint(), vector.now(), known);
    assert!(verified.is_ok(), "{}, {file}: {verified:?}", vector.name);
}

#[test]
fn signing_in_the_header_gives_the_published_texts_and_signatures() {
    let mut count = 0;
    for vector in Vector::all() {
        let mut request = vector.request("request.txt");
        if vector.context["sign_body"] == true {
            let hash = vector.text("header-canonical-request.txt");
            let hash = hash.lines().last().unwrap().to_owned();
            request.headers.push(("X-Amz-Content-Sha256".into(), hash));
        }
        sign(&mut request, &vector.signer(), &vector.endpoint(), vector.now());
        assert_texts(&vector, &request, "header");
        if !vector.context.is_null() {
            let ours = request.header("Authorization").unwrap().to_owned();
            let expected = vector.request("header-signed-request.txt");
            assert_eq!(Some(&*ours), expected.header("Authorization"), "{}", vector.name);
            assert!(ours.ends_with(&vector.text("header-signature.txt")), "{}", vector.name);
            assert_verifies(&vector, "header-signed-request.txt");
        }
        count += 1;
    }
    assert!(count >= 40, "{count} vectors");
}

#[test]
fn presigning_gives_the_published_texts_and_signatures() {
    let mut count = 0;
    for vector in Vector::all().into_iter().filter(|vector| !vector.context.is_null()) {
        let mut request = vector.request("request.txt");
        let expires = vector.context["expiration_in_seconds"].as_u64().unwrap();
        let expires = u32::try_from(expires).unwrap();
        presign(&mut request, &vector.signer(), &vector.endpoint(), vector.now(), expires);
        assert_texts(&vector, &request, "query");
        let expected = vector.text("query-signature.txt");
        let (_, ours) = request.query.rsplit_once("&X-Amz-Signature=").unwrap();
        assert_eq!(ours, expected, "{}", vector.name);
        // A token that is added to the link afterwards is part of what the service reads.
        if vector.token().1 {
            assert_verifies(&vector, "query-signed-request.txt");
        }
        count += 1;
    }
    assert!(count >= 38, "{count} vectors");
}
