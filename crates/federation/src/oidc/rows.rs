//! Claims as rows of a name and a text, as people write and read them: a text stands as it is, anything else as JSON.

use std::rc::Rc;

use iam::json::{Kind, Value, print, print_compact};
use sts::request::{Claim, WebIdentityToken};

use super::ClaimsError;
use crate::{json, verifiers};

/// What the service reads of claims, which are JSON.
///
/// # Errors
/// When the claims are no JSON object.
pub fn content(claims: &str) -> Result<WebIdentityToken, ClaimsError> {
    let claims = json::read(claims).map_err(ClaimsError::NotJson)?;
    if claims.members().is_none() {
        return Err(ClaimsError::NotAnObject);
    }
    Ok(WebIdentityToken { claims: verifiers::claims(&claims) })
}

/// The claims as rows.
#[must_use]
pub fn rows(token: &WebIdentityToken) -> Vec<(String, String)> {
    token.claims.iter().map(|(name, claim)| (name.to_string(), shown(claim))).collect()
}

/// The claims of rows as JSON in lines. A row without a name or a text says nothing, and of two with one name the last
/// counts.
#[must_use]
pub fn with_rows(rows: &[(String, String)]) -> String {
    let mut members = Vec::new();
    for (name, text) in rows.iter().filter(|(name, text)| !name.is_empty() && !text.is_empty()) {
        members.retain(|known: &iam::json::Member| *known.name != **name);
        let value = json::read(text).unwrap_or_else(|_| text_value(text));
        members.push(json::member(name, value));
    }
    print(&json::unplaced(Kind::Object(members)))
}

/// A text that would be read as JSON stands in quotation marks.
fn shown(claim: &Claim) -> String {
    match claim {
        Claim::Text(text) if !text.is_empty() && json::read(text).is_err() => text.to_string(),
        other => print_compact(&value(other)),
    }
}

fn value(claim: &Claim) -> Value {
    json::unplaced(match claim {
        Claim::Text(text) => Kind::String(Rc::clone(text)),
        Claim::Number(text) => Kind::Number(Rc::clone(text)),
        Claim::Bool(flag) => Kind::Bool(*flag),
        Claim::List(values) => Kind::Array(values.iter().map(|text| text_value(text)).collect()),
        Claim::Map(entries) => Kind::Object(
            entries.iter().map(|(name, claim)| json::member(name, value(claim))).collect(),
        ),
    })
}

fn text_value(text: &str) -> Value {
    json::unplaced(Kind::String(text.into()))
}

#[cfg(test)]
mod tests {
    use iam::Timestamp;

    use super::super::presets;
    use super::*;

    #[test]
    fn every_presets_claims_come_back_from_their_rows() {
        for preset in presets() {
            let claims = preset.claims(Timestamp::from_seconds(1_795_341_600));
            let token = content(&claims).unwrap();
            assert!(!token.claims.is_empty());
            assert_eq!(content(&with_rows(&rows(&token))).unwrap(), token, "{}", preset.id);
        }
    }

    #[test]
    fn a_text_that_looks_like_json_stays_a_text() {
        let written = r#"{"a":"12","b":12,"c":"true","d":true,"e":["x"],"f":{"g":"h"},"i":""}"#;
        let token = content(written).unwrap();
        let shown = rows(&token);
        let texts: Vec<&str> = shown.iter().map(|(_, text)| &**text).collect();
        assert_eq!(texts, ["\"12\"", "12", "\"true\"", "true", "[\"x\"]", "{\"g\":\"h\"}", "\"\""]);
        assert_eq!(content(&with_rows(&shown)).unwrap(), token);
    }

    #[test]
    fn the_last_of_two_rows_counts_and_an_empty_one_says_nothing() {
        let row = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let claims = with_rows(&[row("sub", "a"), row("aud", ""), row("", "x"), row("sub", "b")]);
        let token = content(&claims).unwrap();
        assert_eq!(token.claims, [("sub".into(), Claim::Text("b".into()))]);
    }
}
