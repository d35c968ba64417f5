//! What comes from outside the page and is made by machines: links, session tokens, pieces of scenarios in messages, and
//! what identity providers sign.

use std::sync::LazyLock;

use base64ct::{Base64UrlUnpadded, Encoding};
use federation::{oidc, saml};
use simulator::{Scenario, scenario, share};

/// A scenario that is small and has everything that a link needs.
const SMALL: &str =
    include_str!("../../../simulator/scenarios/external-id-next-to-tag-session.json");

static LINK: LazyLock<String> = LazyLock::new(|| {
    let link = Scenario::read(SMALL).map(|scenario| share::encode(&scenario)).unwrap_or_default();
    assert!(share::decode(&link).is_ok(), "the link itself is whole");
    link
});

/// The token of the first session that the scenario mints, and the seed that it was sealed with.
static TOKEN: LazyLock<(String, String)> = LazyLock::new(|| {
    let Ok(scenario) = Scenario::read(SMALL) else { return Default::default() };
    let seed = scenario.seed.as_deref().unwrap_or_default().to_owned();
    let outcome = simulator::simulate(&scenario);
    let minted = outcome.steps.iter().find_map(|step| step.minted.as_ref());
    let sealed = minted.map(|minted| sts::seal(&minted.session, &seed, "x")).unwrap_or_default();
    assert!(sts::open(&sealed, &seed).is_ok(), "the token itself opens");
    (sealed, seed)
});

/// A provider's response as it travels, and what is known of the provider.
static RESPONSE: LazyLock<(String, saml::Metadata)> = LazyLock::new(|| {
    let form = saml::presets()
        .first()
        .map(|preset| preset.form(iam::Timestamp::from_seconds(1_800_000_000)));
    let issuer = form.as_ref().map(|form| form.issuer.clone()).unwrap_or_default();
    (form.as_ref().map(saml::issue_xml).unwrap_or_default(), saml::simulated(&issuer))
});

/// What the response says, which is verified once: that takes longer than everything else together.
static SAID: LazyLock<Result<saml::Assertion, saml::SamlError>> = LazyLock::new(|| {
    let said = saml::verify_xml(&RESPONSE.0, &RESPONSE.1);
    assert!(said.is_ok(), "{said:?}");
    said
});

/// Reading a link: whatever the text, an answer; what is read is written and read again as the same; a link of which a
/// letter was changed is damaged; and behind a check value that holds, any bytes at all are an answer too.
///
/// # Panics
/// Where one of these does not hold.
pub fn share_link(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for link in [text.to_string(), format!("{}{text}", share::PREFIX), checked(bytes)] {
        if let Ok(scenario) = share::decode(&link) {
            let again = share::decode(&share::encode(&scenario));
            assert!(again.is_ok_and(|again| again == scenario), "what is read is written");
        }
    }
    let changed = changed(&LINK, bytes);
    assert!(changed.trim() == *LINK || share::decode(&changed).is_err(), "{changed}");
}

/// Those bytes as what is packed in a link, with the check value that holds: FNV-1a of 32 bits.
fn checked(bytes: &[u8]) -> String {
    let sum = bytes
        .iter()
        .fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    let packed = [bytes, &sum.to_be_bytes()].concat();
    format!("{}{}", share::PREFIX, Base64UrlUnpadded::encode_string(&packed))
}

/// Opening a session token: whatever the text, an answer; no other text than the token itself opens.
///
/// # Panics
/// Where one of these does not hold.
pub fn session_token(bytes: &[u8]) {
    let (sealed, seed) = &*TOKEN;
    let text = String::from_utf8_lossy(bytes);
    for other in [text.to_string(), format!("SIMULATED/1/{text}"), changed(sealed, bytes)] {
        assert!(other == *sealed || sts::open(&other, seed).is_err(), "{other}");
    }
}

/// Merging the pieces of a message, which stand between zero bytes: an object or a reason, and what is merged can be
/// merged onto itself without a change.
///
/// # Panics
/// Where one of these does not hold.
pub fn message(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut whole = "{}".to_owned();
    for piece in text.split('\0') {
        match scenario::merge(&whole, piece) {
            Ok(merged) => whole = merged,
            Err(error) => assert!(error.is_ours && !error.message.is_empty(), "{error}"),
        }
    }
    let again = scenario::merge(&whole, "{}");
    assert_eq!(again.as_deref(), Ok(&*whole), "nothing merged changes nothing");
    super::scenario(whole.as_bytes());
}

/// Reading what providers sign: whatever the text, an answer; a response of which something that is signed was changed is
/// refused, or says what it said.
///
/// # Panics
/// Where one of these does not hold.
pub fn assertion(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let (response, provider) = &*RESPONSE;
    let said = &*SAID;
    let _ = saml::read(text);
    let _ = saml::verify_xml(text, provider);
    let _ = saml::read_metadata(text);
    let _ = oidc::read_token(text);
    let _ = oidc::read_key_set(text);
    let changed = changed(response, bytes);
    // What is still the response itself was verified above.
    if changed != *response {
        let changed = saml::verify_xml(&changed, provider);
        assert!(changed.is_err() || changed == *said, "{changed:?}");
    }
}

/// A text with as many letters changed as there are four bytes: three say where, one says into what.
fn changed(text: &str, bytes: &[u8]) -> String {
    let mut letters: Vec<u8> = text.bytes().collect();
    for change in bytes.chunks_exact(4) {
        let at =
            usize::from(change[0]) << 16 | usize::from(change[1]) << 8 | usize::from(change[2]);
        let at = at % letters.len().max(1);
        if let Some(letter) = letters.get_mut(at) {
            *letter = 0x20 + change[3] % 0x5f;
        }
    }
    String::from_utf8_lossy(&letters).into_owned()
}
