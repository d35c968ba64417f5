//! What is wrong with what an account keeps of a provider, and where: found when it is read, before a step stumbles over it.
//! AWS: "CreateSAMLProvider" and "Create an OpenID Connect (OIDC) identity provider in IAM".

use iam::Span;

use crate::{
    json,
    oidc::{self, KeySetError},
    saml,
};

/// What is wrong, and where in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderFinding {
    /// The place; the beginning where the whole text is meant.
    pub span: Span,
    /// One sentence.
    pub message: String,
}

/// Why a key set checks no signature; nothing where it is in order.
#[must_use]
pub fn key_set_finding(text: &str) -> Option<ProviderFinding> {
    let error = oidc::read_key_set(text).err()?;
    let key = |index: usize| Some(json::read(text).ok()?.get("keys")?.elements()?.get(index)?.span);
    let span = match &error {
        KeySetError::NotJson(error) => Some(error.span),
        KeySetError::Key { index, .. } => key(*index),
        KeySetError::TooMany => json::read(text).ok().and_then(|set| Some(set.get("keys")?.span)),
        KeySetError::NoKeys => None,
    };
    Some(ProviderFinding { span: span.unwrap_or_default(), message: sentence(&error.to_string()) })
}

/// Why a metadata document describes no provider; nothing where it is in order.
#[must_use]
pub fn metadata_finding(text: &str) -> Option<ProviderFinding> {
    let error = saml::read_metadata(text).err()?;
    let span = saml::place_of_metadata_error(text, &error).unwrap_or_default();
    Some(ProviderFinding { span, message: sentence(&error.to_string()) })
}

fn sentence(text: &str) -> String {
    let mut text = format!("{}.", text.trim_end_matches('.'));
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;
    use crate::oidc::SigningKeys;

    fn told(found: Option<ProviderFinding>, text: &str) -> (u32, u32, String) {
        let found = found.unwrap();
        let at = found.span.line_column(text);
        (at.line, at.column, found.message)
    }

    #[test]
    fn a_key_set_is_told_where_it_is_broken() {
        assert_eq!(key_set_finding(&SigningKeys::new("s").published()), None);
        let text = "{\n  \"keys\": [\n    {\"kty\": \"EC\", \"crv\": \"P-256\"}\n  ]\n}";
        let message = "The key with index 0 has a part missing: n and e, or x and y.".to_owned();
        assert_eq!(told(key_set_finding(text), text), (3, 5, message));
        let text = "{\n  \"keys\": nothing }";
        assert_eq!(told(key_set_finding(text), text).0, 2);
        let (line, column, message) = told(key_set_finding("{}"), "{}");
        assert_eq!((line, column), (1, 1));
        assert_eq!(message, "Expected an object with a list `keys`.");
    }

    #[test]
    fn metadata_is_told_where_it_is_broken() {
        let good = saml::metadata("https://idp.example.com");
        assert_eq!(metadata_finding(&good), None);
        let end = "</md:EntityDescriptor>";
        assert!(good.contains(end));
        let broken = good.replacen(end, "\n</md:Entity>", 1);
        let (line, _, message) = told(metadata_finding(&broken), &broken);
        assert_eq!(line as usize, broken.lines().count());
        assert!(message.starts_with("Expected XML: "), "{message}");
        let at = good.find("X509Certificate>").unwrap() + "X509Certificate>".len();
        let broken = format!("{}\n!{}", &good[..at], &good[at + 1..]);
        let (line, _, message) = told(metadata_finding(&broken), &broken);
        assert_eq!(message, "Expected certificates with RSA keys, in Base64.");
        assert_eq!(line as usize, broken[..at].lines().count());
        let text = "<a/>";
        let (line, column, message) = told(metadata_finding(text), text);
        assert_eq!((line, column), (1, 1));
        assert!(message.starts_with("Expected 1,000 to 10,000,000 characters"), "{message}");
    }
}
