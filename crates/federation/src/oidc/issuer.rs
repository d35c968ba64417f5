//! Which issuers IAM registers. AWS: "CreateOpenIDConnectProvider", parameter `Url`, and "Create an OpenID Connect (OIDC)
//! identity provider in IAM".

/// How long the address may be.
const LONGEST: usize = 255;

/// Whether IAM would register a provider for the issuer of a token (`iss`).
///
/// # Errors
/// What is wrong with the address, in one sentence.
pub fn check_issuer(url: &str) -> Result<(), &'static str> {
    let Some(address) = url.strip_prefix("https://") else {
        return Err("IAM registers issuers by an address that begins with https://.");
    };
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || "-._".contains(letter);
    let is_port = !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit());
    if name.is_empty() || !name.chars().all(is_name) || !is_port {
        return Err("A host such as login.example.com is wanted behind https://.");
    }
    let is_path =
        |letter: char| letter.is_ascii_alphanumeric() || "-._~/%+=@:,!$&'()*;".contains(letter);
    if !path.chars().all(is_path) {
        return Err("Behind the host may stand a path, no query and no other characters.");
    }
    if url.len() > LONGEST {
        return Err("An address has at most 255 characters.");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oidc::presets;

    #[test]
    fn presets_name_issuers_that_iam_registers() {
        for preset in presets() {
            let claims = preset.claims(iam::Timestamp::from_seconds(1_795_341_600));
            let claims = iam::json::parse(&claims).0.unwrap();
            let issuer = claims.get("iss").and_then(|value| value.as_str()).unwrap();
            assert_eq!(check_issuer(issuer), Ok(()), "{}", preset.id);
        }
        assert_eq!(check_issuer("https://login.example.com:8443/realms/a%20b"), Ok(()));
        let longest = format!("https://e.com/{}", "a".repeat(241));
        assert_eq!(check_issuer(&longest), Ok(()));
    }

    #[test]
    fn what_iam_does_not_register_is_said() {
        for issuer in
            ["", "http://example.com", "example.com", "https:/example.com", "HTTPS://e.com"]
        {
            assert!(check_issuer(issuer).unwrap_err().contains("https://."), "{issuer}");
        }
        for issuer in [
            "https://",
            "https:///a",
            "https://exa\u{202e}mple.com",
            "https://a b",
            "https://\u{fc}.de",
        ] {
            assert!(check_issuer(issuer).unwrap_err().starts_with("A host"), "{issuer}");
        }
        for issuer in [
            "https://e.com/?a=b",
            "https://e.com/a#b",
            "https://e.com/\u{202e}",
            "https://e.com/a\nb",
        ] {
            assert!(check_issuer(issuer).unwrap_err().starts_with("Behind"), "{issuer}");
        }
        let long = format!("https://e.com/{}", "a".repeat(242));
        assert!(check_issuer(&long).unwrap_err().contains("255"));
    }
}
