//! Things of the world that can be chosen and edited, other than documents.

use std::rc::Rc;

use iam::{AccountId, Arn};
use simulator::scenario::{MfaDevice, TagEntry};

use super::{
    StartPart,
    settings::{OrganizationPart, ProviderPart, ScenarioPart},
};

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
    /// What is said of the scenario as a whole.
    Scenario,
    /// Who begins, with which credentials, and when.
    Start,
}

/// A setting of an entity with its new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EntityField {
    /// `MaxSessionDuration` of a role.
    MaxSessionDuration(Option<i64>),
    /// `Description` of a role or a policy.
    Description(Rc<str>),
    /// `Path` of a role, user, group or policy.
    Path(Rc<str>),
    /// The id that AWS gives a role, user, group, unit or policy.
    UniqueId(Rc<str>),
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
    /// `AccountAliases`.
    Aliases(Vec<Rc<str>>),
    /// `JwtVendingEnabled` of an account.
    JwtVendingEnabled(bool),
    /// The users of a group, by name.
    Members(Vec<Rc<str>>),
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
    /// What is said of the organization.
    Organization(OrganizationPart),
    /// What a provider is known by.
    Provider(ProviderPart),
    /// What is said of the scenario as a whole.
    Scenario(ScenarioPart),
}

impl EntityField {
    /// AWS's name of the setting.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::MaxSessionDuration(_) => "MaxSessionDuration",
            Self::Description(_) => "Description",
            Self::Path(_) => "Path",
            Self::UniqueId(_) => "the id",
            Self::Tags(_) => "Tags",
            Self::Boundary(_) => "PermissionsBoundary",
            Self::AttachedPolicies(_) => "AttachedManagedPolicies",
            Self::Groups(_) => "GroupList",
            Self::MfaDevices(_) => "MFADevices",
            Self::AccountName(_) => "AccountName",
            Self::Regions(_) => "Regions",
            Self::Aliases(_) => "AccountAliases",
            Self::JwtVendingEnabled(_) => "JwtVendingEnabled",
            Self::Members(_) => "the members",
            Self::Unit(_) => "OrganizationalUnit",
            Self::ServiceControlPolicies(_) => "ServiceControlPolicies",
            Self::ResourceControlPolicies(_) => "ResourceControlPolicies",
            Self::ResourceAccount(_) => "AccountId",
            Self::ResourcePolicy(_) => "Policy",
            Self::StartPrincipal(_) => "principal",
            Self::StartTime(_) => "time",
            Self::Start(part) => part.name(),
            Self::Organization(part) => part.name(),
            Self::Provider(part) => part.name(),
            Self::Scenario(part) => part.name(),
        }
    }
}

/// What can be added to a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NewEntity {
    /// An account, in that unit or outside the organization.
    Account(Option<Rc<[usize]>>),
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
    /// An SCP, attached to a unit.
    ServiceControlPolicy(Rc<[usize]>),
    /// An RCP, attached to a unit.
    ResourceControlPolicy(Rc<[usize]>),
    /// A SAML provider of the account.
    SamlProvider(AccountId),
    /// An OpenID Connect provider of the account.
    OidcProvider(AccountId),
    /// A resource of the account.
    Resource(AccountId, ResourceKind),
    /// The policy of a resource that has none.
    ResourcePolicy(Arn),
}

impl NewEntity {
    /// What it is, with its article.
    pub(crate) fn label(&self) -> &'static str {
        match self {
            Self::Account(_) => "an account",
            Self::User(_) => "a user",
            Self::Group(_) => "a group",
            Self::Role(_) => "a role",
            Self::ManagedPolicy(_) => "a managed policy",
            Self::InlinePolicy(_) => "an inline policy",
            Self::Organization => "an organization",
            Self::Unit(_) => "an organizational unit",
            Self::ServiceControlPolicy(_) => "an SCP",
            Self::ResourceControlPolicy(_) => "an RCP",
            Self::SamlProvider(_) => "a SAML provider",
            Self::OidcProvider(_) => "an OIDC provider",
            Self::Resource(_, kind) => kind.label(),
            Self::ResourcePolicy(_) => "a resource policy",
        }
    }
}

/// Kinds of resources that a policy can be attached to, as `docs/scenario.md` lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ResourceKind {
    /// An S3 bucket.
    Bucket,
    /// A KMS key.
    Key,
    /// An SQS queue.
    Queue,
    /// An SNS topic.
    Topic,
    /// A secret of Secrets Manager.
    Secret,
    /// A Lambda function.
    Function,
    /// A VPC endpoint.
    VpcEndpoint,
    /// Anything else that has an ARN, which is then written.
    Other,
}

impl ResourceKind {
    /// What it is, with its article.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Bucket => "a bucket",
            Self::Key => "a KMS key",
            Self::Queue => "a queue",
            Self::Topic => "a topic",
            Self::Secret => "a secret",
            Self::Function => "a function",
            Self::VpcEndpoint => "a VPC endpoint",
            Self::Other => "a resource",
        }
    }
}
