//! Tokens and responses as they travel: no changed bit is accepted, and nothing is decided where nobody checks a signature.
//!
//! AWS: "AssumeRoleWithWebIdentity" and "AssumeRoleWithSAML", sections "Errors".

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, rc::Rc};

use data_encoding::{BASE64, BASE64URL_NOPAD};
use simulator::{
    Outcome, Scenario,
    outcome::{Judged, Presented, StepResult, Undecided},
    scenario::{Operation, Step},
};
use sts::request::{Call, Signed};
use testing::corpus::simulate;

/// Every step of the corpus that carries a signed text, alone in its scenario, with its moment.
fn alone() -> Vec<(String, Scenario)> {
    let mut found = Vec::new();
    for (name, text) in testing::corpus::files() {
        let scenario = Scenario::read(&text).unwrap();
        let mut seconds = 0;
        for step in &scenario.steps {
            seconds += step.after.unwrap_or_default();
            if signed(step).is_some() {
                let mut scenario = scenario.clone();
                scenario.steps = vec![Step { after: Some(seconds), ..step.clone() }];
                found.push((format!("{name}, step {}", step.id), scenario));
            }
        }
    }
    assert!(found.len() >= 30, "only {} signed texts", found.len());
    found
}

fn signed(step: &Step) -> Option<&Rc<str>> {
    let Operation::Sts(call) = &step.operation else { return None };
    match &call.call {
        Call::AssumeRoleWithWebIdentity(call) => call.token.as_ref()?.text(),
        Call::AssumeRoleWithSaml(call) => call.assertion.as_ref()?.text(),
        _ => None,
    }
}

fn is_saml(scenario: &Scenario) -> bool {
    let Operation::Sts(call) = &scenario.steps[0].operation else { return false };
    matches!(&call.call, Call::AssumeRoleWithSaml(_))
}

/// The same with another text.
fn with(scenario: &Scenario, text: String) -> Outcome {
    let mut scenario = scenario.clone();
    let Operation::Sts(call) = &mut scenario.steps[0].operation else { panic!("no call") };
    match &mut call.call {
        Call::AssumeRoleWithWebIdentity(call) => call.token = Some(Signed::Text(text.into())),
        Call::AssumeRoleWithSaml(call) => call.assertion = Some(Signed::Text(text.into())),
        _ => panic!("no signed call"),
    }
    simulate(&scenario)
}

/// The code of the refusal.
fn code(outcome: &Outcome) -> Option<&'static str> {
    outcome.steps[0].error().map(|error| error.code)
}

/// One step for each text that its provider did sign.
fn proven() -> Vec<(String, Scenario)> {
    let mut texts = BTreeSet::new();
    let honest = |(_, scenario): &(String, Scenario)| {
        code(&simulate(scenario)) != Some("InvalidIdentityToken")
    };
    let mut all = alone();
    all.retain(honest);
    all.retain(|(_, scenario)| texts.insert(signed(&scenario.steps[0]).cloned()));
    all
}

/// What is asked of a text ends with what it was refused for.
#[test]
fn a_text_is_judged_up_to_what_it_is_refused_for() {
    for (name, scenario) in &proven() {
        let all: &[Judged] =
            if is_saml(scenario) { &Judged::OF_ASSERTION } else { &Judged::OF_TOKEN };
        let outcome = simulate(scenario);
        // Some are refused for what they say, with a good signature.
        if outcome.steps[0].judged != all {
            assert!(code(&outcome).is_some(), "{name}");
            continue;
        }
        let mut late = scenario.clone();
        late.steps[0].after = Some(1_000_000_000);
        let outcome = simulate(&late);
        assert_eq!(outcome.steps[0].judged, all[..3], "{name}");
        let text = signed(&scenario.steps[0]).unwrap();
        if !is_saml(scenario) {
            let at = text.rfind('.').unwrap() + 10;
            let other = if text.as_bytes()[at] == b'A' { "B" } else { "A" };
            let forged = [&text[..at], other, &text[at + 1..]].concat();
            let outcome = with(scenario, forged);
            assert_eq!(outcome.steps[0].judged, all[..2], "{name}");
            assert_eq!(code(&outcome), Some("InvalidIdentityToken"), "{name}");
        }
        let mut elsewhere = scenario.clone();
        for account in &mut elsewhere.accounts {
            account.saml_providers.clear();
            account.oidc_providers.clear();
        }
        let has_provider = scenario.accounts != elsewhere.accounts;
        let judged = simulate(&elsewhere).steps[0].judged.clone();
        assert!(!has_provider || judged == all[..1], "{name}: {judged:?}");
    }
}

/// AWS: "Available keys for AWS OIDC federation".
#[test]
fn the_keys_told_of_a_claim_are_those_of_the_request() {
    let mut compared = 0;
    for (name, scenario) in &proven() {
        let outcome = simulate(scenario);
        let step = &outcome.steps[0];
        let Some(Presented::WebIdentity(token)) = &step.presented else { continue };
        let Some(asked) = step.authorizations.first() else { continue };
        let issuer = token.claims.iter().find_map(|(name, claim)| match claim {
            sts::request::Claim::Text(text) if &**name == "iss" => Some(text.to_string()),
            _ => None,
        });
        let issuer = issuer.unwrap();
        let host = issuer.strip_prefix("https://").unwrap_or(&issuer);
        let has_party = token.claims.iter().any(|(name, _)| &**name == "azp");
        let told: BTreeSet<String> = token
            .claims
            .iter()
            .flat_map(|(name, _)| simulator::claim_keys(&issuer, name, has_party))
            .filter(|key| key.starts_with(host))
            .map(|key| key.to_lowercase())
            .collect();
        let prefix = format!("{}:", host.to_lowercase());
        let carried = asked.context.iter().map(|(key, _)| key.as_str().to_lowercase());
        let carried: BTreeSet<String> = carried.filter(|key| key.starts_with(&prefix)).collect();
        if carried.is_empty() {
            continue;
        }
        assert_eq!(told, carried, "{name}");
        compared += 1;
    }
    assert!(compared >= 9, "only {compared} tokens");
}

