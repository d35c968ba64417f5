//! The scenario file, version 1, as `docs/scenario.md` describes it.
//!
//! [`Scenario::read`] is strict and reports everything that is wrong with path and place; [`Scenario::write`] gives back
//! what was read. In between, a scenario is plain data that can be edited.

use std::rc::Rc;

use iam::{AccountId, Arn, Assumptions, Decision, PolicyType, Timestamp};

mod address;
mod changes;
mod check;
pub(crate) mod codec;
mod document;
pub mod edit;
pub mod fields;
mod json_read;
mod json_write;
pub(crate) mod layout;
mod list;
mod lookup;
pub mod managed;
mod merge;
pub(crate) mod named;
mod new;
pub(crate) mod reading;
mod records;
mod references;
mod report;
pub mod stand_in;
pub mod switches;

pub(crate) use check::shown;

pub use address::DocumentAddress;
pub use document::Document;
pub use layout::Layout;
pub use list::List;
pub use merge::{MergeError, merge};

/// Providers that exist in every account. AWS: "AWS JSON policy elements: Principal", section on web identity sessions.
pub const BUILT_IN_PROVIDERS: [&str; 4] = [
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
];

/// How many accounts, users, groups, roles, policies of any kind, attachments of policies, providers, resources and steps a
/// file may hold together.
pub const MOST_ENTITIES: usize = 20_000;

/// How many steps a file may hold: more than anybody reads, and few enough to be run at every key that is pressed.
pub const MOST_STEPS: usize = 300;

/// A world, a chain of calls made in it, and what is expected of every call.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// `title`.
    pub title: Rc<str>,
    /// `teaches`.
    pub teaches: Option<Rc<str>>,
    /// `source`: title of the AWS document that the expectations follow.
    pub source: Option<Rc<str>>,
    /// `seed`.
    pub seed: Option<Rc<str>>,
    /// `start`.
    pub start: Start,
    /// `organization`.
    pub organization: Option<Organization>,
    /// `accounts`.
    pub accounts: List<Account>,
    /// `resources`.
    pub resources: Vec<Resource>,
    /// `steps`.
    pub steps: Vec<Step>,
    /// `assumptions`; where a switch was not given, its default.
    pub assumptions: Assumptions,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// Something wrong with a scenario file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioError {
    /// The path of the member: `accounts[1].Roles[0].MaxSessionDuration`.
    pub path: String,
    /// The place in the text.
    pub span: policy::Span,
    /// Line and column of that place.
    pub at: policy::LineColumn,
    /// One sentence: what is wrong.
    pub message: String,
    /// One sentence: the way out.
    pub help: Option<String>,
}

/// Who begins, with which credentials, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// `principal`, as written: an ARN, a service, or a built-in provider.
    pub principal: Rc<str>,
    /// `federatingUser`: the user, or root, who called GetFederationToken; without it nobody's policies are known.
    pub federating_user: Option<Arn>,
    /// `credentials`; nothing means the default of the principal's kind.
    pub credentials: Option<StartCredentials>,
    /// `time`.
    pub time: Timestamp,
    /// `mfa`.
    pub mfa: Option<bool>,
    /// `RoleSessionName`.
    pub role_session_name: Option<Rc<str>>,
    /// `Tags`.
    pub tags: Vec<TagEntry>,
    /// `TransitiveTagKeys`.
    pub transitive_tag_keys: Vec<Rc<str>>,
    /// `SourceIdentity`.
    pub source_identity: Option<Rc<str>>,
    /// `Policy`.
    pub policy: Option<Document>,
    /// `PolicyArns`, each element's `arn`.
    pub policy_arns: Vec<Rc<str>>,
    /// `issued`.
    pub issued: Option<Timestamp>,
    /// `DurationSeconds`.
    pub duration_seconds: Option<i64>,
    /// `deliveredBy`.
    pub delivered_by: Option<Rc<str>>,
    /// `sessionKeys`: what that service put into the session.
    pub session_keys: ContextEntries,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// `start.credentials`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StartCredentials {
    /// `longTerm`.
    LongTerm,
    /// `sessionToken`.
    SessionToken,
    /// `roleSession`.
    RoleSession,
    /// `federationToken`.
    FederationToken,
    /// `none`.
    None,
}

