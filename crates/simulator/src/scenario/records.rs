//! The objects of the format, each in one place: its members, their types, what they mean, and which field of which type
//! they fill. Reader, writer and schema test all go by these lists; the order is the documented one.

use std::rc::Rc;

use iam::{
    AccountId, Arn, Assumptions, DenialReasons, DurationLimit, MultivaluedKey, RoleSessionMfa,
    WildcardPrincipal,
};
use policy::json::{Kind, Value};
use sts::request::{
    AssumeRole, AssumeRoleWithSaml, AssumeRoleWithWebIdentity, AssumeRoot, Call,
    DecodeAuthorizationMessage, GetAccessKeyInfo, GetDelegatedAccessToken, GetFederationToken,
    GetSessionToken, GetWebIdentityToken, ProvidedContext, SamlAssertion, TradeInToken,
    WebIdentityToken,
};

use super::{
    Account, AttachedPolicy, Boundary, Document, Expectation, Group, InlinePolicy, Layout,
    ManagedPolicy, MfaDevice, OidcProvider, Operation, Organization, OrganizationPolicy,
    OrganizationalUnit, PassedRole, Resource, Role, SamlProvider, Scenario, Start, Step, StsCall,
    SwitchRole, User, changes,
    codec::{
        self, CREDENTIALS, DECISIONS, Element, Members, POLICY_TYPES, RESULTS, Record,
        Surroundings, as_word, string,
    },
    fields::{Field, Object, Rule, Shape},
    layout::{Written, member, value},
    named::Named,
};

/// One member of a table.
macro_rules! field {
    ($name:literal, $presence:ident, $shape:expr, $meaning:literal) => {
        Field {
            name: $name,
            required: codec::$presence::REQUIRED,
            shape: $shape,
            meaning: $meaning,
        }
    };
}

/// One object of the format: its table, and how its members fill a type. `computed` members are checked and written,
/// but follow from the rest.
macro_rules! record {
    ($type:ty, $title:literal, $table:ident, $own:ident;
        computed { $($cname:literal $crequired:literal $cshape:expr, $cmeaning:literal, $compute:expr;)* }
        fields { $($member:ident = $name:literal $presence:ident $shape:expr, $meaning:literal;)* }
        kept [$($kept:literal),*]
    ) => {
        pub(super) fn $table() -> &'static Object {
            static TABLE: Object = Object {
                name: $title,
                fields: &[
                    $(Field { name: $cname, required: $crequired, shape: $cshape, meaning: $cmeaning },)*
                    $(field!($name, $presence, $shape, $meaning),)*
                ],
                kept: &[$($kept),*],
                one_of: &[],
                remembers_order: record!(@remembers $own),
            };
            &TABLE
        }

        impl Record for $type {
            fn table() -> &'static Object {
                $table()
            }

            #[allow(unused_variables, reason = "some records are empty or stand alone")]
            fn from_members(members: Members<'_>, around: &Surroundings) -> Option<Self> {
                Some(record!(@build $own { $($member: codec::$presence::read(members.get($name), around)?,)* }))
            }

            #[allow(unused_variables, reason = "some records are empty or stand alone")]
            fn member(&self, name: &str, around: &Surroundings) -> Written {
                match name {
                    $($cname => {
                        let compute: fn(&Self, &Surroundings) -> Written = $compute;
                        compute(self, around)
                    })*
                    $($name => codec::$presence::write(&self.$member, around),)*
                    _ => Written::Absent,
                }
            }
        }

        record!(@element $own $type);
    };
    (@remembers own) => { true };
    (@remembers outer) => { true };
    (@remembers bare) => { false };
    (@build bare $fields:tt) => { Self $fields };
    (@build $own:ident { $($fields:tt)* }) => { Self { $($fields)* layout: Layout::default() } };
    (@element own $type:ty) => {
        impl Element for $type {
            fn read(value: &Value, around: &Surroundings) -> Option<Self> {
                let mut record = Self::from_members(Members::of(value), around)?;
                record.layout =
                    Layout::of(Self::table(), value, &|name| record.member(name, around));
                Some(record)
            }

            fn write(&self, around: &Surroundings) -> Value {
                self.layout.write(Self::table(), &|name| self.member(name, around))
            }
        }
    };
    (@element bare $type:ty) => {
        impl Element for $type {
            fn read(value: &Value, around: &Surroundings) -> Option<Self> {
                Self::from_members(Members::of(value), around)
            }

            fn write(&self, around: &Surroundings) -> Value {
                Layout::default().write(Self::table(), &|name| self.member(name, around))
            }
        }
    };
    (@element outer $type:ty) => {};
}

const TEXT: Shape = Shape::Text(Rule::Any);
const TEXTS: Shape = Shape::List(&TEXT);
const ARN: Shape = Shape::Text(Rule::Arn);
const DESCRIPTION: Shape = TEXT;
const PATH: Shape = Shape::Text(Rule::Path);
const ENTITY_NAME: Shape = Shape::Text(Rule::EntityName);
const LONG_NAME: Shape = Shape::Text(Rule::LongName);
const ACCOUNT_ID: Shape = Shape::Text(Rule::AccountId);
pub(super) const TAGS: Shape = Shape::List(&Shape::Object(tag_table));
const INLINE_POLICIES: Shape = Shape::List(&Shape::Object(inline_policy_table));
const ATTACHED_POLICIES: Shape = Shape::List(&Shape::Object(attached_policy_table));
const BOUNDARY: Shape = Shape::Object(boundary_table);
const POLICY_NAMES: Shape = Shape::List(&LONG_NAME);
/// Seconds: the longest that AWS gives to any temporary credentials is 36 hours.
const GIVEN_DURATION: Shape = Shape::Whole(1, 129_600);
/// A whole number whose range is the service's matter.
const ANY_WHOLE: Shape = Shape::Whole(i64::MIN, i64::MAX);
pub(super) const MAX_SESSION_DURATION: Shape = Shape::Whole(3600, 43_200);

fn number(text: &str) -> Written {
    Written::Present(value(Kind::Number(text.into())))
}

/// An entity's own ARN, which AWS prints and which follows from account, path and name.
fn own_arn(around: &Surroundings, arn: impl FnOnce(AccountId) -> Arn) -> Written {
    around
        .account
        .map_or(Written::Absent, |account| Written::WhereItStood(string(arn(account).shared())))
}

