//! Checking that one of a provider's keys signed a token. What its claims come to is for whoever knows the account and
//! the role.

use super::{KeySet, Token, TokenError, read_token};
use crate::{Algorithm, json};

/// Checks a token's form and signature, in this order; what it claims is then what its provider said.
///
/// # Errors
/// The first reason for which the token is refused.
pub fn verify(text: &str, keys: &KeySet) -> Result<Token, TokenError> {
    let token = read_token(text)?;
    let algorithm = algorithm(&token)?;
    let id = json::text(&token.header, "kid");
    let candidates: Vec<_> = keys.candidates(id, algorithm).collect();
    if candidates.is_empty() {
        return Err(TokenError::NoKey { id: id.map(str::to_owned) });
    }
    let signed = &text.as_bytes()[..token.signed];
    let by_one = candidates.iter().any(|key| key.verify(algorithm, signed, &token.signature));
    if by_one { Ok(token) } else { Err(TokenError::Signature) }
}

fn algorithm(token: &Token) -> Result<Algorithm, TokenError> {
    if token.header.get("crit").is_some() {
        return Err(TokenError::Critical);
    }
    let name = json::text(&token.header, "alg");
    let known = name.and_then(Algorithm::named);
    known.ok_or_else(|| TokenError::Algorithm { found: name.map(str::to_owned) })
}