/// A tag as the file holds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TagEntry {
    /// `Key`.
    pub key: Rc<str>,
    /// `Value`.
    pub value: Rc<str>,
}

/// An organization.
#[derive(Debug, Clone, PartialEq)]
pub struct Organization {
    /// `Id`.
    pub id: Rc<str>,
    /// `MasterAccountId`.
    pub management_account: AccountId,
    /// `serviceControlPoliciesEnabled`.
    pub service_control_policies_enabled: Option<bool>,
    /// `EnabledFeatures`, as `aws iam list-organizations-features` prints them.
    pub enabled_features: Vec<Rc<str>>,
    /// `delegatedAdministrators`: member accounts that administer IAM for the organization.
    pub delegated_administrators: Vec<AccountId>,
    /// `Policies`.
    pub policies: Vec<OrganizationPolicy>,
    /// `Root`.
    pub root: OrganizationalUnit,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// An SCP or RCP of the organization.
#[derive(Debug, Clone, PartialEq)]
pub struct OrganizationPolicy {
    /// `Id`.
    pub id: Option<Rc<str>>,
    /// `Name`.
    pub name: Rc<str>,
    /// `Type`: [`PolicyType::ServiceControl`] or [`PolicyType::ResourceControl`].
    pub kind: PolicyType,
    /// `Description`.
    pub description: Option<Rc<str>>,
    /// `Content`.
    pub content: Document,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// The root of an organization or one of its units.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OrganizationalUnit {
    /// `Id`.
    pub id: Option<Rc<str>>,
    /// `Name`.
    pub name: Option<Rc<str>>,
    /// `ServiceControlPolicies`, names; nothing means `FullAWSAccess`.
    pub service_control_policies: Option<Vec<Rc<str>>>,
    /// `ResourceControlPolicies`, names.
    pub resource_control_policies: Option<Vec<Rc<str>>>,
    /// `Accounts`.
    pub accounts: Vec<AccountId>,
    /// `OrganizationalUnits`.
    pub units: Vec<OrganizationalUnit>,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// An account and what is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// `AccountId`.
    pub id: AccountId,
    /// `AccountName`.
    pub name: Option<Rc<str>>,
    /// `AccountAliases`.
    pub aliases: Vec<Rc<str>>,
    /// `Regions`; nothing means all.
    pub regions: Option<Vec<Rc<str>>>,
    /// `JwtVendingEnabled`: whether GetWebIdentityToken is switched on.
    pub jwt_vending_enabled: Option<bool>,
    /// `ServiceControlPolicies`, names; nothing means `FullAWSAccess`.
    pub service_control_policies: Option<Vec<Rc<str>>>,
    /// `ResourceControlPolicies`, names.
    pub resource_control_policies: Option<Vec<Rc<str>>>,
    /// `Users`.
    pub users: List<User>,
    /// `Groups`.
    pub groups: Vec<Group>,
    /// `Roles`.
    pub roles: List<Role>,
    /// `Policies`.
    pub policies: Vec<ManagedPolicy>,
    /// `SAMLProviderList`.
    pub saml_providers: Vec<SamlProvider>,
    /// `OpenIDConnectProviderList`.
    pub oidc_providers: Vec<OidcProvider>,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// An IAM user.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct User {
    /// `UserName`.
    pub name: Rc<str>,
    /// `Path`.
    pub path: Option<Rc<str>>,
    /// `UserId`.
    pub unique_id: Option<Rc<str>>,
    /// `UserPolicyList`.
    pub inline_policies: Vec<InlinePolicy>,
    /// `AttachedManagedPolicies`.
    pub attached_policies: Vec<AttachedPolicy>,
    /// `GroupList`, names.
    pub groups: Vec<Rc<str>>,
    /// `PermissionsBoundary.PermissionsBoundaryArn`.
    pub boundary: Option<Boundary>,
    /// `Tags`.
    pub tags: Vec<TagEntry>,
    /// `MFADevices`.
    pub mfa_devices: Vec<MfaDevice>,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// An IAM group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// `GroupName`.
    pub name: Rc<str>,
    /// `Path`.
    pub path: Option<Rc<str>>,
    /// `GroupId`.
    pub unique_id: Option<Rc<str>>,
    /// `GroupPolicyList`.
    pub inline_policies: Vec<InlinePolicy>,
    /// `AttachedManagedPolicies`.
    pub attached_policies: Vec<AttachedPolicy>,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// A role.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// `RoleName`.
    pub name: Rc<str>,
    /// `Path`.
    pub path: Option<Rc<str>>,
    /// `RoleId`.
    pub unique_id: Option<Rc<str>>,
    /// `Description`.
    pub description: Option<Rc<str>>,
    /// `MaxSessionDuration`, seconds; nothing means 3600.
    pub max_session_duration: Option<i64>,
    /// `AssumeRolePolicyDocument`.
    pub trust_policy: Document,
    /// `RolePolicyList`.
    pub inline_policies: Vec<InlinePolicy>,
    /// `AttachedManagedPolicies`.
    pub attached_policies: Vec<AttachedPolicy>,
    /// `PermissionsBoundary`.
    pub boundary: Option<Boundary>,
    /// `Tags`.
    pub tags: Vec<TagEntry>,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// An inline policy.
#[derive(Debug, Clone, PartialEq)]
pub struct InlinePolicy {
    /// `PolicyName`.
    pub name: Rc<str>,
    /// `PolicyDocument`.
    pub document: Document,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// A managed policy that is attached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedPolicy {
    /// `PolicyArn`; from `PolicyName` in the entity's own account where only that was given.
    pub arn: Arn,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// A permissions boundary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundary {
    /// `PermissionsBoundaryArn`.
    pub arn: Arn,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// A device for codes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MfaDevice {
    /// `SerialNumber`.
    pub serial_number: Rc<str>,
    /// `Base32StringSeed`; without it, any six digits are taken.
    pub seed: Option<Rc<str>>,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// A customer managed policy.
#[derive(Debug, Clone, PartialEq)]
pub struct ManagedPolicy {
    /// `PolicyName`.
    pub name: Rc<str>,
    /// `Path`.
    pub path: Option<Rc<str>>,
    /// `PolicyId`.
    pub unique_id: Option<Rc<str>>,
    /// `Arn`, where it is not the one that account, path and name make: an AWS-managed policy that is given here.
    pub arn: Option<Arn>,
    /// `Description`.
    pub description: Option<Rc<str>>,
    /// `PolicyDocument`, or the default version of `PolicyVersionList`.
    pub document: Document,
    /// How the members stood in the file; other versions are kept here.
    pub layout: Layout,
}

/// A SAML provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamlProvider {
    /// `Arn`.
    pub arn: Arn,
    /// `SAMLMetadataDocument`, as XML; a provider without it is simulated.
    pub metadata: Option<Rc<str>>,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// An OpenID Connect provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OidcProvider {
    /// `Arn`.
    pub arn: Arn,
    /// `Url`, as written.
    pub url: Option<Rc<str>>,
    /// `ClientIDList`.
    pub client_ids: Vec<Rc<str>>,
    /// `Jwks`: the key set that the issuer publishes, as JSON; a provider without it is simulated.
    pub key_set: Option<Rc<str>>,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// A resource that steps may act on.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// `Arn`.
    pub arn: Arn,
    /// `AccountId`.
    pub account: Option<AccountId>,
    /// `Policy`.
    pub policy: Option<Document>,
    /// `Tags`.
    pub tags: Vec<TagEntry>,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// Condition keys with their values, in the file's order; no values means the key is taken away.
pub type ContextEntries = Vec<(Rc<str>, Option<Vec<Rc<str>>>)>;

/// One step of the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// `id`.
    pub id: Rc<str>,
    /// `title`.
    pub title: Option<Rc<str>>,
    /// `after`, seconds.
    pub after: Option<i64>,
    /// `as`.
    pub caller: Option<Rc<str>>,
    /// `endpoint`.
    pub endpoint: Option<Rc<str>>,
    /// `account`: where a change of the world happens.
    pub account: Option<AccountId>,
    /// What is done.
    pub operation: Operation,
    /// `PassRole`: the role that an action hands to a service.
    pub passed_role: Option<PassedRole>,
    /// `sessionKeys`: what a service puts into the session that it makes; every request of the session carries it.
    pub session_keys: ContextEntries,
    /// `context`: keys with their values; no values means the key is taken away.
    pub context: ContextEntries,
    /// `expect`.
    pub expect: Option<Expectation>,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// A call to the Security Token Service.
    Sts(StsCall),
    /// Any other action.
    Action {
        /// `Action`.
        action: iam::Action,
        /// `Resource`; nothing means `*`.
        resource: Option<Rc<str>>,
    },
    /// A change of the world by its administrator.
    Change(Change),
    /// Switch Role in the console.
    SwitchRole(SwitchRole),
}

/// A role that an action hands to a service. AWS: "Grant a user permissions to pass a role to an AWS service".
#[derive(Debug, Clone, PartialEq)]
pub struct PassedRole {
    /// `RoleArn`.
    pub role_arn: Rc<str>,
    /// `PassedToService`; nothing means the service that the action is known to pass roles to.
    pub passed_to_service: Option<Rc<str>>,
    /// `AssociatedResourceArn`; nothing means the action's resource.
    pub associated_resource_arn: Option<Rc<str>>,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// What the console's form Switch Role asks for, under the names that its link gives them. AWS: "Switch from a user to an
/// IAM role (console)".
#[derive(Debug, Clone, PartialEq)]
pub struct SwitchRole {
    /// `account`: an id or an alias.
    pub account: Rc<str>,
    /// `roleName`, behind the role's path where it has one.
    pub role_name: Rc<str>,
    /// `displayName`.
    pub display_name: Option<Rc<str>>,
    /// `color`.
    pub color: Option<Rc<str>>,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// A call with the layout of its parameters. Session policies stand in the call as text.
#[derive(Debug, Clone, PartialEq)]
pub struct StsCall {
    /// The call.
    pub call: sts::request::Call,
    /// How the parameters stood in the file.
    pub layout: Layout,
}

/// A change of the world: AWS's operation and its parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Which operation.
    pub operation: ChangeOperation,
    /// `RoleName` or `UserName`; for `CreatePolicyVersion` the `PolicyArn`.
    pub target: Rc<str>,
    /// `PolicyName`.
    pub policy_name: Option<Rc<str>>,
    /// `PolicyArn` or `PermissionsBoundary`, as written: what is no ARN the service refuses.
    pub policy_arn: Option<Rc<str>>,
    /// `PolicyDocument` or `AssumeRolePolicyDocument`.
    pub document: Option<Document>,
    /// `MaxSessionDuration`.
    pub max_session_duration: Option<i64>,
    /// `Path`.
    pub path: Option<Rc<str>>,
    /// `Tags`.
    pub tags: Vec<TagEntry>,
    /// How the parameters stood in the file.
    pub layout: Layout,
}

/// AWS's operations that change the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are AWS's operations")]
pub enum ChangeOperation {
    CreateRole,
    DeleteRole,
    UpdateRole,
    UpdateAssumeRolePolicy,
    PutRolePolicy,
    DeleteRolePolicy,
    AttachRolePolicy,
    DetachRolePolicy,
    PutRolePermissionsBoundary,
    DeleteRolePermissionsBoundary,
    TagRole,
    CreateUser,
    DeleteUser,
    PutUserPolicy,
    DeleteUserPolicy,
    AttachUserPolicy,
    DetachUserPolicy,
    PutUserPermissionsBoundary,
    DeleteUserPermissionsBoundary,
    TagUser,
    CreatePolicyVersion,
}

impl ChangeOperation {
    /// Every operation.
    pub const ALL: [Self; 21] = [
        Self::CreateRole,
        Self::DeleteRole,
        Self::UpdateRole,
        Self::UpdateAssumeRolePolicy,
        Self::PutRolePolicy,
        Self::DeleteRolePolicy,
        Self::AttachRolePolicy,
        Self::DetachRolePolicy,
        Self::PutRolePermissionsBoundary,
        Self::DeleteRolePermissionsBoundary,
        Self::TagRole,
        Self::CreateUser,
        Self::DeleteUser,
        Self::PutUserPolicy,
        Self::DeleteUserPolicy,
        Self::AttachUserPolicy,
        Self::DetachUserPolicy,
        Self::PutUserPermissionsBoundary,
        Self::DeleteUserPermissionsBoundary,
        Self::TagUser,
        Self::CreatePolicyVersion,
    ];