record! {
    Scenario, "the scenario", scenario_table, own;
    computed {
        "version" true Shape::Version, "the format's version, 1", |_, _| number("1");
    }
    fields {
        title = "title" required TEXT, "what the scenario is called";
        teaches = "teaches" optional TEXT, "one sentence: what one learns here";
        source = "source" optional TEXT, "title of the AWS document that the expectations follow";
        seed = "seed" optional TEXT, "what ids, keys and tokens are derived from";
        start = "start" required Shape::Object(start_table), "who begins, with which credentials, and when";
        organization = "organization" optional Shape::Object(organization_table), "the organization, if there is one";
        accounts = "accounts" required_list Shape::List(&Shape::Object(account_table)), "the accounts and what is in them";
        resources = "resources" list Shape::List(&Shape::Object(resource_table)), "resources that steps may act on";
        steps = "steps" required_list Shape::List(&Shape::Object(step_table)), "the chain";
        assumptions = "assumptions" switches Shape::Object(assumptions_table), "switches for points where AWS's own documents differ";
    }
    kept []
}

record! {
    Start, "the start", start_table, own;
    computed {}
    fields {
        principal = "principal" required Shape::Text(Rule::NotEmpty), "an ARN, a service, or a provider";
        federating_user = "federatingUser" optional Shape::Text(Rule::Arn), "the user, or root, whose federated user's session it is";
        credentials = "credentials" optional Shape::Word(CREDENTIALS), "what kind of credentials it begins with";
        time = "time" required Shape::Text(Rule::Time), "the moment of the first step, before its `after`";
        mfa = "mfa" optional Shape::Flag, "whether the session was made with a code";
        role_session_name = "RoleSessionName" optional Shape::Text(Rule::SessionName), "the given session's name";
        tags = "Tags" list TAGS, "tags that the given session carries";
        transitive_tag_keys = "TransitiveTagKeys" list TEXTS, "which of them are transitive";
        source_identity = "SourceIdentity" optional Shape::Text(Rule::SessionName), "the given session's source identity";
        policy = "Policy" optional Shape::Document, "the given session's policy";
        policy_arns = "PolicyArns" arns Shape::List(&Shape::Object(policy_arn_table)), "the given session's managed policies";
        issued = "issued" optional Shape::Text(Rule::Time), "when the given session was issued";
        duration_seconds = "DurationSeconds" optional GIVEN_DURATION, "how long it lasts from then";
        delivered_by = "deliveredBy" optional Shape::Text(Rule::Service), "the service that handed the session out";
        session_keys = "sessionKeys" context Shape::Context, "condition keys that the service put into the session";
    }
    kept []
}

/// A tag.
fn tag_table() -> &'static Object {
    static TABLE: Object = Object {
        name: "a tag",
        fields: &[
            field!("Key", required, Shape::Text(Rule::TagKey), "the tag's key"),
            field!("Value", required, Shape::Text(Rule::TagValue), "the tag's value"),
        ],
        kept: &[],
        one_of: &[],
        remembers_order: false,
    };
    &TABLE
}

/// A tag of a request: any text, since refusing it is the service's part.
fn request_tag_table() -> &'static Object {
    static TABLE: Object = Object {
        name: "a tag of a request",
        fields: &[
            field!("Key", required, TEXT, "the tag's key"),
            field!("Value", required, TEXT, "the tag's value"),
        ],
        kept: &[],
        one_of: &[],
        remembers_order: false,
    };
    &TABLE
}

/// An element of `PolicyArns`.
fn policy_arn_table() -> &'static Object {
    static TABLE: Object = Object {
        name: "an element of PolicyArns",
        fields: &[field!("arn", required, TEXT, "the managed policy's ARN")],
        kept: &[],
        one_of: &[],
        remembers_order: false,
    };
    &TABLE
}

record! {
    Organization, "an organization", organization_table, own;
    computed {}
    fields {
        id = "Id" required Shape::Text(Rule::OrganizationId), "the organization's id";
        management_account = "MasterAccountId" required ACCOUNT_ID, "the management account";
        service_control_policies_enabled = "serviceControlPoliciesEnabled" optional Shape::Flag, "`false` switches SCPs off";
        enabled_features = "EnabledFeatures" list Shape::List(&Shape::Word(&["RootCredentialsManagement", "RootSessions"])), "what is switched on for the root users of member accounts";
        delegated_administrators = "delegatedAdministrators" list Shape::List(&ACCOUNT_ID), "member accounts that administer IAM for the organization";
        policies = "Policies" list Shape::List(&Shape::Object(organization_policy_table)), "SCPs and RCPs";
        root = "Root" required Shape::Object(unit_table), "the root of the tree";
    }
    kept ["Arn", "FeatureSet", "MasterAccountArn", "MasterAccountEmail", "AvailablePolicyTypes"]
}

