//! The cases that are made for the page out of those of parameters, tokens and responses: each comes natively, as a whole
//! scenario, to what its file expects of the part.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(test)]

use iam::Assumptions;
use serde_json::{Value, json};
use simulator::{
    Outcome,
    outcome::Minted,
    signed_request::{Asks, Carried, Verified, check, signed},
};
use sts::{
    StsError,
    signature::{Endpoint, HttpRequest, Signer, sign},
};
use testing::{case, corpus::simulate, page_cases};

/// How the step `call` differs from what is expected of it.
fn differences(case: &Value) -> Vec<String> {
    let scenario = match case::read(&case["scenario"]) {
        Ok(scenario) => scenario,
        Err(errors) => return vec![format!("{}: {errors}", case["name"])],
    };
    let outcome = simulate(&scenario);
    let step = outcome.step("call").unwrap();
    let error = step.error();
    let found = |field: &str| match field {
        "result" => json!(simulator::expectation::result_of(step).as_str()),
        "error" => json!(error.map(|error| error.code)),
        "status" => json!(error.map(|error| error.status)),
        "message" => json!(error.map(|error| &*error.message)),
        "wellFormed" => json!(error.is_none_or(|error| !error.message.contains(" detected: "))),
        other => json!(format!("there is no field {other}")),
    };
    let expect = case["expect"].as_object().unwrap();
    let differ = expect.iter().filter(|(field, expected)| found(field) != **expected);
    differ
        .map(|(field, expected)| {
            format!("{}: {field}: {expected}, not {}", case["name"], found(field))
        })
        .collect()
}

fn hold(cases: &[Value], least: usize) {
    assert!(cases.len() >= least, "only {} cases", cases.len());
    let failures: Vec<String> = cases.iter().flat_map(differences).collect();
    assert!(failures.is_empty(), "{}:\n{}", failures.len(), failures.join("\n"));
}

/// What the step `call` of the scenario of signed requests came to.
struct Called(Outcome);

impl Called {
    fn new() -> Self {
        let (scenario, _) = page_cases::requests();
        Self(simulate(&case::read(&scenario).unwrap()))
    }

    fn minted(&self) -> &Minted {
        self.0.step("call").unwrap().minted.as_ref().unwrap()
    }

    /// The request, signed with what was minted for the endpoint of STS in a Region.
    fn signs(&self, text: &str, region: &str) -> HttpRequest {
        let credentials = &self.minted().credentials;
        let signer = Signer {
            access_key_id: &credentials.access_key_id,
            secret_access_key: &credentials.secret_access_key,
            session_token: Some(&credentials.session_token),
        };
        let mut request = HttpRequest::read(text).unwrap();
        sign(&mut request, &signer, &Endpoint::new(region, "sts"), self.minted().session.issued);
        request
    }

    /// What is answered to a request that arrives when the session was issued.
    fn answers(&self, request: &HttpRequest) -> Result<Verified, StsError> {
        let session = &self.minted().session;
        check(&self.0, &Assumptions::default(), session, request, session.issued)
    }
}

#[test]
fn every_signed_request_is_accepted_or_refused_as_one_of_the_scenario() {
    let (scenario, requests) = page_cases::requests();
    assert!(requests.len() >= 38, "only {} requests", requests.len());
    let outcome = simulate(&case::read(&scenario).unwrap());
    let session = &outcome.step("call").unwrap().minted.as_ref().unwrap().session;
    for case in &requests {
        let request = HttpRequest::read(case["text"].as_str().unwrap()).unwrap();
        let now = case["now"].as_str().unwrap().parse().unwrap();
        let found = check(&outcome, &Assumptions::default(), session, &request, now);
        let said = found.map_err(|error| format!("{} {error}", error.status));
        assert_eq!(said.as_ref().err().map(String::as_str), case["expected"].as_str(), "{case}");
        // The session that signs is that of the second step.
        assert!(said.is_err() || said.is_ok_and(|request| request.step == 1), "{case}");
    }
}