    /// The operation's name as AWS spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CreateRole => "CreateRole",
            Self::DeleteRole => "DeleteRole",
            Self::UpdateRole => "UpdateRole",
            Self::UpdateAssumeRolePolicy => "UpdateAssumeRolePolicy",
            Self::PutRolePolicy => "PutRolePolicy",
            Self::DeleteRolePolicy => "DeleteRolePolicy",
            Self::AttachRolePolicy => "AttachRolePolicy",
            Self::DetachRolePolicy => "DetachRolePolicy",
            Self::PutRolePermissionsBoundary => "PutRolePermissionsBoundary",
            Self::DeleteRolePermissionsBoundary => "DeleteRolePermissionsBoundary",
            Self::TagRole => "TagRole",
            Self::CreateUser => "CreateUser",
            Self::DeleteUser => "DeleteUser",
            Self::PutUserPolicy => "PutUserPolicy",
            Self::DeleteUserPolicy => "DeleteUserPolicy",
            Self::AttachUserPolicy => "AttachUserPolicy",
            Self::DetachUserPolicy => "DetachUserPolicy",
            Self::PutUserPermissionsBoundary => "PutUserPermissionsBoundary",
            Self::DeleteUserPermissionsBoundary => "DeleteUserPermissionsBoundary",
            Self::TagUser => "TagUser",
            Self::CreatePolicyVersion => "CreatePolicyVersion",
        }
    }
}

/// `expect`: only what is given is compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expectation {
    /// `result`.
    pub result: Option<ExpectedResult>,
    /// `error`.
    pub error: Option<Rc<str>>,
    /// `authorization`.
    pub authorization: Option<Rc<str>>,
    /// `decision`.
    pub decision: Option<Decision>,
    /// `blockedBy`, in the file's order.
    pub blocked_by: Option<Vec<PolicyType>>,
    /// How the members stood in the file.
    pub layout: Layout,
}