record! {
    OrganizationPolicy, "an organization's policy", organization_policy_table, own;
    computed {}
    fields {
        id = "Id" optional Shape::Text(Rule::OrganizationPolicyId), "the policy's id";
        name = "Name" required LONG_NAME, "the policy's name";
        kind = "Type" organization_type Shape::Word(&["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]), "which kind it is";
        description = "Description" optional DESCRIPTION, "a line for the reader";
        content = "Content" required Shape::Document, "the document";
    }
    kept ["Arn", "AwsManaged"]
}

record! {
    OrganizationalUnit, "the root or an organizational unit", unit_table, own;
    computed {}
    fields {
        id = "Id" optional Shape::Text(Rule::UnitId), "its id";
        name = "Name" optional Shape::Text(Rule::UnitName), "its name";
        service_control_policies = "ServiceControlPolicies" optional POLICY_NAMES, "names of the SCPs attached here";
        resource_control_policies = "ResourceControlPolicies" optional POLICY_NAMES, "names of the RCPs attached here";
        accounts = "Accounts" list Shape::List(&ACCOUNT_ID), "the accounts directly in it";
        units = "OrganizationalUnits" list Shape::List(&Shape::Object(unit_table)), "the units directly in it";
    }
    kept ["Arn", "PolicyTypes"]
}

record! {
    Account, "an account", account_table, outer;
    computed {}
    fields {
        id = "AccountId" required ACCOUNT_ID, "the account's id";
        name = "AccountName" optional Shape::Text(Rule::AccountName), "shown beside the id";
        aliases = "AccountAliases" list Shape::List(&Shape::Text(Rule::Alias)), "the account's aliases";
        regions = "Regions" optional Shape::List(&Shape::Text(Rule::Region)), "Regions activated for STS";
        jwt_vending_enabled = "JwtVendingEnabled" optional Shape::Flag, "whether GetWebIdentityToken is switched on";
        service_control_policies = "ServiceControlPolicies" optional POLICY_NAMES, "names of the SCPs attached to the account";
        resource_control_policies = "ResourceControlPolicies" optional POLICY_NAMES, "names of the RCPs attached to the account";
        users = "Users" list Shape::List(&Shape::Object(user_table)), "IAM users";
        groups = "Groups" list Shape::List(&Shape::Object(group_table)), "IAM groups";
        roles = "Roles" list Shape::List(&Shape::Object(role_table)), "roles";
        policies = "Policies" list Shape::List(&Shape::Object(managed_policy_table)), "customer managed policies";
        saml_providers = "SAMLProviderList" list Shape::List(&Shape::Object(saml_provider_table)), "SAML providers";
        oidc_providers = "OpenIDConnectProviderList" list Shape::List(&Shape::Object(oidc_provider_table)), "OpenID Connect providers";
    }
    kept ["Arn", "Email", "Status", "State", "JoinedMethod", "JoinedTimestamp", "ResponseMetadata"]
}

impl Element for Account {
    fn read(value: &Value, _: &Surroundings) -> Option<Self> {
        let around = surroundings(Members::of(value));
        let mut account = Self::from_members(Members::of(value), &around)?;
        account.layout = Layout::of(Self::table(), value, &|name| account.member(name, &around));
        Some(account)
    }

    fn write(&self, _: &Surroundings) -> Value {
        let around = Surroundings { account: Some(self.id), ..Surroundings::default() };
        self.layout.write(Self::table(), &|name| self.member(name, &around))
    }
}

/// What an account's entities need to know of it.
pub(super) fn surroundings(account: Members<'_>) -> Surroundings {
    let id: Option<AccountId> = account.text("AccountId").and_then(|id| id.parse().ok());
    let mut policies = Named::default();
    for policy in account.items("Policies").iter().map(Members::of) {
        let Some(name) = policy.text("PolicyName") else { continue };
        let path = policy.text("Path").map(|path| &**path);
        let arn = match (policy.text("Arn").and_then(|arn| arn.parse().ok()), id) {
            (Some(arn), _) => arn,
            (None, Some(id)) => super::lookup::entity_arn(id, "policy", path, name),
            (None, None) => continue,
        };
        policies.insert(Rc::clone(name), arn);
    }
    Surroundings { account: id, policies }
}

record! {
    User, "a user", user_table, own;
    computed {
        "Arn" false ARN, "follows from account, path and name", |user, around| own_arn(around, |id| user.arn_in(id));
    }
    fields {
        name = "UserName" required ENTITY_NAME, "the user's name";
        path = "Path" optional PATH, "the user's path";
        unique_id = "UserId" optional Shape::Text(Rule::UniqueId("AIDA")), "the user's unique id";
        inline_policies = "UserPolicyList" list INLINE_POLICIES, "inline policies";
        attached_policies = "AttachedManagedPolicies" list ATTACHED_POLICIES, "managed policies";
        groups = "GroupList" list Shape::List(&LONG_NAME), "names of the user's groups";
        boundary = "PermissionsBoundary" optional BOUNDARY, "the permissions boundary";
        tags = "Tags" list TAGS, "the user's tags";
        mfa_devices = "MFADevices" list Shape::List(&Shape::Object(mfa_device_table)), "devices for codes";
    }
    kept ["CreateDate", "PasswordLastUsed"]
}

record! {
    Group, "a group", group_table, own;
    computed {
        "Arn" false ARN, "follows from account, path and name", |group, around| own_arn(around, |id| group.arn_in(id));
    }
    fields {
        name = "GroupName" required LONG_NAME, "the group's name";
        path = "Path" optional PATH, "the group's path";
        unique_id = "GroupId" optional Shape::Text(Rule::UniqueId("AGPA")), "the group's unique id";
        inline_policies = "GroupPolicyList" list INLINE_POLICIES, "inline policies";
        attached_policies = "AttachedManagedPolicies" list ATTACHED_POLICIES, "managed policies";
    }
    kept ["CreateDate"]
}

record! {
    Role, "a role", role_table, own;
    computed {
        "Arn" false ARN, "follows from account, path and name", |role, around| own_arn(around, |id| role.arn_in(id));
    }
    fields {
        name = "RoleName" required ENTITY_NAME, "the role's name";
        path = "Path" optional PATH, "the role's path";
        unique_id = "RoleId" optional Shape::Text(Rule::UniqueId("AROA")), "the role's unique id";
        description = "Description" optional DESCRIPTION, "a line for the reader";
        max_session_duration = "MaxSessionDuration" optional MAX_SESSION_DURATION, "seconds that a session may last";
        trust_policy = "AssumeRolePolicyDocument" required Shape::Document, "the trust policy";
        inline_policies = "RolePolicyList" list INLINE_POLICIES, "inline policies";
        attached_policies = "AttachedManagedPolicies" list ATTACHED_POLICIES, "managed policies";
        boundary = "PermissionsBoundary" optional BOUNDARY, "the permissions boundary";
        tags = "Tags" list TAGS, "the role's tags";
    }
    kept ["CreateDate", "RoleLastUsed", "InstanceProfileList"]
}

record! {
    InlinePolicy, "an inline policy", inline_policy_table, own;
    computed {}
    fields {
        name = "PolicyName" required LONG_NAME, "the policy's name";
        document = "PolicyDocument" required Shape::Document, "the document";
    }
    kept []
}

record! {
    MfaDevice, "an MFA device", mfa_device_table, own;
    computed {}
    fields {
        serial_number = "SerialNumber" required Shape::Text(Rule::SerialNumber), "the device's serial number or ARN";
        seed = "Base32StringSeed" optional Shape::Text(Rule::Base32), "what its codes are computed from";
    }
    kept ["EnableDate", "UserName"]
}

record! {
    SamlProvider, "a SAML provider", saml_provider_table, own;
    computed {}
    fields {
        arn = "Arn" required ARN, "the provider's ARN";
        metadata = "SAMLMetadataDocument" optional TEXT, "who it is and which keys it signs with";
    }
    kept ["CreateDate", "ValidUntil"]
}

record! {
    OidcProvider, "an OpenID Connect provider", oidc_provider_table, own;
    computed {}
    fields {
        arn = "Arn" required ARN, "the provider's ARN";
        url = "Url" optional Shape::Text(Rule::NotEmpty), "the issuer, with or without `https://`";
        client_ids = "ClientIDList" list Shape::List(&Shape::Text(Rule::NotEmpty)), "the audiences";
        key_set = "Jwks" document_text Shape::KeySet, "the keys that the issuer publishes";
    }
    kept ["CreateDate", "ThumbprintList", "Tags"]
}

record! {
    Resource, "a resource", resource_table, own;
    computed {}
    fields {
        arn = "Arn" required ARN, "the resource's ARN";
        account = "AccountId" optional ACCOUNT_ID, "its account, where the ARN does not say it";
        policy = "Policy" optional Shape::Document, "its policy";
        tags = "Tags" list TAGS, "its tags";
    }
    kept []
}

record! {
    Expectation, "what is expected", expectation_table, own;
    computed {}
    fields {
        result = "result" optional Shape::Word(RESULTS), "how the step ends";
        error = "error" optional Shape::Text(Rule::ErrorCode), "the error's code";
        authorization = "authorization" optional Shape::Text(Rule::Action), "the action that is refused";
        decision = "decision" optional Shape::Word(DECISIONS), "the decision on it";
        blocked_by = "blockedBy" one_or_more Shape::OneOrMore(&Shape::Word(POLICY_TYPES)), "the policy types in the way";
    }
    kept []
}

/// An attached managed policy: name or ARN.
fn attached_policy_table() -> &'static Object {
    static TABLE: Object = Object {
        name: "an attached policy",
        fields: &[
            field!("PolicyName", optional, LONG_NAME, "the policy's name"),
            field!("PolicyArn", optional, ARN, "the policy's ARN"),
        ],
        kept: &[],
        one_of: &[],
        remembers_order: true,
    };
    &TABLE
}

/// The managed policy that an entry of `AttachedManagedPolicies` means.
pub(super) fn attached_arn(entry: Members<'_>, around: &Surroundings) -> Option<Arn> {
    if let Some(arn) = entry.text("PolicyArn") {
        return arn.parse().ok();
    }
    let name = entry.text("PolicyName")?;
    match around.policies.get(name) {
        Some(arn) => Some(arn.clone()),
        None => super::managed::arn(name),
    }
}

impl Element for AttachedPolicy {
    fn read(value: &Value, around: &Surroundings) -> Option<Self> {
        let arn = attached_arn(Members::of(value), around)?;
        let mut attached = Self { arn, layout: Layout::default() };
        let canonical = attached.write(around);
        attached.layout.remember("", value, Some(canonical));
        Some(attached)
    }

