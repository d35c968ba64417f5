//! A session as bytes, and back: what a token seals.
//!
//! Version, then every field in the order of the struct. Texts and lists are preceded by their length, absent values are
//! a zero byte. **Invariant:** decoding is total, and refuses whatever encoding would not have written.

use std::rc::Rc;

use iam::{AccountId, Arn, Credentials, Principal, PrincipalKind, Tag, Timestamp, UniqueId};

use crate::{Bound, Mfa, Session, SessionKind, SessionTag};

/// The layout. Another one, another number.
const VERSION: u8 = 1;

const SESSION_KINDS: [SessionKind; 8] = [
    SessionKind::AssumeRole,
    SessionKind::Saml,
    SessionKind::WebIdentity,
    SessionKind::Service,
    SessionKind::SessionToken,
    SessionKind::FederationToken,
    SessionKind::Root,
    SessionKind::Delegated,
];

const BOUNDS: [Bound; 6] = [
    Bound::Default,
    Bound::Asked,
    Bound::Assertion,
    Bound::Clamped,
    Bound::Given,
    Bound::ConsoleSession,
];

const PRINCIPAL_KINDS: [PrincipalKind; 8] = [
    PrincipalKind::Root,
    PrincipalKind::User,
    PrincipalKind::RoleSession,
    PrincipalKind::FederatedUser,
    PrincipalKind::Service,
    PrincipalKind::WebIdentity,
    PrincipalKind::Saml,
    PrincipalKind::Anonymous,
];

const CREDENTIALS: [Credentials; 7] = [
    Credentials::LongTerm,
    Credentials::SessionToken,
    Credentials::RoleSession,
    Credentials::FederationToken,
    Credentials::RootSession,
    Credentials::None,
    Credentials::DelegatedAccess,
];

/// The bytes of a session.
pub(crate) fn encode(session: &Session) -> Vec<u8> {
    // Taken apart by name, so that a new field cannot be forgotten here.
    let Session {
        kind,
        principal,
        name,
        user_id,
        issued,
        expires,
        bound,
        tags,
        source_identity,
        mfa,
        policy,
        policy_arns,
        federated_provider,
        provider_keys,
        delivered_by,
    } = session;
    let mut writer = Writer(vec![VERSION]);
    writer.choice(&SESSION_KINDS, kind);
    writer.principal(principal);
    writer.text(name);
    writer.text(user_id);
    writer.moment(*issued);
    writer.moment(*expires);
    writer.choice(&BOUNDS, bound);
    writer.list(tags, |writer, SessionTag { tag: Tag { key, value }, transitive, inherited }| {
        writer.text(key);
        writer.text(value);
        writer.flag(*transitive);
        writer.flag(*inherited);
    });
    writer.optional(source_identity.as_deref(), Writer::text);
    match mfa {
        Mfa::Missing => writer.byte(0),
        Mfa::Absent => writer.byte(1),
        Mfa::Present(moment) => {
            writer.byte(2);
            writer.moment(*moment);
        }
    }
    writer.optional(policy.as_deref(), Writer::text);
    writer.list(policy_arns, |writer, arn| writer.text(arn));
    writer.optional(federated_provider.as_deref(), Writer::text);
    writer.list(provider_keys, |writer, (key, values)| {
        writer.text(key);
        writer.list(values, |writer, value| writer.text(value));
    });
    writer.optional(delivered_by.as_deref(), Writer::text);
    writer.0
}

/// The session of these bytes; nothing where they are not exactly what [`encode`] writes.
#[cfg(test)]
pub(crate) fn decode(bytes: &[u8]) -> Option<Session> {
    decode_beginning(bytes).and_then(|(session, rest)| rest.is_empty().then_some(session))
}

/// The session that the bytes begin with, and what comes after it.
pub(crate) fn decode_beginning(bytes: &[u8]) -> Option<(Session, &[u8])> {
    let mut reader = Reader(bytes);
    if reader.byte()? != VERSION {
        return None;
    }
    let session = Session {
        kind: reader.choice(&SESSION_KINDS)?,
        principal: reader.principal()?,
        name: reader.text()?,
        user_id: reader.text()?,
        issued: reader.moment()?,
        expires: reader.moment()?,
        bound: reader.choice(&BOUNDS)?,
        tags: reader.list(|reader| {
            Some(SessionTag {
                tag: Tag { key: reader.text()?, value: reader.text()? },
                transitive: reader.flag()?,
                inherited: reader.flag()?,
            })
        })?,
        source_identity: reader.optional(Reader::text)?,
        mfa: match reader.byte()? {
            0 => Mfa::Missing,
            1 => Mfa::Absent,
            2 => Mfa::Present(reader.moment()?),
            _ => return None,
        },
        policy: reader.optional(Reader::text)?,
        policy_arns: reader.list(Reader::text)?,
        federated_provider: reader.optional(Reader::text)?,
        provider_keys: reader.list(|reader| Some((reader.text()?, reader.list(Reader::text)?)))?,
        delivered_by: reader.optional(Reader::text)?,
    };
    Some((session, reader.0))
}

