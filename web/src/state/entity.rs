//! Things of the world that can be chosen and edited, other than documents.

use std::rc::Rc;

use iam::{AccountId, Arn};
use simulator::scenario::{MfaDevice, TagEntry};

use super::StartPart;

/// The place of an entity in a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(clippy::enum_variant_names, reason = "names are AWS's")]
pub(crate) enum EntityAddress {
    /// An organizational unit: indices from the root down; empty means the root.
    Unit(Rc<[usize]>),
    /// An account.
    Account(AccountId),
    /// A user by account and name.
    User(AccountId, Rc<str>),
    /// A group by account and name.
    Group(AccountId, Rc<str>),
    /// A role by account and name.
    Role(AccountId, Rc<str>),
    /// An inline policy of a role, user or group.
    InlinePolicy(Box<EntityAddress>, Rc<str>),
    /// A managed policy that the scenario gives.
    ManagedPolicy(Arn),
    /// A SAML or OpenID Connect provider.
    Provider(Arn),
    /// An SCP or RCP of the organization, by name.
    OrganizationPolicy(Rc<str>),
    /// A resource.
    Resource(Arn),
    /// Who begins, with which credentials, and when.
    Start,
}

/// A setting of an entity with its new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EntityField {
    /// `MaxSessionDuration` of a role.
    MaxSessionDuration(Option<i64>),
    /// `Description` of a role.
    Description(Rc<str>),
    /// `Path` of a role, user, group or policy.
    Path(Rc<str>),
    /// `Tags` of a role, user, resource or the start.
    Tags(Vec<TagEntry>),
    /// `PermissionsBoundary` of a role or user.
    Boundary(Option<Arn>),
    /// `AttachedManagedPolicies` of a role, user or group.
    AttachedPolicies(Vec<Arn>),
    /// `GroupList` of a user.
    Groups(Vec<Rc<str>>),
    /// `MFADevices` of a user.
    MfaDevices(Vec<MfaDevice>),
    /// `AccountName`.
    AccountName(Rc<str>),
    /// `Regions` of an account.
    Regions(Option<Vec<Rc<str>>>),
    /// The account that a provider is in.
    Account(AccountId),
    /// The organizational unit that an account is in, by its indices from the root down; nothing outside.
    Unit(Option<Rc<[usize]>>),
    /// `ServiceControlPolicies` of a unit or an account.
    ServiceControlPolicies(Option<Vec<Rc<str>>>),
    /// `ResourceControlPolicies` of a unit or an account.
    ResourceControlPolicies(Option<Vec<Rc<str>>>),
    /// `AccountId` of a resource.
    ResourceAccount(Option<AccountId>),
    /// `Policy` of a resource.
    ResourcePolicy(Option<Rc<str>>),
    /// `principal` of the start.
    StartPrincipal(Rc<str>),
    /// `time` of the start.
    StartTime(iam::Timestamp),
    /// What else the start says of its credentials.
    Start(StartPart),
}

impl EntityField {
    /// AWS's name of the setting.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::MaxSessionDuration(_) => "MaxSessionDuration",
            Self::Description(_) => "Description",
            Self::Path(_) => "Path",
            Self::Tags(_) => "Tags",
            Self::Boundary(_) => "PermissionsBoundary",
            Self::AttachedPolicies(_) => "AttachedManagedPolicies",
            Self::Groups(_) => "GroupList",
            Self::MfaDevices(_) => "MFADevices",
            Self::AccountName(_) => "AccountName",
            Self::Regions(_) => "Regions",
            Self::Account(_) => "AccountId",
            Self::Unit(_) => "OrganizationalUnit",
            Self::ServiceControlPolicies(_) => "ServiceControlPolicies",
            Self::ResourceControlPolicies(_) => "ResourceControlPolicies",
            Self::ResourceAccount(_) => "AccountId",
            Self::ResourcePolicy(_) => "Policy",
            Self::StartPrincipal(_) => "principal",
            Self::StartTime(_) => "time",
            Self::Start(part) => part.name(),
        }
    }
}

/// What can be added to a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NewEntity {
    /// An account.
    Account,
    /// A user of the account.
    User(AccountId),
    /// A group of the account.
    Group(AccountId),
    /// A role of the account.
    Role(AccountId),
    /// A managed policy of the account.
    ManagedPolicy(AccountId),
    /// An inline policy of a role, user or group.
    InlinePolicy(EntityAddress),
    /// An organization around every account.
    Organization,
    /// A unit below a unit.
    Unit(Rc<[usize]>),
    /// An SCP, attached to the root.
    ServiceControlPolicy,
    /// An RCP, attached to the root.
    ResourceControlPolicy,
    /// A bucket of the account.
    Bucket(AccountId),
    /// The policy of a resource that has none.
    ResourcePolicy(Arn),
}

impl NewEntity {
    /// What it is, with its article.
    pub(crate) fn label(&self) -> &'static str {
        match self {
            Self::Account => "an account",
            Self::User(_) => "a user",
            Self::Group(_) => "a group",
            Self::Role(_) => "a role",
            Self::ManagedPolicy(_) => "a managed policy",
            Self::InlinePolicy(_) => "an inline policy",
            Self::Organization => "an organization",
            Self::Unit(_) => "an organizational unit",
            Self::ServiceControlPolicy => "an SCP",
            Self::ResourceControlPolicy => "an RCP",
            Self::Bucket(_) => "a bucket",
            Self::ResourcePolicy(_) => "a resource policy",
        }
    }
}