    fn write(&self, _: &Surroundings) -> Value {
        let canonical = value(Kind::Object(vec![
            member("PolicyName", string(self.arn.name())),
            member("PolicyArn", string(self.arn.shared())),
        ]));
        self.layout.respell("", Some(canonical.clone())).unwrap_or(canonical)
    }
}

/// A permissions boundary.
fn boundary_table() -> &'static Object {
    static TABLE: Object = Object {
        name: "a permissions boundary",
        fields: &[
            field!(
                "PermissionsBoundaryType",
                optional,
                Shape::Word(&["Policy", "PermissionsBoundaryPolicy"]),
                "always a policy"
            ),
            field!("PermissionsBoundaryArn", required, ARN, "the managed policy's ARN"),
        ],
        kept: &[],
        one_of: &[],
        remembers_order: true,
    };
    &TABLE
}

impl Element for Boundary {
    fn read(value: &Value, around: &Surroundings) -> Option<Self> {
        let arn = Members::of(value).text("PermissionsBoundaryArn")?.parse().ok()?;
        let mut boundary = Self { arn, layout: Layout::default() };
        let canonical = boundary.write(around);
        boundary.layout.remember("", value, Some(canonical));
        Some(boundary)
    }

    fn write(&self, _: &Surroundings) -> Value {
        let canonical = value(Kind::Object(vec![
            member("PermissionsBoundaryType", string("Policy")),
            member("PermissionsBoundaryArn", string(self.arn.shared())),
        ]));
        self.layout.respell("", Some(canonical.clone())).unwrap_or(canonical)
    }
}

/// A managed policy.
fn managed_policy_table() -> &'static Object {
    static TABLE: Object = Object {
        name: "a managed policy",
        fields: &[
            field!("PolicyName", required, LONG_NAME, "the policy's name"),
            field!("Path", optional, PATH, "the policy's path"),
            field!("PolicyId", optional, Shape::Text(Rule::UniqueId("ANPA")), "its unique id"),
            field!("Arn", optional, ARN, "for an AWS-managed policy that is given here"),
            field!("Description", optional, DESCRIPTION, "a line for the reader"),
            field!("PolicyDocument", optional, Shape::Document, "the document"),
            field!(
                "PolicyVersionList",
                optional,
                Shape::List(&Shape::Object(policy_version_table)),
                "its versions, instead of `PolicyDocument`"
            ),
        ],
        kept: &[
            "CreateDate",
            "UpdateDate",
            "DefaultVersionId",
            "AttachmentCount",
            "PermissionsBoundaryUsageCount",
            "IsAttachable",
            "Tags",
        ],
        one_of: &["PolicyDocument", "PolicyVersionList"],
        remembers_order: true,
    };
    &TABLE
}

/// A version of a managed policy.
fn policy_version_table() -> &'static Object {
    static TABLE: Object = Object {
        name: "a policy version",
        fields: &[
            field!("VersionId", required, Shape::Text(Rule::NotEmpty), "`v1`, `v2`, …"),
            field!("IsDefaultVersion", required, Shape::Flag, "whether it is the one in force"),
            field!("Document", required, Shape::Document, "the document"),
        ],
        kept: &["CreateDate"],
        one_of: &[],
        remembers_order: false,
    };
    &TABLE
}

/// The place of the version in force.
pub(super) fn default_version(versions: &[Value]) -> Option<usize> {
    versions.iter().position(|version| {
        Members::of(version)
            .get("IsDefaultVersion")
            .is_some_and(|flag| flag.kind == Kind::Bool(true))
    })
}