struct Writer(Vec<u8>);

impl Writer {
    fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    fn flag(&mut self, flag: bool) {
        self.byte(flag.into());
    }

    /// The place of a value in the list of all values; a test holds the lists complete.
    fn choice<T: PartialEq>(&mut self, all: &[T], value: &T) {
        let place = all.iter().position(|known| known == value).unwrap_or(all.len());
        self.byte(place as u8);
    }

    fn moment(&mut self, moment: Timestamp) {
        self.0.extend_from_slice(&moment.millis().to_be_bytes());
    }

    /// Seven bits a byte, the lowest first, the highest bit set while more follow.
    fn length(&mut self, mut length: usize) {
        while length > 127 {
            self.byte(length as u8 | 128);
            length >>= 7;
        }
        self.byte(length as u8);
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn optional<T: ?Sized>(&mut self, value: Option<&T>, write: impl FnOnce(&mut Self, &T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            write(self, value);
        }
    }

    fn list<T>(&mut self, values: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.length(values.len());
        for value in values {
            write(self, value);
        }
    }

    fn principal(&mut self, principal: &Principal) {
        let Principal {
            kind,
            credentials,
            account,
            arn,
            session_arn,
            unique_id,
            name,
            federating_user,
            has_boundary,
        } = principal;
        self.choice(&PRINCIPAL_KINDS, kind);
        self.choice(&CREDENTIALS, credentials);
        self.optional(account.as_ref(), |writer, account| {
            writer.0.extend_from_slice(&account.number().to_be_bytes()[3..]);
        });
        for arn in [arn, session_arn, federating_user] {
            self.optional(arn.as_ref(), |writer, arn| writer.text(arn.as_str()));
        }
        self.optional(unique_id.as_ref(), |writer, id| writer.text(id.as_str()));
        self.optional(name.as_deref(), Self::text);
        self.flag(*has_boundary);
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.bytes(1).map(|bytes| bytes[0])
    }

    fn flag(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn choice<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(usize::from(self.byte()?)).copied()
    }

    fn moment(&mut self) -> Option<Timestamp> {
        let bytes = self.bytes(8)?.try_into().ok()?;
        Some(Timestamp::from_millis(i64::from_be_bytes(bytes)))
    }

    /// A length of up to 28 bits, in the shortest form only.
    fn length(&mut self) -> Option<usize> {
        let mut length = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            length |= usize::from(byte & 127) << shift;
            if byte < 128 {
                return (byte > 0 || shift == 0).then_some(length);
            }
        }
        None
    }

    fn text(&mut self) -> Option<Rc<str>> {
        let length = self.length()?;
        std::str::from_utf8(self.bytes(length)?).ok().map(Rc::from)
    }