/// AWS: "Available keys for SAML-based AWS STS federation".
#[test]
fn the_keys_told_of_an_assertion_are_those_of_the_request() {
    let mut compared = 0;
    for (name, scenario) in &proven() {
        let outcome = simulate(scenario);
        let step = &outcome.steps[0];
        let Some(Presented::Saml(content)) = &step.presented else { continue };
        let Some(asked) = step.authorizations.first() else { continue };
        let parts = ["issuer", "recipient", "nameId", "nameIdFormat"].into_iter();
        let attributes = content.attributes.iter().map(|(name, _)| &**name);
        let told: BTreeSet<String> = parts
            .chain(attributes)
            .flat_map(simulator::assertion_keys)
            .map(|key| key.to_lowercase())
            .filter(|key| key.starts_with("saml:") || key.starts_with("aws:requesttag/"))
            .collect();
        let carried: BTreeSet<String> = asked
            .context
            .iter()
            .map(|(key, _)| key.as_str().to_lowercase())
            .filter(|key| key.starts_with("saml:") || key.starts_with("aws:requesttag/"))
            .collect();
        assert_eq!(told, carried, "{name}");
        compared += 1;
    }
    assert!(compared >= 4, "only {compared} assertions");
    let team = "https://aws.amazon.com/SAML/Attributes/PrincipalTag:team";
    assert_eq!(simulator::assertion_keys(team), ["aws:RequestTag/team"]);
    assert_eq!(simulator::assertion_keys("urn:oid:2.5.4.3"), ["saml:cn"]);
    assert!(simulator::assertion_keys("audience").is_empty());
}

#[test]
fn a_token_with_a_changed_bit_is_refused() {
    for (name, scenario) in proven().iter().filter(|(_, scenario)| !is_saml(scenario)) {
        let text = signed(&scenario.steps[0]).unwrap();
        let segments: Vec<Vec<u8>> =
            text.split('.').map(|part| BASE64URL_NOPAD.decode(part.as_bytes()).unwrap()).collect();
        for (which, bytes) in segments.iter().enumerate() {
            for at in 0..bytes.len() {
                let mut changed = segments.clone();
                // Every byte, and one bit after the other.
                changed[which][at] ^= 1 << (at % 8);
                let parts: Vec<String> =
                    changed.iter().map(|part| BASE64URL_NOPAD.encode(part)).collect();
                let outcome = with(scenario, parts.join("."));
                let place = format!("{name}, segment {which}, byte {at}");
                assert_eq!(code(&outcome), Some("InvalidIdentityToken"), "{place}");
                assert!(outcome.steps[0].minted.is_none(), "{place}");
            }
        }
    }
}

#[test]
fn a_response_with_a_changed_byte_is_refused_or_says_the_same() {
    for (name, scenario) in proven().iter().filter(|(_, scenario)| is_saml(scenario)) {
        let text = signed(&scenario.steps[0]).unwrap();
        let bytes = BASE64.decode(text.as_bytes()).unwrap();
        let honest = simulate(scenario);
        let said = honest.steps[0].saml_assertion();
        let mut refused = 0;
        // Not every byte: signatures of RSA take their time in a test that is not optimized.
        for at in (0..bytes.len()).step_by(13) {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            let outcome = with(scenario, BASE64.encode(&changed));
            let place = format!("{name}, byte {at}");
            if code(&outcome) == Some("InvalidIdentityToken") {
                refused += 1;
                assert!(outcome.steps[0].minted.is_none(), "{place}");
            } else {
                // What no signature covers: the certificate that comes along, the response around a signed assertion.
                assert_eq!(outcome.steps[0].saml_assertion(), said, "{place}");
                assert_eq!(code(&outcome), code(&honest), "{place}");
            }
        }
        assert!(refused > bytes.len() / 40, "{name}: {refused} of {}", bytes.len() / 13);
    }
}

#[test]
fn a_signed_text_is_undecided_where_nobody_checks_signatures() {
    for (name, scenario) in alone() {
        let outcome = simulator::simulate(&scenario);
        let step = &outcome.steps[0];
        assert_eq!(step.result, StepResult::Undecided(Undecided::Signature), "{name}");
        assert!(step.presented.is_none() && step.minted.is_none(), "{name}");
        let told = simulator::narrate::cause(&scenario, &outcome, step).plain();
        assert!(told.contains("signature was not checked"), "{name}: {told}");
    }
}

#[test]
fn another_key_set_and_other_metadata_check_nothing() {
    let keys = r#"{"keys":[{"kty":"EC","crv":"P-256","kid":"a",
        "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"#;
    let mut asked = 0;
    for (name, mut scenario) in proven() {
        let mut changed = false;
        for account in &mut scenario.accounts {
            for provider in &mut account.oidc_providers {
                provider.key_set = Some(keys.into());
                changed = true;
            }
            for provider in &mut account.saml_providers {
                provider.metadata = Some("<EntityDescriptor/>".into());
                changed = true;
            }
        }
        // The providers that every account shares are registered nowhere.
        if changed {
            asked += 1;
            assert_eq!(code(&simulate(&scenario)), Some("InvalidIdentityToken"), "{name}");
        }
    }
    assert!(asked >= 10, "only {asked}");
}