impl Record for ManagedPolicy {
    fn table() -> &'static Object {
        managed_policy_table()
    }

    fn from_members(members: Members<'_>, around: &Surroundings) -> Option<Self> {
        let document = match members.get("PolicyDocument") {
            Some(document) => Document::read(document, around)?,
            None => {
                let versions = members.items("PolicyVersionList");
                let version = versions.get(default_version(versions)?)?;
                Document::read(Members::of(version).get("Document")?, around)?
            }
        };
        let mut policy = Self {
            name: codec::required::read(members.get("PolicyName"), around)?,
            path: codec::optional::read(members.get("Path"), around)?,
            unique_id: codec::optional::read(members.get("PolicyId"), around)?,
            arn: None,
            description: codec::optional::read(members.get("Description"), around)?,
            document,
            layout: Layout::default(),
        };
        let arn: Option<Arn> = codec::optional::read(members.get("Arn"), around)?;
        policy.arn =
            arn.filter(|arn| around.account.map(|id| policy.arn_in(id)) != Some(arn.clone()));
        Some(policy)
    }

    fn member(&self, name: &str, around: &Surroundings) -> Written {
        match name {
            "PolicyName" => codec::required::write(&self.name, around),
            "Path" => codec::optional::write(&self.path, around),
            "PolicyId" => codec::optional::write(&self.unique_id, around),
            "Arn" => match &self.arn {
                Some(arn) => Written::Present(string(arn.shared())),
                None => own_arn(around, |id| self.arn_in(id)),
            },
            "Description" => codec::optional::write(&self.description, around),
            "PolicyDocument" if !self.layout.had("PolicyVersionList") => {
                codec::required::write(&self.document, around)
            }
            "PolicyVersionList" => match self.layout.original("PolicyVersionList") {
                Some(versions) => Written::Present(self.in_versions(versions.clone())),
                None => Written::Absent,
            },
            _ => Written::Absent,
        }
    }
}

impl ManagedPolicy {
    /// The versions as they were given, the one in force with the document of now.
    fn in_versions(&self, mut versions: Value) -> Value {
        if let Kind::Array(versions) = &mut versions.kind {
            let place = default_version(versions);
            let version = place.and_then(|place| versions.get_mut(place));
            if let Some(Value { kind: Kind::Object(members), .. }) = version {
                for member in members.iter_mut().filter(|member| *member.name == *"Document") {
                    member.value = codec::write_document(self.document.text());
                }
            }
        }
        versions
    }
}

impl Element for ManagedPolicy {
    fn read(value: &Value, around: &Surroundings) -> Option<Self> {
        let mut policy = Self::from_members(Members::of(value), around)?;
        policy.layout = Layout::of(Self::table(), value, &|name| policy.member(name, around));
        Some(policy)
    }

    fn write(&self, around: &Surroundings) -> Value {
        self.layout.write(Self::table(), &|name| self.member(name, around))
    }
}

// The calls. Their values are the service's matter, so that only the JSON types are fixed here.

const POLICY_ARNS: Shape = Shape::List(&Shape::Object(policy_arn_table));
const REQUEST_TAGS: Shape = Shape::List(&Shape::Object(request_tag_table));

record! {
    AssumeRole, "AssumeRole", assume_role_table, bare;
    computed {}
    fields {
        role_arn = "RoleArn" optional TEXT, "the role";
        role_session_name = "RoleSessionName" optional TEXT, "the session's name";
        policy_arns = "PolicyArns" arns POLICY_ARNS, "managed session policies";
        policy = "Policy" document_text Shape::Document, "the session policy";
        duration_seconds = "DurationSeconds" optional ANY_WHOLE, "how long the session shall last";
        tags = "Tags" list REQUEST_TAGS, "session tags";
        transitive_tag_keys = "TransitiveTagKeys" list TEXTS, "which of them are transitive";
        external_id = "ExternalId" optional TEXT, "the external id";
        serial_number = "SerialNumber" optional TEXT, "the MFA device";
        token_code = "TokenCode" optional TEXT, "its code";
        source_identity = "SourceIdentity" optional TEXT, "the source identity";
        provided_contexts = "ProvidedContexts" list Shape::List(&Shape::Object(provided_context_table)), "contexts that a provider vouches for";
        minimum_session_token_size = "MinimumSessionTokenSize" optional ANY_WHOLE, "the least size of the session token";
    }
    kept []
}

record! {
    ProvidedContext, "a provided context", provided_context_table, bare;
    computed {}
    fields {
        provider_arn = "ProviderArn" required TEXT, "the context provider";
        context_assertion = "ContextAssertion" required TEXT, "what it asserts, which nobody else reads";
    }
    kept []
}

record! {
    AssumeRoleWithSaml, "AssumeRoleWithSAML", assume_role_with_saml_table, bare;
    computed {}
    fields {
        role_arn = "RoleArn" optional TEXT, "the role";
        principal_arn = "PrincipalArn" optional TEXT, "the SAML provider";
        assertion = "SAMLAssertion" optional Shape::Signed(saml_assertion_table), "the response, or the assertion's content";
        policy_arns = "PolicyArns" arns POLICY_ARNS, "managed session policies";
        policy = "Policy" document_text Shape::Document, "the session policy";
        duration_seconds = "DurationSeconds" optional ANY_WHOLE, "how long the session shall last";
        minimum_session_token_size = "MinimumSessionTokenSize" optional ANY_WHOLE, "the least size of the session token";
    }
    kept []
}

record! {
    SamlAssertion, "a SAML assertion", saml_assertion_table, bare;
    computed {}
    fields {
        id = "id" optional TEXT, "its id, which the audit trail names";
        issuer = "issuer" required TEXT, "who issued it";
        audience = "audience" required TEXT, "the recipient";
        audiences = "audiences" one_or_more Shape::OneOrMore(&TEXT), "for whom it is";
        name_id = "nameId" required TEXT, "the subject";
        name_id_format = "nameIdFormat" optional TEXT, "the subject's format";
        issued = "issued" optional Shape::Text(Rule::Time), "when it was issued";
        not_before = "notBefore" optional Shape::Text(Rule::Time), "from when it holds";
        not_on_or_after = "notOnOrAfter" optional Shape::Text(Rule::Time), "until when it may be used";
        session_not_on_or_after = "sessionNotOnOrAfter" optional Shape::Text(Rule::Time), "when the session must end";
        attributes = "attributes" attributes Shape::Attributes, "the attributes by name";
    }
    kept []
}

record! {
    AssumeRoleWithWebIdentity, "AssumeRoleWithWebIdentity", assume_role_with_web_identity_table, bare;
    computed {}
    fields {
        role_arn = "RoleArn" optional TEXT, "the role";
        role_session_name = "RoleSessionName" optional TEXT, "the session's name";
        token = "WebIdentityToken" optional Shape::Signed(web_identity_token_table), "the token, or its content";
        provider_id = "ProviderId" optional TEXT, "the OAuth provider";
        policy_arns = "PolicyArns" arns POLICY_ARNS, "managed session policies";
        policy = "Policy" document_text Shape::Document, "the session policy";
        duration_seconds = "DurationSeconds" optional ANY_WHOLE, "how long the session shall last";
        minimum_session_token_size = "MinimumSessionTokenSize" optional ANY_WHOLE, "the least size of the session token";
    }
    kept []
}