#[test]
fn a_session_signs_nothing_from_the_second_in_which_it_ends() {
    let called = Called::new();
    let minted = called.minted();
    let end = minted.session.expires;
    let request = signed(minted, end, Carried::Header);
    let code = |assumptions: &Assumptions| {
        check(&called.0, assumptions, &minted.session, &request, end).map_err(|error| error.code)
    };
    assert_eq!(code(&Assumptions::default()).unwrap_err(), "ExpiredToken");
    let later = Assumptions { expired_at_expiration: false, ..Assumptions::default() };
    assert!(code(&later).is_ok());
}

#[test]
fn the_endpoint_that_a_request_names_is_the_one_that_checks_it() {
    let called = Called::new();
    for (host, region, is_accepted) in [
        ("sts.eu-west-1.amazonaws.com", "eu-west-1", true),
        ("sts.eu-west-1.amazonaws.com", "us-east-1", false),
        ("sts.amazonaws.com", "us-east-1", true),
        ("sts.amazonaws.com", "eu-west-1", false),
        ("sts-fips.us-west-2.amazonaws.com", "us-west-2", true),
    ] {
        let text =
            format!("GET /?Action=GetCallerIdentity&Version=2011-06-15 HTTP/1.1\nHost: {host}\n");
        let found = called.answers(&called.signs(&text, region));
        assert_eq!(found.is_ok(), is_accepted, "{host} {region}");
    }
}

#[test]
fn a_signature_that_holds_is_told_from_a_call_that_succeeds() {
    let called = Called::new();
    let other = || Asks::Other("AssumeRole".to_owned());
    for (text, asks) in [
        (
            "GET /?Action=GetCallerIdentity HTTP/1.1\nHost: sts.amazonaws.com\n",
            Asks::CallerIdentity,
        ),
        (
            "POST / HTTP/1.1\nHost: sts.amazonaws.com\n\nAction=GetCallerIdentity\n",
            Asks::CallerIdentity,
        ),
        ("GET /?Action=AssumeRole HTTP/1.1\nHost: sts.amazonaws.com\n", other()),
        ("POST / HTTP/1.1\nHost: sts.amazonaws.com\n\nVersion=1&Action=AssumeRole", other()),
        ("GET / HTTP/1.1\nHost: sts.amazonaws.com\n", Asks::Nothing),
        ("GET /?Action=GetCallerIdentity HTTP/1.1\nHost: example.com\n", Asks::AnotherService),
    ] {
        let found = called.answers(&called.signs(text, "us-east-1"));
        assert_eq!(found.unwrap().asks, asks, "{text}");
    }
}

#[test]
fn every_limit_of_a_parameter_is_that_of_the_whole_call() {
    hold(&page_cases::validation(), 340);
}

#[test]
fn every_token_is_accepted_or_refused_by_the_whole_call() {
    hold(&page_cases::oidc(), 20);
}

#[test]
fn every_response_is_accepted_or_refused_by_the_whole_call() {
    hold(&page_cases::saml(), 30);
}

#[test]
fn what_was_added_to_a_signed_request_is_noticed() {
    let called = Called::new();
    let (minted, at) = (called.minted(), called.minted().session.issued);
    let code =
        |request: &HttpRequest| called.answers(request).err().map(|error| error.code.to_string());
    for carried in [Carried::Header, Carried::Link] {
        let request = signed(minted, at, carried);
        assert_eq!(code(&request), None);
        let mut added = request.clone();
        added.query.push_str("&X-Amz-Signature=00");
        assert_eq!(code(&added).as_deref(), Some("SignatureDoesNotMatch"), "{carried:?}");
    }
    // A name that is listed a thousand times is looked at once.
    let mut listed = signed(minted, at, Carried::Header);
    let authorization =
        listed.headers.iter_mut().find(|(name, _)| name == "Authorization").unwrap();
    authorization.1 = authorization
        .1
        .replace("SignedHeaders=", &format!("SignedHeaders={}", "host;".repeat(1000)));
    assert_eq!(code(&listed).as_deref(), Some("SignatureDoesNotMatch"));
}
