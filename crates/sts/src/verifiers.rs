//! What a host lends the service so that it can read tokens and responses as they travel. The cryptography for that is
//! large and most scenarios do without, so it is not a part of the service here.

use crate::{
    StsError,
    request::{SamlAssertion, WebIdentityToken},
};

/// The keys that a provider signs with.
#[derive(Debug, Clone, Copy)]
pub enum ProviderKeys<'a> {
    /// As it publishes them: a JSON Web Key Set, or a SAML metadata document.
    Published(&'a str),
    /// It publishes nothing and is simulated: its keys follow from the scenario's seed.
    Simulated {
        /// The seed.
        seed: &'a str,
    },
}

/// Reads a signed text.
pub type Read<T> = fn(&str) -> Result<T, StsError>;

/// Says whether one of a provider's keys signed a text.
pub type Check = fn(&str, ProviderKeys<'_>) -> Result<(), StsError>;

/// Reads and checks what providers sign. None of it says whether the service accepts the content.
#[derive(Debug, Clone, Copy)]
pub struct Verifiers {
    /// The claims of a compact token, not proven yet.
    pub read_token: Read<WebIdentityToken>,
    /// Whether one of the provider's keys signed the token.
    pub check_token: Check,
    /// The content of a response in Base64, not proven yet.
    pub read_assertion: Read<SamlAssertion>,
    /// Whether the provider issued the response and signed what is read of it.
    pub check_assertion: Check,
}