record! {
    WebIdentityToken, "a web identity token", web_identity_token_table, bare;
    computed {}
    fields {
        claims = "claims" claims Shape::Claims, "the claims by name";
    }
    kept []
}

record! {
    GetSessionToken, "GetSessionToken", get_session_token_table, bare;
    computed {}
    fields {
        duration_seconds = "DurationSeconds" optional ANY_WHOLE, "how long the session shall last";
        serial_number = "SerialNumber" optional TEXT, "the MFA device";
        token_code = "TokenCode" optional TEXT, "its code";
        minimum_session_token_size = "MinimumSessionTokenSize" optional ANY_WHOLE, "the least size of the session token";
    }
    kept []
}

record! {
    GetFederationToken, "GetFederationToken", get_federation_token_table, bare;
    computed {}
    fields {
        name = "Name" optional TEXT, "the federated user's name";
        policy = "Policy" document_text Shape::Document, "the session policy";
        policy_arns = "PolicyArns" arns POLICY_ARNS, "managed session policies";
        duration_seconds = "DurationSeconds" optional ANY_WHOLE, "how long the session shall last";
        tags = "Tags" list REQUEST_TAGS, "session tags";
        minimum_session_token_size = "MinimumSessionTokenSize" optional ANY_WHOLE, "the least size of the session token";
    }
    kept []
}

record! {
    AssumeRoot, "AssumeRoot", assume_root_table, bare;
    computed {}
    fields {
        target_principal = "TargetPrincipal" optional TEXT, "the member account, its id or its root's ARN";
        task_policy_arn = "TaskPolicyArn" task_policy Shape::Object(policy_arn_table), "what the session may do";
        duration_seconds = "DurationSeconds" optional ANY_WHOLE, "how long the session shall last";
        minimum_session_token_size = "MinimumSessionTokenSize" optional ANY_WHOLE, "the least size of the session token";
    }
    kept []
}

record! {
    DecodeAuthorizationMessage, "DecodeAuthorizationMessage", decode_authorization_message_table, bare;
    computed {}
    fields {
        encoded_message = "EncodedMessage" optional TEXT, "the message, or the id of the step that was refused with it";
    }
    kept []
}

record! {
    GetAccessKeyInfo, "GetAccessKeyInfo", get_access_key_info_table, bare;
    computed {}
    fields {
        access_key_id = "AccessKeyId" optional TEXT, "the key's id, or the id of the step that minted it";
    }
    kept []
}

record! {
    GetWebIdentityToken, "GetWebIdentityToken", get_web_identity_token_table, bare;
    computed {}
    fields {
        audience = "Audience" list TEXTS, "who shall accept the token";
        duration_seconds = "DurationSeconds" optional ANY_WHOLE, "how long the token shall last";
        signing_algorithm = "SigningAlgorithm" optional TEXT, "`RS256` or `ES384`";
        tags = "Tags" list REQUEST_TAGS, "tags that the token shall carry";
    }
    kept []
}

record! {
    GetDelegatedAccessToken, "GetDelegatedAccessToken", get_delegated_access_token_table, bare;
    computed {}
    fields {
        token = "TradeInToken" optional Shape::Object(trade_in_token_table), "what the token stands for";
    }
    kept []
}

record! {
    TradeInToken, "a trade-in token", trade_in_token_table, bare;
    computed {}
    fields {
        principal = "principal" required TEXT, "the user or role that approved";
        role_session_name = "RoleSessionName" optional TEXT, "the name of the role's session";
        policy = "Policy" document_text Shape::Document, "the permissions that were asked for";
        expires = "expires" optional Shape::Text(Rule::Time), "until when it can be traded in";
        duration_seconds = "DurationSeconds" optional Shape::Whole(1, 43_200), "how long the session lasts";
    }
    kept []
}

/// GetCallerIdentity has no parameters.
fn get_caller_identity_table() -> &'static Object {
    static TABLE: Object = Object {
        name: "GetCallerIdentity",
        fields: &[],
        kept: &[],
        one_of: &[],
        remembers_order: true,
    };
    &TABLE
}

macro_rules! calls {
    ($($name:literal $variant:ident $type:ident $table:ident;)*) => {
        /// Reads the parameters of a call.
        fn read_call(name: &str, given: &Value, around: &Surroundings) -> Option<StsCall> {
            let members = Members::of(given);
            match name {
                $($name => {
                    let call = $type::from_members(members, around)?;
                    let layout = Layout::of($table(), given, &|name| call.member(name, around));
                    Some(StsCall { call: Call::$variant(call), layout })
                })*
                "GetCallerIdentity" => {
                    let layout =
                        Layout::of(get_caller_identity_table(), given, &|_| Written::Absent);
                    Some(StsCall { call: Call::GetCallerIdentity, layout })
                }
                _ => None,
            }
        }

        fn write_call(call: &StsCall, around: &Surroundings) -> Value {
            match &call.call {
                $(Call::$variant(known) => {
                    call.layout.write($table(), &|name| known.member(name, around))
                })*
                Call::GetCallerIdentity => {
                    call.layout.write(get_caller_identity_table(), &|_| Written::Absent)
                }
            }
        }
    };
}

calls! {
    "AssumeRole" AssumeRole AssumeRole assume_role_table;
    "AssumeRoleWithSAML" AssumeRoleWithSaml AssumeRoleWithSaml assume_role_with_saml_table;
    "AssumeRoleWithWebIdentity" AssumeRoleWithWebIdentity AssumeRoleWithWebIdentity assume_role_with_web_identity_table;
    "GetSessionToken" GetSessionToken GetSessionToken get_session_token_table;
    "GetFederationToken" GetFederationToken GetFederationToken get_federation_token_table;
    "AssumeRoot" AssumeRoot AssumeRoot assume_root_table;
    "DecodeAuthorizationMessage" DecodeAuthorizationMessage DecodeAuthorizationMessage decode_authorization_message_table;
    "GetAccessKeyInfo" GetAccessKeyInfo GetAccessKeyInfo get_access_key_info_table;
    "GetWebIdentityToken" GetWebIdentityToken GetWebIdentityToken get_web_identity_token_table;
    "GetDelegatedAccessToken" GetDelegatedAccessToken GetDelegatedAccessToken get_delegated_access_token_table;
}

