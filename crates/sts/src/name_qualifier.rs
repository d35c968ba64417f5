//! The name qualifier of SAML sessions. AWS: "AssumeRoleWithSAML", response element `NameQualifier`.

use base64ct::{Base64, Encoding};
use sha1::{Digest, Sha1};

/// What `saml:namequalifier` says: with `saml:sub` it names one person of one provider, whatever the account.
#[must_use]
pub fn saml_name_qualifier(issuer: &str, account: &str, provider: &str) -> String {
    let hash = Sha1::digest(format!("{issuer}{account}/{provider}"));
    Base64::encode_string(&hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_comes_out() {
        assert_eq!(
            saml_name_qualifier("https://example.com/saml", "123456789012", "MySAMLIdP"),
            "1uAJanUnBc2XeUkHURMht+xam2c="
        );
    }
}
