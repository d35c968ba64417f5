//! What temporary credentials stand for. AWS: "Temporary security credentials in IAM".

use std::rc::Rc;

use iam::{Principal, Tag, Timestamp};

use crate::Bound;

/// Which call made a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// AssumeRole.
    AssumeRole,
    /// AssumeRoleWithSAML.
    Saml,
    /// AssumeRoleWithWebIdentity.
    WebIdentity,
    /// An AWS service handed it out (EC2 instance profile and the like).
    Service,
    /// GetSessionToken.
    SessionToken,
    /// GetFederationToken.
    FederationToken,
}

/// What a session says of multi-factor authentication. AWS: "Secure API access with MFA".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mfa {
    /// The key `aws:MultiFactorAuthPresent` is missing from its requests.
    Missing,
    /// It is `false`.
    Absent,
    /// It is `true`; the code was given at that moment.
    Present(Timestamp),
}

/// A tag of a session and how it came there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionTag {
    /// Key and value, as spelled by whoever passed it.
    pub tag: Tag,
    /// Whether sessions made from this one inherit it.
    pub transitive: bool,
    /// Whether it came from the calling session rather than with this call.
    pub inherited: bool,
}

/// Everything that is frozen when temporary credentials are issued. The policies of the role or user are not: they are
/// looked up at every request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Which call made it.
    pub kind: SessionKind,
    /// Who the credentials are.
    pub principal: Principal,
    /// `RoleSessionName`, or the federated user's name; empty for GetSessionToken.
    pub name: Rc<str>,
    /// What `aws:userid` says: `AROA…:name`, `AIDA…`, `account:name`.
    pub user_id: Rc<str>,
    /// When it was issued.
    pub issued: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// What its length came from.
    pub bound: Bound,
    /// Its own tags, inherited ones included; not those of the role or user.
    pub tags: Vec<SessionTag>,
    /// Set once, for this session and everything chained from it.
    pub source_identity: Option<Rc<str>>,
    /// What it says of multi-factor authentication.
    pub mfa: Mfa,
    /// The session policy that was passed.
    pub policy: Option<Rc<str>>,
    /// The managed session policies that were passed.
    pub policy_arns: Vec<Rc<str>>,
    /// `aws:FederatedProvider`, for web identity sessions.
    pub federated_provider: Option<Rc<str>>,
    /// Keys of the identity provider that stay in the session: `saml:sub`, `<issuer>:aud` and the like.
    pub provider_keys: Vec<(Rc<str>, Vec<Rc<str>>)>,
    /// The service that handed the credentials out.
    pub delivered_by: Option<Rc<str>>,
}

impl Session {
    /// Whether the credentials are refused at that moment.
    #[must_use]
    pub fn is_expired(&self, now: Timestamp, expired_at_expiration: bool) -> bool {
        now > self.expires || (expired_at_expiration && now == self.expires)
    }
}