record! {
    PassedRole, "a role that is passed", passed_role_table, own;
    computed {}
    fields {
        role_arn = "RoleArn" required ARN, "the role that is handed over";
        passed_to_service = "PassedToService" optional Shape::Text(Rule::Service), "the service that gets it";
        associated_resource_arn = "AssociatedResourceArn" optional Shape::Text(Rule::Arn), "what the service will use it for";
    }
    kept []
}

record! {
    SwitchRole, "a switch of roles", switch_role_table, own;
    computed {}
    fields {
        account = "account" required Shape::Text(Rule::NotEmpty), "the account's id or alias";
        role_name = "roleName" required Shape::Text(Rule::NotEmpty), "the role's name, behind its path";
        display_name = "displayName" optional TEXT, "what the console shows while the role is worn";
        color = "color" optional TEXT, "the colour that it shows it in";
    }
    kept []
}

macro_rules! step_table {
    ($($change:literal $table:ident)*) => {
        /// A step: what every step has, and exactly one operation.
        fn step_table() -> &'static Object {
            static TABLE: Object = Object {
                name: "a step",
                fields: &[
                    field!("id", required, Shape::Text(Rule::StepId), "the step's unique id"),
                    field!("title", optional, TEXT, "a line for the reader"),
                    field!("after", optional, Shape::Whole(0, 3_155_760_000), "seconds since the step before"),
                    field!("as", optional, Shape::Text(Rule::NotEmpty), "who calls"),
                    field!("endpoint", optional, Shape::Text(Rule::Endpoint), "where the call is sent"),
                    field!("account", optional, ACCOUNT_ID, "where a change of the world happens"),
                    field!("AssumeRole", optional, Shape::Object(assume_role_table), "a call"),
                    field!("AssumeRoleWithSAML", optional, Shape::Object(assume_role_with_saml_table), "a call"),
                    field!("AssumeRoleWithWebIdentity", optional, Shape::Object(assume_role_with_web_identity_table), "a call"),
                    field!("GetSessionToken", optional, Shape::Object(get_session_token_table), "a call"),
                    field!("GetFederationToken", optional, Shape::Object(get_federation_token_table), "a call"),
                    field!("GetCallerIdentity", optional, Shape::Object(get_caller_identity_table), "a call"),
                    field!("AssumeRoot", optional, Shape::Object(assume_root_table), "a call"),
                    field!("DecodeAuthorizationMessage", optional, Shape::Object(decode_authorization_message_table), "a call"),
                    field!("GetAccessKeyInfo", optional, Shape::Object(get_access_key_info_table), "a call"),
                    field!("GetWebIdentityToken", optional, Shape::Object(get_web_identity_token_table), "a call"),
                    field!("GetDelegatedAccessToken", optional, Shape::Object(get_delegated_access_token_table), "a call"),
                    field!("SwitchRole", optional, Shape::Object(switch_role_table), "Switch Role in the console"),
                    field!("Action", optional, Shape::Text(Rule::Action), "any other action"),
                    field!("Resource", optional, Shape::Text(Rule::ArnOrStar), "what the action acts on"),
                    field!("PassRole", optional, Shape::Object(passed_role_table), "the role that the action hands to a service"),
                    $(field!($change, optional, Shape::Object(changes::$table), "a change of the world"),)*
                    field!("sessionKeys", context, Shape::Context, "condition keys that a service puts into the session"),
                    field!("context", context, Shape::Context, "condition keys of this request"),
                    field!("expect", optional, Shape::Object(expectation_table), "what is expected"),
                ],
                kept: &[],
                one_of: &[
                    "AssumeRole",
                    "AssumeRoleWithSAML",
                    "AssumeRoleWithWebIdentity",
                    "GetSessionToken",
                    "GetFederationToken",
                    "GetCallerIdentity",
                    "AssumeRoot",
                    "DecodeAuthorizationMessage",
                    "GetAccessKeyInfo",
                    "GetWebIdentityToken",
                    "GetDelegatedAccessToken",
                    "SwitchRole",
                    "Action",
                    $($change,)*
                ],
                remembers_order: true,
            };
            &TABLE
        }
    };
}

changes::for_every_change!(step_table);

impl Record for Step {
    fn table() -> &'static Object {
        step_table()
    }

    fn from_members(members: Members<'_>, around: &Surroundings) -> Option<Self> {
        let operation =
            members.0.iter().find(|member| step_table().one_of.contains(&&*member.name))?;
        let operation = if let Some(call) = read_call(&operation.name, &operation.value, around) {
            Operation::Sts(call)
        } else if &*operation.name == "Action" {
            Operation::Action {
                action: codec::text(&operation.value)?.parse().ok()?,
                resource: codec::optional::read(members.get("Resource"), around)?,
            }
        } else if &*operation.name == "SwitchRole" {
            Operation::SwitchRole(SwitchRole::read(&operation.value, around)?)
        } else {
            Operation::Change(changes::read(&operation.name, &operation.value, around)?)
        };
        Some(Self {
            id: codec::required::read(members.get("id"), around)?,
            title: codec::optional::read(members.get("title"), around)?,
            after: codec::optional::read(members.get("after"), around)?,
            caller: codec::optional::read(members.get("as"), around)?,
            endpoint: codec::optional::read(members.get("endpoint"), around)?,
            account: codec::optional::read(members.get("account"), around)?,
            operation,
            passed_role: codec::optional::read(members.get("PassRole"), around)?,
            session_keys: codec::context::read(members.get("sessionKeys"), around)?,
            context: codec::context::read(members.get("context"), around)?,
            expect: codec::optional::read(members.get("expect"), around)?,
            layout: Layout::default(),
        })
    }

    fn member(&self, name: &str, around: &Surroundings) -> Written {
        match name {
            "id" => codec::required::write(&self.id, around),
            "title" => codec::optional::write(&self.title, around),
            "after" => codec::optional::write(&self.after, around),
            "as" => codec::optional::write(&self.caller, around),
            "endpoint" => codec::optional::write(&self.endpoint, around),
            "account" => codec::optional::write(&self.account, around),
            "PassRole" => codec::optional::write(&self.passed_role, around),
            "sessionKeys" => codec::context::write(&self.session_keys, around),
            "context" => codec::context::write(&self.context, around),
            "expect" => codec::optional::write(&self.expect, around),
            _ => match &self.operation {
                Operation::Sts(call) if call.call.operation() == name => {
                    Written::Present(write_call(call, around))
                }
                Operation::Action { action, .. } if name == "Action" => {
                    Written::Present(string(action.as_str()))
                }
                Operation::Action { resource, .. } if name == "Resource" => {
                    codec::optional::write(resource, around)
                }
                Operation::SwitchRole(switch) if name == "SwitchRole" => {
                    Written::Present(switch.write(around))
                }
                Operation::Change(change) if change.operation.as_str() == name => {
                    Written::Present(changes::write(change, around))
                }
                _ => Written::Absent,
            },
        }
    }
}

