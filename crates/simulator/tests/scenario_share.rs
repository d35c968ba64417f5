//! Links: what is encoded is decoded, and nothing that is damaged is taken for something else.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use simulator::{
    Scenario,
    share::{PREFIX, ShareError, decode, encode},
};

const SMALL: &str = r#"{
  "version": 1,
  "title": "A link",
  "start": {
    "principal": "arn:aws:iam::111111111111:root",
    "time": "2026-11-22T10:00:00Z"
  },
  "accounts": [],
  "steps": []
}
"#;

#[test]
fn every_scenario_comes_back_as_it_was() {
    let small = Scenario::read(SMALL).unwrap();
    assert_eq!(decode(&encode(&small)).unwrap().write(), SMALL);
    for (name, text) in common::corpus() {
        let Ok(scenario) = Scenario::read(&text) else { continue };
        let link = encode(&scenario);
        assert_eq!(decode(&link).unwrap(), scenario, "{name}");
        assert!(link.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{name}");
    }
}

/// Scenarios of at most three accounts whose links are longer, and why: a signature cannot be packed.
const LONGER: [(&str, &str); 7] = [
    ("signed-ad-fs-response.json", "a signed response with its provider's certificate"),
    ("signed-entra-id-response.json", "a signed response with its provider's certificate"),
    ("signed-github-actions-token.json", "a signed token with its key set"),
    ("signed-gitlab-token.json", "a signed token with its key set"),
    ("signed-google-workspace-response.json", "a signed response with its provider's certificate"),
    ("signed-identity-center-response.json", "a signed response with its provider's certificate"),
    ("signed-okta-response.json", "a signed response with its provider's certificate"),
];

#[test]
fn a_scenario_of_the_gallery_with_three_accounts_fits_a_link_of_2000_characters() {
    const MOST: usize = 2000;
    let longer = |text: &str| encode(&Scenario::read(text).unwrap()).len() >= MOST;
    let mut seen = 0;
    let mut wrong = Vec::new();
    for (name, text) in common::corpus() {
        let Ok(scenario) = Scenario::read(&text) else { continue };
        if scenario.accounts.len() > 3 {
            continue;
        }
        seen += 1;
        if LONGER.iter().any(|(known, _)| *known == name) != longer(&text) {
            wrong.push(format!("{name}: {}", encode(&scenario).len()));
        }
    }
    assert!(seen >= 30, "{seen}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_cut_is_an_error() {
    let link = encode(&Scenario::read(SMALL).unwrap());
    for end in 0..link.len() {
        assert!(decode(&link[..end]).is_err(), "{end}");
    }
}

#[test]
fn every_flipped_bit_is_an_error() {
    let link = encode(&Scenario::read(SMALL).unwrap());
    for at in 0..link.len() {
        for bit in 0..7 {
            let mut bytes = link.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            let Ok(text) = String::from_utf8(bytes) else { continue };
            // Around a link, white space does not count.
            if text.trim() != text {
                continue;
            }
            assert!(decode(&text).is_err(), "letter {at}, bit {bit}: {text}");
        }
    }
}

#[test]
fn errors_say_what_is_wrong() {
    assert_eq!(decode("v2.abc"), Err(ShareError::Version));
    assert_eq!(decode(""), Err(ShareError::Version));
    assert_eq!(decode("v1."), Err(ShareError::Damaged));
    assert_eq!(decode("v1.%%%"), Err(ShareError::Damaged));
    let mut zeros = miniz_oxide::deflate::compress_to_vec(&vec![0; 32 * 1024 * 1024], 9);
    let check = zeros
        .iter()
        .fold(0x811c_9dc5, |sum: u32, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    zeros.extend_from_slice(&check.to_be_bytes());
    let bomb = format!("{PREFIX}{}", data_encoding::BASE64URL_NOPAD.encode(&zeros));
    assert_eq!(decode(&bomb), Err(ShareError::TooLarge));
    assert!(ShareError::Damaged.to_string().contains("Copy it again"));
}
