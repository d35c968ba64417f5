//! Credentials that look real and are recognisably not. AWS: "IAM identifiers" and "Credentials" of the API reference.

use std::{fmt, rc::Rc};

use iam::{AccountId, Timestamp, UniqueId};

use crate::Session;

/// What a call that mints a session gives out.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// `ASIA…`, 20 characters; the account id can be read from it.
    pub access_key_id: Rc<str>,
    /// 40 characters.
    pub secret_access_key: Rc<str>,
    /// The session, sealed.
    pub session_token: Rc<str>,
    /// When they end.
    pub expiration: Timestamp,
}

impl fmt::Debug for Credentials {
    /// Without the secret and the token: they are made up, but logs should not get used to them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("expiration", &self.expiration)
            .finish_non_exhaustive()
    }
}

/// Makes the credentials of a session. The same seed and label always make the same; `label` is unique per step.
#[must_use]
pub fn mint(session: &Session, seed: &str, label: &str) -> Credentials {
    let _ = (session, seed, label);
    unimplemented!()
}

/// The account that an access key id encodes; nothing for ids of the older generation, which do not.
#[must_use]
pub fn account_of_access_key(access_key_id: &str) -> Option<AccountId> {
    let _ = access_key_id;
    unimplemented!()
}

/// The unique id of an entity: prefix (`AIDA`, `AROA`, `AGPA`, `ANPA`) and 17 characters derived from the seed, the
/// account, the name and how many namesakes came before.
#[must_use]
pub fn entity_id(
    prefix: &str,
    account: AccountId,
    name: &str,
    generation: u32,
    seed: &str,
) -> UniqueId {
    let _ = (prefix, account, name, generation, seed);
    unimplemented!()
}