impl Step {
    /// The step as it stands in a file.
    #[must_use]
    pub fn to_json(&self) -> String {
        policy::json::print(&self.write(&Surroundings::default()))
    }
}

impl Element for Step {
    fn read(value: &Value, around: &Surroundings) -> Option<Self> {
        let mut step = Self::from_members(Members::of(value), around)?;
        step.layout = Layout::of(Self::table(), value, &|name| step.member(name, around));
        Some(step)
    }

    fn write(&self, around: &Surroundings) -> Value {
        self.layout.write(Self::table(), &|name| self.member(name, around))
    }
}

as_word! {
    RoleSessionMfa, ROLE_SESSION_MFA { FromUserSession = "fromUserSession", Never = "never" }
    DenialReasons, DENIAL_REASONS { CallerSide = "callerSide", All = "all", None = "none" }
    DurationLimit, DURATION_LIMIT { Chaining = "chaining", Role = "role" }
    MultivaluedKey, MULTIVALUED_KEY { NoMatch = "noMatch", AnyValue = "anyValue" }
    WildcardPrincipal, WILDCARD_PRINCIPAL { DenyOnly = "denyOnly", Never = "never", Always = "always" }
}

macro_rules! switches {
    ($($member:ident = $name:literal $shape:expr, $meaning:literal;)*) => {
        pub(crate) fn assumptions_table() -> &'static Object {
            static TABLE: Object = Object {
                name: "the assumptions",
                fields: &[$(field!($name, optional, $shape, $meaning),)*],
                kept: &[],
                one_of: &[],
                remembers_order: false,
            };
            &TABLE
        }

        fn read_assumptions(members: Members<'_>, around: &Surroundings) -> Option<Assumptions> {
            let mut all = Assumptions::default();
            $(if let Some(value) = members.get($name) {
                all.$member = Element::read(value, around)?;
            })*
            Some(all)
        }

        /// One switch as it is written.
        pub(super) fn switch(all: &Assumptions, name: &str) -> Option<Value> {
            match name {
                $($name => Some(all.$member.write(&Surroundings::default())),)*
                _ => None,
            }
        }

        /// Reads one switch; nothing where there is no such switch, or it has no such value.
        pub(super) fn set_switch(all: &mut Assumptions, name: &str, given: &Value) -> Option<()> {
            match name {
                $($name => all.$member = Element::read(given, &Surroundings::default())?,)*
                _ => return None,
            }
            Some(())
        }

        fn write_assumptions(all: &Assumptions, around: &Surroundings) -> Value {
            let default = Assumptions::default();
            let mut members = Vec::new();
            $(if all.$member != default.$member {
                members.push(member($name, all.$member.write(around)));
            })*
            value(Kind::Object(members))
        }
    };
}

switches! {
    tag_session_carries_external_id = "tagSessionCarriesExternalId" Shape::Flag, "whether `sts:TagSession` is asked with `sts:ExternalId` and `sts:RoleSessionName`";
    session_token_chains = "sessionTokenChains" Shape::Flag, "whether AssumeRole with GetSessionToken credentials is capped at one hour";
    role_session_mfa = "roleSessionMfa" Shape::Word(ROLE_SESSION_MFA), "whether a role session made by a session with MFA still counts as MFA";
    request_tags_include_inherited = "requestTagsIncludeInherited" Shape::Flag, "whether inherited tags stand in `aws:RequestTag` and `aws:TagKeys`";
    transitive_tags_hide_resource_tags = "transitiveTagsHideResourceTags" Shape::Flag, "whether an inherited tag hides the role's own in `aws:ResourceTag`";
    denial_reasons = "denialReasons" Shape::Word(DENIAL_REASONS), "which AccessDenied texts of AssumeRole name the policy type";
    denying_policy_named = "denyingPolicyNamed" Shape::Flag, "whether AccessDenied texts name the policy that denies by its ARN";
    longer_limit_named_first = "longerLimitNamedFirst" Shape::Word(DURATION_LIMIT), "which text is printed when both duration limits are exceeded";
    source_identity_needs_identity_allow = "sourceIdentityNeedsIdentityAllow" Shape::Flag, "whether a role session needs its own allow for `sts:SetSourceIdentity`";
    multivalued_key_without_qualifier = "multivaluedKeyWithoutQualifier" Shape::Word(MULTIVALUED_KEY), "a key with several values under a plain operator";
    wildcard_principal_covers_services = "wildcardPrincipalCoversServices" Shape::Word(WILDCARD_PRINCIPAL), "whether `*` means services and federated callers too";
    unparsable_value_satisfies_negation = "unparsableValueSatisfiesNegation" Shape::Flag, "a value that cannot be compared, under a negated operator";
    middle_star_crosses_colons = "middleStarCrossesColons" Shape::Flag, "a `*` at the end of a middle field of a resource pattern";
    for_any_value_if_exists_when_missing = "forAnyValueIfExistsWhenMissing" Shape::Flag, "`ForAnyValue:…IfExists` with the key missing";
    empty_string_is_present = "emptyStringIsPresent" Shape::Flag, "an empty string under plain operators and `Null`";
    everyone_in_trust_policy_is_saved = "everyoneInTrustPolicyIsSaved" Shape::Flag, "a trust policy that allows `{ \"AWS\": \"*\" }`";
    saml_carries_federated_provider = "samlCarriesFederatedProvider" Shape::Flag, "whether SAML carries `aws:FederatedProvider`";
    saml_attributes_are_lists = "samlAttributesAreLists" Shape::Flag, "whether nine attributes of SAML keep all their values";
    expired_at_expiration = "expiredAtExpiration" Shape::Flag, "a call at the very moment of expiration";
}

/// The switches that differ from their default.
pub(crate) fn read_switches(given: Option<&Value>, around: &Surroundings) -> Option<Assumptions> {
    read_assumptions(given.map_or(Members(&[]), Members::of), around)
}

/// As [`read_switches`] reads.
pub(super) fn write_switches(all: &Assumptions, around: &Surroundings) -> Written {
    Written::unless_empty(write_assumptions(all, around))
}
