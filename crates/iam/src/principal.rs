//! Who asks. AWS: "IAM JSON policy elements: Principal" and "IAM identifiers".

use crate::{AccountId, Arn, EntityKind, UniqueId};

/// What kind of caller somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrincipalKind {
    /// The root user of an account.
    Root,
    /// An IAM user.
    User,
    /// A session of a role.
    RoleSession,
    /// A session made by GetFederationToken.
    FederatedUser,
    /// An AWS service.
    Service,
    /// Somebody whom only an OpenID Connect or OAuth provider knows; the call is unsigned.
    WebIdentity,
    /// Somebody whom only a SAML provider knows; the call is unsigned.
    Saml,
    /// Nobody in particular; the call is unsigned.
    Anonymous,
}

/// What kind of credentials sign the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Credentials {
    /// An access key of a user or of root, without end.
    LongTerm,
    /// Made by GetSessionToken.
    SessionToken,
    /// Made by AssumeRole, AssumeRoleWithSAML, AssumeRoleWithWebIdentity or a service.
    RoleSession,
    /// Made by GetFederationToken.
    FederationToken,
    /// Made by AssumeRoot.
    RootSession,
    /// A user's, lent by GetDelegatedAccessToken.
    DelegatedAccess,
    /// None: an AWS service, or an unsigned call.
    None,
}

impl Credentials {
    /// Whether these credentials expire.
    #[must_use]
    pub fn are_temporary(self) -> bool {
        !matches!(self, Self::LongTerm | Self::None)
    }
}

/// A caller, exactly: never a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// What kind of caller this is.
    pub kind: PrincipalKind,
    /// With which credentials.
    pub credentials: Credentials,
    /// The account it belongs to; services and unsigned callers have none.
    pub account: Option<AccountId>,
    /// What `aws:PrincipalArn` says: the user, the *role with its path*, root, or the federated user. For a provider's
    /// caller, the provider. Services and built-in providers have none.
    pub arn: Option<Arn>,
    /// For sessions of roles: `arn:aws:sts::A:assumed-role/Name/Session`, without the role's path.
    pub session_arn: Option<Arn>,
    /// Of the user or the role (`AIDA…`, `AROA…`), not of the session.
    pub unique_id: Option<UniqueId>,
    /// The name of the service (`ec2.amazonaws.com`) or of the built-in provider.
    pub name: Option<std::rc::Rc<str>>,
    /// For a federated user: the user who made the session, or root.
    pub federating_user: Option<Arn>,
    /// Whether a permissions boundary is attached to the user or role.
    pub has_boundary: bool,
}

impl Principal {
    /// A caller of whom nothing else is known.
    #[must_use]
    pub fn new(kind: PrincipalKind, credentials: Credentials) -> Self {
        Self {
            kind,
            credentials,
            account: None,
            arn: None,
            session_arn: None,
            unique_id: None,
            name: None,
            federating_user: None,
            has_boundary: false,
        }
    }

    /// How messages call this caller: the session's ARN where there is one, else the user's.
    #[must_use]
    pub fn display_arn(&self) -> &str {
        match (&self.session_arn, &self.arn, &self.name) {
            (Some(arn), _, _) | (None, Some(arn), _) => arn.as_str(),
            (None, None, Some(name)) => name,
            (None, None, None) => "anonymous",
        }
    }

    /// Whether the caller needs no allow in its own account: the root user, or a session that root federated.
    #[must_use]
    pub fn needs_no_allow(&self) -> bool {
        let by_root =
            || self.federating_user.as_ref().and_then(Arn::entity) == Some(EntityKind::Root);
        self.kind == PrincipalKind::Root || self.kind == PrincipalKind::FederatedUser && by_root()
    }

    /// Whether the role is service-linked: such roles stand outside SCPs and RCPs.
    #[must_use]
    pub fn is_service_linked(&self) -> bool {
        self.kind == PrincipalKind::RoleSession
            && self.arn.as_ref().is_some_and(|arn| arn.path().starts_with("/aws-service-role/"))
    }
}
