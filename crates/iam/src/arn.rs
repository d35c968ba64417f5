//! Amazon Resource Names. AWS: "Amazon Resource Names (ARNs)" and "IAM identifiers".

use std::{fmt, ops::Range, rc::Rc, str::FromStr};

use crate::{AccountId, ParseError};

/// An ARN of exactly one thing: six fields between colons, the last keeping its own colons.
///
/// It is only taken apart, not judged: whether the partition exists or the account has twelve digits is the matter of
/// whoever uses it. It compares as text, letter case included.
#[derive(Clone)]
pub struct Arn {
    text: Rc<str>,
    ends: [u16; 5],
}

/// What kind of IAM or STS entity an ARN names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// `arn:aws:iam::A:root`, the account.
    Root,
    /// `user/path/Name`.
    User,
    /// `group/path/Name`.
    Group,
    /// `role/path/Name`.
    Role,
    /// `policy/path/Name`.
    Policy,
    /// `assumed-role/Name/Session`.
    RoleSession,
    /// `federated-user/Name`.
    FederatedUser,
    /// `saml-provider/Name`.
    SamlProvider,
    /// `oidc-provider/host/path`.
    OidcProvider,
    /// `mfa/name`.
    MfaDevice,
}

impl Arn {
    /// The ARN made of these six fields.
    ///
    /// # Errors
    /// When one of the first five fields holds a colon, or the whole is longer than 65,535 bytes.
    pub fn new(
        partition: &str,
        service: &str,
        region: &str,
        account: &str,
        resource: &str,
    ) -> Result<Self, ParseError> {
        let arn: Self =
            format!("arn:{partition}:{service}:{region}:{account}:{resource}").parse()?;
        if arn.resource() == resource {
            Ok(arn)
        } else {
            Err(ParseError::new("fields without a colon", arn.as_str()))
        }
    }

    /// The ARN of an IAM entity of that account; `resource` is `role/team/Name` and the like.
    #[must_use]
    pub fn iam(partition: &str, account: AccountId, resource: &str) -> Self {
        Self::assembled(partition, "iam", account, resource)
    }

    /// The ARN of an STS session; `resource` is `assumed-role/Name/Session` and the like.
    #[must_use]
    pub fn sts(partition: &str, account: AccountId, resource: &str) -> Self {
        Self::assembled(partition, "sts", account, resource)
    }

    // INVARIANT: names are shorter than 65,535 bytes; a longer ARN would have empty fields.
    fn assembled(partition: &str, service: &str, account: AccountId, resource: &str) -> Self {
        let text: Rc<str> = format!("arn:{partition}:{service}::{account}:{resource}").into();
        let ends = Self::field_ends(&text).unwrap_or([0; 5]);
        Self { text, ends }
    }

    fn field_ends(text: &str) -> Option<[u16; 5]> {
        let mut ends = [0; 5];
        let mut colons = text.bytes().enumerate().filter(|(_, byte)| *byte == b':');
        for end in &mut ends {
            *end = u16::try_from(colons.next()?.0).ok()?;
        }
        Some(ends)
    }

    fn field(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The whole ARN.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The whole ARN, shared.
    #[must_use]
    pub fn shared(&self) -> Rc<str> {
        Rc::clone(&self.text)
    }

    /// One of the six fields; the sixth (5) keeps its own colons.
    #[must_use]
    pub fn part(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { usize::from(self.ends[index - 1]) + 1 };
        let end = if index < 5 { usize::from(self.ends[index]) } else { self.text.len() };
        self.field(start..end)
    }

    /// Field two: `aws`.
    #[must_use]
    pub fn partition(&self) -> &str {
        self.part(1)
    }

    /// Field three: `iam`.
    #[must_use]
    pub fn service(&self) -> &str {
        self.part(2)
    }

    /// Field four: a Region, empty for IAM and STS.
    #[must_use]
    pub fn region(&self) -> &str {
        self.part(3)
    }

    /// Field five as an account id; nothing where it is empty, `aws`, or not an id.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        self.part(4).parse().ok()
    }

    /// Field six with its colons: `role/team/Name`.
    #[must_use]
    pub fn resource(&self) -> &str {
        self.part(5)
    }

    /// Which IAM or STS entity this names, if any.
    #[must_use]
    pub fn entity(&self) -> Option<EntityKind> {
        let resource = self.resource();
        if self.service() == "iam" && resource == "root" {
            return Some(EntityKind::Root);
        }
        let (kind, rest) = resource.split_once('/')?;
        if rest.is_empty() {
            return None;
        }
        match (self.service(), kind) {
            ("iam", "user") => Some(EntityKind::User),
            ("iam", "group") => Some(EntityKind::Group),
            ("iam", "role") => Some(EntityKind::Role),
            ("iam", "policy") => Some(EntityKind::Policy),
            ("iam", "saml-provider") => Some(EntityKind::SamlProvider),
            ("iam", "oidc-provider") => Some(EntityKind::OidcProvider),
            ("iam", "mfa") => Some(EntityKind::MfaDevice),
            ("sts", "assumed-role") => Some(EntityKind::RoleSession),
            ("sts", "federated-user") => Some(EntityKind::FederatedUser),
            _ => None,
        }
    }

    /// The last word of the resource: a role's or user's name without its path, a session's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.resource().rsplit('/').next().unwrap_or_default()
    }

    /// The path of a user, role, group or policy, `/` when it has none.
    #[must_use]
    pub fn path(&self) -> &str {
        let resource = self.resource();
        match (resource.find('/'), resource.rfind('/')) {
            (Some(first), Some(last)) => &resource[first..=last],
            _ => "/",
        }
    }
}

impl FromStr for Arn {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        match Self::field_ends(text) {
            Some(ends) if text.starts_with("arn:") => Ok(Self { text: text.into(), ends }),
            _ => Err(ParseError::new("an ARN of six fields", text)),
        }
    }
}

impl PartialEq for Arn {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Arn {}

impl PartialOrd for Arn {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Arn {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

impl std::hash::Hash for Arn {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_apart_and_the_sixth_keeps_its_colons() {
        let arn: Arn = "arn:aws:lambda:eu-west-1:111111111111:function:f:1".parse().unwrap();
        assert_eq!(arn.partition(), "aws");
        assert_eq!(arn.service(), "lambda");
        assert_eq!(arn.region(), "eu-west-1");
        assert_eq!(arn.account().unwrap().to_string(), "111111111111");
        assert_eq!(arn.resource(), "function:f:1");
        assert_eq!(arn.part(0), "arn");
    }

    #[test]
    fn five_fields_are_not_an_arn() {
        assert!("arn:aws:iam::111111111111".parse::<Arn>().is_err());
        assert!("nothing-valid-in-here".parse::<Arn>().is_err());
    }

    #[test]
    fn a_role_has_a_path_and_a_name() {
        let arn = Arn::iam("aws", "111111111111".parse().unwrap(), "role/team/blue/R");
        assert_eq!(arn.entity(), Some(EntityKind::Role));
        assert_eq!((arn.path(), arn.name()), ("/team/blue/", "R"));
        let plain = Arn::iam("aws", "111111111111".parse().unwrap(), "role/R");
        assert_eq!((plain.path(), plain.name()), ("/", "R"));
    }

    #[test]
    fn root_is_an_entity_of_its_own() {
        let arn: Arn = "arn:aws:iam::111111111111:root".parse().unwrap();
        assert_eq!(arn.entity(), Some(EntityKind::Root));
    }

    #[test]
    fn a_colon_inside_a_field_is_refused() {
        assert!(Arn::new("aws", "s3", "a:b", "", "bucket").is_err());
    }
}