/// `expect.result`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpectedResult {
    /// `succeeded`.
    Succeeded,
    /// `refused`.
    Refused,
    /// `notReached`.
    NotReached,
    /// `undecided`.
    Undecided,
}

impl ExpectedResult {
    /// The word in the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Refused => "refused",
            Self::NotReached => "notReached",
            Self::Undecided => "undecided",
        }
    }
}

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with path and place.
    pub fn read(text: &str) -> Result<Self, Vec<ScenarioError>> {
        json_read::read(text)
    }

    /// Writes the scenario: what was read comes back unchanged, and what was not touched since keeps its white space. What
    /// is new, or was read in one line, has two-space indentation and a line feed at the end.
    #[must_use]
    pub fn write(&self) -> String {
        json_write::write(self)
    }

    /// The same with two-space indentation, whatever white space it was read with: for comparing what two say.
    #[must_use]
    pub fn print(&self) -> String {
        json_write::print(self)
    }

    /// Everything that does not fit together (a name that leads nowhere, two roles of one name, …), by path; empty for
    /// a scenario that [`Scenario::read`] would accept. For scenarios that were edited.
    #[must_use]
    pub fn problems(&self) -> Vec<ScenarioError> {
        match Self::read(&self.write()) {
            Ok(_) => Vec::new(),
            Err(problems) => problems,
        }
    }
}