    fn optional<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.flag()? { read(self).map(Some) } else { Some(None) }
    }

    /// Grows as elements are read, so that a false length takes no memory.
    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.length()?;
        let mut values = Vec::new();
        for _ in 0..length {
            values.push(read(self)?);
        }
        Some(values)
    }

    fn arn(&mut self) -> Option<Arn> {
        self.text()?.parse().ok()
    }

    fn account(&mut self) -> Option<AccountId> {
        let number = self.bytes(5)?.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
        AccountId::from_number(number).ok()
    }

    fn principal(&mut self) -> Option<Principal> {
        let kind = self.choice(&PRINCIPAL_KINDS)?;
        let credentials = self.choice(&CREDENTIALS)?;
        let account = self.optional(Self::account)?;
        let arn = self.optional(Self::arn)?;
        let session_arn = self.optional(Self::arn)?;
        let federating_user = self.optional(Self::arn)?;
        Some(Principal {
            kind,
            credentials,
            account,
            arn,
            session_arn,
            unique_id: self.optional(|reader| reader.text().map(|id| UniqueId::new(&id)))?,
            name: self.optional(Self::text)?,
            federating_user,
            has_boundary: self.flag()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::tests::{session, sessions};
    use proptest::prelude::*;
    use sha2::{Digest, Sha256};

    #[test]
    fn cut_or_lengthened_bytes_are_refused() {
        let bytes = encode(&session());
        for end in 0..bytes.len() {
            assert_eq!(decode(&bytes[..end]), None, "cut at {end}");
        }
        for more in [0, 1, 255] {
            let mut longer = bytes.clone();
            longer.push(more);
            assert_eq!(decode(&longer), None, "{more}");
        }
    }

    #[test]
    fn every_variant_has_its_number() {
        // A new variant stops this from compiling until it is in its list, at the end.
        for (number, kind) in SESSION_KINDS.iter().enumerate() {
            let expected = match kind {
                SessionKind::AssumeRole => 0,
                SessionKind::Saml => 1,
                SessionKind::WebIdentity => 2,
                SessionKind::Service => 3,
                SessionKind::SessionToken => 4,
                SessionKind::FederationToken => 5,
                SessionKind::Root => 6,
                SessionKind::Delegated => 7,
            };
            assert_eq!(number, expected);
        }
        for (number, bound) in BOUNDS.iter().enumerate() {
            let expected = match bound {
                Bound::Default => 0,
                Bound::Asked => 1,
                Bound::Assertion => 2,
                Bound::Clamped => 3,
                Bound::Given => 4,
                Bound::ConsoleSession => 5,
            };
            assert_eq!(number, expected);
        }
        for (number, kind) in PRINCIPAL_KINDS.iter().enumerate() {
            let expected = match kind {
                PrincipalKind::Root => 0,
                PrincipalKind::User => 1,
                PrincipalKind::RoleSession => 2,
                PrincipalKind::FederatedUser => 3,
                PrincipalKind::Service => 4,
                PrincipalKind::WebIdentity => 5,
                PrincipalKind::Saml => 6,
                PrincipalKind::Anonymous => 7,
            };
            assert_eq!(number, expected);
        }
        for (number, credentials) in CREDENTIALS.iter().enumerate() {
            let expected = match credentials {
                Credentials::LongTerm => 0,
                Credentials::SessionToken => 1,
                Credentials::RoleSession => 2,
                Credentials::FederationToken => 3,
                Credentials::RootSession => 4,
                Credentials::None => 5,
                Credentials::DelegatedAccess => 6,
            };
            assert_eq!(number, expected);
        }
    }

    #[test]
    fn the_layout_of_this_version_is_fixed() {
        // Written by another implementation of the description above.
        let digest: [u8; 32] = Sha256::digest(encode(&session())).into();
        assert_eq!(
            base16ct::lower::encode_string(&digest),
            "22c45f0be36e0ee5209bb83a1fce348cde91269d716c629c4c126cae5cd66653"
        );
    }

    #[test]
    fn another_version_is_refused() {
        let mut bytes = encode(&session());
        bytes[0] += 1;
        assert_eq!(decode(&bytes), None);
    }

    #[test]
    fn a_length_beyond_the_end_is_refused_without_being_believed() {
        for bytes in [&[255, 255, 255, 127][..], &[128, 128, 128, 128, 1], &[128, 0], &[127]] {
            assert_eq!(Reader(bytes).text(), None, "{bytes:?}");
            assert!(Reader(bytes).list(Reader::text).is_none(), "{bytes:?}");
        }
    }

    #[test]
    fn lengths_of_several_bytes_are_read() {
        for length in [0, 1, 127, 128, 16_383, 16_384, 2_097_152] {
            let mut writer = Writer(Vec::new());
            writer.length(length);
            assert_eq!(Reader(&writer.0).length(), Some(length));
        }
    }

    proptest! {
        #[test]
        fn decoding_what_was_encoded_is_identity(session in sessions()) {
            prop_assert_eq!(decode(&encode(&session)), Some(session));
        }

        #[test]
        fn any_bytes_decode_to_nothing_or_to_what_encodes_to_them(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            if let Some(session) = decode(&bytes) {
                prop_assert_eq!(encode(&session), bytes);
            }
        }

        #[test]
        fn changed_bytes_decode_to_nothing_or_to_what_encodes_to_them(
            session in sessions(),
            at: prop::sample::Index,
            byte: u8,
        ) {
            let mut bytes = encode(&session);
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Some(session) = decode(&bytes) {
                prop_assert_eq!(encode(&session), bytes);
            }
        }
    }
}
